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

	// Schemes are the credentials of single security schemes, by their names in the
	// API's description. They override the other fields.
	Schemes map[string]Credentials
}

// String keeps credentials out of logs.
func (Credentials) String() string { return "Credentials{…}" }

// GoString keeps credentials out of logs.
func (c Credentials) GoString() string { return c.String() }

// LogValue keeps credentials out of structured logs, which look into structs.
func (c Credentials) LogValue() slog.Value { return slog.StringValue(c.String()) }

// securityScheme is one way to authenticate that the API's description defines.
type securityScheme struct {
	name  string
	kind  securityKind
	param string // name of the header, query parameter or cookie of an API key

	tokenURL string // where a client of OAuth 2.0 gets its tokens
}

// tokenSource issues tokens for security schemes. Only the programs that use one carry
// its code.
type tokenSource interface {
	// issues reports whether there are tokens for a scheme.
	issues(s securityScheme) bool
	// token returns one for an attempt's request.
	token(ctx context.Context, req *request, s securityScheme) (string, error)
	// refuse forgets a token that the API has refused.
	refuse(token string)
}

// tokenError is a failure to get a token.
type tokenError struct {
	err       error
	temporary bool
}

func (e *tokenError) Error() string { return e.err.Error() }

func (e *tokenError) Unwrap() error { return e.err }

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
	if req.op.security != nil && len(req.op.security) == 0 {
		return nil
	}
	alternatives, optional := req.securityAlternatives()
	byHand := len(hr.Header.Values("Authorization")) > 0
	if byHand && !slices.ContainsFunc(alternatives, func(schemes []securityScheme) bool { return len(schemes) > 1 }) {
		return nil
	}
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
	held := req.settings.credentials
	if held.isEmpty() {
		if optional {
			return nil
		}
		return errors.New("no credentials: use WithAPIKey, WithBasicAuth, WithBearer or WithCredentials (the operation asks for " + describe(alternatives) + ")")
	}
	if held.ask != nil {
		asked, err := held.ask(ctx)
		if err != nil {
			return fmt.Errorf("credentials: %w", timedOut(ctx, err))
		}
		held.asked = asked
	}
	var missing []string
	for _, schemes := range alternatives {
		choice, lacks := held.choose(schemes)
		if lacks == "" {
			if err := req.issue(ctx, schemes, choice); err != nil {
				return err
			}
			return apply(hr, schemes, choice)
		}
		missing = append(missing, lacks)
	}
	if optional {
		return nil
	}
	return fmt.Errorf("the credentials lack what the operation asks for: %s (missing: %s)", describe(alternatives), strings.Join(missing, ", or "))
}

// issue gets the tokens among the chosen credentials.
func (req *request) issue(ctx context.Context, schemes []securityScheme, choice []Credentials) error {
	for i, s := range schemes {
		if choice[i].Token != issuedLater {
			continue
		}
		token, err := req.settings.credentials.tokens.token(ctx, req, s)
		if err != nil {
			return fmt.Errorf("credentials: %w", timedOut(ctx, err))
		}
		choice[i].Token, req.issued = token, token
	}
	return nil
}

// renews reports whether an attempt failed because of a token that may be out of date, and
// forgets the token. That happens once in a call.
func (req *request) renews(ctx context.Context, out outcome) bool {
	if out.reply == nil || out.reply.statusCode != http.StatusUnauthorized || req.issued == "" || req.renewed || ctx.Err() != nil || !req.body.replayable() {
		return false
	}
	req.settings.credentials.tokens.refuse(req.issued)
	req.renewed = true
	return true
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

// isSetByHand reports whether the request has the key before credentials are added.
func (s securityScheme) isSetByHand(hr *http.Request) bool {
	switch s.kind {
	case securityBasic, securityBearer:
		return len(hr.Header.Values("Authorization")) > 0
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

// apply puts the credentials of schemes on a request.
func apply(hr *http.Request, schemes []securityScheme, choice []Credentials) error {
	for i, scheme := range schemes {
		c := choice[i]
		if hasControl(c.Username) || hasControl(c.Password) || hasControl(c.Token) {
			return errors.New("the credentials have control characters in them")
		}
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
