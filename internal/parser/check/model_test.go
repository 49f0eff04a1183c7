package check

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/repair"
)

// compareModels compares the model made from the tree with the one that kin-openapi
// reads, and reports whether the tree was enough.
func compareModels(t *testing.T, root *document.Node) bool {
	t.Helper()
	made := makeModel(root)
	var want openapi3.T
	if err := json.Unmarshal(root.AppendJSON(nil), &want); err != nil {
		if made != nil {
			t.Errorf("kin-openapi cannot read it: %v", err)
		}
		return false
	}
	if made == nil {
		return false
	}
	for path, item := range want.Paths.Map() {
		if got := made.Paths.Value(path); !reflect.DeepEqual(got, item) {
			t.Errorf("%s is another path item:\n%s\n%s", path, shown(t, got), shown(t, item))
			return true
		}
	}
	if want.Components != nil {
		for name, schema := range want.Components.Schemas {
			if got := made.Components.Schemas[name]; !reflect.DeepEqual(got, schema) {
				t.Errorf("%s is another schema:\n%s\n%s", name, shown(t, got), shown(t, schema))
				return true
			}
		}
	}
	if !reflect.DeepEqual(made, &want) {
		t.Errorf("another model:\n%s\n%s", shown(t, made), shown(t, want))
	}
	return true
}

func shown(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// A value of the wrong kind anywhere is read as the library reads it.
func TestModelOfOddValues(t *testing.T) {
	const description = `{
		"openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "x-top": 1,
		"paths": {
			"x-more": {"a": [1]},
			"/a": {
				"parameters": [{"$ref": "#/components/parameters/P"}],
				"post": {
					"tags": ["t"], "summary": "s", "description": "d", "operationId": "o", "deprecated": true,
					"security": [{"k": []}], "x-own": "v",
					"parameters": [{"name": "q", "in": "query", "style": "form", "explode": false, "required": true, "example": 1.5,
						"schema": {"type": "integer", "minimum": 0, "maximum": 10}}],
					"requestBody": {"description": "d", "required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}, "example": {"a": null}}}},
					"responses": {
						"x-none": false,
						"200": {"description": "d", "headers": {"H": {"description": "d", "required": true, "schema": {"type": "string"}, "example": "e"}},
							"content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}},
						"404": {"$ref": "#/components/responses/R"}
					}
				}
			}
		},
		"components": {
			"parameters": {"P": {"name": "p", "in": "header", "schema": {"type": "string"}}},
			"responses": {"R": {"description": "d"}},
			"schemas": {
				"S": {
					"type": "object", "title": "t", "description": "d", "nullable": true, "required": ["a"], "x-s": {"b": "c"},
					"properties": {
						"a": {"type": "string", "format": "date", "pattern": "p", "minLength": 1, "maxLength": 2, "enum": ["a", null], "default": "a"},
						"b": {"oneOf": [{"type": "string"}], "anyOf": [{"type": "number"}], "allOf": [{"readOnly": true}]},
						"c": {"type": "object", "additionalProperties": {"type": "string"}, "examples": [{"k": 1}]},
						"d": {"additionalProperties": false}
					}
				}
			}
		}
	}`
	odd := []string{`null`, `true`, `7`, `-0.5`, `1e3`, `1e400`, `9007199254740993`, `"text"`, `[]`, `["a", null]`, `{}`, `{"$ref": "#/components/schemas/S", "x-y": 1}`,
		`{"type": ["string", "null"], "const": null, "Type": "x"}`, `{"DESCRIPTION": "x", "description": "y", "schema": {}}`}
	var ds diag.List
	whole := document.Parse("d.json", []byte(description), &ds)
	made := 0
	for i, n := range everyNode(whole.Root, nil) {
		for _, value := range odd {
			was := *n
			*n = *document.Parse("odd.json", []byte(`{"odd": `+value+`}`), &ds).Root.Get("odd")
			if whole.Root.Kind == document.Mapping && compareModels(t, whole.Root) {
				made++
			}
			if t.Failed() {
				t.Fatalf("node %d as %s", i, value)
			}
			*n = was
		}
	}
	if made < 400 {
		t.Errorf("only %d models were made from the tree", made)
	}
}

func everyNode(n *document.Node, found []*document.Node) []*document.Node {
	found = append(found, n)
	for m := range n.Members() {
		found = everyNode(m.Value, found)
	}
	for _, item := range n.Items() {
		found = everyNode(item, found)
	}
	return found
}

func TestModelIsThatOfTheLibrary(t *testing.T) {
	published, err := filepath.Glob("../../../../shared/specs" + "/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	parts, err := filepath.Glob("../../../../shared/specs" + "/*/*.json")
	if err != nil {
		t.Fatal(err)
	}
	cases, err := filepath.Glob("../../../testdata/*/input.*")
	if err != nil || len(cases) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, files := range [][]string{published, parts, cases} {
		for _, file := range files {
			t.Run(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), func(t *testing.T) {
				var ds diag.List
				doc := document.Load(file, &ds)
				if doc == nil || doc.Root.Kind != document.Mapping {
					t.Skip("it has no tree")
				}
				repair.Apply(doc.Root, &ds)
				c := New(doc.Root, &ds)
				c.Structure()
				if ds.HasErrors() {
					t.Skip("it never gets as far as the model")
				}
				// Numbers beyond float64, and references to other files, are for the library.
				whole := []string{"numbers-unsigned", "files"}
				if !compareModels(t, c.Root()) && !slices.Contains(whole, filepath.Base(filepath.Dir(file))) {
					t.Error("it is read as a whole")
				}
			})
		}
	}
}
