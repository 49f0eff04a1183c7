package parser

import (
	"cmp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// globals finds the parameters that a client holds for all its calls: the headers of the
// options, and what x-speakeasy-globals declares.
func (r *reader) globals() {
	for _, g := range r.opts.Globals {
		r.addGlobal(&api.Global{Name: g.Header, Label: g.Label, In: api.InHeader})
	}
	for i, item := range r.root.Get("x-speakeasy-globals").Get("parameters").Items() {
		n := item
		if ref, ok := n.Get("$ref").Text(); ok {
			n = r.root.At(ref) // no further: nobody has checked that references in an extension end
		}
		name, _ := n.Get("name").Text()
		in, _ := n.Get("in").Text()
		if name == "" || in != "header" && in != "query" {
			r.diags.Warnf("unsupported-global", item.Pos, "only header and query parameters can be set for the whole client")
			continue
		}
		if in == "header" && !r.checkHeader(name, located{n, "#/x-speakeasy-globals/parameters" + index(i)}) {
			continue
		}
		r.addGlobal(&api.Global{Name: name, In: locations[in], Pos: n.Pos})
	}
}

// addGlobal adds a global, unless it is there already.
func (r *reader) addGlobal(g *api.Global) {
	if r.global(g.Name, g.In) != nil {
		return
	}
	g.Label = cmp.Or(g.Label, wireLabel(g.Name))
	g.Use = api.TypeUse{Type: &api.Type{Kind: api.Scalar, Basic: api.String}}
	r.api.Globals = append(r.api.Globals, g)
}

// wireLabel is the name of a parameter without the "x-" that headers have.
func wireLabel(name string) string {
	if len(name) > 2 && strings.EqualFold(name[:2], "x-") {
		return name[2:]
	}
	return name
}

// global returns the global of a name; nil if there is none.
func (r *reader) global(name string, in api.Location) *api.Global {
	for _, g := range r.api.Globals {
		if g.In == in && (g.Name == name || in == api.InHeader && strings.EqualFold(g.Name, name)) {
			return g
		}
	}
	return nil
}

// globalOf returns what the client holds for a parameter. That is a string: a parameter
// of another type is handed over like all others.
func (r *reader) globalOf(p *api.Parameter, value resolved) *api.Global {
	g := r.global(p.Name, p.In)
	if g == nil || value.typ.Kind == api.Scalar && value.typ.Basic == api.String && !p.JSON {
		return g
	}
	d := r.diags.Warnf("unsupported-global", value.pos, "the %s parameter %s is of the type %s, but what a client holds for all its calls is a string: each call takes it",
		p.In, p.Name, shapeName(value.typ))
	d.Hint = "make it a plain string, or give it to each call"
	return nil
}
