package golang

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// method writes the method that calls an operation.
func (e *emitter) method(f *jen.File, o *api.Operation) {
	names := e.names.operations[o]
	f.Func().Params(code("s *" + e.names.services[o.Service].Type)).Id(names.Method).Params(e.params(o)...).
		Add(code(e.signatureResult(o))).
		BlockFunc(func(g *jen.Group) {
			g.Add(code("req := s.core.newRequest(&" + names.variable + ", opts)"))
			for i, p := range o.Parameters {
				g.Add(code(e.addParameter(p, "request."+names.Parameters[i])))
			}
			e.setBody(g, o)
			e.receive(g, o)
		}).Line()
}

// params are the parameters of the methods of an operation.
func (e *emitter) params(o *api.Operation) []jen.Code {
	params := []jen.Code{jen.Id("ctx").Qual("context", "Context")}
	switch o.Input() {
	case api.InputBody:
		params = append(params, jen.Id("body").Add(e.bodyType(o.Body)))
	case api.InputRequest:
		params = append(params, jen.Id("request").Id(e.names.operations[o].Request))
	}
	return append(params, code("opts ...CallOption"))
}

func (e *emitter) signatureResult(o *api.Operation) string {
	switch o.Outcome() {
	case api.OutcomeNone:
		return "error"
	case api.OutcomeStream:
		return "(*Stream, error)"
	case api.OutcomeSeveral:
		return "(*" + e.names.operations[o].Result + ", error)"
	}
	t := o.Results[0].Use.Type
	if zeroValue(t) == "" {
		return "(*" + e.names.baseType(t) + ", error)"
	}
	return "(" + e.names.baseType(t) + ", error)"
}

// zeroValue is the literal of a result that is handed out as it is, because
// there is nothing to share behind a pointer; it is empty for the others.
func zeroValue(t *api.Type) string {
	basic := t.Basic
	switch t.Kind {
	case api.List, api.Map, api.Free:
		return "nil"
	case api.Any, api.Object, api.Union:
		return ""
	case api.Enum:
		basic = enumBasic(t)
	}
	switch basic {
	case api.DateTime, api.Date, api.LocalTime:
		return ""
	case api.Bytes:
		return "nil"
	case api.Boolean:
		return "false"
	case api.Integer, api.Integer32, api.Number:
		return "0"
	}
	return `""`
}

// addParameter is the statement that puts a parameter on the request.
func (e *emitter) addParameter(p *api.Parameter, field string) string {
	place := placement(p)
	if p.Global {
		if p.Use.Required {
			return "req.addAccount(" + place + ", " + e.presentValue(field, p.Use) + ")"
		}
		return "req.addOptAccount(" + place + ", " + field + ")"
	}
	return "req.add(" + place + ", &" + field + ")"
}

// placement says where a parameter stands and how it is laid out, as far as
// that is not what the place usually has.
func placement(p *api.Parameter) string {
	text := p.In.String() + "(" + quote(p.Name) + ")"
	usual := p.In.DefaultStyle()
	switch {
	case p.JSON:
		text += ".json()"
	case p.Style == api.StyleDeepObject:
		text += ".deepObject()"
	case p.Style != "" && (p.Style != usual || p.Explode != usual.DefaultExplode()):
		text += ".style(" + styleConstant(p.Style) + ", " + strconv.FormatBool(p.Explode) + ")"
	}
	if p.AllowReserved && !p.JSON {
		text += ".allowReserved()"
	}
	if format := timeFormat(p.Use.Type); format != "" {
		text += ".format(" + quote(format) + ")"
	}
	return text
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
	}
	return "styleForm"
}

