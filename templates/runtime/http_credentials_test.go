package runtime

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// clientOptions are several as one.
type clientOptions []ClientOption

func (o clientOptions) applyToClient(s *settings) {
	for _, opt := range o {
		opt.applyToClient(s)
	}
}

func asked(c Credentials) ClientOption {
	return WithCredentials(func(context.Context) (Credentials, error) { return c, nil })
}

func TestCredentialOfUnknownScheme(t *testing.T) {
	for name, option := range map[string]ClientOption{
		`no security scheme "key"; it has "basic"`: WithCredential("key", Credentials{Token: "t"}),
		"lack what":          WithCredential("basic", Credentials{Token: "t"}),
		"colon":              WithCredential("basic", Credentials{Username: "a:b"}),
		"control characters": WithCredential("basic", Credentials{Username: "a\n"}),
		"none for others":    WithCredential("basic", Credentials{Username: "a", Schemes: map[string]Credentials{"basic": {}}}),
		"the token is empty": WithBearer(""),
		"WithBearer: the token has white space around it": WithBearer(" t"),
	} {
		if _, err := newCore(&sampleSDK, []ClientOption{option}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want %q", err, name)
		}
	}
}

func TestSecuritySchemes(t *testing.T) {
	sdk := sdkInfo{name: "x", serverURL: "https://api.example.com", security: []securityScheme{
		{name: "basic", kind: securityBasic},
		{name: "bearer", kind: securityBearer},
		{name: "header", kind: securityKeyInHeader, param: "X-Key"},
		{name: "query", kind: securityKeyInQuery, param: "k[]"},
		{name: "cookie", kind: securityKeyInCookie, param: "sid"},
	}}
	key := WithAPIKey("k e&y")
	for _, c := range []struct {
		name     string
		security []securityRequirement
		option   ClientOption
		call     []CallOption
		want     string // Authorization | X-Key | query | Cookie
		fails    string
	}{
		{name: "not declared", option: key, want: "Basic ayBlJnk6|||"},
		{name: "not declared, none", want: "|||"},
		{name: "never", security: []securityRequirement{}, option: key, want: "|||"},
		{name: "basic", security: []securityRequirement{{"basic"}}, option: WithBasicAuth("u", "p"), want: "Basic dTpw|||"},
		{name: "basic without user name", security: []securityRequirement{{"basic"}}, option: WithBasicAuth("", "p"), want: "Basic OnA=|||"},
		{name: "basic without password", security: []securityRequirement{{"basic"}}, option: WithBasicAuth("u", ""), want: "Basic dTo=|||"},
		{name: "basic without credentials", security: []securityRequirement{{"basic"}}, fails: "no credentials: use WithAPIKey"},
		{name: "optional", security: []securityRequirement{{"basic"}, {}}, want: "|||"},
		{name: "optional, with credentials", security: []securityRequirement{{}, {"basic"}}, option: key, want: "Basic ayBlJnk6|||"},
		{name: "optional, with other credentials", security: []securityRequirement{{"bearer"}, {}}, option: WithBasicAuth("u", "p"), want: "|||"},
		{name: "optional, without a scheme", security: []securityRequirement{{}, {"nowhere"}}, option: key, want: "|||"},
		{name: "bearer", security: []securityRequirement{{"bearer"}}, option: key, want: "Bearer k e&y|||"},
		{name: "bearer with a password", security: []securityRequirement{{"bearer"}}, option: WithBasicAuth("u", "p"), fails: "lack what the operation asks for: bearer"},
		{name: "second alternative", security: []securityRequirement{{"bearer"}, {"basic"}}, option: WithBasicAuth("u", "p"), want: "Basic dTpw|||"},
		{name: "header", security: []securityRequirement{{"header"}}, option: key, want: "|k e&y||"},
		{name: "query", security: []securityRequirement{{"query"}}, option: key, want: "||a=b&k%5B%5D=k%20e%26y|"},
		{name: "cookie", security: []securityRequirement{{"cookie"}}, option: key, want: "|||sid=k%20e%26y"},
		{name: "two together", security: []securityRequirement{{"header", "cookie"}}, option: key, fails: "header and cookie (missing: cookie)"},
		{name: "two together, one named", security: []securityRequirement{{"header", "cookie"}}, option: clientOptions{key, WithCredential("cookie", Credentials{Token: "c"})}, want: "|k e&y||sid=c"},
		{name: "two together, the first named", security: []securityRequirement{{"header", "cookie"}}, option: clientOptions{key, WithCredential("header", Credentials{Token: "h"})}, want: "|h||sid=k%20e%26y"},
		{name: "two named", security: []securityRequirement{{"query", "cookie"}}, option: clientOptions{WithCredential("query", Credentials{Token: "q"}), WithCredential("cookie", Credentials{Token: "c"})}, want: "||a=b&k%5B%5D=q|sid=c"},
		{name: "named and missing", security: []securityRequirement{{"query", "cookie"}}, option: WithCredential("query", Credentials{Token: "q"}), fails: "missing: cookie"},
		{name: "basic and a key", security: []securityRequirement{{"basic", "header"}}, option: clientOptions{key, WithBasicAuth("u", "p")}, want: "Basic dTpw|k e&y||"},
		{name: "basic and a key, one secret", security: []securityRequirement{{"basic", "header"}}, option: key, fails: "missing: basic"},
		{name: "a function for both", security: []securityRequirement{{"basic", "header"}}, option: asked(Credentials{Username: "u", Password: "p", Token: "t"}), want: "Basic dTpw|t||"},
		{name: "a function with one secret", security: []securityRequirement{{"basic", "header"}}, option: asked(Credentials{Username: "t", Token: "t"}), fails: "missing: basic"},
		{name: "a function by scheme", security: []securityRequirement{{"query", "cookie"}}, option: asked(Credentials{Schemes: map[string]Credentials{"query": {Token: "q"}, "cookie": {Token: "c"}}}), want: "||a=b&k%5B%5D=q|sid=c"},
		{name: "a bearer token", security: []securityRequirement{{"bearer"}}, option: clientOptions{WithBearer("b"), key}, want: "Bearer b|||"},
		{name: "a bearer token for a key", security: []securityRequirement{{"header"}}, option: WithBearer("b"), fails: "missing: header"},
		{name: "the alternative that there is something for", security: []securityRequirement{{"header", "cookie"}, {"bearer"}}, option: clientOptions{WithBearer("b"), key}, want: "Bearer b|||"},
		{name: "by hand beside a key", security: []securityRequirement{{"basic", "header"}}, option: key, call: []CallOption{WithHeader("Authorization", "own")}, want: "own|k e&y||"},
		{name: "undefined one of two", security: []securityRequirement{{"nowhere"}, {"basic"}}, option: key, want: "Basic ayBlJnk6|||"},
		{name: "undefined", security: []securityRequirement{{"nowhere"}}, option: key, fails: "does not define"},
		{name: "by hand", security: []securityRequirement{{"basic"}}, call: []CallOption{WithHeader("authorization", "Bearer own")}, want: "Bearer own|||"},
		{name: "key by hand", security: []securityRequirement{{"header"}}, call: []CallOption{WithHeader("x-key", "own")}, want: "|own||"},
		{name: "one of two keys by hand", security: []securityRequirement{{"header", "cookie"}}, option: key, call: []CallOption{WithHeader("X-Key", "own")}, want: "|own||sid=k%20e%26y"},
		{name: "key by hand beside basic", security: []securityRequirement{{"header", "basic"}}, option: WithBasicAuth("u", "p"), call: []CallOption{WithHeader("X-Key", "own")}, want: "Basic dTpw|own||"},
		{name: "query by hand", security: []securityRequirement{{"query"}}, call: []CallOption{WithQuery("k[]", "own")}, want: "||a=b&k%5B%5D=own|"},
		{name: "query by hand in place of the key", security: []securityRequirement{{"query"}}, option: key, call: []CallOption{WithQuery("k[]", "own")}, want: "||a=b&k%5B%5D=own|"},
		{name: "cookie by hand", security: []securityRequirement{{"cookie"}}, call: []CallOption{WithHeader("Cookie", "sid=own")}, want: "|||sid=own"},
		{name: "another cookie by hand", security: []securityRequirement{{"cookie"}}, option: key, call: []CallOption{WithHeader("Cookie", "other=1")}, want: "|||other=1; sid=k%20e%26y"},
		{name: "key of another place by hand", security: []securityRequirement{{"cookie"}}, option: key, call: []CallOption{WithHeader("sid", "own")}, want: "|||sid=k%20e%26y"},
		{name: "taken away", security: []securityRequirement{{"basic"}}, option: key, call: []CallOption{WithHeader("Authorization", "")}, want: "|||"},
		{name: "key taken away", security: []securityRequirement{{"header"}}, option: key, call: []CallOption{WithHeader("X-Key", "")}, want: "|||"},
		{name: "colon", security: []securityRequirement{{"basic"}}, option: WithAPIKey("a:b"), fails: "colon"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got string
			opts := []ClientOption{WithQuery("a", "b"), WithMiddleware(func(Doer) Doer {
				return DoerFunc(func(r *http.Request) (*http.Response, error) {
					got = fmt.Sprintf("%s|%s|%s|%s", r.Header.Get("Authorization"), r.Header.Get("X-Key"), r.URL.RawQuery, r.Header.Get("Cookie"))
					return answer(204, ""), nil
				})
			})}
			if c.option != nil {
				opts = append(opts, c.option)
			}
			core, err := newCore(&sdk, opts)
			if err != nil {
				t.Fatal(err)
			}
			op := operation{name: "x.y", method: "POST", path: "/", security: c.security}
			err = receiveNone(t.Context(), core.newRequest(&op, c.call))
			if c.fails != "" {
				if err == nil || !strings.Contains(err.Error(), c.fails) || got != "" {
					t.Errorf("error %v, want %q; sent %q", err, c.fails, got)
				}
				return
			}
			want := c.want
			if parts := strings.Split(want, "|"); parts[2] == "" {
				want = parts[0] + "|" + parts[1] + "|a=b|" + parts[3]
			}
			if err != nil || got != want {
				t.Errorf("sent %q, want %q (%v)", got, want, err)
			}
		})
	}
}

