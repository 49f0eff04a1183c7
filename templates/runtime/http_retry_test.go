package runtime

import (
	"context"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// TestRetryDefaults compares the defaults with those that the pages of an SDK name.
func TestRetryDefaults(t *testing.T) {
	const ms = int64(time.Millisecond)
	got := api.Retry{
		InitialIntervalMS: int64(defaultInitialInterval) / ms, MaxIntervalMS: int64(defaultMaxInterval) / ms,
		MaxElapsedMS: int64(defaultMaxElapsed) / ms, Exponent: defaultExponent,
	}
	if want := (api.Retry{}).WithDefaults(); !reflect.DeepEqual(got, want) {
		t.Errorf("the runtime has the defaults %+v, and the description of the API %+v", got, want)
	}
	if defaultMaxAttempts != api.DefaultMaxAttempts || int64(defaultTimeout)/ms != api.DefaultAttemptTimeoutMS {
		t.Errorf("the runtime has %d attempts of %v", defaultMaxAttempts, defaultTimeout)
	}
}

// TestUndeclaredRetries goes through the statuses of an operation whose description
// declares no retries.
func TestUndeclaredRetries(t *testing.T) {
	asked, safe := api.UndeclaredRetries()
	for code := 300; code <= 599; code++ {
		status := api.Status(strconv.Itoa(code))
		for _, method := range []string{"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"} {
			isSafe := slices.Contains([]string{"GET", "HEAD", "OPTIONS"}, method)
			for _, retryAfter := range []bool{false, true} {
				req := &request{op: &operation{method: method}, header: http.Header{}}
				r := &reply{statusCode: code, header: http.Header{}, accepted: code >= 200 && code <= 299}
				if retryAfter {
					r.header.Set("Retry-After", "1")
				}
				want := retryAfter && slices.Contains(asked, status) || isSafe && slices.Contains(safe, status)
				if got := req.repeats(req.retryPolicy(), r); got != want {
					t.Errorf("%s, %d, Retry-After %v: repeated is %v", method, code, retryAfter, got)
				}
			}
		}
	}
}

// script answers the attempts of a call one by one, the last answer for ever, and
// notes when they came.
type script struct {
	start   time.Time
	at      []time.Duration
	answers []func() (*http.Response, error)
}

func (s *script) Do(*http.Request) (*http.Response, error) {
	s.at = append(s.at, time.Since(s.start))
	return s.answers[min(len(s.at), len(s.answers))-1]()
}

func status(code int, headers ...string) func() (*http.Response, error) {
	return func() (*http.Response, error) { return answer(code, `{}`, headers...), nil }
}

func failure(err error) func() (*http.Response, error) {
	return func() (*http.Response, error) {
		return nil, &url.Error{Op: "Get", URL: "https://x/?q=hidden", Err: err}
	}
}

var errReset = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

// play runs one call in a bubble of fake time and returns when the attempts came.
func play(t *testing.T, call func(context.Context, *Core) error, answers ...func() (*http.Response, error)) (at []time.Duration, err error) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &script{start: time.Now(), answers: answers}
		err = call(t.Context(), newSampleCore(t, s.Do))
		at = s.at
	})
	return at, err
}

func get(opts ...CallOption) func(context.Context, *Core) error {
	return func(ctx context.Context, core *Core) error {
		_, err := getThing(ctx, core, "1", opts...)
		return err
	}
}

func create(opts ...CallOption) func(context.Context, *Core) error {
	return func(ctx context.Context, core *Core) error {
		_, err := createThing(ctx, core, opts...)
		return err
	}
}