// setBody writes the statements that put the body on the request.
func (e *emitter) setBody(g *jen.Group, o *api.Operation) {
	b := o.Body
	if b == nil {
		return
	}
	value := "body"
	if o.Input() == api.InputRequest {
		value = "request.Body"
	}
	switch {
	case b.Content == api.ContentStream:
		set := code("req.setStream(" + quote(b.Content.SentType(b.MediaType)) + ", " + value + ")")
		if b.Use.Required {
			g.Add(set)
		} else {
			g.If(code(value + " != nil")).Block(set)
		}
	case b.Content == api.ContentForm:
		g.Add(code("req.setForm(&" + value + ")"))
	case timeFormat(b.Use.Type) != "":
		g.Add(code("req.setBodyAs(&" + value + ", " + quote(timeFormat(b.Use.Type)) + ")"))
	default:
		g.Add(code("req.setBody(&" + value + ")"))
	}
}

// receive writes the statements that send the request and return the result.
func (e *emitter) receive(g *jen.Group, o *api.Operation) {
	switch o.Outcome() {
	case api.OutcomeNone:
		g.Add(code("return receiveNone(ctx, req)"))
	case api.OutcomeStream:
		g.Add(code("return receiveStream(ctx, req)"))
	case api.OutcomeValue:
		t := o.Results[0].Use.Type
		result, receive := e.names.baseType(t), "receive"
		if zeroValue(t) == "" {
			result = "*" + result
			if o.Results[0].Use.Nullable {
				receive = "receiveOrNull"
			}
		}
		g.Add(code("var result " + result))
		g.Add(code("err := " + receive + "(ctx, req, &result)"))
		g.Add(code("return result, err"))
	case api.OutcomeSeveral:
		e.receiveSeveral(g, o)
	}
}

// receiveSeveral tells the results of an operation apart by status, and those
// of one status by content.
func (e *emitter) receiveSeveral(g *jen.Group, o *api.Operation) {
	names := e.names.operations[o]
	g.Add(code("var result " + names.Result))
	receive := "receiveCases"
	if slices.ContainsFunc(o.Results, func(r *api.Result) bool { return r.Content == api.ContentStream }) {
		receive = "receiveMixed"
	}
	g.Add(code("err := " + receive + "(ctx, req, func(resp *successResponse) error")).BlockFunc(func(g *jen.Group) {
		g.Add(code("result.StatusCode = resp.StatusCode"))
		e.resultSwitch(g, o)
	}).Op(")")
	g.If(code("err != nil")).Block(code("return nil, err"))
	g.Add(code("return &result, nil"))
}

func (e *emitter) resultSwitch(g *jen.Group, o *api.Operation) {
	var order []string                  // what the cases do
	bodies := map[string][]jen.Code{}   // their statements
	statuses := map[string][]jen.Code{} // and the statuses that lead to them
	usual, fallback := "", []jen.Code{code("return resp.discard()")}
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
	g.Switch(code("resp.StatusCode")).BlockFunc(func(g *jen.Group) {
		for _, key := range order {
			g.Case(statuses[key]...).Block(bodies[key]...)
		}
		g.Default().Block(fallback...)
	})
}

// resultCase handles a response of one status. The key is the same for cases
// that do the same.
func (e *emitter) resultCase(o *api.Operation, status api.Status) (key string, body []jen.Code) {
	names := e.names.operations[o]
	var decode string
	var stream *jen.Statement
	for i, result := range o.Results {
		if result.Status != status {
			continue
		}
		switch result.Content {
		case api.ContentJSON:
			decode = "return decodeBody"
			if result.Use.Nullable {
				decode += "OrNull"
			}
			decode += "(resp, &result." + names.Results[i] + ")"
		case api.ContentStream:
			stream = code("result.Stream = resp.handOut()")
		}
	}
	done := code("return nil")
	switch {
	case decode != "" && stream != nil:
		return decode + "?", []jen.Code{jen.If(code("resp.isJSON()")).Block(code(decode)), stream, done}
	case decode != "":
		return decode, []jen.Code{code(decode)}
	case stream != nil:
		return "stream", []jen.Code{stream, done}
	}
	return "", []jen.Code{code("return resp.discard()")}
}
