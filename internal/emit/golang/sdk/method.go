package sdk

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// method writes the method that calls an operation.
func (e *emitter) method(f *jen.File, o *api.Operation) {
	if o.Outcome() == api.OutcomeSequence {
		e.sequenceMethod(f, o)
		return
	}
	named := e.names.Operation(o)
	f.Func().Params(e.receiver(o)).Id(named.Method).Params(e.params(o)...).
		Add(e.results(o)).
		BlockFunc(func(g *jen.Group) {
			e.prepare(g, o)
			e.receive(g, o)
		}).Line()
}

// prepare writes the statements that make the request.
func (e *emitter) prepare(g *jen.Group, o *api.Operation) {
	g.Id("req").Op(":=").Id("s").Dot("core").Dot("newRequest").Call(jen.Op("&").Id(e.names.Operation(o).Variable), jen.Id("opts"))
	if o.Input() == api.InputRequest {
		e.addParameters(g, o, "request")
	}
	e.setBody(g, o)
}

// addParameters writes the statements that put the parameters on the request.
func (e *emitter) addParameters(g *jen.Group, o *api.Operation, from string) {
	for i, p := range o.Parameters {
		if p.Global == nil {
			g.Id("req").Dot("add").Call(location(p), jen.Op("&").Id(from).Dot(e.names.Operation(o).Parameters[i]))
		}
	}
}

// receiver is that of the methods of an operation.
func (e *emitter) receiver(o *api.Operation) jen.Code {
	return jen.Id("s").Op("*").Id(e.names.Service(o.Service).Type)
}

// params are the parameters of the methods of an operation.
func (e *emitter) params(o *api.Operation) []jen.Code {
	params := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	switch o.Input() {
	case api.InputBody:
		params = append(params, jen.Id("body").Add(e.bodyType(o.Body)))
	case api.InputRequest:
		params = append(params, jen.Id("request").Id(e.names.Operation(o).Request))
	}
	return append(params, jen.Id("opts").Op("...").Id("CallOption"))
}

// results are what the method of an operation returns.
func (e *emitter) results(o *api.Operation) jen.Code {
	if value := e.names.ResultType(o); value != "" {
		return jen.Params(gofile.Type(value), jen.Error())
	}
	return jen.Error()
}

// location says where a parameter goes and how it is laid out, as far as that is
// not the default of the location.
func location(p *api.Parameter) *jen.Statement {
	placed := jen.Id(p.In.String()).Call(jen.Lit(p.Name))
	usual := p.In.DefaultStyle()
	switch {
	case p.JSON:
		placed.Dot("json").Call()
	case p.Style == api.StyleDeepObject:
		placed.Dot("deepObject").Call()
	case p.Style != "" && (p.Style != usual || p.Explode != usual.DefaultExplode()):
		placed.Dot("style").Call(jen.Id(styleConstant(p.Style)), jen.Lit(p.Explode))
	}
	if p.Pattern != "" {
		placed.Dot("slashes").Call()
	}
	if p.AllowReserved && !p.JSON {
		placed.Dot("allowReserved").Call()
	}
	if format := timeFormat(p.Use.Type); format != "" {
		placed.Dot("format").Call(jen.Lit(format))
	}
	switch {
	case p.Doc.Constant != "":
		placed.Dot("constant").Call(jen.Lit(p.Doc.Constant))
	case p.Use.Required && p.Use.Nullable && p.In != api.InPath && !p.JSON:
		placed.Dot("orNull").Call()
	}
	return placed
}

func styleConstant(style api.Style) string {
	switch style {
	case api.StyleSimple:
		return "styleSimple"
	case api.StyleLabel:
		return "styleLabel"
	case api.StyleMatrix:
		return "styleMatrix"
	case api.StyleSpaceDelimited:
		return "styleSpaceDelimited"
	case api.StylePipeDelimited:
		return "stylePipeDelimited"
	case api.StyleDeepObject:
		return "styleDeepObject"
	}
	return "styleForm"
}

// setBody writes the statements that put the body on the request.
func (e *emitter) setBody(g *jen.Group, o *api.Operation) {
	b := o.Body
	if b == nil {
		return
	}
	value := func() *jen.Statement { return jen.Id("body") }
	if o.Input() == api.InputRequest {
		value = func() *jen.Statement { return jen.Id("request").Dot("Body") }
	}
	switch {
	case b.Content == api.ContentStream:
		set := jen.Id("req").Dot("setStream").Call(jen.Lit(b.Content.SentType(b.MediaType)), value())
		if b.Use.Required {
			g.Add(set)
		} else {
			g.If(value().Op("!=").Nil()).Block(set)
		}
	case b.Content == api.ContentText:
		g.Id("req").Dot("setText").Call(jen.Lit(b.Content.SentType(b.MediaType)), jen.Op("&").Add(value()))
	case b.Content == api.ContentMultipart:
		g.Id("req").Dot("setMultipart").Call(append([]jen.Code{jen.Op("&").Add(value()), jen.Lit(b.Content.SentType(b.MediaType))}, partRules(b)...)...)
	case b.Content == api.ContentForm:
		g.Id("req").Dot("setForm").Call(jen.Op("&").Add(value()))
	case timeFormat(b.Use.Type) != "":
		g.Id("req").Dot("setBodyAs").Call(jen.Op("&").Add(value()), jen.Lit(timeFormat(b.Use.Type)))
	default:
		g.Id("req").Dot("setBody").Call(jen.Op("&").Add(value()))
	}
}

