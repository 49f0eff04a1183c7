package document

import (
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// Locate sets the JSON pointers of diagnostics that have only a position, from the
// first tree with a node there. Where a mapping starts with its first key, it takes
// the mapping.
func Locate(ds *diag.List, roots ...*Node) {
	l := locator{wanted: ds.Unlocated(), found: map[diag.Position]string{}}
	for _, root := range roots {
		if len(l.found) < len(l.wanted) {
			l.at(root, root.pos())
		}
	}
	ds.Locate(l.found)
}

func (n *Node) pos() diag.Position {
	if n == nil {
		return diag.Position{}
	}
	return n.Pos
}

type locator struct {
	wanted map[diag.Position]bool
	found  map[diag.Position]string
	path   []string
}

// at visits a node whose key is at a position.
func (l *locator) at(n *Node, key diag.Position) {
	for _, pos := range []diag.Position{key, n.pos()} {
		if _, known := l.found[pos]; !known && l.wanted[pos] {
			l.found[pos] = Pointer(l.path...)
		}
	}
	for m := range n.Members() {
		l.path = append(l.path, m.Key)
		l.at(m.Value, m.KeyPos)
		l.path = l.path[:len(l.path)-1]
	}
	for i, item := range n.Items() {
		l.path = append(l.path, strconv.Itoa(i))
		l.at(item, item.pos())
		l.path = l.path[:len(l.path)-1]
	}
}
