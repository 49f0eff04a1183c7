package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// object reads a schema of type object: a structure if it declares properties, else
// a map or a free-form object.
func (c *schemas) object(s source) resolved {
	if s.node.Get("properties").Len() > 0 {
		return c.structure(s, []source{s})
	}
	members := s.node.Get("additionalProperties")
	if members.Len() == 0 {
		return c.plain(s, &api.Type{Kind: api.Free, Ref: s.pointer, Undeclared: undeclared(s.node)})
	}
	t := &api.Type{Kind: api.Map, Ref: s.pointer, Undeclared: undeclared(s.node)}
	r := c.plain(s, t)
	c.done[s.pointer] = r
	if bound(s.node, "minProperties", 0) > 0 {
		c.filled = append(c.filled, t)
	}
	elem := c.resolve(s.member(members, "/additionalProperties", "Value")).item()
	if elem.Type.Kind == api.Any {
		t.Kind = api.Free
		return r
	}
	t.Elem = &elem
	c.nameCycle(s, t)
	return r
}

// undeclared returns what a schema says of members that it does not declare.
func undeclared(n *document.Node) api.Undeclared {
	if n.Get("patternProperties").Len() > 0 {
		return api.UndeclaredAdmitted
	}
	members := n.Get("additionalProperties")
	if admitted, ok := members.Bool(); ok && !admitted {
		return api.UndeclaredRefused
	}
	if members != nil && members.Len() == 0 { // true, or a schema that admits everything
		return api.UndeclaredAdmitted
	}
	return api.UndeclaredUnsaid
}

// undeclaredOf is undeclared for the parts of one object. A part that is closed would refuse
// the members of the others, which nobody means, so that only an object of one part is closed.
func undeclaredOf(parts []source) api.Undeclared {
	if len(parts) == 1 {
		return undeclared(parts[0].node)
	}
	for _, part := range parts {
		if undeclared(part.node) == api.UndeclaredAdmitted {
			return api.UndeclaredAdmitted
		}
	}
	return api.UndeclaredUnsaid
}

// property is a declared property and the schema that declares it.
type property struct {
	name string
	source
	// said are later declarations without a type.
	said []source
}

// structure declares an object with the properties of all parts. It adds the type
// to c.done before resolving its fields, so that recursive objects terminate.
func (c *schemas) structure(s source, parts []source) resolved {
	t := &api.Type{Kind: api.Object, Ref: s.pointer, Undeclared: undeclaredOf(parts)}
	c.declare(s, t)
	r := c.plain(s, t)
	c.done[s.pointer] = r

	required := map[string]bool{}
	var properties []property
	var members *source
	for _, part := range parts {
		for _, name := range part.node.Get("required").Items() {
			required[name.Value] = true
		}
		for m := range part.node.Get("properties").Members() {
			declared := property{name: m.Key, source: part.member(m.Value, "/properties/"+document.EscapePointer(m.Key), m.Key)}
			properties = c.addProperty(properties, declared)
		}
		if extra := part.node.Get("additionalProperties"); extra.Len() > 0 {
			member := part.member(extra, "/additionalProperties", "Value")
			members = &member
		}
	}
	for _, p := range properties {
		if ignored, _ := p.node.Get("x-speakeasy-ignore").Bool(); ignored {
			t.Undeclared = api.UndeclaredAdmitted // this one is
			continue
		}
		value := c.resolve(p.source)
		for _, said := range p.said {
			value = c.decorate(said, value)
		}
		t.Fields = append(t.Fields, &api.Field{Name: p.name, Use: value.property(required[p.name]), Doc: value.doc, Pointer: p.pointer, Pos: value.pos})
	}
	if members != nil {
		if elem := c.resolve(*members).item(); elem.Type.Kind != api.Any {
			t.Elem = &elem
		}
	}
	c.warnUndeclared(s, parts, t)
	return r
}

