package overlay_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
	"github.com/StackOneHQ/stackone-gen/internal/document/overlay"
)

func parse(t testing.TB, file, text string) *document.Document {
	t.Helper()
	var ds diag.List
	doc := document.Parse(file, []byte(text), &ds)
	if doc == nil {
		t.Fatalf("%s\n%v", text, ds.Err())
	}
	return doc
}

const head = "overlay: 1.0.0\ninfo: {title: T, version: v1}\nactions:\n"

// said formats diagnostics with all their parts.
func said(ds *diag.List) string {
	var b strings.Builder
	for _, d := range ds.All() {
		b.WriteString(d.String() + " [" + d.Code + "] " + d.Pointer + "\n")
		if d.Hint != "" {
			b.WriteString("  hint: " + d.Hint + "\n")
		}
		for _, r := range d.Related {
			b.WriteString("  " + r.Pos.String() + ": " + r.Message + "\n")
		}
	}
	return b.String()
}

const shop = `info:
  title: Shop
  version: 1
paths:
  /carts:
    get:
      x-traits: {paged: true}
      parameters:
        - {name: old, in: query}
        - {name: size, in: query}
    post: {tags: [a]}
  /items:
    get:
      parameters:
        - {name: size, in: query}
        - {name: old, in: query}
        - {name: old, in: header}
tags: [{name: a}]
`

