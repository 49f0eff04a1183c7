package golang

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/words"
	"github.com/StackOneHQ/stackone-gen/templates"
)

// loadTestKit reads the hand-written half of the fake server.
var loadTestKit = sync.OnceValues(func() (*runtimeSource, error) {
	sources, err := templates.TestKit()
	if err != nil {
		return nil, err
	}
	kit := &runtimeSource{taken: map[string]bool{}, methods: map[string][]string{}}
	for _, source := range sources {
		if err := kit.add(source); err != nil {
			return nil, fmt.Errorf("test kit file %s: %w", source.Name, err)
		}
	}
	return kit, nil
})

// testKit is the package with the fake server. It stands beside the client and
// imports nothing of it: who vendors both may put them anywhere.
type testKit struct {
	*emitter
	speller *speller
	source  *runtimeSource
	name    string // of the package and its folder
	scope   *scope

	operations map[*api.Operation]string // constants
	values     []string                  // of the constants
	rows       []string                  // of the table of operations
	shared     *pool                     // what rows have in common
	examples   *pool
	byKey      map[exampleKey]string // names of examples
}

// testKit decides on everything that the fake server has of the description.
func (e *emitter) testKit(ds *diag.List) (*testKit, error) {
	k, err := e.newTestKit(ds)
	if err != nil {
		return nil, err
	}
	for _, o := range e.api.Operations() {
		k.rows = append(k.rows, k.row(o))
	}
	return k, nil
}

// newTestKit decides on the names of the operations alone.
func (e *emitter) newTestKit(ds *diag.List) (*testKit, error) {
	source, err := loadTestKit()
	if err != nil {
		return nil, err
	}
	k := &testKit{
		emitter: e, speller: newSpeller(e.opts.Initialisms), source: source, name: Kit(e.opts.Package), scope: newScope("operations"),
		operations: map[*api.Operation]string{}, byKey: map[exampleKey]string{},
	}
	for name := range source.taken {
		k.scope.reserve(name)
	}
	k.shared, k.examples = newPool(k.scope), newPool(k.scope)
	k.nameOperations(ds)
	return k, nil
}

// nameOperations names the constants of the operations by service and method.
// They number themselves as the constants of enums do.
func (k *testKit) nameOperations(ds *diag.List) {
	values := newScope()
	for _, o := range k.api.Operations() {
		name := k.scope.unreserved(exported(append(k.speller.path(o.Service.Path), k.names.operations[o].Method)...), "Operation")
		c := claim{what: "operation " + o.ID + " of the fake server", pos: o.Pos}
		k.operations[o] = k.scope.numberAloud(name, c, ds)
		value := strings.Join(append(append([]string{}, o.Service.Path...), o.Name), ".")
		k.values = append(k.values, values.number(value, c))
	}
}

// files returns the hand-written files.
func (k *testKit) files() []emit.File {
	var files []emit.File
	for _, file := range k.source.files {
		data := bytes.Join([][]byte{[]byte(header + "\n\n"), file.head, []byte(k.name), file.tail}, nil)
		files = append(files, emit.File{Path: k.name + "/" + file.name, Data: data})
	}
	return files
}

// units are the generated files.
func (k *testKit) units() []unit {
	newFile := func() *jen.File {
		f := jen.NewFile(k.name)
		f.NoFormat = true
		f.HeaderComment(header)
		return f
	}
	documented := func() *jen.File {
		f := newFile()
		f.PackageComment(commentText(k.packageDoc()))
		return f
	}
	units := []unit{{name: k.name + "/operations", parts: []part{{weight: 20 * len(k.rows), write: k.writeOperations}}, file: documented}}
	if len(k.examples.values) > 0 {
		units = append(units, unit{name: k.name + "/examples", parts: []part{{weight: 10 * len(k.examples.values), write: k.writeExamples}}, file: newFile})
	}
	return units
}

