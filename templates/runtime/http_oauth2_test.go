package runtime

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// oauth2Server is a transport that issues numbered tokens and accepts the last of them.
type oauth2Server struct {
	mu       sync.Mutex
	issued   int
	lifetime string
	slow     time.Duration
	fail     []int // statuses of the next requests of tokens
	forms    []url.Values
	seen     []string // host, and what authorizes
	refuse   map[string]bool
}

func (s *oauth2Server) RoundTrip(r *http.Request) (*http.Response, error) {
	respond := func(status int, body string) (*http.Response, error) {
		return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	}
	if !strings.HasSuffix(r.URL.Path, "/token") {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.seen = append(s.seen, r.URL.Host+" "+r.Header.Get("Authorization"))
		if s.refuse[r.Header.Get("Authorization")] {
			return respond(401, `{}`)
		}
		return respond(200, `{}`)
	}
	if err := sleep(r.Context(), s.slow); err != nil {
		return nil, err
	}
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	s.mu.Lock()
	defer s.mu.Unlock()
	form.Set("host", r.URL.Host)
	if user, password, ok := r.BasicAuth(); ok {
		form.Set("basic", user+" "+password)
	}
	s.forms = append(s.forms, form)
	if len(s.fail) > 0 {
		status := s.fail[0]
		s.fail = s.fail[1:]
		return respond(status, `{"error":"invalid_client"}`)
	}
	s.issued++
	return respond(200, fmt.Sprintf(`{"access_token":"t%d","token_type":"Bearer"%s}`, s.issued, s.lifetime))
}

var oauth2SDK = sdkInfo{
	name: "x", serverURL: "https://api.example.com/v1",
	security: []securityScheme{
		{name: "oauth", kind: securityBearer, tokenURL: "https://auth.example.com/token"},
		{name: "home", kind: securityBearer, tokenURL: "/oauth/token"},
		{name: "same", kind: securityBearer, tokenURL: "https://api.example.com/token"},
		{name: "key", kind: securityKeyInHeader, param: "X-Key"},
		{name: "bearer", kind: securityBearer},
	},
}

func oauth2Operation(schemes ...string) *operation {
	return &operation{
		name: "o", method: "GET", path: "/a", security: []securityRequirement{schemes},
		scopes: []schemeScopes{{"oauth", []string{"write", "read", "write"}}},
	}
}

func oauth2Core(t *testing.T, s *oauth2Server, opts ...ClientOption) *Core {
	t.Helper()
	core, err := newCore(&oauth2SDK, append([]ClientOption{WithHTTPClient(&http.Client{Transport: s}), WithRetry(NoRetry())}, opts...))
	if err != nil {
		t.Fatal(err)
	}
	return core
}

var oauth2Credentials = ClientCredentials{ClientID: "a:b", ClientSecret: "s&t"}

func callWith(ctx context.Context, core *Core, op *operation) error {
	return receiveNone(ctx, core.newRequest(op, nil))
}

func TestClientCredentials(t *testing.T) {
	s := &oauth2Server{}
	var dump strings.Builder
	core := oauth2Core(t, s, WithClientCredentials(oauth2Credentials), WithDump(&dump))
	account := core.withGlobal(&global{name: "x-account", option: "WithAccount", method: "ForAccount"}, "1")
	for _, c := range []*Core{core, account, core} {
		if err := callWith(t.Context(), c, oauth2Operation("oauth")); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.forms) != 1 || len(s.seen) != 3 || s.seen[2] != "api.example.com Bearer t1" {
		t.Fatal(s.forms, s.seen)
	}
	form := s.forms[0]
	if form.Get("host") != "auth.example.com" || form.Get("grant_type") != "client_credentials" || form.Get("scope") != "read write" || form.Get("basic") != "a%3Ab s%26t" {
		t.Error(form)
	}
	for _, secret := range []string{"s&t", "s%26t", "t1", "auth.example.com"} {
		if strings.Contains(dump.String(), secret) {
			t.Errorf("the dump has %q:\n%s", secret, &dump)
		}
	}
	if text := fmt.Sprintf("%v %+v %#v", oauth2Credentials, oauth2Credentials, oauth2Credentials); strings.Contains(text, "s&t") {
		t.Error(text)
	}
}

// Scopes, parameters and the address are the caller's, and each set of scopes has a token.
func TestClientCredentialsOptions(t *testing.T) {
	s := &oauth2Server{}
	c := oauth2Credentials
	c.Params, c.InBody, c.TokenURL = url.Values{"audience": {"me"}}, true, "https://other.example.com/token"
	core := oauth2Core(t, s, WithClientCredentials(c))
	bare := oauth2Operation("oauth")
	bare.scopes = nil
	for _, op := range []*operation{oauth2Operation("oauth"), bare, oauth2Operation("oauth")} {
		if err := callWith(t.Context(), core, op); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.forms) != 2 || s.forms[1].Has("scope") || s.forms[0].Get("client_secret") != "s&t" || s.forms[0].Has("basic") ||
		s.forms[0].Get("audience") != "me" || s.forms[0].Get("host") != "other.example.com" {
		t.Error(s.forms)
	}
}

// No secret goes to a server that WithServerURL was meant to replace.
func TestClientCredentialsServer(t *testing.T) {
	for _, test := range []struct {
		scheme, want string
		opts         []ClientOption
	}{
		{"home", "api.example.com", nil},
		{"home", "localhost:1", []ClientOption{WithServerURL("http://localhost:1/x")}},
		{"same", "localhost:1", []ClientOption{WithServerURL("http://localhost:1/x")}},
		{"oauth", "", []ClientOption{WithServerURL("http://localhost:1/x")}},
	} {
		s := &oauth2Server{}
		core := oauth2Core(t, s, append(test.opts, WithClientCredentials(oauth2Credentials))...)
		err := callWith(t.Context(), core, oauth2Operation(test.scheme))
		got := ""
		if len(s.forms) > 0 {
			got = s.forms[0].Get("host")
		}
		if got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s: %q, %v", test.scheme, got, err)
		}
	}
}

