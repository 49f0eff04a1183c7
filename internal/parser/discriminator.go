package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// tagged is a discriminator: its property, and the values that select each variant
// or the schema at a pointer.
type tagged struct {
	property     string
	alternatives [][]string
	mapped       []bool // the variants that the mapping itself names
	values       map[string][]string
	fallback     string // the schema of objects that no value selects; empty if there is none
}

func (c *schemas) discriminator(s source, alternatives []source) *tagged {
	d := s.node.Get("discriminator")
	name, ok := d.Get("propertyName").Text()
	if !ok {
		return nil
	}
	t := &tagged{property: name, values: map[string][]string{}}
	for m := range d.Get("mapping").Members() {
		target := openapi.MappingTarget(c.root, m.Value)
		t.values[target] = append(t.values[target], m.Key)
	}
	if fallback := d.Get("defaultMapping"); fallback != nil {
		t.fallback = openapi.MappingTarget(c.root, fallback)
	}
	for _, alternative := range alternatives {
		ref, _ := alternative.node.Get("$ref").Text()
		tags := t.values[openapi.Target(c.root, ref)]
		t.mapped = append(t.mapped, tags != nil)
		if name := componentName(ref); name != "" && tags == nil {
			tags = []string{name}
		}
		t.alternatives = append(t.alternatives, tags)
	}
	return t
}

// innerTags returns the discriminator of a union without its own: that of the
// unions among its variants, if they agree.
func innerTags(variants []resolved) *tagged {
	var t *tagged
	for _, v := range variants {
		if v.typ.Kind != api.Union || v.typ.Discriminator == "" {
			continue
		}
		if t != nil && t.property != v.typ.Discriminator {
			return nil
		}
		t = &tagged{property: v.typ.Discriminator}
	}
	return t
}

// of returns the values that select a variant.
func (t *tagged) of(i int) []string {
	if t == nil || i >= len(t.alternatives) {
		return nil
	}
	return t.alternatives[i]
}

// chooses reports whether the mapping selects a nested union as a whole, which
// distinguishes its own variants by something else. The nested union is then a
// variant itself.
func (t *tagged) chooses(i int, union *api.Type) bool {
	if t == nil || i >= len(t.mapped) || !t.mapped[i] || union.Discriminator == t.property {
		return false
	}
	return !slices.ContainsFunc(union.Variants, func(v *api.Variant) bool { return t.values[v.Type.Ref] != nil })
}

// warnUnchosen reports the values that the mapping has for a nested union whose
// variants have other values.
func (c *schemas) warnUnchosen(s source, t *tagged, i int, union *api.Type) {
	if t == nil || i >= len(t.mapped) || !t.mapped[i] {
		return
	}
	for _, tag := range t.alternatives[i] {
		if slices.ContainsFunc(union.Variants, func(v *api.Variant) bool { return slices.Contains(t.within(union, v), tag) }) {
			continue
		}
		d := c.diags.Warnf("unused-mapping", s.node.Get("discriminator").Get("mapping").Get(tag).Pos, "%q maps to a union whose variants have other values of %q", tag, t.property)
		d.Pointer = s.pointer + "/discriminator" + document.Pointer("mapping", tag)
		d.Hint = "map it to one of the variants"
	}
}

// within returns the values that select a variant of a nested union.
func (t *tagged) within(union *api.Type, v *api.Variant) []string {
	switch {
	case t == nil:
		return nil
	case t.values[v.Type.Ref] != nil:
		return t.values[v.Type.Ref]
	case union.Discriminator == t.property:
		return v.Tags
	}
	return nil
}
