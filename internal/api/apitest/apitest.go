// Package apitest builds APIs for tests by hand, also such as no parser would make.
package apitest

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Sample is an API in the making.
type Sample struct {
	api.API
	line int
}

// Pos returns positions that differ and grow.
func (s *Sample) Pos() api.Position {
	s.line++
	return api.Position{File: "api.yaml", Line: s.line, Column: 1}
}

// Add lists a type.
func (s *Sample) Add(t *api.Type) *api.Type {
	t.Pos = s.Pos()
	s.Types = append(s.Types, t)
	return t
}

// Component makes a type that of a schema with a name.
func (s *Sample) Component(name string, t *api.Type) *api.Type {
	t.Path, t.Component, t.Ref = []string{name}, true, "#/components/schemas/"+name
	t.InRequest, t.InResponse = true, true
	return s.Add(t)
}

// Object adds a schema of an object.
func (s *Sample) Object(name string, fields ...*api.Field) *api.Type {
	for _, f := range fields {
		f.Pos = s.Pos()
	}
	return s.Component(name, &api.Type{Kind: api.Object, Fields: fields})
}

// Enum adds a schema of an enum.
func (s *Sample) Enum(name string, basic api.Basic, values ...string) *api.Type {
	t := &api.Type{Kind: api.Enum, Basic: basic}
	for _, value := range values {
		t.Values = append(t.Values, api.EnumValue{Text: value, Pos: s.Pos()})
	}
	return s.Component(name, t)
}

// Union adds a union that is named by its variants.
func (s *Sample) Union(variants ...*api.Type) *api.Type {
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
	return s.Add(t)
}

// Service finds or makes the service of a dotted path.
func (s *Sample) Service(path string) *api.Service {
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
			found = &api.Service{Path: names[:depth+1], Pos: s.Pos()}
			*services = append(*services, found)
		}
		services = &found.Services
	}
	return found
}

// Operation adds an operation to the service of a dotted path.
func (s *Sample) Operation(service, name string, o *api.Operation) *api.Operation {
	o.Service, o.Name, o.Pos = s.Service(service), name, s.Pos()
	if o.ID == "" {
		o.ID = service + "_" + name
	}
	if o.Method == "" {
		o.Method, o.Path = "GET", "/"+name
	}
	for _, p := range o.Parameters {
		p.Pos = s.Pos()
	}
	o.Service.Operations = append(o.Service.Operations, o)
	return o
}

// Scalar returns a type without a name.
func Scalar(b api.Basic) *api.Type { return &api.Type{Kind: api.Scalar, Basic: b} }

// ListOf returns a list of a type.
func ListOf(t *api.Type) *api.Type {
	return &api.Type{Kind: api.List, Elem: &api.TypeUse{Type: t, Required: true}}
}

// MapOf returns a map of a type.
func MapOf(t *api.Type) *api.Type {
	return &api.Type{Kind: api.Map, Elem: &api.TypeUse{Type: t, Required: true}}
}

// NullableItems lets the items of a list or map be null.
func NullableItems(t *api.Type) *api.Type {
	t.Elem.Nullable = true
	return t
}

// Required returns a required property.
func Required(name string, t *api.Type) *api.Field {
	return &api.Field{Name: name, Use: api.TypeUse{Type: t, Required: true}}
}

// Optional returns a property that can be absent.
func Optional(name string, t *api.Type) *api.Field {
	return &api.Field{Name: name, Use: api.TypeUse{Type: t}}
}

// Parameter returns a parameter of the usual style.
func Parameter(in api.Location, name string, t *api.Type, must bool) *api.Parameter {
	p := &api.Parameter{Name: name, In: in, Use: api.TypeUse{Type: t, Required: must}, Style: in.DefaultStyle()}
	p.Explode = p.Style.DefaultExplode()
	return p
}

// JSONBody returns a body that is sent as JSON.
func JSONBody(t *api.Type, must bool) *api.Body {
	return &api.Body{Content: api.ContentJSON, MediaType: "application/json", Use: api.TypeUse{Type: t, Required: must}}
}

