package apitest

import "github.com/StackOneHQ/stackone-gen/internal/api"

// everything builds an API with every kind of type, parameter, body, result and error.
type everything struct {
	*Sample
	str, number, integer, color, level, ratio, huge, flag, odd, cat, dog, pet, mixed, inner, free, tree, forest, node, all, empty, problem *api.Type
}

// Everything is an API with every kind of type, parameter, body, result and
// error in it.
func Everything() *api.API {
	x := &everything{Sample: &Sample{API: api.API{
		Title: "Everything", Version: "1.2.3", Description: "All there is.",
		Servers: []*api.Server{{URL: "https://api.example.com/v1"}},
		Security: []*api.SecurityScheme{
			{Name: "basic", Kind: api.SecurityBasic}, {Name: "token", Kind: api.SecurityBearer},
			{Name: "key", Kind: api.SecurityAPIKeyHeader, Parameter: "X-Key"}, {Name: "other", Kind: api.SecurityOther},
		},
	}}}
	x.enums()
	x.unions()
	x.recursive()
	x.objects()
	x.errors()
	x.list()
	x.pages()
	x.bodies()
	x.results()
	return &x.API
}

// enums adds scalars and enums.
func (x *everything) enums() {
	x.str, x.number, x.integer = Scalar(api.String), Scalar(api.Number), Scalar(api.Integer)
	x.color = x.Enum("color", api.String, "red", "*", "", "+1", "-1", "3gp", "Red", "red")
	x.level = x.Enum("level", api.Integer, "1", "-2", "3")
	x.ratio = x.Enum("ratio", api.Integer, "1", "1.5")
	x.huge = x.Enum("huge", api.Integer, "1", "18446744073709551616")
	x.flag = x.Enum("flag", api.Boolean, "true")
	x.odd = x.Enum("odd", api.Number, "many")
	x.Enum("none", api.String)
}

// unions adds unions and their variants.
func (x *everything) unions() {
	x.cat = x.Object("Cat", Required("kind", x.str), Required("meow", Scalar(api.Boolean)))
	x.dog = x.Object("Dog", Required("kind", x.str), Optional("bark", x.integer))
	x.pet = x.Union(x.cat, x.dog)
	x.pet.Path, x.pet.Component, x.pet.Discriminator = []string{"Pet"}, true, "kind"
	x.pet.Variants[0].Tags, x.pet.Variants[1].Tags = []string{"cat", "kitten"}, []string{"dog", "cat"}
	x.pet.Variants[1].Consts = []api.Const{{Name: "kind", Values: []string{`"dog"`}}}
	x.mixed = x.Union(x.str, x.number, x.integer, Scalar(api.DateTime), Scalar(api.Date), x.color, x.level,
		ListOf(x.str), ListOf(x.cat), MapOf(x.str), x.cat, Scalar(api.Boolean), Scalar(api.Bytes))
	x.inner = x.Union(x.str, ListOf(x.mixed))
	x.free = x.Union(x.str, x.cat, &api.Type{Kind: api.Free})
}

// recursive adds types that hold themselves.
func (x *everything) recursive() {
	x.tree = &api.Type{Kind: api.List}
	x.tree.Elem = &api.TypeUse{Type: x.tree, Required: true}
	x.Component("Tree", x.tree)
	x.forest = &api.Type{Kind: api.Map}
	x.forest.Elem = &api.TypeUse{Type: x.forest, Required: true, Nullable: true}
	x.Component("Forest", x.forest)

	x.node = x.Object("node", Required("value", x.integer))
	x.node.Fields = append(x.node.Fields,
		&api.Field{Name: "next", Use: api.TypeUse{Type: x.node, Recursive: true}},
		&api.Field{Name: "self", Use: api.TypeUse{Type: x.node, Recursive: true, Required: true}},
		Optional("children", ListOf(x.node)))
}

