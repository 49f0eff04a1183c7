package merge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// drawDocument draws a small description whose names begin with prefix.
func drawDocument(t *rapid.T, prefix string) string {
	names := []string{prefix + "A", prefix + "B", prefix + "C"}
	schema := rapid.Custom(func(t *rapid.T) any {
		ref := map[string]any{"$ref": "#/components/schemas/" + rapid.SampledFrom(names).Draw(t, "target")}
		return rapid.SampledFrom([]any{
			ref, map[string]any{"type": "string"}, map[string]any{"type": "number", "maximum": 1},
			map[string]any{"properties": map[string]any{"p": ref, "q": map[string]any{}}},
		}).Draw(t, "schema")
	})
	schemas := map[string]any{}
	for _, name := range names {
		schemas[name] = schema.Draw(t, name)
	}
	operation := rapid.Custom(func(t *rapid.T) any {
		return map[string]any{
			"tags":      []any{prefix + rapid.SampledFrom([]string{"t", "u"}).Draw(t, "tag")},
			"security":  []any{map[string]any{prefix + "key": []any{}}},
			"responses": map[string]any{"200": map[string]any{"content": map[string]any{"x/y": map[string]any{"schema": schema.Draw(t, "body")}}}},
		}
	})
	paths := map[string]any{}
	for _, path := range []string{"/a", "/b"} {
		paths["/"+prefix+path] = rapid.MapOfN(rapid.SampledFrom([]string{"get", "put", "post"}), operation, 0, 2).Draw(t, path)
	}
	root := map[string]any{
		"openapi": rapid.SampledFrom([]string{"3.0.3", "3.1.0"}).Draw(t, "version"),
		"paths":   paths,
		"tags":    []any{map[string]any{"name": prefix + "t", "description": rapid.SampledFrom([]string{"", "d"}).Draw(t, "description")}},
		"components": map[string]any{
			"schemas":         schemas,
			"securitySchemes": map[string]any{prefix + "key": map[string]any{"type": rapid.SampledFrom([]string{"http", "apiKey"}).Draw(t, "scheme")}},
		},
		"x-" + prefix + "top": rapid.IntRange(0, 2).Draw(t, "extension"),
	}
	data, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func mustParse(t *rapid.T, file, text string) *document.Document {
	var ds diag.List
	doc := document.Parse(file, []byte(text), &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return doc
}

func TestMergeWithItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawDocument(t, "")
		var ds diag.List
		root := Merge([]*document.Document{mustParse(t, "b.json", in), mustParse(t, "a.json", in)}, nil, &ds)
		if got := string(root.AppendJSON(nil)); got != in || len(ds.All()) > 0 {
			t.Fatalf("got\n%s\nwant\n%s\n%s", got, in, summary(&ds))
		}
	})
}

// Merging disjoint documents keeps everything, and merging again adds nothing.
func TestMergeOfDisjoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ins := []string{drawDocument(t, "k"), drawDocument(t, "m")}
		var ds diag.List
		root := Merge([]*document.Document{mustParse(t, "k.json", ins[0]), mustParse(t, "m.json", ins[1])}, nil, &ds)
		if root == nil || len(ds.All()) > 0 {
			t.Fatal(summary(&ds))
		}
		for _, in := range ins {
			doc := mustParse(t, "x.json", in)
			for _, pointer := range []string{"/paths", "/components/schemas", "/components/securitySchemes"} {
				for m := range doc.Root.At(pointer).Members() {
					if got, want := root.At(pointer).Get(m.Key).AppendJSON(nil), m.Value.AppendJSON(nil); !bytes.Equal(got, want) {
						t.Fatalf("%s is %s, want %s", m.Key, got, want)
					}
				}
			}
		}
		if n := root.Get("tags").Len(); n != 2 {
			t.Fatalf("%d tags", n)
		}
		merged := string(root.AppendJSON(nil))
		again := Merge([]*document.Document{
			mustParse(t, "k.json", ins[0]), mustParse(t, "m.json", ins[1]), mustParse(t, "all.json", merged),
		}, nil, &ds)
		if got := string(again.AppendJSON(nil)); got != merged {
			t.Fatalf("merging again gives\n%s\nwant\n%s", got, merged)
		}
	})
}

