package acceptance_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

func TestNoCredentials(t *testing.T) {
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			api := serve(t, answer{body: op.success})
			client, err := stackone.New(stackone.WithServerURL(api.URL))
			if err != nil {
				t.Fatal(err)
			}
			err = op.call(t.Context(), client.ConnectSessions)
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range []string{op.name, "no credentials", "WithAPIKey"} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
			equal(t, "requests", len(api.received()), 0)
		})
	}
}

// badOptions maps what the error must say to the option.
func badOptions() map[string]stackone.ClientOption {
	return map[string]stackone.ClientOption{
		"WithAPIKey: the key is empty":             stackone.WithAPIKey(""),
		"WithBasicAuth: a user name":               stackone.WithBasicAuth("a:b", "c"),
		"WithCredentials: the function is nil":     stackone.WithCredentials(nil),
		"WithHTTPClient: the client is nil":        stackone.WithHTTPClient(nil),
		"WithMiddleware: the middleware is nil":    stackone.WithMiddleware(nil),
		"WithLogger: the logger is nil":            stackone.WithLogger(nil),
		`WithUserAgent: ""`:                        stackone.WithUserAgent(""),
		"WithAccountID: the account ID is empty":   stackone.WithAccountID(""),
		"WithServerURL: the URL must begin":        stackone.WithServerURL("ftp://api.example"),
		`WithHeader: "bad name"`:                   stackone.WithHeader("bad name", "x"),
		"WithHeader: the value of X-Two":           stackone.WithHeader("X-Two", "one\r\nX-Three: two"),
		"WithHeader: Content-Length":               stackone.WithHeader("content-length", "1"),
		"WithQuery: the name is empty":             stackone.WithQuery("", "x"),
		"WithTimeout: -1s is negative":             stackone.WithTimeout(-time.Second),
		"WithRetry: MaxAttempts -1 is negative":    stackone.WithRetry(stackone.RetryPolicy{MaxAttempts: -1}),
		`WithRetry: "often" is not a status code`:  stackone.WithRetry(stackone.RetryPolicy{StatusCodes: []string{"often"}}),
		"WithRetry: Exponent 0.5":                  stackone.WithRetry(stackone.RetryPolicy{Exponent: 0.5}),
		"WithRetry: InitialInterval -1s":           stackone.WithRetry(stackone.RetryPolicy{InitialInterval: -time.Second}),
		"is nil":                                   nil,
		"WithAPIKey: the key has white space":      stackone.WithAPIKey(apiKey + "\n"),
		"WithServerURL: the URL must not hold cre": stackone.WithServerURL("https://user:" + apiKey + "@api.example"),
		"WithServerURL: the URL must not have a q": stackone.WithServerURL("https://api.example?key=" + apiKey),
	}
}

func TestBadOption(t *testing.T) {
	for want, option := range badOptions() {
		t.Run(want, func(t *testing.T) {
			client, err := stackone.New(option)
			if client != nil || err == nil {
				t.Fatalf("New gave %v, %v", client, err)
			}
			if !strings.HasPrefix(err.Error(), "stackone: ") || !strings.Contains(err.Error(), want) {
				t.Errorf("error %q does not say %q", err, want)
			}
			if strings.Contains(err.Error(), apiKey) {
				t.Errorf("error %q tells the key", err)
			}
		})
	}
}

func TestAllBadOptionsAtOnce(t *testing.T) {
	var options []stackone.ClientOption
	for _, option := range badOptions() {
		options = append(options, option)
	}
	_, err := stackone.New(options...)
	if err == nil {
		t.Fatal("no error")
	}
	for want := range badOptions() {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
}

// TestBadCallOptions fail the call before anything is sent, all at once too.
func TestBadCallOptions(t *testing.T) {
	api := serve(t, created())
	_, err := create(t.Context(), api.client(t),
		nil, stackone.WithResponse(nil), stackone.WithHeader("", "x"), stackone.WithTimeout(-1), stackone.WithServerURL("/"))
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"connectSessions.createConnectSession", "option 1 is nil", "WithResponse", "WithHeader", "WithTimeout", "WithServerURL"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not say %q", err, want)
		}
	}
	equal(t, "requests", len(api.received()), 0)
}

