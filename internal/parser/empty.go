package parser

import (
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// bound returns the number of a keyword such as minItems, or another one where there is
// none.
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

// checkEmpty reports a required parameter whose schema admits nothing but what is empty.
// In a path, that leads elsewhere; and an empty list or object is not sent at all, so
// that the parameter cannot but be optional.
func (r *reader) checkEmpty(p *api.Parameter, schema source) {
	if !p.Use.Required || p.JSON {
		return
	}
	e := emptiness{schemas: r.schemas, joined: p.In == api.InPath, known: map[*document.Node]string{}}
	kind := e.kind(schema.node)
	switch {
	case kind == "":
	case p.In == api.InPath:
		d := r.diags.Errorf("empty-parameter", schema.node.Pos, "the path parameter %q can only be an empty %s, and no request has that in its path", p.Name, kind)
		d.Pointer, d.Hint = schema.pointer, "admit a value that is not empty, or take the parameter out of the path"
	case kind != "string":
		p.Use.Required = false
		d := r.diags.Warnf("empty-parameter", schema.node.Pos, "the %s parameter %q is required and can only be an empty %s, which is not sent; it is read as optional", p.In, p.Name, kind)
		d.Pointer, d.Hint = schema.pointer, "admit a value that is not empty, or remove the parameter"
	}
}

// emptiness finds schemas that admit nothing but what is empty, and null.
type emptiness struct {
	*schemas
	joined bool                      // an array is a text of its items, as in a path
	known  map[*document.Node]string // what was found of a schema
}

// kind returns which empty value is all that a schema admits: "string", "array" or
// "object"; and "" if there are others.
func (e *emptiness) kind(n *document.Node) string {
	kind, ok := e.known[n]
	if !ok {
		e.known[n] = "" // for a schema within itself
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
	if onlyEmptyTexts(n) {
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

// common returns the kind of several alternatives if all of them are empty. A string goes
// before the others, because it can be sent in more places.
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

// onlyEmptyTexts reports whether a schema lists the empty string as its one value, null
// aside.
func onlyEmptyTexts(n *document.Node) bool {
	values := n.Get("enum").Items()
	if fixed := n.Get("const"); fixed != nil {
		values = []*document.Node{fixed}
	}
	values = slices.DeleteFunc(slices.Clone(values), func(v *document.Node) bool { return v.Kind == document.Null })
	return len(values) == 1 && values[0].Kind == document.String && values[0].Value == ""
}
