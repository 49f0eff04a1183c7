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
		var above *Place // most places have no children, and need no copy for them
		child := func(node *document.Node, role Role, key string, index int) bool {
			if role == NoRole {
				return true
			}
			if above == nil {
				above = &Place{pl.Node, pl.Role, pl.above, pl.key, pl.index}
			}
			return yield(Place{node, role, above, key, index})
		}
		for m := range pl.Node.Members() {
			if !child(m.Value, ChildRole(pl.Role, m.Key), m.Key, 0) {
				return
			}
		}
		for i, item := range pl.Node.Items() {
			if !child(item, ChildRole(pl.Role, ""), "", i) {
				return
			}
		}
	}
}

// Formed reports whether the node is of a kind that its role admits.
func (pl Place) Formed() bool {
	kinds := pl.Role.Kinds()
	return kinds == nil || slices.Contains(kinds, pl.Node.Kind)
}

// All yields every node of a description that has a role, parents first and in
// document order.
func All(root *document.Node) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		walk(Place{Node: root, Role: Root}, yield, func(Role) bool { return true })
	}
}

// AllOperations is All for the operations and what is above them alone, which is
// a small part of a description.
func AllOperations(root *document.Node) iter.Seq[Place] {
	return func(yield func(Place) bool) {
		walk(Place{Node: root, Role: Root}, yield, Role.leadsToOperations)
	}
}

// walk reports whether the caller wants to go on.
func walk(pl Place, yield func(Place) bool, enter func(Role) bool) bool {
	if !yield(pl) {
		return false
	}
	for child := range pl.Children() {
		if enter(child.Role) && !walk(child, yield, enter) {
			return false
		}
	}
	return true
}