func TestWhatIsRetried(t *testing.T) {
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	for _, c := range []struct {
		name  string
		call  func(context.Context, *Core) error
		first func() (*http.Response, error)
		want  int // attempts, when the second succeeds
	}{
		{"listed status", get(), status(429), 2},
		{"listed status of a POST", create(), status(408), 2},
		{"other status", get(), status(503), 1},
		{"other status, listed by the caller", get(WithRetry(RetryPolicy{StatusCodes: []string{"5xx"}})), status(503), 2},
		{"status that the caller did not list", get(WithRetry(RetryPolicy{StatusCodes: []string{"5XX"}})), status(429), 1},
		{"status of the description with the caller's times", get(WithRetry(RetryPolicy{MaxElapsed: time.Minute})), status(429), 2},
		{"switched off", get(WithRetry(NoRetry())), status(429), 1},
		{"switched off, connection", get(WithRetry(NoRetry())), failure(dial), 1},
		{"reset on GET", get(), failure(errReset), 2},
		{"end of file on GET", get(), failure(io.EOF), 2},
		{"reset on POST", create(), failure(errReset), 1},
		{"reset on POST with a key", create(WithHeader("idempotency-key", "1")), failure(errReset), 2},
		{"reset on POST with an empty key", create(WithHeader("Idempotency-Key", "1"), WithHeader("Idempotency-Key", "")), failure(errReset), 1},
		{"dial on POST", create(), failure(dial), 2},
		{"unknown host", get(), failure(&net.DNSError{IsNotFound: true}), 1},
		{"redirects", get(), failure(&redirectError{errors.New("no further")}), 1},
		{"middleware's refusal", get(), func() (*http.Response, error) { return nil, errors.New("no") }, 1},
		{"middleware without an answer", get(), func() (*http.Response, error) { return nil, nil }, 1},
		{"broken body on GET", get(), func() (*http.Response, error) {
			resp := answer(200, "")
			resp.Body = io.NopCloser(io.MultiReader(strings.NewReader("{"), brokenReader{errReset}))
			return resp, nil
		}, 2},
		{"broken body of an error", get(), func() (*http.Response, error) {
			resp := answer(429, "")
			resp.Body = io.NopCloser(brokenReader{errReset})
			return resp, nil
		}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, err := play(t, c.call, c.first, status(200))
			if len(at) != c.want || (err == nil) != (c.want == 2) {
				t.Errorf("attempts at %v, want %d; error %v", at, c.want, err)
			}
			if err != nil && strings.Contains(err.Error(), "hidden") {
				t.Errorf("the query is in %v", err)
			}
		})
	}
}

type brokenReader struct{ err error }

func (r brokenReader) Read([]byte) (int, error) { return 0, r.err }

func TestStatusOnlyRule(t *testing.T) {
	op := sampleGet
	op.retry, op.path = &retryRule{statusCodes: []string{"429"}, statusOnly: true}, "/"
	call := func(opts ...CallOption) func(context.Context, *Core) error {
		return func(ctx context.Context, core *Core) error { return receiveNone(ctx, core.newRequest(&op, opts)) }
	}
	for name, c := range map[string]struct {
		call  func(context.Context, *Core) error
		first func() (*http.Response, error)
		want  int
	}{
		"status":                            {call(), status(429), 2},
		"connection":                        {call(), failure(errReset), 1},
		"connection, with a policy of ours": {call(WithRetry(RetryPolicy{})), failure(errReset), 2},
	} {
		if at, _ := play(t, c.call, c.first, status(200)); len(at) != c.want {
			t.Errorf("%s: attempts at %v, want %d", name, at, c.want)
		}
	}
}

func TestCheckOfPolicies(t *testing.T) {
	for _, p := range []RetryPolicy{
		{}, {Exponent: 1}, {Exponent: math.MaxFloat64}, {MaxAttempts: 1}, {MaxInterval: 1, MaxElapsed: 1},
		{StatusCodes: []string{"100", "1XX", "5xx", "599"}},
	} {
		if errs := p.check(); errs != nil {
			t.Errorf("%+v: %v", p, errs)
		}
	}
	for _, p := range []RetryPolicy{
		{Exponent: 0.9}, {Exponent: -1}, {Exponent: math.Inf(1)}, {Exponent: math.NaN()},
		{InitialInterval: -1}, {MaxInterval: -1}, {MaxElapsed: -1}, {MaxAttempts: -1},
	} {
		if errs := p.check(); len(errs) != 1 {
			t.Errorf("%+v: %v", p, errs)
		}
	}
	for _, code := range []string{"", "4", "42", "4299", "5XXX", "0XX", "042", "6XX", "600", "5XY", "4X9", "+42", "4 2"} {
		if errs := (RetryPolicy{StatusCodes: []string{code}}).check(); len(errs) != 1 {
			t.Errorf("status %q: %v", code, errs)
		}
	}
}

