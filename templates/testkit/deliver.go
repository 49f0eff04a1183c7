package testkit

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"time"
)

// deliver sends an answer, or does to the connection what the answer asks for.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request, o *operation, call Call, a Answer) {
	if a.delay > 0 && !wait(r.Context(), a.delay) {
		panic(http.ErrAbortHandler)
	}
	if a.reset {
		reset(w)
		return
	}
	status, contentType, body, problem := a.content(o, call)
	if problem != "" {
		s.report("wrong answer to", call, []string{problem})
		refuse(w, http.StatusInternalServerError, []string{problem})
		return
	}
	header := w.Header()
	header["Content-Type"] = nil // or else package http makes one of the body
	if contentType != "" {
		header.Set("Content-Type", contentType)
	}
	for name, values := range a.header {
		header[name] = values
	}
	if a.cut {
		cut(w, status, body[:min(a.cutAfter, len(body))])
	}
	send(w, status, body)
}

// send answers without any fault.
func send(w http.ResponseWriter, status int, body []byte) {
	if bodyless(status) {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// bodyless says that a response with this status never has a body.
func bodyless(status int) bool {
	return status == http.StatusNoContent || status == http.StatusNotModified
}

// cut sends the beginning of a body and drops the connection. The length is not
// announced, so that the end is missed also if nothing else is.
func cut(w http.ResponseWriter, status int, beginning []byte) {
	w.WriteHeader(status)
	_, _ = w.Write(beginning)
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// wait lets time pass. It says no if the caller or the server has gone before.
func wait(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// reset closes the connection in the way that the other side learns as a reset.
func reset(w http.ResponseWriter) {
	if m, ok := w.(*memoryResponse); ok {
		m.reset()
		return
	}
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
