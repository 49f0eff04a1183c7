package runtime

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

func TestOptionsReachTheRequest(t *testing.T) {
	var got *http.Request
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		got = r
		return answer(200, `{}`), nil
	},
		WithServerURL("http://localhost:8080/base/"),
		WithHeader("x-trace", "client"), WithHeader("X-Client", "1"),
		WithHeader("!#$%&'*+-.^_`|~09azAZ", "a\tb"), WithQuery("q", "a b"), WithUserAgent("test/1"),
	)
	var meta Response
	if _, err := getThing(t.Context(), core, "7", WithHeader("X-Trace", "call"), WithQuery("q", "c&d"), WithResponse(&meta)); err != nil {
		t.Fatal(err)
	}
	if want := "http://localhost:8080/base/things/7?q=a%20b&q=c%26d"; got.URL.String() != want {
		t.Errorf("URL %s, want %s", got.URL, want)
	}
	for name, want := range map[string]string{
		"X-Trace": "call", "X-Client": "1", "!#$%&'*+-.^_`|~09azAZ": "a\tb", "User-Agent": "test/1", "Accept": "application/json",
		"Authorization": "Basic c2VjcmV0LWtleTo=", "Content-Type": "",
	} {
		if value := got.Header.Get(name); value != want {
			t.Errorf("header %s is %q, want %q", name, value, want)
		}
	}
	if meta.StatusCode != 200 || meta.Attempts != 1 || string(meta.Body) != `{}` || meta.URL != "http://localhost:8080/base/things/7" {
		t.Errorf("response %+v", meta)
	}
	if _, err := getThing(t.Context(), core, "7", WithServerURL("https://other.example.com")); err != nil || got.URL.String() != "https://other.example.com/things/7?q=a%20b" {
		t.Errorf("a call's server: %v %v", got.URL, err)
	}
	if got.Header.Get("X-Trace") != "client" {
		t.Error("a call's header stayed at the client")
	}
}

// The version of an API is a text of its description: whatever it is, requests
// must go out.
func TestUserAgentOfAnyVersion(t *testing.T) {
	if agent := defaultUserAgent(&sdkInfo{name: "a", version: "1", apiVersion: "2\r\nX: y\x00"}); hasControl(agent) {
		t.Errorf("User-Agent %q", agent)
	}
	if agent := defaultUserAgent(&sdkInfo{name: "a", version: "1"}); agent != "a-go/1" {
		t.Errorf("User-Agent %q", agent)
	}
}

func TestDefaultUserAgent(t *testing.T) {
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		if agent := r.UserAgent(); agent != "stackone-go/0.1.0 api/1.0.0" {
			t.Errorf("User-Agent %q", agent)
		}
		return answer(200, `{}`), nil
	})
	if _, err := getThing(t.Context(), core, "1"); err != nil {
		t.Fatal(err)
	}
}

func TestNonsenseOptionsAreReportedTogether(t *testing.T) {
	outer := func(next Doer) Doer {
		if next == nil {
			t.Error("a middleware got nothing to wrap")
		}
		return next
	}
	_, err := newCore(&sampleSDK, []ClientOption{
		nil, WithAPIKey(""), WithAPIKey("key\n"), WithAPIKey(" key"), WithAPIKey("k\x00y"), WithBasicAuth("", ""), WithBasicAuth("a:b", ""), WithBasicAuth("a ", "b"), WithBasicAuth("a", "b\n"), WithCredentials(nil),
		WithServerURL("ftp://x"), WithServerURL("https://x?y=1"), WithServerURL("https://u:hunter2@x"), WithServerURL("https://"), WithServerURL("https://x/../y"),
		WithServerURL("https://x?"), WithServerURL("https://x/./y"), WithServerURL("https://x#"),
		WithServerURL(":hunter2"), WithServerURL("https://x#f"), WithServerURL(""),
		WithHTTPClient(nil), WithMiddleware(nil), WithMiddleware(outer), WithMiddleware(func(Doer) Doer { return nil }),
		WithHeader("a b", "x"), WithHeader("X-A", "x\r\ny: z"), WithHeader("X-A", "\x7f"), WithHeader("host", "x"), WithHeader("Connection", "close"), WithHeader("Keep-Alive", "1"), WithHeader("upgrade", "x"), WithQuery("", "x"),
		WithHeader("X-A", "%!v(absent)"), WithQuery("q", "%!s(null)"), WithQuery("%!s(null)", "q"),
		WithTimeout(-1), WithAccountID(""), WithAccountID("a\nb"), WithAccountID("%!v(absent)"), WithUserAgent(""), WithUserAgent("a\rb"), WithLogger(nil),
		WithRetry(RetryPolicy{InitialInterval: -1, MaxAttempts: -1, Exponent: 0.5, StatusCodes: []string{"5XX", "x", "600", "+42"}}),
	})
	if err == nil {
		t.Fatal("no error")
	}
	lines := strings.Split(err.Error(), "\n")
	if want := 48; len(lines) != want {
		t.Errorf("%d errors, want %d:\n%v", len(lines), want, err)
	}
	for _, part := range []string{"option 1 is nil", "the URL is empty", "WithHeader: X-A: the value has %!(absent)"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in\n%v", part, err)
		}
	}
	for _, line := range lines {
		if !strings.HasPrefix(line, errorPrefix) {
			t.Errorf("no prefix: %s", line)
		}
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("a password is in the error:\n%v", err)
	}
}