func TestActions(t *testing.T) {
	tests := []struct{ name, actions, at, want string }{
		{"members are merged at any depth", `
- target: $
  update:
    info: {title: Big shop, contact: {name: Ann}}
    paths:
      /carts: {post: {tags: [b, c], deprecated: true}}
`, "", `{"info":{"title":"Big shop","version":1,"contact":{"name":"Ann"}},"paths":{"/carts":{"get":{"x-traits":{"paged":true},` +
			`"parameters":[{"name":"old","in":"query"},{"name":"size","in":"query"}]},"post":{"tags":["a","b","c"],"deprecated":true}},` +
			`"/items":{"get":{"parameters":[{"name":"size","in":"query"},{"name":"old","in":"query"},{"name":"old","in":"header"}]}}},"tags":[{"name":"a"}]}`},
		{"one target", `
- target: $.paths['/carts'].post
  update: {summary: Make a cart}
`, "/paths/~1carts/post", `{"tags":["a"],"summary":"Make a cart"}`},
		{"every target of a wildcard", `
- target: $.paths.*.get
  update: {security: [{key: []}]}
- target: $.paths.*.get.parameters[*]
  remove: true
`, "/paths", `{"/carts":{"get":{"x-traits":{"paged":true},"parameters":[],"security":[{"key":[]}]},"post":{"tags":["a"]}},` +
			`"/items":{"get":{"parameters":[],"security":[{"key":[]}]}}}`},
		{"an item is added to lists", `
- target: $.paths.*.get.parameters
  update: {name: page, in: query}
`, "/paths/~1items/get/parameters", `[{"name":"size","in":"query"},{"name":"old","in":"query"},{"name":"old","in":"header"},{"name":"page","in":"query"}]`},
		{"a list is added to a list", "\n- {target: $.tags, update: [{name: b}, {name: c}]}", "/tags", `[{"name":"a"},{"name":"b"},{"name":"c"}]`},
		{"a scalar is added to a list", "\n- {target: '$.paths.*.*.tags', update: z}", "/paths/~1carts/post", `{"tags":["a","z"]}`},
		{"a trait selects operations", `
- target: $.paths.*[?@['x-traits'].paged == true]
  update: {parameters: [{name: cursor}]}
`, "/paths/~1carts/get/parameters", `[{"name":"old","in":"query"},{"name":"size","in":"query"},{"name":"cursor"}]`},
		{"items are removed by a filter", `
- target: $.paths.*.get.parameters[?@.name=='old']
  remove: true
`, "/paths", `{"/carts":{"get":{"x-traits":{"paged":true},"parameters":[{"name":"size","in":"query"}]},"post":{"tags":["a"]}},` +
			`"/items":{"get":{"parameters":[{"name":"size","in":"query"}]}}}`},
		{"members are removed, and what is within them", "\n- {target: '$.paths..*', remove: true}", "/paths", `{}`},
		{"a value replaces one of another kind", `
- target: $.paths['/carts'].post
  update: {tags: {a: 1}}
- target: $.info
  update: {title: [x], version: null}
`, "", strings.Replace(strings.Replace(shopJSON(t), `{"tags":["a"]}`, `{"tags":{"a":1}}`, 1), `{"title":"Shop","version":1}`, `{"title":["x"],"version":null}`, 1)},
		{"actions see what earlier ones did", `
- {target: $.info, update: {x-new: {}}}
- {target: "$.info['x-new']", update: {a: 1}}
- {target: $.info.title, remove: true}
- {target: $.info, update: {title: Again}}
`, "/info", `{"version":1,"x-new":{"a":1},"title":"Again"}`},
		{"what is replaced is gone for later actions only", `
- target: $.paths['/carts']..*[?@.paged == true, 'tags']
  remove: true
- target: $..post
  update: {}
`, "/paths/~1carts/post", `{}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := parse(t, "api.yaml", shop).Root
			var ds diag.List
			overlay.Apply(root, parse(t, "overlay.yaml", head+tt.actions), &ds)
			if got := said(&ds); got != "" {
				t.Error(got)
			}
			if diff := cmp.Diff(tt.want, string(root.At(tt.at).AppendJSON(nil))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func shopJSON(t testing.TB) string {
	return string(parse(t, "api.yaml", shop).Root.AppendJSON(nil))
}

// An update is copied for each target: changing one copy changes neither the others
// nor the overlay.
func TestCopies(t *testing.T) {
	root := parse(t, "api.yaml", "a: {l: []}\nb: {l: []}").Root
	doc := parse(t, "o.yaml", head+`
- {target: '$.*', update: {m: {k: [1]}, l: [{x: 1}]}}
- {target: '$.*.l', update: {z: 1}}
- {target: '$.*.l', update: [{w: 1}]}
- {target: '$.a..k', update: 2}
- {target: '$.b.l[*]', update: {y: 1}}
`)
	before := string(doc.Root.AppendJSON(nil))
	var ds diag.List
	overlay.Apply(root, doc, &ds)
	want := `{"a":{"l":[{"x":1},{"z":1},{"w":1}],"m":{"k":[1,2]}},"b":{"l":[{"x":1,"y":1},{"z":1,"y":1},{"w":1,"y":1}],"m":{"k":[1]}}}`
	if got := string(root.AppendJSON(nil)); got != want {
		t.Errorf("got %s\nwant %s\n%s", got, want, said(&ds))
	}
	if string(doc.Root.AppendJSON(nil)) != before {
		t.Error("the overlay itself changed")
	}
}

// Since version 1.1, a node of the description can be copied, and scalars replaced.
func TestCopy(t *testing.T) {
	root := parse(t, "api.yaml", "a: {x: 1, l: [1]}\nb: {y: {z: 2}}\nc: {l: [0]}\nd: 5\n").Root
	var ds diag.List
	overlay.Apply(root, parse(t, "o.yaml", `overlay: 1.1.0
info: {title: T, version: v1, description: Copies.}
actions:
- {target: $.b, update: {y: {w: 3}}}
- {target: $.a, copy: $.b}
- {target: '$.*.l', copy: $.d}
- {target: $.c.l, copy: $.a.l}
- {target: $.b, copy: $}
- {target: $.b.y.z, copy: $.d}
- {target: $.d, update: six}
- {target: $.b, update: {n: {}}}
- {target: $.b.n, copy: $.b.y}
- {target: $.b.y, remove: true}
- {target: $.b.b, remove: true}
`), &ds)
	if got := said(&ds); got != "" {
		t.Error(got)
	}
	want := `{"a":{"x":1,"l":[1,5],"y":{"z":2,"w":3}},` +
		`"b":{"a":{"x":1,"l":[1,5],"y":{"z":2,"w":3}},"c":{"l":[0,5,1,5]},"d":5,"n":{"z":5,"w":3}},"c":{"l":[0,5,1,5]},"d":"six"}`
	if got := string(root.AppendJSON(nil)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := root.At("/a/y/z").Pos.String(); got != "api.yaml:2:12" {
		t.Errorf("the copy is at %s", got)
	}
}

func TestWrongCopies(t *testing.T) {
	root := parse(t, "api.yaml", "a: {x: 1}\nb: {x: 1, y: 2}\nc: 5\n").Root
	var ds diag.List
	overlay.Apply(root, parse(t, "o.yaml", `overlay: 1.1.0
info: {title: T, version: v1}
actions:
- {target: $.a, copy: $.b.*}
- {target: $.a, copy: $.bb}
- {target: $.a, copy: $.c}
- {target: $.c, copy: $.a}
`), &ds)
	want := `o.yaml:4:23: error: $.b.* selects 2 values, but exactly one can be copied [overlay-wrong-copy] /actions/0/copy
  api.yaml:2:8: it selects #/b/x
  api.yaml:2:14: it selects #/b/y
o.yaml:5:25: error: $.bb selects 0 values, but exactly one can be copied [overlay-wrong-copy] /actions/1/copy
  hint: did you mean "b"?
o.yaml:6:23: error: the update of a mapping must be a mapping, not a number [overlay-wrong-update] /actions/2/copy
  api.yaml:1:4: the target selects #/a
o.yaml:7:23: error: the update of a number must be a scalar, not a mapping [overlay-wrong-update] /actions/3/copy
  api.yaml:3:4: the target selects #/c
`
	if diff := cmp.Diff(want, said(&ds)); diff != "" {
		t.Error(diff)
	}
}

// Positions in the result are those in the file that contains the value.
func TestPositions(t *testing.T) {
	root := parse(t, "api.yaml", `openapi: 3.1.0
paths:
  /a:
    get:
      parameters:
        - {name: one}
        - $ref: "#/missing/two"
        - $ref: "#/missing/three"
`).Root
	doc := parse(t, "overlay.yaml", head+`- target: $.paths['/a'].get.parameters[0]
  remove: true
- target: $.paths['/a'].get
  update:
    parameters:
      - $ref: "#/missing/four"
    requestBody:
      $ref: "#/missing/five"
- target: $.paths['/a'].get.parameters[0]
  update: {$ref: "#/missing/six"}
`)
	var ds diag.List
	overlay.Apply(root, doc, &ds)
	openapi.CheckRefs(root, &ds)
	want := `api.yaml:8:17: warning: "#/missing/three" does not exist [missing-ref] /paths/~1a/get/parameters/1/$ref
  hint: "#/missing" does not exist either
overlay.yaml:9:15: warning: "#/missing/four" does not exist [missing-ref] /paths/~1a/get/parameters/2/$ref
  hint: "#/missing" does not exist either
overlay.yaml:11:13: warning: "#/missing/five" does not exist [missing-ref] /paths/~1a/get/requestBody/$ref
  hint: "#/missing" does not exist either
overlay.yaml:13:18: warning: "#/missing/six" does not exist [missing-ref] /paths/~1a/get/parameters/0/$ref
  hint: "#/missing" does not exist either
`
	if diff := cmp.Diff(want, said(&ds)); diff != "" {
		t.Error(diff)
	}
	get := root.At("/paths/~1a/get")
	for _, tt := range []struct {
		n    *document.Node
		key  string
		want string
	}{
		{root.At("/paths/~1a"), "get", "api.yaml:4:5"}, {get, "parameters", "api.yaml:5:7"}, {get, "requestBody", "overlay.yaml:10:5"},
		{get.At("/parameters/0"), "$ref", "overlay.yaml:13:12"},
	} {
		if got := tt.n.KeyPos(tt.key).String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.key, got, tt.want)
		}
	}
}

func TestFaults(t *testing.T) {
	tests := []struct{ name, overlay, want string }{
		{"nothing is there", "x-a: 1", `o.yaml:1:1: error: "actions" is missing [overlay-missing-key] 
o.yaml:1:1: error: "info" is missing [overlay-missing-key] 
o.yaml:1:1: error: "overlay" is missing [overlay-missing-key] 
`},
		{"all at once", `overlay: 1.0
info: {titel: x, version: 1}
extends: []
acton: 1
actions:
- 5
- {tarket: $.a, update: 1}
- {target: 7, remove: yes, description: [], x-b: 1}
- {target: $.a}
- {target: $.a, update: {}, remove: true}
`, `o.yaml:1:10: error: "overlay" must be a string, not a number [overlay-wrong-form] /overlay
  hint: put it in quotes
o.yaml:2:7: error: "title" is missing [overlay-missing-key] /info
o.yaml:2:8: error: unknown key "titel" [overlay-unknown-key] /info/titel
  hint: did you mean "title"?
o.yaml:2:27: error: "version" must be a string, not a number [overlay-wrong-form] /info/version
  hint: put it in quotes
o.yaml:3:10: error: "extends" must be a string, not a sequence [overlay-wrong-form] /extends
o.yaml:4:1: error: unknown key "acton" [overlay-unknown-key] /acton
  hint: use overlay, info, extends, actions, and extensions that begin with x-
o.yaml:6:3: error: an action must be a mapping, not a number [overlay-wrong-form] /actions/0
o.yaml:7:3: error: "target" is missing [overlay-missing-key] /actions/1
o.yaml:7:4: error: unknown key "tarket" [overlay-unknown-key] /actions/1/tarket
  hint: did you mean "target"?
o.yaml:8:12: error: "target" must be a string, not a number [overlay-wrong-form] /actions/2/target
  hint: put it in quotes
o.yaml:8:23: error: "remove" must be a boolean, not a string [overlay-wrong-form] /actions/2/remove
  hint: write true or false
o.yaml:8:41: error: "description" must be a string, not a sequence [overlay-wrong-form] /actions/2/description
o.yaml:9:3: warning: the action changes nothing [overlay-no-effect] /actions/3
  hint: add "update" or "remove: true"
o.yaml:10:17: warning: the update has no effect with "remove: true" [overlay-no-effect] /actions/4/update
  hint: write two actions to replace the targets
`},
		{"versions", "overlay: 1.2.0\ninfo: {title: a, version: b, colour: c}\nactions: []", `o.yaml:1:10: error: unsupported version "1.2.0" of the Overlay Specification [overlay-version] /overlay
  hint: use 1.1.0
o.yaml:2:30: error: unknown key "colour" [overlay-unknown-key] /info/colour
  hint: use title, version, and extensions that begin with x-
o.yaml:3:10: error: an overlay must have at least one action [overlay-missing-key] /actions
`},
		{"copies", "overlay: 1.1.0\ninfo: {title: a, version: b, description: 1}\nactions:\n" + `- {target: $.a, copy: $.b, update: {}}
- {target: $.a, copy: $.b, remove: true}
- {target: $.a, copy: '$['}
`, `o.yaml:2:43: error: "description" must be a string, not a number [overlay-wrong-form] /info/description
  hint: put it in quotes
o.yaml:4:17: error: an action must not have both "update" and "copy" [overlay-wrong-form] /actions/0/copy
  hint: write two actions
o.yaml:5:17: warning: the copy has no effect with "remove: true" [overlay-no-effect] /actions/1/copy
  hint: write two actions to replace the targets
o.yaml:6:26: error: the source of the copy is not a JSONPath: expected a selector, but the query ends [overlay-bad-target] /actions/2/copy
`},
		{"a copy before 1.1", head + "- {target: $.a, copy: $.b}", `o.yaml:4:17: error: "copy" needs version 1.1 of the Overlay Specification [overlay-unknown-key] /actions/0/copy
  hint: write "overlay: 1.1.0" at the top
`},
		{"bad targets", head + `- {target: $.a.(b), remove: true}
- {target: "$['\\\"'", remove: true}
- {target: "$['\"'].x-y", remove: true}
- {target: '$[''ü''][x]', remove: true}
- target: >-
    $.a
    [?lenght(@)]
  remove: true
`, "o.yaml:4:16: error: the target is not a JSONPath: expected a name or \"*\", found '(' [overlay-bad-target] /actions/0/target\n" +
			"  hint: write names with other characters than letters, digits and _ as ['name']\n" +
			"o.yaml:5:16: error: the target is not a JSONPath: unknown escape [overlay-bad-target] /actions/1/target\n" +
			"o.yaml:6:22: error: the target is not a JSONPath: expected \".\", \"..\" or \"[\", found '-' [overlay-bad-target] /actions/2/target\n" +
			"  hint: write names with other characters than letters, digits and _ as ['name']\n" +
			"o.yaml:7:22: error: the target is not a JSONPath: expected a selector, found 'x' [overlay-bad-target] /actions/3/target\n" +
			"  hint: put the name in quotes\n" +
			"o.yaml:8:11: error: the target is not a JSONPath: unknown function \"lenght\" [overlay-bad-target] /actions/4/target\n" +
			"  hint: did you mean \"length\"?\n"},
		{"no match", head + `- {target: "$.paths['/cart'].post", update: {}}
- {target: $.paths.*.get.nothing, remove: true}
- {target: '$.tags[?@.name==''b'']', remove: true}
- {target: $.tags, remove: true}
- {target: $.tags, remove: true}
`, `o.yaml:4:21: warning: the target $.paths['/cart'].post selects nothing [overlay-no-match] /actions/0/target
  hint: did you mean "/carts"?
o.yaml:5:26: warning: the target $.paths.*.get.nothing selects nothing [overlay-no-match] /actions/1/target
  hint: "nothing" does not exist there
o.yaml:6:12: warning: the target $.tags[?@.name=='b'] selects nothing [overlay-no-match] /actions/2/target
o.yaml:8:14: warning: the target $.tags selects nothing [overlay-no-match] /actions/4/target
  hint: "tags" does not exist there
`},
		{"wrong kinds", head + `- {target: $.info, update: [1]}
- {target: $.info.title, update: Shop 2}
- {target: $..name, update: {}}
- {target: $, remove: true}
- {target: $.info, update: null}
`, `o.yaml:4:28: error: the update of a mapping must be a mapping, not a sequence [overlay-wrong-update] /actions/0/update
  api.yaml:2:3: the target selects #/info
o.yaml:5:12: error: the target selects a string, but only mappings and sequences can be updated [overlay-wrong-target] /actions/1/target
  hint: select the mapping that contains it, and update its key
  api.yaml:2:10: the target selects #/info/title
o.yaml:6:12: error: the target selects a string, but only mappings and sequences can be updated [overlay-wrong-target] /actions/2/target
  hint: select the mapping that contains it, and update its key
  api.yaml:9:18: the target selects #/paths/~1carts/get/parameters/0/name
  api.yaml:10:18: the target selects #/paths/~1carts/get/parameters/1/name
  api.yaml:15:18: the target selects #/paths/~1items/get/parameters/0/name and 3 more
o.yaml:7:12: error: the root of the description cannot be removed [overlay-wrong-target] /actions/3/target
o.yaml:8:28: error: the update of a mapping must be a mapping, not a null [overlay-wrong-update] /actions/4/update
  api.yaml:2:3: the target selects #/info
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := parse(t, "api.yaml", shop).Root
			var ds diag.List
			overlay.Apply(root, parse(t, "o.yaml", tt.overlay), &ds)
			if diff := cmp.Diff(tt.want, said(&ds)); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(tt.want, "overlay-wrong-form") && string(root.AppendJSON(nil)) != shopJSON(t) {
				t.Error("a faulty overlay changed the tree")
			}
		})
	}
}

