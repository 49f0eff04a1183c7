package golang

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

// emitSDK decides on the names and emits the code.
func emitSDK(a *api.API, opts Options, ds *diag.List) ([]emit.File, error) {
	opts.NoDocs = true
	table, err := names.Decide(a, opts.Names, ds)
	if err == nil {
		err = ds.Err()
	}
	if err != nil {
		return nil, err
	}
	return Emit(a, table, opts, ds)
}

// emitAll emits an API that has to have no name collisions.
func emitAll(t *testing.T, a *api.API, opts Options) []emit.File {
	t.Helper()
	var ds diag.List
	files, err := emitSDK(a, opts, &ds)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// build compiles and vets files as a module of their own, as an app that
// vendors them would, with the oldest language version that they promise.
func build(t *testing.T, files []emit.File) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, data []byte) {
		if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", []byte("module example.com/sdk\n\ngo 1.24\n"))
	for _, file := range files {
		write(file.Path, file.Data)
	}
	for _, args := range [][]string{{"build", "-gcflags=-lang=go1.24", "./..."}, {"vet", "./..."}} {
		command := exec.Command("go", args...)
		command.Dir = dir
		command.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local")
		if output, err := command.CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, output)
		}
	}
	return dir
}

// checkStyle looks at what every generated file has to have.
func checkStyle(t *testing.T, files []emit.File) {
	t.Helper()
	seen := map[string]bool{}
	for _, file := range files {
		if lower := strings.ToLower(file.Path); seen[lower] {
			t.Errorf("%s is there twice, at least on some file systems", file.Path)
		} else {
			seen[lower] = true
		}
		if !bytes.HasPrefix(file.Data, []byte(gofile.Header+"\n\n")) {
			t.Errorf("%s does not begin with the header of generated files", file.Path)
		}
		again, err := format.Source(file.Data)
		if err != nil {
			t.Errorf("%s: %v", file.Path, err)
		} else if !bytes.Equal(again, file.Data) {
			t.Errorf("gofmt would change %s", file.Path)
		}
		if lines := bytes.Count(file.Data, []byte("\n")); lines > gofile.MaxLines+gofile.MaxLines/10 {
			t.Errorf("%s has %d lines", file.Path, lines)
		}
	}
}

// parse reads a description that has to be without errors.
func parse(t *testing.T, path string) *api.API {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the inputs are not here: %v", err)
	}
	var ds diag.List
	doc := document.Load(path, &ds)
	if err := ds.Err(); err != nil {
		t.Fatal(err)
	}
	a := parser.Parse(doc, parser.DefaultOptions(), &ds)
	if err := ds.Err(); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestRealInputs looks at style and size. That the output compiles is tested with
// the whole pipeline, once.
func TestRealInputs(t *testing.T) {
	for _, path := range []string{
		"spec/openapi.yaml",
		"../shared/specs/stackone-2025-12-03.yaml",
		"../shared/specs/stackone-2023-11-13.yaml",
	} {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a := parse(t, filepath.Join("../../..", filepath.FromSlash(path)))
			files := emitAll(t, a, Options{})
			checkStyle(t, files)
			lines := 0
			for _, file := range files {
				lines += bytes.Count(file.Data, []byte("\n"))
			}
			if lines > 75_000 {
				t.Errorf("%d lines", lines)
			}
		})
	}
}

func newDiags() *diag.List { return new(diag.List) }

func TestOptions(t *testing.T) {
	for _, name := range []string{"main", "_", "a-b", "type", "a b", "x;import \"os\""} {
		if _, err := emitSDK(apitest.Everything(), Options{Package: name}, newDiags()); err == nil {
			t.Errorf("%q passes for a package name", name)
		}
	}
	files := emitAll(t, apitest.Everything(), Options{Package: "sdk", Version: "9.8.7", Names: names.Options{Initialisms: []string{"CAT"}}})
	found := map[string]bool{}
	for _, file := range files {
		name := "sdk"
		if strings.HasPrefix(file.Path, "sdktest/") {
			name = "sdktest"
		}
		if !bytes.Contains(file.Data, []byte("\npackage "+name+"\n")) {
			t.Errorf("%s is not in package %s", file.Path, name)
		}
		for _, text := range []string{`"9.8.7"`, "type CAT struct"} {
			found[text] = found[text] || bytes.Contains(file.Data, []byte(text))
		}
	}
	if len(found) != 2 || !found[`"9.8.7"`] || !found["type CAT struct"] {
		t.Error(found)
	}
}

