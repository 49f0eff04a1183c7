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
	ways               bool
	sends, accepts     string
	parameters         []parameter
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
	if r.ways {
		fields = append(fields, gofile.Field("ways", jen.True()))
	}
	if r.accepts != "" {
		fields = append(fields, gofile.Field("accepts", jen.Lit(r.accepts)))
	}
	if r.sends != "" {
		fields = append(fields, gofile.Field("sends", jen.Lit(r.sends)))
	}
	if len(r.parameters) > 0 {
		var list []jen.Code
		for _, p := range r.parameters {
			list = append(list, jen.Values(jen.Id(p.location), jen.Lit(p.name)))
		}
		fields = append(fields, gofile.Field("parameters", jen.Index().Id("parameter").Values(list...)))
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

// parameter is a parameter that must be there.
type parameter struct{ location, name string }

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
	kinds    api.JSONKinds // none if the server does not look into it
	members  []member
}

type member struct {
	name     string
	required bool
	kinds    api.JSONKinds
	files    bool
}

func (b body) code() jen.Code {
	fields := []jen.Code{gofile.Field("content", jen.Id(b.content))}
	if b.required {
		fields = append(fields, gofile.Field("required", jen.True()))
	}
	if b.kinds != 0 {
		fields = append(fields, gofile.Field("kinds", kindsCode(b.kinds)))
	}
	if len(b.members) > 0 {
		var list []jen.Code
		for _, m := range b.members {
			described := []jen.Code{gofile.Field("name", jen.Lit(m.name))}
			if m.required {
				described = append(described, gofile.Field("required", jen.True()))
			}
			kinds := kindsCode(m.kinds)
			if m.files {
				kinds = jen.Id("isFile")
			}
			list = append(list, jen.Values(append(described, gofile.Field("kinds", kinds))...))
		}
		fields = append(fields, gofile.Field("members", jen.Index().Id("member").Add(gofile.Lines(list...))))
	}
	return jen.Id("body").Values(fields...)
}

// kindsCode writes kinds of JSON values in the words of the test server.
func kindsCode(kinds api.JSONKinds) *jen.Statement {
	if kinds == api.JSONAny {
		return jen.Id("isAny")
	}
	var code *jen.Statement
	for _, kind := range []struct {
		kind api.JSONKinds
		name string
	}{
		{api.JSONObject, "isObject"}, {api.JSONArray, "isArray"}, {api.JSONString, "isString"},
		{api.JSONNumber, "isNumber"}, {api.JSONBoolean, "isBoolean"}, {api.JSONNull, "isNull"},
	} {
		switch {
		case !kinds.Has(kind.kind):
		case code == nil:
			code = jen.Id(kind.name)
		default:
			code = code.Op("|").Id(kind.name)
		}
	}
	return code
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

// paging says where a list ends whose pages the caller counts.
type paging struct {
	query string
	last  int64
	end   string // the constant of an example
}

func (p paging) code() jen.Code {
	return jen.Op("&").Id("paging").Values(
		gofile.Field("query", jen.Lit(p.query)), gofile.Field("last", jen.Lit(int(p.last))), gofile.Field("end", jen.Id(p.end)),
	)
}
