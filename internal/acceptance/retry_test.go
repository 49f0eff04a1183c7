package acceptance_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// atOnce repeats up to twice without a wait worth mentioning.
func atOnce() stackone.RetryPolicy {
	return stackone.RetryPolicy{InitialInterval: time.Microsecond, MaxAttempts: 3}
}

// limited asks to come back later, in the way of the header's value if there is one.
func limited(retryAfter string) answer {
	a := answer{status: 429, body: `{"statusCode": 429, "message": "slow down", "timestamp": "2025-11-03T09:26:53Z"}`, header: http.Header{}}
	if retryAfter != "" {
		a.header.Set("Retry-After", retryAfter)
	}
	return a
}

// created is the answer that ends the retries.
func created() answer { return answer{body: createdSession} }

// clocked notes when requests came.
func clocked(times *[]time.Time, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*times = append(*times, time.Now())
		next.ServeHTTP(w, r)
	})
}

func waits(times []time.Time) []time.Duration {
	var between []time.Duration
	for i := range len(times) - 1 {
		between = append(between, times[i+1].Sub(times[i]))
	}
	return between
}

// TestRetriedStatuses looks at what the API's description says: 408 and 429 are
// sent again, nothing else is.
func TestRetriedStatuses(t *testing.T) {
	for _, op := range operations() {
		for status, attempts := range map[int]int{408: 2, 429: 2, 400: 1, 409: 1, 500: 1, 502: 1, 503: 1, 504: 1} {
			t.Run(fmt.Sprintf("%s/%d", op.name, status), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					api := serveInBubble(t, inTurn(answer{status: status, body: `{}`}, answer{body: op.success}))
					var meta stackone.Response
					err := op.call(t.Context(), api.client(t).ConnectSessions, stackone.WithResponse(&meta))
					if retried := err == nil; retried != (attempts > 1) {
						t.Errorf("error is %v", err)
					}
					equal(t, "Attempts", meta.Attempts, attempts)
					requests := api.received()
					equal(t, "requests", len(requests), attempts)
					for _, again := range requests {
						equal(t, "request", again, requests[0])
					}
					if requests[0].Body == "" && op.method == http.MethodPost {
						t.Error("the body is empty")
					}
				})
			})
		}
	}
}

func TestRetryAfter(t *testing.T) {
	// Bubbles begin at this time.
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	serverClock := start.Add(-time.Hour)
	ahead := func(clock time.Time, wait time.Duration) string { return clock.Add(wait).Format(http.TimeFormat) }
	tests := []struct {
		name   string
		failed answer
		want   time.Duration
	}{
		{"seconds", limited("7"), 7 * time.Second},
		{"a date", limited(ahead(start, 11*time.Second)), 11 * time.Second},
		{"a date by the clock of a server that is late", func() answer {
			a := limited(ahead(serverClock, 13*time.Second))
			a.header.Set("Date", serverClock.Format(http.TimeFormat))
			return a
		}(), 13 * time.Second},
		{"the longest wait that there is", limited("60"), 60 * time.Second},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var times []time.Time
				api := serveInBubble(t, clocked(&times, inTurn(test.failed, created())))
				if _, err := create(t.Context(), api.client(t)); err != nil {
					t.Fatal(err)
				}
				equal(t, "waits", waits(times), []time.Duration{test.want})
			})
		})
	}
}

// TestUselessRetryAfter leaves the wait to the policy.
func TestUselessRetryAfter(t *testing.T) {
	for _, value := range []string{"", "0", "-5", "soon", "NaN", "Wed, 01 Jan 1997 00:00:00 GMT"} {
		t.Run(value, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var times []time.Time
				api := serveInBubble(t, clocked(&times, inTurn(limited(value), created())))
				if _, err := create(t.Context(), api.client(t)); err != nil {
					t.Fatal(err)
				}
				if wait := waits(times)[0]; wait < 250*time.Millisecond || wait > 500*time.Millisecond {
					t.Errorf("waited %v, want 250ms to 500ms", wait)
				}
			})
		})
	}
}

