package testkit

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

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

// newKit returns the test server of an API as it is before it is written.
func newKit(t *testing.T, a *api.API) *Kit {
	t.Helper()
	var ds diag.List
	table, err := names.Decide(a, names.Options{}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	kit, err := New(a, table, Options{Package: "stackone"}, &ds)
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
			path = filepath.Join("../../../..", filepath.FromSlash(path))
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

// fitsSchema holds the example of a row of the table against a schema. What says
// nothing but null is no example.
func fitsSchema(t *testing.T, o *api.Operation, kit *Kit, r response, media *openapi3.MediaType) {
	t.Helper()
	name := r.example
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
	cursor := apitest.Parameter(api.InQuery, "cursor", str, false)
	s.Operation("pages", "cursor", &api.Operation{Results: []*api.Result{apitest.JSONResult("200", page)}, Parameters: []*api.Parameter{cursor},
		Pagination: &api.Pagination{Parameter: cursor, Next: []*api.Field{next}, Items: []*api.Field{data}}})
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
	want = []string{
		"&{by:byCursor in:query parameter:cursor first:0 items:[data] next:[next] pageCount:[] numeric:false end:}",
		"&{by:byOffset in:query parameter:skip first:20 items:[data] next:[] pageCount:[] numeric:false end:examplePageModel3}", "<nil>",
	}
	for i, row := range kit.rows {
		if got := fmt.Sprintf("%+v", row.paging); got != want[i] {
			t.Errorf("paging %s, want %s", got, want[i])
		}
	}
}

// The code that stands for a range may be documented on its own, with another body.
func TestTestKitAnswersWithExactStatus(t *testing.T) {
	s := &apitest.Sample{}
	o := s.Operation("jobs", "get", &api.Operation{Results: []*api.Result{
		apitest.JSONResult("2XX", apitest.ListOf(apitest.Scalar(api.String))), apitest.JSONResult("202", apitest.Scalar(api.Boolean)), apitest.JSONResult("200", apitest.Scalar(api.Number)),
	}})
	kit := newKit(t, &s.API)
	if got := kit.rows[0].success.status; got != 202 {
		t.Errorf("the test server answers with %d", got)
	}
	if status := o.SuccessCode(); status != 202 {
		t.Errorf("the example prints %d", status)
	}
	others, ok := kit.shared.values[0].(responses)
	if !ok || len(others) != 2 || others[0].status != 2 || others[1].status != 200 {
		t.Errorf("the others are %+v", kit.shared.values)
	}
}
