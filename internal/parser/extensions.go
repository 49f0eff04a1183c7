package parser

import (
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// retry reads x-speakeasy-retries of the operation, or that of the document.
func (r *reader) retry(n *document.Node) *api.Retry {
	declared := n.Get("x-speakeasy-retries")
	if declared == nil {
		declared = r.root.Get("x-speakeasy-retries")
	}
	if declared.Len() == 0 {
		return nil
	}
	retry := &api.Retry{Strategy: api.RetryBackoff}
	if strategy, ok := declared.Get("strategy").Text(); ok {
		if strategy := api.RetryStrategy(strategy); strategy != api.RetryBackoff && strategy != api.RetryNone {
			r.diags.Warnf("unknown-retry-strategy", declared.Get("strategy").Pos, "unknown retry strategy %q; \"backoff\" is taken", strategy).
				Hint = "the strategies are backoff and none"
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

// backoff returns a number that says how to wait. It is 0, which stands for the
// default, if there is none or, with a warning, if no wait can be reckoned with it.
func (r *reader) backoff(declared *document.Node, key string, least float64) float64 {
	n := declared.Get(key)
	if n == nil {
		return 0
	}
	value, err := strconv.ParseFloat(n.Value, 64)
	if n.Kind != document.Number || err != nil || value < least || value > 1<<53 {
		r.diags.Warnf("bad-backoff", n.Pos, "%s is not a number from %g on; the default is taken", key, least)
		return 0
	}
	return value
}
