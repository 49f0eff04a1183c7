package runtime

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
)

// Credentials authenticate requests. Which fields are used depends on what an
// operation asks for: user name and password for basic authentication, the token
// for bearer authentication and API keys.
type Credentials struct {
	Username string
	Password string
	Token    string
}

// String keeps credentials out of logs.
func (Credentials) String() string { return "Credentials{…}" }

// GoString keeps credentials out of logs.
func (c Credentials) GoString() string { return c.String() }

// LogValue keeps credentials out of structured logs, which look into structs.
func (c Credentials) LogValue() slog.Value { return slog.StringValue(c.String()) }

func fixedCredentials(c Credentials) func(context.Context) (Credentials, error) {
	return func(context.Context) (Credentials, error) { return c, nil }
}

// securityScheme is one way to authenticate that the API's description defines.
type securityScheme struct {
	name  string
	kind  securityKind
	param string // name of the header, query parameter or cookie of an API key
}

type securityKind int

const (
	securityBasic securityKind = iota
	securityBearer
	securityKeyInHeader
	securityKeyInQuery
	securityKeyInCookie
)

// securityRequirement names the schemes that are needed together.
type securityRequirement []string

// authorize adds the credentials that the operation asks for to an attempt's
// request. What the caller set by hand counts as credentials, also if it is empty.
func (req *request) authorize(ctx context.Context, hr *http.Request) error {
	if req.op.security != nil && len(req.op.security) == 0 || len(hr.Header.Values("Authorization")) > 0 {
		return nil
	}
	alternatives, optional := req.securityAlternatives()
	if len(alternatives) == 0 && !optional {
		return errors.New("the API's description does not define how to authenticate; set a header with WithHeader")
	}
	for i, schemes := range alternatives {
		left := slices.DeleteFunc(schemes, func(s securityScheme) bool { return s.isSetByHand(hr) })
		if len(left) == 0 {
			return nil
		}
		alternatives[i] = left
	}
	if req.settings.credentials == nil {
		if optional {
			return nil
		}
		return errors.New("no credentials: use WithAPIKey, WithBasicAuth or WithCredentials")
	}
	credentials, err := req.settings.credentials(ctx)
	if err != nil {
		return fmt.Errorf("credentials: %w", timedOut(ctx, err))
	}
	for _, schemes := range alternatives {
		if credentials.satisfy(schemes) {
			return credentials.apply(hr, schemes)
		}
	}
	if optional {
		return nil
	}
	return errors.New("the credentials lack what the operation asks for: " + describe(alternatives))
}

// securityAlternatives resolves the names of schemes. An alternative with a scheme
// that the description does not define cannot be met and is left out.
func (req *request) securityAlternatives() (alternatives [][]securityScheme, optional bool) {
	defined := req.core.sdk.security
	if req.op.security == nil {
		if len(defined) == 0 {
			defined = []securityScheme{{kind: securityBasic}, {kind: securityBearer}}
		}
		for _, scheme := range defined {
			alternatives = append(alternatives, []securityScheme{scheme})
		}
		return alternatives, true
	}
	for _, requirement := range req.op.security {
		if len(requirement) == 0 {
			optional = true
			continue
		}
		var schemes []securityScheme
		for _, name := range requirement {
			for _, scheme := range defined {
				if scheme.name == name {
					schemes = append(schemes, scheme)
				}
			}
		}
		if len(schemes) == len(requirement) {
			alternatives = append(alternatives, schemes)
		}
	}
	return alternatives, optional
}

// isSetByHand tells whether the request has the key before credentials are added.
func (s securityScheme) isSetByHand(hr *http.Request) bool {
	switch s.kind {
	case securityKeyInHeader:
		return len(hr.Header.Values(s.param)) > 0
	case securityKeyInQuery:
		return hr.URL.Query().Has(s.param)
	case securityKeyInCookie:
		_, err := hr.Cookie(s.param)
		return err == nil
	}
	return false
}

func (c Credentials) satisfy(schemes []securityScheme) bool {
	for _, scheme := range schemes {
		if scheme.kind == securityBasic {
			if c.Username == "" && c.Password == "" {
				return false
			}
		} else if c.Token == "" {
			return false
		}
	}
	return true
}

func (c Credentials) apply(hr *http.Request, schemes []securityScheme) error {
	if hasControl(c.Username) || hasControl(c.Password) || hasControl(c.Token) {
		return errors.New("the credentials have control characters in them")
	}
	for _, scheme := range schemes {
		switch scheme.kind {
		case securityBasic:
			if strings.Contains(c.Username, ":") {
				return errors.New("the user name of the credentials has a colon in it")
			}
			hr.SetBasicAuth(c.Username, c.Password)
		case securityBearer:
			hr.Header.Set("Authorization", "Bearer "+c.Token)
		case securityKeyInHeader:
			hr.Header.Set(scheme.param, c.Token)
		case securityKeyInQuery:
			pair := escape(scheme.param, "") + "=" + escape(c.Token, "")
			hr.URL.RawQuery = joinNonEmpty(hr.URL.RawQuery, "&", pair)
		case securityKeyInCookie:
			pair := escape(scheme.param, "") + "=" + escape(c.Token, "")
			hr.Header.Set("Cookie", joinNonEmpty(hr.Header.Get("Cookie"), "; ", pair))
		}
	}
	return nil
}

func describe(alternatives [][]securityScheme) string {
	var texts []string
	for _, schemes := range alternatives {
		var names []string
		for _, scheme := range schemes {
			names = append(names, scheme.name)
		}
		texts = append(texts, strings.Join(names, " and "))
	}
	return strings.Join(texts, ", or ")
}