// A few lines must not exhaust the memory or the stack.
func TestLimits(t *testing.T) {
	wide := strings.Repeat("- {target: '$..*', update: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}, j: {}}}\n", 20)
	deep := ""
	for i := range 4 {
		deep += "- {target: $..end" + strconv.Itoa(i) + ", update: " + strings.Repeat("{x: ", 300) +
			"{end" + strconv.Itoa(i+1) + ": {}}" + strings.Repeat("}", 300) + "}\n"
	}
	tests := []struct{ actions, want string }{
		{wide, "o.yaml:9:28: error: the overlay adds more than 250000 values [overlay-too-large] \n"},
		{deep, "o.yaml:7:29: error: the update nests deeper than 1000 levels [overlay-too-large] \n" +
			"  o.yaml:6:1236: applied here\n"},
	}
	for _, tt := range tests {
		root := parse(t, "api.yaml", "end0: {}").Root
		var ds diag.List
		overlay.Apply(root, parse(t, "o.yaml", head+tt.actions), &ds)
		if diff := cmp.Diff(tt.want, said(&ds)); diff != "" {
			t.Error(diff)
		}
	}
}

// The overlay that the generator writes applies to its description.
func TestCodeSamples(t *testing.T) {
	var ds diag.List
	doc := document.Load(filepath.FromSlash("../../../spec/openapi.yaml"), &ds)
	samples := document.Load(filepath.FromSlash("../../../generated/codeSamples.yaml"), &ds)
	if doc == nil || samples == nil {
		t.Fatal(ds.Err())
	}
	overlay.Apply(doc.Root, samples, &ds)
	if got := said(&ds); got != "" {
		t.Error(got)
	}
	for m := range doc.Root.Get("paths").Members() {
		method := "post"
		if m.Value.Get("get") != nil {
			method = "get"
		}
		sample := m.Value.At("/" + method + "/x-codeSamples/0/source")
		if text, _ := sample.Text(); !strings.Contains(text, "client.ConnectSessions.") {
			t.Errorf("%s has no sample", m.Key)
		} else if filepath.Base(sample.Pos.File) != "codeSamples.yaml" {
			t.Errorf("the sample of %s is in %s", m.Key, sample.Pos)
		}
	}
}

