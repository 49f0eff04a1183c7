package runtime

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ClientCredentials are those of a client of OAuth 2.0, with which [WithClientCredentials]
// gets tokens.
type ClientCredentials struct {
	ClientID     string
	ClientSecret string

	// Scheme is the name of the security scheme in the API's description. It may be empty:
	// the tokens are for all schemes that have this flow.
	Scheme string
	// Scopes are what the tokens are for. Nil means the scopes that the description names
	// for each operation.
	Scopes []string
	// TokenURL is where the tokens come from. Empty means the address in the description.
	TokenURL string
	// Params are sent with each request of a token, such as an audience.
	Params url.Values
	// InBody sends ID and secret in the body of the request instead of its header, for
	// servers that want it so.
	InBody bool
}

// String keeps the secret out of logs.
func (ClientCredentials) String() string { return "ClientCredentials{…}" }

// GoString keeps the secret out of logs.
func (c ClientCredentials) GoString() string { return c.String() }

// LogValue keeps the secret out of structured logs, which look into structs.
func (c ClientCredentials) LogValue() slog.Value { return slog.StringValue(c.String()) }

// WithClientCredentials authenticates with tokens of OAuth 2.0, by the flow for clients of
// their own. A token is kept until shortly before it expires, for all clients that
// share the option, such as those for single accounts; one that the API refuses with
// status 401 is replaced once per call.
//
// Middleware, [WithDump] and [WithLogger] do not see the requests of tokens. With
// [WithServerURL], tokens come from the server that it gives if the description has them
// come from the API's own server; otherwise set [ClientCredentials.TokenURL], too, so
// that no secret goes to a server that was meant to be replaced.
func WithClientCredentials(c ClientCredentials) ClientOption {
	c.Scopes, c.Params = slices.Clone(c.Scopes), cloneValues(c.Params)
	source := &oauth2Client{ClientCredentials: c, tokens: tokenCache{entries: map[tokenKey]*tokenEntry{}}}
	return clientOption(func(s *settings) {
		s.checkSecret("WithClientCredentials", "client ID", c.ClientID)
		s.checkSecret("WithClientCredentials", "client secret", c.ClientSecret)
		if c.TokenURL != "" {
			if _, err := parseTokenURL(c.TokenURL); err != nil {
				s.reject("WithClientCredentials: %w", err)
			}
		}
		if !slices.ContainsFunc(s.sdk.security, source.issues) {
			s.reject("WithClientCredentials: the API's description has no such security scheme with this flow of OAuth 2.0%s", s.sdk.schemeNames())
		}
		s.credentials.tokens = source
	})
}

func cloneValues(values url.Values) url.Values {
	cloned := url.Values{}
	for name, list := range values {
		cloned[name] = slices.Clone(list)
	}
	return cloned
}

// oauth2Client is the source of the tokens of a client.
type oauth2Client struct {
	ClientCredentials
	tokens tokenCache
}

func (o *oauth2Client) issues(s securityScheme) bool {
	if o.Scheme != "" && o.Scheme != s.name {
		return false
	}
	return s.tokenURL != "" || o.Scheme != "" && o.TokenURL != "" && s.kind == securityBearer
}

func (o *oauth2Client) refuse(token string) { o.tokens.forget(token) }

func (o *oauth2Client) token(ctx context.Context, req *request, s securityScheme) (string, error) {
	address, err := o.address(req, s)
	if err != nil {
		return "", err
	}
	scopes := o.Scopes
	if scopes == nil {
		scopes = req.op.scopesOf(s.name)
	}
	scope := strings.Join(slices.Compact(slices.Sorted(slices.Values(scopes))), " ")
	key := tokenKey{address: address, client: o.ClientID, scope: scope}
	return o.tokens.get(ctx, key, func(ctx context.Context) (issuedToken, error) {
		return o.fetch(ctx, req.core, key)
	})
}

// scopesOf returns the scopes that an operation needs of a scheme.
func (op *operation) scopesOf(scheme string) []string {
	for _, s := range op.scopes {
		if s.scheme == scheme {
			return s.scopes
		}
	}
	return nil
}

