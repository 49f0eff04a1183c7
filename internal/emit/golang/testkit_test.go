package golang

import (
	"encoding/json"
	"errors"
	"fmt"
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
	folders := map[string][]emit.File{"everything": kitFiles(emitAll(t, everything(), Options{Package: "sdk"}))}
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
		"spec/openapi.yaml":                        3,
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
						fitsSchema(t, o, kit, row, described.Value(r.Status).Value.Content.Get(r.MediaTypes[0]))
						checked++
					}
				}
				for _, c := range o.Errors {
					if c.Error.Body != nil {
						if media := described.Value(c.Status).Value.Content.Get("application/json"); media != nil {
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

func TestExamples(t *testing.T) {
	str := scalar(api.String)
	given := func(f *api.Field, examples ...string) *api.Field {
		f.Doc.Examples = examples
		return f
	}
	s := &sample{}
	node := s.object("Node", required("value", scalar(api.Integer)))
	node.Fields = append(node.Fields, optional("next", node), required("children", listOf(node)), required("by_name", mapOf(node)),
		&api.Field{Name: "parent", Use: api.TypeUse{Type: node, Required: true, Nullable: true}})
	endless := s.object("Endless")
	endless.Fields = append(endless.Fields, required("self", endless))
	either := s.union(endless, str)
	color := s.enum("Color", api.String, "red", "blue")
	level := s.enum("Level", api.Integer, "3")
	cat, dog := s.object("Cat", required("kind", str), optional("meow", scalar(api.Boolean))), s.object("Dog", required("kind", str))
	pet := s.union(cat, dog)
	pet.Discriminator, pet.Variants[0].Tags = "kind", []string{"kitten"}
	whole := s.union(pet)
	whole.Discriminator, whole.Variants[0].Tags = "meow", []string{"loud"}
	known := s.union(cat)
	known.Variants[0].Consts = []api.Const{{Name: "kind", Values: []string{` "cat" `}}}
	extra := s.object("Extra", required("a", str))
	extra.Elem = &api.TypeUse{Type: scalar(api.Integer), Required: true}
	extra.Doc.Examples = []string{`{"b": 2, "c": null, "b": 3}`}
	inner := s.object("Inner", required("x", str), optional("y", str))
	outer := s.object("Outer", given(required("inner", inner), `{"y":"given"}`), given(required("inners", listOf(inner)), `[{"x":"1"},{"x":null}]`))
	for _, test := range []struct {
		name string
		t    *api.Type
		want string
	}{
		{"any", &api.Type{Kind: api.Any}, `"example"`},
		{"free", &api.Type{Kind: api.Free}, `{"key":"value"}`},
		{"number", scalar(api.Number), `1.5`},
		{"time", scalar(api.DateTime), `"2024-05-01T09:30:00Z"`},
		{"list", listOf(str), `["example"]`},
		{"map", mapOf(scalar(api.Boolean)), `{"key":true}`},
		{"enum", listOf(color), `["red"]`},
		{"number enum", level, `3`},
		{"first variant", pet, `{"kind":"kitten","meow":true}`},
		{"variant that is a union", whole, `{"kind":"kitten","meow":"loud"}`},
		{"fixed member", known, `{"kind":"cat","meow":true}`},
		{"variant with an end", either, `"example"`},
		{"no end", endless, `{}`},
		{"cut", node, `{"value":1,"children":[],"by_name":{},"parent":null}`},
		{"additional", extra, `{"a":"example a","c":1,"b":3}`},
		{"completed", outer, `{"inner":{"x":"example x","y":"given"},"inners":[{"x":"1","y":"example y"},{"x":"example x","y":"example y"}]}`},
		{"names", s.object("Names", required("id", str), required("employee_id", str), required("work_email", str), required("tags", listOf(str))),
			`{"id":"1","employee_id":"employee-1","work_email":"jane.doe@example.com","tags":["example tag"]}`},
		{"of another kind", s.object("Kinds", given(required("n", scalar(api.Integer)), `"text"`, `null`, `{`, ` 7 `)), `{"n":7}`},
	} {
		if got := newExampler().example(api.TypeUse{Type: test.t, Required: true}); got != test.want {
			t.Errorf("%s: %s, not %s", test.name, got, test.want)
		}
	}
}

// Types that hold each other in many ways have examples of a sane size.
func TestExamplesStaySmall(t *testing.T) {
	for _, make := range []func(string, *api.Type) *api.Field{required, optional} {
		s := &sample{}
		t0 := s.object("T0", required("x", scalar(api.String)))
		for i := 1; i < 60; i++ {
			t0 = s.object(fmt.Sprint("T", i), make("a", t0), make("b", t0), make("c", listOf(t0)))
		}
		if text := newExampler().example(api.TypeUse{Type: t0, Required: true}); !json.Valid([]byte(text)) || len(text) > 1<<20 {
			t.Errorf("%d bytes: %.100s", len(text), text)
		}
	}
}

func TestTestKitNames(t *testing.T) {
	s := &sample{}
	s.operation("new", "server", &api.Operation{})
	s.operation("a.b", "c", &api.Operation{})
	s.operation("a", "bC", &api.Operation{Path: "/x"})
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
	s := &sample{}
	str := scalar(api.String)
	next, data := optional("next", str), required("data", listOf(str))
	next.Doc.Examples = []string{`"more"`}
	page := s.object("Page", next, data)
	offset := parameter(api.InQuery, "skip", scalar(api.Integer), false)
	s.operation("pages", "cursor", &api.Operation{Results: []*api.Result{jsonResult("200", page)},
		Pagination: &api.Pagination{Next: []*api.Field{next}, Items: []*api.Field{data}}})
	s.operation("pages", "offset", &api.Operation{Results: []*api.Result{jsonResult("200", page)}, Parameters: []*api.Parameter{offset},
		Pagination: &api.Pagination{Kind: api.PageOffset, Parameter: offset, Start: 20, Items: []*api.Field{data}}})
	s.operation("pages", "plain", &api.Operation{Results: []*api.Result{jsonResult("200", page)}})
	kit := newKit(t, &s.API)
	want := []string{`{"data":["example datum"]}`, `{"next":"more","data":["example datum"]}`, `{"next":"more","data":[]}`}
	for i := range want {
		want[i] = strings.ReplaceAll(want[i], "datum", singular("data"))
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
	s := &sample{}
	o := s.operation("jobs", "get", &api.Operation{Results: []*api.Result{
		jsonResult("2XX", listOf(scalar(api.String))), jsonResult("202", scalar(api.Boolean)), jsonResult("200", scalar(api.Number)),
	}})
	kit := newKit(t, &s.API)
	if row := kit.rows[0]; !strings.Contains(row, "success: response{status: 202,") {
		t.Error(row)
	}
	if status := successStatus(o); status != "202" {
		t.Errorf("the example prints %s", status)
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
		example := jsonString(text())
		for _, typ := range a.Types {
			for _, f := range typ.Fields {
				f.Doc.Examples = []string{example}
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
