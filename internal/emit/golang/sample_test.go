package golang

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// sample builds APIs by hand, also such as no parser would make.
type sample struct {
	api.API
	line int
}

// pos returns positions that differ and grow.
func (s *sample) pos() api.Position {
	s.line++
	return api.Position{File: "api.yaml", Line: s.line, Column: 1}
}

func (s *sample) add(t *api.Type) *api.Type {
	t.Pos = s.pos()
	s.Types = append(s.Types, t)
	return t
}

func (s *sample) component(name string, t *api.Type) *api.Type {
	t.Path, t.Component, t.Ref = []string{name}, true, "#/components/schemas/"+name
	t.InRequest, t.InResponse = true, true
	return s.add(t)
}

func (s *sample) object(name string, fields ...*api.Field) *api.Type {
	for _, f := range fields {
		f.Pos = s.pos()
	}
	return s.component(name, &api.Type{Kind: api.Object, Fields: fields})
}

func (s *sample) enum(name string, basic api.Basic, values ...string) *api.Type {
	t := &api.Type{Kind: api.Enum, Basic: basic}
	for _, value := range values {
		t.Values = append(t.Values, api.EnumValue{Text: value, Pos: s.pos()})
	}
	return s.component(name, t)
}

func (s *sample) union(variants ...*api.Type) *api.Type {
	t := &api.Type{Kind: api.Union}
	for _, v := range variants {
		alternative := &api.Variant{Type: v}
		for _, f := range v.Fields {
			alternative.Known = append(alternative.Known, f.Name)
			if f.Use.Required {
				alternative.Required = append(alternative.Required, f.Name)
			}
		}
		t.Variants = append(t.Variants, alternative)
	}
	return s.add(t)
}

// service finds or makes the service of a dotted path.
func (s *sample) service(path string) *api.Service {
	services, names := &s.Services, strings.Split(path, ".")
	var found *api.Service
	for depth := range names {
		found = nil
		for _, candidate := range *services {
			if candidate.Path[depth] == names[depth] {
				found = candidate
			}
		}
		if found == nil {
			found = &api.Service{Path: names[:depth+1], Pos: s.pos()}
			*services = append(*services, found)
		}
		services = &found.Services
	}
	return found
}

func (s *sample) operation(service, name string, o *api.Operation) *api.Operation {
	o.Service, o.Name, o.Pos = s.service(service), name, s.pos()
	if o.ID == "" {
		o.ID = service + "_" + name
	}
	if o.Method == "" {
		o.Method, o.Path = "GET", "/"+name
	}
	for _, p := range o.Parameters {
		p.Pos = s.pos()
	}
	o.Service.Operations = append(o.Service.Operations, o)
	return o
}

func scalar(b api.Basic) *api.Type { return &api.Type{Kind: api.Scalar, Basic: b} }

func listOf(t *api.Type) *api.Type {
	return &api.Type{Kind: api.List, Elem: &api.TypeUse{Type: t, Required: true}}
}

func mapOf(t *api.Type) *api.Type {
	return &api.Type{Kind: api.Map, Elem: &api.TypeUse{Type: t, Required: true}}
}

func nullableItems(t *api.Type) *api.Type {
	t.Elem.Nullable = true
	return t
}

func required(name string, t *api.Type) *api.Field {
	return &api.Field{Name: name, Use: api.TypeUse{Type: t, Required: true}}
}

func optional(name string, t *api.Type) *api.Field {
	return &api.Field{Name: name, Use: api.TypeUse{Type: t}}
}

func parameter(in api.Place, name string, t *api.Type, must bool) *api.Parameter {
	p := &api.Parameter{Name: name, In: in, Use: api.TypeUse{Type: t, Required: must}, Style: "form", Explode: true}
	if in == api.InPath || in == api.InHeader {
		p.Style, p.Explode = "simple", false
	}
	return p
}

func jsonBody(t *api.Type, must bool) *api.Body {
	return &api.Body{Content: api.ContentJSON, MediaType: "application/json", Use: api.TypeUse{Type: t, Required: must}}
}

func jsonResult(status string, t *api.Type) *api.Result {
	return &api.Result{Status: status, Content: api.ContentJSON, MediaTypes: []string{"application/json"},
		Use: api.TypeUse{Type: t, Required: true}}
}

