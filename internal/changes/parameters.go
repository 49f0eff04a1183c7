package changes

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// onlyRequests is the direction of parameters and bodies.
var onlyRequests = direction{request: true}

// owner returns the struct that has the parameters of an operation as fields.
func (s Side) owner(o *api.Operation) string {
	n := s.Names.Operation(o)
	if n.Request != "" {
		return n.Request
	}
	return n.Params
}

// field returns the Go name of a parameter's field with its struct; empty if the client
// holds the parameter.
func (s Side) field(o *api.Operation, p *api.Parameter) string {
	n := s.Names.Operation(o)
	i := slices.Index(o.Parameters, p)
	if i < 0 || i >= len(n.Parameters) || n.Parameters[i] == "" {
		return ""
	}
	return n.Parameters[i]
}

// goType returns the Go type of a parameter's field.
func (s Side) goType(p *api.Parameter) string { return s.Names.GoType(names.FieldUse(p)) }

// become returns the parameters of the new operation by those of the old one. Those of a path
// are told by their part of it, so that they can have another name.
func become(p pair) map[*api.Parameter]*api.Parameter {
	matched, taken := map[*api.Parameter]*api.Parameter{}, map[*api.Parameter]bool{}
	was, is := wordInBraces.FindAllString(p.old.Path, -1), wordInBraces.FindAllString(p.new.Path, -1)
	for _, q := range p.old.Parameters {
		n := parameterLike(p.new, q)
		if i := slices.Index(was, "{"+q.Name+"}"); n == nil && q.In == api.InPath && i >= 0 && len(was) == len(is) {
			n = parameterLike(p.new, &api.Parameter{In: api.InPath, Name: strings.Trim(is[i], "{}")})
		}
		if n != nil && !taken[n] {
			matched[q], taken[n] = n, true
		}
	}
	return matched
}

func (c *comparison) compareParameters(p pair) {
	if p.old.Of != nil { // it has those of the usual way
		return
	}
	matched, kept := become(p), map[*api.Parameter]bool{}
	for _, q := range p.old.Parameters {
		change := c.changeOf(p)
		change.Subject, change.wire, change.Old = c.old.subject(p.old, q), change.wire+" "+q.In.String()+":"+q.Name, q.Pos
		n := matched[q]
		if n == nil {
			change.New, change.Before = p.new.Pos, c.old.declared(p.old, q)
			rule := "parameter-removed"
			if c.old.field(p.old, q) == "" {
				rule = "held-parameter-removed"
			}
			c.add(rule, onlyRequests, change)
			continue
		}
		kept[n] = true
		change.New = n.Pos
		c.compareParameter(p, q, n, change)
	}
	for _, n := range p.new.Parameters {
		if kept[n] {
			continue
		}
		change := c.changeOf(p)
		change.Subject, change.wire, change.New = c.new.subject(p.new, n), change.wire+" "+n.In.String()+":"+n.Name, n.Pos
		change.After = c.new.declared(p.new, n)
		c.add(ruleOfAddedParameter(n), onlyRequests, change)
	}
}

// ruleOfAddedParameter returns the rule for a parameter that an operation has got.
func ruleOfAddedParameter(p *api.Parameter) string {
	switch {
	case p.Global != nil && p.Use.Required:
		return "held-parameter-required"
	case p.Global != nil:
		return "held-parameter-added"
	case p.Use.Required:
		return "parameter-required-added"
	}
	return "parameter-added"
}

// subject names a parameter by its field, or else as the description does.
func (s Side) subject(o *api.Operation, p *api.Parameter) string {
	if field := s.field(o, p); field != "" {
		return s.owner(o) + "." + field
	}
	return s.method(o) + " " + p.Name
}

// declared is the declaration of a parameter's field.
func (s Side) declared(o *api.Operation, p *api.Parameter) string {
	if field := s.field(o, p); field != "" {
		return field + " " + s.goType(p)
	}
	return p.Name
}

func (c *comparison) compareParameter(p pair, q, n *api.Parameter, change Change) {
	was, is := c.old.field(p.old, q), c.new.field(p.new, n)
	named := change
	named.Before, named.After = was, is
	switch {
	case (was == "") != (is == ""):
		c.add("parameter-held-changed", onlyRequests, named)
	case was != is:
		c.add("parameter-renamed", onlyRequests, named)
	}
	if q.Style != n.Style || q.Explode != n.Explode || q.JSON != n.JSON {
		styled := change
		styled.Before, styled.After = layout(q), layout(n)
		c.add("parameter-style-changed", onlyRequests, styled)
	}
	at := place{kind: "parameter", change: change, old: q.Use, new: n.Use, oldDoc: q.Doc, newDoc: n.Doc, in: onlyRequests}
	if was != "" && is != "" {
		at.old, at.new = names.FieldUse(q), names.FieldUse(n)
		at.oldGo, at.newGo = c.old.goType(q), c.new.goType(n)
	}
	c.comparePlace(at)
	c.compareDeprecation("parameter-deprecated", q.Doc, n.Doc, change)
	c.compareText(q.Doc, n.Doc, change)
}

func layout(p *api.Parameter) string {
	switch {
	case p.JSON:
		return "JSON"
	case p.Explode:
		return string(p.Style) + ", exploded"
	}
	return string(p.Style)
}

// compareBodies compares the bodies of requests.
func (c *comparison) compareBodies(p pair) {
	was, is := p.old.Body, p.new.Body
	change := c.changeOf(p)
	change.wire += " body"
	switch {
	case was == nil && is == nil:
	case was == nil:
		change.New, change.After = is.Pos, c.new.Names.BodyType(is)
		rule := "body-added"
		if is.Use.Required {
			rule = "body-required-added"
		}
		c.add(rule, onlyRequests, change)
	case is == nil:
		change.Old, change.Before = was.Pos, c.old.Names.BodyType(was)
		c.add("body-removed", onlyRequests, change)
	default:
		change.Old, change.New = was.Pos, is.Pos
		if was.MediaType != is.MediaType {
			media := change
			media.Before, media.After = was.MediaType, is.MediaType
			c.add("body-media-type-changed", onlyRequests, media)
		}
		if was.Use.Type == nil || is.Use.Type == nil {
			return
		}
		c.comparePlace(place{kind: "body", change: change, old: was.Use, new: is.Use, in: onlyRequests,
			oldGo: c.old.Names.BodyType(was), newGo: c.new.Names.BodyType(is), oldDoc: was.Doc, newDoc: is.Doc})
	}
}
