package golang

// appTest is a test of an app that runs beside the test server of
// spec/openapi.yaml. It stands in the server's package to know the examples.
const appTest = `package stackonetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"example.com/app/internal/stackone"
)

func connect(t *testing.T, s *Server, opts ...stackone.ClientOption) *stackone.Client {
	t.Helper()
	opts = append([]stackone.ClientOption{stackone.WithServerURL(s.URL), stackone.WithAPIKey("test")}, opts...)
	client, err := stackone.New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

var ctx = context.Background()

// calls call each operation.
var calls = map[Operation]func(*stackone.Client, ...stackone.CallOption) (any, error){
	ConnectSessionsCreateConnectSession: func(c *stackone.Client, opts ...stackone.CallOption) (any, error) {
		return c.ConnectSessions.CreateConnectSession(ctx, stackone.ConnectSessionCreate{
			OriginOwnerID: "customer-42", OriginOwnerName: "Acme", Label: stackone.Null[string](),
			Metadata: stackone.Some(map[string]any{"plan": "pro"}),
		}, opts...)
	},
	ConnectSessionsGetConnectSession: func(c *stackone.Client, opts ...stackone.CallOption) (any, error) {
		return c.ConnectSessions.GetConnectSession(ctx, stackone.ConnectSessionsGetConnectSessionRequest{ID: 1042}, opts...)
	},
	ConnectSessionsAuthenticateConnectSession: func(c *stackone.Client, opts ...stackone.CallOption) (any, error) {
		return c.ConnectSessions.AuthenticateConnectSession(ctx, stackone.ConnectSessionAuthenticate{Token: "t"}, opts...)
	},
}

func decoded(t *testing.T, text []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestEveryOperation(t *testing.T) {
	s := NewServer(t)
	client := connect(t, s)
	if len(operations) != len(calls) {
		t.Fatalf("%d operations", len(operations))
	}
	for _, o := range operations {
		result, err := calls[o.name](client)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(result)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(decoded(t, text), decoded(t, []byte(o.success.example))) {
			t.Errorf("%s: %s became %s", o.name, o.success.example, text)
		}
		if n := len(s.CallsOf(o.name)); n != 1 {
			t.Errorf("%d calls of %s", n, o.name)
		}
	}
	call := s.Calls()[0]
	if call.Method != "POST" || call.Path != "/connect_sessions" || call.Problems != nil || call.Header.Get("Accept") != "application/json" ||
		!reflect.DeepEqual(decoded(t, call.Body), decoded(t, []byte("{\"origin_owner_id\":\"customer-42\",\"origin_owner_name\":\"Acme\",\"label\":null,\"metadata\":{\"plan\":\"pro\"}}"))) {
		t.Errorf("%+v %s", call, call.Body)
	}
}

// is says that an error has a type.
func is[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

func TestEveryStatus(t *testing.T) {
	s := NewServer(t)
	client := connect(t, s)
	types := map[int]func(error) bool{
		400: is[*stackone.BadRequestError], 401: is[*stackone.UnauthorizedError], 403: is[*stackone.ForbiddenError],
		404: is[*stackone.NotFoundError], 408: is[*stackone.RequestTimedOutError], 409: is[*stackone.ConflictError],
		422: is[*stackone.UnprocessableEntityError], 429: is[*stackone.TooManyRequestsError],
		500: is[*stackone.InternalServerError], 501: is[*stackone.NotImplementedError], 502: is[*stackone.BadGatewayError],
	}
	for _, o := range operations {
		if len(o.others) != len(types) {
			t.Errorf("%s has %d errors", o.name, len(o.others))
		}
		for _, r := range o.others {
			s.Answer(o.name, Status(r.status))
			_, err := calls[o.name](client, stackone.WithRetry(stackone.NoRetry()))
			var plain *stackone.APIError
			if !errors.As(err, &plain) || !types[r.status](err) || plain.StatusCode != r.status || plain.DecodeErr != nil {
				t.Errorf("%s %d: %#v", o.name, r.status, err)
			}
			var body struct{ StatusCode int }
			if err := json.Unmarshal(plain.RawBody, &body); err != nil || body.StatusCode != r.status {
				t.Errorf("%s %d: %s", o.name, r.status, plain.RawBody)
			}
		}
	}
	s.Answer(ConnectSessionsCreateConnectSession, Error(503))
	_, err := calls[ConnectSessionsCreateConnectSession](client, stackone.WithRetry(stackone.NoRetry()))
	var plain *stackone.APIError
	if !errors.As(err, &plain) || !strings.Contains(err.Error(), "Service Unavailable") {
		t.Error(err)
	}
}

func TestQueue(t *testing.T) {
	s := NewServer(t)
	client := connect(t, s)
	const o = ConnectSessionsCreateConnectSession
	s.Answer(o, Error(429).RetryAfter(0), Error(408).RetryAfter(0), Default(), JSON(201, "{\"id\":7}"))
	if _, err := calls[o](client); err != nil {
		t.Fatal(err)
	}
	if n := len(s.CallsOf(o)); n != 3 {
		t.Errorf("%d calls", n)
	}
	for range 2 {
		session, err := client.ConnectSessions.CreateConnectSession(ctx, stackone.ConnectSessionCreate{OriginOwnerID: "customer-42", OriginOwnerName: "Acme"})
		if err != nil || session.ID != 7 {
			t.Error(session, err)
		}
	}
}

func TestFaults(t *testing.T) {
	s := NewServer(t)
	client := connect(t, s)
	const o = ConnectSessionsCreateConnectSession
	call := func(a Answer, opts ...stackone.CallOption) error {
		s.Answer(o, a)
		_, err := calls[o](client, append(opts, stackone.WithRetry(stackone.NoRetry()))...)
		return err
	}
	if err := call(Default().Slow(time.Hour), stackone.WithTimeout(20*time.Millisecond)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("slow: %v", err)
	}
	if err := call(Default().Slow(time.Millisecond)); err != nil {
		t.Errorf("a little slow: %v", err)
	}
	if err := call(Default().Cut(10)); err == nil {
		t.Error("cut passes")
	}
	if err := call(Default().Malformed()); !is[*stackone.DecodeError](err) {
		t.Errorf("malformed: %v", err)
	}
	before := len(s.Calls())
	if err := call(Default().Reset()); err == nil || is[*stackone.APIError](err) {
		t.Errorf("reset: %v", err)
	}
	if n := len(s.Calls()) - before; n != 1 {
		t.Errorf("reset: %d calls", n)
	}
	var limited *stackone.TooManyRequestsError
	if err := call(Error(429).RetryAfter(2 * time.Second).Header("X-Trace", "t")); !errors.As(err, &limited) ||
		limited.Header.Get("Retry-After") != "2" || limited.Header.Get("X-Trace") != "t" {
		t.Errorf("limited: %v", err)
	}
}

// recorder is a test that keeps its errors.
type recorder struct {
	testing.TB
	mu     sync.Mutex
	errors []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func TestWrongCall(t *testing.T) {
	rec := &recorder{TB: t}
	s := NewServer(rec)
	anonymous := func(next stackone.Doer) stackone.Doer {
		return stackone.DoerFunc(func(r *http.Request) (*http.Response, error) {
			r.Header.Del("Authorization")
			return next.Do(r)
		})
	}
	const o = ConnectSessionsCreateConnectSession
	_, err := calls[o](connect(t, s, stackone.WithMiddleware(anonymous)))
	if !is[*stackone.BadRequestError](err) || !strings.Contains(err.Error(), "credentials are missing") ||
		len(rec.errors) != 1 || !strings.Contains(rec.errors[0], "POST /connect_sessions (connectSessions.createConnectSession): The credentials are missing") {
		t.Errorf("%v %q", err, rec.errors)
	}
	request, _ := http.NewRequest("POST", s.URL+"/connect_sessions", bytes.NewReader([]byte("{\"origin_owner_id\":1}")))
	request.SetBasicAuth("test", "")
	request.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 400 || len(rec.errors) != 2 || len(s.CallsOf(o)[1].Problems) != 2 {
		t.Errorf("%s %q", resp.Status, rec.errors)
	}
}
`

// docTest runs what the comment of the package shows.
const docTest = `package app

import (
	"context"
	"testing"
	"time"

	"example.com/app/internal/stackone"
	"example.com/app/internal/stackone/stackonetest"
)

func TestPackageComment(t *testing.T) {
	SNIPPET
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.ConnectSessions.CreateConnectSession(context.Background(), stackone.ConnectSessionCreate{OriginOwnerID: "customer-42", OriginOwnerName: "Acme"}); err != nil {
		t.Error(err)
	}
	if n := len(server.CallsOf(stackonetest.ConnectSessionsCreateConnectSession)); n != 2 {
		t.Errorf("%d calls", n)
	}
}
`
