package config

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// compile compiles the schema as editors do.
func compile(t testing.TB) *jsonschema.Schema {
	t.Helper()
	raw, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("config.json", raw); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("config.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// values returns the values that an editor validates.
func values(t testing.TB, in string) any {
	t.Helper()
	ds := new(diag.List)
	doc := document.Parse(FileName, []byte(in), ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return doc.Root.Any()
}

// The schema rejects what a run would report.
func TestSchemaRefusesFaults(t *testing.T) {
	validator := compile(t)
	for _, tt := range faults() {
		if err := validator.Validate(values(t, tt.in)); (err == nil) != tt.unseen {
			t.Errorf("%s: the schema says %v", tt.name, err)
		}
	}
}

// No mapping accepts unknown keys, and every key has a description.
func TestSchemaIsStrict(t *testing.T) {
	raw, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	mappings := 0
	var check func(path string, s map[string]any)
	check = func(path string, s map[string]any) {
		if properties, ok := s["properties"].(map[string]any); ok {
			mappings++
			if s["additionalProperties"] != false {
				t.Errorf("%s takes unknown keys", path)
			}
			for name, p := range properties {
				property := p.(map[string]any)
				if property["description"] == nil || property["type"] == nil {
					t.Errorf("%s/%s lacks a type or a description", path, name)
				}
				check(path+"/"+name, property)
			}
		}
		if items, ok := s["items"].(map[string]any); ok {
			check(path+"/*", items)
		}
	}
	top := raw.(map[string]any)
	check("", top)
	// The file, merge, a conflict, names, an override, webhooks, include, exclude, references, remote.
	if mappings != 10 {
		t.Errorf("%d mappings, want 10", mappings)
	}
	defaults := map[string]any{}
	for name, p := range top["properties"].(map[string]any) {
		if d := p.(map[string]any)["default"]; d != nil {
			defaults[name] = d
		}
	}
	if want := map[string]any{"output": "generated", "package": "stackone", "version": "0.1.0", "docs": true, "testkit": true, "strict": false}; !reflect.DeepEqual(defaults, want) {
		t.Errorf("defaults %v, want %v", defaults, want)
	}
	if !bytes.Equal(Schema(), Schema()) {
		t.Error("the schema is not the same every time")
	}
}
