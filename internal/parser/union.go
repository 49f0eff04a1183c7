package parser

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// maxSharedVariants is the maximum number of variants for naming a union after
// them, which also shares it between all uses. Longer names would not help.
const maxSharedVariants = 4

// alternatives returns the schemas of oneOf or anyOf and the keyword, or nil if
// they only add restrictions to the other keywords.
func (c *schemas) alternatives(n *document.Node) ([]*document.Node, string) {
	for _, key := range []string{"oneOf", "anyOf"} {
		list := n.Get(key).Items()
		if slices.ContainsFunc(list, func(alternative *document.Node) bool {
			return structural(alternative) || len(openapi.Types(alternative)) > 0
		}) {
			return list, key
		}
	}
	return nil, ""
}

// oneOf resolves a schema with alternatives.
func (c *schemas) oneOf(s source, alternatives []*document.Node, key string) resolved {
	null := openapi.AdmitsNull(s.node)
	var chosen []source
	for i, alternative := range alternatives {
		if isNull(alternative) {
			null = true
			continue
		}
		chosen = append(chosen, s.member(alternative, "/"+key+index(i), c.variantName(alternative, i)))
	}
	if len(chosen) == 0 { // null alone, which has no type to be a variant
		r := c.anything(s)
		r.nullable = true
		return r
	}
	if len(chosen) == 1 && s.node.Get("properties") == nil {
		only := chosen[0]
		only.path = s.path
		r := c.decorate(s, c.resolve(only))
		r.nullable = r.nullable || null
		return r
	}
	t := &api.Type{Kind: api.Union, Ref: s.pointer}
	c.done[s.pointer] = resolved{typ: t, nullable: null, doc: c.doc(s.node), pos: s.node.Pos}
	c.unfinished[t] = false
	var variants []resolved
	for _, alternative := range chosen {
		variant := c.variant(s, alternative)
		null = null || variant.nullable
		if _, unfinished := c.unfinished[variant.typ]; unfinished {
			variant = c.cycle(alternative)
		}
		variants = append(variants, variant)
	}
	r := c.union(s, t, variants, c.discriminator(s, chosen))
	delete(c.unfinished, t)
	r.nullable = r.nullable || null
	return r
}

// variant resolves one alternative. Inline string enums are read as strings: they
// do not need a type of their own inside a union.
func (c *schemas) variant(s, alternative source) resolved {
	if s.node.Get("properties").Len() > 0 { // properties that all alternatives share
		own := source{without(without(s.node, "oneOf"), "anyOf"), s.pointer, s.path}
		if flat, ok := c.flatten([]source{own, alternative}, nil); ok {
			return c.structure(alternative, flat)
		}
	}
	if alternative.node.Get("$ref") == nil && (alternative.node.Get("enum") != nil || alternative.node.Get("const") != nil) {
		if kinds := c.kindsOf(alternative.node); len(kinds) == 1 {
			return c.withoutEnum(alternative, kinds, false)
		}
	}
	return c.resolve(alternative)
}

func isNull(n *document.Node) bool {
	if fixed := n.Get("const"); fixed != nil {
		return fixed.Kind == document.Null
	}
	values := n.Get("enum").Items()
	if len(values) == 1 && values[0].Kind == document.Null {
		return true
	}
	names := openapi.Types(n)
	return len(names) == 1 && names[0] == "null"
}

// variantName returns the name of an alternative within its union: its title, its
// component, or else its number.
func (c *schemas) variantName(n *document.Node, i int) string {
	if title, ok := n.Get("title").Text(); ok && title != "" {
		return title
	}
	if ref, ok := n.Get("$ref").Text(); ok && componentName(ref) != "" {
		return c.component(componentName(ref)).path[0]
	}
	return "Option " + strconv.Itoa(i+1)
}

// union joins variants into the type t: into one of them if it covers the others,
// into any value if together they admit everything. If a variant refers to t, the
// result must be t.
func (c *schemas) union(s source, t *api.Type, variants []resolved, tags *tagged) resolved {
	recursive := c.unfinished[t]
	if tags == nil {
		tags = innerTags(variants)
	}
	for i, v := range variants {
		// So is a list or map whose items are still unknown: they refer to this union.
		recursive = recursive || (v.typ.Kind == api.List || v.typ.Kind == api.Map) && v.typ.Elem == nil
		if v.typ.Kind == api.Any {
			t.Kind, t.Variants = api.Any, nil
			return c.plain(s, t)
		}
		if v.typ.Kind == api.Union && !tags.chooses(i, v.typ) { // flatten a nested union
			for _, inner := range v.typ.Variants {
				t.Variants = append(t.Variants, &api.Variant{Type: inner.Type, Title: inner.Title, Tags: tags.within(v.typ, inner)})
			}
			c.warnUnchosen(s, tags, i, v.typ)
			continue
		}
		t.Variants = append(t.Variants, &api.Variant{Type: v.typ, Title: v.doc.Title, Tags: tags.of(i)})
	}
	if tags != nil && tags.fallback != "" {
		for _, v := range t.Variants {
			v.Default = v.Type.Ref == tags.fallback
		}
	}
	t.Variants = mergeVariants(t.Variants)
	if len(t.Variants) == 1 && !recursive {
		r := resolved{typ: t.Variants[0].Type, doc: c.doc(s.node), pos: s.node.Pos, nullable: openapi.AdmitsNull(s.node)}
		return r
	}
	if admitsEverything(t.Variants) {
		t.Kind, t.Variants = api.Any, nil
		return c.plain(s, t)
	}
	if tags != nil {
		t.Discriminator = tags.property
	}
	if componentName(s.pointer) == "" && nameOverride(s.node) == "" && tags == nil && !recursive && len(t.Variants) <= maxSharedVariants && !declaresVariant(t) {
		key := unionKey(t.Variants)
		if c.unions[key] == nil {
			c.unions[key] = t
			t.Pos = s.node.Pos
			c.types = append(c.types, t)
		}
		shared := c.unions[key]
		r := c.plain(s, shared)
		shared.Doc = api.Doc{} // the documentation of one use need not apply to the others
		return r
	}
	c.declare(s, t)
	return c.plain(s, t)
}

