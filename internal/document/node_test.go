package document

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func TestAccessorsOfOtherKinds(t *testing.T) {
	nodes := map[string]*Node{
		"nil": nil, "null": {}, "bool": {Kind: Bool, Value: "true"}, "number": {Kind: Number, Value: "1"},
		"string": {Kind: String, Value: "true"}, "mapping": {Kind: Mapping}, "sequence": {Kind: Sequence},
	}
	for name, n := range nodes {
		for range n.Members() {
			t.Errorf("%s has members", name)
		}
		if n.Get("a") != nil || n.At("/a/b") != nil || n.At("/0") != nil || n.Len() != 0 || len(n.Keys()) != 0 || len(n.Items()) != 0 || !n.KeyPos("a").IsZero() {
			t.Errorf("%s is not empty", name)
		}
		if n.At("") != n || n.At("#") != n {
			t.Errorf("%s is not at its own pointer", name)
		}
		if _, ok := n.Text(); ok != (name == "string") {
			t.Errorf("%s: Text is %v", name, ok)
		}
		if v, ok := n.Bool(); ok != (name == "bool") || v != ok {
			t.Errorf("%s: Bool is %v, %v", name, v, ok)
		}
		if n.Remove("a") || n.RemoveItem(0) {
			t.Errorf("%s: something was removed", name)
		}
		if got := n.Clone(); (got == nil) != (n == nil) {
			t.Errorf("%s: the clone is %v", name, got)
		}
	}
}

func TestKindString(t *testing.T) {
	got := fmt.Sprint(Null, Bool, Number, String, Mapping, Sequence, Kind(9))
	if want := "null boolean number string mapping sequence kind(9)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAt(t *testing.T) {
	// The examples of RFC 6901 and edge cases.
	doc := mustParse(t, "a.json", `{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\j":5,"k\"l":6," ":7,"m~n":8,"~1":9,"0":{"-":10},"é":11,"c d":12}`)
	tests := []struct{ pointer, want string }{
		{"/foo", `["bar","baz"]`}, {"/foo/0", `"bar"`}, {"/", "0"}, {"/a~1b", "1"}, {"/c%d", "2"}, {"/e^f", "3"},
		{"/g|h", "4"}, {`/i\j`, "5"}, {`/k"l`, "6"}, {"/ ", "7"}, {"/m~0n", "8"}, {"/~01", "9"}, {"/0/-", "10"},
		{"#/foo/1", `"baz"`}, {"#/c%25d", "2"}, {"#/%20", "7"}, {"#/a~1b", "1"}, {"#/%C3%A9", "11"}, {"#/é", "11"}, {"#/c d", "12"},
		{"#/c%d", "2"}, // Not well-formed, but clear.
		{"/foo/2", ""}, {"/foo/-", ""}, {"/foo/00", ""}, {"/foo/+1", ""}, {"/foo/-1", ""}, {"/foo/0/x", ""},
		{"/bar", ""}, {"foo", ""}, {"#foo", ""}, {"/m~n", ""}, {"/m~2n", ""}, {"/c%25d", ""}, {"/foo/", ""},
	}
	for _, tt := range tests {
		n := doc.Root.At(tt.pointer)
		got := ""
		if n != nil {
			got = string(n.AppendJSON(nil))
		}
		if got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.pointer, got, tt.want)
		}
	}
}

// Any path of keys can be written as a pointer to the same node.
func TestPointerRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := rapid.SliceOfN(rapid.OneOf(rapid.StringMatching(`[~/01%#a]{0,4}`), rapid.String()), 0, 5).Draw(t, "path")
		leaf := &Node{Kind: String}
		root := leaf
		for _, key := range slices.Backward(path) {
			parent := &Node{Kind: Mapping}
			parent.Set(key, root)
			root = parent
		}
		if root.At(Pointer(path...)) != leaf {
			t.Fatalf("%q does not lead along %q", Pointer(path...), path)
		}
	})
}

