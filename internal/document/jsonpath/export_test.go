package jsonpath

import "github.com/StackOneHQ/stackone-gen/internal/document"

// List returns the node list of RFC 9535, where a node stands as often and in
// the order as the selectors have it. Select is what the generator needs.
func (p *Path) List(root *document.Node) []Match {
	e := &evaluator{root: root}
	return matchesOf(e.nodes(p.query, &location{node: root}, false))
}
