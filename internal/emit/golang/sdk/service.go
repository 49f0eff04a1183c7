package sdk

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// serviceParts are a service and its operations, as parts of a file.
func (e *emitter) serviceParts(s *api.Service) []gofile.Part {
	parts := []gofile.Part{{Weight: 10 + len(s.Services), Write: func(f *jen.File) { e.service(f, s) }}}
	for _, o := range s.Operations {
		parts = append(parts, gofile.Part{
			Weight: operationLines(o),
			Write:  func(f *jen.File) { e.operation(f, o) },
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
	names := e.names.Service(s)
	f.Add(gofile.Comment(e.serviceDoc(s)))
	f.Type().Id(names.Type).StructFunc(func(g *jen.Group) {
		if len(s.Operations) > 0 {
			g.Id("core").Op("*").Id("Core")
			if len(s.Services) > 0 {
				g.Line()
			}
		}
		for _, nested := range s.Services {
			g.Id(e.names.Service(nested).Field).Op("*").Id(e.names.Service(nested).Type)
		}
	}).Line()

	f.Commentf("// %s returns the service alone, for programs that need no others.", names.Constructor)
	f.Func().Id(names.Constructor).Params(jen.Id("core").Op("*").Id("Core")).Op("*").Id(names.Type).Block(e.newService(s)...).Line()
}

// newService writes the body of a constructor.
func (e *emitter) newService(s *api.Service) []jen.Code {
	core := []jen.Code{gofile.Field("core", jen.Id("core"))}
	switch name := e.names.Service(s).Type; {
	case len(s.Services) == 0:
		return []jen.Code{jen.Return(jen.Op("&").Id(name).Values(core...))}
	case len(s.Operations) == 0:
		return e.withServices(name, nil, s.Services)
	default:
		return e.withServices(name, core, s.Services)
	}
}

// withServices returns a new struct that has services, as the last statement of a
// function. Services that have none in them are alike, and all point to one.
func (e *emitter) withServices(name string, fields []jen.Code, services []*api.Service) []jen.Code {
	var body []jen.Code
	for _, s := range services {
		service := e.names.Service(s)
		value := jen.Id(service.Constructor).Call(jen.Id("core"))
		if len(s.Services) == 0 {
			value = jen.Parens(jen.Op("*").Id(service.Type)).Call(jen.Id("plain"))
			if body == nil {
				body = append(body, jen.Id("plain").Op(":=").Op("&").Id("plainService").Values(jen.Id("core")))
			}
		}
		fields = append(fields, gofile.Field(service.Field, value))
	}
	return append(body, jen.Return(jen.Op("&").Id(name).Add(gofile.Lines(fields...))))
}

// operation writes the request, the result, the description and the method of
// an operation.
func (e *emitter) operation(f *jen.File, o *api.Operation) {
	if named := e.names.Operation(o); o.Of == nil || named.Request == "" || named.Request != e.names.Operation(o.Of).Request {
		e.request(f, o)
	}
	e.result(f, o)
	f.Var().Id(e.names.Operation(o).Variable).Op("=").Id("operation").Add(e.descriptor(o)).Line()
	f.Add(gofile.Comment(e.operationDoc(o)))
	e.method(f, o)
	if o.Pagination != nil {
		e.iterators(f, o)
	}
}

// request writes the struct of an operation's input, or the option with its optional
// parameters.
func (e *emitter) request(f *jen.File, o *api.Operation) {
	named := e.names.Operation(o)
	fields := structFields{}
	for i, p := range o.Parameters {
		if p.Global != nil {
			continue
		}
		fields.add(e.fieldDoc(p.Doc, p.Use), named.Parameters[i], gofile.Type(e.names.GoType(names.FieldUse(p))))
	}
	method := "[" + e.names.Service(o.Service).Type + "." + named.Method + "]"
	switch {
	case named.Request != "":
		if b := o.Body; b != nil {
			fields.add(e.bodyDoc(b), "Body", e.bodyType(b))
		}
		f.Commentf("// %s is the input of %s.", named.Request, method)
		f.Type().Id(named.Request).Struct(fields.code...).Line()
	case named.Params != "":
		f.Add(gofile.Comment(named.Params + " holds the optional parameters of " + method + ". It is an option of the call."))
		f.Type().Id(named.Params).Struct(fields.code...).Line()
		f.Func().Params(jen.Id("p").Id(named.Params)).Id("applyToCall").Params(jen.Id("s").Op("*").Id("settings")).Block(
			jen.Id("s").Dot("addParams").Call(jen.Op("&").Id(named.Variable), jen.Func().Params(jen.Id("req").Op("*").Id("request")).BlockFunc(
				func(g *jen.Group) { e.addParameters(g, o, "p") })),
		).Line()
	}
}

func (e *emitter) bodyDoc(b *api.Body) string {
	doc := e.fieldDoc(b.Doc, b.Use)
	if b.Content == api.ContentStream {
		return gofile.Follow("Body is sent as it is read, as "+b.Content.SentType(b.MediaType)+".", doc)
	}
	return doc
}

func (e *emitter) bodyType(b *api.Body) jen.Code {
	if b.Content == api.ContentStream {
		return jen.Qual("io", "Reader")
	}
	return gofile.Type(e.names.GoType(b.Use))
}

// result writes the struct of an operation with several results.
func (e *emitter) result(f *jen.File, o *api.Operation) {
	names := e.names.Operation(o)
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
				status += " with content of type " + gofile.List(r.MediaTypes, "or")
			}
			if names.Results[j] == name && !slices.Contains(statuses, status) {
				statuses = append(statuses, status)
			}
		}
		goType := jen.Op("*").Id("Stream")
		if name != "Stream" {
			goType = jen.Op("*").Add(gofile.Type(e.names.ValueType(o.Results[i].Use.Type)))
		}
		fields.add(name+" is set for "+gofile.List(statuses, "and")+".", name, goType)
	}
	f.Commentf("// %s is the result of [%s.%s].", names.Result, e.names.Service(o.Service).Type, names.Method)
	f.Type().Id(names.Result).Struct(fields.code...).Line()
}

