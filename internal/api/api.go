// Package api is the intermediate representation of an SDK: what an OpenAPI
// description asks for, in the order of the document and without a word of the
// language that will be emitted. The parser fills it; emitters only print it.
//
// Names are kept as they stand on the wire, or as the list of words that lead
// to them, so that each emitter can spell them in its own way. Everything
// carries the position it came from, so that a later stage can still report
// a located diagnostic.
package api

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/position"
)

// Position is where something is in one of the input files.
type Position = position.Position

// API is a whole SDK.
type API struct {
	// Title, Description and Version are those of the info object.
	Title       string
	Description string
	Version     string
	// OpenAPI is the version of the specification that the document follows.
	OpenAPI string

	Servers  []*Server
	Tags     []Tag
	Security []*SecurityScheme
	// Globals are the parameters that a client holds for all its calls, also those that
	// no operation declares.
	Globals []*Global

	// Services are the top-level services in the order in which their first
	// operation is in the document.
	Services []*Service
	// LeftOut are the operations that cannot be generated, in document order.
	LeftOut []*LeftOut
	// Types are all named types that an operation reaches: first the component
	// schemas in document order, each followed by the types declared inside it,
	// then those declared inside operations.
	Types []*Type
	// Errors are the error types, by the lowest status they stand for.
	Errors []*ErrorType
	// Webhooks are the requests that the API sends on its own.
	Webhooks []*Incoming
	// Webhook is the type of whatever webhook comes, the union of their bodies; nil if
	// none has a body that can be read. It is among the types.
	Webhook *Type
	// Signature is how webhooks are signed; nil if nobody says.
	Signature *Signature
}

// Tag is an entry of the document's tags.
type Tag struct {
	Name        string
	Summary     string
	Description string
	// Parent is the tag above it, and Kind what it is for, such as "nav" or "badge";
	// both may be empty.
	Parent string
	Kind   string
}

// Service is a group of operations. Its path comes from x-speakeasy-group,
// split at the dots, or else from the operation's first tag.
type Service struct {
	// Path is the names of the services from the top to this one.
	Path []string
	Doc  Doc
	// Tag is the tag that describes the service; empty if there is none.
	Tag        string
	Operations []*Operation
	Services   []*Service
	Pos        Position
}

// Walk calls visit for s and the services below it, in document order.
func (s *Service) Walk(visit func(*Service)) {
	visit(s)
	for _, child := range s.Services {
		child.Walk(visit)
	}
}

// AllServices returns every service, parents before their children.
func (a *API) AllServices() []*Service {
	var all []*Service
	for _, service := range a.Services {
		service.Walk(func(s *Service) { all = append(all, s) })
	}
	return all
}

// UsageExample returns the operation that shows how the SDK is used: the first that is
// marked for it, or else the first of all; nil if there are none.
func (a *API) UsageExample() *Operation {
	operations := a.Operations()
	if i := slices.IndexFunc(operations, func(o *Operation) bool { return o.UsageExample }); i >= 0 {
		return operations[i]
	}
	if len(operations) == 0 {
		return nil
	}
	return operations[0]
}

// Described returns the operations of the description, service by service: each once,
// however many ways there are to call it.
func (a *API) Described() []*Operation {
	return slices.DeleteFunc(a.Operations(), func(o *Operation) bool { return o.Of != nil })
}

// Operations returns every operation, service by service, with the other ways to call one
// right behind it.
func (a *API) Operations() []*Operation {
	var all []*Operation
	for _, service := range a.AllServices() {
		all = append(all, service.Operations...)
	}
	return all
}
