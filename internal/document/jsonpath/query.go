package jsonpath

import (
	"regexp"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// query is a path from the root ("$") or from the current node of a filter ("@").
type query struct {
	relative bool
	segments []segment
}

type segment struct {
	// descendant segments also apply to all nodes below.
	descendant bool
	selectors  []selector
}

type selectorKind int

const (
	nameSelector selectorKind = iota
	wildcardSelector
	indexSelector
	sliceSelector
	filterSelector
)

type selector struct {
	kind             selectorKind
	offset           int
	name             string
	start, end, step *int64 // start is the index of an index selector
	filter           condition
}

// singular reports whether a query selects at most one node.
func (q *query) singular() bool {
	for _, s := range q.segments {
		if s.descendant || len(s.selectors) != 1 {
			return false
		}
		if kind := s.selectors[0].kind; kind != nameSelector && kind != indexSelector {
			return false
		}
	}
	return true
}

// ordered reports whether a query selects nodes in document order by itself.
func (q *query) ordered() bool {
	for _, s := range q.segments {
		if s.descendant || len(s.selectors) != 1 {
			return false
		}
		if step := s.selectors[0].step; step != nil && *step < 0 {
			return false
		}
	}
	return true
}

// condition is a logical expression of a filter.
type condition interface {
	holds(e *evaluator, current *location) bool
}

type (
	// either is true if one of its conditions is, all if all are.
	either []condition
	all    []condition
	not    struct{ condition }
	// exists is true if its query selects a node.
	exists     struct{ query *query }
	comparison struct {
		operator    string
		left, right operand
	}
	// matches is a call of match or search.
	matches struct {
		text, pattern operand
		whole         bool
		// fixed is the compiled pattern if it is a literal.
		fixed *regexp.Regexp
	}
)

// operand is what a filter compares: a node, which may be nil for nothing at
// all.
type operand interface {
	value(e *evaluator, current *location) *document.Node
}

type (
	literal struct{ node *document.Node }
	// single is a query that selects at most one node.
	single struct{ query *query }
	// lengthOf, countOf and valueOf are calls of the functions of these names.
	lengthOf struct{ of operand }
	countOf  struct{ query *query }
	valueOf  struct{ query *query }
)
