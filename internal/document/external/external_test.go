package external_test

import (
	"fmt"
	"path"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/external"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// folder holds the files of a test by name.
type folder map[string]string

func (f folder) Name(holder, reference string) (string, *diag.Diagnostic) {
	return path.Join(path.Dir(holder), reference), nil
}

func (f folder) Load(name string, ds *diag.List) (*document.Document, *diag.Diagnostic) {
	text, ok := f[name]
	if !ok {
		return nil, &diag.Diagnostic{Code: "unreadable-file", Message: "cannot read " + name}
	}
	return document.ParseAny(name, []byte(text), ds), nil
}

func (f folder) Source(name string) string {
	if strings.HasPrefix(name, "source") {
		return "/" + name
	}
	return ""
}

// resolve resolves "main.yaml" and returns it with the findings.
func resolve(t *testing.T, files folder) (*document.Node, *diag.List) {
	t.Helper()
	ds := new(diag.List)
	doc := document.Parse("main.yaml", []byte(files["main.yaml"]), ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	if !external.Resolve(doc, files, ds) && !ds.HasErrors() {
		t.Error("stopped without an error")
	}
	return doc.Root, ds
}

func text(n *document.Node) string { return string(n.AppendJSON(nil)) }

func findings(ds *diag.List) string {
	var lines []string
	for _, d := range ds.All() {
		lines = append(lines, fmt.Sprintf("%s %s: %s", d.Pos, d.Code, d.Message))
	}
	return strings.Join(lines, "\n")
}

func TestResolve(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		files    folder
		want     string
		findings string
	}{
		{
			name: "a component gives a file its name", files: folder{
				"main.yaml":   `{components: {schemas: {Pet: {$ref: pets/p.yaml}, Other: {$ref: pets/p.yaml}, Use: {items: {$ref: pets/p.yaml}}}}}`,
				"pets/p.yaml": `{properties: {self: {$ref: p.yaml}, also: {$ref: "#"}, main: {$ref: "../main.yaml#/components/schemas/Use"}}}`,
			},
			want: `{"components":{"schemas":{` +
				`"Pet":{"properties":{"self":{"$ref":"#/components/schemas/Pet"},"also":{"$ref":"#/components/schemas/Pet"},"main":{"$ref":"#/components/schemas/Use"}}},` +
				`"Other":{"$ref":"#/components/schemas/Pet"},"Use":{"items":{"$ref":"#/components/schemas/Pet"}}}}}`,
		},
		{
			name: "a chain of files is one component", files: folder{
				"main.yaml": `{components: {schemas: {Use: {allOf: [{$ref: a.yaml}, {$ref: "c.yaml#/c"}]}}}}`,
				"a.yaml":    `{$ref: "b.yaml#/b"}`, "b.yaml": `{b: {$ref: "c.yaml#/c"}}`, "c.yaml": `{c: {type: object}}`,
			},
			want: `{"components":{"schemas":{"Use":{"allOf":[{"$ref":"#/components/schemas/c"},{"$ref":"#/components/schemas/c"}]},"c":{"type":"object"}}}}`,
		},
		{
			name: "a part of a component stays one", files: folder{
				"main.yaml": `{components: {schemas: {Use: {allOf: [{$ref: "a.yaml#/properties/x"}, {$ref: a.yaml}]}}}}`,
				"a.yaml":    `{properties: {x: {enum: [1]}}}`,
			},
			want: `{"components":{"schemas":{"Use":{"allOf":[{"$ref":"#/components/schemas/a/properties/x"},{"$ref":"#/components/schemas/a"}]},"a":{"properties":{"x":{"enum":[1]}}}}}}`,
		},
		{
			name: "equal names", files: folder{
				"main.yaml": `{components: {schemas: {Use: {allOf: [{$ref: "a/e.yaml"}, {$ref: "b/e.yaml"}, {$ref: "c/e.yaml"}, {$ref: "d.yaml#/e"}]}, d_e: {}}}}`,
				"a/e.yaml":  `{type: object, properties: {x: {$ref: e.yaml}}}`,
				"b/e.yaml":  `{properties: {x: {$ref: e.yaml}}, type: object}`,
				"c/e.yaml":  `{type: string}`,
				"d.yaml":    `{e: {type: boolean}}`,
			},
			want: `{"components":{"schemas":{"Use":{"allOf":[{"$ref":"#/components/schemas/e"},{"$ref":"#/components/schemas/e"},{"$ref":"#/components/schemas/c_e"},{"$ref":"#/components/schemas/d_e_2"}]},` +
				`"d_e":{},"e":{"type":"object","properties":{"x":{"$ref":"#/components/schemas/e"}}},"c_e":{"type":"string"},"d_e_2":{"type":"boolean"}}}}`,
			findings: "c/e.yaml:1:1 file-name-taken: another component has the name \"e\"; this one becomes \"c_e\"\n" +
				"d.yaml:1:5 file-name-taken: another component has the name \"e\"; this one becomes \"d_e_2\"",
		},
		{
			name: "values of a discriminator", files: folder{
				"main.yaml":  `{components: {schemas: {cat: {}, Pet: {$ref: pet.yaml}}}}`,
				"pet.yaml":   `{oneOf: [{$ref: a/cat.yaml}, {$ref: a/dog.yaml}], discriminator: {propertyName: kind, mapping: {hound: a/dog.yaml}}}`,
				"a/cat.yaml": `{type: object}`, "a/dog.yaml": `{type: object}`,
			},
			want: `{"components":{"schemas":{"cat":{},"Pet":{"oneOf":[{"$ref":"#/components/schemas/a_cat"},{"$ref":"#/components/schemas/dog"}],` +
				`"discriminator":{"propertyName":"kind","mapping":{"hound":"#/components/schemas/dog","cat":"#/components/schemas/a_cat"}}},` +
				`"dog":{"type":"object"},"a_cat":{"type":"object"}}}}`,
			findings: `a/cat.yaml:1:1 file-name-taken: another component has the name "cat"; this one becomes "a_cat"`,
		},
		{
			name: "a file that relies on the description", files: folder{
				"main.yaml": `{components: {schemas: {Use: {items: {$ref: a.yaml}}}}}`,
				"a.yaml":    `{items: {$ref: "#/components/schemas/Use"}, not: {$ref: "#/components/schemas/Use"}}`,
			},
			want:     `{"components":{"schemas":{"Use":{"items":{"$ref":"#/components/schemas/a"}},"a":{"items":{"$ref":"#/components/schemas/Use"},"not":{"$ref":"#/components/schemas/Use"}}}}}`,
			findings: `a.yaml:1:16 borrowed-ref: "#/components/schemas/Use" does not exist in a.yaml; using that of main.yaml`,
		},
		{
			name: "data is no reference", files: folder{
				"main.yaml": `{x-a: {$ref: no.yaml}, components: {schemas: {A: {example: {$ref: no.yaml}, const: {$ref: no.yaml}}}}}`,
			},
			want: `{"x-a":{"$ref":"no.yaml"},"components":{"schemas":{"A":{"example":{"$ref":"no.yaml"},"const":{"$ref":"no.yaml"}}}}}`,
		},
		{
			name: "other sources", files: folder{
				"main.yaml": `{components: {schemas: {A: {$ref: "source.yaml#/a"}, B: {items: {$ref: b/b.yaml}}}}}`,
				"b/b.yaml":  `{items: {$ref: "../source.yaml#/x%25y"}}`,
			},
			want: `{"components":{"schemas":{"A":{"$ref":"source.yaml#/a"},"B":{"items":{"$ref":"#/components/schemas/b"}},"b":{"items":{"$ref":"/source.yaml#/x%25y"}}}}}`,
		},
		{
			name: "names in a file", files: folder{
				"main.yaml":    `{components: {schemas: {$ref: s/index.yaml}, parameters: {p: {schema: {$ref: s/c.yaml}}, q: {schema: {$ref: other/One.yaml}}}}}`,
				"s/index.yaml": `{Customer: {$ref: c.yaml}, One: {type: string}}`,
				"s/c.yaml":     `{type: object}`, "other/One.yaml": `{type: boolean}`,
			},
			want: `{"components":{"schemas":{"Customer":{"type":"object"},"One":{"type":"string"},"other_One":{"type":"boolean"}},` +
				`"parameters":{"p":{"schema":{"$ref":"#/components/schemas/Customer"}},"q":{"schema":{"$ref":"#/components/schemas/other_One"}}}}}`,
			findings: "main.yaml:1:31 misplaced-ref: the specification allows no $ref here; its target is read in its place\n" +
				"other/One.yaml:1:1 file-name-taken: another component has the name \"One\"; this one becomes \"other_One\"",
		},
		{
			name: "a reference to itself", files: folder{
				"main.yaml": `{components: {schemas: {A: {$ref: "a.yaml"}, B: {$ref: b.yaml}}}}`,
				"a.yaml":    `{$ref: b.yaml}`, "b.yaml": `{$ref: a.yaml}`,
			},
			want:     `{"components":{"schemas":{"A":{"$ref":"a.yaml"},"B":{"$ref":"b.yaml"}}}}`,
			findings: `a.yaml:1:8 ref-cycle: "b.yaml" only leads back to itself`,
		},
		{
			name: "properties within themselves", files: folder{
				"main.yaml": `{components: {schemas: {A: {properties: {$ref: "a.yaml"}}}}}`,
				"a.yaml":    `{x: {properties: {$ref: a.yaml}}}`,
			},
			findings: "a.yaml:1:25 ref-cycle: \"a.yaml\" refers to something around it\n" +
				"main.yaml:1:48 misplaced-ref: the specification allows no $ref here; its target is read in its place",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root, ds := resolve(t, test.files)
			if got := text(root); test.want != "" && got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if got := findings(ds); got != test.findings {
				t.Errorf("found\n%s\nwant\n%s", got, test.findings)
			}
		})
	}
}

