package runtime

import (
	"net/http"
	"slices"
)

// global is a parameter that a client holds for all its calls, such as the id of an
// account. A header is one of the client's headers: it is sent with every call, and
// [WithHeader] sets it as well. A query parameter goes only where it is declared.
type global struct {
	name     string // on the wire
	location parameterLocation
	noun     string // for errors, as in "account ID"
	option   string // that sets it, as in "WithAccountID"
	method   string // of a client that sets it, as in "ForAccount"
}

// globalUse is a global that an operation cannot go without, or that is sent only
// because the operation declares it.
type globalUse struct {
	*global
	required bool
}

// with returns the option that sets the global.
func (g *global) with(value string) Option {
	return anyOption(func(s *settings) { s.setGlobal(g, g.option, value) })
}

// without returns the option that unsets the global.
func (g *global) without() Option { return anyOption(func(s *settings) { s.unsetGlobal(g) }) }

// withGlobal returns a Core that sets a global and shares everything else.
func (c *Core) withGlobal(g *global, value string) *Core {
	core := *c
	core.settings.setGlobal(g, g.method, value)
	return &core
}

// setGlobal refuses an empty value: falling back to another account would be the
// worst way to handle a tenant that the caller failed to look up.
func (s *settings) setGlobal(g *global, by, value string) {
	switch {
	case value == "":
		s.reject("%s: the %s is empty", by, g.noun)
	case hasControl(value):
		s.reject("%s: the %s has control characters in it", by, g.noun)
	case hasMark(value):
		s.reject("%s: %w", by, errMark)
	}
	s.unsetGlobal(g)
	list := s.globalsIn(g.location)
	*list = append(*list, nameValue{g.key(), value})
}

func (s *settings) unsetGlobal(g *global) {
	list := s.globalsIn(g.location)
	*list = slices.DeleteFunc(slices.Clone(*list), func(v nameValue) bool { return v.name == g.key() })
}

// globalsIn is the list that holds the globals of a location, perhaps among others.
func (s *settings) globalsIn(location parameterLocation) *[]nameValue {
	if location == inHeader {
		return &s.header
	}
	return &s.globals
}

// key is the name of the global in the settings.
func (g *global) key() string {
	if g.location == inHeader {
		return http.CanonicalHeaderKey(g.name)
	}
	return g.name
}

// addGlobals adds the globals that go only where they are declared, and misses those
// that are required and nowhere set.
func (req *request) addGlobals() {
	for _, use := range req.op.globals {
		value := lastValue(*req.settings.globalsIn(use.location), use.key())
		own := use.location == inQuery && slices.ContainsFunc(req.settings.query, func(q nameValue) bool { return q.name == use.name })
		switch {
		case own: // set by WithQuery
		case value == "" && use.required:
			req.settings.reject("%s parameter %s: no %s: use %s, for a client or this call, or %s",
				use.location, use.name, use.noun, use.option, use.method)
		case value != "" && use.location == inQuery:
			req.query = append(req.query, escape(use.name, "")+"="+escape(value, ""))
		}
	}
}

// lastValue is the value that holds of a name, the last one; empty if there is none.
func lastValue(list []nameValue, name string) string {
	for _, v := range slices.Backward(list) {
		if v.name == name {
			return v.value
		}
	}
	return ""
}
