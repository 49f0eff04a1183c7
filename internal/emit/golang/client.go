package golang

import (
	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

func (e *emitter) clientFile() *jen.File {
	f := e.newFile()
	f.PackageComment(e.packageComment())
	return f
}

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
			g.Id(e.names.services[s].Field).Op("*").Id(e.names.services[s].Type)
		}
	}).Line()

	f.Comment("// New returns a client. The error lists everything that is wrong with the options.")
	f.Func().Id("New").Params(code("opts ...ClientOption")).Params(code("*Client, error")).Block(
		code("core, err := NewCore(opts...)"),
		jen.If(code("err != nil")).Block(code("return nil, err")),
		code("return newClient(core), nil"),
	).Line()

	f.Comment(commentText("NewCore returns what services need to make calls. It is for programs that build only the services they use, " +
		"so that the linker leaves out the others."))
	f.Func().Id("NewCore").Params(code("opts ...ClientOption")).Params(code("*Core, error")).Block(
		code("return newCore(&sdk, opts)"),
	).Line()

	f.Func().Id("newClient").Params(code("core *Core")).Op("*").Id("Client").Block(
		e.withServices(jen.Return(jen.Op("&").Id("Client")), []jen.Code{code("core: core")}, e.api.Services)...,
	).Line()

	f.Comment(commentText("ForAccount returns a client that acts for the account with the given id, and is the same otherwise."))
	f.Func().Params(code("c *Client")).Id("ForAccount").Params(code("id string")).Op("*").Id("Client").Block(
		code("return newClient(c.core.ForAccount(id))"),
	)
}

func (e *emitter) sdkInfo() jen.Code {
	fields := []jen.Code{
		code("name: " + quote(e.opts.Package)),
		code("version: " + quote(e.opts.Version)),
	}
	if e.api.Version != "" {
		fields = append(fields, code("apiVersion: "+quote(e.api.Version)))
	}
	if len(e.api.Servers) > 0 {
		fields = append(fields, code("serverURL: "+quote(e.api.Servers[0].URL)))
	}
	var schemes []jen.Code
	for _, scheme := range e.api.Security {
		kind := securityKind(scheme.Kind)
		if kind == "" {
			continue
		}
		text := "{name: " + quote(scheme.Name) + ", kind: " + kind
		if scheme.Parameter != "" {
			text += ", param: " + quote(scheme.Parameter)
		}
		schemes = append(schemes, code(text+"}"))
	}
	if len(schemes) > 0 {
		fields = append(fields, code("security: []securityScheme").Add(lines(schemes...)))
	}
	return lines(fields...)
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
