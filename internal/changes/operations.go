package changes

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// selector returns the way from a client to a service.
func (s Side) selector(service *api.Service) string { return s.Names.Service(service).Selector }

// method returns the way from a client to the method of an operation.
func (s Side) method(o *api.Operation) string {
	return s.selector(o.Service) + "." + s.Names.Operation(o).Method
}

func wireOf(o *api.Operation) string {
	return strings.TrimSpace(o.Method + " " + o.Target() + " " + o.Variant)
}

func (c *comparison) compareOperations() {
	for _, o := range c.gone {
		change := Change{Subject: c.old.method(o), Service: c.old.selector(o.Service), wire: wireOf(o), Before: wireOf(o), Old: o.Pos}
		c.add("operation-removed", everywhere, change)
	}
	for _, o := range c.added {
		change := Change{Subject: c.new.method(o), Service: c.new.selector(o.Service), wire: wireOf(o), After: wireOf(o), New: o.Pos}
		c.add("operation-added", everywhere, change)
	}
	for _, p := range c.pairs {
		c.compareOperation(p)
	}
}

// changeOf returns what the changes of an operation have in common.
func (c *comparison) changeOf(p pair) Change {
	return Change{Subject: c.old.method(p.old), Service: c.old.selector(p.old.Service), wire: wireOf(p.old), Old: p.old.Pos, New: p.new.Pos}
}

func (c *comparison) compareOperation(p pair) {
	change := c.changeOf(p)
	if c.isRenamed(p) {
		renamed := change
		renamed.Before, renamed.After = c.old.method(p.old), c.new.method(p.new)
		c.add("operation-renamed", everywhere, renamed)
	}
	if p.old.Of == nil {
		if keyOf(p.old) != keyOf(p.new) {
			moved := change
			moved.Before, moved.After = wireOf(p.old), wireOf(p.new)
			c.add("operation-moved", everywhere, moved)
		}
		c.compareDeprecation("operation-deprecated", p.old.Doc, p.new.Doc, change)
		if p.old.Doc.Deprecated != nil && p.new.Doc.Deprecated == nil {
			c.add("operation-undeprecated", everywhere, change)
		}
		c.compareText(p.old.Doc, p.new.Doc, change)
		c.compareErrorsOf(p, change)
		c.compareSecurityOf(p, change)
	}
	c.compareSignatures(p, change)
	c.compareParameters(p)
	c.compareBodies(p)
}

// isRenamed reports whether a method has another name, or moved to another service that is
// not the same under another name.
func (c *comparison) isRenamed(p pair) bool {
	service := c.old.selector(p.old.Service)
	if to := c.services[service]; to != "" {
		service = to
	}
	return service != c.new.selector(p.new.Service) || c.old.Names.Operation(p.old).Method != c.new.Names.Operation(p.new).Method
}

// compareSignatures compares how methods are called, and what they return.
func (c *comparison) compareSignatures(p pair, change Change) {
	was, is := c.old.Names.Signatures(p.old), c.new.Names.Signatures(p.new)
	if input, now := was[0].Params, is[0].Params; !c.sameGo(input, now) && !c.followsName(p) {
		changed := change
		changed.Before, changed.After = input, now
		c.add("input-changed", everywhere, changed)
	}
	if !c.sameGo(was[0].Result, is[0].Result) && !(c.followsName(p) && p.old.Outcome() == api.OutcomeSeveral && p.new.Outcome() == api.OutcomeSeveral) {
		changed := change
		changed.Before, changed.After = was[0].Result, is[0].Result
		c.add("result-changed", everywhere, changed)
	}
	before, after := c.old.Names.Operation(p.old), c.new.Names.Operation(p.new)
	c.compareIterator(change, p, before.Pages, after.Pages, was, is)
	c.compareIterator(change, p, before.All, after.All, was, is)
}

