package runtime

import (
	"context"
	"time"
)

// sdkInfo holds what the API's description says about the SDK as a whole.
type sdkInfo struct {
	name       string
	version    string
	apiVersion string
	serverURL  string
	servers    []server // if there are several, or one with variables
	ownServers bool     // whether operations have servers of their own
	security   []securityScheme
}

// operation holds what the API's description says about one operation. The
// values are package-level variables of generated code and never change.
type operation struct {
	name        string // service path and method, as in "connectSessions.createConnectSession"
	id          string // operationId
	method      string
	path        string   // template, as in "/accounts/{id}"
	query       []string // escaped name=value pairs that every request has
	servers     []server // its own, in the place of those of the API
	accept      string
	contentType string // of the request's body, application/json if empty

	// security lists the alternatives. Nil means that the description does not
	// say: credentials are sent if there are any. Empty means that none are
	// ever sent.
	security []securityRequirement

	scopes []schemeScopes // what is needed of tokens that the SDK gets

	globals []globalUse // those of which the operation says more than that it knows them
	keyed   bool        // whether it has an Idempotency-Key header, which each call then gets

	accepted []string      // statuses of results that are not 2XX, as "404" or "4XX"
	failures []string      // codes among them that are errors
	timeout  time.Duration // of an attempt; 0 for the default

	retry  *retryRule            // nil if the description does not say
	errors func(*APIError) error // gives the error type of a documented status
}

// isSuccess reports whether a status is one of a result.
func (op *operation) isSuccess(status int) bool {
	if status >= 200 && status <= 299 || len(op.accepted) == 0 {
		return status >= 200 && status <= 299
	}
	return RetryPolicy{StatusCodes: op.accepted}.matches(status) && !RetryPolicy{StatusCodes: op.failures}.matches(status)
}

// schemeScopes are the scopes that an operation needs of a security scheme.
type schemeScopes struct {
	scheme string
	scopes []string
}

// retryRule is the retry advice of an operation's description. Zero fields take
// the defaults.
type retryRule struct {
	statusCodes     []string
	initialInterval time.Duration
	maxInterval     time.Duration
	maxElapsed      time.Duration
	exponent        float64
	// statusOnly leaves failed connections alone, also those that it would be safe
	// to repeat.
	statusOnly bool
	never      bool // whether the call is sent once, unless the caller says otherwise
}

// Operation names the operation that a request belongs to. A middleware reads
// it with [OperationFromContext], for example to name a tracing span.
type Operation struct {
	Name    string // Name is the service and method, as in "connectSessions.createConnectSession".
	ID      string // ID is the operation's identifier in the API's description.
	Method  string // Method is the HTTP method.
	Path    string // Path is the path template, free of the values of one request, as in "/accounts/{id}".
	Attempt int    // Attempt counts the sendings of one call, from 1.
}

type operationKey struct{}

// OperationFromContext returns the operation that the SDK is performing. Every
// request that reaches a middleware or an [http.RoundTripper] has one in its
// context.
func OperationFromContext(ctx context.Context) (Operation, bool) {
	op, ok := ctx.Value(operationKey{}).(Operation)
	return op, ok
}
