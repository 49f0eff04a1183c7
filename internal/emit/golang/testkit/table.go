package testkit

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// The types below are those of templates/testkit/table.go, with what the generated
// table says in them. Everything is decided before it is printed.

// row describes an operation. What it shares with others is a name of a variable.
type row struct {
	name, method, path string
	fixed              []api.FixedParameter
	parameters         string
	sends, accepts     string
	body               string
	security           string
	success            response
	others             string
	paging             *paging
}

func (r row) code() jen.Code {
	fields := []jen.Code{jen.List(
		gofile.Field("name", jen.Id(r.name)), gofile.Field("method", jen.Lit(r.method)), gofile.Field("path", jen.Lit(r.path)),
	)}
	if r.accepts != "" {
		fields = append(fields, gofile.Field("accepts", jen.Lit(r.accepts)))
	}
	if r.sends != "" {
		fields = append(fields, gofile.Field("sends", jen.Lit(r.sends)))
	}
	if len(r.fixed) > 0 {
		var list []jen.Code
		for _, p := range r.fixed {
			list = append(list, jen.Values(jen.Lit(p.Name), jen.Lit(p.Value)))
		}
		fields = append(fields, gofile.Field("fixed", jen.Index().Id("fixed").Values(list...)))
	}
	if r.parameters != "" {
		fields = append(fields, gofile.Field("parameters", jen.Id(r.parameters)))
	}
	if r.body != "" {
		fields = append(fields, gofile.Field("body", jen.Op("&").Id(r.body)))
	}
	if r.security != "" {
		fields = append(fields, gofile.Field("security", jen.Id(r.security)))
	}
	fields = append(fields, gofile.Field("success", jen.Id("response").Add(r.success.code())))
	if r.others != "" {
		fields = append(fields, gofile.Field("others", jen.Id(r.others)))
	}
	if r.paging != nil {
		fields = append(fields, gofile.Field("paging", r.paging.code()))
	}
	return gofile.Lines(fields...)
}

// credentials are the alternatives of an operation's security.
type credentials [][]credential

type credential struct{ location, name, scheme string }

func (c credentials) code() jen.Code {
	var alternatives []jen.Code
	for _, together := range c {
		var list []jen.Code
		for _, one := range together {
			list = append(list, jen.Values(jen.Id(one.location), jen.Lit(one.name), jen.Lit(one.scheme)))
		}
		alternatives = append(alternatives, jen.Values(list...))
	}
	return jen.Index().Index().Id("credential").Values(alternatives...)
}

// body describes a request's body.
type body struct {
	content  string
	required bool
	value    value // nothing if the server does not look into it
}

func (b body) code() jen.Code {
	fields := []jen.Code{gofile.Field("content", jen.Id(b.content))}
	if b.required {
		fields = append(fields, gofile.Field("required", jen.True()))
	}
	return jen.Id("body").Values(b.value.addTo(fields)...)
}

// response describes a response.
type response struct {
	status       int // a code, the first digit of a range, or 0 for all others
	contentType  string
	example      string // the constant of a JSON example
	stream       bool   // has a text for an example
	statusMember string
}

// responses are those of an operation beside the first.
type responses []response

func (r response) code() *jen.Statement {
	fields := []jen.Code{gofile.Field("status", jen.Lit(r.status))}
	if r.contentType != "" {
		fields = append(fields, gofile.Field("contentType", jen.Lit(r.contentType)))
	}
	switch {
	case r.stream:
		fields = append(fields, gofile.Field("example", jen.Lit(streamExample)))
	case r.example != "":
		fields = append(fields, gofile.Field("example", jen.Id(r.example)))
	}
	if r.statusMember != "" {
		fields = append(fields, gofile.Field("statusMember", jen.Lit(r.statusMember)))
	}
	return jen.Values(fields...)
}

// streamExample is the content of all streams.
const streamExample = "example"

func (rs responses) code() jen.Code {
	var list []jen.Code
	for _, r := range rs {
		list = append(list, r.code())
	}
	return jen.Index().Id("response").Add(gofile.Lines(list...))
}

// paging says how a list is read in pages.
type paging struct {
	by, in, parameter      string
	first                  int64
	items, next, pageCount []string
	numeric                bool
	end                    string // the constant of an example
}

func (p paging) code() jen.Code {
	fields := []jen.Code{gofile.Field("by", jen.Id(p.by))}
	if p.parameter != "" {
		fields = append(fields, gofile.Field(p.in, jen.Lit(p.parameter)))
	}
	if p.first != 0 {
		fields = append(fields, gofile.Field("first", jen.Lit(int(p.first))))
	}
	for _, path := range []struct {
		name string
		to   []string
	}{{"items", p.items}, {"next", p.next}, {"pageCount", p.pageCount}} {
		if len(path.to) > 0 {
			fields = append(fields, gofile.Field(path.name, gofile.Strings(path.to)))
		}
	}
	if p.numeric {
		fields = append(fields, gofile.Field("numeric", jen.True()))
	}
	if p.end != "" {
		fields = append(fields, gofile.Field("end", jen.Id(p.end)))
	}
	return jen.Op("&").Id("paging").Values(fields...)
}

// errorType is an error type of the SDK.
type errorType struct {
	name     string
	statuses []int // as those of responses
}

func (t errorType) code() jen.Code {
	statuses := make([]jen.Code, len(t.statuses))
	for i, status := range t.statuses {
		statuses[i] = jen.Lit(status)
	}
	return jen.Values(jen.Lit(t.name), jen.Index().Int().Values(statuses...))
}