// address returns where tokens come from.
func (o *oauth2Client) address(req *request, s securityScheme) (string, error) {
	if o.TokenURL != "" {
		return o.TokenURL, nil
	}
	declared, err := url.Parse(s.tokenURL)
	if err != nil {
		return "", errors.New("the token URL of the API's description cannot be parsed: set ClientCredentials.TokenURL")
	}
	base, err := req.base()
	if err != nil {
		return "", err
	}
	if !declared.IsAbs() {
		return base.ResolveReference(declared).String(), nil
	}
	if !req.settings.ownServer {
		return s.tokenURL, nil
	}
	for _, known := range req.core.sdk.allServers() {
		u, err := known.address(nil)
		if err == nil && keepsOrigin(u, declared) {
			moved := *declared
			moved.Scheme, moved.Host = base.Scheme, base.Host
			return moved.String(), nil
		}
	}
	return "", fmt.Errorf("WithServerURL replaces the API's servers, but its tokens come from %s: set ClientCredentials.TokenURL", declared.Host)
}

func parseTokenURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, errors.New("the token URL cannot be parsed")
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return nil, errors.New("the token URL must begin with http:// or https:// and a host")
	case u.User != nil:
		return nil, errors.New("the token URL must not hold credentials")
	}
	return u, nil
}

// issuedToken is the response of a token server.
type issuedToken struct {
	text     string
	lifetime time.Duration // 0 if it is not known
}

// fetch asks for a token (RFC 6749, 4.4). It passes all middleware by, which could log
// the secret.
func (o *oauth2Client) fetch(ctx context.Context, core *Core, key tokenKey) (issuedToken, error) {
	ctx, cancel := context.WithTimeout(ctx, tokenTimeout)
	defer cancel()
	u, err := parseTokenURL(key.address)
	if err != nil {
		return issuedToken{}, err
	}
	form := cloneValues(o.Params)
	form.Set("grant_type", "client_credentials")
	if key.scope != "" {
		form.Set("scope", key.scope)
	}
	if o.InBody {
		form.Set("client_id", o.ClientID)
		form.Set("client_secret", o.ClientSecret)
	}
	hr, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return issuedToken{}, errors.New("the token URL cannot be called")
	}
	hr.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	hr.Header.Set("Accept", jsonType)
	hr.Header.Set("User-Agent", core.settings.userAgent)
	if !o.InBody {
		hr.SetBasicAuth(url.QueryEscape(o.ClientID), url.QueryEscape(o.ClientSecret))
	}
	resp, err := core.plain.Do(hr)
	if err != nil {
		return issuedToken{}, &tokenError{fmt.Errorf("token from %s: %w", u.Host, err), isConnectionError(err)}
	}
	defer closeBody(resp)
	body, _, err := readCapped(resp.Body, maxErrorBody, resp.ContentLength)
	if err != nil {
		return issuedToken{}, &tokenError{fmt.Errorf("token from %s: %w", u.Host, err), true}
	}
	token, err := readToken(resp.StatusCode, body)
	if err != nil {
		temporary := resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusRequestTimeout
		return issuedToken{}, &tokenError{fmt.Errorf("token from %s: %w", u.Host, err), temporary}
	}
	return token, nil
}

// tokenTimeout limits one request of a token.
const tokenTimeout = 30 * time.Second

// readToken reads the response of a token server (RFC 6749, 5.1 and 5.2).
func readToken(status int, body []byte) (issuedToken, error) {
	var response struct {
		AccessToken string          `json:"access_token"`
		TokenType   string          `json:"token_type"`
		ExpiresIn   json.RawMessage `json:"expires_in"`
		Error       string          `json:"error"`
	}
	err := json.Unmarshal(body, &response)
	switch {
	case status != http.StatusOK && response.Error != "":
		return issuedToken{}, fmt.Errorf("status %d: %s", status, cleanText(response.Error, 100))
	case status != http.StatusOK:
		return issuedToken{}, fmt.Errorf("status %d", status)
	case err != nil:
		return issuedToken{}, errors.New("the response is not as OAuth 2.0 wants it")
	case response.AccessToken == "" || !isCleanSecret(response.AccessToken):
		return issuedToken{}, errors.New("the response has no access_token that a header can carry")
	case !strings.EqualFold(cmp.Or(response.TokenType, "bearer"), "bearer"):
		return issuedToken{}, fmt.Errorf("the token is of the type %q, not bearer", cleanText(response.TokenType, 100))
	}
	seconds, err := strconv.ParseFloat(strings.Trim(string(response.ExpiresIn), `"`), 64)
	if err != nil || seconds <= 0 || seconds > 1e9 {
		seconds = 0
	}
	return issuedToken{text: response.AccessToken, lifetime: time.Duration(seconds * float64(time.Second))}, nil
}
