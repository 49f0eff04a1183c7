package acceptance_test

import (
	"cmp"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// apiKey is the key that clients of these tests have. No text meant for people may
// hold it.
const apiKey = "sk_live_9fQ7"

// sent is what the server saw of one request.
type sent struct {
	Method string
	Path   string
	Query  string
	Header http.Header
	Body   string
}

// server is a fake of the API that remembers what it was sent.
type server struct {
	*httptest.Server

	mu       sync.Mutex
	requests []sent
}

// serve starts a server on a loopback port.
func serve(t testing.TB, handler http.Handler) *server {
	s := &server{}
	s.Server = httptest.NewServer(s.remember(handler))
	t.Cleanup(s.Close)
	return s
}

// serveInBubble starts a server that talks HTTP through pipes, which is what a
// synctest bubble needs to see that everybody waits. Only its client reaches it.
func serveInBubble(t testing.TB, handler http.Handler) *server {
	s := &server{}
	listener := newPipeListener()
	transport := &http.Transport{DialContext: listener.dial}
	s.Server = &httptest.Server{Listener: listener, Config: &http.Server{Handler: s.remember(handler)}}
	s.Start()
	s.Client().Transport = transport
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		s.Close()
	})
	return s
}

func (s *server) remember(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		s.mu.Lock()
		s.requests = append(s.requests, sent{r.Method, r.URL.EscapedPath(), r.URL.RawQuery, r.Header.Clone(), string(body)})
		s.mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

// received returns all requests so far.
func (s *server) received() []sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]sent(nil), s.requests...)
}

// only returns the one request that there must have been.
func (s *server) only(t testing.TB) sent {
	t.Helper()
	requests := s.received()
	if len(requests) != 1 {
		t.Fatalf("the server received %d requests, want 1", len(requests))
	}
	return requests[0]
}

// client returns a client of the server with a key. Later options win.
func (s *server) client(t testing.TB, opts ...stackone.ClientOption) *stackone.Client {
	t.Helper()
	base := []stackone.ClientOption{
		stackone.WithAPIKey(apiKey),
		stackone.WithServerURL(s.URL),
		stackone.WithHTTPClient(s.Client()),
	}
	client, err := stackone.New(append(base, opts...)...)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return client
}

// answer is a handler that always says the same.
type answer struct {
	status int
	header http.Header
	body   string
}

func (a answer) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(cmp.Or(a.status, http.StatusCreated))
	_, _ = io.WriteString(w, a.body)
}

// inTurn gives one answer after the other, and the last one from then on.
func inTurn(answers ...http.Handler) http.Handler {
	var mu sync.Mutex
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		next := answers[0]
		if len(answers) > 1 {
			answers = answers[1:]
		}
		mu.Unlock()
		next.ServeHTTP(w, r)
	})
}

// operation is one of the three calls, without its own types.
type operation struct {
	name    string // as errors and traces give it
	id      string
	method  string
	path    string // template
	sent    string // path
	success string // a body of its success
	call    func(context.Context, *stackone.ConnectSessionsService, ...stackone.CallOption) error
}

// sessionToken is the secret in the body of authenticateConnectSession.
const sessionToken = "connect-session-token-Zr51"

func operations() []operation {
	return []operation{
		{
			name:    "connectSessions.createConnectSession",
			id:      "stackone_create_connect_session",
			method:  http.MethodPost,
			path:    "/connect_sessions",
			sent:    "/connect_sessions",
			success: createdSession,
			call: func(ctx context.Context, s *stackone.ConnectSessionsService, opts ...stackone.CallOption) error {
				_, err := s.CreateConnectSession(ctx, minimal(), opts...)
				return err
			},
		},
		{
			name:    "connectSessions.getConnectSession",
			id:      "stackone_get_connect_session",
			method:  http.MethodGet,
			path:    "/connect_sessions/{id}",
			sent:    "/connect_sessions/1042",
			success: foundSession,
			call: func(ctx context.Context, s *stackone.ConnectSessionsService, opts ...stackone.CallOption) error {
				_, err := s.GetConnectSession(ctx, stackone.ConnectSessionsGetConnectSessionRequest{ID: 1042}, opts...)
				return err
			},
		},
		{
			name:    "connectSessions.authenticateConnectSession",
			id:      "stackone_authenticate_connect_session",
			method:  http.MethodPost,
			path:    "/connect_sessions/authenticate",
			sent:    "/connect_sessions/authenticate",
			success: foundSession,
			call: func(ctx context.Context, s *stackone.ConnectSessionsService, opts ...stackone.CallOption) error {
				_, err := s.AuthenticateConnectSession(ctx, stackone.ConnectSessionAuthenticate{Token: sessionToken}, opts...)
				return err
			},
		},
	}
}

// posts are the operations that are not sent again once the server may have them.
func posts() []operation {
	return slices.DeleteFunc(operations(), func(op operation) bool { return op.method != http.MethodPost })
}

// create makes the call that most tests need.
func create(ctx context.Context, client *stackone.Client, opts ...stackone.CallOption) (*stackone.ConnectSessionTokenAuthLink, error) {
	return client.ConnectSessions.CreateConnectSession(ctx, minimal(), opts...)
}

func minimal() stackone.ConnectSessionCreate {
	return stackone.ConnectSessionCreate{OriginOwnerID: "customer-42", OriginOwnerName: "Acme"}
}

// createdSession and foundSession have no more than what is required.
const (
	foundSession = `{
		"id": 1042, "organization_id": "acme-17", "project_id": "acme-product-68574",
		"origin_owner_id": "customer-42", "origin_owner_name": "Acme",
		"created_at": "2025-11-03T09:26:53.000Z"
	}`
	createdSession = `{
		"id": 1042, "organization_id": "acme-17", "project_id": "acme-product-68574",
		"origin_owner_id": "customer-42", "origin_owner_name": "Acme",
		"created_at": "2025-11-03T09:26:53.000Z",
		"token": "hub-token-Kw83", "auth_link_url": "https://app.example/connect/6f9c1d2e"
	}`
)

// withMembers adds members to the text of an object.
func withMembers(object, members string) string {
	if members == "" {
		return object
	}
	return strings.TrimSuffix(strings.TrimSpace(object), "}") + ", " + members + "}"
}

// pipeListener accepts the other ends of the pipes that it dials.
type pipeListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipeListener() *pipeListener {
	return &pipeListener{conns: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *pipeListener) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case l.conns <- theirs:
		return ours, nil
	case <-l.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "api.example" }
