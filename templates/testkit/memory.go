package testkit

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Transport carries requests to the server without a network, whatever host they are
// for, so that no call leaves the test:
//
//	&http.Client{Transport: server.Transport()}
//
// It works in a bubble of testing/synctest, where waits take no time: those of retries,
// and that of [Answer.Slow]. Faults arrive as they do over a network.
func (s *Server) Transport() http.RoundTripper { return memory{s} }

// memoryURL is the address of a server that only its transport reaches.
const memoryURL = "http://call-through-server-transport.invalid"

// inBubble reports whether this is a bubble of testing/synctest, whose clock begins with
// the year 2000. A goroutine that waits for a network would stop that clock.
func inBubble() bool {
	year := time.Now().UTC().Year()
	return 2000 <= year && year < 2010
}

// memory is a transport that calls the server itself.
type memory struct{ server *Server }

// memoryResult is what comes of a request.
type memoryResult struct {
	response *http.Response
	err      error
}

func (m memory) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer context.AfterFunc(r.Context(), func() { r.Body.Close() })() // ends a Read that waits
	}
	if err := r.Context().Err(); err != nil {
		closeBody(r)
		return nil, err
	}
	results := make(chan memoryResult, 1)
	go func() {
		result := memoryResult{err: io.EOF} // unless the handler ends its goroutine
		defer func() { results <- result }()
		result.response, result.err = m.server.answer(r)
	}()
	select {
	case result := <-results:
		if err := r.Context().Err(); err != nil && result.err != nil {
			return nil, err
		}
		return result.response, result.err
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

func closeBody(r *http.Request) {
	if r.Body != nil {
		r.Body.Close()
	}
}

// answer serves a request as it would arrive over a network.
func (s *Server) answer(r *http.Request) (*http.Response, error) {
	var wire bytes.Buffer
	if err := r.Write(&wire); err != nil {
		return nil, err
	}
	received, err := http.ReadRequest(bufio.NewReader(&wire))
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	closed := s.closed
	s.mu.Unlock()
	if closed {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("the test server is closed")}
	}
	w := &memoryResponse{header: http.Header{}, method: r.Method}
	w.run(func() { s.serve(w, received.WithContext(r.Context())) })
	return w.response(r)
}

// memoryResponse collects a response.
type memoryResponse struct {
	method string
	header http.Header
	status int
	sent   http.Header // the header when the status was written
	body   bytes.Buffer
	cut    bool
	failed error // instead of a response
}

func (m *memoryResponse) Header() http.Header { return m.header }

func (m *memoryResponse) WriteHeader(status int) {
	if m.status == 0 {
		m.status, m.sent = status, m.header.Clone()
	}
}

func (m *memoryResponse) Write(text []byte) (int, error) {
	m.WriteHeader(http.StatusOK)
	if m.method == http.MethodHead {
		return len(text), nil
	}
	return m.body.Write(text)
}

// Flush does nothing: the response is sent as a whole.
func (m *memoryResponse) Flush() {}

// reset ends the request as the reset of a connection does.
func (m *memoryResponse) reset() {
	m.failed = &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}
}

// run runs a handler, which may abort the response.
func (m *memoryResponse) run(handler func()) {
	defer func() {
		switch aborted := recover(); {
		case aborted == nil:
		case aborted != http.ErrAbortHandler:
			panic(aborted)
		case m.status == 0:
			m.failed = io.EOF
		default:
			m.cut = true
		}
	}()
	handler()
}

func (m *memoryResponse) response(r *http.Request) (*http.Response, error) {
	if m.failed != nil {
		return nil, m.failed
	}
	m.WriteHeader(http.StatusOK)
	for name, values := range m.sent {
		if values == nil {
			delete(m.sent, name)
		}
	}
	response := &http.Response{
		Status:     strings.TrimSpace(strconv.Itoa(m.status) + " " + http.StatusText(m.status)),
		StatusCode: m.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: m.sent, ContentLength: -1, Request: r,
		Body: &memoryBody{text: bytes.NewReader(m.body.Bytes()), ctx: r.Context(), cut: m.cut},
	}
	if length, err := strconv.ParseInt(m.sent.Get("Content-Length"), 10, 64); err == nil {
		response.ContentLength = length
	} else if bodyless(m.status) {
		response.ContentLength = 0
	}
	return response, nil
}

// memoryBody is the body of a response.
type memoryBody struct {
	text   *bytes.Reader
	ctx    context.Context
	cut    bool
	closed bool
}

func (b *memoryBody) Read(p []byte) (int, error) {
	if b.closed {
		return 0, http.ErrBodyReadAfterClose
	}
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := b.text.Read(p)
	if err == io.EOF && b.cut {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (b *memoryBody) Close() error {
	b.closed = true
	return nil
}
