package check

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// settle runs a check repeatedly and cuts the nodes that it finds out of the
// description, until the rest can be read. What dangles as a consequence is not
// reported.
func (c *Checker) settle(check func()) {
	reported := c.diags
	defer func() { c.diags = reported }()
	for first := true; ; first = false {
		found := new(diag.List)
		c.diags = found
		check()
		if len(found.All()) == 0 {
			return
		}
		cut := c.cut(found)
		if first {
			reported.Append(cut)
		}
	}
}

// cut replaces the description with a copy without the nodes of the findings, and
// returns the findings with what became of each node.
func (c *Checker) cut(found *diag.List) *diag.List {
	roles := make(map[string]openapi.Role, len(c.elements))
	for _, el := range c.elements {
		roles[el.Pointer()] = el.Role
	}
	if len(c.cuts) == 0 {
		c.root = c.root.Clone()
	}
	settled := new(diag.List)
	for _, d := range found.All() {
		pointer := d.Pointer
		for pointer != "" && slices.Contains(c.cuts, pointer) {
			pointer, _ = parentOf(pointer) // cutting the node was not enough
		}
		c.cuts = append(c.cuts, pointer)
		became := c.cutAt(pointer, roles, d)
		if d.Severity == diag.Warning {
			d.Message += "; " + became
		}
		settled.Add(d)
	}
	c.elements = slices.Collect(openapi.All(c.root))
	return settled
}

// cutAt cuts out one node, and says what became of it. A required node or an item is
// replaced with an empty one, so that indexes stay valid.
func (c *Checker) cutAt(pointer string, roles map[string]openapi.Role, d diag.Diagnostic) string {
	above, key := parentOf(pointer)
	holder := c.root.At(above)
	role, known := roles[pointer]
	switch {
	case pointer == "":
		*c.root = document.Node{Kind: document.Mapping, Pos: c.root.Pos}
	case known:
		c.replace(holder, key, role, d)
		return fate(role)
	case holder != nil && holder.Kind == document.Sequence:
		return c.cutAt(above, roles, d)
	case key == "$ref" && (isWhole(roles[above]) || isShared(roles[above]) && holder.Len() > 1):
		holder.Remove(key)
		if isShared(roles[above]) {
			break
		}
		return fate(roles[above])
	case key == "$ref":
		return c.cutAt(above, roles, d)
	default:
		holder.Remove(key)
	}
	return "ignored"
}

// isWhole reports whether a node of a role is valid without its reference.
func isWhole(role openapi.Role) bool {
	return slices.Contains([]openapi.Role{openapi.Schema, openapi.MediaType, openapi.Encoding}, role)
}

// isShared reports whether a role may have members of its own beside a reference.
func isShared(role openapi.Role) bool { return role == openapi.PathItem || role == openapi.Operation }

// fate says what becomes of an unreadable node.
func fate(role openapi.Role) string {
	switch role {
	case openapi.Schema, openapi.MediaType:
		return "read as any JSON value"
	case openapi.PathItem:
		return "path left out"
	case openapi.Operation:
		return "operation left out"
	case openapi.RequestBody:
		return "operations with this body are left out"
	case openapi.Response:
		return "read as a response without content"
	case openapi.Parameter:
		return "parameter ignored"
	}
	return "ignored"
}

// replace sets the minimal valid node of a role at a key or an index.
func (c *Checker) replace(holder *document.Node, key string, role openapi.Role, d diag.Diagnostic) {
	n := holder.At("/" + document.EscapePointer(key))
	if n == nil {
		return // inside a node that was cut before
	}
	least := leastNode(role, n.Pos)
	if role == openapi.Parameter {
		least.Set("x-speakeasy-ignore", &document.Node{Kind: document.Bool, Value: "true", Pos: n.Pos})
	}
	*n = *least
	c.replaced[n] = d
}

func parentOf(pointer string) (above, key string) {
	segments, _ := document.Segments(pointer)
	if len(segments) == 0 {
		return "", ""
	}
	last := len(segments) - 1
	return document.Pointer(segments[:last]...), segments[last]
}

// Root returns the description, or what can be read of it after Structure.
func (c *Checker) Root() *document.Node { return c.root }

// Replaced returns the finding because of which a node was replaced with an empty one.
func (c *Checker) Replaced(n *document.Node) (diag.Diagnostic, bool) {
	d, ok := c.replaced[n]
	return d, ok
}

// Explains reports whether a finding may only be due to what was cut out.
func (c *Checker) Explains(d diag.Diagnostic) bool {
	path, _ := document.Segments(strings.TrimPrefix(d.Pointer, "#"))
	item := document.Pointer(path[:min(len(path), 2)]...)
	return slices.ContainsFunc(c.cuts, func(cut string) bool {
		if d.Code == "missing-path-parameter" { // it may be the one that was cut out
			return strings.HasPrefix(cut, "/components/parameters") || strings.HasPrefix(cut, item+"/") && strings.Contains(cut, "/parameters")
		}
		return cut == "" || d.Pointer == cut || d.Pointer+"/$ref" == cut || strings.HasPrefix(d.Pointer, cut+"/")
	})
}