// hasOtherContent reports whether a status has a second result, of another content.
func hasOtherContent(o *api.Operation, r *api.Result) bool {
	return slices.ContainsFunc(o.Results, func(other *api.Result) bool { return other != r && other.Status == r.Status })
}

// descriptor is what the runtime has to know of an operation.
func (e *emitter) descriptor(o *api.Operation) jen.Code {
	name := strings.Join(append(append([]string{}, o.Service.Path...), o.Name), ".")
	fields := []jen.Code{
		gofile.Field("name", jen.Lit(name)), gofile.Field("id", jen.Lit(o.ID)),
		gofile.Field("method", jen.Lit(o.Method)), gofile.Field("path", jen.Lit(o.Path)),
	}
	if len(o.Fixed) > 0 {
		fields = append(fields, gofile.Field("query", fixedPairs(o)))
	}
	if len(o.Servers) > 0 {
		fields = append(fields, gofile.Field("servers", servers(o.Servers)))
	}
	if len(o.Accept) > 0 {
		fields = append(fields, gofile.Field("accept", gofile.Sum(o.Accept, ", ")))
	}
	if b := o.Body; b != nil && b.Content == api.ContentJSON && b.Content.SentType(b.MediaType) != "application/json" {
		fields = append(fields, gofile.Field("contentType", jen.Lit(b.MediaType)))
	}
	if o.SecurityDeclared {
		var alternatives []jen.Code
		for _, together := range o.Security {
			var schemes []string
			for _, use := range together.Held() {
				schemes = append(schemes, use.Scheme.Name)
			}
			alternatives = append(alternatives, gofile.StringValues(schemes))
		}
		fields = append(fields, gofile.Field("security", jen.Index().Id("securityRequirement").Values(alternatives...)))
	}
	if scopes := tokenScopes(o); len(scopes) > 0 {
		fields = append(fields, gofile.Field("scopes", jen.Index().Id("schemeScopes").Values(scopes...)))
	}
	if uses := e.globalUses(o); len(uses) > 0 {
		fields = append(fields, gofile.Field("globals", jen.Index().Id("globalUse").Values(uses...)))
	}
	if o.TakesIdempotencyKey() {
		fields = append(fields, gofile.Field("keyed", jen.True()))
	}
	if accepted := o.Accepted(); len(accepted) > 0 {
		fields = append(fields, gofile.Field("accepted", gofile.Strings(accepted)))
	}
	if len(o.Failures) > 0 {
		fields = append(fields, gofile.Field("failures", gofile.Strings(o.Failures)))
	}
	if o.TimeoutMS > 0 {
		fields = append(fields, gofile.Field("timeout", duration(o.TimeoutMS)))
	}
	if o.Retry != nil {
		fields = append(fields, gofile.Field("retry", retryRule(o.Retry)))
	}
	if set := e.errorSet(o); set != nil {
		fields = append(fields, gofile.Field("errors", jen.Id(set.Name)))
	}
	return gofile.Lines(fields...)
}

// tokenScopes are the scopes that an operation needs of tokens that the SDK gets.
func tokenScopes(o *api.Operation) []jen.Code {
	var scopes []jen.Code
	var done []string
	for _, together := range o.Security {
		for _, use := range together {
			if len(use.Scopes) > 0 && use.Scheme.TokenURL() != "" && !slices.Contains(done, use.Scheme.Name) {
				done = append(done, use.Scheme.Name)
				scopes = append(scopes, jen.Values(jen.Lit(use.Scheme.Name), gofile.Strings(use.Scopes)))
			}
		}
	}
	return scopes
}

// fixedPairs are the parameters that the path fixes, as they are sent.
func fixedPairs(o *api.Operation) jen.Code {
	var pairs []string
	for _, p := range o.Fixed {
		pairs = append(pairs, url.QueryEscape(p.Name)+"="+url.QueryEscape(p.Value))
	}
	return gofile.Strings(pairs)
}

func retryRule(r *api.Retry) jen.Code {
	if !r.Retries() {
		return jen.Op("&").Id("retryRule").Values(gofile.Field("never", jen.True()))
	}
	fields := []jen.Code{gofile.Field("statusCodes", gofile.Strings(r.StatusCodes))}
	for _, interval := range []struct {
		name string
		ms   int64
	}{
		{"initialInterval", r.InitialIntervalMS},
		{"maxInterval", r.MaxIntervalMS},
		{"maxElapsed", r.MaxElapsedMS},
	} {
		if interval.ms > 0 {
			fields = append(fields, gofile.Field(interval.name, duration(interval.ms)))
		}
	}
	if r.Exponent > 0 {
		fields = append(fields, gofile.Field("exponent", gofile.Number(strconv.FormatFloat(r.Exponent, 'g', -1, 64))))
	}
	if r.ConnectionErrors != nil && !*r.ConnectionErrors {
		fields = append(fields, gofile.Field("statusOnly", jen.True()))
	}
	rule := jen.Op("&").Id("retryRule")
	if len(fields) == 1 {
		return rule.Values(fields...)
	}
	return rule.Add(gofile.Lines(fields...))
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
			return jen.Lit(int(d/unit.size)).Op("*").Qual("time", unit.name)
		}
	}
	return jen.Lit(int(ms)).Op("*").Qual("time", "Millisecond")
}
