package document

import (
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func TestLocate(t *testing.T) {
	a, b := mustParse(t, "a.yaml", "x:\n  y: [1, {z/: 2}]\n").Root, mustParse(t, "b.yaml", "k: v\n").Root
	ds := new(diag.List)
	at := func(file string, line, column int) {
		ds.Errorf("x", diag.Position{File: file, Line: line, Column: column}, "x")
	}
	at("a.yaml", 1, 1)  // the whole, which begins with its first key
	at("a.yaml", 2, 3)  // so does the mapping under x
	at("a.yaml", 2, 7)  // an item
	at("a.yaml", 2, 11) // a key
	at("a.yaml", 2, 15) // its value
	at("a.yaml", 9, 9)  // nothing
	at("b.yaml", 1, 4)  // in the second tree
	at("b.yaml", 0, 0)  // the whole file
	ds.Errorf("x", diag.Position{File: "b.yaml", Line: 1, Column: 4}, "y").Pointer = "/given"
	Locate(ds, a, nil, b)
	var got []string
	for _, d := range ds.All() {
		got = append(got, d.Pos.String()+" "+d.Pointer)
	}
	want := []string{
		"a.yaml:1:1 ", "a.yaml:2:3 /x", "a.yaml:2:7 /x/y/0", "a.yaml:2:11 /x/y/1/z~1", "a.yaml:2:15 /x/y/1/z~1", "a.yaml:9:9 ",
		"b.yaml ", "b.yaml:1:4 /k", "b.yaml:1:4 /given",
	}
	if len(got) != len(want) {
		t.Fatalf("got %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %q, want %q", got[i], want[i])
		}
	}
}
