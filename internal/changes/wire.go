package changes

import (
	"math/big"
	"slices"
	"strings"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// relation is how the JSON values of a type are to those of the type before.
type relation int

const (
	same relation = iota
	narrowed
	widened
	changed
)

func (r relation) and(other relation) relation {
	switch {
	case r == same:
		return other
	case other == same || r == other:
		return r
	}
	return changed
}

// relate compares the JSON values of two types. What types of their own have inside is for
// their own changes to say.
func (c *comparison) relate(a, b *api.Type, seen map[[2]*api.Type]bool) relation {
	if c.types[a] == b && a.Named() || seen[[2]*api.Type{a, b}] {
		return same
	}
	seen[[2]*api.Type{a, b}] = true
	switch {
	case b.Kind == api.Any && a.Kind != api.Any:
		return widened
	case a.Kind == api.Any && b.Kind != api.Any:
		return narrowed
	case isScalar(a) && isScalar(b):
		return relateScalars(a, b)
	case isMap(a) && b.Kind == api.Object:
		return narrowed
	case a.Kind == api.Object && isMap(b):
		return widened
	case b.Kind == api.Union && a.Kind != api.Union && c.holds(b, a, false):
		return widened
	case a.Kind == api.Union && b.Kind != api.Union && c.holds(a, b, true):
		return narrowed
	case a.Kind != b.Kind:
		return changed
	}
	switch a.Kind {
	case api.List, api.Map:
		return c.relateUses(*a.Elem, *b.Elem, seen)
	case api.Object:
		return c.relateObjects(a, b, seen)
	case api.Union:
		return c.relateUnions(a, b)
	}
	return same
}

func isScalar(t *api.Type) bool { return t.Kind == api.Scalar || t.Kind == api.Enum }
func isMap(t *api.Type) bool    { return t.Kind == api.Map || t.Kind == api.Free }

// relateUses compares places, of which one may admit null.
func (c *comparison) relateUses(a, b api.TypeUse, seen map[[2]*api.Type]bool) relation {
	r := c.relate(a.Type, b.Type, seen)
	switch {
	case !a.Optional() && b.Optional():
		return r.and(widened)
	case a.Optional() && !b.Optional():
		return r.and(narrowed)
	}
	return r
}

func (c *comparison) relateObjects(a, b *api.Type, seen map[[2]*api.Type]bool) relation {
	r := same
	for _, f := range a.Fields {
		n := fieldLike(b, f.Name)
		if n == nil {
			return changed
		}
		r = r.and(c.relateUses(f.Use, n.Use, seen))
	}
	for _, n := range b.Fields {
		if fieldLike(a, n.Name) == nil && n.Use.Required {
			r = r.and(narrowed)
		}
	}
	return r
}

func (c *comparison) relateUnions(a, b *api.Type) relation {
	r := same
	for _, v := range a.Variants {
		if !c.holds(b, v.Type, false) {
			r = r.and(narrowed)
		}
	}
	for _, v := range b.Variants {
		if !c.holds(a, v.Type, true) {
			r = r.and(widened)
		}
	}
	return r
}

// holds reports whether a union has a type of the other side among its alternatives, as Go
// types tell: looking into them would have no end.
func (c *comparison) holds(union, t *api.Type, unionIsOld bool) bool {
	return slices.ContainsFunc(union.Variants, func(v *api.Variant) bool {
		if unionIsOld {
			return c.sameGo(c.old.Names.ValueType(v.Type), c.new.Names.ValueType(t))
		}
		return c.sameGo(c.old.Names.ValueType(t), c.new.Names.ValueType(v.Type))
	})
}

// relateScalars compares scalars and enums.
func relateScalars(a, b *api.Type) relation {
	r := relateBasics(a.Basic, b.Basic)
	switch {
	case a.Kind == api.Enum && b.Kind == api.Enum:
		if missesValue(a, b) {
			r = r.and(narrowed)
		}
		return r // an old program keeps a value that it does not know
	case b.Kind == api.Enum:
		return r.and(narrowed)
	}
	return r
}

// missesValue reports whether b lacks a value of a.
func missesValue(a, b *api.Type) bool {
	return slices.ContainsFunc(a.Values, func(v api.EnumValue) bool {
		return !slices.ContainsFunc(b.Values, func(n api.EnumValue) bool { return n.Text == v.Text })
	})
}

func relateBasics(a, b api.Basic) relation {
	texts := []api.Basic{api.DateTime, api.Date, api.LocalTime, api.Bytes}
	numbers := []api.Basic{api.Integer32, api.Unsigned, api.Integer, api.Number} // each holds those before, nearly
	switch {
	case a == b:
		return same
	case a == api.String && slices.Contains(texts, b):
		return narrowed
	case b == api.String && slices.Contains(texts, a):
		return widened
	case slices.Contains(numbers, a) && slices.Contains(numbers, b):
		if slices.Index(numbers, a) < slices.Index(numbers, b) {
			return widened
		}
		return narrowed
	}
	return changed
}

// tighter returns the limits that ask more of a value than before.
func tighter(before, after []api.Constraint) (was, is string) {
	var olds, news []string
	for _, n := range after {
		i := slices.IndexFunc(before, func(o api.Constraint) bool { return o.Kind == n.Kind })
		if i >= 0 && !isTighter(before[i], n) {
			continue
		}
		news = append(news, n.Kind.String()+" "+n.Value)
		if i >= 0 {
			olds = append(olds, before[i].Kind.String()+" "+before[i].Value)
		}
	}
	return strings.Join(olds, ", "), strings.Join(news, ", ")
}

func isTighter(before, after api.Constraint) bool {
	if before == after {
		return false
	}
	was, ok := new(big.Rat).SetString(before.Value)
	is, ok2 := new(big.Rat).SetString(after.Value)
	if !ok || !ok2 {
		return true
	}
	switch after.Kind {
	case api.Minimum, api.MinLength, api.MinItems, api.MinProperties:
		return is.Cmp(was) > 0 || is.Cmp(was) == 0 && after.Exclusive && !before.Exclusive
	case api.Maximum, api.MaxLength, api.MaxItems, api.MaxProperties:
		return is.Cmp(was) < 0 || is.Cmp(was) == 0 && after.Exclusive && !before.Exclusive
	}
	return true
}

// sameGo reports whether two Go types are the same to a program that uses the new names of
// types that were renamed.
func (c *comparison) sameGo(before, after string) bool {
	if before == after {
		return true
	}
	olds, news := identifiers(before), identifiers(after)
	if len(olds) != len(news) {
		return false
	}
	for i, name := range olds {
		if name != news[i] && !slices.Contains(c.renamed[name], news[i]) {
			return false
		}
	}
	return true
}

// identifiers parts a Go type into names and what is between them.
func identifiers(goType string) []string {
	var parts []string
	inside := false
	for _, r := range goType {
		word := r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
		if word && inside {
			parts[len(parts)-1] += string(r)
		} else {
			parts = append(parts, string(r))
		}
		inside = word
	}
	return parts
}
