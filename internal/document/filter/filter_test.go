package filter

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

func mustParse(t interface {
	Helper()
	Fatal(...any)
}, text string) *document.Node {
	t.Helper()
	ds := new(diag.List)
	doc := document.Parse("a.yaml", []byte(text), ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return doc.Root
}

// texts returns patterns, each on its own line of a file.
func texts(values ...string) []diag.Text {
	var all []diag.Text
	for i, v := range values {
		all = append(all, diag.Text{Value: v, Pos: diag.Position{File: "gen.yaml", Line: i + 1, Column: 5}})
	}
	return all
}

func tags(v ...string) Selection       { return Selection{Tags: texts(v...)} }
func groups(v ...string) Selection     { return Selection{Groups: texts(v...)} }
func operations(v ...string) Selection { return Selection{Operations: texts(v...)} }
func paths(v ...string) Selection      { return Selection{Paths: texts(v...)} }

// left returns the operations of a description as method and path.
func left(root *document.Node) []string {
	var all []string
	for _, op := range list(root) {
		all = append(all, strings.ToLower(op.method)+" "+op.path)
	}
	return all
}

const shop = `
paths:
  x-note: {get: {operationId: none}}
  /pets: {get: {operationId: listPets, tags: [Pets, Shared]}, post: {operationId: addPet, tags: [Pets]}}
  /pets/{id}: {get: {operationId: getPet, tags: [Pets], x-speakeasy-group: shop.pets}, summary: A pet.}
  /pets/{id}/toys: {get: {operationId: listToys, tags: [Toys], x-speakeasy-group: shop.pets.toys}}
  /toys: {get: {operationId: allToys, tags: [Toys, Shared]}}
  /health: {get: {}}
`

func TestSelections(t *testing.T) {
	const pets, add, pet, petToys, toys, health = "get /pets", "post /pets", "get /pets/{id}", "get /pets/{id}/toys", "get /toys", "get /health"
	for _, test := range []struct {
		name             string
		include, exclude Selection
		want             []string
	}{
		{"tag", tags("Pets"), Selection{}, []string{pets, add, pet}},
		{"second tag", tags("Shared"), Selection{}, []string{pets, toys}},
		{"several tags", tags("Shared", "Toys"), Selection{}, []string{pets, petToys, toys}},
		{"any tag", tags("*"), Selection{}, []string{pets, add, pet, petToys, toys}},
		{"group", groups("shop.pets"), Selection{}, []string{pet}},
		{"groups", groups("shop.*"), Selection{}, []string{pet, petToys}},
		{"group by tag", groups("Pets", "Toys"), Selection{}, []string{pets, add, toys}},
		{"default group", groups("default"), Selection{}, []string{health}},
		{"operation", operations("getPet"), Selection{}, []string{pet}},
		{"operations", operations("list*", "*Pet"), Selection{}, []string{pets, add, pet, petToys}},
		{"path", paths("/pets"), Selection{}, []string{pets, add}},
		{"one level", paths("/pets/*"), Selection{}, []string{pet}},
		{"all levels", paths("/pets/**"), Selection{}, []string{pet, petToys}},
		{"end of a path", paths("**/toys"), Selection{}, []string{petToys, toys}},
		{"any list", Selection{Tags: texts("Toys"), Operations: texts("addPet")}, Selection{}, []string{add, petToys, toys}},
		{"exclude", Selection{}, tags("Pets"), []string{petToys, toys, health}},
		{"exclude from", tags("Pets"), operations("add*"), []string{pets, pet}},
		{"exclude by another list", paths("/pets", "/pets/**"), groups("shop.**"), []string{pets, add}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root, ds := mustParse(t, shop), new(diag.List)
			Apply(root, test.include, test.exclude, ds)
			if diff := cmp.Diff(test.want, left(root)); diff != "" {
				t.Error(diff)
			}
			for _, d := range ds.All() {
				t.Error(d)
			}
			if root.At("/paths/x-note/get") == nil {
				t.Error("an extension was removed")
			}
			if item := root.At("/paths/~1pets~1{id}"); item != nil && item.Get("summary") == nil {
				t.Error("a member of a path item was removed")
			}
		})
	}
}