// Where the description does not say what an operation asks for, credentials go
// out in the way that it defines, or else in one that it could mean.
func TestUndeclaredSecurity(t *testing.T) {
	for want, defined := range map[string][]securityScheme{
		"Basic azo=|": nil,
		"Bearer k|":   {{name: "bearer", kind: securityBearer}},
		"|k":          {{name: "header", kind: securityKeyInHeader, param: "X-Key"}},
	} {
		sdk, got := sdkInfo{name: "x", serverURL: "https://api.example.com", security: defined}, ""
		core, err := newCore(&sdk, []ClientOption{WithAPIKey("k"), WithMiddleware(func(Doer) Doer {
			return DoerFunc(func(r *http.Request) (*http.Response, error) {
				got = r.Header.Get("Authorization") + "|" + r.Header.Get("X-Key")
				return answer(204, ""), nil
			})
		})})
		if err != nil {
			t.Fatal(err)
		}
		err = receiveNone(t.Context(), core.newRequest(&operation{name: "x.y", method: "GET", path: "/"}, nil))
		if err != nil || got != want {
			t.Errorf("%v: sent %q, want %q (%v)", defined, got, want, err)
		}
	}
}

func TestCredentialsFunction(t *testing.T) {
	failure := errors.New("vault is sealed")
	calls := 0
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		if user, _, _ := r.BasicAuth(); user != fmt.Sprint("key-", calls) {
			t.Errorf("attempt %d with %s", calls, user)
		}
		return answer(429, `{}`), nil
	}, WithCredentials(func(context.Context) (Credentials, error) {
		if calls++; calls == 3 {
			return Credentials{}, failure
		}
		return Credentials{Username: fmt.Sprint("key-", calls)}, nil
	}))
	_, err := getThing(t.Context(), core, "1", WithRetry(RetryPolicy{InitialInterval: 1}))
	if !errors.Is(err, failure) || calls != 3 {
		t.Errorf("after %d calls: %v", calls, err)
	}
	if text := fmt.Sprintf("%v %+v %#v", Credentials{Token: "tok"}, Credentials{Username: "tok"}, Credentials{Password: "tok"}); strings.Contains(text, "tok") {
		t.Errorf("printed: %s", text)
	}
}

