package docs

import (
	"cmp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/program"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
)

type readmePage struct {
	Package, Title, Overview, ImportPath, Kit string
	Key, ServerKey                            string
	Placed                                    bool // the import path is the real one
	Services                                  []serviceEntry
	Models                                    []link
	HasCredentials, HasPages                  bool
	ErrorsPage                                string

	QuickStart, Authentication, Account, Optional, Errors, Retries, Pagination string
	Timeouts, Tracing, Proxy, Logging, Testing, Standalone                     string
	ResponseExample                                                            string
}

type serviceEntry struct {
	link
	Operations []link
}

const readmePath = "README.md"

// fences keeps the first error, so that the programs can be listed one after
// another.
type fences struct {
	*program.Writer
	err error
}

func (p *fences) fence(source string, err error) string {
	if err != nil && p.err == nil {
		p.err = err
	}
	return fence("go", source)
}

// programs are the two programs of an operation.
func (p *fences) programs(o *api.Operation) (client, standalone string) {
	client, standalone, err := p.Programs(o)
	return p.fence(client, err), p.fence(standalone, err)
}

// file is the file that a template makes of a call.
func (p *fences) file(pkg, name string, call *program.Call) string {
	text, err := p.Text(name, call)
	if err == nil {
		text, err = p.File(pkg, text)
	}
	return p.fence(text, err)
}

func (w *writer) readme() (*readmePage, error) {
	page := &readmePage{
		Package: w.opts.Package, Title: inline(titleOf(w.api)), Overview: block(w.api.Description), ImportPath: w.programs.ImportPath(),
		Kit: w.kit(), Key: w.programs.KeyVariable(), ServerKey: w.programs.ServerVariable(), HasCredentials: w.programs.HasCredentials(), Placed: w.opts.ImportPath != "", ErrorsPage: "docs/models/errors.md",
	}
	for _, s := range w.api.AllServices() {
		entry := serviceEntry{link: link{w.names.Service(s).Selector, w.ofService[s], inline(firstSentence(s.Doc.Description))}}
		for _, o := range s.Operations {
			entry.Operations = append(entry.Operations, w.operationLink(readmePath, o))
		}
		page.Services = append(page.Services, entry)
	}
	for _, g := range w.groups {
		page.Models = append(page.Models, link{Name: g.title, To: g.path()})
	}
	return page, w.readmePrograms(page)
}

func titleOf(a *api.API) string {
	if title := strings.TrimRight(strings.TrimSpace(a.Title), "."); title != "" {
		return title
	}
	return "the API"
}

func (w *writer) readmePrograms(page *readmePage) error {
	p := &fences{Writer: w.programs}
	page.Optional = p.file("main", "optional", &program.Call{Q: w.programs.Qualifier()})
	operations := w.api.Operations()
	if len(operations) == 0 {
		return p.err
	}
	simple := w.simplest(operations)
	call := w.programs.Call(simple)
	page.QuickStart, _ = p.programs(usage(operations))
	_, page.Standalone = p.programs(simple)
	if page.HasCredentials {
		page.Authentication = p.file("main", "authentication", call)
	}
	if ofAccounts := slices.DeleteFunc(slices.Clone(operations), func(o *api.Operation) bool {
		return !o.TakesAccount()
	}); len(ofAccounts) > 0 {
		page.Account = p.file("main", "account", w.programs.Call(w.simplest(ofAccounts)))
	}
	page.Errors = p.file("main", "errors", call)
	page.Retries = p.file("main", "retries", call)
	page.Timeouts = p.file("main", "timeouts", call)
	page.ResponseExample = p.file("main", "response", call)
	page.Tracing = p.file("main", "tracing", call)
	page.Proxy = p.file("app", "proxy", call)
	page.Logging = p.file("main", "logging", call)
	if page.Kit != "" {
		constants, err := testkit.Operations(w.api, w.names, w.opts.testKit())
		if err != nil {
			return err
		}
		call.Constant = constants[simple]
		page.Testing = p.file("app", "testing", call)
	}
	if i := slices.IndexFunc(operations, func(o *api.Operation) bool { return w.names.Operation(o).All != "" }); i >= 0 {
		page.HasPages = true
		page.Pagination, _ = p.programs(operations[i])
	}
	return p.err
}

// usage is the operation that the description shows first.
func usage(operations []*api.Operation) *api.Operation {
	if i := slices.IndexFunc(operations, func(o *api.Operation) bool { return o.UsageExample }); i >= 0 {
		return operations[i]
	}
	return operations[0]
}

// simplest is the operation that takes the least to call, of those that return a
// value and have documented errors if there are any such.
func (w *writer) simplest(operations []*api.Operation) *api.Operation {
	cost := func(o *api.Operation) int {
		call := w.programs.Call(o)
		cost := len(call.Arguments)
		if o.Outcome() != api.OutcomeValue {
			cost += 10_000
		}
		if o.Doc.Deprecated != nil || call.Documented == "" {
			cost += 1000
		}
		return cost
	}
	return slices.MinFunc(operations, func(x, y *api.Operation) int { return cmp.Compare(cost(x), cost(y)) })
}
