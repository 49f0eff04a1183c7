// Package parser reads the API that a document describes.
//
// It reads the document's tree, after package check has validated it: kin-openapi's
// model has no order, rounds large integers and cannot tell "const: null" from no
// const.
package parser

import (
	"slices"
	"sync"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
	"github.com/StackOneHQ/stackone-gen/internal/parser/check"
)

// Options are the options that the description does not determine.
type Options struct {
	// Globals are the headers that a client holds for all its calls.
	Globals []Global
	// Signature is how webhooks are signed; nil if nobody says.
	Signature *api.Signature
}

// Global is a header that a client holds for all its calls.
type Global struct {
	Header string
	Label  string // what the SDK calls it; empty for the header's name without "x-"
}

// DefaultOptions returns the options for StackOne's descriptions.
func DefaultOptions() Options { return Options{Globals: []Global{{Header: "x-account-id"}}} }

// Parse returns the API that a document describes, or nil after an error.
func Parse(doc *document.Document, opts Options, ds *diag.List) *api.API {
	a, sound := Read(doc, opts, ds)
	if !sound {
		return nil
	}
	return a
}

// Read is Parse for callers that go on after an error to find others: it returns
// what can be read, and whether that is valid. The API is nil if the version of the
// document is not supported.
func Read(doc *document.Document, opts Options, ds *diag.List) (a *api.API, sound bool) {
	found := new(diag.List)
	check.Version(doc.Root, found)
	if !found.HasErrors() {
		checks := check.New(doc.Root, found)
		checks.Structure()
		checks.Load()
		a = read(checks, opts, found)
	}
	sound = !found.HasErrors()
	ds.Append(found)
	return a, sound
}

// read reads what is readable, while the other checks run.
func read(checks *check.Checker, opts Options, ds *diag.List) *api.API {
	bad := checks.Examples()

	// The reader of the tree does not need the model, so validate it concurrently.
	var invalid diag.List
	var checking sync.WaitGroup
	checking.Go(func() { checks.Validate(&invalid) })

	found := new(diag.List)
	root := checks.Root()
	r := &reader{
		root: root, diags: found, opts: opts,
		schemas: newSchemas(root, bad, found), errors: &errorTypes{},
		api: &api.API{}, groups: openapi.NewGroups(root), services: map[string]*api.Service{}, short: map[operationKey]string{},
		declared: map[string]bool{}, ids: map[string]diag.Position{}, checks: checks, unable: map[*api.Operation][]api.Reason{},
		reached: map[*api.Operation][]typeSide{}, paged: map[*api.Operation]*document.Node{},
		events: map[*api.Operation]bool{}, uploads: map[*api.Type]*api.Type{}, sequences: map[*api.Operation]*api.Result{},
	}
	r.read()
	check.API(r.api, found)
	checks.Tree(found)
	checking.Wait()
	found.Append(&invalid)
	document.Locate(found, root)
	for _, d := range found.All() {
		if !checks.Explains(d) {
			ds.Add(d)
		}
	}
	return r.api
}

// read reads the whole document.
func (r *reader) read() {
	r.header()
	r.securitySchemes()
	r.globals()
	for _, name := range r.root.Get("components").Get("schemas").Keys() {
		if component := r.schemas.component(name); !ignored(component.node) {
			r.schemas.resolve(component)
		}
	}
	r.paths()
	r.api.Services = prune(r.api.Services)
	r.webhooks()
	r.describeServices()
	r.api.Errors = r.errors.resolve()
	r.finish()
	r.checkOperations()
}

// header reads info, servers and tags.
func (r *reader) header() {
	info := r.root.Get("info")
	r.api.Title, _ = info.Get("title").Text()
	r.api.Description, _ = info.Get("description").Text()
	r.api.Version, _ = info.Get("version").Text()
	r.api.OpenAPI = r.root.Get("openapi").Value
	r.api.Servers = r.servers(r.root.Get("servers"), "#/servers", nil)
	for _, n := range r.root.Get("tags").Items() {
		var tag api.Tag
		tag.Name, _ = n.Get("name").Text()
		tag.Summary, _ = n.Get("summary").Text()
		tag.Description, _ = n.Get("description").Text()
		tag.Parent, _ = n.Get("parent").Text()
		tag.Kind, _ = n.Get("kind").Text()
		if !slices.ContainsFunc(r.api.Tags, func(t api.Tag) bool { return t.Name == tag.Name }) {
			r.api.Tags = append(r.api.Tags, tag)
		}
	}
}