func (k *testKit) packageDoc() string {
	example := "server := KIT.NewServer(t)\nclient, err := SDK.New(SDK.WithServerURL(server.URL), SDK.WithAPIKey(\"test\"))"
	if all := k.api.Operations(); len(all) > 0 {
		example += "\nserver.Answer(KIT." + k.operations[all[0]] + ",\n    KIT.Error(429).RetryAfter(time.Second), KIT.Default())"
	}
	example = strings.NewReplacer("KIT", k.name, "SDK", k.opts.Package).Replace(example)
	return paragraphs(
		"Package "+k.name+" is a fake server for the tests of programs that use package "+k.opts.Package+".",
		"It knows every operation of the API. It holds what it is asked against the description, so that a call that the API would refuse "+
			"fails the test, and answers with the examples of the description unless the test wants another answer, an error or a fault of the network.",
		"```\n"+example+"\n```",
	)
}

func (k *testKit) writeOperations(f *jen.File) {
	all := k.api.Operations()
	if len(all) > 0 {
		f.Comment("// The operations of the API.")
		f.Const().DefsFunc(func(g *jen.Group) {
			for i, o := range all {
				g.Add(comment(k.operations[o] + " is " + o.Method + " " + o.Path + "."))
				g.Id(k.operations[o]).Id("Operation").Op("=").Add(code(quote(k.values[i])))
			}
		}).Line()
	}
	rows := make([]jen.Code, len(k.rows))
	for i, row := range k.rows {
		rows[i] = code(row)
	}
	f.Comment("// operations is what the server knows of the API.")
	f.Var().Id("operations").Op("=").Add(code("[]operation")).Add(lines(rows...)).Line()
	for i, name := range k.shared.names {
		f.Var().Id(name).Op("=").Add(code(k.shared.values[i])).Line()
	}
}

func (k *testKit) writeExamples(f *jen.File) {
	f.Comment("// Bodies of responses: what the description gives for an example, and values of the right kind for the rest.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, name := range k.examples.names {
			g.Id(name).Op("=").Add(code(literal(k.examples.values[i])))
		}
	})
}

// literal writes a text as a string literal, a raw one if all of it can be seen
// as it is.
func literal(text string) string {
	for _, r := range text {
		if r == '`' || !strconv.IsPrint(r) {
			return quote(text)
		}
	}
	if !strconv.CanBackquote(text) {
		return quote(text)
	}
	return "`" + text + "`"
}

// row writes an operation as an item of the table.
func (k *testKit) row(o *api.Operation) string {
	fields := []string{"name: " + k.operations[o] + ", method: " + quote(o.Method) + ", path: " + quote(o.Path)}
	var parameters []string
	for _, p := range o.Parameters {
		if place := requiredPlace(p); place != "" {
			parameters = append(parameters, "{"+place+", "+quote(p.Name)+"}")
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
func (k *testKit) body(o *api.Operation) string {
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
			base = k.names.types[t] + "Body"
		}
		if members := members(t); members != "" {
			fields = append(fields, "members: "+members)
		}
	}
	return k.shared.name("body{"+strings.Join(fields, ", ")+"}", unexported(words.SplitCase(base)...))
}

// members describes the members of an object.
func members(t *api.Type) string {
	if t.Kind != api.Object || len(t.Fields) == 0 {
		return ""
	}
	var list strings.Builder
	list.WriteString("[]member{\n")
	for _, f := range t.Fields {
		list.WriteString("{name: " + quote(f.Name))
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
func (k *testKit) security(o *api.Operation) string {
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
	words := append(k.speller.path(base), "Security")
	return k.shared.name("[][]credential{"+strings.Join(alternatives, ", ")+"}", unexported(words...))
}

func (k *testKit) credential(name string) string {
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
			return "{inHeader, " + quote(scheme.Parameter) + `, ""}`
		case api.SecurityAPIKeyQuery:
			return "{inQuery, " + quote(scheme.Parameter) + `, ""}`
		case api.SecurityAPIKeyCookie:
			return "{inCookie, " + quote(scheme.Parameter) + `, ""}`
		}
	}
	return ""
}

// pool gives each different value a name of its own.
type pool struct {
	scope         *scope
	byValue       map[string]string
	names, values []string
}

func newPool(s *scope) *pool { return &pool{scope: s, byValue: map[string]string{}} }

// name returns the name of a value: the given one, or that of an earlier use.
func (p *pool) name(value, base string) string {
	if name, known := p.byValue[value]; known {
		return name
	}
	name := p.scope.number(base, claim{})
	p.byValue[value] = name
	p.names = append(p.names, name)
	p.values = append(p.values, value)
	return name
}
