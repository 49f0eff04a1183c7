package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// leaveOut reports why an operation cannot be generated. It is read to its end all the
// same, so that one run finds everything that stands in the way.
func (r *reader) leaveOut(op *api.Operation, code string, pos diag.Position, format string, args ...any) *diag.Diagnostic {
	d := r.diags.Warnf(code, pos, format, args...)
	r.unable[op] = append(r.unable[op], api.Reason{Code: code, Message: d.Message, Pos: pos})
	d.Message += "; operation left out"
	return d
}

// needs leaves an operation out without a further finding if a node that it cannot do
// without had to be replaced.
func (r *reader) needs(op *api.Operation, n *document.Node) bool {
	d, replaced := r.checks.Replaced(n)
	if replaced {
		r.unable[op] = append(r.unable[op], reasonOf(d))
	}
	return !replaced
}

func reasonOf(d diag.Diagnostic) api.Reason {
	return api.Reason{Code: d.Code, Message: d.Message, Pos: d.Pos}
}

// settle drops an operation that cannot be generated, together with the errors that it
// documents, of which firstError is the first.
func (r *reader) settle(op *api.Operation, firstError int) {
	reasons := r.unable[op]
	if len(reasons) == 0 {
		return
	}
	operations := op.Service.Operations
	op.Service.Operations = operations[:len(operations)-1]
	r.errors.uses = r.errors.uses[:firstError]
	r.api.LeftOut = append(r.api.LeftOut, &api.LeftOut{ID: op.ID, Method: op.Method, Path: r.place.key, Keys: op.Keys, Pos: op.Pos, Reasons: reasons})
}

// prune drops the services of which no operation is left.
func prune(services []*api.Service) []*api.Service {
	return slices.DeleteFunc(services, func(s *api.Service) bool {
		s.Services = prune(s.Services)
		return len(s.Services) == 0 && len(s.Operations) == 0
	})
}

// checkOperations reports a description that an SDK of it would have nothing of.
func (r *reader) checkOperations() {
	if len(r.api.Operations())+len(r.api.LeftOut)+len(r.api.Types)+len(r.api.Webhooks) == 0 && !r.diags.HasErrors() {
		r.diags.Errorf("no-operations", r.root.Pos, "the document has no operations, schemas or webhooks to generate code for")
	}
}

// declaresOperations reports whether there are operations in the paths, also such that are
// ignored or left out.
func (r *reader) declaresOperations() bool {
	for m := range r.root.Get("paths").Members() {
		for _, item := range r.chain(m.Value, "#/paths/"+document.EscapePointer(m.Key)) {
			for range openapi.Methods(item.node) {
				return true
			}
		}
	}
	return false
}
