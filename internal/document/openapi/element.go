package openapi

import (
	"iter"
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Element is a node of a description with its role and its path.
type Element struct {
	Node *document.Node
	Role Role

	above *Element
	key   string // in a mapping
	index int    // in a sequence
}

// Pointer returns the JSON pointer of the element. It is computed on demand,
// because few callers need it.
func (el Element) Pointer() string {
	var segments []string
	for at := &el; at.above != nil; at = at.above {
		if at.above.Node.Kind == document.Sequence {
			segments = append(segments, strconv.Itoa(at.index))
		} else {
			segments = append(segments, at.key)
		}
	}
	slices.Reverse(segments)
	return document.Pointer(segments...)
}

// Children yields the members and items of an element that have a role, in document order.
func (el Element) Children() iter.Seq[Element] {
	return func(yield func(Element) bool) {
		if !el.Formed() {
			return
		}
		var above *Element // allocated on demand: most elements have no children
		child := func(node *document.Node, role Role, key string, index int) bool {
			if role == NoRole {
				return true
			}
			if above == nil {
				above = &Element{el.Node, el.Role, el.above, el.key, el.index}
			}
			return yield(Element{node, role, above, key, index})
		}
		for m := range el.Node.Members() {
			if !child(m.Value, ChildRole(el.Role, m.Key), m.Key, 0) {
				return
			}
		}
		for i, item := range el.Node.Items() {
			if !child(item, ChildRole(el.Role, ""), "", i) {
				return
			}
		}
	}
}

// Formed reports whether the node is of a kind that its role allows.
func (el Element) Formed() bool {
	kinds := el.Role.Kinds()
	return kinds == nil || slices.Contains(kinds, el.Node.Kind)
}

// All yields every element of a description in document order, parents first.
func All(root *document.Node) iter.Seq[Element] { return Below(root, Root) }

// Below yields a node that has a role, and every element in it, as All does.
func Below(node *document.Node, role Role) iter.Seq[Element] {
	return func(yield func(Element) bool) {
		walk(Element{Node: node, Role: role}, yield, func(Role) bool { return true })
	}
}

// AllOperations is All limited to operations and their ancestors, a small part of a
// description.
func AllOperations(root *document.Node) iter.Seq[Element] {
	return func(yield func(Element) bool) {
		walk(Element{Node: root, Role: Root}, yield, Role.leadsToOperations)
	}
}

// walk reports whether to go on.
func walk(el Element, yield func(Element) bool, enter func(Role) bool) bool {
	if !yield(el) {
		return false
	}
	for child := range el.Children() {
		if enter(child.Role) && !walk(child, yield, enter) {
			return false
		}
	}
	return true
}
