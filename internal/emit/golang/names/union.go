package names

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// nameUnion names a union by its variants.
func (p *naming) nameUnion(t *api.Type) {
	if p.table.types[t] != "" {
		return
	}
	// A union that leads back to itself through lists and maps alone has no
	// better name inside its own.
	p.table.types[t] = "Union"
	for _, v := range t.Variants {
		p.nameInnerUnions(v.Type)
	}
	var names [][]string
	for _, v := range t.Variants {
		names = append(names, p.typeWords(v.Type))
	}
	name := Exported(words.Alternatives(names)...)
	p.table.types[t] = p.takeType(name, "Model", Claim{What: "union " + name, Pos: t.Pos, keys: keysOfUnion(t)})
}

func (p *naming) nameInnerUnions(t *api.Type) {
	for t.Elem != nil && !t.Named() {
		t = t.Elem.Type
	}
	if t.Kind == api.Union && len(t.Path) == 0 {
		p.nameUnion(t)
	}
}

// typeWords returns the words that stand for a type in the name of a union.
func (p *naming) typeWords(t *api.Type) []string {
	if t.Named() {
		return words.Spelled(p.table.types[t])
	}
	switch t.Kind {
	case api.Any:
		return []string{"Value"}
	case api.Free:
		return []string{"Object"}
	case api.List:
		return append(p.elemWords(t), "Array")
	case api.Map:
		return append(p.elemWords(t), "Map")
	}
	switch t.Basic {
	case api.Boolean:
		return []string{"Boolean"}
	case api.Integer:
		return []string{"Integer"}
	case api.Integer32:
		return []string{"Int32"}
	case api.Unsigned:
		return []string{"Uint64"}
	case api.Number:
		return []string{"Number"}
	case api.DateTime:
		return []string{"Time"}
	case api.Date:
		return []string{"Date"}
	case api.LocalTime:
		return []string{"Local", "Time"}
	case api.Bytes:
		return []string{"Bytes"}
	}
	return []string{"String"}
}

// elemWords returns the words that stand for the items of a list or map. Those that can be null
// are told from those that cannot, as the types of unions with them are.
func (p *naming) elemWords(t *api.Type) []string {
	parts := p.typeWords(t.Elem.Type)
	if t.Elem.Nullable {
		return append([]string{"Nullable"}, parts...)
	}
	return slices.Clone(parts)
}

// nameVariants names the accessors and makers of unions, and leaves out
// variants that are the same type in Go as an earlier one.
func (p *naming) nameVariants(a *api.API) {
	for _, t := range a.Types {
		if t.Kind != api.Union {
			continue
		}
		methods := p.membersOf(p.table.types[t], "MarshalJSON", "UnmarshalJSON", "variants")
		methods.Reserve(p.runtime.Methods["union"]...)
		union := p.table.types[t]
		var variants []Variant
		for _, v := range t.Variants {
			goType := p.table.ValueType(v.Type)
			if slices.ContainsFunc(variants, func(earlier Variant) bool { return earlier.GoType == goType }) {
				continue
			}
			word := words.Join(p.typeWords(v.Type)...)
			c := Claim{What: "variant " + word + " of " + union, Pos: t.Pos, keys: []string{keyOfVariant(t, v.Type)}}
			variants = append(variants, Variant{
				Variant:  v,
				Accessor: methods.Number("As"+word, c),
				Maker:    p.scope.NumberAloud(union+"From"+word, c, p.ds),
				GoType:   goType,
			})
		}
		p.table.variants[t] = variants
	}
}
