package check

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// API reports what only shows once a description has been read.
func API(a *api.API, ds *diag.List) {
	for _, op := range a.Operations() {
		checkPath(op, ds)
		checkSpread(op, ds)
	}
}

// checkPath reports the parts of a path template that no parameter fills.
func checkPath(op *api.Operation, ds *diag.List) {
	names, _ := openapi.Template(op.Path)
	for _, name := range names {
		if !slices.ContainsFunc(op.Parameters, func(p *api.Parameter) bool { return p.In == api.InPath && p.Name == name }) {
			d := ds.Errorf("missing-path-parameter", op.Pos, "%s %s: no parameter is declared for {%s}", op.Method, op.Path, name)
			d.Hint = "declare it with \"in: path\" and \"required: true\""
		}
	}
}

// checkSpread reports objects in the query whose members stand beside the other
// parameters, as the default style has it, and take the name of one of them.
func checkSpread(op *api.Operation, ds *diag.List) {
	for _, p := range op.Parameters {
		if p.In != api.InQuery || p.Style != api.StyleForm || !p.Explode || p.JSON {
			continue
		}
		for _, f := range p.Use.Type.Fields {
			if slices.ContainsFunc(op.Parameters, func(q *api.Parameter) bool { return q.In == api.InQuery && q.Name == f.Name }) {
				ds.Warnf("parameter-collision", p.Pos, "%q of the parameter %q goes into the query under its own name, which another parameter has", f.Name, p.Name).
					Hint = "give the parameter \"style: deepObject\""
			}
		}
	}
}
