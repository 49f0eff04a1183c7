package acceptance_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
	"github.com/StackOneHQ/stackone-gen/generated/stackonetest"
)

// reported is a test that keeps what a test server reports.
type reported struct {
	testing.TB
	mu     sync.Mutex
	errors []string
}

func (w *reported) Errorf(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.errors = append(w.errors, fmt.Sprintf(format, args...))
}

// clientOf returns a client of a test server.
func clientOf(t testing.TB, server *stackonetest.Server, opts ...stackone.ClientOption) *stackone.Client {
	t.Helper()
	client, err := stackone.New(append([]stackone.ClientOption{
		stackone.WithServerURL(server.URL), stackone.WithAPIKey(apiKey), stackone.WithRetry(stackone.NoRetry()),
	}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// changed returns a right request with a mistake.
func changed(change func(*stackone.ConnectSessionCreate)) stackone.ConnectSessionCreate {
	body := minimal()
	change(&body)
	return body
}

// TestStrictServer makes calls that the API refuses. All of them compile.
func TestStrictServer(t *testing.T) {
	for name, test := range map[string]struct {
		body   stackone.ConnectSessionCreate
		option stackone.CallOption
		want   string // empty for a right call
	}{
		"zero": {stackone.ConnectSessionCreate{}, nil, `"origin_owner_id" of the body is required, and has the zero value ""`},
		"enum": {changed(func(b *stackone.ConnectSessionCreate) {
			b.Categories = stackone.Some([]stackone.ConnectSessionCreateCategories{"hris", "hriss"})
		}), nil, `"categories[1]" of the body is "hriss", and not one of "ats"`},
		"query": {minimal(), stackone.WithQuery("pagesize", "5"), `The query parameter "pagesize" is unknown`},
		"kind":  {changed(func(b *stackone.ConnectSessionCreate) { mustSet(b, "origin_username", 5) }), nil, `"origin_username" of the body is a number, and not a string or null`},
		"open": {changed(func(b *stackone.ConnectSessionCreate) {
			b.Type = stackone.Some(stackone.ConnectSessionCreateType("prod"))
		}), nil, ""},
		"extra":    {changed(func(b *stackone.ConnectSessionCreate) { mustSet(b, "badge", true) }), nil, ""},
		"null":     {changed(func(b *stackone.ConnectSessionCreate) { b.Label = stackone.Null[string]() }), nil, ""},
		"metadata": {changed(func(b *stackone.ConnectSessionCreate) { b.Metadata = stackone.Some(map[string]any{"plan": "pro"}) }), nil, ""},
	} {
		for _, lenient := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/lenient=%v", name, lenient), func(t *testing.T) {
				watch := &reported{TB: t}
				var options []stackonetest.ServerOption
				if lenient {
					options = append(options, stackonetest.Lenient())
				}
				server := stackonetest.NewServer(watch, options...)
				var calls []stackone.CallOption
				if test.option != nil {
					calls = append(calls, test.option)
				}
				_, err := clientOf(t, server).ConnectSessions.CreateConnectSession(t.Context(), test.body, calls...)
				problems := strings.Join(server.Calls()[0].Problems, " ")
				// The kind of a body's own member is refused in any case.
				refused := test.want != "" && (!lenient || name == "kind")
				if (err != nil) != refused || len(watch.errors) > 0 != refused || !strings.Contains(problems, test.want) || (test.want == "") != (problems == "") {
					t.Errorf("error %v, reports %q, problems %q", err, watch.errors, problems)
				}
			})
		}
	}
}

func mustSet(body *stackone.ConnectSessionCreate, name string, value any) {
	if err := body.Extras.Set(name, value); err != nil {
		panic(err)
	}
}

