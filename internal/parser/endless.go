package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// checkEnds reports types that require themselves and so have no finite value, and
// makes the recursive members optional: any value that a server sends lacks one of
// them. So this is a warning, and the SDK can read and write all possible values.
func (r *reader) checkEnds() {
	e := newEndings(r.schemas)
	for _, t := range r.schemas.types {
		for _, f := range t.Fields {
			if f.Use.Optional() || !e.leads(f.Use.Type, t, map[*api.Type]bool{}) {
				continue
			}
			f.Use.Required = false
			d := r.diags.Warnf("endless-schema", f.Pos, "%q is required and requires the object that contains it, so no value is finite; read as optional", f.Name)
			d.Hint = `remove it from "required", or let it be null`
		}
		e.settle(t)
	}
	for _, t := range r.schemas.filled {
		if !e.open[t] || !e.leads(t.Elem.Type, t, map[*api.Type]bool{}) {
			continue
		}
		delete(e.filled, t)
		e.settle(t)
		d := r.diags.Warnf("endless-schema", t.Pos, "the %s must not be empty, and each item requires another one, so no value is finite", t.Kind)
		d.Pointer, d.Hint = t.Ref, "let it be empty"
	}
}

// endings determines which types have finite values.
type endings struct {
	filled map[*api.Type]bool        // the lists and maps that must not be empty
	open   map[*api.Type]bool        // the types without a known finite value
	users  map[*api.Type][]*api.Type // the types that need a type
}

func newEndings(c *schemas) *endings {
	e := &endings{filled: map[*api.Type]bool{}, open: map[*api.Type]bool{}, users: map[*api.Type][]*api.Type{}}
	for _, t := range c.filled {
		e.filled[t] = true
	}
	types := slices.Concat(c.types, c.filled)
	for _, t := range types {
		e.open[t] = true
		for _, needed := range e.needs(t) {
			e.users[needed] = append(e.users[needed], t)
		}
	}
	for _, t := range types {
		e.settle(t)
	}
	return e
}

// needs returns the types that a value of a type contains: one of them for a union,
// all of them otherwise.
func (e *endings) needs(t *api.Type) []*api.Type {
	var needed []*api.Type
	for _, f := range t.Fields {
		if !f.Use.Optional() {
			needed = append(needed, f.Use.Type)
		}
	}
	for _, v := range t.Variants {
		needed = append(needed, v.Type)
	}
	if e.filled[t] && t.Elem != nil && !t.Elem.Nullable {
		needed = append(needed, t.Elem.Type)
	}
	return needed
}

// settle marks a type as finite if everything that it needs is.
func (e *endings) settle(t *api.Type) {
	if !e.open[t] {
		return
	}
	open := 0
	needed := e.needs(t)
	for _, n := range needed {
		if e.open[n] {
			open++
		}
	}
	if open > 0 && (t.Kind != api.Union || open == len(needed)) {
		return
	}
	delete(e.open, t)
	for _, user := range e.users[t] {
		e.settle(user)
	}
}

// leads reports whether a value of a type must contain, directly or not, one of another.
func (e *endings) leads(from, to *api.Type, seen map[*api.Type]bool) bool {
	switch {
	case !e.open[from] || seen[from]:
		return false
	case from == to:
		return true
	}
	seen[from] = true
	return slices.ContainsFunc(e.needs(from), func(needed *api.Type) bool { return e.leads(needed, to, seen) })
}
