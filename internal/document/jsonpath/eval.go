package jsonpath

import "github.com/StackOneHQ/stackone-gen/internal/document"

// evaluator applies queries to one document.
type evaluator struct{ root *document.Node }

// nodes returns what a query selects from the current node. With distinct, a node
// that is selected repeatedly occurs once; the RFC keeps duplicates, which only
// matters for counting.
func (e *evaluator) nodes(q *query, current *location, distinct bool) []*location {
	if !q.relative {
		current = &location{node: e.root}
	}
	at := []*location{current}
	for _, s := range q.segments {
		at = e.segment(s, at, distinct)
	}
	return at
}

func (e *evaluator) segment(s segment, at []*location, distinct bool) []*location {
	var found []*location
	for _, l := range at {
		if s.descendant {
			found = e.descend(s, l, found)
		} else {
			found = e.children(s, l, found)
		}
	}
	if distinct && (s.descendant || len(s.selectors) > 1) {
		return dropRepeated(found)
	}
	return found
}

func dropRepeated(found []*location) []*location {
	seen := make(map[*document.Node]bool, len(found))
	kept := found[:0]
	for _, l := range found {
		if !seen[l.node] {
			seen[l.node] = true
			kept = append(kept, l)
		}
	}
	return kept
}

// descend applies the selectors to a node and to all nodes below it.
func (e *evaluator) descend(s segment, l *location, found []*location) []*location {
	found = e.children(s, l, found)
	eachChild(l, func(child *location) {
		if child.node.Len() > 0 {
			found = e.descend(s, child, found)
		}
	})
	return found
}

func (e *evaluator) children(s segment, l *location, found []*location) []*location {
	for _, sel := range s.selectors {
		found = e.selected(sel, l, found)
	}
	return found
}

func eachChild(l *location, visit func(*location)) {
	for m := range l.node.Members() {
		visit(&location{node: m.Value, up: l, key: m.Key})
	}
	for i, item := range l.node.Items() {
		visit(&location{node: item, up: l, index: i})
	}
}

func (e *evaluator) selected(s selector, l *location, found []*location) []*location {
	switch s.kind {
	case nameSelector:
		if n := l.node.Get(s.name); n != nil {
			found = append(found, &location{node: n, up: l, key: s.name})
		}
	case wildcardSelector:
		eachChild(l, func(child *location) { found = append(found, child) })
	case filterSelector:
		eachChild(l, func(child *location) {
			if s.filter.holds(e, child) {
				found = append(found, child)
			}
		})
	case indexSelector:
		if i, ok := itemIndex(*s.start, l.node); ok {
			found = append(found, &location{node: l.node.Items()[i], up: l, index: i})
		}
	case sliceSelector:
		for _, i := range sliceIndexes(s, len(l.node.Items())) {
			found = append(found, &location{node: l.node.Items()[i], up: l, index: i})
		}
	}
	return found
}

// itemIndex resolves a negative index and reports whether the item exists.
func itemIndex(i int64, n *document.Node) (int, bool) {
	length := int64(len(n.Items()))
	if i < 0 {
		i += length
	}
	return int(i), 0 <= i && i < length
}

// sliceIndexes returns the indexes that a slice selects, in its own order.
func sliceIndexes(s selector, size int) []int {
	length, step := int64(size), int64(1)
	if s.step != nil {
		step = *s.step
	}
	bound := func(given *int64, missing int64) int64 {
		if given == nil {
			return missing
		}
		i := *given
		if i < 0 {
			i += length
		}
		if step < 0 {
			return min(max(i, -1), length-1)
		}
		return min(max(i, 0), length)
	}
	var indexes []int
	switch {
	case step > 0:
		for i := bound(s.start, 0); i < bound(s.end, length); i += step {
			indexes = append(indexes, int(i))
		}
	case step < 0:
		for i := bound(s.start, length-1); i > bound(s.end, -1); i += step {
			indexes = append(indexes, int(i))
		}
	}
	return indexes
}
