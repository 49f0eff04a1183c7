package testkit

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Server is a fake of the API on a port of this machine, or in its memory alone. It
// knows every operation, refuses what the description rules out, and answers with the
// examples of the description unless [Server.Handle] or [Server.Answer] says otherwise.
// To clients of OAuth 2.0 it issues tokens, at every path that no operation has. It is safe
// for concurrent use.
//
// A call is wrong if
//   - no operation has its method and path,
//   - credentials, the body, or a required parameter or member are missing,
//   - the query has a name that is not declared, or a closed object such a member,
//   - a value, at any depth, is of another kind than described, not in the enum, not of
//     the format (date-time, date, uuid, email, uri, url, ipv4, ipv6, int32), or beyond the
//     bounds, the length or the pattern,
//   - a required string is empty or a required time in year 1, as if nobody had set them. A
//     string may be empty if that is its default, an example, or its least length is 0.
//
// An enum that the description marks as open admits any value, and a union what one of its
// variants admits. Not checked are objects in the path, in headers and in cookies, and all
// that other keywords ask for.
type Server struct {
	// URL is the base URL of the server, without a slash at its end.
	URL string

	http     *httptest.Server // nil in a bubble of testing/synctest
	routes   []route
	shapes   map[string]*shape
	t        TB   // nil outside of tests
	anyValue bool // set by the option Lenient

	mu       sync.Mutex
	lenient  bool
	handlers map[Operation]func(Call) Answer
	calls    []Call
	closed   bool
	serving  map[int]context.CancelFunc // calls that have no answer yet
	served   int                        // numbers them
}

// ServerOption is a choice for [NewServer] and [Start].
type ServerOption func(*Server)

// Lenient lets values and names pass that the description rules out. A call is still
// wrong if there is no operation for it, if it lacks credentials, required parameters, the
// body or a required member of that, or if the body or one of its own members is of
// another kind. [Call.Problems] tells of the rest, too.
func Lenient() ServerOption { return func(s *Server) { s.anyValue = true } }

// TB is what the server needs of a test: a [testing.TB] is one.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
}

// NewServer starts a server that is closed when the test ends. A wrong call
// fails the test, and is answered with status 400, 404 or 405. In a bubble of
// testing/synctest, which cannot wait for a network, only [Server.Transport] reaches it.
func NewServer(t TB, options ...ServerOption) *Server {
	t.Helper()
	s := newServer(operations, shapes, options)
	s.t = t
	s.start()
	t.Cleanup(s.Close)
	return s
}

// Start starts a server outside of a test. A wrong call is answered with status
// 400, 404 or 405; [Server.Calls] tells of it, too.
func Start(options ...ServerOption) *Server {
	s := newServer(operations, shapes, options)
	s.start()
	return s
}

func newServer(table []operation, named []shape, options []ServerOption) *Server {
	s := &Server{
		handlers: map[Operation]func(Call) Answer{}, shapes: make(map[string]*shape, len(named)), serving: map[int]context.CancelFunc{},
	}
	for i := range table {
		s.routes = append(s.routes, newRoute(&table[i]))
	}
	for i := range named {
		s.shapes[named[i].name] = &named[i]
	}
	for _, option := range options {
		option(s)
	}
	return s
}

func (s *Server) start() {
	if inBubble() {
		s.URL = memoryURL
		return
	}
	s.http = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	// The transport of package http sends a request again, without a word, when
	// a connection fails that it has used before. Each request having a
	// connection of its own, a fault reaches the caller, and calls count.
	s.http.Config.SetKeepAlivesEnabled(false)
	s.http.Start()
	s.URL = s.http.URL
}

// Close stops the server. Calls that wait for a slow answer or have not been sent
// to their end fail.
func (s *Server) Close() {
	s.mu.Lock()
	again := s.closed
	s.closed = true
	for _, cancel := range s.serving {
		cancel()
	}
	s.mu.Unlock()
	if !again && s.http != nil {
		s.http.CloseClientConnections()
		s.http.Close()
	}
}

// Lenient makes the server answer all wrong calls from now on as if they were right, and
// does not let them fail the test. The problems are still in the [Call]. The option
// [Lenient] lets values pass alone.
func (s *Server) Lenient() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lenient = true
}

