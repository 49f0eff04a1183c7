package runtime

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

var (
	sampleSDK = sdkInfo{
		name: "stackone", version: "0.1.0", apiVersion: "1.0.0", serverURL: "https://api.example.com",
		security: []securityScheme{{name: "basic", kind: securityBasic}},
	}
	sampleGet = operation{
		name: "things.get", id: "get_thing", method: "GET", path: "/things/{id}", accept: "application/json",
		security: []securityRequirement{{"basic"}},
		retry:    &retryRule{statusCodes: []string{"429", "408"}},
		errors:   sampleErrors,
	}
	sampleCreate = operation{
		name: "things.create", id: "create_thing", method: "POST", path: "/things", accept: "application/json",
		security: []securityRequirement{{"basic"}},
		retry:    &retryRule{statusCodes: []string{"429", "408"}},
		errors:   sampleErrors,
	}
)

// sampleAccount is a global as generated code has it.
var sampleAccount = global{name: "x-account-id", location: inHeader, noun: "account ID", option: "WithAccountID", method: "ForAccount"}

func WithAccountID(id string) Option { return sampleAccount.with(id) }

// sampleNotFoundError is an error type as generated code has them.
type sampleNotFoundError struct {
	*APIError
	Body map[string]any
}

func (e *sampleNotFoundError) Unwrap() error { return e.APIError }

func sampleErrors(e *APIError) error {
	if e.StatusCode == http.StatusNotFound {
		err := &sampleNotFoundError{APIError: e}
		decodeErrorBody(e, &err.Body)
		return err
	}
	return e
}

// sampleExchange is the first attempt of a call without options.
func sampleExchange() *exchanged {
	return &exchanged{context.Background(), &request{op: &sampleGet}, 1}
}

// newSampleCore makes a Core whose requests are answered by a function.
func newSampleCore(t *testing.T, answer DoerFunc, opts ...ClientOption) *Core {
	t.Helper()
	opts = append([]ClientOption{WithAPIKey("secret-key")}, opts...)
	opts = append(opts, WithMiddleware(func(Doer) Doer { return answer }))
	core, err := newCore(&sampleSDK, opts)
	if err != nil {
		t.Fatal(err)
	}
	return core
}

// newServerCore makes a Core that talks to a test server over real connections,
// and checks at the end of the test that no goroutine is left.
func newServerCore(t *testing.T, handler http.HandlerFunc, opts ...ClientOption) *Core {
	t.Helper()
	before := goleak.IgnoreCurrent()
	server, transport := httptest.NewServer(handler), &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		server.Close()
		goleak.VerifyNone(t, before)
	})
	opts = append([]ClientOption{
		WithAPIKey("secret-key"),
		WithServerURL(server.URL),
		WithHTTPClient(&http.Client{Transport: transport}),
	}, opts...)
	core, err := newCore(&sampleSDK, opts)
	if err != nil {
		t.Fatal(err)
	}
	return core
}

func getThing(ctx context.Context, core *Core, id string, opts ...CallOption) (*map[string]any, error) {
	req := core.newRequest(&sampleGet, opts)
	req.add(path("id"), &id)
	var result *map[string]any
	err := receive(ctx, req, &result)
	return result, err
}

func createThing(ctx context.Context, core *Core, opts ...CallOption) (*map[string]any, error) {
	req := core.newRequest(&sampleCreate, opts)
	body := map[string]any{"name": "a"}
	req.setBody(&body)
	var result *map[string]any
	err := receive(ctx, req, &result)
	return result, err
}

// answer makes a response; headers are given as name, value, name, value.
func answer(status int, body string, headers ...string) *http.Response {
	resp := &http.Response{
		StatusCode:    status,
		Status:        http.StatusText(status),
		Header:        http.Header{"Content-Type": {"application/json"}},
		Body:          io.NopCloser(strings.NewReader(body)),
		ContentLength: int64(len(body)),
	}
	for i := 0; i < len(headers); i += 2 {
		resp.Header.Set(headers[i], headers[i+1])
	}
	return resp
}

// watchedBody tells whether a body was closed.
type watchedBody struct {
	io.Reader
	closed bool
}

func (b *watchedBody) Close() error {
	b.closed = true
	return nil
}
