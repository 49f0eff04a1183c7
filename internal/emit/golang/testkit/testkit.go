package testkit

import (
	"fmt"
	"slices"
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

// Kit is the package with the test server. It is generated beside the client and
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
	rows       []row                     // of the table of operations
	shared     *pool[printable]          // what rows have in common
	examples   *pool[string]
	byKey      map[exampleKey]string // names of examples
	shapes     []*shape              // of what requests are made of
	shapeNames map[*api.Type]string
}

// New decides on everything that the test server has of the description.
func New(a *api.API, table *names.Table, opts Options, ds *diag.List) (*Kit, error) {
	k, err := named(a, table, opts, ds)
	if err != nil {
		return nil, err
	}
	for _, o := range served(a) {
		if o.Full != nil { // it answers with whatever the description has
			o = o.Full
		}
		k.rows = append(k.rows, k.row(o))
	}
	return k, nil
}

// Operations returns the names that the test server's package has for the
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
		name: names.TestKit(opts.Package), scope: names.NewScope("operations", "webhookSigned"),
		operations: map[*api.Operation]string{}, byKey: map[exampleKey]string{}, shapeNames: map[*api.Type]string{},
	}
	for name := range source.Taken {
		k.scope.Reserve(name)
	}
	k.shared, k.examples = newPool[printable](k.scope), newPool[string](k.scope)
	k.nameOperations(ds)
	return k, nil
}

// nameOperations names the constants of the operations by service and method.
// They number themselves as the constants of enums do.
func (k *Kit) nameOperations(ds *diag.List) {
	values := names.NewScope()
	for _, o := range served(k.api) {
		name := k.scope.Unreserved(names.Exported(append(k.speller.Path(o.Service.Path), k.names.Operation(o).Method)...), "Operation")
		c := names.Claim{What: "operation " + o.ID + " of the test server", Pos: o.Pos}
		k.operations[o] = k.scope.NumberAloud(name, c, ds)
		value := strings.Join(append(append([]string{}, o.Service.Path...), o.Name), ".")
		k.values = append(k.values, values.Number(value, c))
	}
	for _, o := range k.api.Operations() {
		if o.Full != nil {
			k.operations[o.Full] = k.operations[o]
		}
	}
}

// served returns what the server tells apart: the operations, with the ways to call one
// that send another body.
func served(a *api.API) []*api.Operation {
	return slices.DeleteFunc(a.Operations(), func(o *api.Operation) bool { return o.Of != nil && o.Of.Full == o })
}

// Files returns the hand-written files, without those on webhooks if the API sends none.
func (k *Kit) Files() []emit.File {
	var leftOut []string
	if !k.api.ReceivesWebhooks() {
		leftOut = append(leftOut, "webhook.")
	}
	return k.source.Files(k.name, k.name+"/", leftOut...)
}

// Units are the generated files.
func (k *Kit) Units() []gofile.Unit {
	units := []gofile.Unit{{
		Name: k.name + "/operations", Package: k.name, Comment: gofile.CommentText(k.packageDoc()),
		Parts: []gofile.Part{{Weight: 20 * len(k.rows), Write: k.writeOperations}},
	}}
	units = append(units, gofile.Unit{
		Name: k.name + "/shapes", Package: k.name,
		Parts: []gofile.Part{{Weight: 10 * len(k.shapes), Write: k.writeShapes}},
	})
	if len(k.examples.values) > 0 {
		units = append(units, gofile.Unit{
			Name: k.name + "/examples", Package: k.name,
			Parts: []gofile.Part{{Weight: 10 * len(k.examples.values), Write: k.writeExamples}},
		})
	}
	return units
}

func (k *Kit) packageDoc() string {
	sdk := k.opts.Package
	example := []string{
		"server := " + k.name + ".NewServer(t)",
		"client, err := " + sdk + ".New(" + sdk + ".WithServerURL(server.URL), " + sdk + `.WithAPIKey("test"))`,
	}
	if all := served(k.api); len(all) > 0 {
		example = append(example,
			"server.Answer("+k.name+"."+k.operations[all[0]]+",",
			"    "+k.name+".Error(429).RetryAfter(time.Second), "+k.name+".Default())")
	}
	return gofile.Paragraphs(
		"Package "+k.name+" is a test server for programs that use package "+sdk+".",
		"It knows every operation of the API. A call that the description rules out fails the test; [Server] tells what it checks, and "+
			"[Lenient] lets values pass. It responds with the description's examples, unless the test asks for another response, an error "+
			"or a network failure. "+
			"[Server.Transport] does without a network, and works with testing/synctest.",
		gofile.Fenced(example...),
	)
}

func (k *Kit) writeOperations(f *jen.File) {
	all := served(k.api)
	if len(all) > 0 {
		f.Comment("// The operations of the API.")
		f.Const().DefsFunc(func(g *jen.Group) {
			for i, o := range all {
				g.Add(gofile.Comment(k.operations[o] + " is " + o.Method + " " + o.Target() + "."))
				g.Id(k.operations[o]).Id("Operation").Op("=").Lit(k.values[i])
			}
		}).Line()
	}
	rows := make([]jen.Code, len(k.rows))
	for i, row := range k.rows {
		rows[i] = row.code()
	}
	f.Comment("// operations is what the server knows of the API.")
	f.Var().Id("operations").Op("=").Index().Id("operation").Add(gofile.Lines(rows...)).Line()
	for i, name := range k.shared.names {
		f.Var().Id(name).Op("=").Add(k.shared.values[i].code()).Line()
	}
	k.writeWebhooks(f)
	f.Comment("// sdk is the name of the package of the SDK.")
	f.Const().Id("sdk").Op("=").Lit(k.opts.Package).Line()
	var errors []jen.Code
	for _, t := range k.errorTypes() {
		errors = append(errors, t.code())
	}
	f.Comment("// errorTypes are those of the SDK.")
	f.Var().Id("errorTypes").Op("=").Index().Id("errorType").Add(gofile.Lines(errors...))
}