// TestDefaultBackoff follows the server that never recovers to the end.
func TestDefaultBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var times []time.Time
		api := serveInBubble(t, clocked(&times, limited("")))
		_, err := create(t.Context(), api.client(t))
		ended := time.Now()

		longest := 500 * time.Millisecond
		for i, wait := range waits(times) {
			if wait < longest/2 || wait > longest {
				t.Errorf("wait %d is %v, want %v to %v", i+1, wait, longest/2, longest)
			}
			longest = min(time.Duration(float64(longest)*1.5), time.Minute)
		}
		total := ended.Sub(times[0])
		if total < 4*time.Minute || total > 5*time.Minute {
			t.Errorf("gave up after %v, want 4m to 5m", total)
		}
		equal(t, "wait after the last attempt", ended.Sub(times[len(times)-1]), 0)

		var failed *stackone.TooManyRequestsError
		if !errors.As(err, &failed) {
			t.Fatalf("error is %T %v", err, err)
		}
		equal(t, "Attempts", failed.Attempts, len(times))
	})
}

// TestRetryPolicies asks a server that succeeds at the fourth attempt.
func TestRetryPolicies(t *testing.T) {
	type policy = stackone.RetryPolicy
	none := stackone.NoRetry()
	tests := []struct {
		name     string
		client   *policy
		call     *policy
		failure  answer
		attempts int
	}{
		{"neither", nil, nil, limited(""), 4},
		{"none, for the client", &none, nil, limited(""), 1},
		{"none, for the call", nil, &none, limited(""), 1},
		{"the call's goes before none", &none, &policy{MaxAttempts: 2}, limited(""), 2},
		{"none goes before the client's", &policy{MaxAttempts: 3}, &none, limited(""), 1},
		{"the empty policy is the description's", &none, &policy{}, limited(""), 4},
		{"other status codes", &policy{StatusCodes: []string{"500"}}, nil, answer{status: 500, body: `{}`}, 4},
		{"other status codes replace the first", &policy{StatusCodes: []string{"500"}}, nil, limited(""), 1},
		{"a class of status codes", nil, &policy{StatusCodes: []string{"5XX"}}, answer{status: 503, body: `{}`}, 4},
		{"a wait that does not fit", nil, &policy{MaxInterval: 5 * time.Second}, limited("6"), 1},
		{"a budget that is spent", nil, &policy{MaxElapsed: 12 * time.Second}, limited("5"), 3},
		{"a wait beyond the default limit", nil, nil, limited("61"), 1},
		{"a wait beyond all clocks", nil, nil, limited("1e300"), 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var times []time.Time
				api := serveInBubble(t, clocked(&times, inTurn(test.failure, test.failure, test.failure, created())))
				var clientOptions []stackone.ClientOption
				if test.client != nil {
					clientOptions = append(clientOptions, stackone.WithRetry(*test.client))
				}
				var callOptions []stackone.CallOption
				if test.call != nil {
					callOptions = append(callOptions, stackone.WithRetry(*test.call))
				}
				_, err := create(t.Context(), api.client(t, clientOptions...), callOptions...)
				equal(t, "attempts", len(times), test.attempts)
				if test.attempts == 4 && err != nil {
					t.Errorf("error is %v", err)
				}
				var apiErr *stackone.APIError
				if test.attempts < 4 && (!errors.As(err, &apiErr) || apiErr.Attempts != test.attempts) {
					t.Errorf("error is %#v, want an *APIError after %d attempts", err, test.attempts)
				}
				equal(t, "time after the last attempt", time.Since(times[len(times)-1]), 0)
			})
		})
	}
}

func TestCustomBackoff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var times []time.Time
		api := serveInBubble(t, clocked(&times, limited("")))
		policy := stackone.RetryPolicy{InitialInterval: time.Second, Exponent: 3, MaxInterval: 10 * time.Second, MaxAttempts: 6}
		if _, err := create(t.Context(), api.client(t), stackone.WithRetry(policy)); err == nil {
			t.Error("no error")
		}
		longest := []time.Duration{1, 3, 9, 10, 10}
		got := waits(times)
		equal(t, "waits", len(got), len(longest))
		for i, wait := range got {
			if most := longest[i] * time.Second; wait < most/2 || wait > most {
				t.Errorf("wait %d is %v, want %v to %v", i+1, wait, most/2, most)
			}
		}
	})
}

