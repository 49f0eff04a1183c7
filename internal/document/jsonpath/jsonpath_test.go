package jsonpath_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/jsonpath"
)

func parse(t testing.TB, text string) *document.Node {
	t.Helper()
	var ds diag.List
	doc := document.Parse("a.yaml", []byte(text), &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return doc.Root
}

// pointers returns what a query selects, as pointers with a space between them.
func pointers(t testing.TB, root *document.Node, query string) string {
	t.Helper()
	p, err := jsonpath.Compile(query)
	if err != nil {
		t.Errorf("%s: %v", query, err)
		return ""
	}
	var found []string
	for _, m := range p.Select(root) {
		found = append(found, m.Pointer)
		if root.At(m.Pointer) != m.Node {
			t.Errorf("%s: %s is not where the node stands", query, m.Pointer)
		}
		switch {
		case m.Parent == nil:
			if m.Node != root {
				t.Errorf("%s: %s has no parent", query, m.Pointer)
			}
		case m.Parent.Kind == document.Mapping:
			if m.Parent.Get(m.Key) != m.Node {
				t.Errorf("%s: %q is not the key of %s", query, m.Key, m.Pointer)
			}
		default:
			if m.Parent.Items()[m.Index] != m.Node {
				t.Errorf("%s: %d is not the index of %s", query, m.Index, m.Pointer)
			}
		}
	}
	return strings.Join(found, " ")
}

const zoo = `
z: {cage: 3, "open air": true}
animals:
  - {name: ape, legs: 2, id: 9007199254740993, tags: [tree, group]}
  - {name: Bear, legs: 4, id: 9007199254740992, food: {honey: 1, fish: 2}}
  - {name: "crane\n", legs: 2.0, food: null}
  - {legs: 0, wild: false, tags: []}
  - plain
a/b: {"~": 1}
"é": ["ü"]
same: [[1, {a: 1, b: [2]}], [1.0, {b: [2e0], a: 10e-1}], [1, {a: 1}]]
`

func TestSelect(t *testing.T) {
	root := parse(t, zoo)
	tests := []struct{ query, want string }{
		// Names and wildcards.
		{"$.z.cage", "/z/cage"}, {"$['z']['cage']", "/z/cage"}, {`$["z"]["open air"]`, "/z/open air"},
		{"$ .z\t[ 'cage' ]", "/z/cage"}, {"$.nothing", ""}, {"$.z.cage.deeper", ""}, {"$.animals.name", ""},
		{"$.é[0]", "/é/0"}, {`$["\u00e9"][*]`, "/é/0"}, {"$['a/b']['~']", "/a~1b/~0"}, {`$['a\/b'].*`, "/a~1b/~0"},
		{"$.z.*", "/z/cage /z/open air"}, {"$.z[*]", "/z/cage /z/open air"}, {"$.z[*, 'cage']", "/z/cage /z/open air"},
		// The nodes of several selectors are in document order, without duplicates.
		{"$['animals','z'].*.legs", "/animals/0/legs /animals/1/legs /animals/2/legs /animals/3/legs"},
		{"$['same', 'z']", "/z /same"}, {"$.animals[3,1,3]", "/animals/1 /animals/3"},
		// Indexes and slices.
		{"$.animals[0].name", "/animals/0/name"}, {"$.animals[-1]", "/animals/4"}, {"$.animals[5]", ""}, {"$.animals[-6]", ""},
		{"$.z[0]", ""}, {"$.animals[1:3]", "/animals/1 /animals/2"}, {"$.animals[:2]", "/animals/0 /animals/1"},
		{"$.animals[-2:]", "/animals/3 /animals/4"}, {"$.animals[::2]", "/animals/0 /animals/2 /animals/4"},
		{"$.animals[3:0:-2]", "/animals/1 /animals/3"}, {"$.animals[::-3]", "/animals/1 /animals/4"},
		{"$.animals[1:4:0]", ""}, {"$.animals[ 1 : 3 : 1 ]", "/animals/1 /animals/2"}, {"$.animals[9:-9]", ""},
		{"$.animals[-9007199254740991:9007199254740991:9007199254740991]", "/animals/0"},
		// Descendants.
		{"$..name", "/animals/0/name /animals/1/name /animals/2/name"}, {"$..tags[0]", "/animals/0/tags/0"},
		{"$..['honey','cage']", "/z/cage /animals/1/food/honey"}, {"$.é..*", "/é/0"}, {"$.same[2]..*", "/same/2/0 /same/2/1 /same/2/1/a"},
		{"$.animals..*..honey", "/animals/1/food/honey"}, {"$..food..fish", "/animals/1/food/fish"},
		// Filters.
		{"$.animals[?@.food]", "/animals/1 /animals/2"}, {"$.animals[?!@.name]", "/animals/3 /animals/4"},
		{"$.animals[?@.food == null].name", "/animals/2/name"}, {"$.animals[?@.food.*]", "/animals/1"},
		{"$.animals[?@.legs == 2]", "/animals/0 /animals/2"}, {"$.animals[?@.legs==2.0e0]", "/animals/0 /animals/2"},
		{"$.animals[?@.legs<=2]", "/animals/0 /animals/2 /animals/3"}, {"$.animals[?2<@.legs]", "/animals/1"},
		{"$.animals[?@.legs == -0]", "/animals/3"}, {"$.animals[?@.legs != 2]", "/animals/1 /animals/3 /animals/4"},
		{"$.animals[?@.legs > 0 && @.legs < 4 || @.wild == false]", "/animals/0 /animals/2 /animals/3"},
		{"$.animals[?@.legs > 0 && (@.legs < 4 || @.wild == false)]", "/animals/0 /animals/2"},
		{"$.animals[?!(@.legs == 2) && @.name]", "/animals/1"}, {"$.animals[?! @.food]", "/animals/0 /animals/3 /animals/4"},
		{"$.animals[?@.id == 9007199254740992]", "/animals/1"}, {"$.animals[?@.id > 9007199254740992]", "/animals/0"},
		{"$.animals[?@.name < 'b']", "/animals/0 /animals/1"}, {"$.animals[?@ == 'plain']", "/animals/4"},
		{"$.animals[?@.none == @.nothing]", "/animals/0 /animals/1 /animals/2 /animals/3 /animals/4"},
		{"$.animals[?@.none == null]", ""}, {"$.animals[?@.none <= @.nothing && @.wild==false]", "/animals/3"},
		{"$.animals[?@.legs == $.z.cage]", ""}, {"$.animals[?@.tags[1]=='group']", "/animals/0"}, {"$.animals[?@['tags'] [-1] == \"group\"]", "/animals/0"},
		{"$.animals[?@.tags[?@=='tree']]", "/animals/0"}, {"$[?@[?@.wild==false]]", "/animals"}, {"$.z[?@==true]", "/z/open air"},
		{"$.same[?@[1]==$.same[0][1]]", "/same/0 /same/1"}, {"$.same[?@==$.same[1]]", "/same/0 /same/1"},
		{"$.animals[?true==true,0]", "/animals/0 /animals/1 /animals/2 /animals/3 /animals/4"}, {"$.animals[?(@.wild)]", "/animals/3"},
		{"$.animals[?true<=true && null>=null && @.wild < true]", ""},
		// Functions.
		{"$.animals[?length(@.name) == 3]", "/animals/0"}, {"$[?length(@[0])==1]", "/é"}, {"$[?length(@)==5]", "/animals"},
		{"$.animals[?length(@.tags) == 0]", "/animals/3"}, {"$.animals[?length(@.legs) == 1]", ""}, {"$.z[?length('ab') > 1]", "/z/cage /z/open air"},
		{"$.animals[?count(@.*) == 3]", "/animals/2 /animals/3"}, {"$.animals[?count(@['legs','legs']) == 2].name", "/animals/0/name /animals/1/name /animals/2/name"},
		{"$.animals[?value(@..honey) == 1]", "/animals/1"}, {"$.animals[?value(@.tags[*]) == 'tree']", ""},
		{"$.animals[?match(@.name, '[a-z]*')]", "/animals/0"}, {"$.animals[?search(@.name, 'a')]", "/animals/0 /animals/1 /animals/2"},
		{"$.animals[?match(@.name, 'crane.')]", ""}, {`$.animals[?match(@.name, 'crane[.\\s]')]`, "/animals/2"},
		{"$.animals[?match(@.name, 'a|ape')]", "/animals/0"}, {"$.animals[?match(@.name, 'a|pe')]", ""}, {`$.animals[?search(@.name, '^\\p{Lu}')]`, "/animals/1"},
		{"$.animals[?match(@, $.animals[4])]", "/animals/4"}, {"$.animals[?!match(@.name, '.*')]", "/animals/2 /animals/3 /animals/4"},
		{"$.animals[?match('[', @.name)]", ""}, {"$.animals[?match(@.name, 1)]", ""}, {"$.animals[?!search(@.name, null)].name", "/animals/0/name /animals/1/name /animals/2/name"}, {"$.animals[?length(value(@..honey)) == 1]", ""}, {"$.animals[?count( @.* )>length( 'abc' )]", "/animals/0 /animals/1"},
	}
	for _, tt := range tests {
		if got := pointers(t, root, tt.query); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.query, got, tt.want)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		query, want string
		hint        string
	}{
		{"", `expected "$", but the query ends at character 1`, `a query begins with "$", the root of the document`},
		{"paths.x", `expected "$", found 'p' at character 1`, `a query begins with "$", the root of the document`},
		{" $", `expected "$", found ' ' at character 1`, `a query begins with "$", the root of the document`},
		{"$ ", `expected ".", ".." or "[", found ' ' at character 2`, ""},
		{"$.a.", `expected a name or "*", but the query ends at character 5`, "write names with other characters than letters, digits and _ as ['name']"},
		{"$. a", `expected a name or "*", found ' ' at character 3`, "write names with other characters than letters, digits and _ as ['name']"},
		{"$.x-id", `expected ".", ".." or "[", found '-' at character 4`, "write names with other characters than letters, digits and _ as ['name']"},
		{"$..", `expected a name or "*", but the query ends at character 4`, "write names with other characters than letters, digits and _ as ['name']"},
		{"$...a", `expected a name or "*", found '.' at character 4`, "write names with other characters than letters, digits and _ as ['name']"},
		{"$[", "expected a selector, but the query ends at character 3", ""},
		{"$[]", "expected a selector, found ']' at character 3", ""},
		{"$[a]", "expected a selector, found 'a' at character 3", "put the name in quotes"},
		{"$['a'", `expected "," or "]", but the query ends at character 6`, ""},
		{"$['a' 'b']", `expected "," or "]", found '\'' at character 7`, ""},
		{"$['a]", "the quote is not closed at character 3", ""},
		{`$['\x']`, "unknown escape at character 4", ""},
		{`$['\"']`, "unknown escape at character 4", ""},
		{`$["\u12"]`, "the escape is not a character at character 4", ""},
		{`$["\ud800"]`, "the escape is not a character at character 4", ""},
		{`$["\ud800\u0041"]`, "the escape is not a character at character 4", ""},
		{`$["\udc00\ud800"]`, "the escape is not a character at character 4", ""},
		{`$['\`, "the escape is not complete at character 4", ""},
		{"$['\n']", "a control character must be written as an escape at character 4", ""},
		{"$[01]", `"01" is not a way to write an integer here at character 3`, ""},
		{"$[-0]", `"-0" is not a way to write an integer here at character 3`, ""},
		{"$[-]", "expected an integer, found ']' at character 4", ""},
		{"$[9007199254740992]", "9007199254740992 is too large at character 3", ""},
		{"$[1:2:3:4]", `expected "," or "]", found ':' at character 8`, ""},
		{"$.a()", `expected ".", ".." or "[", found '(' at character 4`, ""},
		{"$[?]", "expected a value, a query or a function, found ']' at character 4", ""},
		{"$[?a.b]", "expected a value, a query or a function, found 'a' at character 4", `start a query with "@" or "$", and quote strings`},
		{"$[?'a']", "a value is not a condition at character 4", ""},
		{"$[?true]", "a value is not a condition at character 4", ""},
		{"$[?@.a = 1]", `expected "," or "]", found '=' at character 8`, ""},
		{"$[?@.a == 01]", "a number must not begin with a zero at character 11", ""},
		{"$[?@.a == 1.]", "expected a digit, found ']' at character 13", ""},
		{"$[?@.a == 1e]", "expected a digit, found ']' at character 13", ""},
		{"$[?@.* == 1]", "the query may select several nodes and cannot be compared at character 4", `use names and indexes only, or the function "value" or "count"`},
		{"$[?1 == @..a]", "the query may select several nodes and cannot be compared at character 9", `use names and indexes only, or the function "value" or "count"`},
		{"$[?!@.a == 1]", `"!" does not go with a comparison at character 11`, "put the comparison in parentheses"},
		{"$[?(@.a]", `expected ")", found ']' at character 8`, ""},
		{"$[?@.a && ]", "expected a value, a query or a function, found ']' at character 11", ""},
		{"$[?lenght(@) > 1]", `unknown function "lenght" at character 4`, `did you mean "length"?`},
		{"$[?length(@)]", "the function returns a value, which is not a condition at character 4", `compare it, as in "length(@.name) > 3"`},
		{"$[?length(@.*) > 1]", "the query may select several nodes and cannot be compared at character 11", `use names and indexes only, or the function "value" or "count"`},
		{"$[?count(1) > 1]", `the function "count" takes a query at character 10`, ""},
		{"$[?length() > 1]", `the function "length" takes one argument, found 0 at character 4`, ""},
		{"$[?match(@.a)]", `the function "match" takes two arguments, found 1 at character 4`, ""},
		{"$[?match(@.a, 'x') == true]", "the function gives a condition, which cannot be compared at character 4", ""},
		{"$[?match(@.a, '(')]", "the pattern cannot be read: error parsing regexp: missing closing ): `(` at character 15", ""},
		{"$[?search(@.a 'x')]", `expected "," or ")", found '\'' at character 15`, ""},
		{"$[?count (@.a) > 1]", "expected a value, a query or a function, found 'c' at character 4", `start a query with "@" or "$", and quote strings`},
		{"$['é'].ü.x-y", `expected ".", ".." or "[", found '-' at character 11`, "write names with other characters than letters, digits and _ as ['name']"},
		{"$\xff", "the query is not UTF-8 at character 2", ""},
	}
	for _, tt := range tests {
		_, err := jsonpath.Compile(tt.query)
		e, ok := errors.AsType[*jsonpath.Error](err)
		if !ok {
			t.Errorf("%q: got %v, want %s", tt.query, err, tt.want)
			continue
		}
		if e.Error() != tt.want || e.Hint != tt.hint {
			t.Errorf("%q\n got %s\n     %s\nwant %s\n     %s", tt.query, e, e.Hint, tt.want, tt.hint)
		}
	}
	deep := "$" + strings.Repeat("[?@", 200)
	if _, err := jsonpath.Compile(deep); err == nil || !strings.HasPrefix(err.Error(), "the query is nested too deeply") {
		t.Errorf("deep filters: %v", err)
	}
	for _, open := range []string{"(", "length(", "!("} {
		if _, err := jsonpath.Compile("$[?" + strings.Repeat(open, 1_000_000)); err == nil {
			t.Errorf("deep %q: no error", open)
		}
	}
}

func TestMissing(t *testing.T) {
	root := parse(t, zoo)
	tests := []struct{ query, want string }{
		{"$.anmals[0]", "anmals 2 [z animals a/b é same]"},
		{"$.z['cake'].x", "cake 4 [cage open air]"},
		{"$.animals[:2].hood", "hood 14 [name legs id tags food]"},
		{"$.z[?@==9].a", ""}, {"$.z", ""}, {"$..nothing", ""}, {"$['p','q']", ""},
	}
	for _, tt := range tests {
		p, err := jsonpath.Compile(tt.query)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if m, ok := p.Missing(root); ok {
			got = fmt.Sprintln(m.Name, m.Offset, m.Names)
		}
		if strings.TrimSpace(got) != tt.want {
			t.Errorf("%s: got %q, want %q", tt.query, got, tt.want)
		}
	}
}

// Numbers are compared by value, whatever their size and spelling.
func TestNumbers(t *testing.T) {
	tests := []struct{ a, operator, b string }{
		{"1", "==", "1.000"}, {"10", "==", "1e1"}, {"0.001", "==", "1e-3"}, {"-0", "==", "0e99"}, {"100e-2", "==", "1"},
		{"1e999999999999999999999", ">", "9"}, {"-1e999999999999999999999", "<", "9"}, {"1e-999999999999999999999", "<", "1e-9"},
		{"-2", "<", "-1"}, {"-1", "<", "0"}, {"0.1", ">", "0.09"}, {"123456789012345678901", ">", "123456789012345678900"},
		{"12", ">", "9"}, {"1.5", "<", "15"}, {"15", ">", "1.49"},
	}
	root := parse(t, "a: [1]")
	for _, tt := range tests {
		if got := pointers(t, root, "$.a[?"+tt.a+tt.operator+tt.b+"]"); got != "/a/0" {
			t.Errorf("%s %s %s does not hold", tt.a, tt.operator, tt.b)
		}
	}
}

// The pointer of any node, written as a query, selects just that node.
func TestNormalizedPaths(t *testing.T) {
	name := rapid.StringOf(rapid.RuneFrom([]rune(`ab'"\/~ .é$[]-1`)))
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfN(name, 1, 5).Draw(t, "names")
		leaf := &document.Node{Kind: document.Number, Value: "1"}
		root, query := leaf, "$"
		for i := len(names) - 1; i >= 0; i-- {
			up := &document.Node{Kind: document.Mapping}
			up.Set(names[i]+"x", &document.Node{Kind: document.Null})
			up.Set(names[i], root)
			root = up
		}
		for _, n := range names {
			query += "['" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(n) + "']"
		}
		p, err := jsonpath.Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		m := p.Select(root)
		if len(m) != 1 || m[0].Node != leaf || m[0].Pointer != document.Pointer(names...) {
			t.Fatalf("%s: %v", query, m)
		}
	})
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{
		"$", "$.a.b", "$..*", "$['a','b'][0:1:-1]", "$[?@.a==1 && !(@.b<'x') || $..c]", `$["\u0061\n"]`,
		"$[?match(@.a,'a.[b]') || count(@..*) > length(@) || value(@.a)==null]", "$[?@[?@[?@]]]", "$[-1,:2]", "$[?1e400<2]",
	} {
		f.Add(seed)
	}
	root := parse(f, zoo)
	f.Fuzz(func(t *testing.T, query string) {
		if strings.Count(query, "..") > 4 {
			t.Skip("slow")
		}
		p, err := jsonpath.Compile(query)
		if err != nil {
			if e, ok := errors.AsType[*jsonpath.Error](err); !ok || e.Offset < 0 || e.Offset > len(query) || e.Message == "" {
				t.Fatalf("%q: %#v", query, err)
			}
			return
		}
		seen := map[*document.Node]bool{}
		for _, m := range p.Select(root) {
			if root.At(m.Pointer) != m.Node || seen[m.Node] {
				t.Fatalf("%q: %s", query, m.Pointer)
			}
			seen[m.Node] = true
		}
		p.Missing(root)
	})
}

func BenchmarkSelect(b *testing.B) {
	const file = "../../../../shared/specs/stackone-2025-12-03.yaml"
	data, err := os.ReadFile(file)
	if err != nil {
		b.Skip("the published descriptions are not there: ", err)
	}
	var ds diag.List
	doc := document.Parse(file, data, &ds)
	for _, query := range []string{"$.paths['/unified/hris/employees'].get", "$.paths.*[?@.deprecated==true]", "$..[?@.nullable==true]", "$..*"} {
		b.Run(query, func(b *testing.B) {
			p, err := jsonpath.Compile(query)
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for b.Loop() {
				n = len(p.Select(doc.Root))
			}
			b.ReportMetric(float64(n), "matches")
		})
	}
}
