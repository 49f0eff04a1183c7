package testkit

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// The types below are those of templates/testkit/shape.go, with what the generated table
// says in them.

// value is what the description asks of a JSON value.
type value struct {
	kinds    api.JSONKinds // none if every kind is admitted
	file     bool          // it is the content of a part
	integral bool          // its numbers are integers
	of       string        // the name of a shape
	format   string
	limits   []limit
	items    []value // one, or none
}

func (v value) isZero() bool {
	return !v.file && v.kinds == 0 && v.of == "" && v.format == "" && v.limits == nil && v.items == nil
}

// addTo adds the value to the fields of what has it, if it says anything.
func (v value) addTo(fields []jen.Code) []jen.Code {
	if v.isZero() {
		return fields
	}
	return append(fields, gofile.Field("value", jen.Id("value").Add(v.code())))
}

// code writes the fields of a value.
func (v value) code() *jen.Statement {
	var fields []jen.Code
	if v.kinds != 0 {
		fields = append(fields, gofile.Field("kinds", kindsCode(v.kinds, v.integral)))
	}
	if v.file {
		fields = append(fields, gofile.Field("file", jen.True()))
	}
	if v.of != "" {
		fields = append(fields, gofile.Field("of", jen.Lit(v.of)))
	}
	if v.format != "" {
		fields = append(fields, gofile.Field("format", jen.Lit(v.format)))
	}
	if len(v.limits) > 0 {
		var list []jen.Code
		for _, l := range v.limits {
			list = append(list, jen.Values(jen.Id(l.kind), gofile.String(l.value), jen.Lit(l.exclusive)))
		}
		fields = append(fields, gofile.Field("limits", jen.Index().Id("limit").Values(list...)))
	}
	if len(v.items) > 0 {
		fields = append(fields, gofile.Field("items", jen.Op("&").Id("value").Add(v.items[0].code())))
	}
	return jen.Values(fields...)
}

// limit is a bound of a value.
type limit struct {
	kind, value string
	exclusive   bool
}

// kindsCode writes kinds of JSON values in the words of the test server.
func kindsCode(kinds api.JSONKinds, integral bool) *jen.Statement {
	number := "isNumber"
	if integral {
		number = "isInteger"
	}
	var code *jen.Statement
	for _, kind := range []struct {
		kind api.JSONKinds
		name string
	}{
		{api.JSONObject, "isObject"}, {api.JSONArray, "isArray"}, {api.JSONString, "isString"},
		{api.JSONNumber, number}, {api.JSONBoolean, "isBoolean"}, {api.JSONNull, "isNull"},
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

// shape is a type that several values may have.
type shape struct {
	name         string
	members      []member
	closed, open bool
	rest         []value // one, or none
	enum         []string
	variants     []value
	items        []value // one, or none
}

type member struct {
	name            string
	required, blank bool
	value           value
}

func (s shape) code() jen.Code {
	fields := []jen.Code{gofile.Field("name", jen.Lit(s.name))}
	flag := func(name string, set bool) {
		if set {
			fields = append(fields, gofile.Field(name, jen.True()))
		}
	}
	flag("closed", s.closed)
	flag("open", s.open)
	for _, of := range []struct {
		name string
		list []value
	}{{"rest", s.rest}, {"items", s.items}} {
		if len(of.list) > 0 {
			fields = append(fields, gofile.Field(of.name, jen.Op("&").Id("value").Add(of.list[0].code())))
		}
	}
	if len(s.enum) > 0 {
		fields = append(fields, gofile.Field("enum", gofile.Strings(s.enum)))
	}
	if len(s.variants) > 0 {
		var list []jen.Code
		for _, v := range s.variants {
			list = append(list, v.code())
		}
		fields = append(fields, gofile.Field("variants", jen.Index().Id("value").Add(gofile.Lines(list...))))
	}
	if len(s.members) > 0 {
		var list []jen.Code
		for _, m := range s.members {
			list = append(list, m.code())
		}
		fields = append(fields, gofile.Field("members", jen.Index().Id("member").Add(gofile.Lines(list...))))
	}
	return jen.Values(fields...)
}

func (m member) code() jen.Code {
	return jen.Values(m.value.addTo(flags(jen.Lit(m.name), m.required, m.blank))...)
}

// flags are the fields that members and parameters have in common.
func flags(name jen.Code, required, blank bool) []jen.Code {
	fields := []jen.Code{gofile.Field("name", name)}
	if required {
		fields = append(fields, gofile.Field("required", jen.True()))
	}
	if blank {
		fields = append(fields, gofile.Field("blank", jen.True()))
	}
	return fields
}

// parameters are those of an operation: the names of their variables.
type parameters []string

func (ps parameters) code() jen.Code {
	pointers := make([]string, len(ps))
	for i, name := range ps {
		pointers[i] = "&" + name
	}
	return jen.Index().Op("*").Id("parameter").Add(gofile.Words(pointers))
}

type parameter struct {
	location, name  string
	required, blank bool
	layout          string // empty for the usual one
	value           value
}

func (p parameter) code() jen.Code {
	fields := append([]jen.Code{gofile.Field("in", jen.Id(p.location))}, flags(jen.Lit(p.name), p.required, p.blank)...)
	if p.layout != "" {
		fields = append(fields, gofile.Field("layout", jen.Id(p.layout)))
	}
	return jen.Id("parameter").Values(p.value.addTo(fields)...)
}
