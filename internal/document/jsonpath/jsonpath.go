// Package jsonpath selects nodes of a document by queries of RFC 9535.
//
// It passes the JSONPath compliance test suite. It works on nodes, because callers
// need their positions, parents and order; libraries work on Go maps, which have
// none of these.
package jsonpath

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Path is a query. It may be used by several goroutines at once.
type Path struct {
	text  string
	query *query
}

// Match is a node that a query selected.
type Match struct {
	Node *document.Node
	// Parent is the mapping or sequence that holds the node under Key or at
	// Index; nil for the root.
	Parent  *document.Node
	Key     string
	Index   int
	Pointer string
}

// Error is an error in a query.
type Error struct {
	// Offset is the number of characters before the error.
	Offset  int
	Message string
	// Hint says what to do about it, and may be empty.
	Hint string
}

// Error returns the message and the position of the error in the query.
func (e *Error) Error() string {
	return e.Message + " at character " + strconv.Itoa(e.Offset+1)
}

// Compile reads a query. Its error is an *Error.
//
// Unlike in the RFC, an invalid literal pattern is an error, because it would
// silently select nothing.
func Compile(text string) (*Path, error) {
	p := &parser{text: text}
	q, err := p.path()
	if err != nil {
		return nil, err
	}
	return &Path{text: text, query: q}, nil
}

// String returns the query as it was written.
func (p *Path) String() string { return p.text }

// Select returns the nodes that the query selects, each once and in document
// order, whatever the order of the selectors.
func (p *Path) Select(root *document.Node) []Match {
	if root == nil {
		return nil
	}
	e := &evaluator{root: root}
	found := e.nodes(p.query, &location{node: root}, true)
	if !p.query.ordered() {
		order := documentOrder(root)
		slices.SortFunc(found, func(a, b *location) int { return cmp.Compare(order[a.node], order[b.node]) })
	}
	return matchesOf(found)
}

func matchesOf(found []*location) []Match {
	matches := make([]Match, len(found))
	for i, l := range found {
		matches[i] = Match{Node: l.node, Key: l.key, Index: l.index, Pointer: l.pointer()}
		if l.up != nil {
			matches[i].Parent = l.up.node
		}
	}
	return matches
}

// Missing is a name in a query that does not exist.
type Missing struct {
	Name string
	// Offset is the number of characters before the name.
	Offset int
	// Names lists the names that exist there.
	Names []string
}

// Missing returns the first name of the query that does not exist. It is false for
// a query that selects something or fails for another reason.
func (p *Path) Missing(root *document.Node) (Missing, bool) {
	if root == nil {
		return Missing{}, false
	}
	e := &evaluator{root: root}
	at := []*location{{node: root}}
	for _, s := range p.query.segments {
		next := e.segment(s, at, true)
		if len(next) > 0 {
			at = next
			continue
		}
		if s.descendant || len(s.selectors) != 1 || s.selectors[0].kind != nameSelector {
			return Missing{}, false
		}
		m := Missing{Name: s.selectors[0].name, Offset: utf8.RuneCountInString(p.text[:s.selectors[0].offset])}
		seen := map[string]bool{}
		for _, l := range at {
			for _, key := range l.node.Keys() {
				if !seen[key] {
					seen[key] = true
					m.Names = append(m.Names, key)
				}
			}
		}
		return m, true
	}
	return Missing{}, false
}

// documentOrder numbers the nodes of a tree in document order.
func documentOrder(root *document.Node) map[*document.Node]int {
	order := make(map[*document.Node]int)
	var walk func(n *document.Node)
	walk = func(n *document.Node) {
		order[n] = len(order)
		for m := range n.Members() {
			walk(m.Value)
		}
		for _, item := range n.Items() {
			walk(item)
		}
	}
	walk(root)
	return order
}

// location is a node with its path.
type location struct {
	node  *document.Node
	up    *location
	key   string
	index int
}

func (l *location) pointer() string {
	var segments []string
	for ; l.up != nil; l = l.up {
		if l.up.node.Kind == document.Sequence {
			segments = append(segments, strconv.Itoa(l.index))
		} else {
			segments = append(segments, l.key)
		}
	}
	slices.Reverse(segments)
	return document.Pointer(segments...)
}
