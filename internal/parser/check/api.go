package check

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// API runs the checks that need the API.
func API(a *api.API, ds *diag.List) {
	for _, op := range a.Operations() {
		checkSpread(op, ds)
	}
}

// checkSpread reports query objects in form style with a member that has the name
// of another parameter.
func checkSpread(op *api.Operation, ds *diag.List) {
	for _, p := range op.Parameters {
		if p.In != api.InQuery || p.Style != api.StyleForm || !p.Explode || p.JSON {
			continue
		}
		for _, f := range p.Use.Type.Fields {
			if slices.ContainsFunc(op.Parameters, func(q *api.Parameter) bool { return q.In == api.InQuery && q.Name == f.Name }) {
				ds.Warnf("parameter-collision", p.Pos, "member %q of the query parameter %q has the name of another parameter", f.Name, p.Name).
					Hint = "give the parameter \"style: deepObject\""
			}
		}
	}
}
