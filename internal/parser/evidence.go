package parser

import (
	"cmp"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// finishUnions records what tells variants apart. It runs when all fields are known.
func (c *schemas) finishUnions() {
	for _, t := range c.types {
		if t.Kind != api.Union {
			continue
		}
		c.finishTags(t)
		for _, v := range t.Variants {
			for _, f := range heldObject(v.Type).Fields {
				v.Known = append(v.Known, f.Name)
				required := f.Use.Required && !f.Doc.WriteOnly // responses do not have it
				if required {
					v.Required = append(v.Required, f.Name)
				}
				if values := fixedValues(f.Use, f.Doc); len(values) == 1 || len(values) > 1 && differs(t.Variants, f) {
					v.Consts = append(v.Consts, api.Const{Name: f.Name, Required: required, Values: values, Open: len(values) > 1})
				}
			}
		}
	}
}

// heldObject returns the object that a variant is, or that its lists and maps hold; another
// type if there is none.
func heldObject(t *api.Type) *api.Type {
	for depth := 0; t.Kind != api.Object && t.Elem != nil && depth < maxNested; depth++ {
		t = t.Elem.Type
	}
	return t
}

// fixedValues returns the values that a member or parameter lists, as JSON.
func fixedValues(use api.TypeUse, doc api.Doc) []string {
	if use.Type.Kind == api.Enum {
		return use.Type.ValuesJSON()
	}
	for _, constraint := range doc.Constraints {
		if constraint.Kind == api.Always {
			return []string{constraint.Value}
		}
	}
	return nil
}

// differs reports whether the property is of another type in another variant. If not, its values
// say nothing about which it is.
func differs(variants []*api.Variant, f *api.Field) bool {
	return slices.ContainsFunc(variants, func(v *api.Variant) bool {
		return slices.ContainsFunc(heldObject(v.Type).Fields, func(other *api.Field) bool {
			return other.Name == f.Name && other.Use.Type != f.Use.Type
		})
	})
}

// finishTags completes the values of a discriminator. The values of a property that lists them
// are its mapping, for variants that the mapping does not name.
func (c *schemas) finishTags(t *api.Type) {
	if t.Discriminator == "" {
		return
	}
	var taken []string
	for _, v := range t.Variants {
		if c.mapped[v] {
			taken = append(taken, v.Tags...)
		}
	}
	for _, v := range t.Variants {
		values := tagValues(v.Type, t.Discriminator)
		switch {
		case len(values) == 0:
		case c.mapped[v]:
			if len(values) == 1 && !slices.Contains(taken, values[0]) {
				v.Tags = append(slices.Clone(v.Tags), values[0])
			}
		case len(v.Tags) == 1 && slices.Contains(values, v.Tags[0]) && len(values) > 1:
		default:
			left := slices.DeleteFunc(slices.Clone(values), func(value string) bool { return slices.Contains(taken, value) })
			if v.Tags = left; len(left) == 0 {
				v.Tags = values
			}
		}
		if tags := c.tagged[t]; tags != nil && tags.otherwise != "" {
			v.Otherwise = cmp.Or(c.origins[v.Type], v.Type.Ref) == tags.otherwise
		}
	}
}

// tagValues returns the values that the property of a discriminator lists in a variant.
func tagValues(t *api.Type, name string) []string {
	for _, f := range t.Fields {
		if f.Name != name {
			continue
		}
		if f.Use.Type.Kind != api.Enum {
			return fixedValues(f.Use, f.Doc)
		}
		var values []string
		for _, value := range f.Use.Type.Values {
			values = append(values, value.Text)
		}
		return values
	}
	return nil
}