// receive writes the statements that send the request and return the result.
func (e *emitter) receive(g *jen.Group, o *api.Operation) {
	ctx, req := jen.Id("ctx"), jen.Id("req")
	switch o.Outcome() {
	case api.OutcomeNone:
		g.Return(jen.Id("receiveNone").Call(ctx, req))
	case api.OutcomeStream:
		g.Return(jen.Id("receiveStream").Call(ctx, req))
	case api.OutcomeValue:
		t := o.Results[0].Use.Type
		result, receive := gofile.Type(e.names.ValueType(t)), "receive"
		if o.Results[0].Content == api.ContentText {
			receive = "receiveText"
		}
		if names.ZeroValue(t) == "" {
			result = jen.Op("*").Add(result)
			if o.Results[0].Use.Nullable {
				receive = "receiveOrNull"
			}
		}
		g.Var().Id("result").Add(result)
		g.Err().Op(":=").Id(receive).Call(ctx, req, jen.Op("&").Id("result"))
		g.Return(jen.Id("result"), jen.Err())
	case api.OutcomeSeveral:
		e.receiveSeveral(g, o)
	}
}

// receiveSeveral tells the results of an operation apart by status, and those
// of one status by content.
func (e *emitter) receiveSeveral(g *jen.Group, o *api.Operation) {
	receive := "receiveCases"
	if slices.ContainsFunc(o.Results, func(r *api.Result) bool { return r.Content == api.ContentStream || r.Content == api.ContentText }) {
		receive = "receiveMixed"
	}
	g.Var().Id("result").Id(e.names.Operation(o).Result)
	g.Err().Op(":=").Id(receive).Call(jen.Id("ctx"), jen.Id("req"),
		jen.Func().Params(jen.Id("resp").Op("*").Id("successResponse")).Error().BlockFunc(func(g *jen.Group) {
			g.Id("result").Dot("StatusCode").Op("=").Id("resp").Dot("StatusCode")
			e.resultSwitch(g, o)
		}))
	g.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err()))
	g.Return(jen.Op("&").Id("result"), jen.Nil())
}

func (e *emitter) resultSwitch(g *jen.Group, o *api.Operation) {
	var order []string                  // what the cases do
	bodies := map[string][]jen.Code{}   // their statements
	statuses := map[string][]jen.Code{} // and the statuses that lead to them
	usual, fallback := "", []jen.Code{discard()}
	done := map[api.Status]bool{}
	for _, result := range o.Results {
		if done[result.Status] {
			continue
		}
		done[result.Status] = true
		key, body := e.resultCase(o, result.Status)
		status, exact := result.Status.Code()
		if !exact {
			usual, fallback = key, body
			continue
		}
		if bodies[key] == nil {
			order = append(order, key)
			bodies[key] = body
		}
		statuses[key] = append(statuses[key], jen.Lit(status))
	}
	order = slices.DeleteFunc(order, func(key string) bool { return key == usual })
	if len(order) == 0 {
		for _, statement := range fallback {
			g.Add(statement)
		}
		return
	}
	g.Switch(jen.Id("resp").Dot("StatusCode")).BlockFunc(func(g *jen.Group) {
		for _, key := range order {
			g.Case(statuses[key]...).Block(bodies[key]...)
		}
		g.Default().Block(fallback...)
	})
}

// resultCase handles a response of one status. The key is the same for cases
// that do the same.
func (e *emitter) resultCase(o *api.Operation, status api.Status) (key string, body []jen.Code) {
	named := e.names.Operation(o)
	var decode, stream, text *jen.Statement
	for i, result := range o.Results {
		if result.Status != status {
			continue
		}
		field := jen.Id("result").Dot(named.Results[i])
		switch result.Content {
		case api.ContentJSON:
			key = "decodeBody"
			if result.Use.Nullable {
				key = "decodeBodyOrNull"
			}
			decode = jen.Return(jen.Id(key).Call(jen.Id("resp"), jen.Op("&").Add(field)))
			key += " " + named.Results[i]
		case api.ContentText:
			text = jen.Return(jen.Id("decodeText").Call(jen.Id("resp"), jen.Op("&").Add(field)))
		case api.ContentStream:
			stream = field.Op("=").Id("resp").Dot("handOut").Call()
		}
	}
	switch {
	case decode != nil && text != nil:
		return key + "text?", []jen.Code{jen.If(jen.Id("resp").Dot("isJSON").Call()).Block(decode), text}
	case text != nil:
		return "text", []jen.Code{text}
	case decode != nil && stream != nil:
		return key + "?", []jen.Code{jen.If(jen.Id("resp").Dot("isJSON").Call()).Block(decode), stream, jen.Return(jen.Nil())}
	case decode != nil:
		return key, []jen.Code{decode}
	case stream != nil:
		return "stream", []jen.Code{stream, jen.Return(jen.Nil())}
	}
	return "", []jen.Code{discard()}
}

func discard() jen.Code { return jen.Return(jen.Id("resp").Dot("discard").Call()) }