func TestNonsenseCallOptionsFailBeforeSending(t *testing.T) {
	core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
		t.Error("sent")
		return nil, nil
	})
	_, err := getThing(t.Context(), core, "", nil, WithResponse(nil), WithTimeout(-time.Second), WithHeader("X", "\x00"))
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"things.get: ", "option 1 is nil", "WithResponse", "WithTimeout", "WithHeader", "path parameter id: the value is empty"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in %v", part, err)
		}
	}
	if strings.Contains(err.Error(), "\n") || strings.Count(err.Error(), "; ") != 4 {
		t.Errorf("not five mistakes in one line: %v", err)
	}
	for _, broken := range []*Core{nil, {}} {
		if _, err := getThing(t.Context(), broken, "1"); err == nil || !strings.Contains(err.Error(), "NewCore") {
			t.Errorf("a service without a Core: %v", err)
		}
	}
	var none context.Context
	if _, err := getThing(none, core, "1"); err == nil || !strings.Contains(err.Error(), "context is nil") {
		t.Errorf("nil context: %v", err)
	}
}

func TestServerWithoutDefault(t *testing.T) {
	sdk := sdkInfo{name: "x"}
	if _, err := newCore(&sdk, nil); err == nil || !strings.Contains(err.Error(), "names no server: use WithServerURL") {
		t.Errorf("error %v", err)
	}
	if _, err := newCore(&sdk, []ClientOption{WithServerURL("x")}); err == nil || strings.Contains(err.Error(), "names no server") {
		t.Errorf("error %v", err)
	}
	if _, err := newCore(&sdk, []ClientOption{WithServerURL("http://[::1]:80/v1")}); err != nil {
		t.Error(err)
	}
}

func TestMiddlewareOrderAndOperation(t *testing.T) {
	var order []string
	named := func(name string) ClientOption {
		return WithMiddleware(func(next Doer) Doer {
			return DoerFunc(func(r *http.Request) (*http.Response, error) {
				op, ok := OperationFromContext(r.Context())
				if want := (Operation{"things.get", "get_thing", "GET", "/things/{id}", 1}); !ok || op != want {
					t.Errorf("operation %+v, want %+v", op, want)
				}
				order = append(order, name)
				r.Header.Set("X-"+name, "1")
				return next.Do(r)
			})
		})
	}
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		if r.Header.Get("X-Outer") == "" || r.Header.Get("X-Inner") == "" {
			t.Error("a header of a middleware is missing")
		}
		return answer(200, `{}`), nil
	}, named("Outer"), named("Inner"))
	if _, err := getThing(t.Context(), core, "1"); err != nil || strings.Join(order, " ") != "Outer Inner" {
		t.Errorf("order %v, error %v", order, err)
	}
	if _, ok := OperationFromContext(t.Context()); ok {
		t.Error("an operation where there is none")
	}
}