func TestRetryWithoutARule(t *testing.T) {
	op := sampleGet
	op.retry, op.path = nil, "/"
	call := func(opts ...CallOption) func(context.Context, *Core) error {
		return func(ctx context.Context, core *Core) error { return receiveNone(ctx, core.newRequest(&op, opts)) }
	}
	after := []string{"Retry-After", "1"}
	for _, method := range []string{"GET", "POST"} {
		op.method = method
		for _, policy := range [][]CallOption{nil, {WithRetry(RetryPolicy{InitialInterval: time.Second})}} {
			if at, err := play(t, call(policy...), status(429, after...), status(503, after...), status(200)); len(at) != 3 || err != nil {
				t.Errorf("%s: attempts at %v (%v)", method, at, err)
			}
			if at, err := play(t, call(policy...), status(503, after...)); len(at) != 3 || err == nil {
				t.Errorf("%s without end: attempts at %v (%v)", method, at, err)
			}
			if at, _ := play(t, call(policy...), status(408, after...)); len(at) != 1 {
				t.Errorf("%s, 408: attempts at %v", method, at)
			}
		}
		want := map[string]int{"GET": 3, "POST": 1}[method]
		if at, _ := play(t, call(), status(502)); len(at) != want {
			t.Errorf("%s, 502: attempts at %v", method, at)
		}
		if at, _ := play(t, call(), failure(errReset)); len(at) != want {
			t.Errorf("%s, reset: attempts at %v", method, at)
		}
	}
	if at, _ := play(t, call(WithHeader("Idempotency-Key", "k")), status(502)); len(at) != 3 {
		t.Errorf("a POST with a key: attempts at %v", at)
	}
	at, err := play(t, func(ctx context.Context, core *Core) error {
		WithRetry(RetryPolicy{}).applyToClient(&core.settings)
		return call(WithRetry(NoRetry()))(ctx, core)
	}, status(429, after...))
	if len(at) != 1 || err == nil {
		t.Errorf("the call's policy did not go before the client's: %v", at)
	}
}

// A wrong port is found out within seconds, and a number of attempts is not lifted by
// what the description says of time.
func TestAttemptsAreLimited(t *testing.T) {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	for name, call := range map[string]func(context.Context, *Core) error{"GET": get(), "POST": create()} {
		if at, err := play(t, call, failure(refused)); len(at) != 3 || err == nil || at[2] > 2*time.Second {
			t.Errorf("%s: attempts at %v (%v)", name, at, err)
		}
	}
	for _, c := range []struct {
		policy RetryPolicy
		least  int
		most   int
	}{
		{RetryPolicy{InitialInterval: 1}, 3, 3},
		{RetryPolicy{MaxElapsed: time.Minute}, 10, 100},
		{RetryPolicy{MaxElapsed: time.Minute, MaxAttempts: 4}, 4, 4},
	} {
		if at, _ := play(t, get(WithRetry(c.policy)), status(429)); len(at) < c.least || len(at) > c.most {
			t.Errorf("%+v: %d attempts", c.policy, len(at))
		}
	}
}

func TestBackoff(t *testing.T) {
	at, err := play(t, get(WithRetry(RetryPolicy{MaxAttempts: 20, MaxElapsed: time.Hour})), status(429))
	var apiErr *APIError
	if !errors.As(err, &apiErr) || apiErr.Attempts != 20 || len(at) != 20 {
		t.Fatalf("%d attempts, error %v", len(at), err)
	}
	full := 500 * time.Millisecond
	for i := 1; i < len(at); i++ {
		if wait := at[i] - at[i-1]; wait < full/2 || wait > full {
			t.Errorf("wait %d is %v, want %v to %v", i, wait, full/2, full)
		}
		full = min(full*3/2, time.Minute)
	}
}

