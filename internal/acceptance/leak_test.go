package acceptance_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// bodies is a middleware that counts the response bodies that are open.
type bodies struct {
	mu           sync.Mutex
	open, opened int
}

func (b *bodies) watch(next stackone.Doer) stackone.Doer {
	return stackone.DoerFunc(func(r *http.Request) (*http.Response, error) {
		resp, err := next.Do(r)
		if resp != nil && resp.Body != nil {
			b.add(1)
			resp.Body = &watched{resp.Body, sync.OnceFunc(func() { b.add(-1) })}
		}
		return resp, err
	})
}

func (b *bodies) add(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open += n
	if n > 0 {
		b.opened++
	}
}

type watched struct {
	io.ReadCloser
	closed func()
}

func (w *watched) Close() error {
	w.closed()
	return w.ReadCloser.Close()
}

// Every body is closed, however a call ends.
func TestEveryBodyIsClosed(t *testing.T) {
	tests := map[string]struct {
		handler func() http.Handler
		opened  int
		opts    []stackone.CallOption
	}{
		"success": {func() http.Handler { return created() }, 1, nil},
		"error": {func() http.Handler {
			return answer{status: 404, body: `{"statusCode":404,"message":"gone","timestamp":"2026-01-01T00:00:00Z"}`}
		}, 1, nil},
		"undocumented status": {func() http.Handler { return answer{status: 418, body: "short and stout"} }, 1, nil},
		"retries":             {func() http.Handler { return inTurn(limited(""), limited(""), created()) }, 3, nil},
		"retries to no avail": {func() http.Handler { return limited("") }, 3, nil},
		"cut success": {func() http.Handler {
			return answer{body: createdSession, header: http.Header{"Content-Length": {"5000"}}}
		}, 1, nil},
		"cut error": {func() http.Handler {
			return answer{status: 500, body: "{", header: http.Header{"Content-Length": {"5000"}}}
		}, 1, nil},
		"not JSON":             {func() http.Handler { return answer{body: "<html>", header: http.Header{"Content-Type": {"text/html"}}} }, 1, nil},
		"not the JSON":         {func() http.Handler { return answer{body: `{"id":"text"}`} }, 1, nil},
		"large error":          {func() http.Handler { return answer{status: 500, body: strings.Repeat("x", 4<<20)} }, 1, nil},
		"refused redirect":     {func() http.Handler { return redirect(http.StatusTemporaryRedirect, "https://example.invalid/") }, 1, nil},
		"timeout in the body":  {func() http.Handler { return stuck() }, 1, []stackone.CallOption{stackone.WithTimeout(time.Second)}},
		"timeout before it":    {func() http.Handler { return slow(time.Hour, created()) }, 0, []stackone.CallOption{stackone.WithTimeout(time.Second)}},
		"no content where one": {func() http.Handler { return answer{status: 204} }, 1, nil},
	}
	for name, test := range tests {
		for _, op := range posts() {
			t.Run(name+"/"+op.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var count bodies
					api := serveInBubble(t, test.handler())
					client := api.client(t, stackone.WithMiddleware(count.watch), stackone.WithRetry(atOnce()))
					_ = op.call(t.Context(), client.ConnectSessions, test.opts...)
					equal(t, "opened bodies", count.opened, test.opened)
					equal(t, "open bodies", count.open, 0)
				})
			})
		}
	}
}

// Informational responses come before the real one and are none.
func TestInformationalResponses(t *testing.T) {
	api := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "</style.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusProcessing)
		created().ServeHTTP(w, r)
	}))
	var meta stackone.Response
	if _, err := create(t.Context(), api.client(t), stackone.WithResponse(&meta)); err != nil {
		t.Fatal(err)
	}
	equal(t, "StatusCode", meta.StatusCode, 201)
}

// A server that sends one header line an hour does not hold a call for ever.
func TestSlowHeaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := serveInBubble(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			conn, buffered, err := http.NewResponseController(w).Hijack()
			if err != nil {
				panic(err)
			}
			defer conn.Close()
			for _, line := range []string{"HTTP/1.1 201 Created\r\n", "Content-Type: application/json\r\n", "X-More: 1\r\n"} {
				if _, err := buffered.WriteString(line); err != nil || buffered.Flush() != nil {
					return
				}
				time.Sleep(time.Hour)
			}
		}))
		begin := time.Now()
		_, err := create(t.Context(), api.client(t), stackone.WithTimeout(30*time.Second))
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v, want context.DeadlineExceeded", err)
		}
		equal(t, "elapsed", time.Since(begin), 30*time.Second)
		time.Sleep(4 * time.Hour) // the handler ends inside the bubble
	})
}
