package external

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// pair is a comparison that is taken for granted while its parts are compared, since
// schemas may be recursive.
type pair struct{ a, b *document.Node }

// equal reports whether two nodes of files are equal: the same JSON value in any order
// of members, with references to equal targets.
func (r *resolver) equal(a, b *document.Node, role openapi.Role, assumed map[pair]bool) bool {
	if a == b || assumed[pair{a, b}] {
		return true
	}
	if a == nil || b == nil || a.Kind != b.Kind || a.Value != b.Value || a.Len() != b.Len() {
		return false
	}
	if assumed == nil {
		assumed = map[pair]bool{}
	}
	assumed[pair{a, b}] = true
	for m := range a.Members() {
		other := b.Get(m.Key)
		if m.Key == "$ref" && role.Refers() && r.equalRefs(m.Value, other, role, assumed) {
			continue
		}
		if other == nil || !r.equal(m.Value, other, openapi.ChildRole(role, m.Key), assumed) {
			return false
		}
	}
	for i, item := range a.Items() {
		if !r.equal(item, b.Items()[i], openapi.ChildRole(role, ""), assumed) {
			return false
		}
	}
	return true
}

// equalRefs reports whether two references of one role lead to equal targets.
func (r *resolver) equalRefs(a, b *document.Node, role openapi.Role, assumed map[pair]bool) bool {
	to, other := r.destination(a, role), r.destination(b, role)
	return to != nil && other != nil && r.equal(to, other, role, assumed)
}

// destination returns the node at the end of a reference, or nil.
func (r *resolver) destination(ref *document.Node, role openapi.Role) *document.Node {
	if _, ok := ref.Text(); !ok {
		return nil
	}
	end := r.follow(use{ref: ref, role: role})
	switch {
	case end.target != nil:
		return end.target.node
	case end.text != "":
		return r.main.root.At(end.text)
	case ref.Pos.File == r.main.name:
		return r.main.root.At(ref.Value)
	}
	return nil
}

func relatedTo(pos diag.Position, message string) []diag.Related {
	return []diag.Related{{Pos: pos, Message: message}}
}
