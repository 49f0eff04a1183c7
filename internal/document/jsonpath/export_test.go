package jsonpath

import "github.com/StackOneHQ/stackone-gen/internal/document"

// List returns the node list of RFC 9535, with duplicates and in the order of the
// selectors. The generator only needs Select.
func (p *Path) List(root *document.Node) []Match {
	e := &evaluator{root: root}
	return matchesOf(e.nodes(p.query, &location{node: root}, false))
}
