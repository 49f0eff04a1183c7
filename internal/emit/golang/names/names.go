// Package names decides the Go names of an SDK, and the Go types that they make.
//
// Every name is decided before the first line is written, from the wire
// names and their order in the description alone.
//
// Words. A wire name is split at symbols and at changes of case. Initialisms
// are spelled as Go spells them (ID, URL, HRIS), also in the plural (IDs).
// Names in capitals of more than three letters are read as shouted (FULL_TIME
// is FullTime). Symbols with a meaning become words (* is Star, + is Plus, -
// before a number is Minus); the others part words, and are named only if a
// name has nothing else. A name that would begin with a digit gets an X in
// front (X2FA); constants do not need it, as they begin with their type's name.
//
// Types. A type is named by the wire names that lead to it. A union without any
// is named by its variants, joined with Or; what all of them end in is written
// once. Requests, results and the variables of operations begin with the path
// of their service.
//
// Scopes. Names are claimed in this order: what the SDK itself declares,
// component schemas, schemas inside them, services, what belongs to operations,
// error types, constants, and last what is not exported.
//   - The options of what a client holds for all its calls are named by its label
//     (WithAccountID, ForAccount), and are names of the SDK itself.
//   - A type that wants a name of the SDK itself gets "Model" behind its own, a
//     service "Group".
//   - An error type is named after its schema or shared response if that serves
//     one status and the name is free, otherwise after its status, otherwise
//     after its schema or operation and its status. If no such name is left, it
//     gets "Status" into that of its status, and a number if that is taken, too,
//     with the warning name-suffixed.
//   - A constant, a function that makes a model, a field in its struct, or a
//     struct of an operation's input or result that comes second to a name is
//     numbered from 2 on, with the warning name-renumbered.
//   - A parameter whose name occurs in another place of the request gets that
//     place behind its own (XAccountIDQuery), and a nested service that wants
//     the name of a method gets "Service", with the warning name-suffixed.
//   - A field that wants the name of a method of its struct gets "Field" behind
//     its own.
//   - A method of a service that wants the name of one of which go vet knows
//     another form, such as MarshalJSON, gets "Operation" behind its own.
//   - Any other two that want one name are the error name-collision.
//
// So adding to a description never renames what it had before without a
// located diagnostic.
package names

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// Table holds the Go names of a whole SDK.
type Table struct {
	types      map[*api.Type]string
	fields     map[*api.Type][]string
	constants  map[*api.Type][]string
	variants   map[*api.Type][]Variant
	operations map[*api.Operation]Operation
	services   map[*api.Service]Service
	errors     map[*api.ErrorType]string
	globals    map[*api.Global]Global

	values map[*api.Type]string      // variable with the values of an enum
	makers map[*api.ErrorType]string // function that makes the error
	wraps  map[*api.Type]string      // function that makes the object of a wrapped enum

	replacements map[*api.Deprecation]replacement
}

// Operation holds the Go names of an operation. Names of things that the
// operation does not have are empty.
type Operation struct {
	Method     string   // the method of the service
	Request    string   // the struct of the parameters and the body
	Params     string   // the option with the optional parameters, beside a body
	Parameters []string // the fields of either, in the order of the parameters; empty for those that the client holds
	Result     string   // the struct of several results
	Results    []string // its fields, in the order of the results; some share one
	Pages      string   // the method that iterates over pages
	All        string   // the method that iterates over the items of all pages
	Variable   string   // what the runtime has to know of it
}

// Service holds the Go names of a service.
type Service struct {
	Type        string
	Constructor string
	Field       string // the field in the client or in the service above
	Selector    string // how the client leads to it, as "HRIS.Employees"
	File        string // base name of its files, without extension
}

// Variant is an alternative of a union that Go can tell from the others.
type Variant struct {
	*api.Variant
	GoType   string
	Accessor string // the method that returns the value
	Maker    string // the function that makes a union of a value
}

// Type returns the Go name of a named type.
func (n *Table) Type(t *api.Type) string { return n.types[t] }

// Fields returns the Go names of an object's fields, in their order.
func (n *Table) Fields(t *api.Type) []string { return n.fields[t] }

// Constants returns the Go names of an enum's values, in their order.
func (n *Table) Constants(t *api.Type) []string { return n.constants[t] }

// Operation returns the Go names of an operation.
func (n *Table) Operation(o *api.Operation) Operation { return n.operations[o] }

// Service returns the Go names of a service.
func (n *Table) Service(s *api.Service) Service { return n.services[s] }

