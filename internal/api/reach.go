package api

import "slices"

// Reach is a set of types.
type Reach map[*Type]bool

// reach returns the types with all that they are made of.
func reach(types []*Type) Reach {
	reached := Reach{}
	open := slices.Clone(types)
	for len(open) > 0 {
		t := open[len(open)-1]
		open = open[:len(open)-1]
		if t == nil || reached[t] {
			continue
		}
		reached[t] = true
		if t.Elem != nil {
			open = append(open, t.Elem.Type)
		}
		for _, f := range t.Fields {
			open = append(open, f.Use.Type)
		}
		for _, v := range t.Variants {
			open = append(open, v.Type)
		}
	}
	return reached
}

// ReachedByCalls returns the types that requests and results are made of. All
// others of the API belong to errors alone.
func (a *API) ReachedByCalls() Reach {
	var types []*Type
	for _, o := range a.Operations() {
		for _, p := range o.Parameters {
			types = append(types, p.Use.Type)
		}
		if o.Body != nil {
			types = append(types, o.Body.Use.Type)
		}
		for _, r := range o.Results {
			types = append(types, r.Use.Type)
		}
	}
	return reach(types)
}

// ReachedByErrors returns the types that the bodies of errors are made of.
func (a *API) ReachedByErrors() Reach {
	var types []*Type
	for _, e := range a.Errors {
		types = append(types, e.Body)
	}
	return reach(types)
}

// ReachedByHeaders returns the types that headers of responses are made of.
func (a *API) ReachedByHeaders() Reach {
	var types []*Type
	add := func(headers []*Header) {
		for _, h := range headers {
			types = append(types, h.Use.Type)
		}
	}
	for _, o := range a.Operations() {
		for _, r := range o.Results {
			add(r.Headers)
		}
		for _, c := range o.Errors {
			add(c.Headers)
		}
	}
	return reach(types)
}

// ReachedByIncoming returns the types that the requests of the API are made of.
func (a *API) ReachedByIncoming() Reach {
	var types []*Type
	add := func(requests []*Incoming) {
		for _, in := range requests {
			if in.Body != nil {
				types = append(types, in.Body.Use.Type)
			}
		}
	}
	add(a.Webhooks)
	types = append(types, a.Webhook)
	for _, o := range a.Operations() {
		add(o.Callbacks)
	}
	return reach(types)
}

// TypesOfErrors returns the listed types that stand with the errors: the body of
// one, or nothing but errors reach them. An API without operations has none.
func (a *API) TypesOfErrors() Reach {
	errors := Reach{}
	if len(a.Operations()) == 0 {
		return errors
	}
	called, incoming := a.ReachedByCalls(), a.ReachedByIncoming()
	for _, t := range a.Types {
		if t.ErrorBody || !called[t] && !incoming[t] {
			errors[t] = true
		}
	}
	return errors
}

// TypesByOwner returns the listed types of each service, those that several share under nil,
// and those that stand with the errors, in their order.
func (a *API) TypesByOwner() (owned map[*Service][]*Type, ofErrors []*Type) {
	owned = map[*Service][]*Type{}
	errors := a.TypesOfErrors()
	for _, t := range a.Types {
		if errors[t] {
			ofErrors = append(ofErrors, t)
		} else {
			owned[t.Owner] = append(owned[t.Owner], t)
		}
	}
	return owned, ofErrors
}

// PartEnums parts the enums of a list from the other types, as files and pages do. Both
// keep their order.
func PartEnums(types []*Type) (others, enums []*Type) {
	for _, t := range types {
		if t.Kind == Enum {
			enums = append(enums, t)
		} else {
			others = append(others, t)
		}
	}
	return others, enums
}

// Unlisted returns the named types that something refers to and that are missing in
// the list of types; a complete API has none.
func (a *API) Unlisted() []*Type {
	listed := Reach{}
	for _, t := range a.Types {
		listed[t] = true
	}
	var missing []*Type
	for _, reached := range []Reach{a.ReachedByCalls(), a.ReachedByErrors(), a.ReachedByIncoming(), reach(a.Types)} {
		for t := range reached {
			if t.Named() && !listed[t] {
				listed[t] = true
				missing = append(missing, t)
			}
		}
	}
	return missing
}
