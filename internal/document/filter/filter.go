// Package filter reduces a description to selected operations and what they need.
// It works on the tree, so that later stages just see a smaller description;
// everything that remains keeps its position.
package filter

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// Selection selects the operations that any pattern of any list matches. Groups are
// those that become services. A * in a pattern matches any text; in a path it stops
// at a slash, and ** does not.
type Selection struct {
	Tags, Groups, Operations, Paths []diag.Text
}

// Apply keeps the operations that are included and not excluded. An empty include
// includes all; if both are empty, the tree is unchanged.
//
// It also removes path items without operations, components that no operation needs
// (including those that none needed before), and tags that only removed operations
// had. Webhooks stay, with everything that they need.
func Apply(root *document.Node, include, exclude Selection, ds *diag.List) {
	if include.empty() && exclude.empty() {
		return
	}
	operations := list(root)
	if len(operations) == 0 {
		return // an error with or without a filter
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

// operation is what the patterns match.
type operation struct {
	path, method string
	group        string
	ids, tags    []string // at most one operationId
}

// list returns the operations of the API in document order.
func list(root *document.Node) []operation {
	groups := openapi.NewGroups(root)
	var all []operation
	for m := range root.Get("paths").Members() {
		item := pathItem(root, m)
		for o := range openapi.Methods(item) {
			op := operation{
				path: m.Key, method: o.Name,
				group: strings.Join(groups.Of(o.Value), "."), tags: openapi.Tags(o.Value),
			}
			if id, ok := o.Value.Get("operationId").Text(); ok {
				op.ids = []string{id}
			}
			all = append(all, op)
		}
	}
	return all
}

// endpoint identifies an operation.
type endpoint struct{ path, method string }

// choose returns the operations to keep, or nil after an error.
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
		ds.Errorf("nothing-selected", include.pos(), "the filters include no operation").
			Hint = "include more, or remove \"include\" to include all operations"
	case len(kept) == 0:
		ds.Errorf("nothing-selected", exclude.pos(), "the filters exclude every operation").
			Hint = "exclude less"
	default:
		return kept
	}
	return nil
}

// cutPaths returns the paths with the operations to keep. Malformed path items
// stay, so that later stages report them.
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
		cuts := map[*document.Node]bool{}
		for o := range openapi.Methods(item) {
			if kept[endpoint{m.Key, o.Name}] {
				left++
			} else {
				cuts[o.Value] = true
			}
		}
		if left == 0 {
			continue
		}
		part := cutItem(item, cuts)
		if item != m.Value {
			// Another path may refer to the same item and keep other operations of it.
			part = part.Clone()
		}
		m.Value = part
		cut.Put(m)
	}
	return cut
}

// cutItem returns a path item without some of its operations.
func cutItem(item *document.Node, cuts map[*document.Node]bool) *document.Node {
	stays := func(o document.Member) bool { return !cuts[o.Value] }
	part := retain(item, stays)
	for m := range item.Members() {
		if openapi.ChildRole(openapi.PathItem, m.Key) == openapi.OperationMap {
			m.Value = retain(m.Value, stays)
			part.Put(m)
		}
	}
	return part
}

// retain returns a copy of a mapping with some of its members.
func retain(n *document.Node, stays func(document.Member) bool) *document.Node {
	kept := &document.Node{Kind: document.Mapping, Pos: n.Pos}
	for m := range n.Members() {
		if stays(m) {
			kept.Put(m)
		}
	}
	return kept
}

// targetsInPaths returns the targets of references below the paths.
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

// reportLost reports references whose target was removed with its operation.
func reportLost(root *document.Node, targets map[string]diag.Position, ds *diag.List) {
	for ref := range openapi.Refs(root) {
		target, _ := ref.Node.Text()
		pos, known := targets[target]
		if !known || root.At(target) != nil {
			continue
		}
		d := ds.Errorf("filtered-ref", ref.Node.Pos, "%q is part of an operation that is filtered out", target)
		d.Pointer = ref.Pointer()
		d.Hint = "include that operation, or move the target to the components"
		d.Related = []diag.Related{{Pos: pos, Message: "filtered out"}}
	}
}