// Variants returns the alternatives of a union that Go can tell apart.
func (n *Table) Variants(t *api.Type) []Variant { return n.variants[t] }

// Values returns the name of the variable with the values of an enum.
func (n *Table) Values(t *api.Type) string { return n.values[t] }

// Wrap returns the name of the function that makes an object of the enum that it wraps;
// empty if it wraps none.
func (n *Table) Wrap(t *api.Type) string { return n.wraps[t] }

// Maker returns the name of the function that makes an error.
func (n *Table) Maker(e *api.ErrorType) string { return n.makers[e] }

// Error returns the Go name of an error type.
func (n *Table) Error(e *api.ErrorType) string { return n.errors[e] }

// Decide decides the Go names of everything in a. Collisions are added to ds;
// the table is complete all the same.
func Decide(a *api.API, opts Options, ds *diag.List) (*Table, error) {
	rt, err := gofile.Runtime()
	if err != nil {
		return nil, err
	}
	p := &naming{
		Speller: NewSpeller(opts.Initialisms),
		runtime: rt,
		renames: newRenames(a, opts, ds),
		scope:   NewScope(),
		ds:      ds,
		table: &Table{
			types:      map[*api.Type]string{},
			fields:     map[*api.Type][]string{},
			constants:  map[*api.Type][]string{},
			variants:   map[*api.Type][]Variant{},
			operations: map[*api.Operation]Operation{},
			services:   map[*api.Service]Service{},
			errors:     map[*api.ErrorType]string{},
			globals:    map[*api.Global]Global{},
			values:     map[*api.Type]string{},
			makers:     map[*api.ErrorType]string{},
			wraps:      map[*api.Type]string{},

			replacements: map[*api.Deprecation]replacement{},
		},
	}
	p.reserve()
	p.nameGlobals(a)
	p.nameTypes(a)
	p.nameServices(a)
	p.nameOperations(a)
	p.nameErrors(a)
	p.nameVariants(a)
	p.nameWraps(a)
	p.nameConstants(a)
	p.nameHelpers(a)
	p.nameReplacements(a)
	return p.table, nil
}

// naming is the pass that fills a table.
type naming struct {
	*Speller
	runtime *gofile.Copied
	renames renames
	scope   *Scope // of the package
	table   *Table
	ds      *diag.List
}

// predeclared are the identifiers that Go declares, the names of packages that
// generated files import, and those of variables inside generated functions.
const predeclared = `any append bool byte cap clear close comparable complex complex128 complex64
copy delete error false float32 float64 imag int int16 int32 int64 int8 iota len make max min new nil
panic print println real recover rune string true uint uint16 uint32 uint64 uint8 uintptr init main
bytes context io slices time body client core ctx data e err m o opts p params r req request resp result s u v w`

// vetted are the methods whose parameters and results go vet insists on, whatever
// those of a method of the name are.
const vetted = `GobDecode GobEncode MarshalJSON MarshalXML ReadByte ReadRune UnmarshalJSON UnmarshalXML
UnreadByte UnreadRune WriteByte`

func (p *naming) reserve() {
	for name := range p.runtime.Taken {
		p.scope.Reserve(name)
	}
	p.scope.Reserve("Client", "New", "NewCore", "SDKVersion", "newClient", "sdk")
	p.scope.Reserve(strings.Fields(predeclared)...)
}

func (p *naming) nameTypes(a *api.API) {
	var components, inline, unions []*api.Type
	for _, t := range a.Types {
		switch {
		case len(t.Path) == 0:
			unions = append(unions, t)
		case t.Component:
			components = append(components, t)
		default:
			inline = append(inline, t)
		}
	}
	for _, t := range slices.Concat(components, inline) {
		p.table.types[t] = p.takeNameOfType(t)
	}
	for _, t := range unions {
		p.nameUnion(t)
	}
	for _, t := range a.Types {
		if t.Kind == api.Object {
			p.nameFields(t)
		}
	}
}

func TypeLabel(t *api.Type) string {
	if t.Component {
		return "schema " + t.Path[0]
	}
	return t.Kind.String() + " " + strings.Join(t.Path, ".")
}

// takeType claims a name for a type, with the suffix if the SDK itself has it.
func (p *naming) takeType(name, suffix string, c Claim) string {
	return p.scope.mustTake(p.scope.Unreserved(name, suffix), c, p.ds)
}

