package docs

import (
	"path"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// The headings of an operation, in the order in which each has all of them.
var operationHeadings = []string{"Example", "Standalone", "Parameters", "Options", "Response", "Retries", "Errors"}

// place decides where everything is described, before anything is written that
// links to it. Anchors depend on all headings of a page, so the headings are gone
// through in the order of the page.
func (w *writer) place() {
	w.ofService, w.ofOperation = map[*api.Service]string{}, map[*api.Operation]string{}
	w.ofType, w.ofError = map[*api.Type]string{}, map[*api.ErrorType]string{}
	for _, s := range w.api.AllServices() {
		page, headings := w.servicePath(s), anchors{}
		w.ofService[s] = page
		headings.add(w.names.Service(s).Selector)
		headings.add("Overview")
		headings.add("Operations")
		if len(s.Services) > 0 {
			headings.add("Services")
		}
		for _, o := range s.Operations {
			w.ofOperation[o] = page + "#" + headings.add(w.names.Operation(o).Method)
			for _, heading := range operationHeadings {
				headings.add(heading)
			}
		}
	}
	for _, g := range w.groups {
		headings := anchors{}
		headings.add(g.title)
		if g.file == "errors" {
			headings.add(catchAll)
		}
		for _, e := range g.errors {
			w.ofError[e] = g.path() + "#" + headings.add(w.names.Error(e))
		}
		for _, t := range g.types {
			w.ofType[t] = g.path() + "#" + headings.add(w.names.Type(t))
		}
	}
}

// catchAll is the error type behind all others.
const catchAll = "APIError"

const catchAllPage = "docs/models/errors.md#apierror"

func (w *writer) servicePath(s *api.Service) string {
	return "docs/services/" + w.names.Service(s).File + ".md"
}

// group is what one page of models has.
type group struct {
	file, title string
	service     *api.Service // nil for the shared ones and for errors
	types       []*api.Type
	errors      []*api.ErrorType
}

func (g group) path() string { return "docs/models/" + g.file + ".md" }

// group sorts the types into the groups of models: those of each service, the
// shared ones and the errors.
func (w *writer) group() {
	owned, ofErrors := w.api.TypesByOwner()
	for _, s := range w.api.AllServices() {
		names := w.names.Service(s)
		if types := owned[s]; len(types) > 0 {
			w.modelled[s] = true
			w.groups = append(w.groups, group{file: names.File, title: "Models of " + names.Selector, service: s, types: types})
		}
	}
	if types := owned[nil]; len(types) > 0 {
		w.groups = append(w.groups, group{file: "models", title: "Shared models", types: types})
	}
	w.groups = append(w.groups, group{file: "errors", title: "Errors", types: ofErrors, errors: w.api.Errors})
}

// href is the way from one page to a place.
func href(from, to string) string {
	page, anchor, found := strings.Cut(to, "#")
	if page == from {
		return "#" + anchor
	}
	up := strings.Split(path.Dir(from), "/")
	if up[0] == "." {
		up = nil
	}
	down := strings.Split(page, "/")
	for len(up) > 0 && len(down) > 1 && up[0] == down[0] {
		up, down = up[1:], down[1:]
	}
	target := strings.Join(append(slices.Repeat([]string{".."}, len(up)), down...), "/")
	if found {
		target += "#" + anchor
	}
	return target
}

// typeLink writes a Go type with a link to the description of the type in it that
// has one.
func (w *writer) typeLink(from, goType string, t *api.Type) string {
	for t != nil && !t.Named() && t.Elem != nil {
		t = t.Elem.Type
	}
	return w.codeLink(from, goType, w.ofType[t])
}

func (w *writer) codeLink(from, text, to string) string {
	if to == "" {
		return code(text)
	}
	return "[" + code(text) + "](" + href(from, to) + ")"
}
