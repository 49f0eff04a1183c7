// Package parser turns a document into the API that it describes.
//
// It reads the document's own tree, which package check has found to be readable:
// kin-openapi's model has no order, rounds large integers and cannot tell
// "const: null" from no const.
package parser

import (
	"slices"
	"sync"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/parser/check"
)

// Options are the choices that the description leaves open.
type Options struct {
	// Globals are names of header parameters for the account id, which a client
	// may hold for all its calls.
	Globals []string
}

// DefaultOptions are the choices for StackOne's descriptions.
func DefaultOptions() Options { return Options{Globals: []string{"x-account-id"}} }

// Parse returns the API that a document describes, or nil after an error.
func Parse(doc *document.Document, opts Options, ds *diag.List) *api.API {
	root := doc.Root
	before := ds.Count(diag.Error)
	failed := func() bool { return ds.Count(diag.Error) > before }

	check.Version(root, ds)
	if failed() {
		return nil
	}
	checks := check.New(root, ds)
	checks.Structure()
	if failed() {
		return nil
	}
	checks.Load()
	if failed() {
		return nil
	}
	bad := checks.Examples()

	// From here on the model is of no use to the reader of the tree.
	var invalid diag.List
	var checking sync.WaitGroup
	checking.Go(func() { checks.Validate(&invalid) })

	r := &reader{
		root: root, diags: ds, opts: opts,
		schemas: newSchemas(root, bad, ds), errors: &errorTypes{byKey: map[string]*api.ErrorType{}},
		api: &api.API{}, services: map[string]*api.Service{}, ids: map[string]diag.Position{},
		reached: map[*api.Operation][]typeSide{}, paged: map[*api.Operation]*document.Node{},
	}
	r.header()
	r.securitySchemes()
	r.globals()
	for _, name := range root.Get("components").Get("schemas").Keys() {
		if component := r.schemas.component(name); !ignored(component.node) {
			r.schemas.resolve(component)
		}
	}
	r.paths()
	r.webhooks()
	r.describeServices()
	r.api.Errors = r.errors.sorted()
	r.finish()
	checks.Tree()
	checking.Wait()
	ds.Append(&invalid)
	if len(r.api.Operations()) == 0 && !failed() {
		ds.Errorf("no-operations", root.Pos, "the document has no operations")
	}
	if failed() {
		return nil
	}
	return r.api
}

// header reads info, servers and tags.
func (r *reader) header() {
	info := r.root.Get("info")
	r.api.Title, _ = info.Get("title").Text()
	r.api.Description, _ = info.Get("description").Text()
	r.api.Version, _ = info.Get("version").Text()
	r.api.OpenAPI = r.root.Get("openapi").Value
	r.api.Servers = r.servers(r.root.Get("servers"), "#/servers")
	for _, n := range r.root.Get("tags").Items() {
		name, _ := n.Get("name").Text()
		description, _ := n.Get("description").Text()
		if !slices.ContainsFunc(r.api.Tags, func(t api.Tag) bool { return t.Name == name }) {
			r.api.Tags = append(r.api.Tags, api.Tag{Name: name, Description: description})
		}
	}
}
