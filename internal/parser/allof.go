package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// allOf reads a schema composed of several. If only one of them determines the type, the
// others decorate it; otherwise they are merged.
func (c *schemas) allOf(s source) resolved {
	var parts []source
	for i, member := range s.node.Get("allOf").Items() {
		parts = append(parts, s.member(member, "/allOf"+index(i)))
	}
	own := source{without(s.node, "allOf"), s.pointer, s.path}
	if structural(own.node) || own.node.Get("required").Len() > 0 {
		parts = append(parts, own)
	}
	telling, requiring := splitParts(parts)
	switch {
	case len(telling) == 0:
		return c.describe(own)
	case len(telling) == 1 && len(requiring) == 0 && !c.isHeir(s):
		return c.decorateAll(s, parts, telling[0])
	}
	leaves := c.leaves(append(telling, requiring...))
	if whole, ok := c.covering(telling, leaves); ok && componentName(s.pointer) == "" {
		return c.decorateAll(s, parts, whole)
	}
	r, ok := c.merge(s, leaves)
	if !ok {
		delete(c.done, s.pointer)
		d := c.diags.Warnf("allof-not-merged", s.node.KeyPos("allOf"), "the parts of this allOf have no value in common; read as any JSON value")
		d.Pointer = s.pointer + "/allOf"
		return c.anything(s)
	}
	return c.decorateAll(s, parts, source{pointer: s.pointer}, r)
}

// splitParts returns the parts that determine a type, and those that only require members.
func splitParts(parts []source) (telling, requiring []source) {
	for _, part := range parts {
		names := openapi.Types(part.node)
		switch {
		case structural(part.node), len(names) > 0 && !slices.Contains(names, "object"), part.node.Get("format") != nil:
			telling = append(telling, part)
		case part.node.Get("required").Len() > 0:
			requiring = append(requiring, part)
		}
	}
	return telling, requiring
}

// decorateAll returns the meaning of one part, or what is given for it, with what the others
// and the schema itself say about it.
func (c *schemas) decorateAll(s source, parts []source, one source, given ...resolved) resolved {
	var r resolved
	if len(given) > 0 {
		r = given[0]
	} else {
		r = c.resolve(one)
	}
	for _, part := range parts {
		if part.pointer != one.pointer && !structural(part.node) {
			r = c.decorate(part, r)
		}
	}
	return c.decorate(s, r)
}

// covering returns the part that all others are parts of, too: a schema and another that
// extends it are the other.
func (c *schemas) covering(parts, leaves []source) (source, bool) {
	for _, part := range slices.Backward(parts) {
		if part.node.Get("$ref") != nil && len(c.leaves([]source{part})) == len(leaves) {
			return part, true
		}
	}
	return source{}, false
}

// leaves follows references and nested allOf to the schemas with keywords of their own, each
// once.
func (c *schemas) leaves(parts []source) []source {
	var found []source
	c.addLeaves(&found, parts, nil)
	return found
}

func (c *schemas) addLeaves(found *[]source, parts []source, seen []string) {
	for _, part := range parts {
		if ref, ok := part.node.Get("$ref").Text(); ok {
			if slices.Contains(seen, ref) {
				d := c.diags.Warnf("schema-cycle", part.node.Pos, "this allOf refers to itself through %s; the part is ignored", ref)
				d.Pointer, d.Hint = part.pointer, "break the chain of $ref and allOf"
				continue
			}
			c.addLeaves(found, []source{c.target(ref, part)}, append(slices.Clone(seen), ref))
			continue
		}
		for i, member := range part.node.Get("allOf").Items() {
			c.addLeaves(found, []source{part.member(member, "/allOf"+index(i))}, seen)
		}
		if !hasLeaf(*found, part.pointer) {
			if part.node.Get("allOf") != nil {
				part.node = without(part.node, "allOf")
			}
			*found = append(*found, part)
		}
	}
}

func hasLeaf(leaves []source, pointer string) bool {
	return slices.ContainsFunc(leaves, func(leaf source) bool { return leaf.pointer == pointer })
}

// leafKey is equal for the same leaves in any order.
func leafKey(leaves []source) string {
	pointers := make([]string, len(leaves))
	for i, leaf := range leaves {
		pointers[i] = leaf.pointer
	}
	slices.Sort(pointers)
	return strings.Join(pointers, " ")
}

// structural reports whether a schema's own keywords determine its type, beyond a
// bare "object".
func structural(n *document.Node) bool {
	for _, key := range []string{"$ref", "allOf", "oneOf", "anyOf", "properties", "items", "enum", "const"} {
		if n.Get(key) != nil {
			return true
		}
	}
	return n.Get("additionalProperties").Len() > 0
}

// without returns a shallow copy of a mapping without some members.
func without(n *document.Node, keys ...string) *document.Node {
	less := &document.Node{Kind: n.Kind, Value: n.Value, Pos: n.Pos}
	for m := range n.Members() {
		if !slices.Contains(keys, m.Key) {
			less.Put(m)
		}
	}
	return less
}

// sameShape reports whether two types have the same values.
func sameShape(a, b *api.Type) bool {
	if a == b {
		return true
	}
	if a.Named() || b.Named() || a.Kind != b.Kind || a.Basic != b.Basic {
		return false
	}
	if a.Elem == nil || b.Elem == nil {
		return a.Elem == b.Elem
	}
	return a.Elem.Nullable == b.Elem.Nullable && sameShape(a.Elem.Type, b.Elem.Type)
}

func shapeName(t *api.Type) string {
	if t.Kind == api.Scalar {
		return t.Basic.String()
	}
	return t.Kind.String()
}
