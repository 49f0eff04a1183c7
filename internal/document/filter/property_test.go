package filter

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

const specsFolder = "../../../../shared/specs"

// drawDescription draws a small description with random references between
// operations and components.
func drawDescription(t *rapid.T) string {
	const kinds = 4 // the last has no references to others
	names := []string{"schemas", "responses", "parameters", "securitySchemes"}
	counts := make([]int, kinds)
	for i := range counts {
		counts[i] = rapid.IntRange(1, 4).Draw(t, names[i])
	}
	drawRefs := func(most int) []string {
		var list []string
		for range rapid.IntRange(0, most).Draw(t, "references") {
			kind := rapid.IntRange(0, 2).Draw(t, "kind")
			list = append(list, fmt.Sprintf("{$ref: '#/components/%s/N%d'}", names[kind], rapid.IntRange(0, counts[kind]-1).Draw(t, "name")))
		}
		return list
	}
	refs := func(most int) string { return "[" + strings.Join(drawRefs(most), ", ") + "]" }
	named := func(most int) string {
		list := drawRefs(most)
		for i := range list {
			list[i] = fmt.Sprintf("r%d: %s", i, list[i])
		}
		return "{" + strings.Join(list, ", ") + "}"
	}
	security := func() string {
		return fmt.Sprintf("[{N%d: []}]", rapid.IntRange(0, counts[3]-1).Draw(t, "scheme"))
	}
	var b strings.Builder
	b.WriteString("tags: [{name: A}, {name: B}, {name: C}, {name: Words}]\n")
	if rapid.Bool().Draw(t, "secured") {
		b.WriteString("security: " + security() + "\n")
	}
	if rapid.Bool().Draw(t, "webhooks") {
		b.WriteString("webhooks: {w: {post: {tags: [C], parameters: " + refs(1) + "}}}\n")
	}
	b.WriteString("paths:\n")
	id := 0
	for i := range rapid.IntRange(1, 4).Draw(t, "paths") {
		fmt.Fprintf(&b, "  /p%d:\n    parameters: %s\n", i, refs(1))
		for _, method := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"get", "put", "post"}), 1, 3, rapid.ID).Draw(t, "methods") {
			fmt.Fprintf(&b, "    %s: {operationId: o%d, tags: [%s], parameters: %s", method, id,
				strings.Join(rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B", "C"}), 0, 2, rapid.ID).Draw(t, "tags"), ", "), refs(2))
			if rapid.Bool().Draw(t, "grouped") {
				b.WriteString(", x-speakeasy-group: " + rapid.SampledFrom([]string{"g", "g.h"}).Draw(t, "group"))
			}
			if rapid.Bool().Draw(t, "own security") {
				b.WriteString(", security: " + security())
			}
			b.WriteString("}\n")
			id++
		}
	}
	b.WriteString("components:\n")
	for kind, name := range names {
		fmt.Fprintf(&b, "  %s:\n", name)
		for i := range counts[kind] {
			switch name {
			case "schemas":
				fmt.Fprintf(&b, "    N%d: {allOf: %s, discriminator: {mapping: {m: '#/components/schemas/N%d'}}}\n", i, refs(2), rapid.IntRange(0, counts[0]-1).Draw(t, "subtype"))
			case "securitySchemes":
				fmt.Fprintf(&b, "    N%d: {type: http}\n", i)
			case "responses":
				fmt.Fprintf(&b, "    N%d: {links: %s}\n", i, named(2))
			default:
				fmt.Fprintf(&b, "    N%d: {examples: %s}\n", i, named(2))
			}
		}
	}
	return b.String()
}

func drawSelection(t *rapid.T, label string) Selection {
	list := func(name string, values ...string) []diag.Text {
		return texts(rapid.SliceOfN(rapid.SampledFrom(values), 0, 1).Draw(t, label+" "+name)...)
	}
	return Selection{
		Tags: list("tags", "A", "B", "C", "*"), Groups: list("groups", "g", "g.h", "g*", "A"),
		Operations: list("operations", "o0", "o1", "o2", "o*"), Paths: list("paths", "/p0", "/p1", "/*"),
	}
}

// filtered returns a description after a filter, as text; ok is false after an error.
func filtered(t *rapid.T, text string, include, exclude Selection) (root *document.Node, ok bool) {
	root = mustParse(t, text)
	ds := new(diag.List)
	Apply(root, include, exclude, ds)
	return root, !ds.HasErrors()
}

func encode(root *document.Node) string { return string(root.AppendJSON(nil)) }

func TestWhatIsLeftIsWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := drawDescription(rt)
		include, exclude := drawSelection(rt, "include"), drawSelection(rt, "exclude")
		root, ok := filtered(rt, text, include, exclude)
		if !ok || include.empty() && exclude.empty() {
			if encode(root) != encode(mustParse(rt, text)) {
				rt.Fatal("the tree was changed")
			}
			return
		}
		var want []string
		all := list(mustParse(rt, text))
		in, out := include.match(all, new(diag.List)), exclude.match(all, new(diag.List))
		for i, op := range all {
			if (include.empty() || in[i]) && !out[i] {
				want = append(want, strings.ToLower(op.method)+" "+op.path)
			}
		}
		if got := left(root); !slices.Equal(got, want) {
			rt.Fatalf("left are %v, want %v", got, want)
		}
		before := mustParse(rt, text)
		checkWhole(rt, before, root, positions(before))
	})
}

