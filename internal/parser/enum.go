package parser

import (
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// listed is a value that an enum lists, and what the description says of it.
type listed struct {
	*document.Node
	name string // of its constant; empty if the description does not name it
	doc  api.Doc
}

// listing returns the values of a schema that lists them, by "enum", "const", or a oneOf or
// anyOf of such schemas.
func (c *schemas) listing(n *document.Node) []listed {
	if n.Get("$ref") != nil {
		return nil
	}
	values := c.listedAlternatives(n)
	plain := n.Get("enum").Items()
	if fixed := n.Get("const"); fixed != nil {
		plain = []*document.Node{fixed}
	}
	switch {
	case plain == nil:
		return values
	case values == nil:
		values = make([]listed, len(plain))
		for i, value := range plain {
			values[i].Node = value
		}
		nameListed(n, values)
		return values
	}
	return slices.DeleteFunc(values, func(v listed) bool { return !containsValue(plain, v.Node) })
}

// listedAlternatives returns the values of alternatives that all list theirs. An alternative
// that admits every string or number makes the enum an open one, as all enums are.
func (c *schemas) listedAlternatives(n *document.Node) []listed {
	for _, key := range []string{"oneOf", "anyOf"} {
		var values []listed
		open := ""
		alternatives := n.Get(key).Items()
		for _, alternative := range alternatives {
			if isNull(alternative) {
				continue
			}
			if kind := openScalar(alternative); kind != "" {
				open = kind
				continue
			}
			if !annotated(alternative) {
				values = nil
				break
			}
			inner := c.listing(alternative)
			if len(inner) == 1 {
				inner[0].name, inner[0].doc = c.aboutListed(alternative, inner[0])
			}
			values = append(values, inner...)
		}
		if len(values) > 0 && uniform(values) && (open == "" || ofKind(values, open)) {
			return values
		}
	}
	return nil
}

// aboutListed returns the name and the documentation of the only value of an alternative.
func (c *schemas) aboutListed(n *document.Node, v listed) (name string, doc api.Doc) {
	doc = c.doc(n)
	name, doc.Title = doc.Title, ""
	doc.Examples, doc.Default, doc.Format, doc.Constraints = nil, "", "", nil
	if v.name != "" {
		name = v.name
	}
	if doc.Description == "" && doc.Summary == "" {
		doc.Description = v.doc.Description
	}
	return name, doc
}

// annotated reports whether a schema does no more than to list values and to say something
// about them.
func annotated(n *document.Node) bool {
	if n.Kind != document.Mapping || n.Get("const") == nil && n.Get("enum").Len() == 0 {
		return false
	}
	for _, key := range []string{"$ref", "allOf", "oneOf", "anyOf", "not", "properties", "items", "additionalProperties"} {
		if n.Get(key) != nil {
			return false
		}
	}
	return true
}

// openScalar returns the type of a schema that admits every value of a scalar type, or "".
func openScalar(n *document.Node) string {
	name, ok := n.Get("type").Text()
	if !ok || name != "string" && name != "integer" && name != "number" || structural(n) || n.Get("format") != nil {
		return ""
	}
	return name
}

// uniform reports whether all values are scalars of one kind, besides null.
func uniform(values []listed) bool {
	kind := document.Null
	for _, v := range values {
		switch {
		case v.Kind == document.Null:
		case v.Kind == document.Mapping, v.Kind == document.Sequence, kind != document.Null && v.Kind != kind:
			return false
		default:
			kind = v.Kind
		}
	}
	return true
}

// ofKind reports whether all values are of a type.
func ofKind(values []listed, kind string) bool {
	return !slices.ContainsFunc(values, func(v listed) bool {
		switch {
		case v.Kind == document.String:
			return kind != "string"
		case v.Kind == document.Number:
			return kind != "number" && kind != "integer"
		}
		return v.Kind != document.Null
	})
}

func containsValue(values []*document.Node, v *document.Node) bool {
	return slices.ContainsFunc(values, func(other *document.Node) bool { return other.Kind == v.Kind && other.Value == v.Value })
}

// enum reads a schema that lists its values.
func (c *schemas) enum(s source, values []listed) resolved {
	kinds := c.kindsListed(s.node)
	t := &api.Type{Kind: api.Enum, Ref: s.pointer}
	nullListed := false
	var found []document.Kind
	for _, v := range values {
		switch v.Kind {
		case document.Null:
			nullListed = true
			continue
		case document.Mapping, document.Sequence:
			c.diags.Warnf("structured-enum", v.Pos, "an enum of objects or lists has no constants").Pointer = s.pointer
			return c.withoutEnum(s, kinds, nullListed)
		}
		if slices.ContainsFunc(t.Values, func(e api.EnumValue) bool { return e.Text == v.Value }) {
			c.diags.Warnf("duplicate-enum", v.Pos, "duplicate enum value %q", v.Value).Pointer = s.pointer
			continue
		}
		if !slices.Contains(found, v.Kind) {
			found = append(found, v.Kind)
		}
		t.Values = append(t.Values, api.EnumValue{Text: v.Value, Name: v.name, Doc: v.doc, Pos: v.Pos})
	}
	if len(found) == 0 { // null alone
		r := c.withoutEnum(s, kinds, nullListed)
		r.nullable = r.nullable || len(kinds) == 0
		return r
	}
	basic, ok := enumBasic(kinds, found, t.Values)
	if !ok {
		c.diags.Warnf("mixed-enum", s.node.Pos, "the enum has values of another type than its schema, or beyond 64 bits; read as a plain value").Pointer = s.pointer
		return c.withoutEnum(s, kinds, nullListed)
	}
	if basic == api.Boolean {
		r := c.withoutEnum(s, []string{"boolean"}, nullListed)
		r.doc.Constraints = append(r.doc.Constraints, api.Constraint{Kind: api.Always, Value: t.Values[0].Text})
		if len(t.Values) > 1 {
			r.doc.Constraints = nil
		}
		return r
	}
	t.Basic = basic
	c.warnNames(s, values)
	c.declare(s, t)
	r := c.plain(s, t)
	r.nullListed = nullListed
	return r
}

// kindsListed returns the types of a schema that lists values: its own, or those of the
// alternatives that list them.
func (c *schemas) kindsListed(n *document.Node) []string {
	kinds := c.kindsOf(n)
	if len(kinds) > 0 || len(openapi.Types(n)) > 0 {
		return kinds
	}
	for _, alternative := range append(n.Get("oneOf").Items(), n.Get("anyOf").Items()...) {
		for _, kind := range c.kindsOf(alternative) {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	return kinds
}

// openEnum reports whether a node says that other values than those of its enum may
// occur.
func openEnum(n *document.Node) bool {
	text, _ := n.Get("x-speakeasy-unknown-values").Text()
	return text == "allow"
}

// openValues opens an enum where the node that uses it says so. It is then open
// everywhere, as types do not differ by their uses. A list of enums says nothing of them.
func openValues(n *document.Node, t *api.Type) {
	t.Open = t.Open || t.Kind == api.Enum && openEnum(n)
}

// withoutEnum reads the schema as if it had no enum.
func (c *schemas) withoutEnum(s source, kinds []string, nullListed bool) resolved {
	var r resolved
	if len(kinds) == 1 {
		r = c.ofKind(s, kinds[0])
	} else {
		r = c.anything(s)
	}
	r.nullListed = nullListed
	return r
}

// enumBasic returns the representation that fits every value.
func enumBasic(kinds []string, found []document.Kind, values []api.EnumValue) (api.Basic, bool) {
	if len(found) != 1 || len(kinds) > 1 {
		return 0, false
	}
	kind := ""
	if len(kinds) == 1 {
		kind = kinds[0]
	}
	switch found[0] {
	case document.String:
		return api.String, kind == "" || kind == "string"
	case document.Bool:
		return api.Boolean, kind == "" || kind == "boolean"
	}
	if basic, ok := integralBasic(values); ok && kind != "number" {
		return basic, kind == "" || kind == "integer"
	}
	return api.Number, kind == "" || kind == "number"
}

// integralBasic returns the type of integers that has all values, which are JSON numbers.
func integralBasic(values []api.EnumValue) (api.Basic, bool) {
	fits := func(parse func(text string) error) bool {
		return !slices.ContainsFunc(values, func(v api.EnumValue) bool { return parse(v.Text) != nil })
	}
	if fits(func(text string) error { _, err := strconv.ParseInt(text, 10, 64); return err }) {
		return api.Integer, true
	}
	return api.Unsigned, fits(func(text string) error { _, err := strconv.ParseUint(text, 10, 64); return err })
}