// An overlay can update every operation of the whole API.
func TestPublished(t *testing.T) {
	const file = "../../../../shared/specs/stackone-2025-12-03.yaml"
	if _, err := os.Stat(file); err != nil {
		t.Skip("the published descriptions are not there: ", err)
	}
	var ds diag.List
	doc := document.Load(file, &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	overlay.Apply(doc.Root, parse(t, "o.yaml", head+`
- {target: "$.paths.*[?@.operationId]", update: {x-seen: true}}
- {target: "$.paths.*[?@['x-seen'] && @.deprecated == true]", remove: true}
- {target: "$.components.schemas[?@.properties.id].properties.id", update: {x-id: yes}}
`), &ds)
	if got := said(&ds); got != "" {
		t.Error(got)
	}
	operations, deprecated := 0, 0
	for path := range doc.Root.Get("paths").Members() {
		for op := range path.Value.Members() {
			if seen, _ := op.Value.Get("x-seen").Bool(); seen {
				operations++
			}
			if old, _ := op.Value.Get("deprecated").Bool(); old {
				deprecated++
			}
		}
	}
	if operations < 270 || deprecated != 0 {
		t.Errorf("%d operations are left, %d of them deprecated", operations, deprecated)
	}
}

// tree draws a value whose keys all have a prefix, with or without lists.
func tree(prefix string, depth int, lists bool) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		kinds := []int{0}
		if depth > 0 {
			kinds = append(kinds, 1)
		}
		if depth > 0 && lists {
			kinds = append(kinds, 2)
		}
		switch rapid.SampledFrom(kinds).Draw(t, "kind") {
		case 1:
			return mapping(prefix, depth, lists).Draw(t, "mapping")
		case 2:
			return "[" + strings.Join(rapid.SliceOfN(tree(prefix, depth-1, lists), 0, 3).Draw(t, "items"), ", ") + "]"
		default:
			return rapid.SampledFrom([]string{"1", "two", "null", "true"}).Draw(t, "scalar")
		}
	})
}

