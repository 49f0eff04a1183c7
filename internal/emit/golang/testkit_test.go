package golang

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
	"github.com/StackOneHQ/stackone-gen/internal/words"
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

// kitFiles are the files of the fake server among all.
func kitFiles(files []emit.File) []emit.File {
	var kit []emit.File
	for _, file := range files {
		if strings.Contains(file.Path, "/") {
			kit = append(kit, file)
		}
	}
	return kit
}

// An app that vendors the SDK tests itself against the fake server.
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

// The fake server of whatever can be generated compiles by itself.
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

// newKit returns the fake server of an API as it is before it is written.
func newKit(t *testing.T, a *api.API) *testKit {
	t.Helper()
	var ds diag.List
	opts := Options{}.WithDefaults()
	names, err := Names(a, opts, &ds)
	if err != nil {
		t.Fatal(err)
	}
	kit, err := (&emitter{api: a, opts: opts, names: names, tables: errorTables(a)}).testKit(&ds)
	if err != nil {
		t.Fatal(err)
	}
	if ds.HasErrors() {
		t.Fatal(ds.Err())
	}
	return kit
}

// Every operation of the real descriptions is there, and what it answers fits the
// schema of its response.
func TestTestKitOfRealInputs(t *testing.T) {
	for path, operations := range map[string]int{
		"spec/openapi.yaml":                        2,
		"../shared/specs/stackone-2025-12-03.yaml": 286,
		"../shared/specs/stackone-2023-11-13.yaml": 0,
	} {
		t.Run(filepath.Base(path), func(t *testing.T) {
			path = filepath.Join("../../..", filepath.FromSlash(path))
			a := parse(t, path)
			kit := newKit(t, a)
			if n := len(kit.rows); operations > 0 && n != operations || n != len(a.Operations()) {
				t.Fatalf("%d operations", n)
			}
			var ds diag.List
			model, err := openapi3.NewLoader().LoadFromData(document.Load(path, &ds).Root.AppendJSON(nil))
			if err != nil {
				t.Fatal(err)
			}
			checked := 0
			for _, o := range a.Operations() {
				described := model.Paths.Value(o.Path).GetOperation(o.Method).Responses
				for _, r := range o.Results {
					if r.Content == api.ContentJSON {
						row := kit.result(o, r)
						fitsSchema(t, o, kit, row, described.Value(string(r.Status)).Value.Content.Get(r.MediaTypes[0]))
						checked++
					}
				}
				for _, c := range o.Errors {
					if c.Error.Body != nil {
						if media := described.Value(string(c.Status)).Value.Content.Get("application/json"); media != nil {
							fitsSchema(t, o, kit, kit.errorResponse(o, c), media)
							checked++
						}
					}
				}
			}
			t.Logf("%d examples", checked)
		})
	}
}

var exampleName = regexp.MustCompile(`example: (\w+)`)

// fitsSchema holds the example of a row of the table against a schema. What says
// nothing but null is no example.
func fitsSchema(t *testing.T, o *api.Operation, kit *testKit, row string, media *openapi3.MediaType) {
	t.Helper()
	name := exampleName.FindStringSubmatch(row)[1]
	text := ""
	for i := range kit.examples.names {
		if kit.examples.names[i] == name {
			text = kit.examples.values[i]
		}
	}
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil || value == nil {
		t.Fatalf("%s: %q: %v", o.ID, text, err)
	}
	var faults openapi3.MultiError
	if err := media.Schema.Value.VisitJSON(value, openapi3.MultiErrors()); !errors.As(err, &faults) && err != nil {
		faults = openapi3.MultiError{err}
	}
	for _, fault := range faults {
		reason, _, _ := strings.Cut(fault.Error(), "\nSchema:")
		// Some descriptions have variants without anything to tell them apart.
		if !strings.Contains(reason, "input matches more than one oneOf schemas") {
			t.Errorf("%s: %s: %s", o.ID, name, reason)
		}
	}
}

func TestTestKitNames(t *testing.T) {
	s := &apitest.Sample{}
	s.Operation("new", "server", &api.Operation{})
	s.Operation("a.b", "c", &api.Operation{})
	s.Operation("a", "bC", &api.Operation{Path: "/x"})
	kit := newKit(t, &s.API)
	var names []string
	for _, o := range kit.api.Operations() {
		names = append(names, kit.operations[o])
	}
	if got := strings.Join(names, " "); got != "NewServerOperation ABC ABC2" {
		t.Error(got)
	}
}

// A loop over all pages ends: cursors lead nowhere, counted pages are empty at
// some time.
func TestTestKitPaging(t *testing.T) {
	s := &apitest.Sample{}
	str := apitest.Scalar(api.String)
	next, data := apitest.Optional("next", str), apitest.Required("data", apitest.ListOf(str))
	next.Doc.Examples = []string{`"more"`}
	page := s.Object("Page", next, data)
	offset := apitest.Parameter(api.InQuery, "skip", apitest.Scalar(api.Integer), false)
	s.Operation("pages", "cursor", &api.Operation{Results: []*api.Result{apitest.JSONResult("200", page)},
		Pagination: &api.Pagination{Next: []*api.Field{next}, Items: []*api.Field{data}}})
	s.Operation("pages", "offset", &api.Operation{Results: []*api.Result{apitest.JSONResult("200", page)}, Parameters: []*api.Parameter{offset},
		Pagination: &api.Pagination{Kind: api.PageOffset, Parameter: offset, Start: 20, Items: []*api.Field{data}}})
	s.Operation("pages", "plain", &api.Operation{Results: []*api.Result{apitest.JSONResult("200", page)}})
	kit := newKit(t, &s.API)
	want := []string{`{"data":["example datum"]}`, `{"next":"more","data":["example datum"]}`, `{"next":"more","data":[]}`}
	for i := range want {
		want[i] = strings.ReplaceAll(want[i], "datum", words.Singular("data"))
	}
	if strings.Join(kit.examples.values, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s", kit.examples.values)
	}
	if row := kit.rows[1]; !strings.Contains(row, `paging: &paging{query: "skip", last: 20, end: examplePage3}`) {
		t.Error(row)
	}
}

// The code that stands for a range may be documented on its own, with another body.
func TestTestKitAnswersWithExactStatus(t *testing.T) {
	s := &apitest.Sample{}
	o := s.Operation("jobs", "get", &api.Operation{Results: []*api.Result{
		apitest.JSONResult("2XX", apitest.ListOf(apitest.Scalar(api.String))), apitest.JSONResult("202", apitest.Scalar(api.Boolean)), apitest.JSONResult("200", apitest.Scalar(api.Number)),
	}})
	kit := newKit(t, &s.API)
	if row := kit.rows[0]; !strings.Contains(row, "success: response{status: 202,") {
		t.Error(row)
	}
	if status := o.SuccessCode(); status != 202 {
		t.Errorf("the example prints %d", status)
	}
	if list := strings.Join(kit.shared.values, "\n"); strings.Count(list, "status: ") != 2 || strings.Contains(list, "202") {
		t.Error(list)
	}
}

// No text of a description becomes code of the fake server.
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

func FuzzLiteral(f *testing.F) {
	for _, seed := range []string{"", "`", "a\nb", "\u202e", "\ufeff", "\xff", `{"a":"b"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		written := literal(text)
		if read, err := strconv.Unquote(written); err != nil || read != text || strings.ContainsAny(written, "\n\r") {
			t.Fatalf("%q is written %s: %v", text, written, err)
		}
	})
}
