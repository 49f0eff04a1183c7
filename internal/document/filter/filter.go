// Package filter cuts a description down to the operations that an SDK shall have
// and to what these need. It works on the tree, so that everything after it sees a
// smaller description and nothing else; what stays keeps its position.
package filter

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// Selection chooses operations: those that any pattern of any list matches. The
// groups are those that the services of an SDK are made from. A * in a pattern
// stands for any text; in a path it ends at a slash, and ** does not.
type Selection struct {
	Tags, Groups, Operations, Paths []diag.Text
}

// Apply leaves the operations that are included and not excluded. An empty include
// includes all; if both are empty, the tree is not touched.
//
// With the operations go path items that have none left, components that nothing
// refers to any more, and tags that only they had. A component that nothing
// referred to in the first place goes, too: no operation needs it. Webhooks stay,
// with all that they need.
func Apply(root *document.Node, include, exclude Selection, ds *diag.List) {
	if include.empty() && exclude.empty() {
		return
	}
	operations := list(root)
	if len(operations) == 0 {
		return // which is a fault with or without a filter
	}
	kept := choose(operations, include, exclude, ds)
	if kept == nil {
		return
	}
	tags, targets := tagsInUse(root), targetsInPaths(root)
	root.Set("paths", cutPaths(root, kept))
	pruneComponents(root)
	pruneTags(root, tags)
	reportLost(root, targets, ds)
}

// operation is what operations are chosen by.
type operation struct {
	path, method string
	group        string
	ids, tags    []string // one operationId or none
}

// list returns the operations of the API in document order.
func list(root *document.Node) []operation {
	var all []operation
	for m := range root.Get("paths").Members() {
		item := pathItem(root, m)
		for o := range item.Members() {
			if !slices.Contains(openapi.Methods, o.Key) {
				continue
			}
			op := operation{
				path: m.Key, method: o.Key,
				group: strings.Join(openapi.Group(o.Value), "."), tags: openapi.Tags(o.Value),
			}
			if id, ok := o.Value.Get("operationId").Text(); ok {
				op.ids = []string{id}
			}
			all = append(all, op)
		}
	}
	return all
}

// endpoint names an operation by what no two operations share.
type endpoint struct{ path, method string }

// choose returns the operations that stay, or nil after an error.
func choose(operations []operation, include, exclude Selection, ds *diag.List) map[endpoint]bool {
	included, excluded := include.match(operations, ds), exclude.match(operations, ds)
	anyIncluded := false
	kept := make(map[endpoint]bool)
	for i, op := range operations {
		if !include.empty() && !included[i] {
			continue
		}
		anyIncluded = true
		if !excluded[i] {
			kept[endpoint{op.path, op.method}] = true
		}
	}
	switch {
	case !anyIncluded:
		ds.Errorf("nothing-selected", include.pos(), "no operation is included").
			Hint = "include more; without anything to include, all operations are"
	case len(kept) == 0:
		ds.Errorf("nothing-selected", exclude.pos(), "every operation is excluded").
			Hint = "exclude less"
	default:
		return kept
	}
	return nil
}

// cutPaths returns the paths with the operations that stay. What cannot be read
// as a path item stays as well, so that its fault is reported.
func cutPaths(root *document.Node, kept map[endpoint]bool) *document.Node {
	paths := root.Get("paths")
	cut := &document.Node{Kind: document.Mapping, Pos: paths.Pos}
	for m := range paths.Members() {
		item := pathItem(root, m)
		if item == nil {
			cut.Put(m)
			continue
		}
		left := 0
		stays := func(o document.Member) bool {
			if !slices.Contains(openapi.Methods, o.Key) {
				return true
			}
			if !kept[endpoint{m.Key, o.Key}] {
				return false
			}
			left++
			return true
		}
		part := retain(item, stays)
		if left == 0 {
			continue
		}
		if item != m.Value {
			// Another path may keep other operations of the item that both refer to.
			part = part.Clone()
		}
		m.Value = part
		cut.Put(m)
	}
	return cut
}

// retain returns a mapping with those members of another that stay.
func retain(n *document.Node, stays func(document.Member) bool) *document.Node {
	kept := &document.Node{Kind: document.Mapping, Pos: n.Pos}
	for m := range n.Members() {
		if stays(m) {
			kept.Put(m)
		}
	}
	return kept
}

// targetsInPaths returns the places below the paths that references lead to.
func targetsInPaths(root *document.Node) map[string]diag.Position {
	targets := make(map[string]diag.Position)
	for ref := range openapi.Refs(root) {
		target, _ := ref.Node.Text()
		if segments, _ := document.Segments(target); len(segments) < 2 || segments[0] != "paths" {
			continue
		}
		if n := root.At(target); n != nil {
			targets[target] = n.Pos
		}
	}
	return targets
}

// reportLost reports the references that led to a place below the paths which is
// gone with its operation.
func reportLost(root *document.Node, targets map[string]diag.Position, ds *diag.List) {
	for ref := range openapi.Refs(root) {
		target, _ := ref.Node.Text()
		pos, known := targets[target]
		if !known || root.At(target) != nil {
			continue
		}
		d := ds.Errorf("filtered-ref", ref.Node.Pos, "%q is part of an operation that is filtered out", target)
		d.Pointer = ref.Pointer()
		d.Hint = "include that operation, too, or move what both need to the components"
		d.Related = []diag.Related{{Pos: pos, Message: "this is filtered out"}}
	}
}
