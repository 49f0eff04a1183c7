package testkit

import (
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

// Server is a fake of the API on a port of this machine. It knows every
// operation, checks what it is asked, and answers with the examples of the
// description unless [Server.Handle] or [Server.Answer] says otherwise. To clients of
// OAuth 2.0 it issues tokens, at every path that no operation has. It is safe for
// concurrent use.
type Server struct {
	// URL is the base URL of the server, without a slash at its end.
	URL string

	http   *httptest.Server
	routes []route
	t      TB // nil outside of tests
	closed chan struct{}
	close  sync.Once

	mu       sync.Mutex
	lenient  bool
	handlers map[Operation]func(Call) Answer
	calls    []Call
}

// TB is what the server needs of a test: a [testing.TB] is one.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
}

// NewServer starts a server that is closed when the test ends. A wrong call
// fails the test, and is answered with status 400, 404 or 405.
func NewServer(t TB) *Server {
	t.Helper()
	s := newServer(operations)
	s.t = t
	s.start()
	t.Cleanup(s.Close)
	return s
}

// Start starts a server outside of a test. A wrong call is answered with status
// 400, 404 or 405; [Server.Calls] tells of it, too.
func Start() *Server {
	s := newServer(operations)
	s.start()
	return s
}

func newServer(table []operation) *Server {
	s := &Server{closed: make(chan struct{}), handlers: map[Operation]func(Call) Answer{}}
	for i := range table {
		s.routes = append(s.routes, newRoute(&table[i]))
	}
	return s
}

func (s *Server) start() {
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
	s.close.Do(func() {
		close(s.closed)
		s.http.CloseClientConnections()
		s.http.Close()
	})
}

// Lenient makes the server answer wrong calls as if they were right, and does
// not let them fail the test. The problems are still in the [Call].
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
	call := Call{Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.Query(), Header: r.Header.Clone(), Body: body}
	found, problems := s.choose(r, call)
	if found.operation == nil && isTokenRequest(r, body) {
		issueToken(w)
		return
	}
	call.Problems = problems
	if found.operation != nil {
		call.Operation, call.PathValues = found.operation.name, found.values
	}
	handler, lenient := s.record(call)
	if len(call.Problems) > 0 && !lenient {
		s.report("wrong call", call, call.Problems)
	}
	switch {
	case found.operation == nil:
		if len(found.allowed) > 0 {
			w.Header().Set("Allow", strings.Join(found.allowed, ", "))
		}
		refuse(w, found.status, call.Problems)
	case len(call.Problems) > 0 && !lenient:
		refuse(w, http.StatusBadRequest, call.Problems)
	case handler != nil:
		s.deliver(w, r, found.operation, call, handler(call))
	default:
		s.deliver(w, r, found.operation, call, Default())
	}
}

// record keeps a call, and returns how to answer it.
func (s *Server) record(call Call) (handler func(Call) Answer, lenient bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call)
	return s.handlers[call.Operation], s.lenient
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
