package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// base is a schema with a discriminator that others extend by allOf. A value of it is one of
// these.
type base struct {
	discriminating source
	targets        []string // the pointers of the schemas that its values are
}

// base returns what a component schema is the base of; nil if it is none.
func (c *schemas) base(s source) *base {
	if componentName(s.pointer) == "" || s.node.Get("oneOf").Len() > 0 || s.node.Get("anyOf").Len() > 0 {
		return nil
	}
	from, ok := ownDiscriminator(s)
	if !ok {
		return nil
	}
	b := &base{discriminating: from, targets: c.heirs(s.pointer)}
	for m := range from.node.Get("discriminator").Get("mapping").Members() {
		target := openapi.MappingTarget(c.root, m.Value)
		if c.root.At(target) != nil && !slices.Contains(b.targets, target) {
			b.targets = append(b.targets, target)
		}
	}
	if len(b.targets) == 0 || len(b.targets) == 1 && b.targets[0] == s.pointer {
		return nil
	}
	return b
}

// ownDiscriminator returns the schema itself, or the part of its allOf, that has a discriminator.
func ownDiscriminator(s source) (source, bool) {
	if _, ok := s.node.Get("discriminator").Get("propertyName").Text(); ok {
		return s, true
	}
	for i, part := range s.node.Get("allOf").Items() {
		if part.Get("oneOf").Len() > 0 || part.Get("anyOf").Len() > 0 {
			continue
		}
		if _, ok := part.Get("discriminator").Get("propertyName").Text(); ok {
			return s.member(part, "/allOf"+index(i)), true
		}
	}
	return source{}, false
}

// heirs returns the pointers of the component schemas that extend another, directly or not, in
// document order.
func (c *schemas) heirs(pointer string) []string {
	if c.parents == nil {
		c.parents = map[string][]string{}
		for m := range c.root.Get("components").Get("schemas").Members() {
			if !ignored(m.Value) {
				c.parents[openapi.Schemas+document.EscapePointer(m.Key)] = c.parentsOf(m.Value)
			}
		}
	}
	var found []string
	for _, name := range c.root.Get("components").Get("schemas").Keys() {
		if heir := openapi.Schemas + document.EscapePointer(name); heir != pointer && c.extends(heir, pointer, map[string]bool{}) {
			found = append(found, heir)
		}
	}
	return found
}

// parentsOf returns the pointers of the schemas that the allOf of a schema refers to.
func (c *schemas) parentsOf(n *document.Node) []string {
	var parents []string
	for _, part := range n.Get("allOf").Items() {
		if ref, ok := part.Get("$ref").Text(); ok {
			parents = append(parents, openapi.Target(c.root, ref))
			continue
		}
		parents = append(parents, c.parentsOf(part)...)
	}
	return parents
}

// extends reports whether a schema refers to another by the allOf of its own or of those that it
// refers to.
func (c *schemas) extends(heir, pointer string, seen map[string]bool) bool {
	if seen[heir] {
		return false
	}
	seen[heir] = true
	return slices.ContainsFunc(c.parents[heir], func(parent string) bool {
		return parent == pointer || c.extends(parent, pointer, seen)
	})
}

// isHeir reports whether a component schema extends a base, directly or not, and so is a type of
// its own even if it adds nothing. In any other place, a reference to the base means any of its
// heirs.
func (c *schemas) isHeir(s source) bool {
	if componentName(s.pointer) == "" {
		return false
	}
	if c.inherits == nil {
		c.inherits = map[string]bool{}
		for _, name := range c.root.Get("components").Get("schemas").Keys() {
			if base := c.component(name); c.base(base) != nil {
				for _, heir := range c.heirs(base.pointer) {
					c.inherits[heir] = true
				}
			}
		}
	}
	return c.inherits[s.pointer]
}

// inheritance returns the union of the schemas that extend a base. They have the properties of
// the base, since a part of an allOf is read by its keywords.
func (c *schemas) inheritance(s source, b *base) resolved {
	t := &api.Type{Kind: api.Union, Ref: s.pointer}
	c.done[s.pointer] = resolved{typ: t, nullable: openapi.AdmitsNull(s.node), doc: c.doc(s.node), pos: s.node.Pos}
	c.unfinished[t] = false
	var variants []resolved
	var chosen []source
	add := func(pointer string, r resolved) {
		ref := &document.Node{Kind: document.Mapping, Pos: s.node.Pos}
		ref.Set("$ref", &document.Node{Kind: document.String, Value: pointer, Pos: s.node.Pos})
		variants, chosen = append(variants, r), append(chosen, source{ref, s.pointer, s.path})
	}
	for _, target := range b.targets {
		if target != s.pointer {
			add(target, c.resolve(c.target(target, s)))
		}
	}
	if slices.Contains(b.targets, s.pointer) || c.isConcrete(s, b) {
		add(s.pointer, c.bare(s))
	}
	r := c.union(s, t, variants, c.discriminator(b.discriminating, chosen))
	delete(c.unfinished, t)
	return r
}

// bare returns the object that a base is itself.
func (c *schemas) bare(s source) resolved {
	at := source{without(s.node, "allOf", "discriminator"), s.pointer + "#object", append(slices.Clone(s.path), "object")}
	r, ok := c.merge(at, c.leaves([]source{s}))
	if !ok {
		r = c.anything(at)
	}
	c.origins[r.typ] = s.pointer
	return r
}

// isConcrete reports whether a base without a mapping has values of its own: those that its
// property lists and that no heir claims by listing fewer.
func (c *schemas) isConcrete(s source, b *base) bool {
	discriminator := b.discriminating.node.Get("discriminator")
	name, _ := discriminator.Get("propertyName").Text()
	if discriminator.Get("mapping").Len() > 0 {
		return false
	}
	own := c.memberValues(s, name)
	left := slices.Clone(own)
	for _, target := range b.targets {
		if values := c.memberValues(c.target(target, s), name); len(values) < len(own) {
			left = slices.DeleteFunc(left, func(v listed) bool {
				return slices.ContainsFunc(values, func(other listed) bool { return other.Value == v.Value })
			})
		}
	}
	return len(left) > 0
}

// memberValues returns the values that a member of an object lists.
func (c *schemas) memberValues(s source, name string) []listed {
	var parts []source
	for _, leaf := range c.leaves([]source{s}) {
		if n := leaf.node.Get("properties").Get(name); n != nil {
			parts = append(parts, c.leaves([]source{leaf.member(n, "/properties/"+document.EscapePointer(name), name)})...)
		}
	}
	values, _ := c.commonValues(parts)
	return values
}

// warnAlone reports a discriminator that chooses among nothing.
func (c *schemas) warnAlone(s source) {
	if componentName(s.pointer) == "" || s.node.Get("discriminator") == nil {
		return
	}
	for _, leaf := range c.leaves([]source{s}) {
		if alternatives, _ := c.alternatives(leaf.node); alternatives != nil {
			return
		}
	}
	d := c.diags.Warnf("discriminator-without-variants", s.node.KeyPos("discriminator"),
		"a discriminator without oneOf, anyOf or schemas that extend this one has no variants; members of subtypes of %s are kept as unknown members", componentName(s.pointer))
	d.Pointer, d.Hint = s.pointer+"/discriminator", "list the subtypes in a oneOf"
}
