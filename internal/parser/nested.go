package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// openUnion is a union with variants that are unions whose own variants were not known
// yet when it was read, because they contain it.
type openUnion struct {
	source
	tags  *tagged
	index map[*api.Type]int // of the alternative that the unfinished union comes from
}

// addVariant adds the variant of the alternative i to a union. A union is replaced by its
// own variants, unless the discriminator chooses it as a whole. The union itself adds
// nothing to what it admits.
func (c *schemas) addVariant(t *api.Type, i int, v *api.Variant, open *openUnion) {
	if v.Type == t {
		return
	}
	if _, unfinished := c.unfinished[v.Type]; unfinished {
		open.index[v.Type] = i
	} else if v.Type.Kind == api.Union && !open.tags.chooses(i, v.Type) {
		for _, inner := range v.Type.Variants {
			c.addVariant(t, i, c.within(open.tags, v.Type, inner), open)
		}
		c.warnUnchosen(open.source, open.tags, i, v.Type)
		return
	}
	t.Variants = append(t.Variants, v)
}

// closeUnions replaces unions among the variants of the open unions by their own variants,
// now that all are known.
func (c *schemas) closeUnions() {
	for _, t := range slices.Clone(c.types) {
		c.closeUnion(t)
	}
	for changed := true; changed; {
		changed = false
		for t := range c.openUnions {
			if t.Kind == api.Union && slices.ContainsFunc(t.Variants, func(v *api.Variant) bool { return v.Type.Kind == api.Any }) {
				c.forget(t)
				changed = true
			}
		}
	}
}

func (c *schemas) closeUnion(t *api.Type) {
	open := c.openUnions[t]
	if open == nil || open.index == nil {
		return
	}
	index := open.index
	open.index = nil // closed, or being so
	variants := t.Variants
	t.Variants = nil
	for _, v := range variants {
		i, wasUnfinished := index[v.Type]
		if wasUnfinished {
			c.closeUnion(v.Type)
		}
		if wasUnfinished && v.Type.Kind == api.Union && !open.tags.chooses(i, v.Type) {
			c.inline(t, i, v.Type, open)
			continue
		}
		t.Variants = append(t.Variants, v)
	}
	t.Variants = c.mergeVariants(t.Variants)
	if len(t.Variants) == 0 || admitsEverything(t.Variants) {
		c.forget(t)
	}
}

// inline adds the variants of a union to those of t.
func (c *schemas) inline(t *api.Type, i int, union *api.Type, open *openUnion) {
	for _, inner := range union.Variants {
		if inner.Type != t {
			t.Variants = append(t.Variants, c.within(open.tags, union, inner))
		}
	}
	c.warnUnchosen(open.source, open.tags, i, union)
}

// forget turns a declared union into any value.
func (c *schemas) forget(t *api.Type) {
	t.Kind, t.Variants, t.Path, t.Component, t.Discriminator = api.Any, nil, nil, false, ""
	c.types = slices.DeleteFunc(c.types, func(other *api.Type) bool { return other == t })
}