// Tokens stand beside other credentials, and what is given by name goes before them.
func TestClientCredentialsAmongOthers(t *testing.T) {
	s := &oauth2Server{}
	core := oauth2Core(t, s, WithClientCredentials(oauth2Credentials), WithAPIKey("k"))
	if err := callWith(t.Context(), core, oauth2Operation("oauth", "key")); err != nil || s.seen[0] != "api.example.com Bearer t1" {
		t.Error(err, s.seen)
	}
	if err := callWith(t.Context(), core, oauth2Operation("bearer")); err != nil || s.seen[1] != "api.example.com Bearer k" {
		t.Error(err, s.seen)
	}
	core = oauth2Core(t, s, WithClientCredentials(oauth2Credentials), WithCredential("oauth", Credentials{Token: "own"}))
	if err := callWith(t.Context(), core, oauth2Operation("oauth")); err != nil || s.seen[2] != "api.example.com Bearer own" {
		t.Error(err, s.seen)
	}
	for _, c := range []ClientCredentials{{}, {ClientID: "a"}, {ClientID: "a", ClientSecret: "b", Scheme: "key"}, {ClientID: "a", ClientSecret: "b", Scheme: "nope"},
		{ClientID: "a", ClientSecret: "b", TokenURL: "ftp://x"}} {
		if _, err := newCore(&oauth2SDK, []ClientOption{WithClientCredentials(c)}); err == nil {
			t.Errorf("%#v is accepted", c.Scheme+c.TokenURL)
		}
	}
}

func TestTokenIsRenewed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &oauth2Server{lifetime: `,"expires_in":100`, refuse: map[string]bool{}}
		core := oauth2Core(t, s, WithClientCredentials(oauth2Credentials))
		call := func() string {
			t.Helper()
			if err := callWith(t.Context(), core, oauth2Operation("oauth")); err != nil {
				t.Fatal(err)
			}
			return s.seen[len(s.seen)-1]
		}
		call()
		time.Sleep(89 * time.Second)
		if got := call(); got != "api.example.com Bearer t1" {
			t.Error("before a tenth of the lifetime is left:", got)
		}
		time.Sleep(2 * time.Second)
		s.fail = []int{500}
		if got := call(); got != "api.example.com Bearer t1" {
			t.Error("an old token will do where there is no other:", got)
		}
		if got := call(); got != "api.example.com Bearer t2" {
			t.Error("shortly before it expires:", got)
		}
		s.refuse["Bearer t2"] = true
		if got := call(); got != "api.example.com Bearer t3" {
			t.Error("after a 401:", got)
		}
		s.refuse["Bearer t3"], s.refuse["Bearer t4"] = true, true
		var failed *APIError
		if err := callWith(t.Context(), core, oauth2Operation("oauth")); !errors.As(err, &failed) || failed.StatusCode != 401 || s.issued != 4 {
			t.Error("once for a call:", err, s.issued)
		}
		s.fail = []int{400}
		s.refuse = nil
		core = oauth2Core(t, s, WithClientCredentials(oauth2Credentials))
		if err := callWith(t.Context(), core, oauth2Operation("oauth")); err == nil || !strings.Contains(err.Error(), "invalid_client") || strings.Contains(err.Error(), "s&t") {
			t.Error(err)
		}
		s.fail = []int{503}
		core = oauth2Core(t, s, WithClientCredentials(oauth2Credentials), WithRetry(RetryPolicy{}))
		if err := callWith(t.Context(), core, oauth2Operation("oauth")); err != nil {
			t.Error("a failure that passes:", err)
		}
	})
}

// Who gives up fails alone, and the request of a token ends when nobody waits for it.
func TestTokenIsShared(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &oauth2Server{slow: time.Second}
		core := oauth2Core(t, s, WithClientCredentials(oauth2Credentials))
		first, cancel := context.WithCancel(t.Context())
		results := make(chan error, 3)
		go func() { results <- callWith(first, core, oauth2Operation("oauth")) }()
		synctest.Wait()
		for range 2 {
			go func() { results <- callWith(t.Context(), core, oauth2Operation("oauth")) }()
		}
		synctest.Wait()
		cancel()
		if err := <-results; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		for range 2 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if s.issued != 1 {
			t.Errorf("%d tokens were issued", s.issued)
		}
		alone, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		core = oauth2Core(t, s, WithClientCredentials(oauth2Credentials))
		if err := callWith(alone, core, oauth2Operation("oauth")); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		time.Sleep(2 * time.Second)
		if s.issued != 1 {
			t.Error("a token was issued for nobody")
		}
	})
}

func TestReadToken(t *testing.T) {
	for body, want := range map[string]string{
		`{"access_token":"a","expires_in":60}`:       "a 1m0s",
		`{"access_token":"a","expires_in":"60"}`:     "a 1m0s",
		`{"access_token":"a","expires_in":null}`:     "a 0s",
		`{"access_token":"a","token_type":"BEARER"}`: "a 0s",
		`{"access_token":"a\nb"}`:                    "",
		`{"access_token":""}`:                        "",
		`{"access_token":"a","token_type":"mac"}`:    "",
		`<html>`: "",
	} {
		got := ""
		if token, err := readToken(200, []byte(body)); err == nil {
			got = token.text + " " + token.lifetime.String()
		}
		if got != want {
			t.Errorf("%s: %q", body, got)
		}
	}
}
