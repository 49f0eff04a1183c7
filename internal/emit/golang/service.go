package golang

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// serviceParts are a service and its operations, as parts of a file.
func (e *emitter) serviceParts(s *api.Service) []part {
	parts := []part{{weight: 10 + len(s.Services), write: func(f *jen.File) { e.service(f, s) }}}
	for _, o := range s.Operations {
		parts = append(parts, part{
			weight: operationLines(o),
			write:  func(f *jen.File) { e.operation(f, o) },
		})
	}
	return parts
}

// operationLines is about how many lines an operation takes.
func operationLines(o *api.Operation) int {
	n := 28 + 4*len(o.Parameters) + 4*len(o.Results)
	if o.Pagination != nil {
		n += 25
	}
	return n
}

// service writes the type of a service.
func (e *emitter) service(f *jen.File, s *api.Service) {
	names := e.names.services[s]
	f.Add(comment(e.serviceDoc(s)))
	f.Type().Id(names.Type).StructFunc(func(g *jen.Group) {
		if len(s.Operations) > 0 {
			g.Id("core").Op("*").Id("Core")
			if len(s.Services) > 0 {
				g.Line()
			}
		}
		for _, nested := range s.Services {
			g.Id(e.names.services[nested].Field).Op("*").Id(e.names.services[nested].Type)
		}
	}).Line()

	f.Commentf("// %s returns the service alone, for programs that need no others.", names.Constructor)
	f.Func().Id(names.Constructor).Params(code("core *Core")).Op("*").Id(names.Type).Block(e.newService(s)...).Line()
}

// newService writes the body of a constructor.
func (e *emitter) newService(s *api.Service) []jen.Code {
	literal := jen.Return(jen.Op("&").Id(e.names.services[s].Type))
	if len(s.Services) == 0 {
		return []jen.Code{literal.Values(code("core: core"))}
	}
	var core []jen.Code
	if len(s.Operations) > 0 {
		core = append(core, code("core: core"))
	}
	return e.withServices(literal, core, s.Services)
}

// withServices writes a value that has services in it, as the last statement of a
// function. Those that have none in them are alike, and all point to one.
func (e *emitter) withServices(literal *jen.Statement, fields []jen.Code, services []*api.Service) []jen.Code {
	var body []jen.Code
	for _, s := range services {
		names := e.names.services[s]
		value := names.Constructor + "(core)"
		if len(s.Services) == 0 {
			value = "(*" + names.Type + ")(plain)"
			if body == nil {
				body = append(body, code("plain := &plainService{core}"))
			}
		}
		fields = append(fields, code(names.Field+": "+value))
	}
	return append(body, literal.Add(lines(fields...)))
}

// operation writes the request, the result, the description and the method of
// an operation.
func (e *emitter) operation(f *jen.File, o *api.Operation) {
	e.request(f, o)
	e.result(f, o)
	f.Var().Id(e.names.operations[o].variable).Op("=").Id("operation").Add(e.descriptor(o)).Line()
	f.Add(comment(e.operationDoc(o)))
	e.method(f, o)
	if o.Pagination != nil {
		e.iterators(f, o)
	}
}

func (e *emitter) request(f *jen.File, o *api.Operation) {
	names := e.names.operations[o]
	if o.Input() != api.InputRequest {
		return
	}
	fields := structFields{}
	for i, p := range o.Parameters {
		fields.add(e.parameterDoc(p), names.Parameters[i], code(e.names.goType(p.FieldUse())))
	}
	if b := o.Body; b != nil {
		fields.add(e.bodyDoc(b), "Body", e.bodyType(b))
	}
	f.Commentf("// %s is the input of [%s.%s].", names.Request, e.names.services[o.Service].Type, names.Method)
	f.Type().Id(names.Request).Struct(fields.code...).Line()
}

func (e *emitter) parameterDoc(p *api.Parameter) string {
	doc := e.names.fieldDoc(p.Doc, p.Use)
	if p.Global {
		return behind(doc, "If it is not set, that of the client is sent.")
	}
	return doc
}

func (e *emitter) bodyDoc(b *api.Body) string {
	doc := e.names.fieldDoc(b.Doc, b.Use)
	if b.Content == api.ContentStream {
		return follow("Body is sent as it is read, as "+concreteType(b.MediaType)+".", doc)
	}
	return doc
}

func (e *emitter) bodyType(b *api.Body) jen.Code {
	if b.Content == api.ContentStream {
		return jen.Qual("io", "Reader")
	}
	return code(e.names.goType(b.Use))
}

