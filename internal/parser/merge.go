package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// Limits of merging, which only a hostile description exceeds: parts may nest in each other
// and multiply their alternatives.
const (
	maxMergeDepth = 30
	maxMerges     = 20000
)

// merge returns the meaning of a schema whose values match all leaves, which have neither a
// $ref nor parts. It fails if no value can.
func (c *schemas) merge(s source, leaves []source) (r resolved, ok bool) {
	if c.mergeDepth++; c.mergeDepth > maxMergeDepth || c.merged > maxMerges {
		c.mergeDepth--
		return r, false
	}
	defer func() { c.mergeDepth-- }()
	c.merged++
	if key := leafKey(leaves); c.merges[key] == "" {
		c.merges[key] = s.pointer
	}
	if slices.ContainsFunc(leaves, func(leaf source) bool { return leaf.node.Kind == document.Bool && leaf.node.Value == "false" }) {
		return r, false
	}
	for i, leaf := range leaves {
		if alternatives, key := c.alternatives(leaf.node); alternatives != nil && c.listing(leaf.node) == nil {
			return c.distribute(s, leaves, i, key)
		}
	}
	kinds, all := c.commonKinds(leaves)
	if len(kinds) == 0 && !all {
		return r, false
	}
	if values, listed := c.commonValues(leaves); listed {
		return c.mergeEnums(s, leaves, kinds, values)
	}
	switch {
	case all:
		return c.anything(s), true
	case len(kinds) > 1:
		return c.about(c.severalKinds(synthesis(s, leaves, kinds), kinds), leaves), true
	case kinds[0] == "object":
		return c.mergeObjects(s, leaves)
	case kinds[0] == "array":
		return c.mergeLists(s, leaves)
	}
	return c.mergeScalars(s, leaves, kinds[0])
}

// commonKinds returns the types that all leaves admit besides null; all is set if none of them
// has a type.
func (c *schemas) commonKinds(leaves []source) (kinds []string, all bool) {
	all = true
	for _, leaf := range leaves {
		own := c.kindsListed(leaf.node)
		switch {
		case len(own) == 0:
		case all:
			kinds, all = own, false
		default:
			kinds = intersectKinds(kinds, own)
		}
	}
	return kinds, all
}

func intersectKinds(a, b []string) []string {
	var common []string
	for _, kind := range a {
		switch {
		case slices.Contains(b, kind):
			common = append(common, kind)
		case kind == "number" && slices.Contains(b, "integer"), kind == "integer" && slices.Contains(b, "number"):
			common = append(common, "integer")
		}
	}
	return common
}

// commonValues returns the values that all leaves with a list of them have, with the names and
// descriptions that any of them gives.
func (c *schemas) commonValues(leaves []source) (values []listed, found bool) {
	for _, leaf := range leaves {
		own := c.listing(leaf.node)
		if own == nil {
			continue
		}
		if !found {
			values, found = own, true
			continue
		}
		var common []listed
		for _, v := range own {
			i := slices.IndexFunc(values, func(other listed) bool { return other.Kind == v.Kind && other.Value == v.Value })
			if i < 0 {
				continue
			}
			if v.name == "" {
				v.name = values[i].name
			}
			if v.doc.About() == "" {
				v.doc = values[i].doc
			}
			common = append(common, v)
		}
		values = common
	}
	return values, found
}

// mergeEnums returns the enum of the values that leaves have in common: that of a leaf with
// just these values, or a new one.
func (c *schemas) mergeEnums(s source, leaves []source, kinds []string, values []listed) (resolved, bool) {
	if len(values) == 0 {
		return resolved{}, false
	}
	var whole source
	for _, leaf := range leaves {
		if own := c.listing(leaf.node); len(own) == len(values) && componentName(whole.pointer) == "" {
			whole = leaf
		}
	}
	if whole.node != nil && whole.pointer != s.pointer && len(c.kindsListed(whole.node)) == len(kinds) {
		return c.about(c.resolve(whole), leaves), true
	}
	return c.about(c.enum(synthesis(s, leaves, kinds), values), leaves), true
}

// mergeScalars returns the scalar that the leaves agree on. It fails if two of them have
// formats that exclude each other.
func (c *schemas) mergeScalars(s source, leaves []source, kind string) (resolved, bool) {
	plain := basicOf(kind, &document.Node{Kind: document.Mapping})
	basic := plain
	for _, leaf := range leaves {
		own := basicOf(kind, leaf.node)
		if own == plain || own == basic {
			continue
		}
		if basic != plain {
			return resolved{}, false
		}
		basic = own
	}
	r := c.plain(s, &api.Type{Kind: api.Scalar, Ref: s.pointer, Basic: basic})
	return c.about(r, leaves), true
}

// mergeLists returns the list whose items match what all leaves say of them.
func (c *schemas) mergeLists(s source, leaves []source) (resolved, bool) {
	var items []source
	for _, leaf := range leaves {
		if n := leaf.node.Get("items"); n.Len() > 0 && leaf.node.Get("prefixItems") == nil {
			items = append(items, leaf.member(n, "/items"))
		}
	}
	t := &api.Type{Kind: api.List, Ref: s.pointer}
	r := c.plain(s, t)
	c.done[s.pointer] = r
	if slices.ContainsFunc(leaves, func(leaf source) bool { return bound(leaf.node, "minItems", 0) > 0 }) {
		c.filled = append(c.filled, t)
	}
	if len(items) == 0 {
		t.Elem = &api.TypeUse{Type: &api.Type{Kind: api.Any, Ref: s.pointer + "/items", Pos: r.pos}, Required: true}
	} else {
		elem := c.both(source{items[len(items)-1].node, s.pointer + "#items", s.path}, items).item()
		t.Elem = &elem
		c.nameCycle(s, t)
	}
	return c.about(r, leaves), true
}

