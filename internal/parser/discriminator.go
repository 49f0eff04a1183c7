package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkDiscriminators reports mappings that lead out of the document, which cannot
// be read, and those that choose a schema that is no alternative.
func checkDiscriminators(root *document.Node, places []openapi.Place, ds *diag.List) {
	for _, pl := range places {
		mapping := pl.Node.Get("discriminator").Get("mapping")
		if pl.Role != openapi.Schema || mapping.Len() == 0 {
			continue
		}
		targets := alternativesOf(root, pl.Node, nil)
		for m := range mapping.Members() {
			text, ok := m.Value.Text()
			if !ok {
				continue // not to be read, as the model says
			}
			pointer := memberPointer(pl, "discriminator") + document.Pointer("mapping", m.Key)
			if !strings.HasPrefix(text, "#") && strings.Contains(text, "/") {
				d := ds.Errorf("external-ref", m.Value.Pos, "%q points outside of the document", text)
				d.Pointer, d.Hint = pointer, "write the name of a schema, or a reference that begins with #"
				continue
			}
			if len(targets) > 0 && !slices.Contains(targets, mappingTarget(root, m.Value)) {
				d := ds.Warnf("unused-mapping", m.Value.Pos, "%q chooses %q, which is none of the alternatives", m.Key, text)
				d.Pointer = pointer
			}
		}
	}
}

// alternativesOf returns the pointers to the schemas that a schema lets choose
// from, with those of the unions among them.
func alternativesOf(root, n *document.Node, found []string) []string {
	for _, keyword := range []string{"oneOf", "anyOf"} {
		for _, alternative := range n.Get(keyword).Items() {
			ref, ok := alternative.Get("$ref").Text()
			if !ok {
				continue
			}
			target := refTarget(root, ref)
			if !slices.Contains(found, target) {
				found = alternativesOf(root, root.At(target), append(found, target))
			}
		}
	}
	return found
}

// tagged is a discriminator: its property, and the values that select each of the
// alternatives, or the schema with a given pointer.
type tagged struct {
	property     string
	alternatives [][]string
	mapped       []bool // the alternatives that the mapping itself names
	values       map[string][]string
}

func (c *schemas) discriminator(s source, alternatives []source) *tagged {
	d := s.node.Get("discriminator")
	name, ok := d.Get("propertyName").Text()
	if !ok {
		return nil
	}
	t := &tagged{property: name, values: map[string][]string{}}
	for m := range d.Get("mapping").Members() {
		target := mappingTarget(c.root, m.Value)
		t.values[target] = append(t.values[target], m.Key)
	}
	for _, alternative := range alternatives {
		ref, _ := alternative.node.Get("$ref").Text()
		tags := t.values[refTarget(c.root, ref)]
		t.mapped = append(t.mapped, tags != nil)
		if name := componentName(ref); name != "" && tags == nil {
			tags = []string{name}
		}
		t.alternatives = append(t.alternatives, tags)
	}
	return t
}

// mappingTarget returns the pointer to the schema that a value of a discriminator's
// mapping means, which may be a bare name.
func mappingTarget(root, value *document.Node) string {
	text, _ := value.Text()
	if !strings.HasPrefix(text, "#") {
		text = schemasPointer + document.EscapePointer(text)
	}
	return refTarget(root, text)
}

// refTarget returns the pointer to the schema that a reference leads to and that is more
// than one itself.
func refTarget(root *document.Node, ref string) string {
	for {
		_, pointer := pointerOf(ref)
		next, ok := root.At(pointer).Get("$ref").Text()
		if !ok {
			return pointer
		}
		ref = next
	}
}

// innerTags is the discriminator of a union without one of its own: that of the
// unions among its variants, if they do not disagree.
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

// of returns the values that select an alternative.
func (t *tagged) of(i int) []string {
	if t == nil || i >= len(t.alternatives) {
		return nil
	}
	return t.alternatives[i]
}

// chooses reports whether the mapping chooses an alternative that is a union as a whole,
// which tells its own variants apart by something else. It is a variant itself then.
func (t *tagged) chooses(i int, union *api.Type) bool {
	if t == nil || i >= len(t.mapped) || !t.mapped[i] || union.Discriminator == t.property {
		return false
	}
	return !slices.ContainsFunc(union.Variants, func(v *api.Variant) bool { return t.values[v.Type.Ref] != nil })
}

// warnUnchosen reports the values that the mapping has for an alternative that is a union,
// where the variants of that are chosen by others.
func (c *schemas) warnUnchosen(s source, t *tagged, i int, union *api.Type) {
	if t == nil || i >= len(t.mapped) || !t.mapped[i] {
		return
	}
	for _, tag := range t.alternatives[i] {
		if slices.ContainsFunc(union.Variants, func(v *api.Variant) bool { return slices.Contains(t.within(union, v), tag) }) {
			continue
		}
		d := c.diags.Warnf("unused-mapping", s.node.Get("discriminator").Get("mapping").Get(tag).Pos, "%q chooses a union whose variants are chosen by other values of %q", tag, t.property)
		d.Pointer = s.pointer + "/discriminator" + document.Pointer("mapping", tag)
		d.Hint = "let it choose one of the variants"
	}
}

// within returns the values that select a variant of a union that is itself an
// alternative.
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