// followsName reports whether the structs of an operation have other names because the
// operation has; then it takes its input in the same way.
func (c *comparison) followsName(p pair) bool {
	return p.old.Input() == p.new.Input() && (c.isRenamed(p) || c.services[c.old.selector(p.old.Service)] != "")
}

func (c *comparison) compareIterator(change Change, p pair, before, after string, was, is []names.Signature) {
	of := func(list []names.Signature, name string) string {
		if i := slices.IndexFunc(list, func(s names.Signature) bool { return s.Method == name }); i >= 0 && name != "" {
			return list[i].Result
		}
		return ""
	}
	service := c.old.selector(p.old.Service)
	change.Before, change.After = of(was, before), of(is, after)
	switch {
	case before == "" && after != "":
		change.Subject = c.new.selector(p.new.Service) + "." + after
		c.add("iterator-added", everywhere, change)
	case before != "" && after == "":
		change.Subject = service + "." + before
		c.add("iterator-removed", everywhere, change)
	case before != after && !c.isRenamed(p):
		change.Subject, change.Before, change.After = service+"."+before, before, after
		c.add("iterator-changed", everywhere, change)
	case !c.sameGo(change.Before, change.After):
		change.Subject = service + "." + before
		c.add("iterator-changed", everywhere, change)
	}
}

// compareErrorsOf compares the errors that an operation documents.
func (c *comparison) compareErrorsOf(p pair, change Change) {
	typed := func(o *api.Operation) map[api.Status]*api.ErrorCase {
		cases := map[api.Status]*api.ErrorCase{}
		for _, e := range o.Errors {
			if e.Error != nil {
				cases[e.Status] = e
			}
		}
		return cases
	}
	was, is := typed(p.old), typed(p.new)
	for _, e := range p.old.Errors {
		if e.Error == nil {
			continue
		}
		at := change
		at.wire, at.Old = change.wire+" "+string(e.Status), e.Pos
		at.Before = string(e.Status) + " *" + c.old.Names.Error(e.Error)
		n := is[e.Status]
		if n == nil {
			c.add("error-removed", everywhere, at)
			continue
		}
		at.New, at.After = n.Pos, string(e.Status)+" *"+c.new.Names.Error(n.Error)
		if !c.sameGo(at.Before, at.After) {
			c.add("error-changed", everywhere, at)
		}
	}
	for _, n := range p.new.Errors {
		if n.Error != nil && was[n.Status] == nil {
			at := change
			at.wire, at.New = change.wire+" "+string(n.Status), n.Pos
			at.After = string(n.Status) + " *" + c.new.Names.Error(n.Error)
			c.add("error-added", everywhere, at)
		}
	}
}

// compareSecurityOf compares the credentials that an operation accepts.
func (c *comparison) compareSecurityOf(p pair, change Change) {
	was, is := alternatives(p.old), alternatives(p.new)
	change.Before, change.After = strings.Join(was, " or "), strings.Join(is, " or ")
	if change.Before == change.After {
		return
	}
	for _, alternative := range was {
		if !slices.Contains(is, alternative) && !slices.Contains(is, "none") {
			c.add("security-narrowed", everywhere, change)
			return
		}
	}
	c.add("security-widened", everywhere, change)
}

// alternatives lists the ways to be let in, each as the names of its schemes, sorted.
func alternatives(o *api.Operation) []string {
	var all []string
	for _, alternative := range o.Security {
		var schemes []string
		for _, use := range alternative {
			name := use.Scheme.Name
			if len(use.Scopes) > 0 {
				scopes := slices.Clone(use.Scopes)
				slices.Sort(scopes)
				name += "(" + strings.Join(scopes, " ") + ")"
			}
			schemes = append(schemes, name)
		}
		slices.Sort(schemes)
		if len(schemes) == 0 {
			schemes = []string{"none"}
		}
		all = append(all, strings.Join(schemes, "+"))
	}
	if len(all) == 0 {
		all = []string{"none"}
	}
	slices.Sort(all)
	return all
}