// mergeObjects returns the structure with the properties of all leaves, or the map whose
// members match what all leaves say of them.
func (c *schemas) mergeObjects(s source, leaves []source) (resolved, bool) {
	var members []source
	for _, leaf := range leaves {
		if leaf.node.Get("properties").Len() > 0 {
			return c.structure(s, leaves), true
		}
		if n := leaf.node.Get("additionalProperties"); n.Len() > 0 {
			members = append(members, leaf.member(n, "/additionalProperties", "Value"))
		}
	}
	if len(members) == 0 {
		return c.about(c.plain(s, &api.Type{Kind: api.Free, Ref: s.pointer}), leaves), true
	}
	t := &api.Type{Kind: api.Map, Ref: s.pointer}
	r := c.plain(s, t)
	c.done[s.pointer] = r
	at := source{members[len(members)-1].node, s.pointer + "#additionalProperties", append(slices.Clone(s.path), "Value")}
	elem := c.both(at, members).item()
	if elem.Type.Kind == api.Any {
		t.Kind = api.Free
		return c.about(r, leaves), true
	}
	t.Elem = &elem
	c.nameCycle(s, t)
	return c.about(r, leaves), true
}

// about adds what the leaves say of a value that all of them describe.
func (c *schemas) about(r resolved, leaves []source) resolved {
	own := r.doc
	for i, leaf := range leaves {
		doc := c.doc(leaf.node)
		if i == 0 {
			r.doc = doc
		} else {
			r.doc = overlay(r.doc, doc)
		}
		r.nullable = r.nullable || openapi.AdmitsNull(leaf.node)
	}
	r.doc = overlay(r.doc, own)
	return r
}

// synthesis returns a schema of the given types with the keywords of all leaves, the last of
// which wins.
func synthesis(s source, leaves []source, kinds []string) source {
	n := &document.Node{Kind: document.Mapping, Pos: s.node.Pos}
	for _, leaf := range leaves {
		for m := range without(leaf.node, "type", "allOf", "oneOf", "anyOf", "enum", "const").Members() {
			n.Put(m)
		}
	}
	types := &document.Node{Kind: document.Sequence, Pos: s.node.Pos}
	for _, kind := range kinds {
		types.Append(&document.Node{Kind: document.String, Value: kind, Pos: s.node.Pos})
	}
	if len(kinds) > 0 {
		n.Put(document.Member{Key: "type", KeyPos: s.node.Pos, Value: types})
	}
	return source{n, s.pointer, s.path}
}

// both returns the meaning of a member or an item that several parts of an allOf describe. The
// last one is taken where they contradict each other.
func (c *schemas) both(at source, parts []source) resolved {
	last := parts[len(parts)-1]
	if len(parts) == 1 {
		return c.resolve(last)
	}
	telling, requiring := splitParts(parts)
	if len(telling) == 0 {
		telling = parts[:1]
	}
	if len(telling) == 1 && len(requiring) == 0 {
		r := c.resolve(telling[0])
		for _, part := range parts {
			if part.pointer != telling[0].pointer {
				r = c.decorate(part, r)
			}
		}
		return r
	}
	leaves := c.leaves(parts)
	r, ok := c.known(telling, leaves)
	if !ok {
		if r, ok = c.merge(at, leaves); !ok {
			r = c.conflict(telling)
		}
	}
	r.nullable = c.resolveNull(telling[len(telling)-1])
	r.doc = overlay(r.doc, c.doc(last.node))
	return r
}

// known returns the meaning of leaves that has a name already: that of a part which has all of
// them, or of an earlier merge.
func (c *schemas) known(telling, leaves []source) (resolved, bool) {
	if whole, ok := c.covering(telling, leaves); ok {
		return c.resolve(whole), true
	}
	r, ok := c.done[c.merges[leafKey(leaves)]]
	if _, unfinished := c.unfinished[r.typ]; ok && unfinished {
		c.unfinished[r.typ] = true
	}
	return r, ok
}

// conflict reports parts that contradict each other, and takes the last.
func (c *schemas) conflict(parts []source) resolved {
	last := parts[len(parts)-1]
	is, was := c.resolve(last), c.resolve(parts[0])
	name := strings.Join(last.path[max(len(last.path)-1, 0):], "")
	d := c.diags.Warnf("allof-conflict", last.node.Pos, "the property %q is declared as %s here and as %s by an earlier part of the allOf; using this one",
		name, shapeName(is.typ), shapeName(was.typ))
	d.Pointer = last.pointer
	return is
}

// resolveNull reports whether a schema, a target of its references or a part of it says that it
// may be null.
func (c *schemas) resolveNull(s source) bool {
	for _, leaf := range c.leaves([]source{s}) {
		if openapi.AdmitsNull(leaf.node) {
			return true
		}
		for _, key := range []string{"oneOf", "anyOf"} {
			if slices.ContainsFunc(leaf.node.Get(key).Items(), isNull) {
				return true
			}
		}
	}
	return openapi.AdmitsNull(s.node)
}
