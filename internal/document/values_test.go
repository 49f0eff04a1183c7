package document

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func mustParse(t testing.TB, file, in string) *Document {
	t.Helper()
	var ds diag.List
	doc := Parse(file, []byte(in), &ds)
	if doc == nil {
		t.Fatalf("%s\n%v", in, ds.Err())
	}
	if ds.Count(diag.Warning) > 0 {
		t.Fatalf("unexpected warnings: %v", ds.All())
	}
	return doc
}

func TestValues(t *testing.T) {
	tests := []struct{ in, want string }{
		// Numbers keep their value and, where JSON allows, their spelling.
		{"0", "0"}, {"-0", "-0"}, {"1e3", "1e3"}, {"-0.5", "-0.5"}, {"1.50", "1.50"}, {"1E+02", "1E+02"},
		{"123456789012345678901234567890", "123456789012345678901234567890"},
		{"1e999999", "1e999999"},
		{"+1", "1"}, {"1_000", "1000"}, {".5", "0.5"}, {"-.5e1", "-0.5e1"}, {"1.", "1"}, {"1.e5", "1e5"}, {"+.5", "0.5"},
		{"0x1F", "31"}, {"-0x1f", "-31"}, {"0xFFFFFFFFFFFFFFFFFFFF", "1208925819614629174706175"},
		{"0o17", "15"}, {"0b101", "5"}, {"017", "17"}, {"-007.50", "-7.50"}, {"00", "0"}, {"0x_1F", "31"},
		{"!!int 7", "7"}, {"!!float 1", "1"}, {`!!int "7"`, "7"},
		// Strings that start like numbers.
		{"1.2.3", `"1.2.3"`}, {"0x", `"0x"`}, {"0xg", `"0xg"`}, {"0x-1", `"0x-1"`}, {"1e", `"1e"`}, {"+", `"+"`}, {"'-'", `"-"`},
		{".", `"."`}, {"++1", `"++1"`}, {"1-2", `"1-2"`}, {"..inf", `"..inf"`}, {"_1", `"_1"`}, {"-.nan", `"-.nan"`}, {"12:30:45", `"12:30:45"`},
		{"2024-01-02", `"2024-01-02"`}, {"2024-01-02T03:04:05Z", `"2024-01-02T03:04:05Z"`},
		// Booleans and null are those of YAML 1.2.
		{"true", "true"}, {"True", "true"}, {"FALSE", "false"}, {"null", "null"}, {"~", "null"}, {"", "null"}, {"Null", "null"},
		{"yes", `"yes"`}, {"No", `"No"`}, {"on", `"on"`}, {"OFF", `"OFF"`}, {"y", `"y"`}, {"tRUE", `"tRUE"`},
		{`!!bool "true"`, "true"}, {`!!null ""`, "null"},
		// Strings by quotes, blocks and other tags.
		{"'1'", `"1"`}, {`"null"`, `"null"`}, {"!!str 123", `"123"`}, {"!!str", `""`}, {"!!binary aGk=", `"aGk="`},
		{"!mine 5", `"5"`}, {"!!timestamp 2024-01-02", `"2024-01-02"`},
		{"|\n  1\n", `"1\n"`}, {">-\n  a\n  b\n", `"a b"`},
		{`"\0\x1b\u2028\\\"é"`, "\"\\u0000\\u001b\u2028\\\\\\\"é\""},
		{"a <b> & c", `"a <b> & c"`},
		// Collections.
		{"[]", "[]"}, {"{}", "{}"}, {"[1, [a], {b: c}]", `[1,["a"],{"b":"c"}]`}, {"!!set {a, b}", `{"a":null,"b":null}`},
		{"!mine {a: 1}", `{"a":1}`},
		{"[\t1,\t2]", "[1,2]"},
	}
	for _, tt := range tests {
		doc := mustParse(t, "a.yaml", "x: "+tt.in)
		if got := string(doc.Root.AppendJSON(nil)); got != `{"x":`+tt.want+`}` {
			t.Errorf("%q: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestKeys(t *testing.T) {
	doc := mustParse(t, "a.yaml", "200: a\ntrue: b\nnull: c\n~: d\n'5XX': e\n1.5: f\n\"<<\": g\n? h\n: i\n&k j: l\nyes: n\n&z 9: {*z : o}")
	want := `{"200":"a","true":"b","null":"c","~":"d","5XX":"e","1.5":"f","<<":"g","h":"i","j":"l","yes":"n","9":{"9":"o"}}`
	if got := string(doc.Root.AppendJSON(nil)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestAliasesAndMerges(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"alias", "a: &a {b: 1}\nc: *a", `{"a":{"b":1},"c":{"b":1}}`},
		{"anchor set again", "a: &a 1\nb: *a\nc: &a 2\nd: *a", `{"a":1,"b":1,"c":2,"d":2}`},
		{"merge keeps its position, own keys win", "a: &a {x: 1, y: 2}\nb:\n  w: 0\n  <<: *a\n  y: 3\n  z: 4", `{"a":{"x":1,"y":2},"b":{"w":0,"x":1,"y":3,"z":4}}`},
		{"the first of several wins", "b:\n  <<: [{x: 1}, {x: 2, y: 3}]", `{"b":{"x":1,"y":3}}`},
		{"merge of a merge", "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}", `{"a":{"x":1},"b":{"x":1,"y":2},"c":{"x":1,"y":2}}`},
		{"merge of an aliased list", "a: &a [{x: 1}, {y: 2}]\nb: {<<: *a}", `{"a":[{"x":1},{"y":2}],"b":{"x":1,"y":2}}`},
		{"quoted, it is a key", `a: {"<<": {x: 1}}`, `{"a":{"<<":{"x":1}}}`},
		{"as a value it is a string", "a: <<", `{"a":"\u003c\u003c"}`},
	}
	for _, tt := range tests {
		doc := mustParse(t, "a.yaml", tt.in)
		if got, want := string(doc.Root.AppendJSON(nil)), strings.ReplaceAll(tt.want, `\u003c`, "<"); got != want {
			t.Errorf("%s: got %s, want %s", tt.name, got, want)
		}
	}
}

// Only copied nodes count towards the limit of aliases.
func TestAliasesBesideValues(t *testing.T) {
	const items = 499
	copies := maxAliasNodes/(items+1) - 1
	in := "a: &a [" + strings.Repeat("1, ", items) + "]\nb: [" + strings.Repeat("*a, ", copies) + "]\nc: [" + strings.Repeat("1, ", 2*items) + "]\nd: *a"
	doc := mustParse(t, "a.yaml", in)
	if n := doc.Root.Get("d").Len(); n != items {
		t.Errorf("%d items", n)
	}
}

// A change of one copy must not affect another.
func TestAliasesShareNothing(t *testing.T) {
	doc := mustParse(t, "a.yaml", "a: &a {b: {c: 1}}\nd: *a\ne: {<<: *a}")
	doc.Root.At("/d/b").Set("c", &Node{Kind: Bool, Value: "true"})
	doc.Root.At("/e/b").Remove("c")
	if got, want := string(doc.Root.AppendJSON(nil)), `{"a":{"b":{"c":1}},"d":{"b":{"c":true}},"e":{"b":{}}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := doc.Root.At("/d/b").Pos; got != (diag.Position{File: "a.yaml", Line: 1, Column: 11}) {
		t.Errorf("the copy of an alias is at %v", got)
	}
}

func TestPositions(t *testing.T) {
	type located struct {
		pointer    string
		key, value string
	}
	tests := []struct {
		name, file, in string
		want           []located
	}{
		{"block", "f.yaml", "a:\n  - é: x\n    b: |\n      text\n  -\n    - 1\n'c' :   d\ne:\nf: &x\n  g: 1\nh: !!str\n", []located{
			{"/a", "1:1", "2:3"}, {"/a/0", "", "2:5"}, {"/a/0/é", "2:5", "2:8"}, {"/a/0/b", "3:5", "3:8"},
			{"/a/1", "", "6:5"}, {"/a/1/0", "", "6:7"}, {"/c", "7:1", "7:9"}, {"/e", "8:1", "8:3"}, {"/f", "9:1", "9:4"}, {"/f/g", "10:3", "10:6"},
		}},
		{"CRLF and BOM", "f.yaml", "\ufeffa: 1\r\nb:\r\n  c: 2\r\n", []located{{"/a", "1:1", "1:4"}, {"/b/c", "3:3", "3:6"}}},
		{"CR alone", "f.yaml", "a: 1\rb: 2\r", []located{{"/b", "2:1", "2:4"}}},
		{"line breaks that only YAML counts", "f.yaml", "a: \"x\u2028y\u0085z\" # \u2029\nb: 'x\u2029\n  y'\nc: {d: \"\u2028\", e: 1}\n\n# x\nf: 1", []located{
			{"/a", "1:1", "1:4"}, {"/b", "2:1", "2:4"}, {"/c", "4:1", "4:4"}, {"/c/e", "4:13", "4:16"}, {"/f", "7:1", "7:4"},
		}},
		{"flow", "f.yaml", "{a: [1, {é: 2}],\n \"b\": 3}", []located{{"", "", "1:1"}, {"/a/1/é", "1:10", "1:13"}, {"/b", "2:2", "2:7"}}},
		{"JSON on one line", "f.json", `{"é":[1,{"a\"":2}],"b":{"c":null}}`, []located{
			{"", "", "1:1"}, {"/é", "1:2", "1:6"}, {"/é/1", "", "1:9"}, {`/é/1/a"`, "1:10", "1:16"}, {"/b/c", "1:25", "1:29"},
		}},
		{"JSON with tabs, CRLF, BOM", "f.json", "\ufeff\t{\r\n\t\t\"a\"\t:\t1,\r\n\r\n\t\"b\":\r\n[ 2 ]\r\n}\r\n", []located{
			{"", "", "1:2"}, {"/a", "2:3", "2:9"}, {"/b", "4:2", "5:1"}, {"/b/0", "", "5:3"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := mustParse(t, tt.file, tt.in)
			for _, p := range tt.want {
				n := doc.Root.At(p.pointer)
				if n == nil {
					t.Fatalf("nothing at %q", p.pointer)
				}
				if got, want := n.Pos.String(), tt.file+":"+p.value; got != want {
					t.Errorf("value of %q: got %s, want %s", p.pointer, got, want)
				}
				if p.key == "" {
					continue
				}
				cut := strings.LastIndex(p.pointer, "/")
				if got, want := doc.Root.At(p.pointer[:cut]).KeyPos(p.pointer[cut+1:]).String(), tt.file+":"+p.key; got != want {
					t.Errorf("key of %q: got %s, want %s", p.pointer, got, want)
				}
			}
		})
	}
}

// JSON that is not valid YAML.
func TestJSONIsNotReadAsYAML(t *testing.T) {
	in := `{"` + strings.Repeat("k", 3000) + `":"\ud83d\ude00\/\u0000","<<":{"a":1},"b":"` + "\u007f\u0085" + `","c":1E5,"d":"~","e":"\ud83d"}`
	for _, file := range []string{"a.json", "a.yaml", "a"} {
		doc := mustParse(t, file, in)
		if got, want := doc.Root.Any(), decodeJSON(t, []byte(in)); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %v, want %v", file, got, want)
		}
	}
}

