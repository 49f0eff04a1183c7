package parser

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// place is a path of the description, taken apart.
type place struct {
	key      string // as in the document
	pos      diag.Position
	item     *document.Node // the path item that has the operation
	path     string         // as in api.Operation
	fixed    []api.FixedParameter
	patterns map[string]string // of the parameters that keep their slashes
	fault    *api.Reason       // why no request can be sent
}

// wholeExpression matches a template expression that is all of a text.
var wholeExpression = regexp.MustCompile(`^\{([^{}]+)\}$`)

// bareName is the name of a template expression such as {name}, {name+}, {name*} or
// {name=folders/*}.
func bareName(expression string) string {
	name, _, _ := strings.Cut(expression, "=")
	if len(name) > 1 {
		name = strings.TrimRight(name[:len(name)-1], "+*") + strings.TrimRight(name[len(name)-1:], "+*")
	}
	return name
}

// patternOf returns the pattern of a template expression whose values have several
// segments, or "".
func patternOf(expression string) string {
	name, pattern, found := strings.Cut(expression, "=")
	switch {
	case found && pattern == "*":
		return ""
	case found:
		return pattern
	case len(name) > 1 && strings.ContainsAny(name[len(name)-1:], "+*"):
		return "**"
	}
	return ""
}

// readPath takes a path apart: what follows a # tells operations apart and is not sent,
// and a query is parameters that are sent with each request.
func (r *reader) readPath(m document.Member) *place {
	p := &place{key: m.Key, pos: m.KeyPos, patterns: map[string]string{}}
	text, _, _ := strings.Cut(m.Key, "#")
	text, query, _ := strings.Cut(text, "?")
	if !strings.HasPrefix(text, "/") {
		if r.root.Get("paths").Get("/"+m.Key) != nil {
			r.badPath(p, "must start with a slash, and another path has that name", "remove one of the two")
			return p
		}
		text = "/" + text
		d := r.diags.Warnf("bad-path", m.KeyPos, "the path %q must start with a slash; read as %q", m.Key, text)
		d.Pointer = "#/paths/" + document.EscapePointer(m.Key)
	}
	names, rest := openapi.Template(text)
	p.path = text
	for _, expression := range names {
		name := bareName(expression)
		p.path = strings.Replace(p.path, "{"+expression+"}", "{"+name+"}", 1)
		if pattern := patternOf(expression); pattern != "" {
			p.patterns[name] = pattern
		}
	}
	switch {
	case slices.Contains(names, ""):
		r.badPath(p, "has a parameter without a name", "put its name between { and }")
	case strings.ContainsAny(rest, "{}"):
		r.badPath(p, "has an unmatched brace", "put the name of each parameter between { and }")
	case slices.ContainsFunc(strings.Split(p.path, "/"), func(segment string) bool { return segment == "." || segment == ".." }):
		r.badPath(p, "has a dot segment", "write the resolved path")
	case !p.readQuery(query):
		r.badPath(p, "has a query that is not a list of name=value", "declare its parameters")
	}
	return p
}

// readQuery reads the query of a path.
func (p *place) readQuery(query string) bool {
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		plainName, err := url.QueryUnescape(name)
		plainValue, invalid := url.QueryUnescape(value)
		if err != nil || invalid != nil || name == "" || strings.ContainsAny(name, "{}") ||
			strings.ContainsAny(value, "{}") && !wholeExpression.MatchString(value) {
			return false
		}
		p.fixed = append(p.fixed, api.FixedParameter{Name: plainName, Value: plainValue})
	}
	return true
}

func (r *reader) badPath(p *place, problem, hint string) {
	d := r.diags.Warnf("bad-path", p.pos, "the path %q %s", p.key, problem)
	p.fault = &api.Reason{Code: d.Code, Message: d.Message, Pos: p.pos}
	d.Message += "; path left out"
	d.Pointer, d.Hint = "#/paths/"+document.EscapePointer(p.key), hint
}

// inQuery returns the name in the query of a parameter that the query of the path has
// as name={parameter}, and takes it out of the fixed ones.
func inQuery(op *api.Operation, parameter string) (name string, ok bool) {
	i := slices.IndexFunc(op.Fixed, func(f api.FixedParameter) bool { return f.Value == "{"+parameter+"}" })
	if i < 0 {
		return "", false
	}
	name = op.Fixed[i].Name
	op.Fixed = slices.Delete(slices.Clone(op.Fixed), i, i+1)
	return name, true
}

// inPath returns the bare name of a parameter of the path, and where it goes, and reports
// whether the path leaves it to callers.
func (r *reader) inPath(op *api.Operation, at located, name string, where api.Location) (string, api.Location, bool) {
	if where == api.InPath {
		name = bareName(name)
		if wire, ok := inQuery(op, name); ok {
			return wire, api.InQuery, true
		}
		if !strings.Contains(op.Path, "{"+name+"}") {
			r.diags.Warnf("unused-path-parameter", at.node.Pos, "the path %s has no {%s}; parameter ignored", r.place.key, name).Pointer = at.pointer
			return name, where, false
		}
	}
	fixed := func(f api.FixedParameter) bool { return f.Name == name && !wholeExpression.MatchString(f.Value) }
	if where == api.InQuery && slices.ContainsFunc(op.Fixed, fixed) {
		r.diags.Warnf("parameter-collision", at.node.Pos, "the path %s fixes the query parameter %q; parameter ignored", r.place.key, name).Pointer = at.pointer
		return name, where, false
	}
	return name, where, true
}

// undeclared adds a required string for each template expression of the path without a
// parameter: a path can have no other meaning.
func (r *reader) undeclared(op *api.Operation) {
	if r.place.fault != nil {
		return
	}
	names, _ := openapi.Template(op.Path)
	for _, name := range names {
		if !slices.ContainsFunc(op.Parameters, func(p *api.Parameter) bool { return p.In == api.InPath && p.Name == name }) {
			r.addUndeclared(op, &api.Parameter{Name: name, In: api.InPath, Style: api.StyleSimple, Pattern: r.place.patterns[name]})
		}
	}
	for _, f := range slices.Clone(op.Fixed) {
		expression := wholeExpression.FindStringSubmatch(f.Value)
		if expression == nil {
			continue
		}
		inQuery(op, expression[1])
		if !slices.ContainsFunc(op.Parameters, func(p *api.Parameter) bool { return p.In == api.InQuery && p.Name == f.Name }) {
			r.addUndeclared(op, &api.Parameter{Name: f.Name, In: api.InQuery, Style: api.StyleForm, Explode: true})
		}
	}
}

func (r *reader) addUndeclared(op *api.Operation, p *api.Parameter) {
	d := r.diags.Warnf("missing-path-parameter", op.Pos, "%s %s: {%s} has no path parameter; read as a required string", op.Method, r.place.key, p.Name)
	d.Hint = "declare it with \"in: path\" and \"required: true\""
	p.Pos = op.Pos
	p.Use = api.TypeUse{Type: &api.Type{Kind: api.Scalar, Basic: api.String, Pos: op.Pos}, Required: true}
	op.Parameters = append(op.Parameters, p)
}
