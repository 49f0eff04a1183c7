package sdk

import (
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// client writes what callers begin with.
func (e *emitter) client(f *jen.File) {
	options := jen.Id("opts").Op("...").Id("ClientOption")

	f.Comment("// SDKVersion is the version of this package, which the User-Agent header names.")
	f.Const().Id("SDKVersion").Op("=").Lit(e.opts.Version).Line()

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
	e.do(f)
}

// do writes the method for calls that the description does not have.
func (e *emitter) do(f *jen.File) {
	f.Comment(gofile.CommentText("Do calls an operation that this package has no method for, with the credentials, retries, errors and options of every " +
		"other call. The path follows the server's URL and is sent as it is; WithQuery adds parameters."))
	f.Comment("//")
	f.Comment(gofile.CommentText("The body is in: none if it is nil, the content of an io.Reader, and JSON otherwise. The JSON of the response is read into " +
		"what out points to. A nil out ignores the response, and a **Stream leaves it to the caller."))
	errorTypes := jen.Nil()
	if set := e.usualErrors(); set != nil {
		errorTypes = jen.Id(set.Name)
	}
	f.Func().Params(jen.Id("c").Op("*").Id("Client")).Id("Do").Params(
		jen.Id("ctx").Qual("context", "Context"), jen.List(jen.Id("method"), jen.Id("path")).String(),
		jen.List(jen.Id("in"), jen.Id("out")).Any(), jen.Id("opts").Op("...").Id("CallOption"),
	).Error().Block(
		jen.Return(jen.Id("c").Dot("core").Dot("do").Call(jen.Id("ctx"), errorTypes, jen.Id("method"), jen.Id("path"), jen.Id("in"), jen.Id("out"), jen.Id("opts"))),
	)
}

func (e *emitter) sdkInfo() jen.Code {
	fields := []jen.Code{
		gofile.Field("name", jen.Lit(e.opts.Package)),
		gofile.Field("version", jen.Id("SDKVersion")),
	}
	if e.api.Version != "" {
		fields = append(fields, gofile.Field("apiVersion", jen.Lit(e.api.Version)))
	}
	if len(e.api.Servers) > 0 {
		fields = append(fields, gofile.Field("serverURL", jen.Lit(e.api.Servers[0].Address())))
	}
	if list := e.api.Servers; len(list) > 1 || len(list) == 1 && (list[0].Name != "" || len(list[0].Variables) > 0) {
		fields = append(fields, gofile.Field("servers", servers(list)))
	}
	if slices.ContainsFunc(e.api.Operations(), func(o *api.Operation) bool { return len(o.Servers) > 0 }) {
		fields = append(fields, gofile.Field("ownServers", jen.True()))
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
		if address := scheme.TokenURL(); address != "" {
			described = append(described, gofile.Field("tokenURL", jen.Lit(address)))
		}
		schemes = append(schemes, jen.Values(described...))
	}
	if len(schemes) > 0 {
		fields = append(fields, gofile.Field("security", jen.Index().Id("securityScheme").Add(gofile.Lines(schemes...))))
	}
	return gofile.Lines(fields...)
}

// servers are those that callers can choose from.
func servers(list []*api.Server) jen.Code {
	var described []jen.Code
	for _, s := range list {
		var fields []jen.Code
		if s.Name != "" {
			fields = append(fields, gofile.Field("name", jen.Lit(s.Name)))
		}
		fields = append(fields, gofile.Field("url", jen.Lit(s.URL)))
		var variables []jen.Code
		for _, v := range s.Variables {
			variable := []jen.Code{gofile.Field("name", jen.Lit(v.Name)), gofile.Field("value", jen.Lit(v.Default))}
			if len(v.Enum) > 0 {
				variable = append(variable, gofile.Field("enum", gofile.Strings(v.Enum)))
			}
			variables = append(variables, jen.Values(variable...))
		}
		if len(variables) > 0 {
			fields = append(fields, gofile.Field("variables", jen.Index().Id("serverVariable").Add(gofile.Lines(variables...))))
		}
		described = append(described, jen.Values(fields...))
	}
	if len(described) == 1 {
		return jen.Index().Id("server").Values(described...)
	}
	return jen.Index().Id("server").Add(gofile.Lines(described...))
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