// A wait that just fits into the budget is waited for. One that ends with the
// context is not: nothing could come of it.
func TestWaitAtTheLimits(t *testing.T) {
	seven := status(429, "Retry-After", "7")
	budget := get(WithRetry(RetryPolicy{MaxElapsed: 7 * time.Second}))
	if at, err := play(t, budget, seven, status(200)); len(at) != 2 || err != nil {
		t.Errorf("attempts at %v, error %v", at, err)
	}
	if at, _ := play(t, budget, status(429, "Retry-After", "7.001"), status(200)); len(at) != 1 {
		t.Errorf("attempts at %v", at)
	}
	for limit, want := range map[time.Duration]int{7 * time.Second: 1, 8 * time.Second: 2} {
		at, err := play(t, func(ctx context.Context, core *Core) error {
			ctx, cancel := context.WithTimeout(ctx, limit)
			defer cancel()
			start := time.Now()
			err := get()(ctx, core)
			if want == 1 && time.Since(start) != 0 {
				t.Errorf("waited for %v", time.Since(start))
			}
			return err
		}, seven, status(200))
		if len(at) != want || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("within %v: attempts at %v, error %v", limit, at, err)
		}
	}
}

func TestBackoffStaysInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := RetryPolicy{
			InitialInterval: time.Duration(rapid.Int64Range(1, 1<<62).Draw(t, "initial")),
			MaxInterval:     time.Duration(rapid.Int64Range(1, 1<<62).Draw(t, "max")),
			Exponent:        rapid.Float64Range(1, 1e300).Draw(t, "exponent"),
		}
		wait := p.backoff(rapid.IntRange(1, 1<<30).Draw(t, "attempt"))
		if wait < 0 || wait > p.MaxInterval {
			t.Errorf("wait %v, cap %v", wait, p.MaxInterval)
		}
	})
}

func TestBudget(t *testing.T) {
	at, err := play(t, get(WithRetry(RetryPolicy{MaxAttempts: 1000})), status(429))
	if last := at[len(at)-1]; err == nil || last > 5*time.Minute || last < 3*time.Minute {
		t.Errorf("last attempt at %v", last)
	}
	at, _ = play(t, get(WithRetry(RetryPolicy{InitialInterval: time.Second, Exponent: 1, MaxElapsed: 3 * time.Second})), status(429))
	if last := at[len(at)-1]; last > 3*time.Second || last < 2*time.Second {
		t.Errorf("last attempt at %v", last)
	}
	op := sampleGet
	op.path = "/"
	op.retry = &retryRule{statusCodes: []string{"4XX"}, initialInterval: time.Minute, maxInterval: time.Hour, maxElapsed: 100 * time.Second, exponent: 1}
	at, _ = play(t, func(ctx context.Context, core *Core) error { return receiveNone(ctx, core.newRequest(&op, nil)) }, status(404))
	if len(at) < 2 || at[1] < 30*time.Second || at[1] > time.Minute || at[len(at)-1] > 100*time.Second {
		t.Errorf("rule of the description: attempts at %v", at)
	}
}

func TestRetryAfter(t *testing.T) {
	// The bubble's clock starts here.
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	date := func(d time.Duration) string { return start.Add(d).Format(http.TimeFormat) }
	for _, c := range []struct {
		name    string
		headers []string
		want    time.Duration // zero: no second attempt; -1: the policy's own wait
	}{
		{"seconds", []string{"Retry-After", "7"}, 7 * time.Second},
		{"seconds with a fraction", []string{"Retry-After", " 1.5 "}, 1500 * time.Millisecond},
		{"date", []string{"Retry-After", date(30 * time.Second)}, 30 * time.Second},
		{"date by the server's clock", []string{"Retry-After", date(-time.Hour + 9*time.Second), "Date", date(-time.Hour)}, 9 * time.Second},
		{"the cap itself", []string{"Retry-After", "60"}, time.Minute},
		{"beyond the cap", []string{"Retry-After", "61"}, 0},
		{"absurd", []string{"Retry-After", "1e999"}, 0},
		{"absurd integer", []string{"Retry-After", "99999999999999999999"}, 0},
		{"zero", []string{"Retry-After", "0"}, -1},
		{"negative", []string{"Retry-After", "-5"}, -1},
		{"not a number", []string{"Retry-After", "NaN"}, -1},
		{"past date", []string{"Retry-After", date(-time.Second)}, -1},
		{"nonsense", []string{"Retry-After", "soon"}, -1},
	} {
		t.Run(c.name, func(t *testing.T) {
			at, err := play(t, get(), status(429, c.headers...), status(200))
			switch {
			case c.want == 0:
				if len(at) != 1 || err == nil {
					t.Errorf("attempts at %v", at)
				}
			case len(at) != 2 || err != nil:
				t.Errorf("attempts at %v, error %v", at, err)
			case c.want > 0 && at[1] != c.want:
				t.Errorf("second attempt at %v, want %v", at[1], c.want)
			case c.want < 0 && (at[1] < 250*time.Millisecond || at[1] > 500*time.Millisecond):
				t.Errorf("second attempt at %v, want the policy's wait", at[1])
			}
		})
	}
	at, err := play(t, get(WithRetry(RetryPolicy{MaxElapsed: 10 * time.Second})), status(429, "Retry-After", "11"))
	if len(at) != 1 || err == nil {
		t.Errorf("beyond the budget: attempts at %v", at)
	}
}

func TestContextBoundsTheWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, err := getThing(ctx, newSampleCore(t, func(*http.Request) (*http.Response, error) {
			return answer(429, `{}`, "Retry-After", "6"), nil
		}), "1")
		var apiErr *APIError
		if !errors.As(err, &apiErr) || time.Since(start) != 0 {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
	synctest.Test(t, func(t *testing.T) {
		start, reason := time.Now(), errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(2*time.Second, func() { cancel(reason) })
		_, err := getThing(ctx, newSampleCore(t, func(*http.Request) (*http.Response, error) {
			return answer(429, `{"message":"slow down"}`, "Retry-After", "50"), nil
		}), "1")
		var apiErr *APIError
		if !errors.Is(err, context.Canceled) || !errors.Is(err, reason) || !errors.As(err, &apiErr) || time.Since(start) != 2*time.Second {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		if _, err := getThing(ctx, newSampleCore(t, func(*http.Request) (*http.Response, error) {
			t.Error("sent after the context's end")
			return nil, nil
		}), "1"); !errors.Is(err, context.Canceled) {
			t.Errorf("ended context: %v", err)
		}
	})
}

func TestBodiesOfRetriedResponsesAreClosed(t *testing.T) {
	var bodies []*watchedBody
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		sent, _ := io.ReadAll(r.Body)
		if string(sent) != `{"name":"a"}` || r.ContentLength != int64(len(sent)) || r.GetBody == nil {
			t.Errorf("attempt %d sends %q", len(bodies)+1, sent)
		}
		code := []int{429, 408, 201}[len(bodies)]
		resp := answer(code, "")
		body := &watchedBody{Reader: strings.NewReader(`{}`)}
		bodies, resp.Body = append(bodies, body), body
		return resp, nil
	})
	var meta Response
	if _, err := createThing(t.Context(), core, WithRetry(RetryPolicy{InitialInterval: 1}), WithResponse(&meta)); err != nil {
		t.Fatal(err)
	}
	for i, body := range bodies {
		if rest, _ := io.ReadAll(body); !body.closed || len(rest) > 0 {
			t.Errorf("body %d: closed %v, left %q", i+1, body.closed, rest)
		}
	}
	if meta.Attempts != 3 || meta.StatusCode != 201 || meta.Method != "POST" {
		t.Errorf("response %+v", meta)
	}
}

func TestStatusPatterns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.IntRange(100, 599).Draw(t, "code")
		text := strconv.Itoa(code)
		p := RetryPolicy{StatusCodes: []string{text[:1] + rapid.SampledFrom([]string{"XX", "xx", text[1:]}).Draw(t, "pattern")}}
		if errs := p.check(); len(errs) > 0 {
			t.Error(errs)
		}
		if want := code < 200 || code > 299; p.matches(code) != want {
			t.Errorf("%v matches %d: %v", p.StatusCodes, code, !want)
		}
		other := (code+100)%500 + 100
		if other/100 != code/100 && p.matches(other) {
			t.Errorf("%v matches %d", p.StatusCodes, other)
		}
	})
}

// A policy is what it was when it was given, whatever becomes of the slice.
func TestRetryPolicyIsACopy(t *testing.T) {
	codes := []string{"503"}
	opt := WithRetry(RetryPolicy{StatusCodes: codes, InitialInterval: 1, MaxAttempts: 2})
	attempts := 0
	core := newSampleCore(t, func(*http.Request) (*http.Response, error) {
		attempts++
		return answer(503, `{}`), nil
	}, opt)
	codes[0] = "429"
	if _, err := getThing(t.Context(), core, "1"); err == nil || attempts != 2 {
		t.Errorf("%d attempts, error %v", attempts, err)
	}
}
