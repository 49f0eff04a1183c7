package ir

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

func (d *dumper) operation(o *api.Operation) operationJSON {
	out := operationJSON{
		ID: o.ID, Name: o.Name, Method: o.Method, Path: o.Path, Tags: o.Tags, Doc: doc(o.Doc),
		Fixed:      each(o.Fixed, func(p api.FixedParameter) fixedJSON { return fixedJSON(p) }),
		Input:      [...]string{"request", "body"}[o.Input()],
		Outcome:    [...]string{"none", "value", "stream", "several", "sequence"}[o.Outcome()],
		Parameters: each(o.Parameters, d.parameter),
		Body:       d.body(o.Body),
		Results:    each(o.Results, d.result),
		Success:    o.SuccessCode(),
		Errors:     each(o.Errors, d.errorCase),
		Failures:   each(o.Failures, func(s api.Status) string { return string(s) }),
		TimeoutMS:  o.TimeoutMS,
		Accept:     o.Accept,
		Retry:      retry(o.Retry),
		Pagination: pagination(o.Pagination),
		Servers:    each(o.Servers, server),
		Callbacks:  each(o.Callbacks, d.incoming),

		Variant:      o.Variant,
		UsageExample: o.UsageExample,
		whereJSON:    where(o.Pointer(), o.Pos),
	}
	if i := slices.IndexFunc(d.sets, func(s *api.ErrorSet) bool { return s.Holds(o) }); i >= 0 {
		out.ErrorSet = &i
	}
	if o.SecurityDeclared {
		alternatives := [][]schemeUse{}
		for _, together := range o.Security {
			alternatives = append(alternatives, append([]schemeUse{}, each(together, func(u api.SecurityUse) schemeUse {
				return schemeUse{u.Scheme.Name, u.Scopes}
			})...))
		}
		out.Security = &alternatives
	}
	return out
}

func (d *dumper) parameter(p *api.Parameter) parameterJSON {
	return parameterJSON{
		Name: p.Name, Called: p.Called, In: p.In.String(), Use: d.use(p.Use), Style: string(p.Style), Explode: p.Explode,
		Pattern: p.Pattern, AllowReserved: p.AllowReserved, JSON: p.JSON, Global: p.Global != nil, Doc: doc(p.Doc), whereJSON: where(p.Pointer, p.Pos),
	}
}

func (d *dumper) body(b *api.Body) *bodyJSON {
	if b == nil {
		return nil
	}
	return &bodyJSON{
		Content: b.Content.String(), MediaType: b.MediaType, SentType: b.Content.SentType(b.MediaType), Word: b.Word,
		Use: d.maybe(b.Use), Parts: each(b.Parts, d.part), Required: b.Use.Required, Doc: doc(b.Doc), whereJSON: where(b.Pointer, b.Pos),
	}
}

func (d *dumper) part(p *api.Part) partJSON {
	return partJSON{p.Name, p.ContentType, string(p.Style), p.Explode, each(p.Headers, d.header), position(p.Pos)}
}

func (d *dumper) result(r *api.Result) resultJSON {
	return resultJSON{
		Status: string(r.Status), Content: r.Content.String(), MediaTypes: r.MediaTypes, Use: d.maybe(r.Use),
		Sequence: sequence(r.Sequence), Headers: each(r.Headers, d.header), Doc: doc(r.Doc), whereJSON: where(r.Pointer, r.Pos),
	}
}

func sequence(s *api.Sequence) *sequenceJSON {
	if s == nil {
		return nil
	}
	data := "json"
	switch {
	case s.Whole:
		data = "event"
	case s.Text:
		data = "text"
	}
	return &sequenceJSON{s.Kind.String(), s.Sentinel, data}
}

func (d *dumper) header(h *api.Header) headerJSON {
	return headerJSON{h.Name, d.use(h.Use), doc(h.Doc), where(h.Pointer, h.Pos)}
}

func (d *dumper) errorCase(c *api.ErrorCase) caseJSON {
	out := caseJSON{Status: string(c.Status), Headers: each(c.Headers, d.header), Doc: doc(c.Doc), whereJSON: where(c.Pointer, c.Pos)}
	if c.Error != nil {
		i := d.errors[c.Error]
		out.Error = &i
	}
	return out
}

func (d *dumper) errorType(e *api.ErrorType) errorJSON {
	out := errorJSON{Source: e.Source.String(), Name: e.Name, Context: e.Context, Doc: doc(e.Doc), whereJSON: where("", e.Pos)}
	for _, status := range e.Statuses {
		out.Statuses = append(out.Statuses, string(status))
	}
	if e.Body != nil {
		body := d.typ(e.Body)
		out.Body = &body
	}
	return out
}

