package override

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// MarkSensitive marks the schemas that the targets select by x-sensitive, as the author
// of the description would have.
func MarkSensitive(root *document.Node, targets []diag.Text, ds *diag.List) {
	if len(targets) == 0 {
		return
	}
	a := &applier{root: root, ds: ds}
	a.findSchemas()
	for _, target := range targets {
		for _, m := range a.selected(target, "sensitive-bad-target", "sensitive-no-match", "sensitive-no-schema") {
			m.Node.Set("x-sensitive", &document.Node{Kind: document.Bool, Value: "true", Pos: target.Pos})
		}
	}
}