// declaresVariant reports whether a variant is declared inside the union, so that
// no other union can equal it.
func declaresVariant(t *api.Type) bool {
	return slices.ContainsFunc(t.Variants, func(v *api.Variant) bool {
		return v.Type.Named() && strings.HasPrefix(v.Type.Ref, t.Ref+"/")
	})
}

// mergeVariants merges indistinguishable variants: at most one plain string, one
// number, one boolean, one list and one free-form object remain.
func mergeVariants(variants []*api.Variant) []*api.Variant {
	var merged []*api.Variant
	for _, v := range variants {
		i := slices.IndexFunc(merged, func(m *api.Variant) bool { return alike(m.Type, v.Type) })
		if i < 0 {
			merged = append(merged, v)
			continue
		}
		tags := slices.Concat(merged[i].Tags, v.Tags)
		merged[i] = &api.Variant{Type: wider(merged[i].Type, v.Type), Title: merged[i].Title, Tags: tags, Default: merged[i].Default || v.Default}
	}
	return merged
}

// alike reports whether two variants are indistinguishable by their values.
func alike(a, b *api.Type) bool {
	if a == b {
		return true
	}
	if a.Kind == api.Union || b.Kind == api.Union { // which the discriminator chooses
		return false
	}
	kinds := a.JSONKinds()
	if kinds != b.JSONKinds() {
		return false
	}
	switch kinds {
	case api.JSONObject:
		return a.Kind != api.Object && b.Kind != api.Object
	case api.JSONString:
		return a.Kind != api.Enum && b.Kind != api.Enum
	default:
		return true
	}
}

// wider returns the type that covers both.
func wider(a, b *api.Type) *api.Type {
	if sameShape(a, b) {
		return a
	}
	switch a.JSONKinds() {
	case api.JSONObject:
		return &api.Type{Kind: api.Free, Ref: a.Ref, Pos: a.Pos}
	case api.JSONArray:
		elem := &api.TypeUse{Type: &api.Type{Kind: api.Any, Ref: a.Ref + "/items", Pos: a.Pos}, Required: true}
		return &api.Type{Kind: api.List, Ref: a.Ref, Pos: a.Pos, Elem: elem}
	case api.JSONNumber:
		if a.Basic != api.Number && b.Basic != api.Number {
			return &api.Type{Kind: api.Scalar, Basic: api.Integer, Ref: a.Ref, Pos: a.Pos}
		}
		return &api.Type{Kind: api.Scalar, Basic: api.Number, Ref: a.Ref, Pos: a.Pos}
	default:
		return &api.Type{Kind: api.Scalar, Basic: api.String, Ref: a.Ref, Pos: a.Pos}
	}
}

// admitsEverything reports whether unnamed variants cover every kind of JSON
// value.
func admitsEverything(variants []*api.Variant) bool {
	covered := map[api.JSONKinds]bool{}
	for _, v := range variants {
		if v.Type.Named() {
			return false
		}
		covered[v.Type.JSONKinds()] = true
	}
	return len(covered) == 5
}

// unionKey is equal for unions of the same variants in the same order.
func unionKey(variants []*api.Variant) string {
	var b strings.Builder
	for _, v := range variants {
		writeShape(&b, v.Type)
		b.WriteByte('|')
	}
	return b.String()
}

func writeShape(b *strings.Builder, t *api.Type) {
	switch {
	case t.Named():
		b.WriteString(t.Ref)
	case t.Kind == api.Scalar:
		b.WriteString(t.Basic.String())
	default:
		b.WriteString(t.Kind.String())
		if t.Elem != nil {
			b.WriteByte('<')
			if t.Elem.Nullable {
				b.WriteByte('?')
			}
			writeShape(b, t.Elem.Type)
			b.WriteByte('>')
		}
	}
}

// finishUnions records what distinguishes object variants. It runs when all fields are known.
func finishUnions(types []*api.Type) {
	for _, t := range types {
		if t.Kind != api.Union {
			continue
		}
		for _, v := range t.Variants {
			for _, f := range v.Type.Fields {
				v.Known = append(v.Known, f.Name)
				required := f.Use.Required && !f.Doc.WriteOnly // responses do not have it
				if required {
					v.Required = append(v.Required, f.Name)
				}
				if distinguishes(t.Variants, f.Name) {
					v.Consts = append(v.Consts, api.Const{Name: f.Name, Required: required, Values: jsonTexts(f.Use.Type)})
				}
			}
		}
	}
}

// distinguishes reports whether a property has different values in each of the
// objects that declare it.
func distinguishes(variants []*api.Variant, name string) bool {
	seen := map[string]bool{}
	declared := 0
	for _, v := range variants {
		for _, f := range v.Type.Fields {
			if f.Name != name {
				continue
			}
			if f.Use.Type.Kind != api.Enum {
				return false
			}
			declared++
			for _, text := range jsonTexts(f.Use.Type) {
				if seen[text] {
					return false
				}
				seen[text] = true
			}
		}
	}
	return declared > 1
}

func jsonTexts(t *api.Type) []string {
	texts := make([]string, len(t.Values))
	for i, v := range t.Values {
		texts[i] = v.Text
		if t.Basic == api.String {
			texts[i] = string((&document.Node{Kind: document.String, Value: v.Text}).AppendJSON(nil))
		}
	}
	return texts
}
