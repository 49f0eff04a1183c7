package sdk

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// globals writes the options and methods that set what a client holds for all its calls.
func (e *emitter) globals(f *jen.File) {
	for _, g := range e.api.Globals {
		e.global(f, g)
	}
}

func (e *emitter) global(f *jen.File, g *api.Global) {
	named := e.names.Global(g)
	value, variable := named.Argument, jen.Op("&").Id(named.Variable)
	f.Var().Id(named.Variable).Op("=").Id("global").Values(
		gofile.Field("name", jen.Lit(g.Name)), gofile.Field("location", jen.Id(globalLocation(g))), gofile.Field("noun", jen.Lit(named.Noun)),
		gofile.Field("option", jen.Lit(named.Option)), gofile.Field("method", jen.Lit(named.Method)),
	).Line()

	f.Add(gofile.Comment(named.Option + " sets the " + named.Noun + ", the " + g.In.String() + " parameter " + g.Name + ". It is sent " + globalReach(g) +
		". That of a call overrides that of [Client." + named.Method + "], which overrides the client's."))
	f.Func().Id(named.Option).Params(jen.Id(value).String()).Id("Option").Add(gofile.Inline(
		jen.Return(jen.Id(named.Variable).Dot("with").Call(jen.Id(value))))).Line()

	f.Add(gofile.Comment(named.Unset + " unsets the " + named.Noun + " of the client, for one call."))
	f.Func().Id(named.Unset).Params().Id("Option").Add(gofile.Inline(jen.Return(jen.Id(named.Variable).Dot("without").Call()))).Line()

	f.Add(gofile.Comment(named.Method + " returns a client with the given " + named.Noun + ", which is the same otherwise and shares the connections."))
	f.Func().Params(jen.Id("c").Op("*").Id("Client")).Id(named.Method).Params(jen.Id(value).String()).Op("*").Id("Client").Block(
		jen.Return(jen.Id("newClient").Call(jen.Id("c").Dot("core").Dot(named.Method).Call(jen.Id(value)))),
	).Line()

	f.Add(gofile.Comment(named.Method + " is [Client." + named.Method + "] for programs without a client."))
	f.Func().Params(jen.Id("c").Op("*").Id("Core")).Id(named.Method).Params(jen.Id(value).String()).Op("*").Id("Core").Block(
		jen.Return(jen.Id("c").Dot("withGlobal").Call(variable, jen.Id(value))),
	).Line()
}

func globalLocation(g *api.Global) string {
	if g.In == api.InQuery {
		return "inQuery"
	}
	return "inHeader"
}

// globalReach says which calls a global is sent with.
func globalReach(g *api.Global) string {
	if g.In == api.InQuery {
		return "with the calls that take it"
	}
	return "with every call"
}

// globalUses are the globals that an operation cannot go without, or that are sent only
// because the operation declares them.
func (e *emitter) globalUses(o *api.Operation) []jen.Code {
	var uses []jen.Code
	for _, p := range o.Globals() {
		if p.Use.Required || p.In == api.InQuery {
			uses = append(uses, jen.Values(jen.Op("&").Id(e.names.Global(p.Global).Variable), jen.Lit(p.Use.Required)))
		}
	}
	return uses
}