func TestWithServerURL(t *testing.T) {
	api := serve(t, created())
	tests := []struct{ address, want string }{
		{"", "/connect_sessions"},
		{"/", "/connect_sessions"},
		{"/unified", "/unified/connect_sessions"},
		{"/unified/v2/", "/unified/v2/connect_sessions"},
		{"/a%2Fb/%20", "/a%2Fb/%20/connect_sessions"},
	}
	for i, test := range tests {
		client := api.client(t, stackone.WithServerURL(api.URL+test.address))
		if _, err := create(t.Context(), client); err != nil {
			t.Fatal(err)
		}
		equal(t, "path", api.received()[i].Path, test.want)
	}
}

func TestWithServerURLOfOneCall(t *testing.T) {
	usual, other := serve(t, created()), serve(t, created())
	client := usual.client(t)
	if _, err := create(t.Context(), client, stackone.WithServerURL(other.URL+"/eu")); err != nil {
		t.Fatal(err)
	}
	equal(t, "path", other.only(t).Path, "/eu/connect_sessions")
	if _, err := create(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	usual.only(t)
}

func TestWithBasicAuth(t *testing.T) {
	api := serve(t, created())
	client := api.client(t, stackone.WithBasicAuth("jane", "pass:wörd"))
	if _, err := create(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	user, password, ok := (&http.Request{Header: api.only(t).Header}).BasicAuth()
	if !ok || user != "jane" || password != "pass:wörd" {
		t.Errorf("the server sees %q, %q, %v", user, password, ok)
	}
}

func TestAuthorizationHeaderReplacesTheKey(t *testing.T) {
	api := serve(t, created())
	if _, err := create(t.Context(), api.client(t), stackone.WithHeader("authorization", "Bearer other")); err != nil {
		t.Fatal(err)
	}
	equal(t, "Authorization", api.only(t).Header["Authorization"], []string{"Bearer other"})
}

type contextKey struct{}

// TestWithCredentials rotates the key between two attempts of one call.
func TestWithCredentials(t *testing.T) {
	api := serve(t, inTurn(limited(""), created()))
	calls := 0
	client := api.client(t, stackone.WithRetry(atOnce()),
		stackone.WithCredentials(func(ctx context.Context) (stackone.Credentials, error) {
			calls++
			return stackone.Credentials{Username: fmt.Sprintf("%v-%d", ctx.Value(contextKey{}), calls)}, nil
		}))
	if _, err := create(context.WithValue(t.Context(), contextKey{}, "key"), client); err != nil {
		t.Fatal(err)
	}
	for i, request := range api.received() {
		user, password, _ := (&http.Request{Header: request.Header}).BasicAuth()
		equal(t, "user name", user, fmt.Sprintf("key-%d", i+1))
		equal(t, "password", password, "")
	}
	equal(t, "calls", calls, 2)
}

func TestWithCredentialsThatFail(t *testing.T) {
	tests := []struct {
		name        string
		credentials stackone.Credentials
		err         error
		want        string
	}{
		{"an error of the network", stackone.Credentials{}, io.ErrUnexpectedEOF, "credentials: unexpected EOF"},
		{"nothing", stackone.Credentials{}, nil, "the credentials lack what the operation asks for: basic"},
		{"the wrong kind", stackone.Credentials{Token: apiKey}, nil, "the credentials lack what the operation asks for: basic"},
		{"a colon in the user name", stackone.Credentials{Username: apiKey + ":"}, nil, "a colon"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			api := serve(t, created())
			calls := 0
			client := api.client(t, stackone.WithRetry(atOnce()), stackone.WithCredentials(func(context.Context) (stackone.Credentials, error) {
				calls++
				return test.credentials, test.err
			}))
			_, err := create(t.Context(), client)
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), apiKey) {
				t.Errorf("error is %v, want %q and not the key", err, test.want)
			}
			if test.err != nil && !errors.Is(err, test.err) {
				t.Errorf("error %v is not that of the function", err)
			}
			equal(t, "calls", calls, 1)
			equal(t, "requests", len(api.received()), 0)
		})
	}
}

