package repair

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

const specsFolder = "../../../../shared/specs"

func mustParse(t *testing.T, text string) *document.Node {
	t.Helper()
	ds := new(diag.List)
	doc := document.Parse("a.yaml", []byte(text), ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return doc.Root
}

// Both sides are the schema A of a description, before and after the repair.
func TestBooleanRequired(t *testing.T) {
	const list = " (remove it, and list the property's name under \"required\" of its object)"
	const optional = " (remove it: a property is optional unless its object lists it under \"required\")"
	const elsewhere = " (remove it: \"required\" of a schema lists properties, and that of a parameter is beside its name)"
	const read = `"required" takes a list, found a boolean; the property is read as required`
	const left = `"required" takes a list, found a boolean; it is left out`
	for _, test := range []struct {
		name, before, after string
		want                []string
	}{
		{"true on a property", `{properties: {b: {type: string, required: true}}}`, `{properties: {b: {type: string}}, required: [b]}`,
			[]string{"1:60 /components/schemas/A/properties/b/required: " + read + list}},
		{"false on a property", `{properties: {b: {required: false, type: string}}}`, `{properties: {b: {type: string}}}`,
			[]string{"1:46 /components/schemas/A/properties/b/required: " + left + optional}},
		{"true beside a list", `{required: [a], properties: {b: {required: true}}}`, `{required: [a, b], properties: {b: {}}}`,
			[]string{"1:61 /components/schemas/A/properties/b/required: " + read + list}},
		{"true, and listed", `{required: [b], properties: {b: {required: true}}}`, `{required: [b], properties: {b: {}}}`,
			[]string{"1:61 /components/schemas/A/properties/b/required: " + read + list}},
		{"false, but listed", `{required: [b], properties: {b: {required: false}}}`, `{required: [b], properties: {b: {}}}`,
			[]string{"1:61 /components/schemas/A/properties/b/required: " + left + optional + " [1:40 listed as required here]"}},
		{"true beside no list", `{required: b, properties: {b: {required: true}}}`, `{required: b, properties: {b: {}}}`,
			[]string{"1:59 /components/schemas/A/properties/b/required: " + left + ` (remove it, and make "required" of the object a list with the property's name)`}},
		{"nested", `{required: true, properties: {b: {required: true, properties: {c: {required: true}}}}}`,
			`{properties: {b: {properties: {c: {}}, required: [c]}}, required: [b]}`,
			[]string{
				"1:29 /components/schemas/A/required: " + left + elsewhere,
				"1:62 /components/schemas/A/properties/b/required: " + read + list,
				"1:95 /components/schemas/A/properties/b/properties/c/required: " + read + list,
			}},
		{"beside a reference", `{properties: {b: {$ref: "#/x", required: true}}}`, `{properties: {b: {$ref: "#/x"}}, required: [b]}`,
			[]string{"1:59 /components/schemas/A/properties/b/required: " + read + list}},
		{"under allOf", `{allOf: [{properties: {b~/: {required: true}}}]}`, `{allOf: [{properties: {b~/: {}}, required: [b~/]}]}`,
			[]string{"1:57 /components/schemas/A/allOf/0/properties/b~0~1/required: " + read + list}},
		{"items", `{items: {required: true}}`, `{items: {}}`,
			[]string{"1:37 /components/schemas/A/items/required: " + left + elsewhere}},
		{"items of a property called properties", `{properties: {properties: {items: {required: true}}}}`, `{properties: {properties: {items: {}}}}`,
			[]string{"1:63 /components/schemas/A/properties/properties/items/required: " + left + elsewhere}},
		{"a property called required", `{properties: {required: {type: boolean}}}`, `{properties: {required: {type: boolean}}}`, nil},
		{"data", `{example: {required: true}, x-a: {required: true}, enum: [{required: true}]}`, `{example: {required: true}, x-a: {required: true}, enum: [{required: true}]}`, nil},
		{"other forms", `{required: "true", properties: [{required: true}]}`, `{required: "true", properties: [{required: true}]}`, nil},
		{"no schema", `true`, `true`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			const head, tail = "{components: {schemas: {A: ", "}}}"
			root, ds := mustParse(t, head+test.before+tail), new(diag.List)
			Apply(root, ds)
			if diff := cmp.Diff(head+test.after+tail, flow(root)); diff != "" {
				t.Error(diff)
			}
			var got []string
			for _, d := range ds.All() {
				if d.Severity != diag.Warning || d.Code != "boolean-required" {
					t.Errorf("%v [%s]", d, d.Code)
				}
				line := strings.TrimPrefix(d.Pos.String(), "a.yaml:") + " " + d.Pointer + ": " + d.Message + " (" + d.Hint + ")"
				for _, r := range d.Related {
					line += " [" + strings.TrimPrefix(r.Pos.String(), "a.yaml:") + " " + r.Message + "]"
				}
				got = append(got, line)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}

			again := new(diag.List)
			Apply(root, again)
			if len(again.All()) > 0 {
				t.Errorf("a second repair finds %v", again.All())
			}
		})
	}
}

