// Package docs writes the documentation of a Go SDK: a page for each service and
// each group of models, a README, an index of the API, the Go examples and the
// samples of code for the description itself.
//
// Text of the description passes one of three functions, inline, code and
// block, so that nothing in it can break a table, a heading, a link or a block.
package docs

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/program"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
	"github.com/StackOneHQ/stackone-gen/templates"
)

// Options are the choices that a description leaves open.
type Options struct {
	Package string // of the SDK
	Version string // of the SDK
	// ImportPath is where programs import the SDK from; if it is empty, one that
	// stands for the place to which an app copies the SDK. Go examples must be
	// able to import it, so there are none without it.
	ImportPath string
	// NoTestKit says that there is no test server, so that nothing mentions it.
	NoTestKit bool
	// Initialisms are those of the names, which the test server's operations have,
	// too.
	Initialisms []string
}

func (o Options) testKit() testkit.Options {
	return testkit.Options{Package: o.Package, Initialisms: o.Initialisms}
}

// Emit returns the pages of the documentation. It is for an API whose code could
// be emitted, so that all its names are known to be good.
func Emit(a *api.API, table *names.Table, opts Options) ([]emit.File, error) {
	pages, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	w := &writer{
		api: a, names: table, opts: opts, pages: pages,
		programs: program.New(a, table, opts.Package, opts.ImportPath),
		modelled: map[*api.Service]bool{},
		clients:  map[*api.Operation]string{},
	}
	w.group()
	w.place()
	if err := w.emit(); err != nil {
		return nil, err
	}
	return w.files, nil
}

// parseTemplates reads the pages' templates once.
var parseTemplates = sync.OnceValues(func() (*template.Template, error) {
	sources, err := templates.Docs()
	if err != nil {
		return nil, err
	}
	all := template.New("docs")
	for _, source := range sources {
		if _, err := all.New(source.Name).Parse(string(source.Data)); err != nil {
			return nil, fmt.Errorf("template %s: %w", source.Name, err)
		}
	}
	return all, nil
})

// writer makes the pages.
type writer struct {
	api      *api.API
	names    *names.Table
	opts     Options
	pages    *template.Template
	programs *program.Writer
	groups   []group
	modelled map[*api.Service]bool // services with a group of their own

	// Where things are described: a page and an anchor in it.
	ofService   map[*api.Service]string
	ofOperation map[*api.Operation]string
	ofType      map[*api.Type]string
	ofError     map[*api.ErrorType]string

	clients map[*api.Operation]string // that pages and samples share

	files []emit.File
}

func (w *writer) emit() error {
	readme, err := w.readme()
	if err != nil {
		return err
	}
	if err := w.page(readmePath, "readme.md.tmpl", readme); err != nil {
		return err
	}
	w.files[0].Keep = true
	for _, s := range w.api.AllServices() {
		page, err := w.servicePage(s)
		if err != nil {
			return err
		}
		if err := w.page(w.servicePath(s), "service.md.tmpl", page); err != nil {
			return err
		}
	}
	for _, g := range w.groups {
		if err := w.page(g.path(), "models.md.tmpl", w.modelsPage(g)); err != nil {
			return err
		}
	}
	if err := w.page("api.md", "api.md.tmpl", w.index()); err != nil {
		return err
	}
	w.files = append(w.files, w.samples())
	return w.examples()
}

func (w *writer) page(path, name string, data any) error {
	var b bytes.Buffer
	if err := w.pages.ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	text := strings.TrimSpace(b.String()) + "\n"
	w.files = append(w.files, emit.File{Path: path, Data: []byte(text)})
	return nil
}

// kit is the package of the test server; empty if there is none.
func (w *writer) kit() string {
	if w.opts.NoTestKit {
		return ""
	}
	return names.TestKit(w.opts.Package)
}

func itoa(n int) string { return strconv.Itoa(n) }
