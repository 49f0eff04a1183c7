package testkit

import (
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// Options are the choices that a description leaves open.
type Options struct {
	Package     string   // of the SDK
	Initialisms []string // as for the names of the SDK
}

// Kit is the package with the fake server. It stands beside the client and
// imports nothing of it: who vendors both may put them anywhere.
type Kit struct {
	api     *api.API
	names   *names.Table
	opts    Options
	speller *names.Speller
	source  *gofile.Copied
	name    string // of the package and its folder
	scope   *names.Scope

	operations map[*api.Operation]string // constants
	values     []string                  // of the constants
	rows       []string                  // of the table of operations
	shared     *pool                     // what rows have in common
	examples   *pool
	byKey      map[exampleKey]string // names of examples
}

// New decides on everything that the fake server has of the description.
func New(a *api.API, table *names.Table, opts Options, ds *diag.List) (*Kit, error) {
	k, err := named(a, table, opts, ds)
	if err != nil {
		return nil, err
	}
	for _, o := range a.Operations() {
		k.rows = append(k.rows, k.row(o))
	}
	return k, nil
}

// Operations returns the names that the fake server's package has for the
// operations.
func Operations(a *api.API, table *names.Table, opts Options) (map[*api.Operation]string, error) {
	k, err := named(a, table, opts, &diag.List{})
	if err != nil {
		return nil, err
	}
	return k.operations, nil
}

// named decides on the names of the operations alone.
func named(a *api.API, table *names.Table, opts Options, ds *diag.List) (*Kit, error) {
	source, err := gofile.TestKit()
	if err != nil {
		return nil, err
	}
	k := &Kit{
		api: a, names: table, opts: opts, speller: names.NewSpeller(opts.Initialisms), source: source,
		name: names.TestKit(opts.Package), scope: names.NewScope("operations"),
		operations: map[*api.Operation]string{}, byKey: map[exampleKey]string{},
	}
	for name := range source.Taken {
		k.scope.Reserve(name)
	}
	k.shared, k.examples = newPool(k.scope), newPool(k.scope)
	k.nameOperations(ds)
	return k, nil
}

// nameOperations names the constants of the operations by service and method.
// They number themselves as the constants of enums do.
func (k *Kit) nameOperations(ds *diag.List) {
	values := names.NewScope()
	for _, o := range k.api.Operations() {
		name := k.scope.Unreserved(names.Exported(append(k.speller.Path(o.Service.Path), k.names.Operation(o).Method)...), "Operation")
		c := names.Claim{What: "operation " + o.ID + " of the fake server", Pos: o.Pos}
		k.operations[o] = k.scope.NumberAloud(name, c, ds)
		value := strings.Join(append(append([]string{}, o.Service.Path...), o.Name), ".")
		k.values = append(k.values, values.Number(value, c))
	}
}

// Files returns the hand-written files.
func (k *Kit) Files() []emit.File { return k.source.Files(k.name, k.name+"/") }

// Units are the generated files.
func (k *Kit) Units() []gofile.Unit {
	units := []gofile.Unit{{
		Name: k.name + "/operations", Package: k.name, Comment: gofile.CommentText(k.packageDoc()),
		Parts: []gofile.Part{{Weight: 20 * len(k.rows), Write: k.writeOperations}},
	}}
	if len(k.examples.values) > 0 {
		units = append(units, gofile.Unit{
			Name: k.name + "/examples", Package: k.name,
			Parts: []gofile.Part{{Weight: 10 * len(k.examples.values), Write: k.writeExamples}},
		})
	}
	return units
}

func (k *Kit) packageDoc() string {
	example := "server := KIT.NewServer(t)\nclient, err := SDK.New(SDK.WithServerURL(server.URL), SDK.WithAPIKey(\"test\"))"
	if all := k.api.Operations(); len(all) > 0 {
		example += "\nserver.Answer(KIT." + k.operations[all[0]] + ",\n    KIT.Error(429).RetryAfter(time.Second), KIT.Default())"
	}
	example = strings.NewReplacer("KIT", k.name, "SDK", k.opts.Package).Replace(example)
	return gofile.Paragraphs(
		"Package "+k.name+" is a fake server for the tests of programs that use package "+k.opts.Package+".",
		"It knows every operation of the API. It holds what it is asked against the description, so that a call that the API would refuse "+
			"fails the test, and answers with the examples of the description unless the test wants another answer, an error or a fault of the network.",
		"```\n"+example+"\n```",
	)
}

func (k *Kit) writeOperations(f *jen.File) {
	all := k.api.Operations()
	if len(all) > 0 {
		f.Comment("// The operations of the API.")
		f.Const().DefsFunc(func(g *jen.Group) {
			for i, o := range all {
				g.Add(gofile.Comment(k.operations[o] + " is " + o.Method + " " + o.Path + "."))
				g.Id(k.operations[o]).Id("Operation").Op("=").Add(gofile.Code(gofile.Quote(k.values[i])))
			}
		}).Line()
	}
	rows := make([]jen.Code, len(k.rows))
	for i, row := range k.rows {
		rows[i] = gofile.Code(row)
	}
	f.Comment("// operations is what the server knows of the API.")
	f.Var().Id("operations").Op("=").Add(gofile.Code("[]operation")).Add(gofile.Lines(rows...)).Line()
	for i, name := range k.shared.names {
		f.Var().Id(name).Op("=").Add(gofile.Code(k.shared.values[i])).Line()
	}
}

func (k *Kit) writeExamples(f *jen.File) {
	f.Comment("// Bodies of responses: what the description gives for an example, and values of the right kind for the rest.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, name := range k.examples.names {
			g.Id(name).Op("=").Add(gofile.Code(gofile.Literal(k.examples.values[i])))
		}
	})
}

