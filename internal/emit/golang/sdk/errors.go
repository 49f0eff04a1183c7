package sdk

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// errorSet returns the set of an operation's errors, nil if it has none.
func (e *emitter) errorSet(o *api.Operation) *names.ErrorSet {
	for _, set := range e.errorSets {
		if set.Holds(o) {
			return set
		}
	}
	return nil
}

// usualErrors returns the set of errors that most operations have, nil if there is none.
func (e *emitter) usualErrors() *names.ErrorSet {
	var usual *names.ErrorSet
	most := 0
	for _, set := range e.errorSets {
		count := 0
		for _, o := range e.api.Operations() {
			if set.Holds(o) {
				count++
			}
		}
		if count > most {
			usual, most = set, count
		}
	}
	return usual
}

// errors writes the error types and the functions that lead to them.
func (e *emitter) errors(f *jen.File) {
	for _, t := range e.api.Errors {
		e.errorType(f, t)
	}
	for _, t := range e.errorSets {
		e.errorFunction(f, t)
	}
}

func (e *emitter) errorType(f *jen.File, t *api.ErrorType) {
	name := e.names.Error(t)
	statuses := make([]string, len(t.Statuses))
	for i, status := range t.Statuses {
		statuses[i] = statusName(status)
	}
	first := name + " is the error for " + gofile.List(statuses, "and") + "."
	f.Add(gofile.Comment(gofile.Paragraphs(gofile.Follow(first, t.Doc.About()), e.deprecation(t.Doc))))
	f.Type().Id(name).StructFunc(func(g *jen.Group) {
		g.Op("*").Id("APIError")
		if t.Body != nil {
			g.Comment("// Body is what the API says of the error. It is empty if DecodeErr is set.")
			g.Id("Body").Add(gofile.Type(e.names.ValueType(t.Body)))
		}
	}).Line()
	f.Func().Id(e.names.Maker(t)).Params(jen.Id("e").Op("*").Id("APIError")).Error().BlockFunc(func(g *jen.Group) {
		made := jen.Op("&").Id(name).Values(gofile.Field("APIError", jen.Id("e")))
		if t.Body == nil {
			g.Return(made)
			return
		}
		g.Err().Op(":=").Add(made)
		g.Id("decodeErrorBody").Call(jen.Id("e"), jen.Op("&").Err().Dot("Body"))
		g.Return(jen.Err())
	}).Line()
	f.Comment("// Unwrap returns the error without its type, for [errors.As].")
	f.Func().Params(jen.Id("e").Op("*").Id(name)).Id("Unwrap").Params().Error().
		Add(gofile.Inline(jen.Return(jen.Id("unwrapped").Call(jen.Id("e").Dot("APIError"))))).Line()
}

// errorFunction writes a set as the function that the runtime calls.
func (e *emitter) errorFunction(f *jen.File, t *names.ErrorSet) {
	f.Commentf("// %s gives errors the types that operations document for their statuses.", t.Name)
	f.Func().Id(t.Name).Params(jen.Id("e").Op("*").Id("APIError")).Error().BlockFunc(func(g *jen.Group) {
		var exact, ranges []jen.Code
		last := jen.Return(jen.Id("e"))
		for _, c := range t.Cases {
			make := jen.Return(jen.Id("e"))
			if c.Error != nil {
				make = jen.Return(jen.Id(e.names.Maker(c.Error)).Call(jen.Id("e")))
			}
			switch status, isCode := c.Status.Code(); {
			case isCode:
				exact = append(exact, jen.Case(jen.Lit(status)).Block(make))
			case c.Status.IsRange():
				ranges = append(ranges, jen.Case(jen.Lit(c.Status.Class())).Block(make))
			default:
				last = make
			}
		}
		if len(exact) > 0 {
			g.Switch(jen.Id("e").Dot("StatusCode")).Block(exact...)
		}
		if len(ranges) > 0 {
			g.Switch(jen.Id("e").Dot("StatusCode").Op("/").Lit(100)).Block(ranges...)
		}
		g.Add(last)
	}).Line()
}