func TestCredentialsDoNotPrint(t *testing.T) {
	secret := stackone.Credentials{Username: apiKey, Password: apiKey, Token: apiKey}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("login", "credentials", secret)
	for _, text := range []string{fmt.Sprint(secret), fmt.Sprintf("%+v %#v %q", secret, secret, secret), log.String()} {
		if strings.Contains(text, apiKey) {
			t.Errorf("%s tells the key", text)
		}
	}
}

func TestWithQuery(t *testing.T) {
	api := serve(t, created())
	client := api.client(t, stackone.WithQuery("tag", "a"), stackone.WithQuery("tag", "b"))
	if _, err := create(t.Context(), client, stackone.WithQuery("q", "50% & ü+ /?"), stackone.WithQuery("empty", "")); err != nil {
		t.Fatal(err)
	}
	equal(t, "query", api.only(t).Query, "tag=a&tag=b&q=50%25%20%26%20%C3%BC%2B%20%2F%3F&empty=")
}

// TestWithHeader has the call's header win over the client's, and both over what
// the SDK sends.
func TestWithHeader(t *testing.T) {
	api := serve(t, created())
	client := api.client(t,
		stackone.WithHeader("X-Mode", "client"),
		stackone.WithHeader("X-Other", "client"),
		stackone.WithHeader("accept", "application/vnd.stackone+json"),
		stackone.WithUserAgent("acme/1.0"))
	if _, err := create(t.Context(), client, stackone.WithHeader("x-mode", "call")); err != nil {
		t.Fatal(err)
	}
	header := api.only(t).Header
	equal(t, "X-Mode", header["X-Mode"], []string{"call"})
	equal(t, "X-Other", header["X-Other"], []string{"client"})
	equal(t, "Accept", header["Accept"], []string{"application/vnd.stackone+json"})
	equal(t, "User-Agent", header["User-Agent"], []string{"acme/1.0"})
}

// TestWithMiddleware looks at the order, and at what a tracing span needs.
func TestWithMiddleware(t *testing.T) {
	var seen []string
	note := func(name string) func(stackone.Doer) stackone.Doer {
		return func(next stackone.Doer) stackone.Doer {
			return stackone.DoerFunc(func(r *http.Request) (*http.Response, error) {
				op, ok := stackone.OperationFromContext(r.Context())
				seen = append(seen, fmt.Sprintf("%s %v %s %s %s %s %d", name, ok, op.Name, op.ID, op.Method, op.Path, op.Attempt))
				return next.Do(r)
			})
		}
	}
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			seen = nil
			api := serve(t, inTurn(limited(""), answer{body: op.success}))
			client := api.client(t, stackone.WithRetry(atOnce()),
				stackone.WithMiddleware(note("outer")), stackone.WithMiddleware(note("inner")))
			if err := op.call(t.Context(), client.ConnectSessions); err != nil {
				t.Fatal(err)
			}
			line := " true " + op.name + " " + op.id + " " + op.method + " " + op.path
			equal(t, "seen", seen, []string{"outer" + line + " 1", "inner" + line + " 1", "outer" + line + " 2", "inner" + line + " 2"})

			// That of a call is around that of the client, for this call alone.
			seen = nil
			if err := op.call(t.Context(), client.ConnectSessions, stackone.WithMiddleware(note("call"))); err != nil {
				t.Fatal(err)
			}
			equal(t, "seen of the call", seen, []string{"call" + line + " 1", "outer" + line + " 1", "inner" + line + " 1"})
			seen = nil
			if err := op.call(t.Context(), client.ConnectSessions); err != nil {
				t.Fatal(err)
			}
			equal(t, "seen afterwards", len(seen), 2)
		})
	}
}

