package parser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// A value of another kind anywhere in a description may be an error, but the rest
// is still read.
func TestReadsOnAfterAnyFault(t *testing.T) {
	t.Parallel()
	odd := []string{`null`, `true`, `7`, `"text"`, `[]`, `["a", null]`, `{}`, `{"$ref": "#/components/schemas/Lost"}`, `{"$ref": "#/paths"}`, `{"$ref": 1}`, `[{"$ref": "x.yaml"}]`}
	for _, name := range []string{"references", "refs-in-data"} {
		data, err := os.ReadFile(filepath.Join("../../testdata", name, "input.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		whole := document.Parse("d.yaml", data, new(diag.List))
		for i, n := range everyNode(whole.Root, nil) {
			for _, value := range odd {
				was := *n
				*n = *document.Parse("odd.json", []byte(`{"odd": `+value+`}`), new(diag.List)).Root.Get("odd")
				before := string(whole.Root.AppendJSON(nil))
				ds := new(diag.List)
				a, sound := Read(whole, DefaultOptions(), ds)
				if sound == ds.HasErrors() || a == nil && sound {
					t.Fatalf("%s, node %d as %s: sound is %v, but %v", name, i, value, sound, ds.Err())
				}
				if string(whole.Root.AppendJSON(nil)) != before {
					t.Fatalf("%s, node %d as %s: the document was changed", name, i, value)
				}
				*n = was
			}
		}
	}
}

func everyNode(n *document.Node, found []*document.Node) []*document.Node {
	found = append(found, n)
	for m := range n.Members() {
		found = everyNode(m.Value, found)
	}
	for _, item := range n.Items() {
		found = everyNode(item, found)
	}
	return found
}