func TestLogsHoldNoSecrets(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	attempts := 0
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		if attempts++; attempts == 1 {
			return answer(429, `{"message":"hidden-body"}`, "X-Reply", "hidden-header"), nil
		}
		return nil, errors.New("Get \"" + r.URL.String() + "\": refused")
	}, WithLogger(logger))
	_, err := getThing(t.Context(), core, "hidden-id", WithQuery("q", "hidden-query"), WithHeader("X-Ask", "hidden-header"),
		WithRetry(RetryPolicy{InitialInterval: time.Nanosecond}))
	if err == nil {
		t.Fatal("no error")
	}
	text := log.String()
	for _, part := range []string{"level=DEBUG", "level=WARN", "operation=things.get", "path=/things/{id}", "attempt=1", "attempt=2", "status=429", "wait=", "error="} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
	if n := strings.Count(text, "error="); n != 1 {
		t.Errorf("%d errors in\n%s", n, text)
	}
	for _, secret := range []string{"hidden-body", "hidden-header", "hidden-query", "secret-key", "Basic"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in\n%s", secret, text)
		}
	}
}

// A parameter that the request and an option set is a mistake, whatever they set it to, and
// one that the description lacks is sent.
func TestWithQueryBesideTheRequest(t *testing.T) {
	var sent string
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		sent = r.URL.RawQuery
		return answer(204, ""), nil
	})
	call := func(size Opt[string], opts ...CallOption) error {
		sent = ""
		req := core.newRequest(&sampleCreate, opts)
		req.add(query("page size"), &size)
		filter := map[string]any{"after": "x"}
		req.add(query("filter").deepObject(), &filter)
		return receiveNone(t.Context(), req)
	}
	for _, opts := range [][]CallOption{{WithQuery("page size", "10")}, {WithQuery("x", "1"), WithQuery("filter[after]", "y")}} {
		err := call(Some("25"), opts...)
		if err == nil || !strings.Contains(err.Error(), "is set by the request and by WithQuery") || sent != "" {
			t.Errorf("sent %q, error %v", sent, err)
		}
	}
	if err := call(Opt[string]{}, WithQuery("page size", "10"), WithQuery("page", "1"), WithQuery("page", "2")); err != nil || sent != "filter%5Bafter%5D=x&page%20size=10&page=1&page=2" {
		t.Errorf("sent %q, error %v", sent, err)
	}
}

func TestFromEnv(t *testing.T) {
	t.Setenv("STACKONE_API_KEY", "from-env")
	t.Setenv("STACKONE_SERVER_URL", "https://env.example.com")
	get := func(opts ...ClientOption) (string, error) {
		var sent string
		core, err := newCore(&sampleSDK, append(opts, WithMiddleware(func(Doer) Doer {
			return DoerFunc(func(r *http.Request) (*http.Response, error) {
				user, _, _ := r.BasicAuth()
				sent = user + " " + r.URL.Host
				return answer(200, `{}`), nil
			})
		})))
		if err != nil {
			return "", err
		}
		_, err = getThing(t.Context(), core, "1")
		return sent, err
	}
	if sent, err := get(FromEnv()); err != nil || sent != "from-env env.example.com" {
		t.Errorf("sent %s, error %v", sent, err)
	}
	if sent, err := get(FromEnv(), WithAPIKey("own")); err != nil || sent != "own env.example.com" {
		t.Errorf("sent %s, error %v", sent, err)
	}
	t.Setenv("STACKONE_API_KEY", "")
	if _, err := get(FromEnv()); err == nil || !strings.Contains(err.Error(), "STACKONE_API_KEY") {
		t.Errorf("error %v", err)
	}
	os.Unsetenv("STACKONE_API_KEY")
	os.Unsetenv("STACKONE_SERVER_URL")
	if sent, err := get(FromEnv(), WithAPIKey("own")); err != nil || sent != "own api.example.com" {
		t.Errorf("sent %s, error %v", sent, err)
	}
}

// A program that replaces the transport of net/http is heeded, and else more connections
// are kept than there.
func TestDefaultTransport(t *testing.T) {
	wider, ok := widerTransport().(*http.Transport)
	if !ok || wider.MaxIdleConnsPerHost < 50 || wider.MaxIdleConns < wider.MaxIdleConnsPerHost || wider == http.DefaultTransport {
		t.Errorf("transport %+v", wider)
	}
	standard := http.DefaultTransport
	defer func() { http.DefaultTransport = standard }()
	http.DefaultTransport = answeringTransport(func(*http.Request) (*http.Response, error) { return answer(200, `{"id":1}`), nil })
	core, err := newCore(&sampleSDK, []ClientOption{WithAPIKey("k")})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := getThing(t.Context(), core, "1"); err != nil {
		t.Error(err)
	}
}

type answeringTransport func(*http.Request) (*http.Response, error)

func (f answeringTransport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