// Handle lets a function answer the calls of an operation from now on. Calls may
// come at the same time. It panics if the API has no such operation.
func (s *Server) Handle(operation Operation, answer func(Call) Answer) {
	known := func(r route) bool { return r.operation.name == operation }
	if !slices.ContainsFunc(s.routes, known) {
		panic(fmt.Sprintf("the API has no operation %q", operation))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handlers[operation] = answer
}

// Answer says how to answer the next calls of an operation, one after another.
// The last answer stays. Without answers the operation is back at [Default].
func (s *Server) Answer(operation Operation, answers ...Answer) {
	answers = slices.Clone(answers)
	if len(answers) == 0 {
		answers = []Answer{Default()}
	}
	var taken atomic.Int64
	s.Handle(operation, func(Call) Answer {
		n := taken.Add(1)
		return answers[min(n, int64(len(answers)))-1]
	})
}

// Calls returns all calls so far, in the order of their arrival.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

// CallsOf returns the calls of one operation so far.
func (s *Server) CallsOf(operation Operation) []Call {
	return slices.DeleteFunc(s.Calls(), func(c Call) bool { return c.Operation != operation })
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // the caller has gone, and knows it
	}
	ctx, done := s.begin(r.Context())
	defer done()
	r = r.WithContext(ctx)
	call := Call{Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.Query(), Header: r.Header.Clone(), Body: body}
	found, problems := s.choose(r, call)
	if found.operation == nil && isTokenRequest(r, body) {
		issueToken(w)
		return
	}
	if found.operation != nil {
		call.Operation, call.PathValues = found.operation.name, found.values
	}
	for _, p := range problems {
		call.Problems = append(call.Problems, p.text)
	}
	handler, refused := s.record(call, problems)
	if len(refused) > 0 {
		s.report("wrong call", call, refused)
	}
	switch {
	case found.operation == nil:
		if len(found.allowed) > 0 {
			w.Header().Set("Allow", strings.Join(found.allowed, ", "))
		}
		refuse(w, found.status, call.Problems)
	case len(refused) > 0:
		refuse(w, http.StatusBadRequest, refused)
	case handler != nil:
		s.deliver(w, r, found.operation, call, handler(call))
	default:
		s.deliver(w, r, found.operation, call, Default())
	}
}

// begin returns a context that also ends when the server is closed. done says that
// the call has its answer.
func (s *Server) begin(parent context.Context) (ctx context.Context, done func()) {
	ctx, cancel := context.WithCancel(parent)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.served++
	n := s.served
	s.serving[n] = cancel
	if s.closed {
		cancel()
	}
	return ctx, func() {
		cancel()
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.serving, n)
	}
}

// record keeps a call, and returns how to answer it, and why not to.
func (s *Server) record(call Call, problems []problem) (handler func(Call) Answer, refused []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call)
	for _, p := range problems {
		if !s.lenient && !(p.ofValue && s.anyValue) {
			refused = append(refused, p.text)
		}
	}
	return s.handlers[call.Operation], refused
}

// report makes the test fail, if there is one.
func (s *Server) report(mistake string, call Call, problems []string) {
	if s.t == nil {
		return
	}
	s.t.Helper()
	name := call.Method + " " + call.Path
	if call.Operation != "" {
		name += " (" + string(call.Operation) + ")"
	}
	s.t.Errorf("%s %s: %s", mistake, name, strings.Join(problems, " "))
}

// isTokenRequest reports whether a client of OAuth 2.0 asks for a token.
func isTokenRequest(r *http.Request, body []byte) bool {
	form, err := url.ParseQuery(string(body))
	return err == nil && r.Method == http.MethodPost && form.Get("grant_type") == "client_credentials"
}

// issueToken answers with a token that holds for an hour.
func issueToken(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	send(w, http.StatusOK, []byte(`{"access_token":"test-token","token_type":"Bearer","expires_in":3600}`))
}

func refuse(w http.ResponseWriter, status int, problems []string) {
	w.Header().Set("Content-Type", "application/json")
	send(w, status, errorBody(status, strings.Join(problems, " "), problems))
}
