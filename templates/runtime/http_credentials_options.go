package runtime

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// heldCredentials are those of a client. Each is for one security scheme at a time: no
// secret is put in two places of a request.
type heldCredentials struct {
	named  map[string]Credentials // by the scheme
	basic  Credentials
	bearer Credentials
	key    Credentials // for API keys, and for whatever else asks for one secret
	ask    func(context.Context) (Credentials, error)
	asked  Credentials // what the function returned for an attempt
	tokens tokenSource // of OAuth 2.0; nil without
}

// issuedLater is in the place of a token that is got when it is known to be needed. No
// secret has this text.
const issuedLater = "\x00"

func (h *heldCredentials) isEmpty() bool {
	return len(h.named) == 0 && h.basic.isEmpty() && h.bearer.isEmpty() && h.key.isEmpty() && h.ask == nil && h.tokens == nil
}

func (c *Credentials) isEmpty() bool { return c.Username == "" && c.Password == "" && c.Token == "" }

// fits reports whether the credentials have what a scheme needs.
func (c *Credentials) fits(s securityScheme) bool {
	if s.kind == securityBasic {
		return c.Username != "" || c.Password != ""
	}
	return c.Token != ""
}

// secret returns the secret of the credentials that a scheme takes.
func (c *Credentials) secret(s securityScheme) string {
	switch {
	case s.kind != securityBasic:
		return c.Token
	case c.Password != "":
		return c.Password
	}
	return c.Username
}

// choose returns the credentials of schemes that are needed together, or the name of the
// first scheme without any. Those given for the scheme by name come first, then its
// tokens, then those given for its kind, then any that no other scheme has taken.
func (h *heldCredentials) choose(schemes []securityScheme) (choice []Credentials, missing string) {
	choice = make([]Credentials, len(schemes))
	taken := make([]bool, 0, 4) // on the stack, as long as it is small
	for range schemes {
		taken = append(taken, false)
	}
	for i, s := range schemes {
		for _, named := range []map[string]Credentials{h.named, h.asked.Schemes} {
			if c, ok := named[s.name]; ok && !taken[i] && c.fits(s) {
				choice[i], taken[i] = c, true
			}
		}
		if !taken[i] && h.tokens != nil && h.tokens.issues(s) {
			choice[i], taken[i] = Credentials{Token: issuedLater}, true
		}
	}
	for _, general := range []bool{false, true} {
		for i, s := range schemes {
			if taken[i] {
				continue
			}
			for _, c := range h.candidates(s, general) {
				if c.fits(s) && !isUsed(c, s, schemes, choice, taken) {
					choice[i], taken[i] = c, true
					break
				}
			}
		}
	}
	for i, s := range schemes {
		if !taken[i] {
			return nil, s.label()
		}
	}
	return choice, ""
}

// candidates returns the credentials that a scheme could take: those for its kind, or
// those for any kind.
func (h *heldCredentials) candidates(s securityScheme, general bool) [2]Credentials {
	if general {
		return [2]Credentials{h.asked, h.key}
	}
	switch s.kind {
	case securityBasic:
		return [2]Credentials{h.basic}
	case securityBearer:
		return [2]Credentials{h.bearer}
	}
	return [2]Credentials{h.asked, h.key}
}

// isUsed reports whether another scheme of the request has taken the same secret.
func isUsed(c Credentials, s securityScheme, schemes []securityScheme, choice []Credentials, taken []bool) bool {
	for i, other := range choice {
		if taken[i] && other.secret(schemes[i]) == c.secret(s) {
			return true
		}
	}
	return false
}

// label names a scheme in an error.
func (s securityScheme) label() string {
	if s.name != "" {
		return s.name
	}
	return [...]string{"basic authentication", "bearer authentication", "a key", "a key", "a key"}[s.kind]
}

// WithAPIKey authenticates with an API key. With basic authentication the key is the
// user name and the password is empty. If the API wants two keys together, give the
// second with [WithCredential]. Of WithAPIKey and [WithCredentials], the later one holds;
// [WithBasicAuth] and [WithBearer] override it for their kind of scheme.
func WithAPIKey(key string) ClientOption {
	return clientOption(func(s *settings) {
		s.checkSecret("WithAPIKey", "key", key)
		s.credentials.key, s.credentials.ask = Credentials{Username: key, Token: key}, nil
	})
}

// WithBasicAuth authenticates with a user name and a password.
func WithBasicAuth(username, password string) ClientOption {
	return clientOption(func(s *settings) {
		switch {
		case username == "" && password == "":
			s.reject("WithBasicAuth: user name and password are empty")
		case strings.Contains(username, ":"):
			s.reject("WithBasicAuth: a user name cannot contain a colon")
		case !isCleanSecret(username) || hasControl(password):
			s.reject("WithBasicAuth: user name or password has control characters in it, or the name white space around it")
		}
		s.credentials.basic = Credentials{Username: username, Password: password}
	})
}

// WithBearer authenticates with a bearer token.
func WithBearer(token string) ClientOption {
	return clientOption(func(s *settings) {
		s.checkSecret("WithBearer", "token", token)
		s.credentials.bearer = Credentials{Token: token}
	})
}

// checkSecret refuses a secret that no header can carry.
func (s *settings) checkSecret(option, noun, secret string) {
	switch {
	case secret == "":
		s.reject("%s: the %s is empty", option, noun)
	case !isCleanSecret(secret):
		s.reject("%s: the %s has white space around it or control characters in it", option, noun)
	}
}

// WithCredential gives the credentials of one security scheme, by its name in the API's
// description. It overrides the credentials of the other options.
func WithCredential(scheme string, c Credentials) ClientOption {
	return clientOption(func(s *settings) {
		defined := slices.IndexFunc(s.sdk.security, func(known securityScheme) bool { return known.name == scheme })
		switch {
		case defined < 0:
			s.reject("WithCredential: the API's description has no security scheme %q%s", scheme, s.sdk.schemeNames())
		case len(c.Schemes) > 0:
			s.reject("WithCredential: the credentials of one scheme have none for others")
		case !c.fits(s.sdk.security[defined]):
			s.reject("WithCredential: the credentials lack what the security scheme %q needs", scheme)
		case strings.Contains(c.Username, ":"):
			s.reject("WithCredential: a user name cannot contain a colon")
		case !isCleanSecret(c.Username) || !isCleanSecret(c.Token) || hasControl(c.Password):
			s.reject("WithCredential: the credentials have control characters in them or white space around them")
		}
		named := maps.Clone(s.credentials.named)
		if named == nil {
			named = map[string]Credentials{}
		}
		named[scheme] = c
		s.credentials.named = named
	})
}

// schemeNames lists the known schemes for the error of an unknown one.
func (sdk *sdkInfo) schemeNames() string {
	var names []string
	for _, scheme := range sdk.security {
		names = append(names, fmt.Sprintf("%q", scheme.name))
	}
	if names == nil {
		return ""
	}
	return "; it has " + strings.Join(names, ", ")
}

// WithCredentials authenticates with what a function returns. It is called before
// each attempt of each call that sends credentials, possibly from several
// goroutines at once, so that keys can be rotated; it should cache what is costly
// to get. If it fails, the call fails with its error and is not retried.
// [Credentials.Schemes] is for APIs that ask for several at once.
func WithCredentials(credentials func(ctx context.Context) (Credentials, error)) ClientOption {
	return clientOption(func(s *settings) {
		if credentials == nil {
			s.reject("WithCredentials: the function is nil")
		}
		s.credentials.key, s.credentials.ask = Credentials{}, credentials
	})
}