// concreteType is the content type to send for a media type of the description.
func concreteType(mediaType string) string {
	if mediaType == "" || strings.Contains(mediaType, "*") {
		return "application/octet-stream"
	}
	return mediaType
}

// result writes the struct of an operation with several results.
func (e *emitter) result(f *jen.File, o *api.Operation) {
	names := e.names.operations[o]
	if names.Result == "" {
		return
	}
	fields := structFields{}
	fields.add("StatusCode is the status of the response.", "StatusCode", jen.Int())
	var done []string
	for i, name := range names.Results {
		if name == "" || slices.Contains(done, name) {
			continue
		}
		done = append(done, name)
		var statuses []string
		for j, r := range o.Results {
			status := statusName(r.Status)
			if hasOtherContent(o, r) {
				status += " with content of type " + list(r.MediaTypes, "or")
			}
			if names.Results[j] == name && !slices.Contains(statuses, status) {
				statuses = append(statuses, status)
			}
		}
		goType := "*Stream"
		if name != "Stream" {
			goType = "*" + e.names.baseType(o.Results[i].Use.Type)
		}
		fields.add(name+" is set for "+list(statuses, "and")+".", name, code(goType))
	}
	f.Commentf("// %s is the result of [%s.%s].", names.Result, e.names.services[o.Service].Type, names.Method)
	f.Type().Id(names.Result).Struct(fields.code...).Line()
}

// hasOtherContent says that a status has a second result, of another content.
func hasOtherContent(o *api.Operation, r *api.Result) bool {
	return slices.ContainsFunc(o.Results, func(other *api.Result) bool { return other != r && other.Status == r.Status })
}

// descriptor is what the runtime has to know of an operation.
func (e *emitter) descriptor(o *api.Operation) jen.Code {
	var fields []jen.Code
	add := func(name string, value jen.Code) {
		fields = append(fields, jen.Id(name).Op(":").Add(value))
	}
	add("name", code(quote(strings.Join(append(append([]string{}, o.Service.Path...), o.Name), "."))))
	add("id", code(quote(o.ID)))
	add("method", code(quote(o.Method)))
	add("path", code(quote(o.Path)))
	if len(o.Accept) > 0 {
		add("accept", code(quote(strings.Join(o.Accept, ", "))))
	}
	if b := o.Body; b != nil && b.Content == api.ContentJSON && b.MediaType != "" && b.MediaType != "application/json" && !strings.Contains(b.MediaType, "*") {
		add("contentType", code(quote(b.MediaType)))
	}
	if o.SecurityDeclared {
		var alternatives []string
		for _, schemes := range o.Security {
			alternatives = append(alternatives, strings.TrimPrefix(stringList(schemes), "[]string"))
		}
		add("security", code("[]securityRequirement{"+strings.Join(alternatives, ", ")+"}"))
	}
	if o.Retry != nil && o.Retry.Strategy != "none" {
		add("retry", retryRule(o.Retry))
	}
	if table := e.errorTable(o); table != nil {
		add("errors", code(table.name))
	}
	return lines(fields...)
}

func retryRule(r *api.Retry) jen.Code {
	fields := []jen.Code{code("statusCodes: " + stringList(r.StatusCodes))}
	for _, interval := range []struct {
		name string
		ms   int64
	}{
		{"initialInterval", r.InitialIntervalMS},
		{"maxInterval", r.MaxIntervalMS},
		{"maxElapsed", r.MaxElapsedMS},
	} {
		if interval.ms > 0 {
			fields = append(fields, jen.Id(interval.name).Op(":").Add(duration(interval.ms)))
		}
	}
	if r.Exponent > 0 {
		fields = append(fields, code("exponent: "+strconv.FormatFloat(r.Exponent, 'g', -1, 64)))
	}
	if r.ConnectionErrors != nil && !*r.ConnectionErrors {
		fields = append(fields, code("statusOnly: true"))
	}
	if len(fields) == 1 {
		return code("&retryRule").Values(fields...)
	}
	return code("&retryRule").Add(lines(fields...))
}

// duration writes milliseconds in the largest unit that holds them exactly.
func duration(ms int64) jen.Code {
	ms = min(ms, math.MaxInt64/int64(time.Millisecond))
	d := time.Duration(ms) * time.Millisecond
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"Minute", time.Minute}, {"Second", time.Second}} {
		if d%unit.size == 0 {
			return code(strconv.FormatInt(int64(d/unit.size), 10)).Op("*").Qual("time", unit.name)
		}
	}
	return code(strconv.FormatInt(ms, 10)).Op("*").Qual("time", "Millisecond")
}
