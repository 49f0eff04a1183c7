package runtime

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// RetryPolicy says when failed attempts are repeated and how long to wait before.
// Fields that are zero keep what the API's description says about the operation,
// or else the default that is given here.
//
// Attempts are repeated after a response with one of the status codes, and after
// a failed connection if the method is idempotent or nothing had been sent. A call
// with an Idempotency-Key header counts as idempotent; the SDK makes a key for each
// call whose operation has such a header, unless the caller sets one. A Retry-After
// header replaces the wait. A call never waits for longer than MaxInterval at once, nor
// beyond MaxElapsed or its context's deadline: if the wait does not fit, the last
// failure is returned at once.
type RetryPolicy struct {
	// InitialInterval is the wait after the first attempt, 500 ms by default. The
	// time actually waited is random, between half of the computed one and all.
	InitialInterval time.Duration

	// Exponent is the factor by which the wait grows with each attempt, 1.5 by
	// default.
	Exponent float64

	// MaxInterval is the longest single wait, 60 s by default.
	MaxInterval time.Duration

	// MaxElapsed is the time from the first attempt's start after which no further
	// attempt begins, 5 minutes by default.
	MaxElapsed time.Duration

	// MaxAttempts is the highest number of attempts, the first included: 3 by default,
	// whatever they fail of. If MaxElapsed is set and MaxAttempts is not, only the time
	// limits them.
	MaxAttempts int

	// StatusCodes are the codes after which to repeat, as "429" or "5XX". Where neither
	// this nor the API's description says, these are 429 and 503 if the response has a
	// Retry-After header, and for safe methods such as GET also 502, 503 and 504 without.
	StatusCodes []string
}

// NoRetry returns the policy of sending once only.
func NoRetry() RetryPolicy { return RetryPolicy{MaxAttempts: 1} }

const (
	defaultInitialInterval = 500 * time.Millisecond
	defaultMaxInterval     = 60 * time.Second
	defaultMaxElapsed      = 5 * time.Minute
	defaultExponent        = 1.5
	defaultMaxAttempts     = 3
	defaultTimeout         = 2 * time.Minute // of an attempt
)

func (p RetryPolicy) check() []error {
	var errs []error
	for _, d := range []struct {
		name  string
		value time.Duration
	}{{"InitialInterval", p.InitialInterval}, {"MaxInterval", p.MaxInterval}, {"MaxElapsed", p.MaxElapsed}} {
		if d.value < 0 {
			errs = append(errs, fmt.Errorf("%s %v is negative", d.name, d.value))
		}
	}
	if p.MaxAttempts < 0 {
		errs = append(errs, fmt.Errorf("MaxAttempts %d is negative", p.MaxAttempts))
	}
	if p.Exponent != 0 && !(p.Exponent >= 1 && p.Exponent <= math.MaxFloat64) {
		errs = append(errs, fmt.Errorf("Exponent %v is less than 1 or not finite", p.Exponent))
	}
	for _, code := range p.StatusCodes {
		if !isStatusPattern(code) {
			errs = append(errs, fmt.Errorf("%q is not a status code, nor a class of them such as 5XX", code))
		}
	}
	return errs
}

func isStatusPattern(code string) bool {
	if len(code) != 3 || code[0] < '1' || code[0] > '5' {
		return false
	}
	if strings.EqualFold(code[1:], "XX") {
		return true
	}
	_, err := strconv.ParseUint(code, 10, 16)
	return err == nil
}

// retryPolicy merges the caller's policy, the description's rule and the defaults.
func (req *request) retryPolicy() RetryPolicy {
	var p RetryPolicy
	if custom := req.settings.retry; custom != nil {
		p = *custom
	} else if req.op.retry != nil && req.op.retry.never {
		return NoRetry()
	}
	rule := req.op.retry
	if rule == nil {
		rule = &retryRule{}
	}
	if p.MaxAttempts == 0 && p.MaxElapsed == 0 {
		p.MaxAttempts = defaultMaxAttempts
	}
	p.InitialInterval = firstSet(p.InitialInterval, rule.initialInterval, defaultInitialInterval)
	p.MaxInterval = firstSet(p.MaxInterval, rule.maxInterval, defaultMaxInterval)
	p.MaxElapsed = firstSet(p.MaxElapsed, rule.maxElapsed, defaultMaxElapsed)
	p.Exponent = firstSet(p.Exponent, rule.exponent, defaultExponent)
	if len(p.StatusCodes) == 0 {
		p.StatusCodes = rule.statusCodes
	}
	return p
}

func firstSet[T time.Duration | float64](values ...T) T {
	for _, v := range values {
		if v != 0 {
			return v
		}
	}
	return 0
}

// isIdempotent reports whether sending twice does no more than sending once, by the
// method or because the server was given a key to tell repetitions by. It is known when
// the headers are complete.
func (req *request) isIdempotent() bool {
	return req.isSafe() || req.op.method == http.MethodPut || req.op.method == http.MethodDelete
}

// isSafe reports whether the call changes nothing, or has a key by which the server
// recognizes a repetition.
func (req *request) isSafe() bool {
	switch req.op.method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace, "QUERY":
		return true
	}
	return req.header.Get(idempotencyKey) != ""
}

// idempotencyKey is the header by which servers tell that a request is sent again.
const idempotencyKey = "Idempotency-Key"

// repeats reports whether a response is retried.
func (req *request) repeats(policy RetryPolicy, r *reply) bool {
	switch {
	case r.isSuccess():
		return false
	case len(policy.StatusCodes) > 0:
		return policy.matches(r.statusCode)
	case r.header.Get("Retry-After") != "" && (r.statusCode == 429 || r.statusCode == 503):
		return true
	}
	return r.statusCode >= 502 && r.statusCode <= 504 && req.isSafe()
}

// matches reports whether a status is among the codes and is not a success.
func (p RetryPolicy) matches(status int) bool {
	if status >= 200 && status <= 299 {
		return false
	}
	text := strconv.Itoa(status)
	return slices.ContainsFunc(p.StatusCodes, func(code string) bool {
		return code == text || strings.EqualFold(code, text[:1]+"XX")
	})
}

// backoff gives the wait after an attempt. The random part spreads clients that
// failed together.
func (p RetryPolicy) backoff(attempt int) time.Duration {
	wait := float64(p.InitialInterval) * math.Pow(p.Exponent, float64(attempt-1))
	wait = min(wait, float64(p.MaxInterval))
	return time.Duration(wait * (0.5 + 0.5*rand.Float64()))
}

// retryAfter reads the Retry-After header, in seconds or as a date. Dates are
// compared to the server's own clock where it tells the time. What is not in the
// future is no wait at all and leaves the choice to the policy.
func retryAfter(header http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseFloat(text, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		if !(seconds > 0) {
			return 0, false
		}
		if seconds > float64(math.MaxInt64/time.Second) {
			return math.MaxInt64, true
		}
		return time.Duration(seconds * float64(time.Second)), true
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	wait := at.Sub(now)
	return wait, wait > 0
}
