package golang

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
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
	name := exported(joinAlternatives(names)...)
	p.table.types[t] = p.takeType(name, "Model", claim{what: "union " + name, pos: t.Pos})
}

func (p *naming) nameInnerUnions(t *api.Type) {
	for t.Elem != nil && !t.Named() {
		t = t.Elem.Type
	}
	if t.Kind == api.Union && len(t.Path) == 0 {
		p.nameUnion(t)
	}
}

// joinAlternatives joins names with Or, and writes the words that all of them
// end in only once.
func joinAlternatives(names [][]string) []string {
	shared := 0
	for len(names) > 1 && !slices.ContainsFunc(names, func(words []string) bool {
		first := names[0]
		return len(words) < shared+2 || len(first) < shared+2 ||
			words[len(words)-1-shared] != first[len(first)-1-shared]
	}) {
		shared++
	}
	var joined []string
	for i, words := range names {
		if i > 0 {
			joined = append(joined, "Or")
		}
		if i < len(names)-1 {
			words = words[:len(words)-shared]
		}
		joined = append(joined, words...)
	}
	return joined
}

// typeWords returns the words that stand for a type in the name of a union.
func (p *naming) typeWords(t *api.Type) []string {
	if t.Named() {
		return p.splitSpelled(p.table.types[t])
	}
	switch t.Kind {
	case api.Any:
		return []string{"Value"}
	case api.Free:
		return []string{"Object"}
	case api.List:
		return append(p.typeWords(t.Elem.Type), "Array")
	case api.Map:
		return append(p.typeWords(t.Elem.Type), "Map")
	}
	switch t.Basic {
	case api.Boolean:
		return []string{"Boolean"}
	case api.Integer:
		return []string{"Integer"}
	case api.Integer32:
		return []string{"Int32"}
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

// splitSpelled splits a Go name into words without changing its spelling.
func (p *naming) splitSpelled(name string) []string {
	var words []string
	for part := range strings.SplitSeq(name, "_") {
		words = append(words, splitCase([]rune(part))...)
	}
	return words
}

// nameVariants names the accessors and makers of unions, and leaves out
// variants that are the same type in Go as an earlier one.
func (p *naming) nameVariants(a *api.API) {
	for _, t := range a.Types {
		if t.Kind != api.Union {
			continue
		}
		methods := newScope("MarshalJSON", "UnmarshalJSON", "variants")
		methods.reserve(p.runtime.methods["union"]...)
		union := p.table.types[t]
		var variants []variant
		for _, v := range t.Variants {
			goType := p.table.baseType(v.Type)
			if slices.ContainsFunc(variants, func(earlier variant) bool { return earlier.goType == goType }) {
				continue
			}
			word := joinWords(p.typeWords(v.Type)...)
			c := claim{what: "variant " + word + " of " + union, pos: t.Pos}
			variants = append(variants, variant{
				Variant:  v,
				word:     word,
				accessor: methods.number("As"+word, c),
				maker:    p.scope.numberAloud(union+"From"+word, c, p.ds),
				goType:   goType,
			})
		}
		p.table.variants[t] = variants
	}
}
