package acceptance_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// slow answers after a while, unless the caller is gone by then.
func slow(wait time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(wait):
			next.ServeHTTP(w, r)
		case <-r.Context().Done():
			panic(http.ErrAbortHandler)
		}
	})
}

// stuck sends half of a success and no more.
func stuck() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		answer{body: createdSession[:50]}.ServeHTTP(w, r)
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
}

func TestTimeout(t *testing.T) {
	tests := []struct {
		name    string
		handler http.Handler
	}{
		{"no response", slow(time.Hour, created())},
		{"half a response", stuck()},
	}
	for _, test := range tests {
		for _, op := range posts() {
			t.Run(test.name+"/"+op.name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					api := serveInBubble(t, test.handler)
					begin := time.Now()
					err := op.call(t.Context(), api.client(t, stackone.WithTimeout(time.Minute)).ConnectSessions, stackone.WithTimeout(5*time.Second))
					equal(t, "elapsed", time.Since(begin), 5*time.Second)
					if !errors.Is(err, context.DeadlineExceeded) {
						t.Errorf("error is %v, want context.DeadlineExceeded", err)
					}
					if err == nil || !strings.Contains(err.Error(), op.name) || !strings.Contains(err.Error(), "5s") {
						t.Errorf("error %v does not name the operation and the limit", err)
					}
					var timeout interface{ Timeout() bool }
					if !errors.As(err, &timeout) || !timeout.Timeout() {
						t.Errorf("error %v does not tell net.Error's users that it is a timeout", err)
					}
					api.only(t)
				})
			})
		}
	}
}

// TestTimeoutIsPerAttempt has attempts that together take longer than the limit.
func TestTimeoutIsPerAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := serveInBubble(t, slow(4*time.Second, inTurn(limited("20"), limited("20"), created())))
		begin := time.Now()
		if _, err := create(t.Context(), api.client(t, stackone.WithTimeout(5*time.Second))); err != nil {
			t.Fatal(err)
		}
		equal(t, "elapsed", time.Since(begin), 52*time.Second)
	})
}

func TestNoTimeoutForOneCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := serveInBubble(t, slow(time.Hour, created()))
		if _, err := create(t.Context(), api.client(t, stackone.WithTimeout(time.Second)), stackone.WithTimeout(0)); err != nil {
			t.Error(err)
		}
	})
}

func TestDeadlineOfContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := serveInBubble(t, slow(time.Hour, created()))
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		begin := time.Now()
		_, err := create(ctx, api.client(t, stackone.WithTimeout(time.Minute)))
		equal(t, "elapsed", time.Since(begin), 2*time.Second)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error is %v, want context.DeadlineExceeded", err)
		}
		api.only(t)
	})
}

// TestCancelInFlight ends the request at the server, too.
func TestCancelInFlight(t *testing.T) {
	for name, handler := range map[string]http.Handler{"no response": slow(time.Hour, created()), "half a response": stuck()} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				gone := make(chan time.Duration, 1)
				begin := time.Now()
				api := serveInBubble(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					defer func() { gone <- time.Since(begin) }()
					handler.ServeHTTP(w, r)
				}))
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(3*time.Second, cancel)
				_, err := create(ctx, api.client(t))
				equal(t, "elapsed", time.Since(begin), 3*time.Second)
				if !errors.Is(err, context.Canceled) {
					t.Errorf("error is %v, want context.Canceled", err)
				}
				if err == nil || !strings.Contains(err.Error(), "connectSessions.createConnectSession") {
					t.Errorf("error %v does not name the operation", err)
				}
				equal(t, "elapsed at the server", <-gone, 3*time.Second)
			})
		})
	}
}