// objects adds an object with every kind of field, and some with names of the SDK.
func (x *everything) objects() {
	x.all = x.Object("all",
		Required("string", x.str), Required("bool", Scalar(api.Boolean)), Required("int", x.integer),
		Required("int32", Scalar(api.Integer32)), Required("uint64", Scalar(api.Unsigned)), Required("number", x.number), Required("time", Scalar(api.DateTime)),
		Required("date", Scalar(api.Date)), Required("local", Scalar(api.LocalTime)), Required("bytes", Scalar(api.Bytes)),
		Required("color", x.color), Optional("level", x.level), Optional("ratio", x.ratio), Optional("huge", x.huge),
		Optional("flag", x.flag), Optional("odd", x.odd), Required("any", &api.Type{Kind: api.Any}),
		Optional("free", &api.Type{Kind: api.Free}), Optional("pet", x.pet), Required("mixed", x.mixed),
		Optional("inner", x.inner), Optional("free_union", x.free), Optional("tree", x.tree), Optional("forest", x.forest),
		Required("node", x.node), Optional("list", NullableItems(ListOf(x.str))), Optional("map", NullableItems(MapOf(x.integer))),
		Required("deep", ListOf(MapOf(NullableItems(ListOf(x.color))))), Optional("opt_time", Scalar(api.DateTime)),
		Optional("dates", ListOf(Scalar(api.Date))), Optional("extra", x.str), Optional("Extras", x.str),
		Optional("marshalJSON", x.str), Optional("decodeJSON", x.str), Optional("additional_properties", x.str), Optional("2x", x.str))
	x.all.Fields[0].Use.Nullable = true
	x.all.Fields[1].Doc = api.Doc{Description: "says yes", Default: "true", Deprecated: &api.Deprecation{Message: "Use the other."}, Constraints: []api.Constraint{{Kind: api.Maximum, Value: "1"}}}
	x.all.Elem = &api.TypeUse{Type: x.integer, Required: true, Nullable: true}
	x.empty = x.Object("empty")
	x.Object("Client", Required("id", x.str))
	x.Object("Opt", Required("id", x.str))
	x.problem = x.Object("Error", Optional("message", x.str))
	x.problem.ErrorBody = true
}

// errors adds error types.
func (x *everything) errors() {
	x.Errors = []*api.ErrorType{
		{Source: api.ErrorOfSchema, Name: "BadRequestError", Statuses: []api.Status{"400"}, Body: x.problem, Pos: x.Pos()},
		{Source: api.ErrorOfResponse, Name: "Error", Statuses: []api.Status{"404", "5XX"}, Body: x.problem, Pos: x.Pos()},
		{Name: "Teapot", Statuses: []api.Status{"418"}, Pos: x.Pos()},
		{Source: api.ErrorOfResponse, Name: "ListError", Statuses: []api.Status{"422"}, Body: ListOf(x.str), Pos: x.Pos()},
		{Source: api.ErrorOfResponse, Name: "AnyError", Statuses: []api.Status{"default"}, Body: &api.Type{Kind: api.Any}, Pos: x.Pos()},
	}
}

func (x *everything) errorCase(status api.Status, i int) *api.ErrorCase {
	return &api.ErrorCase{Status: status, Error: x.Errors[i]}
}

// list adds an operation with every kind of parameter.
func (x *everything) list() {
	account := Parameter(api.InHeader, "x-account-id", x.str, true)
	account.Global = &api.Global{Name: "x-account-id", Label: "account-id", In: api.InHeader, Use: api.TypeUse{Type: x.str}}
	x.Globals = []*api.Global{account.Global}
	deep := Parameter(api.InQuery, "filter", x.all, false)
	deep.Style = "deepObject"
	pipes := Parameter(api.InQuery, "pipes", ListOf(x.color), true)
	pipes.Style, pipes.Explode, pipes.AllowReserved = "pipeDelimited", false, true
	text := Parameter(api.InQuery, "text", x.all, false)
	text.JSON = true
	x.Operation("pets", "list", &api.Operation{
		Parameters: []*api.Parameter{
			account, Parameter(api.InQuery, "x-account-id", x.str, false), Parameter(api.InPath, "id", x.integer, true),
			deep, pipes, text, Parameter(api.InCookie, "crumb", x.str, false), Parameter(api.InQuery, "body", x.str, false),
			Parameter(api.InQuery, "any", &api.Type{Kind: api.Any}, false), Parameter(api.InQuery, "mixed", x.mixed, true),
			Parameter(api.InQuery, "ids", ListOf(x.str), false), Parameter(api.InQuery, "node", x.node, false),
		},
		Method: "GET", Path: "/pets/{id}", Results: []*api.Result{JSONResult("200", ListOf(x.pet))}, Accept: []string{"application/json"},
		Errors:           []*api.ErrorCase{x.errorCase("400", 0), x.errorCase("404", 1), x.errorCase("418", 2), x.errorCase("5XX", 1), x.errorCase("default", 4)},
		SecurityDeclared: true, Security: []api.SecurityAlternative{
			{{Scheme: x.Security[0]}}, {{Scheme: x.Security[1]}, {Scheme: x.Security[2]}}, {},
		},
		Retry: &api.Retry{StatusCodes: []api.Status{"429", "5XX"}, Strategy: api.RetryBackoff, InitialIntervalMS: 500,
			MaxIntervalMS: 60_000, MaxElapsedMS: 1 << 62, Exponent: 1.5},
		UsageExample: true,
	})
}

