package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
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

// property is a property and the schemas that declare it.
type property struct {
	name    string
	sources []source
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
	var members []source
	for _, part := range parts {
		for _, name := range part.node.Get("required").Items() {
			required[name.Value] = true
		}
		for m := range part.node.Get("properties").Members() {
			declared := part.member(m.Value, "/properties/"+document.EscapePointer(m.Key), m.Key)
			properties = addProperty(properties, m.Key, declared)
		}
		if extra := part.node.Get("additionalProperties"); extra.Len() > 0 {
			members = append(members, part.member(extra, "/additionalProperties", "Value"))
		}
	}
	for _, p := range properties {
		last := p.principal()
		if ignored, _ := last.node.Get("x-speakeasy-ignore").Bool(); ignored {
			t.Undeclared = api.UndeclaredAdmitted // this one is
			continue
		}
		at := source{last.node, s.pointer + "#" + document.EscapePointer(p.name), append(slices.Clone(s.path), p.name)}
		value := c.both(at, p.sources)
		t.Fields = append(t.Fields, &api.Field{Name: p.name, Called: p.called(value.typ), Use: value.property(required[p.name]), Doc: value.doc, Pointer: last.pointer, Pos: value.pos})
	}
	if len(members) > 0 {
		at := source{members[len(members)-1].node, s.pointer + "#additionalProperties", append(slices.Clone(s.path), "Value")}
		if elem := c.both(at, members).item(); elem.Type.Kind != api.Any {
			t.Elem = &elem
		}
	}
	c.warnUndeclared(s, parts, t)
	return r
}

// principal returns the last declaration that determines a type, or else the first.
func (p property) principal() source {
	if telling, _ := splitParts(p.sources); len(telling) > 0 {
		return telling[len(telling)-1]
	}
	return p.sources[0]
}

// called returns the name that the description overrides the property's with. An override
// at an inline object or enum is the name of its type.
func (p property) called(t *api.Type) string {
	for _, declared := range slices.Backward(p.sources) {
		if name := nameOverride(declared.node); name != "" && !(t.Named() && t.Ref == declared.pointer) {
			return name
		}
	}
	return ""
}

// addProperty adds a declaration of a property.
func addProperty(properties []property, name string, declared source) []property {
	i := slices.IndexFunc(properties, func(q property) bool { return q.name == name })
	if i < 0 {
		return append(properties, property{name, []source{declared}})
	}
	properties[i].sources = append(properties[i].sources, declared)
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
