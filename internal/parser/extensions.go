package parser

import (
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// retry reads x-speakeasy-retries of the operation, or that of the document.
func (r *reader) retry(n *document.Node) *api.Retry {
	declared := innermost("x-speakeasy-retries", n, r.root)
	if declared.Len() == 0 {
		return nil
	}
	retry := &api.Retry{Strategy: api.RetryBackoff}
	if strategy, ok := declared.Get("strategy").Text(); ok {
		if strategy := api.RetryStrategy(strategy); strategy != api.RetryBackoff && strategy != api.RetryNone {
			r.diags.Warnf("unknown-retry-strategy", declared.Get("strategy").Pos, "unknown retry strategy %q; using \"backoff\"", strategy).
				Hint = "use backoff or none"
		} else {
			retry.Strategy = strategy
		}
	}
	for _, code := range declared.Get("statusCodes").Items() {
		status, ok := api.ParseStatus(code.Value)
		if !ok || status == api.Default {
			r.diags.Warnf("bad-status", code.Pos, "%q is not a status code or a range such as 5XX", code.Value)
			continue
		}
		retry.StatusCodes = append(retry.StatusCodes, status)
	}
	backoff := declared.Get("backoff")
	retry.InitialIntervalMS = int64(r.backoff(backoff, "initialInterval", 0))
	retry.MaxIntervalMS = int64(r.backoff(backoff, "maxInterval", 0))
	retry.MaxElapsedMS = int64(r.backoff(backoff, "maxElapsedTime", 0))
	retry.Exponent = r.backoff(backoff, "exponent", 1)
	if connection, ok := declared.Get("retryConnectionErrors").Bool(); ok {
		retry.ConnectionErrors = &connection
	}
	return retry
}

// backoff returns a number of the backoff. It is 0, which means the default, if the
// key is missing or, with a warning, invalid.
func (r *reader) backoff(declared *document.Node, key string, least float64) float64 {
	n := declared.Get(key)
	if n == nil {
		return 0
	}
	value, err := strconv.ParseFloat(n.Value, 64)
	if n.Kind != document.Number || err != nil || value < least || value > 1<<53 {
		r.diags.Warnf("bad-backoff", n.Pos, "%s must be a number of at least %g; using the default", key, least)
		return 0
	}
	return value
}

// innermost returns what the first of the nodes that has a key has there; nil if none has.
func innermost(key string, nodes ...*document.Node) *document.Node {
	for _, n := range nodes {
		if declared := n.Get(key); declared != nil {
			return declared
		}
	}
	return nil
}
