package ir_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit/ir"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

var update = flag.Bool("update", false, "rewrite docs/ir.schema.json")

func emit(t *testing.T, a *api.API) []byte {
	t.Helper()
	out, err := ir.Emit(a)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func validate(t *testing.T, out []byte) {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	raw, err := jsonschema.UnmarshalJSON(bytes.NewReader(ir.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("ir.json", raw); err != nil {
		t.Fatal(err)
	}
	compiled, err := compiler.Compile("ir.json")
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiled.Validate(value); err != nil {
		t.Error(err)
	}
	refs(t, value)
}

// refs wants each reference to lead to one declared type.
func refs(t *testing.T, value any) {
	t.Helper()
	declared := map[string]int{}
	top, _ := value.(map[string]any)
	types, _ := top["types"].([]any)
	for _, item := range types {
		declared[item.(map[string]any)["pointer"].(string)]++
	}
	for pointer, n := range declared {
		if n != 1 {
			t.Errorf("%d types are declared at %s", n, pointer)
		}
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			typ, _ := v["type"].(map[string]any)
			if ref, ok := typ["ref"].(string); ok && declared[ref] == 0 {
				t.Errorf("nothing is declared at %s", ref)
			}
			for key, member := range v {
				if key != "doc" { // texts and values of the description
					walk(member)
				}
			}
		}
	}
	walk(value)
}

// TestEverything dumps an API that has everything an API can have.
func TestEverything(t *testing.T) {
	a := apitest.Everything()
	for i, typ := range a.Types {
		typ.Ref = "#/types/" + string(rune('a'+i/26)) + string(rune('a'+i%26))
	}
	validate(t, emit(t, a))
}

func TestDescriptions(t *testing.T) {
	inputs, err := filepath.Glob("../../../testdata/*/input.yaml")
	if err != nil || len(inputs) == 0 {
		t.Fatal(err)
	}
	for _, input := range append(inputs, "../../../spec/openapi.yaml", "../../../../shared/specs/stackone-2025-12-03.yaml") {
		var ds diag.List
		doc := document.Load(input, &ds)
		if doc == nil {
			continue // broken on purpose, or not beside the checkout
		}
		a := parser.Parse(doc, parser.DefaultOptions(), &ds)
		if a == nil {
			continue
		}
		t.Run(input, func(t *testing.T) { validate(t, emit(t, a)) })
	}
}

// TestNoLanguage keeps the words of one language out of the format.
func TestNoLanguage(t *testing.T) {
	words := regexp.MustCompile(`(?i)\b(go|golang|gofmt|opt|struct|interface|pointer type|jennifer)\b`)
	if found := words.Find(ir.Schema()); found != nil {
		t.Errorf("the format speaks of %s", found)
	}
}

// TestSchemaFile compares the schema with the file for readers.
func TestSchemaFile(t *testing.T) {
	const name = "../../../docs/ir.schema.json"
	if *update {
		if err := os.WriteFile(name, ir.Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if written, err := os.ReadFile(name); err != nil || !bytes.Equal(written, ir.Schema()) {
		t.Errorf("%s is not up to date (%v): run go test ./internal/emit/ir -update", name, err)
	}
}
