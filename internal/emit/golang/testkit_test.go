package golang

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

// appModule writes a module of an app that vendors files below one folder.
func appModule(t *testing.T, folders map[string][]emit.File) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name string, data []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", []byte("module example.com/app\n\ngo 1.24\n"))
	for folder, files := range folders {
		for _, file := range files {
			write(folder+"/"+file.Path, file.Data)
		}
	}
	return dir
}

func runGo(t *testing.T, dir string, args ...string) {
	t.Helper()
	command := exec.Command("go", args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local")
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, output)
	}
}

// kitFiles are the files of the test server among all.
func kitFiles(files []emit.File) []emit.File {
	var kit []emit.File
	for _, file := range files {
		if strings.Contains(file.Path, "/") {
			kit = append(kit, file)
		}
	}
	return kit
}

// An app that vendors the SDK tests itself against the test server.
func TestTestKit(t *testing.T) {
	files := emitAll(t, parse(t, "../../../spec/openapi.yaml"), Options{})
	kit := kitFiles(files)
	checkStyle(t, kit)
	dir := appModule(t, map[string][]emit.File{
		"internal/stackone":              files,
		"internal/stackone/stackonetest": {{Path: "app_test.go", Data: []byte(appTest)}},
		"app":                            {{Path: "doc_test.go", Data: []byte(strings.Replace(docTest, "SNIPPET", snippet(t, kit), 1))}},
	})
	// Without its own path in the binary nothing is built again that is the same.
	runGo(t, dir, "test", "-vet=all", "-trimpath", "-ldflags=-s -w", "./...")
}

// snippet returns the code in the comment of the package.
func snippet(t *testing.T, kit []emit.File) string {
	t.Helper()
	var lines []string
	for _, file := range kit {
		for line := range strings.Lines(string(file.Data)) {
			if code, ok := strings.CutPrefix(line, "//\t"); ok && strings.HasSuffix(file.Path, "/operations.go") {
				lines = append(lines, code)
			}
		}
	}
	if len(lines) != 4 {
		t.Fatalf("the package shows %q", lines)
	}
	return strings.Join(lines, "")
}

// The test server of whatever can be generated compiles by itself.
func TestTestKitOfAllInputs(t *testing.T) {
	inputs, err := filepath.Glob("../../../testdata/*/input.*")
	if err != nil {
		t.Fatal(err)
	}
	folders := map[string][]emit.File{"everything": kitFiles(emitAll(t, apitest.Everything(), Options{Package: "sdk"}))}
	for _, input := range inputs {
		var ds diag.List
		doc := document.Load(input, &ds)
		if doc == nil || ds.HasErrors() {
			continue
		}
		a := parser.Parse(doc, parser.DefaultOptions(), &ds)
		if a == nil || ds.HasErrors() {
			continue
		}
		files, err := emitSDK(a, Options{}, &ds)
		if err != nil {
			continue // the description is wrong, as it is meant to be
		}
		checkStyle(t, kitFiles(files))
		folders[filepath.Base(filepath.Dir(input))] = kitFiles(files)
	}
	t.Logf("%d inputs", len(folders))
	runGo(t, appModule(t, folders), "vet", "./...")
}

// No text of a description becomes code of the test server.
func TestTestKitHostileText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.OneOf(rapid.SampledFrom([]string{"*/", "\n", "`", "\"", "\u2028", "\u202e", "\ufeff", "\\", "}", "DO NOT EDIT", "//go:build x"}), rapid.String())
		text := func() string { return strings.Join(rapid.SliceOfN(pieces, 1, 3).Draw(t, "text"), "") }
		a := hostile(text)
		example, err := json.Marshal(text())
		if err != nil {
			t.Fatal(err)
		}
		for _, typ := range a.Types {
			for _, f := range typ.Fields {
				f.Doc.Examples = []string{string(example)}
			}
		}
		files, err := emitSDK(a, Options{}, newDiags())
		if err != nil {
			return // names collide
		}
		for _, file := range kitFiles(files) {
			if strings.HasSuffix(file.Path, "/operations.go") || strings.HasSuffix(file.Path, "/examples.go") {
				inspect(t, file.Path, file.Data)
			}
		}
	})
}
