package changes

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// compareAPI compares what is there once: servers, security schemes, what clients hold.
func (c *comparison) compareAPI() {
	was, is := c.old.API, c.new.API
	if was.Title != is.Title || was.Description != is.Description || was.Version != is.Version {
		change := Change{Subject: "the SDK", wire: "#/info"}
		if was.Version != is.Version {
			change.Before, change.After = was.Version, is.Version
		}
		c.add("text-changed", everywhere, change)
	}
	c.compareServers(was.Servers, is.Servers)
	c.compareSchemes(was.Security, is.Security)
	c.compareGlobals(was.Globals, is.Globals)
}

func (c *comparison) compareServers(was, is []*api.Server) {
	has := func(list []*api.Server, s *api.Server) bool { return slices.ContainsFunc(list, s.Same) }
	for i, s := range was {
		change := Change{Subject: s.URL, wire: "#/servers " + s.URL, Before: s.URL, Old: s.Pos}
		switch {
		case i == 0 && len(is) > 0 && !s.Same(is[0]):
			change.Subject, change.wire, change.After, change.New = "the default server", "#/servers/0", is[0].URL, is[0].Pos
			c.add("default-server-changed", everywhere, change)
		case !has(is, s):
			c.add("server-removed", everywhere, change)
		}
	}
	for i, s := range is {
		if !has(was, s) && (i > 0 || len(was) == 0) {
			c.add("server-added", everywhere, Change{Subject: s.URL, wire: "#/servers " + s.URL, After: s.URL, New: s.Pos})
		}
	}
}

func (c *comparison) compareSchemes(was, is []*api.SecurityScheme) {
	find := func(list []*api.SecurityScheme, name string) *api.SecurityScheme {
		return first(list, func(s *api.SecurityScheme) bool { return s.Name == name })
	}
	text := func(s *api.SecurityScheme) string {
		if s.Parameter != "" {
			return s.Kind.String() + " " + s.Parameter
		}
		return s.Kind.String()
	}
	for _, s := range was {
		change := Change{Subject: s.Name, wire: "#/components/securitySchemes/" + s.Name, Before: text(s), Old: s.Pos}
		n := find(is, s.Name)
		switch {
		case n == nil:
			c.add("security-scheme-removed", everywhere, change)
		case text(n) != text(s):
			change.After, change.New = text(n), n.Pos
			c.add("security-scheme-changed", everywhere, change)
		}
	}
	for _, n := range is {
		if find(was, n.Name) == nil {
			c.add("security-scheme-added", everywhere, Change{Subject: n.Name, wire: "#/components/securitySchemes/" + n.Name, After: text(n), New: n.Pos})
		}
	}
}

func (c *comparison) compareGlobals(was, is []*api.Global) {
	find := func(s Side, list []*api.Global, option string) bool {
		return slices.ContainsFunc(list, func(g *api.Global) bool { return s.Names.Global(g).Option == option })
	}
	for _, g := range was {
		if option := c.old.Names.Global(g).Option; !find(c.new, is, option) {
			c.add("client-option-removed", everywhere, Change{Subject: option, wire: g.In.String() + ":" + g.Name, Before: g.Name, Old: g.Pos})
		}
	}
	for _, g := range is {
		if option := c.new.Names.Global(g).Option; !find(c.old, was, option) {
			c.add("client-option-added", everywhere, Change{Subject: option, wire: g.In.String() + ":" + g.Name, After: g.Name, New: g.Pos})
		}
	}
}

// compareServices compares the groups of methods.
func (c *comparison) compareServices() {
	was, is := map[string]bool{}, map[string]bool{}
	for _, s := range c.old.API.AllServices() {
		was[c.old.selector(s)] = true
	}
	to := map[string]bool{}
	for _, s := range c.new.API.AllServices() {
		is[c.new.selector(s)] = true
	}
	for _, s := range c.old.API.AllServices() {
		name := c.old.selector(s)
		change := Change{Subject: name, Service: name, wire: "service " + name, Before: name, Old: s.Pos}
		if now := c.services[name]; now != "" {
			to[now] = true
			change.After = now
			c.add("service-renamed", everywhere, change)
		} else if !is[name] {
			c.add("service-removed", everywhere, change)
		}
	}
	for _, s := range c.new.API.AllServices() {
		if name := c.new.selector(s); !was[name] && !to[name] {
			c.add("service-added", everywhere, Change{Subject: name, Service: name, wire: "service " + name, After: name, New: s.Pos})
		}
	}
}

// compareErrors compares the error types.
func (c *comparison) compareErrors() {
	was, is := c.old.API.Errors, c.new.API.Errors
	find := func(s Side, list []*api.ErrorType, name string) *api.ErrorType {
		return first(list, func(e *api.ErrorType) bool { return s.Names.Error(e) == name })
	}
	body := func(s Side, e *api.ErrorType) string {
		if e.Body == nil {
			return ""
		}
		return s.Names.ValueType(e.Body)
	}
	for _, e := range was {
		name := c.old.Names.Error(e)
		change := Change{Subject: name, wire: "error " + name, Old: e.Pos, Before: body(c.old, e)}
		n := find(c.new, is, name)
		if n == nil {
			change.Before = name
			c.add("error-type-removed", everywhere, change)
			continue
		}
		change.New, change.After = n.Pos, body(c.new, n)
		if !c.sameGo(change.Before, change.After) {
			c.add("error-body-changed", everywhere, change)
		}
	}
	for _, e := range is {
		if name := c.new.Names.Error(e); find(c.old, was, name) == nil {
			c.add("error-type-added", everywhere, Change{Subject: name, wire: "error " + name, After: name, New: e.Pos})
		}
	}
}