// Path items are copied, and one that contains itself by a callback refers back.
func TestPathItemWithinItself(t *testing.T) {
	t.Parallel()
	root, ds := resolve(t, folder{
		"main.yaml": `{paths: {/a: {$ref: a.yaml}, /b: {$ref: a.yaml}}}`,
		"a.yaml":    `{post: {callbacks: {done: {"{$request.body#/url}": {$ref: a.yaml}}}}}`,
	})
	if got := findings(ds); got != "" {
		t.Error(got)
	}
	for _, at := range []string{"/paths/~1a", "/paths/~1b"} {
		ref, _ := root.At(at + "/post/callbacks/done/{$request.body#~1url}/$ref").Text()
		if root.At(ref) != root.At(at) {
			t.Errorf("%s: %q", at, ref)
		}
	}
}

// A target keeps its position, also where it is copied.
func TestPositions(t *testing.T) {
	t.Parallel()
	root, _ := resolve(t, folder{
		"main.yaml": "paths:\n  /a: {$ref: b/a.yaml}\n",
		"b/a.yaml":  "get:\n  parameters:\n  - $ref: p.yaml#/p\n",
		"b/p.yaml":  "p:\n  name: p\n",
	})
	for pointer, want := range map[string]string{
		"/paths/~1a": "b/a.yaml:1:1", "/paths/~1a/get/parameters/0/$ref": "b/a.yaml:3:11", "/components/parameters/p/name": "b/p.yaml:2:9",
	} {
		if got := root.At(pointer).Pos.String(); got != want {
			t.Errorf("%s is at %s, want %s", pointer, got, want)
		}
	}
	if got := root.At("/components/parameters").KeyPos("p").String(); got != "b/p.yaml:1:1" {
		t.Errorf("the key is at %s", got)
	}
}

