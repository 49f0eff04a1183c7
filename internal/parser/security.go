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
		n, pointer := r.follow(m.Value, "#/components/securitySchemes/"+document.EscapePointer(m.Key))
		scheme := &api.SecurityScheme{Name: m.Key, Kind: securityKind(n), Flows: flows(n), Pointer: pointer, Pos: m.KeyPos}
		scheme.Description, _ = n.Get("description").Text()
		scheme.Parameter, _ = n.Get("name").Text()
		scheme.OpenIDConnectURL, _ = n.Get("openIdConnectUrl").Text()
		switch scheme.Kind {
		case api.SecurityOther:
			r.diags.Warnf("unsupported-security-scheme", m.KeyPos, "unsupported security scheme %q", m.Key).
				Hint = "callers can set these credentials with WithHeader"
		case api.SecurityMutualTLS:
			r.diags.Warnf("unsupported-security-scheme", m.KeyPos, "the certificate of the security scheme %q is not part of requests", m.Key).
				Hint = "callers give an http.Client with the certificate by WithHTTPClient"
		}
		r.api.Security = append(r.api.Security, scheme)
	}
}

// flows reads the flows of OAuth 2.0.
func flows(n *document.Node) []api.OAuthFlow {
	var found []api.OAuthFlow
	for m := range n.Get("flows").Members() {
		if strings.HasPrefix(m.Key, "x-") {
			continue
		}
		flow := api.OAuthFlow{Kind: m.Key}
		flow.AuthorizationURL, _ = m.Value.Get("authorizationUrl").Text()
		flow.TokenURL, _ = m.Value.Get("tokenUrl").Text()
		flow.RefreshURL, _ = m.Value.Get("refreshUrl").Text()
		for scope := range m.Value.Get("scopes").Members() {
			about, _ := scope.Value.Text()
			flow.Scopes = append(flow.Scopes, api.OAuthScope{Name: scope.Key, Description: about})
		}
		found = append(found, flow)
	}
	return found
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
	case kind == "mutualTLS":
		return api.SecurityMutualTLS
	case kind == "apiKey" && in == "header":
		return api.SecurityAPIKeyHeader
	case kind == "apiKey" && in == "query":
		return api.SecurityAPIKeyQuery
	case kind == "apiKey" && in == "cookie":
		return api.SecurityAPIKeyCookie
	}
	return api.SecurityOther
}

// security reads the security alternatives of an operation. It drops an alternative
// with an undefined scheme, or that no request can satisfy, with a warning.
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
		usable := true
		var together api.SecurityAlternative
		for m := range alternative.Members() {
			scheme := r.scheme(m.Key)
			if scheme == nil {
				usable = false
				d := r.diags.Warnf("undefined-security-scheme", m.KeyPos, "undefined security scheme %q; alternative ignored", m.Key)
				d.Hint = "define it under components.securitySchemes"
				continue
			}
			if rival := rivalOf(scheme, together); rival != nil {
				usable = false
				d := r.diags.Warnf("security-conflict", m.KeyPos, "the security schemes %q and %q both set the header %s; alternative ignored", rival.Name, scheme.Name, headerOf(scheme))
				d.Hint = "if one of them is enough, list each as a separate item"
			}
			use := api.SecurityUse{Scheme: scheme}
			for _, scope := range m.Value.Items() {
				use.Scopes = append(use.Scopes, scope.Value)
			}
			together = append(together, use)
		}
		if usable {
			op.Security = append(op.Security, together)
		}
	}
	if len(op.Security) == 0 && declared.Len() > 0 {
		op.SecurityDeclared = false // its requirements are unknown
	}
}

// scheme returns the security scheme with a name, or nil.
func (r *reader) scheme(name string) *api.SecurityScheme {
	i := slices.IndexFunc(r.api.Security, func(s *api.SecurityScheme) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return r.api.Security[i]
}

// rivalOf returns the scheme that sets the header of another to a different value,
// or nil. Two schemes of one kind set the same value: clients have one token.
func rivalOf(scheme *api.SecurityScheme, others api.SecurityAlternative) *api.SecurityScheme {
	i := slices.IndexFunc(others, func(other api.SecurityUse) bool {
		header := headerOf(scheme)
		return header != "" && other.Scheme.Kind != scheme.Kind && strings.EqualFold(headerOf(other.Scheme), header)
	})
	if i < 0 {
		return nil
	}
	return others[i].Scheme
}

// headerOf returns the header for the credentials of a scheme, or "".
func headerOf(scheme *api.SecurityScheme) string {
	switch scheme.Kind {
	case api.SecurityBasic, api.SecurityBearer:
		return "Authorization"
	case api.SecurityAPIKeyHeader:
		return scheme.Parameter
	}
	return ""
}