// everything is an API with every kind of type, parameter, body, result and
// error in it.
func everything() *api.API {
	s := &sample{API: api.API{
		Title: "Everything", Version: "1.2.3", Description: "All there is.",
		Servers: []api.Server{{URL: "https://api.example.com/v1"}},
		Security: []*api.SecurityScheme{
			{Name: "basic", Kind: api.SecurityBasic}, {Name: "token", Kind: api.SecurityBearer},
			{Name: "key", Kind: api.SecurityAPIKeyHeader, Parameter: "X-Key"}, {Name: "other", Kind: api.SecurityOther},
		},
	}}
	str, number, integer := scalar(api.String), scalar(api.Number), scalar(api.Integer)
	color := s.enum("color", api.String, "red", "*", "", "+1", "-1", "3gp", "Red", "red")
	level := s.enum("level", api.Integer, "1", "-2", "3")
	ratio := s.enum("ratio", api.Integer, "1", "1.5")
	huge := s.enum("huge", api.Integer, "1", "18446744073709551616")
	flag := s.enum("flag", api.Boolean, "true")
	odd := s.enum("odd", api.Number, "many")
	s.enum("none", api.String)

	cat := s.object("Cat", required("kind", str), required("meow", scalar(api.Boolean)))
	dog := s.object("Dog", required("kind", str), optional("bark", integer))
	pet := s.union(cat, dog)
	pet.Path, pet.Component, pet.Discriminator = []string{"Pet"}, true, "kind"
	pet.Variants[0].Tags, pet.Variants[1].Tags = []string{"cat", "kitten"}, []string{"dog", "cat"}
	pet.Variants[1].Consts = []api.Const{{Name: "kind", Values: []string{`"dog"`}}}
	mixed := s.union(str, number, integer, scalar(api.DateTime), scalar(api.Date), color, level,
		listOf(str), listOf(cat), mapOf(str), cat, scalar(api.Boolean), scalar(api.Bytes))
	inner := s.union(str, listOf(mixed))
	free := s.union(str, cat, &api.Type{Kind: api.Free})

	tree := &api.Type{Kind: api.List}
	tree.Elem = &api.TypeUse{Type: tree, Required: true}
	s.component("Tree", tree)
	forest := &api.Type{Kind: api.Map}
	forest.Elem = &api.TypeUse{Type: forest, Required: true, Nullable: true}
	s.component("Forest", forest)

	node := s.object("node", required("value", integer))
	node.Fields = append(node.Fields,
		&api.Field{Name: "next", Use: api.TypeUse{Type: node, Recursive: true}},
		&api.Field{Name: "self", Use: api.TypeUse{Type: node, Recursive: true, Required: true}},
		optional("children", listOf(node)))

	all := s.object("all",
		required("string", str), required("bool", scalar(api.Boolean)), required("int", integer),
		required("int32", scalar(api.Integer32)), required("number", number), required("time", scalar(api.DateTime)),
		required("date", scalar(api.Date)), required("local", scalar(api.LocalTime)), required("bytes", scalar(api.Bytes)),
		required("color", color), optional("level", level), optional("ratio", ratio), optional("huge", huge),
		optional("flag", flag), optional("odd", odd), required("any", &api.Type{Kind: api.Any}),
		optional("free", &api.Type{Kind: api.Free}), optional("pet", pet), required("mixed", mixed),
		optional("inner", inner), optional("free_union", free), optional("tree", tree), optional("forest", forest),
		required("node", node), optional("list", nullableItems(listOf(str))), optional("map", nullableItems(mapOf(integer))),
		required("deep", listOf(mapOf(nullableItems(listOf(color))))), optional("opt_time", scalar(api.DateTime)),
		optional("dates", listOf(scalar(api.Date))), optional("extra", str), optional("Extras", str),
		optional("marshalJSON", str), optional("decodeJSON", str), optional("additional_properties", str), optional("2x", str))
	all.Fields[0].Use.Nullable = true
	all.Fields[1].Doc = api.Doc{Description: "says yes", Default: "true", Deprecated: &api.Deprecation{Message: "Use the other."}, Constraints: []string{"at most 1"}}
	all.Elem = &api.TypeUse{Type: integer, Required: true, Nullable: true}
	empty := s.object("empty")
	s.object("Client", required("id", str))
	s.object("Opt", required("id", str))
	problem := s.object("Error", optional("message", str))
	problem.ErrorBody = true

	s.Errors = []*api.ErrorType{
		{Name: "BadRequestError", Statuses: []string{"400"}, Body: problem, Pos: s.pos()},
		{Name: "Error", Statuses: []string{"404", "5XX"}, Body: problem, Pos: s.pos()},
		{Name: "Teapot", Statuses: []string{"418"}, Pos: s.pos()},
		{Name: "ListError", Statuses: []string{"422"}, Body: listOf(str), Pos: s.pos()},
		{Name: "AnyError", Statuses: []string{"default"}, Body: &api.Type{Kind: api.Any}, Pos: s.pos()},
	}
	e := func(status string, i int) *api.ErrorCase { return &api.ErrorCase{Status: status, Error: s.Errors[i]} }

	account := parameter(api.InHeader, "x-account-id", str, true)
	account.Global = true
	maybeAccount := parameter(api.InHeader, "x-account-id", str, false)
	maybeAccount.Global = true
	deep := parameter(api.InQuery, "filter", all, false)
	deep.Style = "deepObject"
	pipes := parameter(api.InQuery, "pipes", listOf(color), true)
	pipes.Style, pipes.Explode, pipes.AllowReserved = "pipeDelimited", false, true
	text := parameter(api.InQuery, "text", all, false)
	text.JSON = true
	s.operation("pets", "list", &api.Operation{
		Parameters: []*api.Parameter{
			account, parameter(api.InQuery, "x-account-id", str, false), parameter(api.InPath, "id", integer, true),
			deep, pipes, text, parameter(api.InCookie, "crumb", str, false), parameter(api.InQuery, "body", str, false),
			parameter(api.InQuery, "any", &api.Type{Kind: api.Any}, false), parameter(api.InQuery, "mixed", mixed, true),
			parameter(api.InQuery, "ids", listOf(str), false), parameter(api.InQuery, "node", node, false),
		},
		Method: "GET", Path: "/pets/{id}", Results: []*api.Result{jsonResult("200", listOf(pet))}, Accept: []string{"application/json"},
		Errors:           []*api.ErrorCase{e("400", 0), e("404", 1), e("418", 2), e("5XX", 1), e("default", 4)},
		SecurityDeclared: true, Security: [][]string{{"basic"}, {"token", "key"}, {}},
		Retry: &api.Retry{StatusCodes: []string{"429", "5XX"}, Strategy: "backoff", InitialIntervalMS: 500,
			MaxIntervalMS: 60_000, MaxElapsedMS: 1 << 62, Exponent: 1.5},
		UsageExample: true,
	})
	next, data := optional("next", str), required("data", listOf(pet))
	page := s.object("Page", next, data, optional("total", integer))
	cursor := parameter(api.InQuery, "cursor", str, false)
	s.operation("pets", "page", &api.Operation{Parameters: []*api.Parameter{cursor}, Results: []*api.Result{jsonResult("200", page)},
		Pagination: &api.Pagination{Parameter: cursor, Items: []*api.Field{data}, Next: []*api.Field{next}}})
	offset := parameter(api.InQuery, "offset", scalar(api.Number), true)
	s.operation("pets", "offset", &api.Operation{Parameters: []*api.Parameter{offset}, Results: []*api.Result{jsonResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageOffset, Parameter: offset, Items: []*api.Field{data}}})
	field := optional("page", str)
	search := s.object("Search", field)
	s.operation("pets", "search", &api.Operation{Method: "POST", Path: "/search", Body: jsonBody(search, true), Results: []*api.Result{jsonResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageNumber, BodyField: field, Items: []*api.Field{data}, Pages: []*api.Field{page.Fields[2]}}})
	s.operation("pets", "link", &api.Operation{Results: []*api.Result{jsonResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageURL, Next: []*api.Field{next}}})
	s.operation("pets", "create", &api.Operation{Method: "POST", Body: jsonBody(all, true), SecurityDeclared: true,
		Results: []*api.Result{jsonResult("201", all)}, Errors: []*api.ErrorCase{e("400", 0), e("422", 3), e("default", 4)}})
	s.operation("pets", "delete", &api.Operation{Parameters: []*api.Parameter{maybeAccount}, Retry: &api.Retry{Strategy: "none"},
		Errors: []*api.ErrorCase{e("418", 2)}})
	s.operation("pets", "photos", &api.Operation{Results: []*api.Result{{Status: "200", Content: api.ContentStream}}})
	s.operation("pets.photos", "upload", &api.Operation{Body: &api.Body{Content: api.ContentStream, MediaType: "*/*",
		Use: api.TypeUse{Required: true}}})
	s.operation("pets.photos", "replace", &api.Operation{Body: &api.Body{Content: api.ContentStream, MediaType: "image/png"}})
	s.operation("pets.photos", "form", &api.Operation{Body: &api.Body{Content: api.ContentForm, Use: api.TypeUse{Type: cat, Required: true}}})
	s.operation("pets.photos", "maybeForm", &api.Operation{Body: &api.Body{Content: api.ContentForm, Use: api.TypeUse{Type: cat}}})
	s.operation("pets.photos", "maybeBody", &api.Operation{Body: jsonBody(listOf(str), false)})
	s.operation("pets.photos", "anyBody", &api.Operation{Body: jsonBody(&api.Type{Kind: api.Any}, true)})
	s.operation("pets.photos", "listBody", &api.Operation{Body: jsonBody(listOf(cat), true)})
	for _, result := range []struct {
		name string
		t    *api.Type
	}{
		{"string", str}, {"bool", scalar(api.Boolean)}, {"int", integer}, {"number", number}, {"time", scalar(api.DateTime)},
		{"bytes", scalar(api.Bytes)}, {"any", &api.Type{Kind: api.Any}}, {"free", &api.Type{Kind: api.Free}},
		{"map", mapOf(str)}, {"color", color}, {"level", level}, {"tree", tree}, {"mixed", mixed}, {"empty", empty},
	} {
		s.operation("results."+result.name, "get", &api.Operation{ID: result.name, Results: []*api.Result{jsonResult("200", result.t)}})
	}
	s.operation("several", "get", &api.Operation{Results: []*api.Result{
		jsonResult("200", cat), jsonResult("201", cat), jsonResult("202", listOf(str)), jsonResult("203", mapOf(str)),
		{Status: "204"}, {Status: "205", Content: api.ContentStream}, jsonResult("206", dog),
		{Status: "206", Content: api.ContentStream}, jsonResult("2XX", color),
	}})
	s.operation("several", "none", &api.Operation{Results: []*api.Result{{Status: "200"}, {Status: "204"}}})
	s.operation("only.below.top", "get", &api.Operation{})
	s.operation("linux_test", "get", &api.Operation{})
	return &s.API
}