func TestTwoSteps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := drawDescription(rt)
		include, exclude := drawSelection(rt, "include"), drawSelection(rt, "exclude")
		once, ok := filtered(rt, text, include, exclude)
		if !ok {
			return
		}
		twice, ok := filtered(rt, text, include, Selection{})
		if !ok {
			rt.Fatal("the first step fails")
		}
		ds := new(diag.List)
		Apply(twice, Selection{}, exclude, ds)
		if ds.HasErrors() || encode(once) != encode(twice) {
			rt.Fatalf("%v\n%s\n%s", ds.Err(), encode(once), encode(twice))
		}
	})
}

func TestExcludeTheRest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := drawDescription(rt)
		include := drawSelection(rt, "include")
		in, ok := filtered(rt, text, include, Selection{})
		if !ok {
			return
		}
		var rest Selection
		for _, op := range list(mustParse(rt, text)) {
			if !slices.ContainsFunc(list(in), func(o operation) bool { return o.ids[0] == op.ids[0] }) {
				rest.Operations = append(rest.Operations, diag.Text{Value: op.ids[0]})
			}
		}
		if rest.empty() {
			return
		}
		out, ok := filtered(rt, text, Selection{}, rest)
		if !ok || encode(in) != encode(out) {
			rt.Fatalf("%s\n%s", encode(in), encode(out))
		}
	})
}

// checkWhole checks that a filtered description has no dangling references, nothing
// unneeded, and no changes but removals; original are the positions before.
func checkWhole(t interface {
	Helper()
	Errorf(string, ...any)
}, before, after *document.Node, original map[string]bool) {
	t.Helper()
	ds := new(diag.List)
	openapi.CheckRefs(after, ds)
	for _, d := range ds.All() {
		if d.Code != "ref-cycle" {
			t.Errorf("%v", d)
		}
	}
	// Found in another way than by the filter: whatever is written like a
	// reference, in what is needed anyway and in what that refers to.
	needed := outside(after)
	found := make(map[string]bool)
	for grown := true; grown; {
		grown = false
		for kind := range before.Get("components").Members() {
			for m := range kind.Value.Members() {
				pointer := "#/components/" + kind.Key + "/" + document.EscapePointer(m.Key)
				if found[pointer] {
					continue
				}
				named := strings.Contains(needed, `"`+pointer+`"`) || strings.Contains(needed, `"`+pointer+`/`) ||
					kind.Key == "securitySchemes" && strings.Contains(needed, `{"`+m.Key+`":[]}`)
				if named {
					found[pointer], grown = true, true
					needed += encode(m.Value)
					if after.At(pointer) == nil {
						t.Errorf("%s is needed and gone", pointer)
					}
				}
			}
		}
	}
	for kind := range after.Get("components").Members() {
		if kind.Value.Len() == 0 {
			t.Errorf("components.%s is empty", kind.Key)
		}
		for m := range kind.Value.Members() {
			if !found["#/components/"+kind.Key+"/"+document.EscapePointer(m.Key)] {
				t.Errorf("nothing needs %s of %s", m.Key, kind.Key)
			}
			if original := before.Get("components").Get(kind.Key).Get(m.Key); encode(original) != encode(m.Value) || original.Pos != m.Value.Pos {
				t.Errorf("%s of %s was changed", m.Key, kind.Key)
			}
		}
	}
	for position := range positions(after) {
		if !original[position] {
			t.Errorf("%s is new", position)
		}
	}
}

// outside returns everything outside the components, as text.
func outside(root *document.Node) string {
	var b strings.Builder
	for m := range root.Members() {
		if m.Key != "components" {
			b.Write(m.Value.AppendJSON(nil))
		}
	}
	return b.String()
}

// Every tag and every group of the whole API can be selected alone.
func TestPublished(t *testing.T) {
	path := filepath.Join(specsFolder, "stackone-2025-12-03.yaml")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the published descriptions are not here: %v", err)
	}
	ds := new(diag.List)
	doc := document.Load(path, ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	all, original := list(doc.Root), positions(doc.Root)
	selections := map[string]Selection{"path /unified/hris/**": paths("/unified/hris/**")}
	for i, op := range all {
		if i%25 == 0 { // each takes its time
			selections["tag "+op.tags[0]] = tags(op.tags[0])
			selections["group "+op.group] = groups(op.group)
		}
	}
	for name, selection := range selections {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root, ds := doc.Root.Clone(), new(diag.List)
			Apply(root, selection, Selection{}, ds)
			for _, d := range ds.All() {
				t.Error(d)
			}
			var want []string
			for i, selected := range selection.match(all, ds) {
				if selected {
					want = append(want, strings.ToLower(all[i].method)+" "+all[i].path)
				}
			}
			if got := left(root); !slices.Equal(got, want) || len(got) == 0 {
				t.Errorf("left are %v, want %v", got, want)
			}
			checkWhole(t, doc.Root, root, original)
		})
	}
}

// The filter terminates on any description and keeps no excluded operation.
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
		f.Add(data, "*a*")
	}
	f.Add([]byte(shop), "Pets")
	f.Add([]byte("paths: {/a: {$ref: '#'}, get: {$ref: '#/paths'}, post: {tags: [b]}}"), "default")
	f.Fuzz(func(t *testing.T, data []byte, pattern string) {
		if len(data) > 16<<10 || len(pattern) > 1<<10 {
			t.Skip("a longer input shows nothing more")
		}
		ds := new(diag.List)
		doc := document.Parse("fuzz", data, ds)
		if doc == nil {
			return
		}
		Apply(doc.Root, Selection{}, Selection{Tags: texts(pattern), Groups: texts(pattern), Paths: texts(pattern)}, ds)
		if ds.HasErrors() {
			return
		}
		for _, op := range list(doc.Root) {
			if matches(pattern, op.group, false) || matches(pattern, op.path, true) {
				t.Errorf("%s %s is left", op.method, op.path)
			}
		}
	})
}