// TestMiddlewareThatAnswers lets an app test itself without a server.
func TestMiddlewareThatAnswers(t *testing.T) {
	client, err := stackone.New(stackone.WithAPIKey(apiKey), stackone.WithMiddleware(func(stackone.Doer) stackone.Doer {
		return stackone.DoerFunc(func(r *http.Request) (*http.Response, error) {
			equal(t, "URL", r.URL.String(), "https://api.stackone.com/connect_sessions")
			return &http.Response{StatusCode: http.StatusCreated, Body: io.NopCloser(strings.NewReader(createdSession))}, nil
		})
	}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := create(t.Context(), client)
	if err != nil {
		t.Fatal(err)
	}
	sameJSON(t, "result", encode(t, got), createdSession)
}

func TestMiddlewareThatRefuses(t *testing.T) {
	refused := errors.New("the circuit is open")
	api := serve(t, created())
	client := api.client(t, stackone.WithRetry(atOnce()), stackone.WithMiddleware(func(stackone.Doer) stackone.Doer {
		return stackone.DoerFunc(func(*http.Request) (*http.Response, error) { return nil, refused })
	}))
	var meta stackone.Response
	_, err := create(t.Context(), client, stackone.WithResponse(&meta))
	if !errors.Is(err, refused) || !strings.Contains(err.Error(), "connectSessions.createConnectSession") {
		t.Errorf("error is %v, want the middleware's with the operation", err)
	}
	equal(t, "Attempts", meta.Attempts, 1)
	equal(t, "requests", len(api.received()), 0)
}

// TestAccountID is sent once it is set, though no operation of the description takes one.
func TestAccountID(t *testing.T) {
	api := serve(t, created())
	plain, own := api.client(t), api.client(t, stackone.WithAccountID("client"))
	for i, c := range []struct {
		client *stackone.Client
		opts   []stackone.CallOption
		want   string
	}{
		{plain, nil, ""},
		{own, nil, "client"},
		{own.ForAccount("account"), nil, "account"},
		{own.ForAccount("account"), []stackone.CallOption{stackone.WithAccountID("call")}, "call"},
		{own.ForAccount("account"), []stackone.CallOption{stackone.WithHeader("X-Account-Id", "header")}, "header"},
		{own.ForAccount("account"), []stackone.CallOption{stackone.WithoutAccountID()}, ""},
	} {
		if _, err := create(t.Context(), c.client, c.opts...); err != nil {
			t.Fatal(err)
		}
		request := api.received()[i]
		equal(t, "Authorization", request.Header.Get("Authorization"), basicAuth)
		equal(t, "X-Account-Id", strings.Join(request.Header.Values("X-Account-Id"), ", "), c.want)
	}
}

// TestForAccountWithoutID is a mistake that must not fall back to another account,
// and must not spoil the client that it was asked of.
func TestForAccountWithoutID(t *testing.T) {
	api := serve(t, created())
	client := api.client(t)
	if _, err := create(t.Context(), client.ForAccount("")); err == nil || !strings.Contains(err.Error(), "ForAccount") {
		t.Errorf("error is %v, want one about ForAccount", err)
	}
	equal(t, "requests", len(api.received()), 0)
	if _, err := create(t.Context(), client); err != nil {
		t.Errorf("the first client: %v", err)
	}
}

func TestStandaloneService(t *testing.T) {
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			api := serve(t, answer{body: op.success})
			core, err := stackone.NewCore(stackone.WithAPIKey(apiKey), stackone.WithServerURL(api.URL))
			if err != nil {
				t.Fatal(err)
			}
			if err := op.call(t.Context(), stackone.NewConnectSessionsService(core)); err != nil {
				t.Fatal(err)
			}
			equal(t, "path", api.only(t).Path, op.sent)
		})
	}
}

// TestServiceWithoutCore is a mistake that gets an error and no panic.
func TestServiceWithoutCore(t *testing.T) {
	for name, service := range map[string]*stackone.ConnectSessionsService{
		"the zero value": {},
		"a nil core":     stackone.NewConnectSessionsService(nil),
		"a zero core":    stackone.NewConnectSessionsService(&stackone.Core{}),
	} {
		t.Run(name, func(t *testing.T) {
			for _, op := range operations() {
				if err := op.call(t.Context(), service); err == nil || !strings.Contains(err.Error(), "NewCore") {
					t.Errorf("error is %v, want one about NewCore", err)
				}
			}
		})
	}
}
