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
// Scopes. Names are claimed in this order: what the SDK itself declares, component
// schemas, services, schemas inside others, what belongs to operations, error types,
// constants, and last what is not exported. So what the description declares goes before
// what has a name only because Go needs one. Among equals the plainest wire name goes
// first (id before i_d), then the order of the description. What the lock of an earlier
// run knows keeps its name and goes before all others.
//
// A collision never stops a run. Who comes second gives way:
//   - The options of what a client holds for all its calls are named by its label
//     (WithAccountID, ForAccount), and are names of the SDK itself.
//   - A type that wants a name of the SDK itself gets "Model" behind its own, a
//     service "Group".
//   - An error type is named after its schema or shared response if that serves
//     one status and the name is free, otherwise after its status, otherwise
//     after its schema or operation and its status. If no such name is left, it
//     gets "Status" into that of its status, and a number if that is taken, too,
//     with the warning name-suffixed.
//   - A parameter whose name occurs in another place of the request gets that
//     place behind its own (XAccountIDQuery), a nested service that wants the name
//     of a method gets "Service", an iterator "Iterator", and a service whose type is
//     taken "Group", with the warning name-suffixed.
//   - A field that wants the name of a method of its struct gets "Field" behind
//     its own.
//   - A method of a service that wants the name of one of which go vet knows
//     another form, such as MarshalJSON, gets "Operation" behind its own.
//   - Any other that comes second to a name is numbered from 2 on, with the warning
//     name-renumbered.
//
// So adding to a description never renames what it had before without a
// located diagnostic, and with a lock never at all.
package names

import (
	"cmp"
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

	granted []lockLine        // the exported names, in the order in which they were given
	shapes  map[string]string // how the operations are called, by their keys
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
	File        string // base name of its file, without extension
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

// Decide decides the Go names of everything in a. Two that want one name are no error:
// one of them gives way, with a warning in ds.
func Decide(a *api.API, opts Options, ds *diag.List) (*Table, error) {
	rt, err := gofile.Runtime()
	if err != nil {
		return nil, err
	}
	book := newBook(nil, nil)
	if opts.Lock != nil { // what is gone holds no name, so the first run finds what is there
		ignored := newNaming(a, rt, opts, book, new(diag.List))
		ignored.run(a)
		book = newBook(opts.Lock, book.given)
	}
	p := newNaming(a, rt, opts, book, ds)
	p.run(a)
	return p.table, nil
}

func newNaming(a *api.API, rt *gofile.Copied, opts Options, book *book, ds *diag.List) *naming {
	p := &naming{
		Speller: NewSpeller(opts.Initialisms),
		runtime: rt,
		renames: newRenames(a, opts, ds),
		scope:   NewScope(),
		book:    book,
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
			shapes:       map[string]string{},
		},
	}
	p.scope.book = book
	return p
}

func (p *naming) run(a *api.API) {
	p.reserve()
	p.nameGlobals(a)
	p.holdChosen(a)
	p.nameComponents(a)
	p.nameServices(a)
	p.nameInline(a)
	p.nameOperations(a)
	p.nameErrors(a)
	p.nameVariants(a)
	p.nameWraps(a)
	p.nameConstants(a)
	p.nameHelpers(a)
	p.nameReplacements(a)
	p.table.granted = p.book.granted
}

// naming is the pass that fills a table.
type naming struct {
	*Speller
	runtime *gofile.Copied
	renames renames
	scope   *Scope // of the package
	book    *book
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
	p.scope.Reserve("newClient", "sdk", "webhookSigned")
	p.scope.Reserve(strings.Fields(shaped + " " + later)...)
	p.scope.Reserve(strings.Fields(predeclared)...)
}

// nameComponents names the schemas that the description declares.
func (p *naming) nameComponents(a *api.API) {
	var components []*api.Type
	for _, t := range a.Types {
		if t.Component {
			components = append(components, t)
		}
	}
	plainestFirst(components, func(t *api.Type) string { return t.Path[0] })
	for _, t := range components {
		p.table.types[t] = p.takeNameOfType(t)
	}
}

