package sdk

import (
	"slices"
	"strconv"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// method writes the method that calls an operation.
func (e *emitter) method(f *jen.File, o *api.Operation) {
	names := e.names.Operation(o)
	f.Func().Params(gofile.Code("s *" + e.names.Service(o.Service).Type)).Id(names.Method).Params(e.params(o)...).
		Add(gofile.Code(e.names.ResultType(o))).
		BlockFunc(func(g *jen.Group) {
			g.Add(gofile.Code("req := s.core.newRequest(&" + names.Variable + ", opts)"))
			for i, p := range o.Parameters {
				g.Add(gofile.Code(e.addParameter(p, "request."+names.Parameters[i])))
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
		params = append(params, jen.Id("request").Id(e.names.Operation(o).Request))
	}
	return append(params, gofile.Code("opts ...CallOption"))
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
	text := p.In.String() + "(" + gofile.Quote(p.Name) + ")"
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
		text += ".format(" + gofile.Quote(format) + ")"
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
		set := gofile.Code("req.setStream(" + gofile.Quote(b.Content.SentType(b.MediaType)) + ", " + value + ")")
		if b.Use.Required {
			g.Add(set)
		} else {
			g.If(gofile.Code(value + " != nil")).Block(set)
		}
	case b.Content == api.ContentForm:
		g.Add(gofile.Code("req.setForm(&" + value + ")"))
	case timeFormat(b.Use.Type) != "":
		g.Add(gofile.Code("req.setBodyAs(&" + value + ", " + gofile.Quote(timeFormat(b.Use.Type)) + ")"))
	default:
		g.Add(gofile.Code("req.setBody(&" + value + ")"))
	}
}

// receive writes the statements that send the request and return the result.
func (e *emitter) receive(g *jen.Group, o *api.Operation) {
	switch o.Outcome() {
	case api.OutcomeNone:
		g.Add(gofile.Code("return receiveNone(ctx, req)"))
	case api.OutcomeStream:
		g.Add(gofile.Code("return receiveStream(ctx, req)"))
	case api.OutcomeValue:
		t := o.Results[0].Use.Type
		result, receive := e.names.ValueType(t), "receive"
		if names.ZeroValue(t) == "" {
			result = "*" + result
			if o.Results[0].Use.Nullable {
				receive = "receiveOrNull"
			}
		}
		g.Add(gofile.Code("var result " + result))
		g.Add(gofile.Code("err := " + receive + "(ctx, req, &result)"))
		g.Add(gofile.Code("return result, err"))
	case api.OutcomeSeveral:
		e.receiveSeveral(g, o)
	}
}

// receiveSeveral tells the results of an operation apart by status, and those
// of one status by content.
func (e *emitter) receiveSeveral(g *jen.Group, o *api.Operation) {
	names := e.names.Operation(o)
	g.Add(gofile.Code("var result " + names.Result))
	receive := "receiveCases"
	if slices.ContainsFunc(o.Results, func(r *api.Result) bool { return r.Content == api.ContentStream }) {
		receive = "receiveMixed"
	}
	g.Add(gofile.Code("err := " + receive + "(ctx, req, func(resp *successResponse) error")).BlockFunc(func(g *jen.Group) {
		g.Add(gofile.Code("result.StatusCode = resp.StatusCode"))
		e.resultSwitch(g, o)
	}).Op(")")
	g.If(gofile.Code("err != nil")).Block(gofile.Code("return nil, err"))
	g.Add(gofile.Code("return &result, nil"))
}

func (e *emitter) resultSwitch(g *jen.Group, o *api.Operation) {
	var order []string                  // what the cases do
	bodies := map[string][]jen.Code{}   // their statements
	statuses := map[string][]jen.Code{} // and the statuses that lead to them
	usual, fallback := "", []jen.Code{gofile.Code("return resp.discard()")}
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
	g.Switch(gofile.Code("resp.StatusCode")).BlockFunc(func(g *jen.Group) {
		for _, key := range order {
			g.Case(statuses[key]...).Block(bodies[key]...)
		}
		g.Default().Block(fallback...)
	})
}

// resultCase handles a response of one status. The key is the same for cases
// that do the same.
func (e *emitter) resultCase(o *api.Operation, status api.Status) (key string, body []jen.Code) {
	names := e.names.Operation(o)
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
			stream = gofile.Code("result.Stream = resp.handOut()")
		}
	}
	done := gofile.Code("return nil")
	switch {
	case decode != "" && stream != nil:
		return decode + "?", []jen.Code{jen.If(gofile.Code("resp.isJSON()")).Block(gofile.Code(decode)), stream, done}
	case decode != "":
		return decode, []jen.Code{gofile.Code(decode)}
	case stream != nil:
		return "stream", []jen.Code{stream, done}
	}
	return "", []jen.Code{gofile.Code("return resp.discard()")}
}