func (p *naming) nameFields(t *api.Type) {
	fields := NewScope("Extras", "AdditionalProperties", "MarshalJSON", "UnmarshalJSON")
	if t.HoldsSensitive() {
		fields.Reserve("Format", "LogValue")
	}
	names := make([]string, len(t.Fields))
	for i, field := range t.Fields {
		names[i] = p.takeField(fields, Exported(p.Words(field.Name)...), Claim{What: "property " + field.Name, Pos: field.Pos})
	}
	p.table.fields[t] = names
}

// suffixed puts the suffix behind a name that is taken, and a number if that is
// taken, too, with a warning if it is not the SDK itself that has the name: the
// claimant could lose it to what is added to the description later.
func (p *naming) suffixed(in *Scope, name, suffix string, c Claim) string {
	if in.free(name) {
		return name
	}
	given := in.unused(name + suffix)
	if !in.isReserved(name) {
		in.warn("name-suffixed", name, given, c, p.ds)
	} else if given != name+suffix {
		in.warn("name-suffixed", name+suffix, given, c, p.ds)
	}
	return given
}

func (p *naming) takeField(fields *Scope, name string, c Claim) string {
	return fields.NumberAloud(fields.Unreserved(name, "Field"), c, p.ds)
}

// servicePath returns the words that the names of a service's things begin with.
func (p *naming) servicePath(s *api.Service) []string { return p.Path(p.pathOfService(s)) }

func (p *naming) nameServices(a *api.API) {
	files := NewScope("client", "errors", "models")
	top := NewScope(append(p.clientMethods(a), "Do")...)
	var visit func(s *api.Service, parent string, siblings *Scope)
	visit = func(s *api.Service, parent string, siblings *Scope) {
		c := p.claimOf(s, Claim{What: "service " + strings.Join(s.Path, "."), Pos: s.Pos, hint: "put the operations of one of them into another group with x-speakeasy-group"})
		base := Exported(p.servicePath(s)...)
		names := Service{Type: base + "Service", Constructor: "New" + base + "Service"}
		if p.scope.isReserved(names.Type) || p.scope.isReserved(names.Constructor) {
			names.Type, names.Constructor = base+"Group", "New"+base+"Group"
		}
		names.Type = p.scope.mustTake(names.Type, c, p.ds)
		names.Constructor = p.scope.mustTake(names.Constructor, c, p.ds)
		path := p.pathOfService(s)
		names.Field = Exported(p.Words(path[len(path)-1])...)
		names.Field = p.suffixed(siblings, names.Field, "Service", c)
		names.Field = siblings.mustTake(names.Field, c, p.ds)
		names.Selector = names.Field
		if parent != "" {
			names.Selector = parent + "." + names.Field
		}
		names.File = p.fileName(files, s)
		p.table.services[s] = names

		members := NewScope(strings.Fields(vetted)...)
		for _, o := range s.Operations {
			if o.Of != nil {
				continue
			}
			c := Claim{What: "operation " + o.ID, Pos: o.Pos}
			method := members.mustTake(members.Unreserved(Exported(p.Words(o.Name)...), "Operation"), c, p.ds)
			p.table.operations[o] = Operation{Method: method}
		}
		p.nameWays(s, members)
		for _, o := range s.Operations {
			p.nameIterators(o, members)
		}
		for _, nested := range s.Services {
			visit(nested, names.Selector, members)
		}
	}
	for _, s := range a.Services {
		visit(s, "", top)
	}
}

// nameWays names the methods that are other ways to call an operation.
func (p *naming) nameWays(s *api.Service, members *Scope) {
	for _, o := range s.Operations {
		if o.Of != nil {
			c := Claim{What: "operation " + o.ID + " with " + o.Variant, Pos: o.Pos}
			name := words.Join(p.table.operations[o.Of].Method, Exported(p.Words(o.Variant)...))
			p.table.operations[o] = Operation{Method: members.NumberAloud(members.Unreserved(name, "Operation"), c, p.ds)}
		}
	}
}

// nameIterators names the methods that go through the pages of an operation.
func (p *naming) nameIterators(o *api.Operation, members *Scope) {
	if o.Pagination == nil {
		return
	}
	names := p.table.operations[o]
	c := Claim{What: "the iterator of operation " + o.ID, Pos: o.Pos}
	names.Pages = members.mustTake(names.Method+"Pages", c, p.ds)
	if len(o.Pagination.Items) > 0 {
		names.All = members.mustTake(names.Method+"All", c, p.ds)
	}
	p.table.operations[o] = names
}