// JSONResult returns a success with JSON.
func JSONResult(status api.Status, t *api.Type) *api.Result {
	return &api.Result{Status: status, Content: api.ContentJSON, MediaTypes: []string{"application/json"},
		Use: api.TypeUse{Type: t, Required: true}}
}

// Everything is an API with every kind of type, parameter, body, result and
// error in it.
func Everything() *api.API {
	s := &Sample{API: api.API{
		Title: "Everything", Version: "1.2.3", Description: "All there is.",
		Servers: []*api.Server{{URL: "https://api.example.com/v1"}},
		Security: []*api.SecurityScheme{
			{Name: "basic", Kind: api.SecurityBasic}, {Name: "token", Kind: api.SecurityBearer},
			{Name: "key", Kind: api.SecurityAPIKeyHeader, Parameter: "X-Key"}, {Name: "other", Kind: api.SecurityOther},
		},
	}}
	str, number, integer := Scalar(api.String), Scalar(api.Number), Scalar(api.Integer)
	color := s.Enum("color", api.String, "red", "*", "", "+1", "-1", "3gp", "Red", "red")
	level := s.Enum("level", api.Integer, "1", "-2", "3")
	ratio := s.Enum("ratio", api.Integer, "1", "1.5")
	huge := s.Enum("huge", api.Integer, "1", "18446744073709551616")
	flag := s.Enum("flag", api.Boolean, "true")
	odd := s.Enum("odd", api.Number, "many")
	s.Enum("none", api.String)

	cat := s.Object("Cat", Required("kind", str), Required("meow", Scalar(api.Boolean)))
	dog := s.Object("Dog", Required("kind", str), Optional("bark", integer))
	pet := s.Union(cat, dog)
	pet.Path, pet.Component, pet.Discriminator = []string{"Pet"}, true, "kind"
	pet.Variants[0].Tags, pet.Variants[1].Tags = []string{"cat", "kitten"}, []string{"dog", "cat"}
	pet.Variants[1].Consts = []api.Const{{Name: "kind", Values: []string{`"dog"`}}}
	mixed := s.Union(str, number, integer, Scalar(api.DateTime), Scalar(api.Date), color, level,
		ListOf(str), ListOf(cat), MapOf(str), cat, Scalar(api.Boolean), Scalar(api.Bytes))
	inner := s.Union(str, ListOf(mixed))
	free := s.Union(str, cat, &api.Type{Kind: api.Free})

	tree := &api.Type{Kind: api.List}
	tree.Elem = &api.TypeUse{Type: tree, Required: true}
	s.Component("Tree", tree)
	forest := &api.Type{Kind: api.Map}
	forest.Elem = &api.TypeUse{Type: forest, Required: true, Nullable: true}
	s.Component("Forest", forest)

	node := s.Object("node", Required("value", integer))
	node.Fields = append(node.Fields,
		&api.Field{Name: "next", Use: api.TypeUse{Type: node, Recursive: true}},
		&api.Field{Name: "self", Use: api.TypeUse{Type: node, Recursive: true, Required: true}},
		Optional("children", ListOf(node)))

	all := s.Object("all",
		Required("string", str), Required("bool", Scalar(api.Boolean)), Required("int", integer),
		Required("int32", Scalar(api.Integer32)), Required("number", number), Required("time", Scalar(api.DateTime)),
		Required("date", Scalar(api.Date)), Required("local", Scalar(api.LocalTime)), Required("bytes", Scalar(api.Bytes)),
		Required("color", color), Optional("level", level), Optional("ratio", ratio), Optional("huge", huge),
		Optional("flag", flag), Optional("odd", odd), Required("any", &api.Type{Kind: api.Any}),
		Optional("free", &api.Type{Kind: api.Free}), Optional("pet", pet), Required("mixed", mixed),
		Optional("inner", inner), Optional("free_union", free), Optional("tree", tree), Optional("forest", forest),
		Required("node", node), Optional("list", NullableItems(ListOf(str))), Optional("map", NullableItems(MapOf(integer))),
		Required("deep", ListOf(MapOf(NullableItems(ListOf(color))))), Optional("opt_time", Scalar(api.DateTime)),
		Optional("dates", ListOf(Scalar(api.Date))), Optional("extra", str), Optional("Extras", str),
		Optional("marshalJSON", str), Optional("decodeJSON", str), Optional("additional_properties", str), Optional("2x", str))
	all.Fields[0].Use.Nullable = true
	all.Fields[1].Doc = api.Doc{Description: "says yes", Default: "true", Deprecated: &api.Deprecation{Message: "Use the other."}, Constraints: []api.Constraint{{Kind: api.Maximum, Value: "1"}}}
	all.Elem = &api.TypeUse{Type: integer, Required: true, Nullable: true}
	empty := s.Object("empty")
	s.Object("Client", Required("id", str))
	s.Object("Opt", Required("id", str))
	problem := s.Object("Error", Optional("message", str))
	problem.ErrorBody = true

	s.Errors = []*api.ErrorType{
		{Name: "BadRequestError", Statuses: []api.Status{"400"}, Body: problem, Pos: s.Pos()},
		{Name: "Error", Statuses: []api.Status{"404", "5XX"}, Body: problem, Pos: s.Pos()},
		{Name: "Teapot", Statuses: []api.Status{"418"}, Pos: s.Pos()},
		{Name: "ListError", Statuses: []api.Status{"422"}, Body: ListOf(str), Pos: s.Pos()},
		{Name: "AnyError", Statuses: []api.Status{"default"}, Body: &api.Type{Kind: api.Any}, Pos: s.Pos()},
	}
	e := func(status string, i int) *api.ErrorCase {
		return &api.ErrorCase{Status: api.Status(status), Error: s.Errors[i]}
	}

	account := Parameter(api.InHeader, "x-account-id", str, true)
	account.Global = &api.Global{Name: "x-account-id", In: api.InHeader, Use: api.TypeUse{Type: str}}
	s.Globals = []*api.Global{account.Global}
	maybeAccount := Parameter(api.InHeader, "x-account-id", str, false)
	maybeAccount.Global = account.Global
	deep := Parameter(api.InQuery, "filter", all, false)
	deep.Style = "deepObject"
	pipes := Parameter(api.InQuery, "pipes", ListOf(color), true)
	pipes.Style, pipes.Explode, pipes.AllowReserved = "pipeDelimited", false, true
	text := Parameter(api.InQuery, "text", all, false)
	text.JSON = true
	s.Operation("pets", "list", &api.Operation{
		Parameters: []*api.Parameter{
			account, Parameter(api.InQuery, "x-account-id", str, false), Parameter(api.InPath, "id", integer, true),
			deep, pipes, text, Parameter(api.InCookie, "crumb", str, false), Parameter(api.InQuery, "body", str, false),
			Parameter(api.InQuery, "any", &api.Type{Kind: api.Any}, false), Parameter(api.InQuery, "mixed", mixed, true),
			Parameter(api.InQuery, "ids", ListOf(str), false), Parameter(api.InQuery, "node", node, false),
		},
		Method: "GET", Path: "/pets/{id}", Results: []*api.Result{JSONResult("200", ListOf(pet))}, Accept: []string{"application/json"},
		Errors:           []*api.ErrorCase{e("400", 0), e("404", 1), e("418", 2), e("5XX", 1), e("default", 4)},
		SecurityDeclared: true, Security: []api.SecurityAlternative{
			{{Scheme: s.Security[0]}}, {{Scheme: s.Security[1]}, {Scheme: s.Security[2]}}, {},
		},
		Retry: &api.Retry{StatusCodes: []api.Status{"429", "5XX"}, Strategy: api.RetryBackoff, InitialIntervalMS: 500,
			MaxIntervalMS: 60_000, MaxElapsedMS: 1 << 62, Exponent: 1.5},
		UsageExample: true,
	})
	next, data := Optional("next", str), Required("data", ListOf(pet))
	page := s.Object("Page", next, data, Optional("total", integer))
	cursor := Parameter(api.InQuery, "cursor", str, false)
	s.Operation("pets", "page", &api.Operation{Parameters: []*api.Parameter{cursor}, Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Parameter: cursor, Items: []*api.Field{data}, Next: []*api.Field{next}}})
	offset := Parameter(api.InQuery, "offset", Scalar(api.Number), true)
	s.Operation("pets", "offset", &api.Operation{Parameters: []*api.Parameter{offset}, Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageOffset, Parameter: offset, Items: []*api.Field{data}}})
	field := Optional("page", str)
	search := s.Object("Search", field)
	s.Operation("pets", "search", &api.Operation{Method: "POST", Path: "/search", Body: JSONBody(search, true), Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageNumber, BodyField: field, Items: []*api.Field{data}, Pages: []*api.Field{page.Fields[2]}}})
	s.Operation("pets", "link", &api.Operation{Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageURL, Next: []*api.Field{next}}})
	s.Operation("pets", "create", &api.Operation{Method: "POST", Body: JSONBody(all, true), SecurityDeclared: true,
		Results: []*api.Result{JSONResult("201", all)}, Errors: []*api.ErrorCase{e("400", 0), e("422", 3), e("default", 4)}})
	s.Operation("pets", "delete", &api.Operation{Parameters: []*api.Parameter{maybeAccount}, Retry: &api.Retry{Strategy: "none"},
		Errors: []*api.ErrorCase{e("418", 2)}})
	s.Operation("pets", "photos", &api.Operation{Results: []*api.Result{{Status: "200", Content: api.ContentStream}}})
	s.Operation("pets.photos", "upload", &api.Operation{Body: &api.Body{Content: api.ContentStream, MediaType: "*/*",
		Use: api.TypeUse{Required: true}}})
	s.Operation("pets.photos", "replace", &api.Operation{Body: &api.Body{Content: api.ContentStream, MediaType: "image/png"}})
	s.Operation("pets.photos", "form", &api.Operation{Body: &api.Body{Content: api.ContentForm, Use: api.TypeUse{Type: cat, Required: true}}})
	s.Operation("pets.photos", "maybeForm", &api.Operation{Body: &api.Body{Content: api.ContentForm, Use: api.TypeUse{Type: cat}}})
	s.Operation("pets.photos", "maybeBody", &api.Operation{Body: JSONBody(ListOf(str), false)})
	s.Operation("pets.photos", "anyBody", &api.Operation{Body: JSONBody(&api.Type{Kind: api.Any}, true)})
	s.Operation("pets.photos", "listBody", &api.Operation{Body: JSONBody(ListOf(cat), true)})
	for _, result := range []struct {
		name string
		t    *api.Type
	}{
		{"string", str}, {"bool", Scalar(api.Boolean)}, {"int", integer}, {"number", number}, {"time", Scalar(api.DateTime)},
		{"bytes", Scalar(api.Bytes)}, {"any", &api.Type{Kind: api.Any}}, {"free", &api.Type{Kind: api.Free}},
		{"map", MapOf(str)}, {"color", color}, {"level", level}, {"tree", tree}, {"mixed", mixed}, {"empty", empty},
	} {
		s.Operation("results."+result.name, "get", &api.Operation{ID: result.name, Results: []*api.Result{JSONResult("200", result.t)}})
	}
	s.Operation("several", "get", &api.Operation{Results: []*api.Result{
		JSONResult("200", cat), JSONResult("201", cat), JSONResult("202", ListOf(str)), JSONResult("203", MapOf(str)),
		{Status: "204"}, {Status: "205", Content: api.ContentStream}, JSONResult("206", dog),
		{Status: "206", Content: api.ContentStream}, JSONResult("2XX", color),
	}})
	s.Operation("several", "none", &api.Operation{Results: []*api.Result{{Status: "200"}, {Status: "204"}}})
	s.Operation("only.below.top", "get", &api.Operation{})
	s.Operation("linux_test", "get", &api.Operation{})
	return &s.API
}