// nameInline names the other types, then the unions that have no name but that of their
// variants, and the fields of all.
func (p *naming) nameInline(a *api.API) {
	var unions []*api.Type
	for _, t := range a.Types {
		switch {
		case t == a.Webhook:
			p.table.types[t] = "Webhook" // which is a name of the SDK itself
		case len(t.Path) == 0:
			unions = append(unions, t)
		case !t.Component:
			p.table.types[t] = p.takeNameOfType(t)
		}
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

// plainestFirst sorts by how plain the wire names are, and then leaves the order.
func plainestFirst[T any](list []T, name func(T) string) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(plainness(name(a)), plainness(name(b))) })
}

func TypeLabel(t *api.Type) string {
	if t.Component {
		return "schema " + t.Path[0]
	}
	return t.Kind.String() + " " + strings.Join(t.Path, ".")
}

// takeType claims a name for a type, with the suffix if the SDK itself has it.
func (p *naming) takeType(name, suffix string, c Claim) string {
	return p.scope.NumberAloud(p.scope.Unreserved(name, suffix), c, p.ds)
}

func (p *naming) nameFields(t *api.Type) {
	fields := p.membersOf(p.table.types[t], "Extras", "AdditionalProperties", "MarshalJSON", "UnmarshalJSON")
	if t.HoldsSensitive() {
		fields.Reserve("Format", "LogValue")
	}
	names := make([]string, len(t.Fields))
	for _, i := range claimOrder(len(t.Fields), func(i int) string { return cmp.Or(t.Fields[i].Called, t.Fields[i].Name) }) {
		field := t.Fields[i]
		c := Claim{What: "property " + field.Name, Pos: field.Pos, keys: []string{keyOfMember(t, "properties", field.Name)}}
		names[i] = fields.Called(field.Called != "", fields.Unreserved(Exported(p.Words(cmp.Or(field.Called, field.Name))...), "Field"), c, p.ds)
	}
	p.table.fields[t] = names
}

// claimOrder returns the indexes of a list in the order in which its items claim their
// names.
func claimOrder(n int, name func(i int) string) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	plainestFirst(order, name)
	return order
}

// nameWraps names the functions that make an object of the enum that it wraps.
func (p *naming) nameWraps(a *api.API) {
	for _, t := range a.Types {
		if t.Wrapped() != nil {
			p.table.wraps[t] = p.scope.NumberAloud(p.table.types[t]+"Of", Claim{What: "the maker of " + TypeLabel(t), Pos: t.Pos, keys: []string{keyOfType(t, "of")}}, p.ds)
		}
	}
}

func (p *naming) nameConstants(a *api.API) {
	for _, t := range a.Types {
		if t.Kind != api.Enum {
			continue
		}
		names := make([]string, len(t.Values))
		for _, i := range claimOrder(len(t.Values), func(i int) string { return t.Values[i].Text }) {
			value := t.Values[i]
			name := p.constantName(p.table.types[t], value)
			c := Claim{What: "value " + value.Text + " of " + TypeLabel(t), Pos: value.Pos, keys: []string{keyOfMember(t, "enum", value.Text)}}
			names[i] = p.scope.NumberAloud(name, c, p.ds)
		}
		p.table.constants[t] = names
	}
}

// constantName returns the name of the constant of a value, which begins with that of its
// type, unless what the description calls it does already.
func (p *naming) constantName(typeName string, value api.EnumValue) string {
	parts, prefix := p.Words(value.Name), words.Spelled(typeName)
	if len(parts) > len(prefix) && slices.Equal(parts[:len(prefix)], prefix) {
		return words.Join(parts...)
	}
	return words.Join(append([]string{typeName}, p.Words(cmp.Or(value.Name, value.Text))...)...)
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
