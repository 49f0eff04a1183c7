package check

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// settle runs a check repeatedly and cuts unreadable nodes out of the description,
// until the rest can be read. References that dangle as a consequence are not
// reported.
func (c *Checker) settle(check func()) {
	reported := c.diags
	defer func() { c.diags = reported }()
	for first := true; ; first = false {
		found := new(diag.List)
		c.diags = found
		check()
		if first {
			reported.Append(found)
		}
		if !found.HasErrors() {
			return
		}
		c.cut(found)
	}
}

// cut replaces the description with a copy without the nodes that have errors.
func (c *Checker) cut(found *diag.List) {
	roles := make(map[string]openapi.Role, len(c.elements))
	for _, el := range c.elements {
		roles[el.Pointer()] = el.Role
	}
	if len(c.cuts) == 0 {
		c.root = c.root.Clone()
	}
	for _, d := range found.All() {
		if d.Severity != diag.Error {
			continue
		}
		pointer := d.Pointer
		for pointer != "" && slices.Contains(c.cuts, pointer) {
			pointer, _ = parentOf(pointer) // cutting the node was not enough
		}
		c.cuts = append(c.cuts, pointer)
		cutAt(c.root, pointer, roles)
	}
	c.elements = slices.Collect(openapi.All(c.root))
}

// cutAt cuts out one node. A required node or an item is replaced with an empty
// one, so that indexes stay valid.
func cutAt(root *document.Node, pointer string, roles map[string]openapi.Role) {
	above, key := parentOf(pointer)
	holder := root.At(above)
	role, known := roles[pointer]
	switch {
	case pointer == "":
		*root = document.Node{Kind: document.Mapping, Pos: root.Pos}
	case known && role != openapi.RequestBody:
		replace(holder, key, role)
	case holder != nil && holder.Kind == document.Sequence:
		cutAt(root, above, roles)
	case key == "$ref" && isWhole(roles[above]):
		holder.Remove(key)
	case key == "$ref":
		cutAt(root, above, roles)
	default:
		holder.Remove(key)
	}
}

// isWhole reports whether a node of a role is valid without its reference.
func isWhole(role openapi.Role) bool {
	return slices.Contains([]openapi.Role{openapi.Schema, openapi.PathItem, openapi.Operation, openapi.MediaType, openapi.Encoding}, role)
}

// replace sets the minimal valid node of a role at a key or an index.
func replace(holder *document.Node, key string, role openapi.Role) {
	n := holder.At("/" + document.EscapePointer(key))
	if n == nil {
		return // inside a node that was cut before
	}
	least := document.Node{Kind: document.Mapping, Pos: n.Pos}
	if kinds := role.Kinds(); len(kinds) > 0 {
		least.Kind = kinds[0]
	}
	if role == openapi.Parameter {
		least.Set("x-speakeasy-ignore", &document.Node{Kind: document.Bool, Value: "true", Pos: n.Pos})
	}
	*n = least
}

func parentOf(pointer string) (above, key string) {
	segments, _ := document.Segments(pointer)
	if len(segments) == 0 {
		return "", ""
	}
	last := len(segments) - 1
	return document.Pointer(segments[:last]...), segments[last]
}

// Whole reports whether nothing had to be cut out of the description.
func (c *Checker) Whole() bool { return len(c.cuts) == 0 }

// Root returns the description, or what can be read of it after Structure.
func (c *Checker) Root() *document.Node { return c.root }

// Explains reports whether a finding of a reader may only be due to what was cut out.
func (c *Checker) Explains(d diag.Diagnostic) bool {
	switch {
	case c.Whole():
		return false
	case d.Severity != diag.Error, d.Code == "no-operations":
		return true
	case d.Code != "missing-path-parameter":
		return false
	}
	path, _ := document.Segments(strings.TrimPrefix(d.Pointer, "#"))
	item := document.Pointer(path[:min(len(path), 2)]...)
	return slices.ContainsFunc(c.cuts, func(cut string) bool {
		return strings.HasPrefix(cut, "/components/parameters") || strings.HasPrefix(cut, item+"/") && strings.Contains(cut, "/parameters")
	})
}
