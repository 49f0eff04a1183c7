package names

import (
	"cmp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// nameOperations names what belongs to operations: the structures of what they take and
// return.
func (p *naming) nameOperations(a *api.API) {
	for _, o := range a.Operations() {
		names := p.table.operations[o]
		base := Exported(append(p.servicePath(o.Service), names.Method)...)
		switch {
		case isFull(o) && o.Input() == api.InputRequest: // it takes the same
			names.Request, names.Parameters = p.table.operations[o.Of].Request, p.table.operations[o.Of].Parameters
		case o.Input() == api.InputRequest:
			names.Request = p.takeStruct(o, base, "Request")
			names.Parameters = p.parameterNames(o, names.Request)
		case isFull(o) && len(o.Inputs()) > 0:
			names.Params, names.Parameters = p.takeStruct(o, base, "Params"), p.table.operations[o.Of].Parameters
		case len(o.Inputs()) > 0:
			names.Params = p.takeStruct(o, base, "Params")
			names.Parameters = p.parameterNames(o, names.Params)
		default:
			names.Parameters = make([]string, len(o.Parameters))
		}
		if o.Outcome() == api.OutcomeSeveral {
			names.Result = p.takeStruct(o, strings.TrimSuffix(base, "Result"), "Result")
			names.Results = p.resultNames(o, names.Result)
		}
		p.table.operations[o] = names
		if o.Of == nil {
			p.table.shapes[keyOfOperation(o, "")] = o.Shape().String()
		}
	}
}

// isFull reports whether an operation is the way to call another one that returns every
// result.
func isFull(o *api.Operation) bool { return o.Of != nil && o.Of.Full == o }

// takeStruct claims a name for a struct of an operation. What the description declares
// keeps its name, whatever an operation needs later.
func (p *naming) takeStruct(o *api.Operation, base, kind string) string {
	c := p.chosen(o.Service, Claim{What: "operation " + o.ID, Pos: o.Pos, hint: overrideHint})
	if !p.isRenamed(o.Service) {
		c.keys = []string{keyOfOperation(o, strings.ToLower(kind))}
	}
	return p.scope.NumberAloud(p.scope.Unreserved(base+kind, "Model"), c, p.ds)
}

// parameterNames names the fields of an operation's request.
func (p *naming) parameterNames(o *api.Operation, owner string) []string {
	fields := p.membersOf(owner, "Body")
	places := map[string]api.Location{}
	names := make([]string, len(o.Parameters))
	for _, i := range claimOrder(len(o.Parameters), func(i int) string { return cmp.Or(o.Parameters[i].Called, o.Parameters[i].Name) }) {
		parameter := o.Parameters[i]
		if parameter.Global != nil {
			continue
		}
		name := fields.Unreserved(Exported(p.Words(cmp.Or(parameter.Called, parameter.Name))...), "Field")
		c := Claim{What: parameter.In.String() + " parameter " + parameter.Name, Pos: parameter.Pos,
			keys: []string{keyOfOperation(o, parameter.In.String()+":"+parameter.Name)}}
		if place, taken := places[name]; taken && place != parameter.In {
			names[i] = fields.Suffixed(name, Exported(p.Words(parameter.In.String())...), c, p.ds)
			continue
		}
		places[name] = parameter.In
		names[i] = fields.Called(parameter.Called != "", name, c, p.ds)
	}
	return names
}

// resultNames names the fields of a result by the types that they hold. Results
// of one type share a field.
func (p *naming) resultNames(o *api.Operation, owner string) []string {
	fields := p.membersOf(owner, "StatusCode", "Stream", "Text")
	byType := map[string]string{}
	names := make([]string, len(o.Results))
	for i, result := range o.Results {
		switch result.Content {
		case api.ContentStream:
			names[i] = "Stream"
		case api.ContentText:
			names[i] = "Text"
		case api.ContentJSON:
			goType := p.table.ValueType(result.Use.Type)
			if byType[goType] == "" {
				name := "Value"
				if result.Use.Type.Named() {
					name = p.table.types[result.Use.Type]
				}
				byType[goType] = fields.Number(fields.Unreserved(name, "Field"), Claim{keys: []string{keyOfOperation(o, "result:"+string(result.Status))}})
			}
			names[i] = byType[goType]
		}
	}
	return names
}