func TestCredentialsInLogs(t *testing.T) {
	var out bytes.Buffer
	for _, handler := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		slog.New(handler).Info("got", "credentials", Credentials{Username: "tok", Password: "tok", Token: "tok"})
	}
	if strings.Contains(out.String(), "tok") {
		t.Errorf("logged: %s", &out)
	}
}

// What a function returns is checked as well as what options hold.
func TestCredentialsWithControlCharacters(t *testing.T) {
	for _, c := range []Credentials{{Username: "a\nb"}, {Username: "a", Password: "\x00"}, {Username: "a", Token: "\r"}} {
		core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
			t.Errorf("%+q was sent", c.Username)
			return answer(200, `{}`), nil
		}, WithCredentials(func(context.Context) (Credentials, error) { return c, nil }))
		if _, err := getThing(t.Context(), core, "1"); err == nil || !strings.Contains(err.Error(), "control characters") {
			t.Errorf("error %v", err)
		}
	}
}

// A timeout is known as one also where it ends the waiting for credentials.
func TestTimeoutOfCredentials(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		core := newSampleCore(t, nil, WithTimeout(3*time.Second), WithCredentials(func(ctx context.Context) (Credentials, error) {
			<-ctx.Done()
			return Credentials{}, ctx.Err()
		}))
		_, err := getThing(t.Context(), core, "1")
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || !strings.HasSuffix(err.Error(), "credentials: no complete response within 3s") {
			t.Errorf("error %v", err)
		}
	})
}

// What the function sends to get credentials is not taken for the call's own request.
func TestCredentialsOverHTTP(t *testing.T) {
	var core *Core
	core = newServerCore(t, func(http.ResponseWriter, *http.Request) {}, WithCredentials(func(ctx context.Context) (Credentials, error) {
		hr, err := http.NewRequestWithContext(ctx, "GET", core.settings.serverURL.String(), http.NoBody)
		if err != nil {
			return Credentials{}, err
		}
		resp, err := core.settings.httpClient.Do(hr)
		closeBody(resp)
		return Credentials{Username: "key"}, err
	}))
	var meta Response
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	_, err := createThing(t.Context(), core, WithResponse(&meta), WithRetry(RetryPolicy{InitialInterval: 1, MaxAttempts: 3}), WithMiddleware(func(Doer) Doer {
		return DoerFunc(func(*http.Request) (*http.Response, error) { return nil, refused })
	}))
	if !errors.Is(err, refused) || meta.Attempts != 3 {
		t.Errorf("%d attempts: %v", meta.Attempts, err)
	}
}