// TestStrictPath sends an id that is no number, as a middleware may make one.
func TestStrictPath(t *testing.T) {
	watch := &reported{TB: t}
	server := stackonetest.NewServer(watch)
	client := clientOf(t, server, stackone.WithMiddleware(func(next stackone.Doer) stackone.Doer {
		return stackone.DoerFunc(func(r *http.Request) (*http.Response, error) {
			r.URL.Path = "/connect_sessions/absent"
			return next.Do(r)
		})
	}))
	_, err := client.ConnectSessions.GetConnectSession(t.Context(), stackone.ConnectSessionsGetConnectSessionRequest{ID: 1042})
	if want := `The path parameter "id" is "absent", and not a`; err == nil || !strings.Contains(strings.Join(watch.errors, " "), want) {
		t.Errorf("error %v, reports %q, want %q", err, watch.errors, want)
	}
}

// TestValueAndDecode answers with a model, and reads what was sent as one.
func TestValueAndDecode(t *testing.T) {
	server := stackonetest.NewServer(t)
	session := stackone.ConnectSessionTokenAuthLink{ID: 7, Token: "t<1>", Label: stackone.Null[string](), CreatedAt: stackone.MustParseTime("2025-11-03T09:26:53Z")}
	server.Answer(stackonetest.ConnectSessionsCreateConnectSession, stackonetest.Value(201, session))
	got, err := create(t.Context(), clientOf(t, server))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "difference", stackonetest.Diff(session, got), "")
	sent, err := stackonetest.Decode[stackone.ConnectSessionCreate](server.Calls()[0])
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "difference", stackonetest.Diff(minimal(), sent), "")
	if _, err := stackonetest.Decode[int](server.Calls()[0]); err == nil {
		t.Error("an object is an int")
	}
	if _, err := stackonetest.Decode[any](stackonetest.Call{Method: "GET", Path: "/x"}); err == nil || !strings.Contains(err.Error(), "no body") {
		t.Errorf("a call without a body: %v", err)
	}
}

// TestNewError looks for what an app looks for in the errors of a client.
func TestNewError(t *testing.T) {
	err := fmt.Errorf("wrapped: %w", stackonetest.NewError(404, "no such session"))
	var missing *stackone.NotFoundError
	var other *stackone.ConflictError
	var plain *stackone.APIError
	if !errors.As(err, &missing) || errors.As(err, &other) || !errors.As(err, &plain) {
		t.Fatalf("found %v, %v, %v", missing, other, plain)
	}
	equal(t, "text", err.Error(), "wrapped: stackone: 404 Not Found: no such session")
	equal(t, "text of the type", missing.Error(), "stackone: 404 Not Found: no such session")
	equal(t, "text without a type", plain.Error(), "stackone: 404 Not Found: no such session")
	equal(t, "body", fmt.Sprintln(missing.Body.Message, missing.StatusCode, plain.Status), "no such session 404 404 Not Found\n")
	if !errors.As(error(missing), &plain) || plain != missing.APIError {
		t.Error("the type does not unwrap to its APIError")
	}
	if err := stackonetest.NewError(503, ""); errors.As(err, &missing) || !errors.As(err, &plain) || plain.StatusCode != 503 || err.Error() != "stackone: 503 Service Unavailable" {
		t.Errorf("503: %v", err)
	}
	var decode *stackone.DecodeError
	var number syscall.Errno
	if errors.As(err, &decode) || errors.As(err, &number) {
		t.Error("it is any error")
	}
	defer func() {
		if recover() == nil {
			t.Error("200 is an error")
		}
	}()
	_ = stackonetest.NewError(200, "")
}