func TestFaults(t *testing.T) {
	const (
		groupsThere = `there are "Pets", "Toys", "default", "shop.pets" and "shop.pets.toys"`
		pathsThere  = `there are "/health", "/pets", "/pets/{id}", "/pets/{id}/toys" and "/toys"`
		idsThere    = `there are "addPet", "allToys", "getPet", "listPets" and "listToys"`
	)
	for _, test := range []struct {
		name             string
		include, exclude Selection
		want             []string
		left             int
	}{
		{"misspelt", tags("Pets", "toys"), Selection{}, []string{
			`gen.yaml:2:5: warning: no operation has a tag that matches "toys" [unused-filter] did you mean "Toys"?`}, 3},
		{"each list", Selection{Tags: texts("Pets", "Petz")}, Selection{Groups: texts("", "shop.pet"), Operations: texts("", "listPet"), Paths: texts("", "", "", "/pet*")}, []string{
			`gen.yaml:1:5: warning: no operation has a group that matches "" [unused-filter] ` + groupsThere,
			`gen.yaml:1:5: warning: no operation has a path that matches "" [unused-filter] ` + pathsThere,
			`gen.yaml:1:5: warning: no operation has an operationId that matches "" [unused-filter] ` + idsThere,
			`gen.yaml:2:5: warning: no operation has a group that matches "shop.pet" [unused-filter] did you mean "shop.pets"?`,
			`gen.yaml:2:5: warning: no operation has a path that matches "" [unused-filter] ` + pathsThere,
			`gen.yaml:2:5: warning: no operation has a tag that matches "Petz" [unused-filter] did you mean "Pets"?`,
			`gen.yaml:2:5: warning: no operation has an operationId that matches "listPet" [unused-filter] did you mean "listPets"?`,
			`gen.yaml:3:5: warning: no operation has a path that matches "" [unused-filter] ` + pathsThere}, 1},
		{"excluded, but not included", tags("Pets"), tags("Toys"), nil, 3},
		{"nothing included", Selection{Groups: texts("zebras", "zoo")}, Selection{}, []string{
			`gen.yaml:1:5: error: the filters include no operation [nothing-selected] include more, or remove "include" to include all operations`,
			`gen.yaml:1:5: warning: no operation has a group that matches "zebras" [unused-filter] ` + groupsThere,
			`gen.yaml:2:5: warning: no operation has a group that matches "zoo" [unused-filter] ` + groupsThere}, 6},
		{"everything excluded", tags("Toys"), tags("Pets", "T*"), []string{
			`gen.yaml:1:5: error: the filters exclude every operation [nothing-selected] exclude less`}, 6},
	} {
		t.Run(test.name, func(t *testing.T) {
			root, ds := mustParse(t, shop), new(diag.List)
			Apply(root, test.include, test.exclude, ds)
			var got []string
			for _, d := range ds.All() {
				got = append(got, strings.TrimSpace(fmt.Sprintf("%v [%s] %s", d, d.Code, d.Hint)))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if n := len(left(root)); n != test.left {
				t.Errorf("%d operations are left, want %d", n, test.left)
			}
		})
	}
}

func TestMatches(t *testing.T) {
	for _, test := range []struct {
		pattern, text string
		name, path    bool
	}{
		{"", "", true, true},
		{"", "a", false, false},
		{"a", "a", true, true},
		{"a", "A", false, false},
		{"a", "ab", false, false},
		{"*", "", true, true},
		{"*", "a b", true, true},
		{"*", "a/b", true, false},
		{"**", "a/b", true, true},
		{"***", "a/b", true, true},
		{"/a/*", "/a/", true, true},
		{"/a/*", "/a/b/c", true, false},
		{"/a/*/c", "/a/{id}/c", true, true},
		{"/a/**/c", "/a/b/b/c", true, true},
		{"/a/**/c", "/a/c", false, false},
		{"*a*a*", "banana", true, true},
		{"*é", "café", true, true},
		{"a.c", "abc", false, false},
		{"[a-z]", "b", false, false},
		{"\xff*", "\xffa", true, true},
	} {
		if got := matches(test.pattern, test.text, false); got != test.name {
			t.Errorf("%q, %q as a name: %v", test.pattern, test.text, got)
		}
		if got := matches(test.pattern, test.text, true); got != test.path {
			t.Errorf("%q, %q as a path: %v", test.pattern, test.text, got)
		}
	}
}

// Each filter keeps the operation "a" and removes what it does not need.
func TestPrune(t *testing.T) {
	for _, test := range []struct {
		name, text string
		kept, gone []string
	}{
		{"references", `
paths:
  /a: {get: {operationId: a, parameters: [{$ref: "#/components/parameters/P"}], responses: {"200": {$ref: "#/components/responses/R"}}}}
  /b: {get: {operationId: b, requestBody: {$ref: "#/components/requestBodies/B"}, responses: {"200": {$ref: "#/components/responses/Other"}}}}
components:
  x-kept: {schemas: {}}
  parameters: {P: {schema: {$ref: "#/components/schemas/Chain"}}}
  responses: {R: {content: {a/b: {schema: {$ref: "#/components/schemas/Deep/properties/p"}}}}, Other: {}}
  requestBodies: {B: {content: {a/b: {schema: {$ref: "#/components/schemas/Alone"}}}}}
  schemas:
    Chain: {$ref: "#/components/schemas/End"}
    End: {properties: {self: {$ref: "#/components/schemas/Chain"}}}
    Deep: {properties: {p: {type: string}}}
    Alone: {properties: {e: {$ref: "#/components/schemas/End"}}}
    Ring: {items: {$ref: "#/components/schemas/Ring"}}
    Data: {example: {$ref: "#/components/schemas/Deep"}}
`, []string{
			"/paths/~1a/get", "/components/x-kept", "/components/parameters/P", "/components/responses/R", "/components/schemas/Chain",
			"/components/schemas/End", "/components/schemas/Deep",
		}, []string{
			"/paths/~1b", "/components/responses/Other", "/components/requestBodies", "/components/schemas/Alone", "/components/schemas/Ring", "/components/schemas/Data",
		}},
		{"discriminators", `
paths:
  /a: {get: {operationId: a, responses: {"200": {content: {a/b: {schema: {discriminator: {propertyName: p, mapping: {c: Cat, d: "#/components/schemas/Dog"}}}}}}}}}
  /b: {get: {operationId: b}}
components: {schemas: {Cat: {}, Dog: {}, Emu: {}}}
`, []string{"/components/schemas/Cat", "/components/schemas/Dog"}, []string{"/components/schemas/Emu"}},
		{"security", `
security: [{top: []}]
paths:
  /a: {get: {operationId: a, security: [{}, {own: [], both: []}]}}
  /b: {get: {operationId: b, security: [{other: []}]}}
components: {securitySchemes: {top: {}, own: {$ref: "#/components/securitySchemes/meant"}, both: {}, meant: {}, other: {}, none: {}}}
`, []string{
			"/components/securitySchemes/top", "/components/securitySchemes/own", "/components/securitySchemes/both", "/components/securitySchemes/meant",
		}, []string{"/components/securitySchemes/other", "/components/securitySchemes/none"}},
		{"webhooks and callbacks", `
webhooks: {w: {post: {tags: [Hook], requestBody: {content: {a/b: {schema: {$ref: "#/components/schemas/Hook"}}}}}}}
tags: [{name: Hook}, {name: Call}, {name: B}, {name: Words}]
paths:
  /a: {get: {operationId: a, callbacks: {c: {$ref: "#/components/callbacks/C"}}}}
  /b: {get: {operationId: b, tags: [Hook, Call, B], callbacks: {c: {$ref: "#/components/callbacks/D"}}}}
components:
  callbacks:
    C: {"{$url}": {post: {tags: [Call], security: [{s: []}]}}}
    D: {"{$url}": {post: {tags: [B]}}}
  schemas: {Hook: {}}
  securitySchemes: {s: {}}
`, []string{
			"/components/schemas/Hook", "/components/callbacks/C", "/components/securitySchemes/s", "/tags/2",
		}, []string{"/components/callbacks/D", "/tags/3"}},
		{"globals", `
x-speakeasy-globals: {parameters: [{$ref: "#/components/parameters/G"}, {name: h}]}
paths: {/a: {get: {operationId: a}}, /b: {get: {operationId: b}}}
components: {parameters: {G: {schema: {$ref: "#/components/schemas/G"}}}, schemas: {G: {}, H: {}}}
`, []string{"/components/parameters/G", "/components/schemas/G"}, []string{"/components/schemas/H"}},
		{"whole kinds", `
paths: {/a: {get: {operationId: a, x-a: {$ref: "#/components/headers"}, parameters: [{schema: {$ref: "#/components/schemas"}}]}}, /b: {get: {operationId: b}}}
components: {headers: {H: {}}, schemas: {G: {$ref: "#/components/links/L"}, H: {}}, links: {L: {}, M: {}}}
`, []string{"/components/schemas/G", "/components/schemas/H", "/components/links/L"}, []string{"/components/headers", "/components/links/M"}},
		{"nothing left", `
tags: [{name: B}]
paths: {/a: {get: {operationId: a}}, /b: {get: {operationId: b, tags: [B]}}, /c: {summary: None.}}
components: {schemas: {A: {}}}
`, []string{"/paths/~1a"}, []string{"/tags", "/components", "/paths/~1c"}},
		{"wrong forms", `
tags: {name: B}
paths: {/a: {get: {operationId: a, tags: B, security: {}}}, /b: {get: 1}, /c: 1, /d: [], /e: {$ref: 1}}
components: {schemas: [], x: 1, parameters: {P: 1}}
`, []string{"/tags/name", "/paths/~1a", "/paths/~1c", "/paths/~1d", "/paths/~1e", "/components/schemas", "/components/x"}, []string{"/paths/~1b", "/components/parameters"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			root, ds := mustParse(t, test.text), new(diag.List)
			before := positions(root)
			Apply(root, operations("a"), Selection{}, ds)
			for _, d := range ds.All() {
				t.Error(d)
			}
			for _, pointer := range test.kept {
				if root.At(pointer) == nil {
					t.Errorf("%s was removed", pointer)
				}
			}
			for _, pointer := range test.gone {
				if root.At(pointer) != nil {
					t.Errorf("%s was not removed", pointer)
				}
			}
			for pos := range positions(root) {
				if !before[pos] {
					t.Errorf("new node at %s", pos)
				}
			}
		})
	}
}

// positions returns all keys and values with their positions.
func positions(n *document.Node) map[string]bool {
	all := make(map[string]bool)
	var walk func(n *document.Node)
	walk = func(n *document.Node) {
		all[fmt.Sprintf("%v %v %s", n.Pos, n.Kind, n.Value)] = true
		for m := range n.Members() {
			all[fmt.Sprintf("%v key %s", m.KeyPos, m.Key)] = true
			walk(m.Value)
		}
		for _, item := range n.Items() {
			walk(item)
		}
	}
	walk(n)
	return all
}

// Operations of methods that a path item has no key for are selected like others, and
// nested tags are groups.
func TestAdditionalOperations(t *testing.T) {
	const text = `
tags: [{name: files}, {name: versions, parent: files}]
paths:
  /a: {query: {operationId: find, tags: [versions]}, additionalOperations: {COPY: {operationId: copy}, MOVE: {operationId: move}}}
  /b: {additionalOperations: {COPY: {operationId: other}}}
`
	root, ds := mustParse(t, text), new(diag.List)
	Apply(root, Selection{}, operations("move", "other"), ds)
	for _, d := range ds.All() {
		t.Error(d)
	}
	if diff := cmp.Diff([]string{"query /a", "copy /a"}, left(root)); diff != "" {
		t.Error(diff)
	}
	root = mustParse(t, text)
	Apply(root, Selection{Groups: []diag.Text{{Value: "files.versions"}}}, Selection{}, ds)
	if diff := cmp.Diff([]string{"query /a"}, left(root)); diff != "" || ds.HasErrors() {
		t.Error(diff, ds.Err())
	}
}

// Two paths can keep different operations of a shared path item.
func TestSharedPathItems(t *testing.T) {
	const text = `
paths:
  /a: {$ref: "#/components/pathItems/Item"}
  /b: {$ref: "#/paths/~1a"}
  /c: {get: {operationId: c}}
  /d: {$ref: "#/paths/~1c"}
  /e: {$ref: "#/paths/~1e"}
  /f: {$ref: "#/paths/~1none"}
  /g: {$ref: "other.yaml"}
components:
  pathItems: {Item: {get: {operationId: get, responses: {"200": {$ref: "#/components/responses/Get"}}}, post: {operationId: post}}}
  responses: {Get: {description: Got.}}
`
	root, ds := mustParse(t, text), new(diag.List)
	Apply(root, paths("/a", "/d"), operations("post"), ds)
	for _, d := range ds.All() {
		t.Error(d)
	}
	if diff := cmp.Diff([]string{"get /a", "get /d"}, left(root)); diff != "" {
		t.Error(diff)
	}
	// Dangling references stay, for CheckRefs to report.
	if diff := cmp.Diff([]string{"/a", "/d", "/e", "/f", "/g"}, root.Get("paths").Keys()); diff != "" {
		t.Error(diff)
	}
	for pointer, there := range map[string]bool{"/components/pathItems": false, "/components/responses/Get": true} {
		if got := root.At(pointer) != nil; got != there {
			t.Errorf("%s: %v", pointer, got)
		}
	}
	if root.At("/paths/~1c") != nil || root.At("/paths/~1d/get") == nil {
		t.Error("an operation did not move to the path that keeps it")
	}
	if pos := root.At("/paths/~1a/get").Pos.String(); pos != "a.yaml:11:27" {
		t.Errorf("the operation is at %s", pos)
	}
}

// Members beside a reference to a path item belong to the path, and override those
// of the target.
func TestBesideAPathItemReference(t *testing.T) {
	const text = `
paths:
  /a:
    $ref: "#/components/pathItems/Item"
    parameters: [{$ref: "#/components/parameters/Limit"}, {name: own, in: query}]
    post: {operationId: ownPost}
    put: {operationId: ownPut}
  /b: {get: {operationId: b}}
components:
  parameters: {Limit: {name: limit, in: query}, Other: {name: other, in: query}}
  pathItems:
    Item:
      parameters: [{name: limit, in: query, required: true}, {$ref: "#/components/parameters/Other"}]
      get: {operationId: itemGet}
      put: {operationId: itemPut}
`
	root, ds := mustParse(t, text), new(diag.List)
	Apply(root, operations("own*", "itemGet"), operations("itemPut"), ds)
	var got []string
	for _, d := range ds.All() {
		got = append(got, d.String())
	}
	if diff := cmp.Diff([]string{`gen.yaml:1:5: warning: no operation has an operationId that matches "itemPut"`}, got); diff != "" {
		t.Error(diff)
	}
	want := `{"paths":{"/a":{` +
		`"parameters":[{"$ref":"#/components/parameters/Limit"},{"name":"own","in":"query"},{"$ref":"#/components/parameters/Other"}],` +
		`"post":{"operationId":"ownPost"},"put":{"operationId":"ownPut"},"get":{"operationId":"itemGet"}}},` +
		`"components":{"parameters":{"Limit":{"name":"limit","in":"query"},"Other":{"name":"other","in":"query"}}}}`
	if diff := cmp.Diff(want, string(root.AppendJSON(nil))); diff != "" {
		t.Error(diff)
	}
}

// A node has one parent: a later change of the tree must not change two operations.
func TestSharedPathItemsAreCopies(t *testing.T) {
	root := mustParse(t, "paths: {/a: {$ref: '#/paths/~1c'}, /b: {$ref: '#/paths/~1c'}, /c: {get: {operationId: c}}, /d: {put: {}}}")
	Apply(root, operations("c"), Selection{}, new(diag.List))
	seen := make(map[*document.Node]bool)
	for _, path := range root.Get("paths").Keys() {
		seen[root.Get("paths").Get(path).Get("get")] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d operations, want 3", len(seen))
	}
}

func TestReferenceIntoAPath(t *testing.T) {
	const text = `
paths:
  /a:
    get: {operationId: a, parameters: [{$ref: "#/paths/~1b/get/parameters/0"}, {$ref: "#/paths/~1c/get/parameters/0"}, {$ref: "#/paths/~1none"}]}
  /b:
    get: {operationId: b, parameters: [{name: p}]}
  /c:
    get: {operationId: c, parameters: [{name: q}, {$ref: "#/paths/~1b/get/parameters/0"}]}
`
	root, ds := mustParse(t, text), new(diag.List)
	Apply(root, Selection{}, operations("b"), ds)
	var got []string
	for _, d := range ds.All() {
		got = append(got, fmt.Sprintf("%v [%s] %s, %v %s", d, d.Code, d.Pointer, d.Related[0].Pos, d.Related[0].Message))
	}
	want := []string{
		`a.yaml:4:47: error: "#/paths/~1b/get/parameters/0" is part of an operation that is filtered out [filtered-ref] /paths/~1a/get/parameters/0/$ref, a.yaml:6:40 filtered out`,
		`a.yaml:8:58: error: "#/paths/~1b/get/parameters/0" is part of an operation that is filtered out [filtered-ref] /paths/~1c/get/parameters/1/$ref, a.yaml:6:40 filtered out`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Without a selection, or without operations, a description is unchanged.
func TestUntouched(t *testing.T) {
	for _, text := range []string{shop + "components: {schemas: {Unused: {}}}", "{}", "paths: []", "paths: {/a: {}}\ncomponents: {schemas: {Unused: {}}}"} {
		selections := []Selection{{}, tags("Pets")}
		if text[0] == '\n' {
			selections = selections[:1]
		}
		for _, s := range selections {
			root, ds := mustParse(t, text), new(diag.List)
			before := string(root.AppendJSON(nil))
			Apply(root, s, Selection{}, ds)
			if after := string(root.AppendJSON(nil)); after != before || len(ds.All()) > 0 {
				t.Errorf("%s\nbecame\n%s\n%v", before, after, ds.All())
			}
		}
	}
}