// row writes an operation as an item of the table.
func (k *Kit) row(o *api.Operation) string {
	fields := []string{"name: " + k.operations[o] + ", method: " + gofile.Quote(o.Method) + ", path: " + gofile.Quote(o.Path)}
	var parameters []string
	for _, p := range o.Parameters {
		if place := requiredPlace(p); place != "" {
			parameters = append(parameters, "{"+place+", "+gofile.Quote(p.Name)+"}")
		}
	}
	if len(parameters) > 0 {
		fields = append(fields, "parameters: []parameter{"+strings.Join(parameters, ", ")+"}")
	}
	if o.Body != nil {
		fields = append(fields, "body: &"+k.body(o))
	}
	if security := k.security(o); security != "" {
		fields = append(fields, "security: "+security)
	}
	fields = append(fields, "success: "+k.success(o))
	if others := k.others(o); others != "" {
		fields = append(fields, "others: "+others)
	}
	if paging := k.paging(o); paging != "" {
		fields = append(fields, "paging: "+paging)
	}
	return "{\n" + strings.Join(fields, ",\n") + ",\n}"
}

// requiredPlace says where the server looks for a parameter; empty if it can be
// absent, or if there is nothing by which to know it: members of an exploded
// object stand among the other parameters.
func requiredPlace(p *api.Parameter) string {
	if !p.Use.Required {
		return ""
	}
	switch p.In {
	case api.InQuery:
		if !p.JSON && p.Style == api.StyleForm && p.Explode && mayBeObject(p.Use.Type) {
			return ""
		}
		return "inQuery"
	case api.InHeader:
		switch strings.ToLower(p.Name) {
		case "accept", "authorization", "content-type", "host": // not a matter of parameters
			return ""
		}
		return "inHeader"
	case api.InCookie:
		if p.Explode && mayBeObject(p.Use.Type) {
			return ""
		}
		return "inCookie"
	}
	return ""
}

func mayBeObject(t *api.Type) bool { return t.JSONKinds().Has(api.JSONObject) }

// body returns the name of the description of an operation's body.
func (k *Kit) body(o *api.Operation) string {
	b := o.Body
	fields := []string{"content: " + [...]string{
		api.ContentNone: "stream", api.ContentJSON: "jsonContent", api.ContentStream: "stream", api.ContentForm: "form",
	}[b.Content]}
	if b.Use.Required {
		fields = append(fields, "required: true")
	}
	base := k.operations[o] + "Body"
	if t := b.Use.Type; t != nil && (b.Content == api.ContentJSON || b.Content == api.ContentForm) {
		fields = append(fields, "kinds: "+kindsText(b.Use.JSONKinds()))
		if t.Named() {
			base = k.names.Type(t) + "Body"
		}
		if members := members(t); members != "" {
			fields = append(fields, "members: "+members)
		}
	}
	return k.shared.name("body{"+strings.Join(fields, ", ")+"}", names.Unexported(words.SplitCase(base)...))
}

// members describes the members of an object.
func members(t *api.Type) string {
	if t.Kind != api.Object || len(t.Fields) == 0 {
		return ""
	}
	var list strings.Builder
	list.WriteString("[]member{\n")
	for _, f := range t.Fields {
		list.WriteString("{name: " + gofile.Quote(f.Name))
		if f.Use.Required {
			list.WriteString(", required: true")
		}
		list.WriteString(", kinds: " + kindsText(f.Use.JSONKinds()) + "},\n")
	}
	list.WriteString("}")
	return list.String()
}

// security returns the name of the credentials that an operation needs; empty if
// it needs none, or if there is one of which nothing is known.
func (k *Kit) security(o *api.Operation) string {
	var alternatives, base []string
	for _, names := range o.Security {
		var credentials []string
		for _, name := range names {
			text := k.credential(name)
			if text == "" {
				return ""
			}
			credentials = append(credentials, text)
			base = append(base, name)
		}
		if len(credentials) == 0 {
			return ""
		}
		alternatives = append(alternatives, "{"+strings.Join(credentials, ", ")+"}")
	}
	if len(alternatives) == 0 {
		return ""
	}
	words := append(k.speller.Path(base), "Security")
	return k.shared.name("[][]credential{"+strings.Join(alternatives, ", ")+"}", names.Unexported(words...))
}

func (k *Kit) credential(name string) string {
	for _, scheme := range k.api.Security {
		if scheme.Name != name {
			continue
		}
		switch scheme.Kind {
		case api.SecurityBasic:
			return `{inHeader, "Authorization", "Basic"}`
		case api.SecurityBearer:
			return `{inHeader, "Authorization", "Bearer"}`
		case api.SecurityAPIKeyHeader:
			return "{inHeader, " + gofile.Quote(scheme.Parameter) + `, ""}`
		case api.SecurityAPIKeyQuery:
			return "{inQuery, " + gofile.Quote(scheme.Parameter) + `, ""}`
		case api.SecurityAPIKeyCookie:
			return "{inCookie, " + gofile.Quote(scheme.Parameter) + `, ""}`
		}
	}
	return ""
}

// pool gives each different value a name of its own.
type pool struct {
	scope         *names.Scope
	byValue       map[string]string
	names, values []string
}

func newPool(s *names.Scope) *pool { return &pool{scope: s, byValue: map[string]string{}} }

// name returns the name of a value: the given one, or that of an earlier use.
func (p *pool) name(value, base string) string {
	if name, known := p.byValue[value]; known {
		return name
	}
	name := p.scope.Number(base, names.Claim{})
	p.byValue[value] = name
	p.names = append(p.names, name)
	p.values = append(p.values, value)
	return name
}