// The order of the sources changes neither the result nor the diagnostics, and a
// rule that renames everything always produces a result.
func TestOrderOfSources(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var files, ins []string
		for i := range rapid.IntRange(2, 4).Draw(t, "sources") {
			files = append(files, fmt.Sprintf("s%d.json", i))
			ins = append(ins, drawDocument(t, ""))
		}
		var rules []Conflict
		if rapid.Bool().Draw(t, "rules") {
			r := Conflict{Component: text("*")}
			for i, file := range files[1:] {
				r.Rename = append(r.Rename, renames(file, fmt.Sprintf("N%d*", i))...)
			}
			rules = append(rules, r)
			for _, file := range files {
				rules = append(rules, Conflict{Component: text("*"), Use: text(file)})
			}
		}
		order := rapid.Permutation(slices.Collect(rangeOver(len(files)))).Draw(t, "order")
		merge := func(order []int) (string, string) {
			var docs []*document.Document
			for _, i := range order {
				docs = append(docs, mustParse(t, files[i], ins[i]))
			}
			var ds diag.List
			root := Merge(docs, rules, &ds)
			if rules != nil && root == nil {
				t.Fatal(summary(&ds))
			}
			if root != nil {
				var dangling diag.List
				openapi.CheckRefs(root, &dangling)
				for _, d := range dangling.All() {
					if d.Code != "ref-cycle" {
						t.Fatalf("%s", summary(&dangling))
					}
				}
			}
			return string(root.AppendJSON(nil)), summary(&ds)
		}
		result, found := merge(slices.Collect(rangeOver(len(files))))
		again, foundAgain := merge(order)
		if result != again || found != foundAgain {
			t.Fatalf("got\n%s\n%s\nand\n%s\n%s", result, found, again, foundAgain)
		}
	})
}

func rangeOver(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// No pair of documents panics, and any result is valid JSON.
func FuzzMerge(f *testing.F) {
	f.Add(`{paths: null, tags: {a: 1}, components: [1]}`, `{paths: {/a: null, x-b: {}}, tags: [null, {name: 1}], components: {schemas: [], x: 1}}`, "schemas/*", "b*")
	f.Add(`{paths: {/a: {$ref: "#/x"}}, tags: 1, servers: [1]}`, `{paths: {/a: {get: 1, parameters: {}}}, tags: [], servers: 2, security: {}}`, "paths//a", "first")
	f.Add(`{components: {schemas: {A: {oneOf: [{$ref: "b.yaml#/components/schemas/A"}], discriminator: {mapping: {x: A, y: 1}}}}}}`, `{components: {schemas: {A: true}}, security: [{k: []}], openapi: 3}`, "schemas/A", "B")
	f.Add(`{tags: [{name: "0"}], a: {$ref: "#/tags/0"}}`, `{tags: [{name: "0", x: 1}], openapi: 3.x}`, "tags/0", "*1")
	f.Fuzz(func(t *testing.T, a, b, pattern, name string) {
		for _, c := range []Conflict{{Use: text(name)}, {Rename: renames("b.yaml", name)}} {
			var ds diag.List
			docs := []*document.Document{document.Parse("a.yaml", []byte(a), &ds), document.Parse("b.yaml", []byte(b), &ds)}
			if slices.Contains(docs, nil) {
				return
			}
			c.Component = text(pattern)
			root := Merge(docs, []Conflict{c, {Component: text("*"), Use: text("first")}}, &ds)
			if root == nil {
				if !ds.HasErrors() {
					t.Error("neither a result nor an error")
				}
				continue
			}
			if text := root.AppendJSON(nil); !json.Valid(text) {
				t.Errorf("the result is %s", text)
			}
		}
	})
}