func (d *dumper) incoming(in *api.Incoming) incomingJSON {
	return incomingJSON{in.Name, in.Expression, in.ID, in.Method, d.body(in.Body), doc(in.Doc), where(in.Pointer, in.Pos)}
}

func retry(declared *api.Retry) *retryJSON {
	if declared == nil {
		return nil
	}
	r := declared.WithDefaults()
	return &retryJSON{
		Strategy: string(r.Strategy), StatusCodes: each(r.StatusCodes, func(s api.Status) string { return string(s) }),
		InitialIntervalMS: r.InitialIntervalMS, MaxIntervalMS: r.MaxIntervalMS, MaxElapsedMS: r.MaxElapsedMS,
		Exponent: r.Exponent, ConnectionErrors: r.ConnectionErrors,
	}
}

func pagination(p *api.Pagination) *paginationJSON {
	if p == nil {
		return nil
	}
	name := func(f *api.Field) string { return f.Name }
	out := &paginationJSON{
		Kind:  [...]string{"cursor", "offset", "number", "url"}[p.Kind],
		Stop:  [...]string{"withoutNext", "withoutItems", "atCount", "atCountOrWithoutItems"}[p.Stop()],
		First: p.First(), Start: p.Start, Items: each(p.Items, name), Next: each(p.Next, name), Pages: each(p.Pages, name),
	}
	if p.Parameter != nil {
		out.Parameter = p.Parameter.Name
	}
	out.Superseded = each(p.Superseded, func(q *api.Parameter) string { return q.Name })
	if p.BodyField != nil {
		out.BodyField = p.BodyField.Name
	}
	return out
}

// maybe is use for what need not have a type.
func (d *dumper) maybe(u api.TypeUse) *useJSON {
	if u.Type == nil {
		return nil
	}
	out := d.use(u)
	out.Type = d.ruled(u.Type)
	return &out
}

func (d *dumper) use(u api.TypeUse) useJSON {
	return useJSON{d.typ(u.Type), u.Nullable, u.Required, u.Recursive}
}

// typ refers to a declared type, and spells out any other.
func (d *dumper) typ(t *api.Type) typeJSON {
	if d.listed[t] {
		return typeJSON{Ref: t.Ref}
	}
	return d.spelled(t)
}

// ruled is a type in a place without a doc that could have its rules.
func (d *dumper) ruled(t *api.Type) typeJSON {
	out := d.typ(t)
	if out.Ref == "" {
		out.Rules = rulesJSON{t.Rules.Format, each(t.Rules.Constraints, constraint)}
	}
	return out
}

// spelled is a type as it is.
func (d *dumper) spelled(t *api.Type) typeJSON {
	out := typeJSON{
		Kind:      [...]string{"any", "scalar", "enum", "list", "map", "free", "object", "union"}[t.Kind],
		JSONKinds: t.JSONKinds().Names(), Discriminator: t.Discriminator,
		Values: each(t.Values, func(v api.EnumValue) valueJSON { return valueJSON{v.Text, v.Name, doc(v.Doc), where("", v.Pos)} }),
		Fields: each(t.Fields, func(f *api.Field) fieldJSON {
			return fieldJSON{f.Name, f.Called, d.use(f.Use), doc(f.Doc), where(f.Pointer, f.Pos)}
		}),
		Variants: each(t.Variants, func(v *api.Variant) variantJSON {
			return variantJSON{d.ruled(v.Type), v.Title, v.Tags, v.Otherwise, v.Required, v.Known, each(v.Consts, func(c api.Const) constJSON {
				return constJSON{c.Name, c.Required, each(c.Values, raw), c.Open}
			})}
		}),
	}
	if t.Kind == api.Scalar || t.Kind == api.Enum {
		out.Basic = t.Basic.String()
	}
	if t.Elem != nil {
		elem := d.use(*t.Elem)
		elem.Type = d.ruled(t.Elem.Type)
		out.Elem = &elem
	}
	out.Open = t.Open
	if t.Undeclared != api.UndeclaredUnsaid {
		out.Undeclared = t.Undeclared.String()
	}
	return out
}

// declared is an entry of the types.
func (d *dumper) declared(t *api.Type) typeJSON {
	out := d.spelled(t)
	out.Pointer, out.Path, out.Component, out.Doc, out.Position = t.Ref, t.Path, t.Component, doc(t.Doc), position(t.Pos)
	out.InRequest, out.InResponse, out.InError = t.InRequest, t.InResponse, d.failed[t]
	if t.Owner != nil {
		out.Owner = t.Owner.Path
	}
	return out
}
