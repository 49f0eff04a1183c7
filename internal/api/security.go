package api

import (
	"slices"
	"strings"
)

// SecurityKind is the way a security scheme puts credentials on a request.
type SecurityKind int

// The kinds of security schemes (OpenAPI 3.1, section 4.8.27).
const (
	SecurityBasic SecurityKind = iota
	SecurityBearer
	SecurityAPIKeyHeader
	SecurityAPIKeyQuery
	SecurityAPIKeyCookie
	// SecurityMutualTLS is a certificate of the client, which requests do not hold.
	SecurityMutualTLS
	// SecurityOther is a scheme that the SDK has no code for; the parser has
	// reported it.
	SecurityOther
)

func (k SecurityKind) String() string {
	return [...]string{"basic", "bearer", "apiKeyHeader", "apiKeyQuery", "apiKeyCookie", "mutualTLS", "other"}[k]
}

// SecurityScheme is one entry of components.securitySchemes.
type SecurityScheme struct {
	Name        string
	Kind        SecurityKind
	Parameter   string // name of the header, query parameter or cookie
	Description string
	// Flows are those of OAuth 2.0, by which a bearer token is got.
	Flows []OAuthFlow
	// OpenIDConnectURL is where OpenID Connect tells how a bearer token is got.
	OpenIDConnectURL string
	Pointer          string
	Pos              Position
}

// TokenURL returns where a client of OAuth 2.0 gets tokens on its own account, by the flow
// clientCredentials; empty without that flow.
func (s *SecurityScheme) TokenURL() string {
	for _, f := range s.Flows {
		if f.Kind == "clientCredentials" {
			return f.TokenURL
		}
	}
	return ""
}

// IssuesTokens reports whether the SDK can get tokens for a security scheme of the API.
func (a *API) IssuesTokens() bool {
	return slices.ContainsFunc(a.Security, func(s *SecurityScheme) bool { return s.TokenURL() != "" })
}

// Held returns the schemes of which requests hold credentials, and of those that put the
// same in one place, such as two for a bearer token, the first.
func (alternative SecurityAlternative) Held() SecurityAlternative {
	var held SecurityAlternative
	for _, use := range alternative {
		same := func(other SecurityUse) bool {
			return other.Scheme.Kind == use.Scheme.Kind && strings.EqualFold(other.Scheme.Parameter, use.Scheme.Parameter)
		}
		if use.Scheme.Kind != SecurityMutualTLS && !slices.ContainsFunc(held, same) {
			held = append(held, use)
		}
	}
	return held
}

// OAuthFlow is a flow of OAuth 2.0 (OpenAPI 3.1, section 4.8.29).
type OAuthFlow struct {
	// Kind is the keyword of the flow, such as clientCredentials.
	Kind             string
	AuthorizationURL string
	TokenURL         string
	RefreshURL       string
	Scopes           []OAuthScope
}

// OAuthScope is a scope that a flow can ask for.
type OAuthScope struct {
	Name        string
	Description string
}

// SecurityAlternative lists the schemes that are needed together.
type SecurityAlternative []SecurityUse

// SecurityUse is a scheme with the scopes that a call needs of it.
type SecurityUse struct {
	Scheme *SecurityScheme
	Scopes []string
}
