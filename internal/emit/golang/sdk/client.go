package sdk

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// client writes what callers begin with.
func (e *emitter) client(f *jen.File) {
	options := jen.Id("opts").Op("...").Id("ClientOption")

	f.Var().Id("sdk").Op("=").Id("sdkInfo").Add(e.sdkInfo()).Line()

	f.Comment("// Client holds the services of the API. It is safe for concurrent use.")
	f.Type().Id("Client").StructFunc(func(g *jen.Group) {
		g.Id("core").Op("*").Id("Core")
		if len(e.api.Services) > 0 {
			g.Line()
		}
		for _, s := range e.api.Services {
			g.Id(e.names.Service(s).Field).Op("*").Id(e.names.Service(s).Type)
		}
	}).Line()

	f.Comment("// New returns a client. The error lists everything that is wrong with the options.")
	f.Func().Id("New").Params(options).Params(jen.Op("*").Id("Client"), jen.Error()).Block(
		jen.List(jen.Id("core"), jen.Err()).Op(":=").Id("NewCore").Call(jen.Id("opts").Op("...")),
		jen.If(jen.Err().Op("!=").Nil()).Block(jen.Return(jen.Nil(), jen.Err())),
		jen.Return(jen.Id("newClient").Call(jen.Id("core")), jen.Nil()),
	).Line()

	f.Comment(gofile.CommentText("NewCore returns what services need to make calls. It is for programs that build only the services they use, " +
		"so that the linker leaves out the others."))
	f.Func().Id("NewCore").Params(options).Params(jen.Op("*").Id("Core"), jen.Error()).Block(
		jen.Return(jen.Id("newCore").Call(jen.Op("&").Id("sdk"), jen.Id("opts"))),
	).Line()

	f.Func().Id("newClient").Params(jen.Id("core").Op("*").Id("Core")).Op("*").Id("Client").Block(
		e.withServices("Client", []jen.Code{gofile.Field("core", jen.Id("core"))}, e.api.Services)...,
	).Line()

	e.globals(f)
}

func (e *emitter) sdkInfo() jen.Code {
	fields := []jen.Code{
		gofile.Field("name", jen.Lit(e.opts.Package)),
		gofile.Field("version", jen.Lit(e.opts.Version)),
	}
	if e.api.Version != "" {
		fields = append(fields, gofile.Field("apiVersion", jen.Lit(e.api.Version)))
	}
	if len(e.api.Servers) > 0 {
		fields = append(fields, gofile.Field("serverURL", jen.Lit(e.api.Servers[0].Address())))
	}
	var schemes []jen.Code
	for _, scheme := range e.api.Security {
		kind := securityKind(scheme.Kind)
		if kind == "" {
			continue
		}
		described := []jen.Code{gofile.Field("name", jen.Lit(scheme.Name)), gofile.Field("kind", jen.Id(kind))}
		if scheme.Parameter != "" {
			described = append(described, gofile.Field("param", jen.Lit(scheme.Parameter)))
		}
		schemes = append(schemes, jen.Values(described...))
	}
	if len(schemes) > 0 {
		fields = append(fields, gofile.Field("security", jen.Index().Id("securityScheme").Add(gofile.Lines(schemes...))))
	}
	return gofile.Lines(fields...)
}

// securityKind is the runtime's word for a kind, empty for one that it lacks.
func securityKind(kind api.SecurityKind) string {
	switch kind {
	case api.SecurityBasic:
		return "securityBasic"
	case api.SecurityBearer:
		return "securityBearer"
	case api.SecurityAPIKeyHeader:
		return "securityKeyInHeader"
	case api.SecurityAPIKeyQuery:
		return "securityKeyInQuery"
	case api.SecurityAPIKeyCookie:
		return "securityKeyInCookie"
	}
	return ""
}
