package sdk

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// client writes what callers begin with.
func (e *emitter) client(f *jen.File) {
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
	f.Func().Id("New").Params(gofile.Code("opts ...ClientOption")).Params(gofile.Code("*Client, error")).Block(
		gofile.Code("core, err := NewCore(opts...)"),
		jen.If(gofile.Code("err != nil")).Block(gofile.Code("return nil, err")),
		gofile.Code("return newClient(core), nil"),
	).Line()

	f.Comment(gofile.CommentText("NewCore returns what services need to make calls. It is for programs that build only the services they use, " +
		"so that the linker leaves out the others."))
	f.Func().Id("NewCore").Params(gofile.Code("opts ...ClientOption")).Params(gofile.Code("*Core, error")).Block(
		gofile.Code("return newCore(&sdk, opts)"),
	).Line()

	f.Func().Id("newClient").Params(gofile.Code("core *Core")).Op("*").Id("Client").Block(
		e.withServices(jen.Return(jen.Op("&").Id("Client")), []jen.Code{gofile.Code("core: core")}, e.api.Services)...,
	).Line()

	f.Comment(gofile.CommentText("ForAccount returns a client that acts for the account with the given id, and is the same otherwise."))
	f.Func().Params(gofile.Code("c *Client")).Id("ForAccount").Params(gofile.Code("id string")).Op("*").Id("Client").Block(
		gofile.Code("return newClient(c.core.ForAccount(id))"),
	)
}

func (e *emitter) sdkInfo() jen.Code {
	fields := []jen.Code{
		gofile.Code("name: " + gofile.Quote(e.opts.Package)),
		gofile.Code("version: " + gofile.Quote(e.opts.Version)),
	}
	if e.api.Version != "" {
		fields = append(fields, gofile.Code("apiVersion: "+gofile.Quote(e.api.Version)))
	}
	if len(e.api.Servers) > 0 {
		fields = append(fields, gofile.Code("serverURL: "+gofile.Quote(e.api.Servers[0].URL)))
	}
	var schemes []jen.Code
	for _, scheme := range e.api.Security {
		kind := securityKind(scheme.Kind)
		if kind == "" {
			continue
		}
		text := "{name: " + gofile.Quote(scheme.Name) + ", kind: " + kind
		if scheme.Parameter != "" {
			text += ", param: " + gofile.Quote(scheme.Parameter)
		}
		schemes = append(schemes, gofile.Code(text+"}"))
	}
	if len(schemes) > 0 {
		fields = append(fields, gofile.Code("security: []securityScheme").Add(gofile.Lines(schemes...)))
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