// Each cause is one finding, however many references it has.
func TestOneFindingPerCause(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("components:\n  schemas:\n")
	for i := range 20 {
		fmt.Fprintf(&b, "    A%d: {allOf: [{$ref: 'gone.yaml#/A%[1]d'}, {$ref: 'there.yaml#/gone'}]}\n", i)
	}
	_, ds := resolve(t, folder{"main.yaml": b.String(), "there.yaml": "{}"})
	want := "main.yaml:3:25 unreadable-file: cannot read gone.yaml\nmain.yaml:3:50 missing-ref: \"#/gone\" does not exist in there.yaml"
	if got := findings(ds); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Files that copy each other, and files in a long row, end with one finding.
func TestLimits(t *testing.T) {
	t.Parallel()
	copies := folder{"main.yaml": `{paths: {/a: {$ref: p0.yaml}}}`}
	row := folder{"main.yaml": `{components: {schemas: {A: {items: {$ref: s0.yaml}}}}}`}
	for i := range 300 {
		var callbacks strings.Builder
		for j := range 10 {
			fmt.Fprintf(&callbacks, "c%d: {x: {$ref: p%d.yaml}}, ", j, (i+1)%30)
		}
		copies[fmt.Sprintf("p%d.yaml", i)] = "{post: {callbacks: {" + callbacks.String() + "}}}"
		row[fmt.Sprintf("s%d.yaml", i)] = fmt.Sprintf("{items: {$ref: s%d.yaml}}", i+1)
	}
	for name, files := range map[string]folder{"copies": copies, "row": row} {
		_, ds := resolve(t, files)
		if got := ds.All(); len(got) != 1 || got[0].Code != "too-many-files" {
			t.Errorf("%s: %.300q", name, got)
		}
	}
}

// Whatever files refer to, nothing panics, and what is resolved only refers to itself.
func FuzzResolve(f *testing.F) {
	f.Add(`{components: {schemas: {A: {$ref: a.yaml}}}}`, `{items: {$ref: "b.yaml#/b"}}`, `{b: {$ref: "main.yaml#/components/schemas/A"}}`)
	f.Add(`{paths: {/a: {$ref: a.yaml}}, tags: {$ref: "b.yaml#/tags"}}`, `{post: {callbacks: {x: {$ref: "#/x"}}}, x: {y: {$ref: a.yaml}}}`, `{tags: [{name: a}]}`)
	f.Add(`{components: {schemas: {A: {properties: {$ref: a.yaml}}}}}`, `{x: {properties: {$ref: a.yaml}}}`, ``)
	f.Add(`{components: {schemas: {A: {discriminator: {mapping: {x: a.yaml, y: "b.yaml#/b"}}}}}}`, `[]`, `b: null`)
	f.Fuzz(func(t *testing.T, main, a, b string) {
		ds := new(diag.List)
		doc := document.Parse("main.yaml", []byte(main), ds)
		if doc == nil {
			return
		}
		if !external.Resolve(doc, folder{"a.yaml": a, "b.yaml": b}, ds) || ds.HasErrors() {
			return
		}
		for ref := range openapi.Refs(doc.Root) {
			if text, ok := ref.Node.Text(); ok && text != "" && !strings.HasPrefix(text, "#") && !strings.HasPrefix(text, "/source") && !strings.HasPrefix(text, "source") {
				t.Errorf("%s is still %q", ref.Pointer(), text)
			}
		}
	})
}