func (p *naming) nameOperations(a *api.API) {
	for _, o := range a.Operations() {
		names := p.table.operations[o]
		c := p.claimOf(o.Service, Claim{What: "operation " + o.ID, Pos: o.Pos})
		base := Exported(append(p.servicePath(o.Service), names.Method)...)
		names.Parameters = p.parameterNames(o)
		switch {
		case o.Input() == api.InputRequest:
			names.Request = p.takeStruct(base+"Request", c)
		case len(o.Inputs()) > 0:
			names.Params = p.takeStruct(base+"Params", c)
		}
		if o.Outcome() == api.OutcomeSeveral {
			names.Result = p.takeStruct(base+"Result", c)
			names.Results = p.resultNames(o)
		}
		p.table.operations[o] = names
	}
}

// takeStruct claims a name for a struct of an operation. What the description declares
// keeps its name, whatever an operation needs later.
func (p *naming) takeStruct(name string, c Claim) string {
	return p.scope.NumberAloud(p.scope.Unreserved(name, "Model"), c, p.ds)
}

// parameterNames names the fields of an operation's request.
func (p *naming) parameterNames(o *api.Operation) []string {
	fields := NewScope("Body")
	places := map[string]api.Location{}
	names := make([]string, len(o.Parameters))
	for i, parameter := range o.Parameters {
		if parameter.Global != nil {
			continue
		}
		name := fields.Unreserved(Exported(p.Words(parameter.Name)...), "Field")
		c := Claim{What: parameter.In.String() + " parameter " + parameter.Name, Pos: parameter.Pos}
		if place, taken := places[name]; taken && place != parameter.In {
			name = p.suffixed(fields, name, Exported(p.Words(parameter.In.String())...), c)
		} else {
			places[name] = parameter.In
		}
		names[i] = fields.NumberAloud(name, c, p.ds)
	}
	return names
}

// resultNames names the fields of a result by the types that they hold. Results
// of one type share a field.
func (p *naming) resultNames(o *api.Operation) []string {
	fields := NewScope("StatusCode", "Stream", "Text")
	byType := map[string]string{}
	names := make([]string, len(o.Results))
	for i, result := range o.Results {
		switch result.Content {
		case api.ContentStream:
			names[i] = "Stream"
		case api.ContentText:
			names[i] = "Text"
		case api.ContentJSON:
			goType := p.table.ValueType(result.Use.Type)
			if byType[goType] == "" {
				name := "Value"
				if result.Use.Type.Named() {
					name = p.table.types[result.Use.Type]
				}
				byType[goType] = fields.Number(fields.Unreserved(name, "Field"), Claim{})
			}
			names[i] = byType[goType]
		}
	}
	return names
}

// nameWraps names the functions that make an object of the enum that it wraps.
func (p *naming) nameWraps(a *api.API) {
	for _, t := range a.Types {
		if t.Wrapped() != nil {
			p.table.wraps[t] = p.scope.NumberAloud(p.table.types[t]+"Of", Claim{What: "the maker of " + TypeLabel(t), Pos: t.Pos}, p.ds)
		}
	}
}

func (p *naming) nameConstants(a *api.API) {
	for _, t := range a.Types {
		if t.Kind != api.Enum {
			continue
		}
		names := make([]string, len(t.Values))
		for i, value := range t.Values {
			name := words.Join(append([]string{p.table.types[t]}, p.Words(value.Text)...)...)
			c := Claim{What: "value " + value.Text + " of " + TypeLabel(t), Pos: value.Pos}
			names[i] = p.scope.NumberAloud(name, c, p.ds)
		}
		p.table.constants[t] = names
	}
}

// nameHelpers names what is not exported. Nobody but the generated code sees
// these names, so they are numbered without a word.
func (p *naming) nameHelpers(a *api.API) {
	for _, o := range a.Operations() {
		names := p.table.operations[o]
		words := append(p.servicePath(o.Service), words.Spelled(names.Method)...)
		names.Variable = p.scope.Number(Unexported(append(words, "Operation")...), Claim{What: "operation " + o.ID, Pos: o.Pos})
		p.table.operations[o] = names
	}
	for _, t := range a.Types {
		if t.Kind == api.Enum {
			words := append(words.Spelled(p.table.types[t]), "Values")
			p.table.values[t] = p.scope.Number(Unexported(words...), Claim{What: TypeLabel(t), Pos: t.Pos})
		}
	}
	for _, e := range a.Errors {
		p.table.makers[e] = p.scope.Number("new"+p.table.errors[e], Claim{What: "error " + e.Name, Pos: e.Pos})
	}
}

// IsRequired reports whether the Go field of f has no way to say that it is absent.
func IsRequired(f *api.Field) bool { return !f.Use.Optional() }