// A mapping behaves like a list of keys with values under any edits, with and without an index.
func TestMappingEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := &Node{Kind: Mapping}
		var keys []string
		values := map[string]string{}
		t.Repeat(map[string]func(*rapid.T){
			"set": func(t *rapid.T) {
				key := fmt.Sprint(rapid.IntRange(0, 40).Draw(t, "key"))
				value := rapid.String().Draw(t, "value")
				pos := diag.Position{File: "f", Line: rapid.IntRange(1, 9).Draw(t, "line"), Column: 1}
				first := n.KeyPos(key)
				n.Set(key, &Node{Kind: String, Value: value, Pos: pos})
				if slices.Contains(keys, key) {
					if n.KeyPos(key) != first {
						t.Fatal("Set moved a key")
					}
				} else {
					keys = append(keys, key)
					if n.KeyPos(key) != pos {
						t.Fatal("a new key is nowhere")
					}
				}
				values[key] = value
			},
			"put": func(t *rapid.T) {
				key := fmt.Sprint(rapid.IntRange(0, 40).Draw(t, "key"))
				pos := diag.Position{File: "g", Line: 1, Column: 1}
				n.Put(Member{Key: key, KeyPos: pos, Value: &Node{Kind: String}})
				if n.KeyPos(key) != pos {
					t.Fatal("Put lost the position")
				}
				if !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
				values[key] = ""
			},
			"remove": func(t *rapid.T) {
				key := fmt.Sprint(rapid.IntRange(0, 40).Draw(t, "key"))
				i := slices.Index(keys, key)
				if n.Remove(key) != (i >= 0) {
					t.Fatalf("Remove(%s) is wrong", key)
				}
				if i >= 0 {
					keys = slices.Delete(keys, i, i+1)
					delete(values, key)
				}
			},
			"": func(t *rapid.T) {
				for _, m := range []*Node{n, n.Clone()} {
					if !slices.Equal(m.Keys(), keys) || m.Len() != len(keys) {
						t.Fatalf("keys %q, want %q", m.Keys(), keys)
					}
					for i := range 41 {
						key := fmt.Sprint(i)
						want, ok := values[key]
						if got, found := m.Get(key).Text(); got != want || found != ok {
							t.Fatalf("%s is %q, %v; want %q, %v", key, got, found, want, ok)
						}
					}
				}
			},
		})
	})
}

func TestSequenceEdits(t *testing.T) {
	n := &Node{Kind: Sequence}
	n.Append(&Node{Kind: Number, Value: "1"}, &Node{Kind: Number, Value: "2"})
	n.Append(&Node{Kind: Number, Value: "3"})
	c := n.Clone()
	if !n.RemoveItem(1) || n.RemoveItem(2) || n.RemoveItem(-1) {
		t.Error("RemoveItem is wrong about what there is")
	}
	c.Items()[0].Value = "9"
	if got, clone := string(n.AppendJSON(nil)), string(c.AppendJSON(nil)); got != "[1,3]" || clone != "[9,2,3]" {
		t.Errorf("got %s and the clone %s", got, clone)
	}
}

// Nodes made by hand may hold anything and still produce valid JSON.
func TestAppendJSONIsAlwaysValid(t *testing.T) {
	for _, n := range []*Node{
		nil, {}, {Kind: Kind(9)}, {Kind: Bool}, {Kind: Bool, Value: "yes"}, {Kind: Number}, {Kind: Number, Value: "NaN"},
		{Kind: Number, Value: "01"}, {Kind: Number, Value: "1."}, {Kind: Number, Value: "1e"}, {Kind: Number, Value: "-"}, {Kind: Number, Value: "1 "},
		{Kind: String, Value: "\xff\u2028\x00\x7f\"\\"}, {Kind: Sequence, items: []*Node{nil, {Kind: Number, Value: "\xff"}}},
		{Kind: Mapping, members: []Member{{Key: "\xc3", Value: nil}}},
	} {
		if got := n.AppendJSON([]byte("[")); !json.Valid(append(got, ']')) {
			t.Errorf("%+v: %q", n, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		var got string
		if err := json.Unmarshal((&Node{Kind: String, Value: s}).AppendJSON(nil), &got); err != nil {
			t.Fatal(err)
		}
		if want := string([]rune(s)); got != want {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

// Invalid UTF-8 becomes U+FFFD, and an existing U+FFFD stays.
func TestAppendJSONOfBadText(t *testing.T) {
	for value, want := range map[string]string{
		"a\xffb": `"a\ufffdb"`, "\xe4\xb8": `"\ufffd\ufffd"`, "\xed\xa0\x80": `"\ufffd\ufffd\ufffd"`, "a\ufffdb": `"a\ufffdb"`, "é\xff": `"é\ufffd"`,
	} {
		got := string((&Node{Kind: String, Value: value}).AppendJSON(nil))
		if want := strings.ReplaceAll(want, `\ufffd`, "\ufffd"); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

func TestMembersStopsWhenAsked(t *testing.T) {
	doc := mustParse(t, "a.yaml", "a: 1\nb: 2\nc: 3")
	var seen []string
	for m := range doc.Root.Members() {
		seen = append(seen, m.Key+m.Value.Value)
		if m.Key == "b" {
			break
		}
	}
	if !slices.Equal(seen, []string{"a1", "b2"}) {
		t.Errorf("got %q", seen)
	}
}