func mapping(prefix string, depth int, lists bool) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var members []string
		for i := range rapid.IntRange(0, 3).Draw(t, "size") {
			members = append(members, prefix+strconv.Itoa(i)+": "+tree(prefix, depth-1, lists).Draw(t, "value"))
		}
		return "{" + strings.Join(members, ", ") + "}"
	})
}

// Removing an addition restores the tree.
func TestUpdateAndRemove(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		before := mapping("k", 3, true).Draw(r, "tree")
		added := tree("n", 3, true).Draw(r, "update")
		root := parse(t, "api.yaml", before).Root
		want := string(root.AppendJSON(nil))
		apply := func(actions string) {
			var ds diag.List
			overlay.Apply(root, parse(t, "o.yaml", head+actions), &ds)
			if ds.HasErrors() {
				r.Fatal(said(&ds))
			}
		}
		apply("- {target: '$', update: {new: " + added + "}}\n- {target: '$..[?@.k0]', update: {new: " + added + "}}\n")
		apply("- {target: '$..[?@.k0].new', remove: true}\n- {target: $.new, remove: true}\n")
		if got := string(root.AppendJSON(nil)); got != want {
			r.Fatalf("got %s\nwant %s", got, want)
		}
	})
}

// An overlay that does not append to lists is idempotent.
func TestTwice(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		root := parse(t, "api.yaml", mapping("k", 3, true).Draw(r, "tree")).Root
		update := mapping("k", 3, false).Draw(r, "update")
		doc := parse(t, "o.yaml", head+"- {target: '$', update: "+update+"}\n- {target: '$..k2', remove: true}")
		var ds diag.List
		overlay.Apply(root, doc, &ds)
		once := string(root.AppendJSON(nil))
		overlay.Apply(root, doc, &ds)
		if twice := string(root.AppendJSON(nil)); ds.HasErrors() || twice != once {
			r.Fatalf("once %s\ntwice %s\n%s", once, twice, said(&ds))
		}
	})
}

func FuzzApply(f *testing.F) {
	f.Add(shop, head+"- {target: '$..*', update: {a: [1]}}\n- {target: $.paths.*, remove: true}")
	f.Add(shop, head+"- {target: '$.tags[-1,0]', remove: true}")
	f.Add("a: 1", "overlay: 1.0.0\nactions: [{}, 1, {target: '$[', update: }]")
	f.Fuzz(func(t *testing.T, text, changes string) {
		if strings.Count(changes, "..") > 4 {
			t.Skip("slow")
		}
		var ds diag.List
		doc, o := document.Parse("api.yaml", []byte(text), &ds), document.Parse("o.yaml", []byte(changes), &ds)
		if doc == nil || o == nil {
			return
		}
		overlay.Apply(doc.Root, o, &ds)
		out := doc.Root.AppendJSON(nil)
		if document.Parse("out.json", out, &ds) == nil {
			t.Fatalf("%s: %v", out, ds.Err())
		}
	})
}