// inMemory returns a client that reaches the server without a network. The address is that
// of the API: nothing of the test gets there.
func inMemory(t testing.TB, server *stackonetest.Server, opts ...stackone.ClientOption) *stackone.Client {
	t.Helper()
	client, err := stackone.New(append([]stackone.ClientOption{
		stackone.WithAPIKey(apiKey), stackone.WithHTTPClient(&http.Client{Transport: server.Transport()}),
	}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// TestTransportInBubble retries through seconds of waits. The server may have been made
// in the bubble or outside of it.
func TestTransportInBubble(t *testing.T) {
	outside := stackonetest.NewServer(t)
	synctest.Test(t, func(t *testing.T) {
		inside := stackonetest.NewServer(t)
		for name, server := range map[string]*stackonetest.Server{"outside": outside, "inside": inside} {
			server.Answer(stackonetest.ConnectSessionsCreateConnectSession,
				stackonetest.Error(429).RetryAfter(30*time.Second), stackonetest.Default().Slow(time.Minute).Reset(),
				stackonetest.Default().Slow(time.Minute))
			start := time.Now()
			client := inMemory(t, server, stackone.WithRetry(stackone.RetryPolicy{MaxAttempts: 3, MaxElapsed: time.Hour}))
			_, err := create(t.Context(), client)
			var reset syscall.Errno
			if took := time.Since(start); !errors.As(err, &reset) || reset != syscall.ECONNRESET || took < 90*time.Second || len(server.Calls()) != 2 {
				t.Errorf("%s: %v after %v and %d calls", name, err, took, len(server.Calls()))
			}
			_, err = create(t.Context(), client, stackone.WithTimeout(30*time.Second), stackone.WithRetry(stackone.NoRetry()))
			if timeout := interface{ Timeout() bool }(nil); !errors.As(err, &timeout) || !timeout.Timeout() {
				t.Errorf("%s: %v is no timeout", name, err)
			}
			if _, err = create(t.Context(), client); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// TestTransportLikeNetwork compares what arrives in memory with what arrives by HTTP.
func TestTransportLikeNetwork(t *testing.T) {
	server := stackonetest.Start()
	defer server.Close()
	network := &http.Transport{}
	defer network.CloseIdleConnections()
	for name, answer := range map[string]stackonetest.Answer{
		"example": stackonetest.Default(), "error": stackonetest.Error(404).Header("X-Trace", "t"), "cut": stackonetest.Default().Cut(9),
		"no body": stackonetest.Status(204), "malformed": stackonetest.Default().Malformed(), "bytes": stackonetest.Body(200, "text/csv", []byte("a,b")),
	} {
		server.Answer(stackonetest.ConnectSessionsGetConnectSession, answer)
		var seen []string
		for _, transport := range []http.RoundTripper{network, server.Transport()} {
			r, err := http.NewRequest(http.MethodGet, server.URL+"/connect_sessions/1042", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.SetBasicAuth(apiKey, "")
			seen = append(seen, roundTrip(t, transport, r))
		}
		equal(t, name, seen[1], seen[0])
	}
	calls := server.Calls()
	for i := range calls[:len(calls)-1] {
		a, b := calls[i].Header.Clone(), calls[i+1].Header.Clone()
		a.Del("Accept-Encoding")
		b.Del("Accept-Encoding")
		equal(t, "headers", fmt.Sprint(a), fmt.Sprint(b))
	}
}

func roundTrip(t *testing.T, transport http.RoundTripper, r *http.Request) string {
	t.Helper()
	response, err := transport.RoundTrip(r)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	response.Header.Del("Date")
	response.Header.Del("Connection")
	return fmt.Sprintln(response.Status, response.StatusCode, response.Header, response.ContentLength, string(body), err)
}

// TestTransportEnds cancels a call that waits, and closes the server below another.
func TestTransportEnds(t *testing.T) {
	for _, name := range []string{"cancel", "close"} {
		synctest.Test(t, func(t *testing.T) {
			server := stackonetest.NewServer(t)
			server.Answer(stackonetest.ConnectSessionsCreateConnectSession, stackonetest.Default().Slow(time.Hour))
			ended := make(chan error)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/connect_sessions/1", nil)
			if err != nil {
				t.Fatal(err)
			}
			client := inMemory(t, server, stackone.WithRetry(stackone.NoRetry()))
			ctx, cancel := r.Context(), server.Close
			if name == "cancel" {
				ctx, cancel = context.WithCancel(ctx)
			}
			go func() {
				_, err := create(ctx, client)
				ended <- err
			}()
			synctest.Wait()
			start := time.Now()
			cancel()
			if err := <-ended; err == nil || time.Since(start) > 0 {
				t.Errorf("%s: %v after %v", name, err, time.Since(start))
			}
			if name == "close" {
				if _, err := server.Transport().RoundTrip(r); err == nil || !slices.Contains([]string{"dial tcp: the test server is closed"}, err.Error()) {
					t.Errorf("a closed server: %v", err)
				}
			}
		})
	}
}
