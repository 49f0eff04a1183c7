package openapi

import (
	"iter"
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Place is a node with its role and the way to it.
type Place struct {
	Node *document.Node
	Role Role

	above *Place
	key   string // in a mapping
	index int    // in a sequence
}

// Pointer returns the JSON pointer of the place. Few places of a walk are asked for
// theirs, so it is made then.
func (pl Place) Pointer() string {
	if pl.above == nil {
		return ""
	}
	if pl.above.Node.Kind == document.Sequence {
		return pl.above.Pointer() + "/" + strconv.Itoa(pl.index)
	}
	return pl.above.Pointer() + "/" + document.EscapePointer(pl.key)
}

// Children yields the members and items of a place that have a role, in document
// order.
func (pl Place) Children() iter.Seq[Place] {
	return func(yield func(Place) bool) {
		if !pl.Formed() {
			return
		}
		switch pl.Node.Kind {
		case document.Mapping:
			for m := range pl.Node.Members() {
				if r := ChildRole(pl.Role, m.Key); r != NoRole {
					if !yield(Place{Node: m.Value, Role: r, above: &pl, key: m.Key}) {
						return
					}
				}
			}
		case document.Sequence:
			r := ChildRole(pl.Role, "")
			if r == NoRole {
				return
			}
			for i, item := range pl.Node.Items() {
				if !yield(Place{Node: item, Role: r, above: &pl, index: i}) {
					return
				}
			}
		}
	}
}

// Formed reports whether the node is of a kind that its role admits.
func (pl Place) Formed() bool {
	kinds, ok := kindsOf[pl.Role]
	return !ok || slices.Contains(kinds, pl.Node.Kind)
}

// Kinds returns the kinds that a node of the role must have; none if any will do.
func (r Role) Kinds() []document.Kind { return kindsOf[r] }

// Walk calls visit for every node of a description that has a role, parents
// first and in document order.
func Walk(root *document.Node, visit func(Place)) {
	walk(Place{Node: root, Role: Root}, visit)
}

func walk(pl Place, visit func(Place)) {
	visit(pl)
	for child := range pl.Children() {
		walk(child, visit)
	}
}
