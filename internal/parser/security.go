package parser

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// securitySchemes reads components.securitySchemes.
func (r *reader) securitySchemes() {
	for m := range r.root.Get("components").Get("securitySchemes").Members() {
		n, _ := r.follow(m.Value, "")
		scheme := &api.SecurityScheme{Name: m.Key, Kind: securityKind(n), Pos: position(m.KeyPos)}
		scheme.Description, _ = n.Get("description").Text()
		scheme.Parameter, _ = n.Get("name").Text()
		if scheme.Kind == api.SecurityOther {
			r.diags.Warnf("unsupported-security-scheme", m.KeyPos, "the SDK has no code for the security scheme %q", m.Key).
				Hint = "callers can add credentials of this kind by a middleware"
		}
		r.api.Security = append(r.api.Security, scheme)
	}
}

func securityKind(n *document.Node) api.SecurityKind {
	kind, _ := n.Get("type").Text()
	scheme, _ := n.Get("scheme").Text()
	in, _ := n.Get("in").Text()
	switch {
	case kind == "http" && strings.EqualFold(scheme, "basic"):
		return api.SecurityBasic
	case kind == "http" && strings.EqualFold(scheme, "bearer"), kind == "oauth2", kind == "openIdConnect":
		return api.SecurityBearer
	case kind == "apiKey" && in == "header":
		return api.SecurityAPIKeyHeader
	case kind == "apiKey" && in == "query":
		return api.SecurityAPIKeyQuery
	case kind == "apiKey" && in == "cookie":
		return api.SecurityAPIKeyCookie
	}
	return api.SecurityOther
}

// security reads the alternatives of an operation. An alternative that names a
// scheme that is not defined is dropped with a warning.
func (r *reader) security(op *api.Operation, n *document.Node) {
	declared := n.Get("security")
	if declared == nil {
		declared = r.root.Get("security")
	}
	if declared == nil {
		return
	}
	op.SecurityDeclared = true
	for _, alternative := range declared.Items() {
		defined := true
		for m := range alternative.Members() {
			if !slices.ContainsFunc(r.api.Security, func(s *api.SecurityScheme) bool { return s.Name == m.Key }) {
				defined = false
				d := r.diags.Warnf("undefined-security-scheme", m.KeyPos, "the security scheme %q is not defined; this alternative of %s is left out", m.Key, op.ID)
				d.Hint = "define it under components.securitySchemes"
			}
		}
		if defined {
			op.Security = append(op.Security, alternative.Keys())
		}
	}
	if len(op.Security) == 0 && declared.Len() > 0 {
		op.SecurityDeclared = false // nothing is known of what it needs
	}
}
