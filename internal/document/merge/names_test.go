package merge

import (
	"path/filepath"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// A reference may name its own file, alone or beside others.
func TestOwnFile(t *testing.T) {
	const own = `{webhooks: {a: {$ref: "x.yaml#/k"}, b: {$ref: "../d/x.yaml#/k"}, c: {$ref: "#/k"}}, k: {}}`
	for name, docs := range map[string][]*document.Document{
		"alone":  parse(t, "d/x.yaml", own),
		"beside": parse(t, "d/x.yaml", own, "d/y.yaml", `{webhooks: {z: {$ref: "x.yaml#/k"}}}`),
	} {
		var ds diag.List
		root := Merge(docs, nil, &ds)
		if len(ds.All()) > 0 {
			t.Fatalf("%s: %s", name, summary(&ds))
		}
		for hook := range root.Get("webhooks").Members() {
			if ref, _ := hook.Value.Get("$ref").Text(); ref != "#/k" {
				t.Errorf("%s: %s refers to %q", name, hook.Key, ref)
			}
		}
	}
}

// References resolve however the paths of use one of spelled, and rules use
// the names in the configuration.
func TestSpellings(t *testing.T) {
	absolute, err := filepath.Abs("../other/b.yaml")
	if err != nil {
		t.Fatal(err)
	}
	const a = `{webhooks: {x: {$ref: "../other/b.yaml#/k"}}, y: 1}`
	for _, file := range []string{"../other/b.yaml", "../../document/other/./b.yaml", absolute} {
		docs := parse(t, "sub/../../api/a.yaml", a, file, `{k: {}, y: 2}`)
		docs[0].Name, docs[1].Name = "z/a.yaml", "b.yaml"
		var ds diag.List
		rule := Conflict{Component: ruleText("y", 1), Use: ruleText("./z/a.yaml", 2)}
		root := Merge(docs, []Conflict{rule}, &ds)
		if len(ds.All()) > 0 {
			t.Fatalf("%s: %s", file, summary(&ds))
		}
		if got, want := string(root.AppendJSON(nil)), `{"k":{},"y":1,"webhooks":{"x":{"$ref":"#/k"}}}`; got != want {
			t.Errorf("%s: got %s, want %s", file, got, want)
		}
	}
}
