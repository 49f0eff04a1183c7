package parser

import (
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// failures are the statuses that x-speakeasy-errors makes errors, if it replaces the usual
// ones: all that are not 2XX.
type failures struct {
	replaced bool
	statuses []api.Status
}

// failuresOf reads x-speakeasy-errors of the innermost node that has it.
func (r *reader) failuresOf(nodes ...*document.Node) failures {
	var f failures
	declared := innermost("x-speakeasy-errors", nodes...)
	f.replaced, _ = declared.Get("override").Bool()
	for _, code := range declared.Get("statusCodes").Items() {
		status, ok := api.ParseStatus(code.Value)
		switch {
		case code.Value == "0": // by which none is an error
		case !ok:
			r.diags.Warnf("bad-status", code.Pos, "%q is not a status code, a range such as 5XX or \"default\"; ignored", code.Value)
		case status.IsSuccess():
			r.diags.Warnf("unsupported-errors", code.Pos, "a response with status %s is a success, which cannot be changed", status).
				Hint = "remove it from the list"
		default:
			f.statuses = append(f.statuses, status)
		}
	}
	return f
}

// accepts reports whether a documented status is a result although it is not 2XX.
func (f failures) accepts(status api.Status) bool {
	if !f.replaced || status == api.Default {
		return false
	}
	return !slices.ContainsFunc(f.statuses, func(failure api.Status) bool {
		code, exact := status.Code()
		return failure == status || exact && failure != api.Default && failure.Matches(code)
	})
}

// exact are the single codes among the failures that a range of results has in it.
func (f failures) exact(results []*api.Result) []api.Status {
	var codes []api.Status
	for _, failure := range f.statuses {
		code, exact := failure.Code()
		if exact && slices.ContainsFunc(results, func(r *api.Result) bool { return r.Status.IsRange() && r.Status.Matches(code) }) {
			codes = append(codes, failure)
		}
	}
	return codes
}

// timeout reads x-speakeasy-timeout, in milliseconds, of the innermost node that has it.
func (r *reader) timeout(nodes ...*document.Node) int64 {
	declared := innermost("x-speakeasy-timeout", nodes...)
	if declared == nil {
		return 0
	}
	ms, err := strconv.ParseInt(declared.Value, 10, 64)
	if declared.Kind == document.Number && err == nil && ms > 0 && ms <= maxTimeoutMS {
		return ms
	}
	r.diags.Warnf("bad-timeout", declared.Pos, "x-speakeasy-timeout must be a positive number of milliseconds; using the default").
		Hint = "write a number such as 30000"
	return 0
}

// maxTimeoutMS is a limit that no timeout of a description means: 30 days.
const maxTimeoutMS = 30 * 24 * 3600 * 1000
