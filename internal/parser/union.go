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
	return c.choice(s, chosen, null)
}

// choice resolves a schema whose values are those of one of several others, or null.
func (c *schemas) choice(s source, chosen []source, null bool) resolved {
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
		variants = append(variants, variant)
	}
	r := c.union(s, t, variants, c.discriminator(s, chosen))
	delete(c.unfinished, t)
	if r.typ.Kind == api.Union && len(r.typ.Variants) == 0 { // nothing but itself
		return c.cycle(s)
	}
	r.nullable = r.nullable || null
	return r
}

// variant resolves one alternative. Inline string enums are read as strings: they
// do not need a type of their own inside a union.
func (c *schemas) variant(s, alternative source) resolved {
	if s.node.Get("properties").Len() > 0 { // properties that all alternatives share
		own := source{without(s.node, "oneOf", "anyOf"), s.pointer, s.path}
		leaves := c.leaves([]source{own, alternative})
		if kinds, all := c.commonKinds(leaves[1:]); all || slices.Contains(kinds, "object") {
			if merged, ok := c.merge(alternative, leaves); ok {
				if ref, ok := alternative.node.Get("$ref").Text(); ok {
					c.origins[merged.typ] = openapi.Target(c.root, ref)
				}
				return merged
			}
			delete(c.done, alternative.pointer)
		}
	}
	if c.listing(alternative.node) != nil {
		if kinds := c.kindsListed(alternative.node); len(kinds) == 1 {
			return c.withoutEnum(alternative, kinds, false)
		}
	}
	return c.resolve(alternative)
}

func isNull(n *document.Node) bool {
	if nullable, _ := n.Get("nullable").Bool(); nullable && saysNothing(n) {
		return true // how some say "or null" in OpenAPI 3.0
	}
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

// saysNothing reports whether a schema has no keyword that restricts what it admits.
func saysNothing(n *document.Node) bool {
	for m := range n.Members() {
		if !slices.Contains([]string{"nullable", "title", "description", "default", "example"}, m.Key) && !strings.HasPrefix(m.Key, "x-") {
			return false
		}
	}
	return true
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
	open := &openUnion{source: s, tags: tags, index: map[*api.Type]int{}}
	for i, v := range variants {
		// So is a list or map whose items are still unknown: they refer to this union.
		recursive = recursive || (v.typ.Kind == api.List || v.typ.Kind == api.Map) && v.typ.Elem == nil
		if v.typ.Kind == api.Any {
			t.Kind, t.Variants = api.Any, nil
			return c.plain(s, t)
		}
		variant := &api.Variant{Type: v.typ, Title: v.doc.Title, Tags: tags.of(i)}
		c.mapped[variant] = tags.maps(i)
		c.addVariant(t, i, variant, open)
	}
	if len(open.index) > 0 {
		c.openUnions[t], recursive = open, true
	}
	t.Variants = c.mergeVariants(t.Variants)
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
		c.tagged[t] = tags
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
		shared.Doc, shared.Rules = api.Doc{}, api.Rules{} // what one use says need not apply to the others
		return r
	}
	c.declare(s, t)
	return c.plain(s, t)
}

// declaresVariant reports whether a variant is declared inside the union, so that
// no other union can equal it.
func declaresVariant(t *api.Type) bool {
	return slices.ContainsFunc(t.Variants, func(v *api.Variant) bool {
		return v.Type.Named() && (strings.HasPrefix(v.Type.Ref, t.Ref+"/") || strings.HasPrefix(v.Type.Ref, t.Ref+"#"))
	})
}

// mergeVariants merges indistinguishable variants: those of one type, plain strings, numbers,
// booleans, free-form objects, and lists and maps of such.
func (c *schemas) mergeVariants(variants []*api.Variant) []*api.Variant {
	var merged []*api.Variant
	for _, v := range variants {
		i := slices.IndexFunc(merged, func(m *api.Variant) bool { return alike(m.Type, v.Type, 0) })
		if i < 0 {
			merged = append(merged, v)
			continue
		}
		both := &api.Variant{Type: wider(merged[i].Type, v.Type), Title: merged[i].Title, Tags: slices.Clone(merged[i].Tags)}
		for _, tag := range v.Tags {
			if !slices.Contains(both.Tags, tag) {
				both.Tags = append(both.Tags, tag)
			}
		}
		c.mapped[both] = c.mapped[merged[i]] || c.mapped[v]
		merged[i] = both
	}
	return merged
}

// alike reports whether two variants are indistinguishable by their values. It assumes so of
// lists and maps that contain themselves.
func alike(a, b *api.Type, depth int) bool {
	if a == b || depth > maxNested {
		return true
	}
	if a.Kind == api.Union || b.Kind == api.Union { // which their own variants tell apart
		return false
	}
	if depth > 0 && (a.Kind == api.Any || b.Kind == api.Any) {
		return true
	}
	kinds := a.JSONKinds()
	if kinds != b.JSONKinds() || a.Kind == api.Object || b.Kind == api.Object {
		return false
	}
	switch {
	case a.Kind == api.Enum || b.Kind == api.Enum:
		return false
	case kinds != api.JSONArray && kinds != api.JSONObject, a.Elem == nil, b.Elem == nil: // such as a free-form object
		return true
	}
	return alike(a.Elem.Type, b.Elem.Type, depth+1)
}

// withoutRules returns a without the rules that b of the same shape does not have.
func withoutRules(a, b *api.Type) *api.Type {
	if a == b || a.Named() {
		return a
	}
	plain := *a
	if !a.Rules.Equal(b.Rules) {
		plain.Rules = api.Rules{}
	}
	if a.Elem != nil && b.Elem != nil {
		elem := *a.Elem
		elem.Type = withoutRules(a.Elem.Type, b.Elem.Type)
		plain.Elem = &elem
	}
	if a.Undeclared != b.Undeclared {
		plain.Undeclared = api.UndeclaredAdmitted
	}
	return &plain
}

// wider returns the type that covers both.
func wider(a, b *api.Type) *api.Type {
	if sameShape(a, b) {
		return withoutRules(a, b)
	}
	t := &api.Type{Kind: api.Scalar, Ref: a.Ref, Pos: a.Pos, Basic: api.String}
	switch a.JSONKinds() {
	case api.JSONObject:
		if t.Kind = api.Free; a.Elem != nil && b.Elem != nil && !a.Named() && !b.Named() {
			t.Kind, t.Elem = api.Map, widerElem(a, b)
		}
	case api.JSONArray:
		t.Kind, t.Elem = api.List, widerElem(a, b)
	case api.JSONNumber:
		switch {
		case a.Basic == api.Number || b.Basic == api.Number, (a.Basic == api.Unsigned) != (b.Basic == api.Unsigned):
			t.Basic = api.Number
		default:
			t.Basic = max(api.Integer, min(a.Basic, b.Basic))
		}
	}
	return t
}

// widerElem returns the items of the list or map that covers both.
func widerElem(a, b *api.Type) *api.TypeUse {
	elem := &api.TypeUse{Type: &api.Type{Kind: api.Any, Ref: a.Ref + "/items", Pos: a.Pos}, Required: true}
	if a.Elem == nil || b.Elem == nil || a.Named() || b.Named() {
		return elem
	}
	elem.Nullable = a.Elem.Nullable || b.Elem.Nullable
	if a.Elem.Type.Kind != api.Any && b.Elem.Type.Kind != api.Any {
		elem.Type = wider(a.Elem.Type, b.Elem.Type)
	}
	return elem
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