// A type that is used but not listed would be a type without declaration.
func TestUndeclaredType(t *testing.T) {
	s := &apitest.Sample{}
	s.Object("Pet", apitest.Required("kind", &api.Type{Kind: api.Enum, Path: []string{"Kind"}}))
	if _, err := emitSDK(&s.API, Options{}, newDiags()); err == nil {
		t.Error("a type without declaration passes")
	}
}

// What is in a file depends on names and kinds: however much a service grows, everything
// stays in the file that it was in.
func TestAdditionsMoveNothing(t *testing.T) {
	s := &apitest.Sample{}
	add := func(name string) {
		kind := s.Enum(name+"Kind", api.String, "a", "b")
		pet := s.Object(name, apitest.Optional("kind", kind))
		service := s.Service("pets")
		kind.Owner, pet.Owner = service, service
		s.Operation("pets", "get"+name, &api.Operation{Results: []*api.Result{apitest.JSONResult("200", pet)}})
	}
	add("Cat")
	before := declaredIn(emitAll(t, &s.API, Options{}))
	want := map[string]string{"PetsService": "pets.go", "PetsGetCatRequest": "pets.go", "Cat": "pets_models.go", "CatKind": "pets_enums.go"}
	for name, file := range want {
		if before[name] != file {
			t.Errorf("%s is in %q, want %s", name, before[name], file)
		}
	}
	for i := range 200 {
		add(fmt.Sprint("Ant", i))
	}
	after := declaredIn(emitAll(t, &s.API, Options{}))
	for name, file := range before {
		if after[name] != file {
			t.Errorf("%s moved from %s to %q", name, file, after[name])
		}
	}
}

// declaredIn says in which file each type is declared.
func declaredIn(files []emit.File) map[string]string {
	in := map[string]string{}
	for _, file := range files {
		for line := range strings.Lines(string(file.Data)) {
			if rest, found := strings.CutPrefix(line, "type "); found && !strings.Contains(file.Path, "/") {
				in[strings.Fields(rest)[0]] = file.Path
			}
		}
	}
	return in
}

func TestLongFilesAreSplit(t *testing.T) {
	s := &apitest.Sample{}
	for i := range 1300 {
		fields := []*api.Field{}
		for j := range 10 {
			fields = append(fields, apitest.Optional(fmt.Sprint("f", j), apitest.Scalar(api.String)))
		}
		s.Operation("pets", fmt.Sprint("get", i), &api.Operation{Results: []*api.Result{apitest.JSONResult("200", s.Object(fmt.Sprint("T", i), fields...))}})
	}
	files := emitAll(t, &s.API, Options{})
	checkStyle(t, files)
	declared := 0
	var paths []string
	for _, file := range files {
		if strings.Contains(file.Path, "/") {
			continue // the test server has no models
		}
		declared += bytes.Count(file.Data, []byte("\ntype T"))
		if strings.HasPrefix(file.Path, "models") {
			paths = append(paths, file.Path)
		}
	}
	if declared != 1300+1 { // Time is the runtime's
		t.Errorf("%d types are declared", declared)
	}
	if want := []string{"models.go", "models_2.go", "models_3.go", "models_4.go"}; !slices.Equal(paths, want) {
		t.Errorf("the models are in %v", paths)
	}
}

// Nothing of an SDK without a test server sends its readers there.
func TestWithoutTestKit(t *testing.T) {
	for _, f := range emitAll(t, apitest.Everything(), Options{NoTestKit: true}) {
		if strings.Contains(f.Path+string(f.Data), names.TestKit("stackone")) {
			t.Errorf("%s names the test server", f.Path)
		}
	}
}