func (k *Kit) writeShapes(f *jen.File) {
	list := make([]jen.Code, len(k.shapes))
	for i, s := range k.shapes {
		list[i] = s.code()
	}
	f.Comment("// shapes are the types that requests are made of.")
	f.Var().Id("shapes").Op("=").Index().Id("shape").Add(gofile.Lines(list...))
}

func (k *Kit) writeExamples(f *jen.File) {
	f.Comment("// Bodies of responses: what the description gives for an example, and values of the right kind for the rest.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, name := range k.examples.names {
			g.Id(name).Op("=").Add(gofile.String(k.examples.values[i]))
		}
	})
}

// row describes an operation.
func (k *Kit) row(o *api.Operation) row {
	r := row{name: k.operations[o], method: o.Method, path: o.Route(), fixed: o.Fixed}
	r.parameters = k.parameters(o)
	if o.Body != nil && (o.Of != nil || len(o.Ways()) > 0) {
		r.sends = api.Essence(o.Body.Content.SentType(o.Body.MediaType))
	}
	if o.SequenceResult() != nil {
		r.accepts = api.Essence(o.Accept[0])
	}
	if o.Body != nil {
		r.body = k.body(o)
	}
	r.security = k.security(o)
	r.success = k.success(o)
	r.others = k.others(o)
	r.paging = k.paging(o)
	return r
}

// body returns the name of the description of an operation's body.
func (k *Kit) body(o *api.Operation) string {
	b := o.Body
	described := body{content: "stream", required: b.Use.Required}
	base := k.operations[o] + "Body"
	switch b.Content {
	case api.ContentJSON:
		described.content = "jsonContent"
	case api.ContentForm:
		described.content = "form"
	case api.ContentMultipart:
		described.content = "multipartContent"
	}
	if t := b.Use.Type; t != nil && b.Content != api.ContentText && described.content != "stream" {
		if t.Named() {
			base = k.names.Type(t) + "Body"
		}
		described.value = k.value(b.Use, api.Rules{})
	}
	return k.shared.name(described, names.Unexported(words.SplitCase(base)...))
}

// security returns the name of the credentials that an operation needs; empty if
// it needs none, or if there is one of which nothing is known.
func (k *Kit) security(o *api.Operation) string {
	alternatives, _ := credentialsOf(o)
	if len(alternatives) == 0 {
		return ""
	}
	var base []string
	for _, schemes := range o.Security {
		for _, use := range schemes {
			base = append(base, use.Scheme.Name)
		}
	}
	return k.shared.name(alternatives, names.Unexported(append(k.speller.Path(base), "Security")...))
}

// credentialsOf returns the credentials that an operation needs, and whether they can be
// checked: not if it can do without, or if there is one of which nothing is known.
func credentialsOf(o *api.Operation) (alternatives credentials, ok bool) {
	for _, schemes := range o.Security {
		var together []credential
		for _, use := range schemes.Held() {
			one, known := credentialOf(use.Scheme)
			if !known {
				return nil, false
			}
			together = append(together, one)
		}
		if len(together) == 0 {
			return nil, false
		}
		alternatives = append(alternatives, together)
	}
	return alternatives, true
}

// credentialOf returns what a scheme puts on a request, and whether that is known.
func credentialOf(scheme *api.SecurityScheme) (credential, bool) {
	switch scheme.Kind {
	case api.SecurityBasic:
		return credential{"inHeader", "Authorization", "Basic"}, true
	case api.SecurityBearer:
		return credential{"inHeader", "Authorization", "Bearer"}, true
	case api.SecurityAPIKeyHeader:
		return credential{"inHeader", scheme.Parameter, ""}, true
	case api.SecurityAPIKeyQuery:
		return credential{"inQuery", scheme.Parameter, ""}, true
	case api.SecurityAPIKeyCookie:
		return credential{"inCookie", scheme.Parameter, ""}, true
	}
	return credential{}, false
}

// printable is what the table refers to by name.
type printable interface{ code() jen.Code }

// pool gives each different value a name of its own.
type pool[V any] struct {
	scope  *names.Scope
	byKey  map[string]string
	names  []string
	values []V
}

func newPool[V any](s *names.Scope) *pool[V] { return &pool[V]{scope: s, byKey: map[string]string{}} }

// name returns the name of a value: the given one, or that of an earlier use.
func (p *pool[V]) name(value V, base string) string {
	key := fmt.Sprintf("%#v", value)
	if name, known := p.byKey[key]; known {
		return name
	}
	name := p.scope.Number(base, names.Claim{})
	p.byKey[key] = name
	p.names = append(p.names, name)
	p.values = append(p.values, value)
	return name
}