// YAML may start like JSON.
func TestFlowYAML(t *testing.T) {
	doc := mustParse(t, "a.yaml", "{a: 1, 'b': [x,],} # end")
	if got := string(doc.Root.AppendJSON(nil)); got != `{"a":1,"b":["x"]}` {
		t.Errorf("got %s", got)
	}
}

func TestDocumentMarkers(t *testing.T) {
	for _, in := range []string{"---\na: 1\n", "%YAML 1.2\n---\na: 1\n...\n", "# x\n\n%YAML 1.2 # y\r\n---\r\na: 1", "%YAML 1.1\n---\na: 1", "a: 1\n---\n", "a: 1\n...\n# end\n", "---\n---\na: 1"} {
		if got := string(mustParse(t, "a.yaml", in).Root.AppendJSON(nil)); got != `{"a":1}` {
			t.Errorf("%q: got %s", in, got)
		}
	}
}

// YAML numbers and their JSON form have the same value.
func TestNumbersAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[-+]?(0x[0-9A-Fa-f]{1,30}|0o[0-7]{1,30}|0b[01]{1,40}|[0-9]{1,30}(\.[0-9]{0,20})?([eE][-+]?[0-9]{1,3})?|\.[0-9]{1,20}([eE][-+]?[0-9]{1,3})?)`).Draw(t, "number")
		kind, value, ok := resolvePlain(s)
		if kind != Number || !ok || !json.Valid([]byte(value)) {
			t.Fatalf("%s: got %v %q %v", s, kind, value, ok)
		}
		want, ok1 := new(big.Rat).SetString(s)
		got, ok2 := new(big.Rat).SetString(value)
		if !ok1 || !ok2 || got.Cmp(want) != 0 {
			t.Fatalf("%s became %s", s, value)
		}
	})
}

// The tree of any JSON document, in any layout, has the same values in the same
// order and the right positions.
func TestJSONProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		space := rapid.StringMatching(`[ \t\r\n]{0,3}`)
		var write func(depth int)
		text := func() {
			s, err := json.Marshal(rapid.String().Draw(t, "text"))
			if err != nil {
				t.Fatal(err)
			}
			b.Write(s)
		}
		write = func(depth int) {
			b.WriteString(space.Draw(t, "space"))
			kind := rapid.IntRange(0, 5).Draw(t, "kind")
			if depth == 0 {
				kind = 5
			} else if depth > 4 {
				kind %= 4
			}
			switch kind {
			case 0:
				text()
			case 1:
				b.WriteString(rapid.StringMatching(`-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,3})?([eE][-+]?[0-9]{1,2})?`).Draw(t, "number"))
			case 2:
				fmt.Fprint(&b, rapid.Bool().Draw(t, "bool"))
			case 3:
				b.WriteString("null")
			case 4:
				b.WriteByte('[')
				for i := range rapid.IntRange(0, 4).Draw(t, "length") {
					if i > 0 {
						b.WriteByte(',')
					}
					write(depth + 1)
				}
				b.WriteString(space.Draw(t, "space") + "]")
			case 5:
				b.WriteByte('{')
				for i := range rapid.IntRange(0, 20).Draw(t, "length") {
					if i > 0 {
						b.WriteByte(',')
					}
					fmt.Fprintf(&b, "%s\"%d%s\"%s:", space.Draw(t, "space"), i, rapid.StringMatching(`[a-zé😀]{0,3}`).Draw(t, "key"), space.Draw(t, "space"))
					write(depth + 1)
				}
				b.WriteString(space.Draw(t, "space") + "}")
			}
			b.WriteString(space.Draw(t, "space"))
		}
		write(0)
		in := b.String()
		var ds diag.List
		doc := Parse("a.json", []byte(in), &ds)
		if doc == nil {
			t.Fatal(ds.Err())
		}
		if !reflect.DeepEqual(doc.Root.Any(), decodeJSON(t, []byte(in))) {
			t.Fatalf("%s became %s", in, doc.Root.AppendJSON(nil))
		}
		var check func(n *Node)
		check = func(n *Node) {
			for m := range n.Members() {
				line, _ := doc.Line(m.KeyPos.Line)
				if runes := []rune(line); !strings.HasPrefix(string(runes[m.KeyPos.Column-1:]), `"`+m.Key+`"`) {
					t.Fatalf("%q is not at %v of %q", m.Key, m.KeyPos, in)
				}
				check(m.Value)
			}
			for _, item := range n.Items() {
				check(item)
			}
		}
		check(doc.Root)
	})
}