// pages adds operations with pages.
func (x *everything) pages() {
	next, data := Optional("next", x.str), Required("data", ListOf(x.pet))
	page := x.Object("Page", next, data, Optional("total", x.integer))
	cursor := Parameter(api.InQuery, "cursor", x.str, false)
	x.Operation("pets", "page", &api.Operation{Parameters: []*api.Parameter{cursor}, Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Parameter: cursor, Items: []*api.Field{data}, Next: []*api.Field{next}}})
	offset := Parameter(api.InQuery, "offset", Scalar(api.Number), true)
	x.Operation("pets", "offset", &api.Operation{Parameters: []*api.Parameter{offset}, Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageOffset, Parameter: offset, Items: []*api.Field{data}}})
	field := Optional("page", x.str)
	search := x.Object("Search", field)
	x.Operation("pets", "search", &api.Operation{Method: "POST", Path: "/search", Body: JSONBody(search, true), Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageNumber, BodyField: field, Items: []*api.Field{data}, Pages: []*api.Field{page.Fields[2]}}})
	x.Operation("pets", "link", &api.Operation{Results: []*api.Result{JSONResult("200", page)},
		Pagination: &api.Pagination{Kind: api.PageURL, Next: []*api.Field{next}}})
}

// bodies adds operations with every kind of body.
func (x *everything) bodies() {
	maybeAccount := Parameter(api.InHeader, "x-account-id", x.str, false)
	maybeAccount.Global = x.Globals[0]
	x.Operation("pets", "create", &api.Operation{Method: "POST", Body: JSONBody(x.all, true), SecurityDeclared: true,
		Results: []*api.Result{JSONResult("201", x.all)}, Errors: []*api.ErrorCase{x.errorCase("400", 0), x.errorCase("422", 3), x.errorCase("default", 4)}})
	x.Operation("pets", "delete", &api.Operation{Parameters: []*api.Parameter{maybeAccount}, Retry: &api.Retry{Strategy: "none"},
		Errors: []*api.ErrorCase{x.errorCase("418", 2)}})
	x.Operation("pets", "photos", &api.Operation{Results: []*api.Result{{Status: "200", Content: api.ContentStream}}})
	x.Operation("pets.photos", "upload", &api.Operation{Body: &api.Body{Content: api.ContentStream, MediaType: "*/*",
		Use: api.TypeUse{Required: true}}})
	x.Operation("pets.photos", "replace", &api.Operation{Body: &api.Body{Content: api.ContentStream, MediaType: "image/png"}})
	x.Operation("pets.photos", "form", &api.Operation{Body: &api.Body{Content: api.ContentForm, Use: api.TypeUse{Type: x.cat, Required: true}}})
	x.Operation("pets.photos", "maybeForm", &api.Operation{Body: &api.Body{Content: api.ContentForm, Use: api.TypeUse{Type: x.cat}}})
	x.Operation("pets.photos", "maybeBody", &api.Operation{Body: JSONBody(ListOf(x.str), false)})
	x.Operation("pets.photos", "anyBody", &api.Operation{Body: JSONBody(&api.Type{Kind: api.Any}, true)})
	x.Operation("pets.photos", "listBody", &api.Operation{Body: JSONBody(ListOf(x.cat), true)})
}

// results adds operations with every kind of result.
func (x *everything) results() {
	for _, result := range []struct {
		name string
		t    *api.Type
	}{
		{"string", x.str}, {"bool", Scalar(api.Boolean)}, {"int", x.integer}, {"number", x.number}, {"time", Scalar(api.DateTime)},
		{"bytes", Scalar(api.Bytes)}, {"any", &api.Type{Kind: api.Any}}, {"free", &api.Type{Kind: api.Free}},
		{"map", MapOf(x.str)}, {"color", x.color}, {"level", x.level}, {"tree", x.tree}, {"mixed", x.mixed}, {"empty", x.empty},
	} {
		x.Operation("results."+result.name, "get", &api.Operation{ID: result.name, Results: []*api.Result{JSONResult("200", result.t)}})
	}
	x.Operation("several", "get", &api.Operation{Results: []*api.Result{
		JSONResult("200", x.cat), JSONResult("201", x.cat), JSONResult("202", ListOf(x.str)), JSONResult("203", MapOf(x.str)),
		{Status: "204"}, {Status: "205", Content: api.ContentStream}, JSONResult("206", x.dog),
		{Status: "206", Content: api.ContentStream}, JSONResult("2XX", x.color),
	}})
	x.Operation("several", "none", &api.Operation{Results: []*api.Result{{Status: "200"}, {Status: "204"}}})
	x.Operation("only.below.top", "get", &api.Operation{})
	x.Operation("linux_test", "get", &api.Operation{})
}
