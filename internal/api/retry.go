package api

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// RetryStrategy says whether calls are repeated.
type RetryStrategy string

// The strategies of retries.
const (
	RetryBackoff RetryStrategy = "backoff"
	RetryNone    RetryStrategy = "none"
)

// Retry is what x-speakeasy-retries declares. Zero values leave the choice to
// the SDK.
type Retry struct {
	StatusCodes       []Status // codes and ranges
	Strategy          RetryStrategy
	InitialIntervalMS int64
	MaxIntervalMS     int64
	MaxElapsedMS      int64
	Exponent          float64
	// ConnectionErrors is the declared choice; nil if there is none.
	ConnectionErrors *bool
}

// The defaults of Retry. The runtime of an SDK has the same; its tests compare them.
const (
	DefaultInitialIntervalMS = 500
	DefaultMaxIntervalMS     = 60_000
	DefaultMaxElapsedMS      = 300_000
	DefaultExponent          = 1.5
	// DefaultMaxAttempts is for any cause, unless the caller limits the time alone.
	DefaultMaxAttempts      = 3
	DefaultAttemptTimeoutMS = 120_000
)

// UndeclaredRetries are the statuses after which a call is repeated whose description
// declares no retries: with a Retry-After header whatever its method, and without one if
// the method is safe.
func UndeclaredRetries() (withRetryAfter, safe []Status) {
	return []Status{"429", "503"}, []Status{"502", "503", "504"}
}

// Retries reports whether the declaration asks for retries at all.
func (r *Retry) Retries() bool { return r != nil && r.Strategy != RetryNone }

// WithDefaults returns the declaration with the intervals that it leaves open.
func (r Retry) WithDefaults() Retry {
	r.InitialIntervalMS = cmp.Or(r.InitialIntervalMS, DefaultInitialIntervalMS)
	r.MaxIntervalMS = cmp.Or(r.MaxIntervalMS, DefaultMaxIntervalMS)
	r.MaxElapsedMS = cmp.Or(r.MaxElapsedMS, DefaultMaxElapsedMS)
	r.Exponent = cmp.Or(r.Exponent, DefaultExponent)
	return r
}

// DeclaredRetries are the statuses after which the description asks to repeat the operation,
// sorted; none if it asks for no retries, or leaves the statuses open.
func (o *Operation) DeclaredRetries() []Status {
	if !o.Retry.Retries() || len(o.Retry.StatusCodes) == 0 {
		return nil
	}
	statuses := slices.Clone(o.Retry.StatusCodes)
	slices.SortFunc(statuses, Status.Compare)
	return slices.Compact(statuses)
}

// CommonRetries returns the statuses that at least half of the operations declare to be
// repeated after: what need not be said of each of them. There are none if half declare none.
func (a *API) CommonRetries() []Status {
	operations, counts := a.Operations(), map[string]int{}
	for _, o := range operations {
		statuses := o.DeclaredRetries()
		key := fmt.Sprint(statuses)
		if counts[key]++; len(statuses) > 0 && 2*counts[key] >= len(operations) {
			return statuses
		}
	}
	return nil
}

// RetriedStatuses are the statuses after which the operation is repeated unless the
// caller says otherwise: always, and with a Retry-After header only.
func (o *Operation) RetriedStatuses() (always, withRetryAfter []Status) {
	switch {
	case o.Retry != nil && o.Retry.Strategy == RetryNone:
		return nil, nil
	case o.Retry != nil && len(o.Retry.StatusCodes) > 0:
		return o.Retry.StatusCodes, nil
	}
	withRetryAfter, safe := UndeclaredRetries()
	if o.isSafe() {
		always = safe
	}
	return always, withRetryAfter
}

// TakesIdempotencyKey reports whether the operation has the header by which a server tells
// that a request is sent again. Each call gets a key, the same for all its attempts.
func (o *Operation) TakesIdempotencyKey() bool {
	return slices.ContainsFunc(o.Parameters, func(p *Parameter) bool {
		return p.In == InHeader && p.Global == nil && strings.EqualFold(p.Name, "Idempotency-Key")
	})
}

// isSafe reports whether the method asks for nothing to be changed (RFC 9110, 9.2.1).
func (o *Operation) isSafe() bool {
	return slices.Contains([]string{"GET", "HEAD", "OPTIONS", "TRACE", "QUERY"}, o.Method)
}
