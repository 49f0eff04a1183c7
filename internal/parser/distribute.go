package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// distribute reads a oneOf or anyOf of one leaf beside others: a union whose variants have what
// the other leaves declare, too.
func (c *schemas) distribute(s source, leaves []source, i int, key string) (resolved, bool) {
	leaf := leaves[i]
	rest := slices.Delete(slices.Clone(leaves), i, i+1)
	// What the leaf says beside its alternatives also keeps it from being distributed again.
	rest = append(rest, source{without(leaf.node, key, "discriminator", "title", "description"), leaf.pointer, leaf.path})
	t := &api.Type{Kind: api.Union, Ref: s.pointer}
	null := openapi.AdmitsNull(s.node)
	c.done[s.pointer] = resolved{typ: t, nullable: null, doc: c.doc(s.node), pos: s.node.Pos}
	c.unfinished[t] = false
	var variants []resolved
	var chosen []source
	for j, alternative := range leaf.node.Get(key).Items() {
		if isNull(alternative) {
			continue // the others are no nulls
		}
		from := leaf.member(alternative, "/"+key+index(j), c.variantName(alternative, j))
		at := source{alternative, s.pointer + "#" + key + index(j), append(slices.Clone(s.path), c.variantName(alternative, j))}
		if leaf.pointer == s.pointer {
			at.pointer = from.pointer
		}
		if hasLeaf(c.leaves([]source{from}), leaf.pointer) {
			continue // the schema itself
		}
		variant, ok := c.merge(at, c.leaves(append(slices.Clone(rest), from)))
		if !ok {
			delete(c.done, at.pointer)
			continue // nothing that the others admit
		}
		if ref, ok := alternative.Get("$ref").Text(); ok {
			c.origins[variant.typ] = openapi.Target(c.root, ref)
		}
		variants, chosen = append(variants, variant), append(chosen, from)
	}
	defer delete(c.unfinished, t)
	if len(variants) == 0 {
		delete(c.done, s.pointer)
		return resolved{}, false
	}
	r := c.union(s, t, variants, c.discriminator(c.discriminating(leaves, leaf, s), chosen))
	c.done[s.pointer] = r // which need not be t
	return r, true
}

// discriminating returns the schema whose discriminator chooses among the alternatives of a leaf.
func (c *schemas) discriminating(leaves []source, leaf, s source) source {
	if leaf.node.Get("discriminator") != nil {
		return leaf
	}
	for _, other := range append(slices.Clone(leaves), s) {
		if other.node.Get("discriminator") != nil {
			return other
		}
	}
	return leaf
}
