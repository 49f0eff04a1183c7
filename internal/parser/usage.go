package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// finish derives what requires the whole API: which types are reached, by which
// services, and which objects are recursive.
func (r *reader) finish() {
	r.schemas.closeUnions()
	r.readWebhookType()
	r.checkEnds()
	r.schemas.finishUnions()
	reached := map[*api.Type]bool{}
	for _, op := range r.api.Operations() {
		seen := map[*api.Type]int{}
		for _, side := range r.reached[op] {
			r.reach(side, op.Service, seen, reached)
		}
	}
	if r.api.Webhook != nil {
		r.reach(typeSide{typ: r.api.Webhook}, nil, map[*api.Type]int{}, reached)
	}
	for _, in := range r.incomingRequests() {
		if in.Body != nil {
			r.reach(typeSide{typ: in.Body.Use.Type}, nil, map[*api.Type]int{}, reached)
		}
	}
	r.reachComponents(reached)
	for base, t := range r.uploads {
		if reached[base] { // the schema is also that of JSON
			t.Path, t.Component = append(slices.Clone(t.Path), "multipart"), false
		}
	}
	for _, t := range r.schemas.types {
		if reached[t] {
			freeReadOnly(t)
			r.api.Types = append(r.api.Types, t)
		}
	}
	r.sortByDeclaration(r.api.Types)
	markRecursion(r.api.Types)
	r.fillConstants()
	for _, op := range r.api.Operations() {
		if paging := r.paged[op]; paging != nil {
			op.Pagination = r.pagination(op, paging)
		}
	}
}

// reachComponents marks the schemas of a description that declares no operations: they are
// what it is for. Nothing says who sends them, so they count as both sent and received.
func (r *reader) reachComponents(reached map[*api.Type]bool) {
	if r.declaresOperations() {
		return
	}
	seen := map[*api.Type]int{}
	for _, name := range r.root.Get("components").Get("schemas").Keys() {
		if component := r.schemas.component(name); !ignored(component.node) {
			t := r.schemas.resolve(component).typ
			r.reach(typeSide{typ: t}, nil, seen, reached)
			r.reach(typeSide{typ: t, request: true}, nil, seen, reached)
		}
	}
}

// incomingRequests returns all requests that the API sends.
func (r *reader) incomingRequests() []*api.Incoming {
	all := slices.Clone(r.api.Webhooks)
	for _, op := range r.api.Operations() {
		all = append(all, op.Callbacks...)
	}
	return all
}

// freeReadOnly makes read-only fields optional in requests: their "required" only
// applies to responses. It runs after unions have used the keyword.
func freeReadOnly(t *api.Type) {
	for _, f := range t.Fields {
		if t.InRequest && f.Doc.ReadOnly {
			f.Use.Required = false
		}
	}
}

// reach marks a type and everything below it as used by a service. seen holds the
// sides that this operation has visited.
func (r *reader) reach(side typeSide, service *api.Service, seen map[*api.Type]int, reached map[*api.Type]bool) {
	bit := 1
	switch {
	case side.request:
		bit = 2
	case side.isError:
		bit = 4
	}
	t := side.typ
	if seen[t]&bit != 0 {
		return
	}
	seen[t] |= bit
	if !reached[t] {
		reached[t] = true
		t.Owner = service
	} else {
		t.Owner = commonService(r.services, t.Owner, service)
	}
	t.InRequest = t.InRequest || side.request
	t.InResponse = t.InResponse || !side.request
	t.ErrorBody = t.ErrorBody || side.isError
	for _, below := range directParts(t) {
		r.reach(typeSide{below, side.request, false}, service, seen, reached)
	}
}

// directParts returns the types that a type consists of.
func directParts(t *api.Type) []*api.Type {
	var parts []*api.Type
	for _, f := range t.Fields {
		parts = append(parts, f.Use.Type)
	}
	if t.Elem != nil {
		parts = append(parts, t.Elem.Type)
	}
	for _, v := range t.Variants {
		parts = append(parts, v.Type)
	}
	return parts
}

// commonService returns the innermost service that contains both, or nil.
func commonService(services map[string]*api.Service, a, b *api.Service) *api.Service {
	if a == nil || b == nil {
		return nil
	}
	common := 0
	for common < min(len(a.Path), len(b.Path)) && normalize(a.Path[common]) == normalize(b.Path[common]) {
		common++
	}
	key := ""
	for _, segment := range a.Path[:common] {
		key += "." + normalize(segment)
	}
	return services[key]
}

// sortByDeclaration orders types by the component that declares them, with those
// declared inside operations last. Within a component, it keeps the order of
// declaration.
func (r *reader) sortByDeclaration(types []*api.Type) {
	order := map[string]int{}
	for i, name := range r.root.Get("components").Get("schemas").Keys() {
		order[document.EscapePointer(name)] = i
	}
	rank := func(t *api.Type) int {
		rest, ok := strings.CutPrefix(t.Ref, openapi.Schemas)
		if !ok {
			return len(order)
		}
		component, _, _ := strings.Cut(strings.TrimSuffix(rest, multipartSuffix), "/")
		return order[component]
	}
	slices.SortStableFunc(types, func(a, b *api.Type) int { return rank(a) - rank(b) })
}

// markRecursion marks the fields by which an object would contain itself: those
// whose object is in the same strongly connected component (Tarjan's algorithm over
// fields that hold an object as a value).
func markRecursion(types []*api.Type) {
	t := tarjan{index: map[*api.Type]int{}, low: map[*api.Type]int{}, component: map[*api.Type]int{}}
	for _, typ := range types {
		if typ.Kind == api.Object && t.index[typ] == 0 {
			t.visit(typ)
		}
	}
	for _, typ := range types {
		for _, f := range typ.Fields {
			if f.Use.Type.Kind == api.Object && t.component[f.Use.Type] == t.component[typ] {
				f.Use.Recursive = f.Use.Type == typ || t.size[t.component[typ]] > 1
			}
		}
	}
}

type tarjan struct {
	index, low, component map[*api.Type]int
	stack                 []*api.Type
	size                  []int
}

func (t *tarjan) visit(typ *api.Type) {
	t.index[typ] = len(t.index) + 1
	t.low[typ] = t.index[typ]
	t.stack = append(t.stack, typ)
	for _, f := range typ.Fields {
		next := f.Use.Type
		if next.Kind != api.Object {
			continue
		}
		if t.index[next] == 0 {
			t.visit(next)
			t.low[typ] = min(t.low[typ], t.low[next])
		} else if _, closed := t.component[next]; !closed {
			t.low[typ] = min(t.low[typ], t.index[next])
		}
	}
	if t.low[typ] != t.index[typ] {
		return
	}
	t.size = append(t.size, 0)
	for {
		last := t.stack[len(t.stack)-1]
		t.stack = t.stack[:len(t.stack)-1]
		t.component[last] = len(t.size) - 1
		t.size[len(t.size)-1]++
		if last == typ {
			return
		}
	}
}