// TestRetryStopsBeforeDeadline returns the failure, which says more than that the
// time was up, and does so at once.
func TestRetryStopsBeforeDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		api := serveInBubble(t, limited("10"))
		ctx, cancel := context.WithTimeout(t.Context(), 25*time.Second)
		defer cancel()
		begin := time.Now()
		_, err := create(ctx, api.client(t))
		var failed *stackone.TooManyRequestsError
		if !errors.As(err, &failed) || failed.Attempts != 3 {
			t.Errorf("error is %v, want a *TooManyRequestsError after 3 attempts", err)
		}
		equal(t, "elapsed", time.Since(begin), 20*time.Second)
	})
}

func TestCancelWhileWaiting(t *testing.T) {
	giveUp := errors.New("the user left")
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				api := serveInBubble(t, limited("30"))
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(3*time.Second, func() { cancel(giveUp) })
				begin := time.Now()
				err := op.call(ctx, api.client(t).ConnectSessions)
				equal(t, "elapsed", time.Since(begin), 3*time.Second)
				if !errors.Is(err, context.Canceled) || !errors.Is(err, giveUp) {
					t.Errorf("error is %v, want context.Canceled with its cause", err)
				}
				var failed *stackone.TooManyRequestsError
				if !errors.As(err, &failed) {
					t.Errorf("error %v forgets what it was waiting for", err)
				}
				if err == nil || !strings.Contains(err.Error(), op.name) {
					t.Errorf("error %v does not name the operation", err)
				}
				api.only(t)
			})
		})
	}
}

func TestCanceledBeforeTheCall(t *testing.T) {
	api := serve(t, created())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := create(ctx, api.client(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want context.Canceled", err)
	}
	equal(t, "requests", len(api.received()), 0)
}

// TestConnectionRefused is sent again, for nothing has been sent.
func TestConnectionRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			core, err := stackone.NewCore(stackone.WithAPIKey(apiKey), stackone.WithServerURL(address), stackone.WithQuery("debug", "secret-query"))
			if err != nil {
				t.Fatal(err)
			}
			var meta stackone.Response
			err = op.call(t.Context(), stackone.NewConnectSessionsService(core),
				stackone.WithRetry(atOnce()), stackone.WithResponse(&meta))
			var dial *net.OpError
			if !errors.As(err, &dial) || dial.Op != "dial" {
				t.Fatalf("error is %v, want a failure to dial", err)
			}
			equal(t, "Attempts", meta.Attempts, 3)
			equal(t, "StatusCode", meta.StatusCode, 0)
			if !strings.Contains(err.Error(), op.name) || strings.Contains(err.Error(), "secret-query") {
				t.Errorf("error %q must name the operation and no query", err)
			}
		})
	}
}

// TestBrokenConnection is not sent again, for the server may have acted on it.
func TestBrokenConnection(t *testing.T) {
	for _, op := range posts() {
		t.Run(op.name, func(t *testing.T) {
			api := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
			err := op.call(t.Context(), api.client(t).ConnectSessions, stackone.WithRetry(atOnce()))
			if err == nil || !strings.Contains(err.Error(), op.name) {
				t.Errorf("error %v does not name the operation", err)
			}
			api.only(t)
		})
	}
}

// TestRetryIsMadeFromScratch lets middleware change a request without changing the
// attempts after it.
func TestRetryIsMadeFromScratch(t *testing.T) {
	api := serve(t, inTurn(limited(""), limited(""), created()))
	client := api.client(t, stackone.WithRetry(atOnce()), stackone.WithMiddleware(func(next stackone.Doer) stackone.Doer {
		return stackone.DoerFunc(func(r *http.Request) (*http.Response, error) {
			op, _ := stackone.OperationFromContext(r.Context())
			r.Header.Add("X-Attempt", fmt.Sprint(op.Attempt))
			return next.Do(r)
		})
	}))
	if _, err := create(t.Context(), client); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, request := range api.received() {
		got = append(got, request.Header.Values("X-Attempt")...)
	}
	if want := []string{"1", "2", "3"}; !slices.Equal(got, want) {
		t.Errorf("X-Attempt is %q, want %q", got, want)
	}
}
