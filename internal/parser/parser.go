// Package parser turns a document into the API that it describes.
//
// kin-openapi decides whether the document is OpenAPI and whether its examples
// fit their schemas; the document's own tree says what stands where. The tree
// is walked for the API, because kin-openapi's model has no order, rounds large
// integers and cannot tell "const: null" from no const.
package parser

import (
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
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

	checkVersion(root, ds)
	if failed() {
		return nil
	}
	places := openapi.Places(root)
	checkForm(places, ds)
	document.CheckRefs(root, ds)
	if !failed() {
		checkDiscriminators(root, places, ds)
	}
	if failed() {
		return nil
	}
	model := load(root, ds)
	if failed() {
		return nil
	}
	bad := checkExamples(places, model, ds)

	// From here on the model is of no use to the reader of the tree.
	var invalid diag.List
	var checking sync.WaitGroup
	checking.Go(func() { checkModel(root, model, &invalid) })

	r := &reader{
		root: root, places: places, diags: ds, opts: opts,
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
	r.describeServices()
	r.api.Errors = r.errors.sorted()
	r.finish()
	r.checkExtensions()
	r.checkDeprecations()
	r.checkResponses()
	r.checkSiblings()
	r.checkItems()
	r.checkNullInEnum()
	r.checkLeftOut()
	r.checkBaseTypes()
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

// CheckDescription reports a document that is no description of OpenAPI at all, of
// whatever version.
func CheckDescription(root *document.Node, ds *diag.List) bool {
	switch version := root.Get("openapi"); {
	case root.Kind != document.Mapping:
		ds.Errorf("not-openapi", root.Pos, "this is %s, not an OpenAPI document", kindName(root.Kind))
	case version != nil && version.Kind != document.String:
		ds.Errorf("openapi-version", version.Pos, "the version of OpenAPI must be a text, not a %s", version.Kind).
			Hint = `write it in full and in quotes, such as "3.1.0"`
	case version != nil, root.Get("swagger") != nil:
		return true
	case root.Get("overlay") != nil:
		ds.Errorf("not-openapi", root.Pos, "this is an overlay, not an OpenAPI document").
			Hint = `give it by --overlay or under "overlays"`
	default:
		ds.Errorf("not-openapi", root.Pos, `there is no "openapi" key: this is not an OpenAPI document`).
			Hint = "an OpenAPI document starts with a line such as: openapi: 3.1.0"
	}
	return false
}

// checkVersion accepts OpenAPI 3.0 and 3.1.
func checkVersion(root *document.Node, ds *diag.List) {
	if !CheckDescription(root, ds) {
		return
	}
	if v := root.Get("swagger"); v != nil {
		ds.Errorf("openapi-2", root.KeyPos("swagger"), "this is OpenAPI (Swagger) %s; only 3.0 and 3.1 are read", v.Value).
			Hint = "convert it to OpenAPI 3 first"
		return
	}
	if v := root.Get("openapi"); !isVersion(v.Value, "3.0") && !isVersion(v.Value, "3.1") {
		ds.Errorf("openapi-version", v.Pos, "OpenAPI %s is not supported; only 3.0 and 3.1 are read", v.Value).
			Hint = "write it as 3.1.0, if that is what it is"
	}
}

// isVersion reports whether a version is one of a minor version.
func isVersion(version, minor string) bool {
	return version == minor || strings.HasPrefix(version, minor+".")
}

// header reads info, servers and tags.
func (r *reader) header() {
	info := r.root.Get("info")
	r.api.Title, _ = info.Get("title").Text()
	r.api.Description, _ = info.Get("description").Text()
	r.api.Version, _ = info.Get("version").Text()
	r.api.OpenAPI = r.root.Get("openapi").Value
	for _, n := range r.root.Get("servers").Items() {
		address, _ := n.Get("url").Text()
		for m := range n.Get("variables").Members() {
			value, _ := m.Value.Get("default").Text()
			address = strings.ReplaceAll(address, "{"+m.Key+"}", value)
		}
		if !isServerURL(address) {
			d := r.diags.Warnf("unusable-server", n.Pos, "%q is no URL with a scheme, a host and no open variables; the SDK does without this server", address)
			d.Hint = "without a server, callers must give WithServerURL to New"
			continue
		}
		description, _ := n.Get("description").Text()
		r.api.Servers = append(r.api.Servers, api.Server{URL: address, Description: description})
	}
	for _, n := range r.root.Get("tags").Items() {
		name, _ := n.Get("name").Text()
		description, _ := n.Get("description").Text()
		if !slices.ContainsFunc(r.api.Tags, func(t api.Tag) bool { return t.Name == name }) {
			r.api.Tags = append(r.api.Tags, api.Tag{Name: name, Description: description})
		}
	}
}

// isServerURL reports whether calls can go to an address as it is.
func isServerURL(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(address, "{}")
}
