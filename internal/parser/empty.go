package parser

import (
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// bound returns the value of a keyword such as minItems, or a default.
func bound(n *document.Node, keyword string, otherwise float64) float64 {
	limit := n.Get(keyword)
	if limit == nil {
		return otherwise
	}
	number, err := strconv.ParseFloat(limit.Value, 64)
	if err != nil {
		return otherwise
	}
	return number
}

// checkEmpty reports a required parameter that can only be empty. In a path, it
// would change the path; elsewhere, an empty list or object is not sent, so the
// parameter is optional.
func (r *reader) checkEmpty(op *api.Operation, p *api.Parameter, schema source) {
	if !p.Use.Required || p.JSON {
		return
	}
	e := emptiness{schemas: r.schemas, joined: p.In == api.InPath, known: map[*document.Node]string{}}
	kind := e.kind(schema.node)
	switch {
	case kind == "":
	case p.In == api.InPath:
		d := r.leaveOut(op, "empty-parameter", schema.node.Pos, "the path parameter %q can only be an empty %s, which a path cannot contain", p.Name, kind)
		d.Pointer, d.Hint = schema.pointer, "allow a non-empty value, or remove the parameter from the path"
	case kind != "string":
		p.Use.Required = false
		d := r.diags.Warnf("empty-parameter", schema.node.Pos, "the required %s parameter %q can only be an empty %s, which is not sent; read as optional", p.In, p.Name, kind)
		d.Pointer, d.Hint = schema.pointer, "allow a non-empty value, or remove the parameter"
	}
}

// emptiness finds schemas that admit only empty values and null.
type emptiness struct {
	*schemas
	joined bool                      // an array is the joined string of its items, as in a path
	known  map[*document.Node]string // results by schema
}

// kind returns the kind of the only empty value that a schema admits, "string",
// "array" or "object", or "" if it admits others.
func (e *emptiness) kind(n *document.Node) string {
	kind, ok := e.known[n]
	if !ok {
		e.known[n] = "" // for recursive schemas
		kind = e.find(n)
		e.known[n] = kind
	}
	return kind
}

func (e *emptiness) find(n *document.Node) string {
	if ref, ok := n.Get("$ref").Text(); ok {
		return e.kind(e.root.At(ref))
	}
	for _, part := range n.Get("allOf").Items() {
		if kind := e.kind(part); kind != "" {
			return kind
		}
	}
	if alternatives, _ := e.alternatives(n); alternatives != nil {
		return e.common(alternatives)
	}
	if onlyEmptyStrings(n) {
		return "string"
	}
	kinds := e.kindsOf(n)
	if len(kinds) != 1 {
		return ""
	}
	limit := map[string]string{"string": "maxLength", "array": "maxItems", "object": "maxProperties"}[kinds[0]]
	if bound(n, limit, 1) < 1 {
		return kinds[0]
	}
	if items := n.Get("items"); e.joined && kinds[0] == "array" && items != nil && e.kind(items) == "string" {
		return "array"
	}
	return ""
}

// common returns the kind of several alternatives if all of them are empty,
// preferably a string, which can be sent in more locations.
func (e *emptiness) common(alternatives []*document.Node) string {
	common := ""
	for _, alternative := range alternatives {
		kind := e.kind(alternative)
		switch {
		case isNull(alternative):
		case kind == "":
			return ""
		case common != "string":
			common = kind
		}
	}
	return common
}

// onlyEmptyStrings reports whether the only value of a schema, besides null, is the
// empty string.
func onlyEmptyStrings(n *document.Node) bool {
	values := n.Get("enum").Items()
	if fixed := n.Get("const"); fixed != nil {
		values = []*document.Node{fixed}
	}
	values = slices.DeleteFunc(slices.Clone(values), func(v *document.Node) bool { return v.Kind == document.Null })
	return len(values) == 1 && values[0].Kind == document.String && values[0].Value == ""
}
