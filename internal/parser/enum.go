package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// enum reads a schema with "enum" or "const".
func (c *schemas) enum(s source) resolved {
	values := s.node.Get("enum").Items()
	if fixed := s.node.Get("const"); fixed != nil {
		values = []*document.Node{fixed}
	}
	kinds := c.kindsOf(s.node)
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
		t.Values = append(t.Values, api.EnumValue{Text: v.Value, Pos: v.Pos})
	}
	if len(found) == 0 { // null alone
		r := c.withoutEnum(s, kinds, nullListed)
		r.nullable = r.nullable || len(kinds) == 0
		return r
	}
	basic, ok := enumBasic(kinds, found, t.Values)
	if !ok {
		c.diags.Warnf("mixed-enum", s.node.Pos, "the enum has values of another type than its schema, or beyond int64; read as a plain value").Pointer = s.pointer
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
	c.declare(s, t)
	r := c.plain(s, t)
	r.nullListed = nullListed
	return r
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
	integral := !slices.ContainsFunc(values, func(v api.EnumValue) bool { return !isInteger(v.Text) })
	kind := ""
	if len(kinds) == 1 {
		kind = kinds[0]
	}
	switch found[0] {
	case document.String:
		return api.String, kind == "" || kind == "string"
	case document.Bool:
		return api.Boolean, kind == "" || kind == "boolean"
	default:
		if integral && kind != "number" {
			return api.Integer, kind == "" || kind == "integer"
		}
		return api.Number, kind == "" || kind == "number"
	}
}

// isInteger reports whether a JSON number is written without fraction and
// exponent and fits into 64 bits.
func isInteger(text string) bool {
	digits := text
	if len(digits) > 0 && digits[0] == '-' {
		digits = digits[1:]
	}
	if digits == "" || len(digits) > 18 {
		return false
	}
	for _, r := range digits {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