// flow formats a tree in YAML's flow style, quoting only what these tests need.
func flow(n *document.Node) string {
	var parts []string
	switch n.Kind {
	case document.Mapping:
		for m := range n.Members() {
			parts = append(parts, m.Key+": "+flow(m.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case document.Sequence:
		for _, item := range n.Items() {
			parts = append(parts, flow(item))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case document.String:
		if n.Value == "true" || strings.HasPrefix(n.Value, "#") {
			return `"` + n.Value + `"`
		}
	}
	return n.Value
}

// A parameter may have "required: true".
func TestParametersStay(t *testing.T) {
	root, ds := mustParse(t, `
paths:
  /a:
    parameters: [{name: a, in: query, required: true, schema: {type: string}}]
    post: {requestBody: {required: true, content: {}}, responses: {"200": {headers: {b: {required: true}}}}}
`), new(diag.List)
	before := string(root.AppendJSON(nil))
	Apply(root, ds)
	if after := string(root.AppendJSON(nil)); after != before || len(ds.All()) > 0 {
		t.Errorf("%s\nbecame\n%s\n%v", before, after, ds.All())
	}
}

// The list and its items have the position of the boolean.
func TestPlaceOfTheList(t *testing.T) {
	root, ds := mustParse(t, "components:\n  schemas:\n    A:\n      properties:\n        b:\n          required: true\n"), new(diag.List)
	Apply(root, ds)
	schema := root.At("/components/schemas/A")
	for what, pos := range map[string]diag.Position{
		"6:11": schema.KeyPos("required"), "6:21": schema.Get("required").Items()[0].Pos,
	} {
		if pos.String() != "a.yaml:"+what {
			t.Errorf("%v, want %s", pos, what)
		}
	}
}

// Only one of the published descriptions needs a repair.
func TestPublished(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(specsFolder, "2025-03-parts", "*.json"))
	if err != nil || len(paths) == 0 {
		t.Skipf("the published descriptions are not in %s", specsFolder)
	}
	paths = append(paths, filepath.Join(specsFolder, "stackone-2023-11-13.yaml"))
	for _, path := range paths {
		ds := new(diag.List)
		doc := document.Load(path, ds)
		if doc == nil {
			t.Fatal(ds.Err())
		}
		Apply(doc.Root, ds)
		var positions []string
		for _, d := range ds.All() {
			positions = append(positions, strings.TrimPrefix(d.Pos.String(), path+":"))
		}
		want := map[string]string{"hris.json": "3222:19"}[filepath.Base(path)]
		if got := strings.Join(positions, " "); got != want {
			t.Errorf("%s: repaired at %q, want %q", path, got, want)
		}
	}
}

// In any description, no schema is left with a boolean "required", and nothing but
// the keyword changes.
func FuzzApply(f *testing.F) {
	inputs, err := filepath.Glob("../../../testdata/*/input.*")
	if err != nil || len(inputs) == 0 {
		f.Fatalf("no inputs to start from: %v", err)
	}
	for _, input := range inputs {
		data, err := os.ReadFile(input)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("components: {schemas: {A: {required: true, properties: {b: &b {required: true}, c: *b}}}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		ds := new(diag.List)
		doc := document.Parse("fuzz", data, ds)
		if doc == nil {
			return
		}
		before := string(doc.Root.AppendJSON(nil))
		Apply(doc.Root, ds)
		if after := string(doc.Root.AppendJSON(nil)); (after != before) != (len(ds.All()) > 0) {
			t.Fatalf("%v, but\n%s\nbecame\n%s", ds.All(), before, after)
		}
		for el := range openapi.All(doc.Root) {
			if _, ok := el.Node.Get("required").Bool(); ok && el.Role == openapi.Schema {
				t.Errorf("%s still has a boolean", el.Pointer())
			}
		}
	})
}