// addProperty adds a property. A redeclaration in a later part of an allOf replaces
// the earlier one, as it is narrower.
func (c *schemas) addProperty(properties []property, p property) []property {
	i := slices.IndexFunc(properties, func(q property) bool { return q.name == p.name })
	if i < 0 {
		return append(properties, p)
	}
	if !structural(p.node) && len(openapi.Types(p.node)) == 0 {
		properties[i].said = append(properties[i].said, p.source)
		return properties
	}
	earlier := properties[i]
	if was, is := c.resolve(earlier.source), c.resolve(p.source); !sameShape(was.typ, is.typ) {
		d := c.diags.Warnf("allof-conflict", p.node.Pos, "the property %q is declared as %s here and as %s by an earlier part of the allOf; using this one",
			p.name, shapeName(is.typ), shapeName(was.typ))
		d.Pointer = p.pointer
	}
	properties[i] = p
	return properties
}

// warnUndeclared reports required names without a property: callers can only set
// them as unknown members.
func (c *schemas) warnUndeclared(s source, parts []source, t *api.Type) {
	for _, part := range parts {
		for _, name := range part.node.Get("required").Items() {
			if !slices.ContainsFunc(t.Fields, func(f *api.Field) bool { return f.Name == name.Value }) {
				c.diags.Warnf("required-undeclared", name.Pos, "%q is required but not declared under \"properties\"", name.Value).Pointer = s.pointer
			}
		}
	}
}

// allOf reads a schema composed of several. If only one of them determines the
// type, the others decorate it; several objects are merged.
func (c *schemas) allOf(s source) resolved {
	var parts []source
	for i, member := range s.node.Get("allOf").Items() {
		parts = append(parts, s.member(member, "/allOf"+index(i)))
	}
	own := source{without(s.node, "allOf"), s.pointer, s.path}
	if structural(own.node) {
		parts = append(parts, own)
	}
	var typed, required []source
	for _, part := range parts {
		if structural(part.node) || len(openapi.Types(part.node)) > 0 && !slices.Contains(openapi.Types(part.node), "object") {
			typed = append(typed, part)
		} else if part.node.Get("required").Len() > 0 {
			required = append(required, part)
		}
	}
	if s.node.Get("required").Len() > 0 {
		required = append(required, own)
	}
	if len(typed) == 0 {
		return c.describe(own)
	}
	if len(typed) == 1 && len(required) == 0 {
		r := c.resolve(typed[0])
		for _, part := range parts {
			if part.pointer != typed[0].pointer {
				r = c.decorate(part, r)
			}
		}
		return c.decorate(s, r)
	}
	flat, ok := c.flatten(append(typed, required...), nil)
	if !ok {
		d := c.diags.Warnf("allof-not-merged", s.node.KeyPos("allOf"), "the parts of this allOf are not all objects; read as any JSON value")
		d.Pointer = s.pointer + "/allOf"
		return c.anything(s)
	}
	return c.structure(s, flat)
}

// flatten follows references and nested allOf to the schemas that declare
// properties. It fails at a part that is not an object.
func (c *schemas) flatten(parts []source, seen []string) ([]source, bool) {
	var flat []source
	for _, part := range parts {
		if ref, ok := part.node.Get("$ref").Text(); ok {
			if slices.Contains(seen, ref) {
				d := c.diags.Errorf("schema-cycle", part.node.Pos, "this allOf refers to itself through %s", ref)
				d.Pointer, d.Hint = part.pointer, "break the chain of $ref and allOf"
				continue
			}
			below, ok := c.flatten([]source{c.target(ref, part)}, append(slices.Clone(seen), ref))
			if !ok {
				return nil, false
			}
			flat = append(flat, below...)
			continue
		}
		for i, member := range part.node.Get("allOf").Items() {
			below, ok := c.flatten([]source{part.member(member, "/allOf"+index(i))}, seen)
			if !ok {
				return nil, false
			}
			flat = append(flat, below...)
		}
		if kinds := c.kindsOf(part.node); len(kinds) > 1 || len(kinds) == 1 && kinds[0] != "object" {
			return nil, false
		}
		if alternatives, _ := c.alternatives(part.node); alternatives != nil {
			return nil, false
		}
		flat = append(flat, part)
	}
	return flat, true
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

// without returns a shallow copy of a mapping without one member.
func without(n *document.Node, key string) *document.Node {
	less := &document.Node{Kind: n.Kind, Value: n.Value, Pos: n.Pos}
	for m := range n.Members() {
		if m.Key != key {
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
