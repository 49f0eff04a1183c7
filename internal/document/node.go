package document

import (
	"iter"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// Kind is the JSON kind of a node.
type Kind int

const (
	Null Kind = iota
	Bool
	Number
	String
	Mapping
	Sequence
)

// String returns the word that messages use.
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "boolean"
	case Number:
		return "number"
	case String:
		return "string"
	case Mapping:
		return "mapping"
	case Sequence:
		return "sequence"
	default:
		return "kind(" + strconv.Itoa(int(k)) + ")"
	}
}

// Node is a value of an input with its position. All methods that only read work on
// a nil Node, so that callers need not check each step of a path.
//
// A node has one parent: Clone it to add it elsewhere.
type Node struct {
	Kind Kind
	// Value is the text of a scalar: a string unchanged, a number as a JSON literal
	// with every digit of the input, a boolean as "true" or "false".
	Value string
	// Pos is the position of the value. A value copied by an alias keeps its original position.
	Pos diag.Position

	members []Member
	items   []*Node
	// index finds members by key in larger mappings. Only the methods that change a
	// mapping update it, so that concurrent reads are safe.
	index map[string]int
}

// Member is a key of a mapping with its value.
type Member struct {
	Key    string
	KeyPos diag.Position
	Value  *Node
}

// indexFrom is the size from which an index is faster than a linear search.
const indexFrom = 12

// find returns the index of a key among the members, or -1.
func (n *Node) find(key string) int {
	if n == nil || n.Kind != Mapping {
		return -1
	}
	if n.index != nil {
		if i, ok := n.index[key]; ok {
			return i
		}
		return -1
	}
	for i := range n.members {
		if n.members[i].Key == key {
			return i
		}
	}
	return -1
}

// Get returns the value of a key, or nil if there is none.
func (n *Node) Get(key string) *Node {
	if i := n.find(key); i >= 0 {
		return n.members[i].Value
	}
	return nil
}

// KeyPos returns the position of a key, or the zero position.
func (n *Node) KeyPos(key string) diag.Position {
	if i := n.find(key); i >= 0 {
		return n.members[i].KeyPos
	}
	return diag.Position{}
}

// Members returns the members of a mapping in document order. The mapping must
// not be changed during the walk.
func (n *Node) Members() iter.Seq[Member] {
	return func(yield func(Member) bool) {
		if n == nil || n.Kind != Mapping {
			return
		}
		for _, m := range n.members {
			if !yield(m) {
				return
			}
		}
	}
}

// Keys returns the keys of a mapping in document order.
func (n *Node) Keys() []string {
	if n == nil || n.Kind != Mapping {
		return nil
	}
	keys := make([]string, len(n.members))
	for i, m := range n.members {
		keys[i] = m.Key
	}
	return keys
}

// Items returns the items of a sequence. The caller must not change the slice.
func (n *Node) Items() []*Node {
	if n == nil || n.Kind != Sequence {
		return nil
	}
	return n.items
}

// Len returns the number of members or items.
func (n *Node) Len() int {
	switch {
	case n == nil:
		return 0
	case n.Kind == Mapping:
		return len(n.members)
	case n.Kind == Sequence:
		return len(n.items)
	default:
		return 0
	}
}

// Text returns the value of a string. The second result is false for every other kind.
func (n *Node) Text() (string, bool) {
	if n == nil || n.Kind != String {
		return "", false
	}
	return n.Value, true
}

// Bool returns the value of a boolean. The second result is false for every
// other kind.
func (n *Node) Bool() (value, ok bool) {
	if n == nil || n.Kind != Bool {
		return false, false
	}
	return n.Value == "true", true
}
