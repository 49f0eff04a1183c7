package api

import "cmp"

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
)

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
