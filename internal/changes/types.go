package changes

import (
	"cmp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// directionOf says where values of a type go.
func directionOf(t *api.Type) direction {
	return direction{request: t.InRequest, response: t.InResponse || t.ErrorBody}
}

// serviceOf names the service that alone uses a type.
func (s Side) serviceOf(t *api.Type) string {
	if t.Owner == nil {
		return ""
	}
	return s.selector(t.Owner)
}

// wireOfType is what a type is known by in the description.
func wireOfType(t *api.Type) string { return cmp.Or(t.Ref, "#union") }

func (c *comparison) compareTypes() {
	kept := map[*api.Type]bool{}
	for _, n := range c.types {
		kept[n] = true
	}
	for _, m := range c.moves {
		for _, n := range m.new {
			kept[n] = true
		}
		t := m.old[0]
		change := Change{Subject: c.old.Names.Type(t), Service: c.old.serviceOf(t), wire: wireOfType(t), Old: t.Pos, New: m.new[0].Pos, Confidence: m.confidence}
		change.Before, change.After = c.old.Names.Type(t), strings.Join(c.newNames(m.new), ", ")
		c.add(m.rule, everywhere, change)
	}
	for _, t := range c.old.API.Types {
		if targets := c.split[t]; targets != nil {
			for _, n := range targets {
				c.compareType(t, n)
			}
			continue
		}
		if n := c.types[t]; n != nil {
			c.compareType(t, n)
			continue
		}
		c.add("type-removed", everywhere, Change{Subject: c.old.Names.Type(t), Service: c.old.serviceOf(t), wire: wireOfType(t), Before: t.Kind.String(), Old: t.Pos})
	}
	for _, n := range c.new.API.Types {
		if !kept[n] {
			c.add("type-added", everywhere, Change{Subject: c.new.Names.Type(n), Service: c.new.serviceOf(n), wire: wireOfType(n), After: n.Kind.String(), New: n.Pos})
		}
	}
}

func (c *comparison) newNames(types []*api.Type) []string {
	var all []string
	for _, t := range types {
		all = append(all, c.new.Names.Type(t))
	}
	return all
}

func (c *comparison) compareType(t, n *api.Type) {
	change := Change{Subject: c.old.Names.Type(t), Service: c.old.serviceOf(t), wire: wireOfType(t), Old: t.Pos, New: n.Pos}
	before, after := made(c.old, t), made(c.new, n)
	if t.Kind != n.Kind || t.Kind == api.Enum && before != after {
		change.Before, change.After = before, after
		c.add("type-kind-changed", directionOf(t), change)
		return
	}
	c.compareText(t.Doc, n.Doc, change)
	switch t.Kind {
	case api.Object:
		c.compareMembers(t, n)
	case api.Enum:
		c.compareValues(t, n)
	case api.Union:
		c.compareVariants(t, n)
	}
	if t.Elem != nil && n.Elem != nil {
		elem := change
		elem.wire += "/items"
		c.comparePlace(place{kind: "member", change: elem, old: *t.Elem, new: *n.Elem, in: directionOf(t),
			oldGo: c.old.Names.GoType(*t.Elem), newGo: c.new.Names.GoType(*n.Elem)})
	}
}

// made says what a type is made of.
func made(s Side, t *api.Type) string {
	if t.Kind == api.Enum {
		return t.Kind.String() + " of " + s.Names.Structure(t)
	}
	return t.Kind.String()
}

// compareMembers compares the properties of two objects.
func (c *comparison) compareMembers(t, n *api.Type) {
	olds, news, in := c.old.Names.Fields(t), c.new.Names.Fields(n), directionOf(t)
	at := func(name string) Change {
		return Change{Service: c.old.serviceOf(t), wire: wireOfType(t) + "/properties/" + name}
	}
	for i, f := range t.Fields {
		change := at(f.Name)
		change.Subject, change.Old, change.New = c.old.Names.Type(t)+"."+olds[i], f.Pos, n.Pos
		g := fieldLike(n, f.Name)
		if g == nil {
			change.Before = olds[i] + " " + c.old.Names.GoType(f.Use)
			c.add("member-removed", in, change)
			continue
		}
		change.New = g.Pos
		if name := news[slices.Index(n.Fields, g)]; name != olds[i] {
			renamed := change
			renamed.Before, renamed.After = olds[i], name
			c.add("member-renamed", in, renamed)
		}
		c.comparePlace(place{kind: "member", change: change, old: f.Use, new: g.Use, in: in, oldDoc: f.Doc, newDoc: g.Doc,
			oldGo: c.old.Names.GoType(f.Use), newGo: c.new.Names.GoType(g.Use)})
		c.compareDeprecation("member-deprecated", f.Doc, g.Doc, change)
		if f.Use.Type.Ref == g.Use.Type.Ref || !f.Use.Type.Named() {
			c.compareText(f.Doc, g.Doc, change)
		}
	}
	for i, g := range n.Fields {
		if fieldLike(t, g.Name) != nil {
			continue
		}
		change := at(g.Name)
		change.Subject, change.New, change.Old = c.old.Names.Type(t)+"."+news[i], g.Pos, t.Pos
		change.After = news[i] + " " + c.new.Names.GoType(g.Use)
		c.add(ruleOfAddedMember(t, g), in, change)
	}
}

// ruleOfAddedMember returns the rule for a member that a type has got. One that requests must
// have is the worst; one that responses may have had before leaves Extras.
func ruleOfAddedMember(t *api.Type, f *api.Field) string {
	in := directionOf(t)
	switch {
	case in.request && f.Use.Required && !f.Doc.ReadOnly && f.Doc.Constant == "":
		return "member-required-added"
	case in.response && !f.Doc.WriteOnly:
		return "member-known"
	}
	return "member-added"
}

// compareValues compares the values of two enums.
func (c *comparison) compareValues(t, n *api.Type) {
	olds, news, in := c.old.Names.Constants(t), c.new.Names.Constants(n), directionOf(t)
	find := func(values []api.EnumValue, text string) int {
		return slices.IndexFunc(values, func(v api.EnumValue) bool { return v.Text == text })
	}
	for i, v := range t.Values {
		change := Change{Subject: olds[i], Service: c.old.serviceOf(t), wire: wireOfType(t) + "/enum/" + v.Text, Old: v.Pos, New: n.Pos}
		j := find(n.Values, v.Text)
		switch {
		case j < 0:
			change.Before = v.Text
			c.add("value-removed", in, change)
		case news[j] != olds[i] && c.old.Names.Type(t) == c.new.Names.Type(n):
			change.Before, change.After, change.New = olds[i], news[j], n.Values[j].Pos
			c.add("value-renamed", in, change)
		}
	}
	for j, v := range n.Values {
		if find(t.Values, v.Text) < 0 {
			c.add("value-added", in, Change{Subject: news[j], Service: c.old.serviceOf(t), wire: wireOfType(t) + "/enum/" + v.Text, After: v.Text, Old: t.Pos, New: v.Pos})
		}
	}
}

// compareVariants compares the alternatives of two unions.
func (c *comparison) compareVariants(t, n *api.Type) {
	olds, news, in := c.old.Names.Variants(t), c.new.Names.Variants(n), directionOf(t)
	change := Change{Service: c.old.serviceOf(t), Old: t.Pos, New: n.Pos}
	kept := map[string]bool{}
	for _, v := range olds {
		at := change
		at.Subject, at.wire, at.Before = v.Maker, wireOfType(t)+" "+v.GoType, v.GoType
		found := false
		for _, w := range news {
			if c.sameGo(v.GoType, w.GoType) && !kept[w.GoType] {
				found, kept[w.GoType] = true, true
				if !slices.Equal(v.Tags, w.Tags) {
					at.Before, at.After = strings.Join(v.Tags, ", "), strings.Join(w.Tags, ", ")
					c.add("discriminator-changed", in, at)
				}
				break
			}
		}
		if !found {
			c.add("variant-removed", in, at)
		}
	}
	for _, w := range news {
		if !kept[w.GoType] {
			at := change
			at.Subject, at.wire, at.After = w.Maker, wireOfType(t)+" "+w.GoType, w.GoType
			c.add("variant-added", in, at)
		}
	}
	if t.Discriminator != n.Discriminator {
		change.Subject, change.wire = c.old.Names.Type(t), wireOfType(t)
		change.Before, change.After = t.Discriminator, n.Discriminator
		c.add("discriminator-changed", in, change)
	}
}
