package docs

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/program"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/wording"
)

type readmePage struct {
	Package, Title, Overview, ImportPath, Kit string
	Key, ServerKey                            string
	Placed                                    bool // the import path is the real one
	Services                                  []serviceEntry
	Models                                    string
	HasCredentials, IssuesTokens, HasPages    bool
	ErrorsPage                                string

	Globals []globalSection
	Servers []serverRow
	// Webhooks is nil if the API sends none that can be read.
	Webhooks *webhookSection
	// OwnServers says that operations have servers of their own.
	OwnServers bool

	QuickStart, Authentication, Optional, Errors, Retries, Pagination string
	Timeouts, Tracing, Proxy, Logging, Testing, Standalone            string
	ResponseExample, Copy                                             string
	Wrap                                                              string // makes an object of a wrapped enum
}

// globalSection is the section on what a client holds for all its calls.
type globalSection struct {
	Title, Noun, Option, Unset, Method string
	Parameter, Reach                   string
	Example                            string
}

// serverRow is a server that callers can choose.
type serverRow struct {
	Choice, URL, Variables, Description string
}

// serviceEntry is a service in the list of services, under the one that it is in.
type serviceEntry struct {
	Indent, Text string
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

// file is the file that a template makes of a call, or of other data.
func (p *fences) file(pkg, name string, data any) string {
	text, err := p.Text(name, data)
	if err == nil {
		text, err = p.File(pkg, text)
	}
	return p.fence(text, err)
}

func (w *writer) readme() (*readmePage, error) {
	page := &readmePage{
		Package: w.opts.Package, Title: inline(titleOf(w.api)), Overview: block(w.api.Description), ImportPath: w.programs.ImportPath(),
		Kit: w.kit(), Key: w.programs.KeyVariable(), ServerKey: w.programs.ServerVariable(), HasCredentials: w.programs.HasCredentials(), IssuesTokens: w.api.IssuesTokens(), Placed: w.opts.ImportPath != "", ErrorsPage: "docs/models/errors.md",
	}
	for _, s := range w.api.AllServices() {
		page.Services = append(page.Services, w.serviceEntry(s))
	}
	var models []string
	for _, g := range w.groups {
		models = append(models, "["+g.title+"]("+g.path()+")")
	}
	page.Models = sentences("Models are on pages of their own: " + list(models) + ".")
	page.Wrap = w.exampleOfWrap()
	page.OwnServers = slices.ContainsFunc(w.api.Operations(), func(o *api.Operation) bool { return len(o.Servers) > 0 })
	if list := w.api.Servers; page.OwnServers || len(list) > 1 || len(list) == 1 && len(list[0].Variables) > 0 {
		page.Servers = serverRows(list)
	}
	return page, w.readmePrograms(page)
}

func serverRows(list []*api.Server) []serverRow {
	var rows []serverRow
	for i, s := range list {
		row := serverRow{Choice: code(strconv.Itoa(i)), URL: code(s.URL), Description: inline(s.Description)}
		if s.Name != "" {
			row.Choice = code(strconv.Quote(s.Name)) + " or " + row.Choice
		}
		var variables []string
		for _, v := range s.Variables {
			text := code(v.Name) + ": " + code(v.Default)
			for _, value := range v.Enum {
				if value != v.Default {
					text += " or " + code(value)
				}
			}
			variables = append(variables, text)
		}
		row.Variables = strings.Join(variables, "; ")
		rows = append(rows, row)
	}
	return rows
}

// serviceEntry is one line for a service and its methods, so that the list of a large API
// can be read.
func (w *writer) serviceEntry(s *api.Service) serviceEntry {
	selector := w.names.Service(s).Selector
	text := "[" + selector + "](" + w.ofService[s] + ")"
	if about := inline(wording.FirstSentence(s.Doc.Description)); about != "" {
		text += ": " + sentence(about)
	} else {
		text += "."
	}
	var methods []string
	for _, o := range s.Operations {
		method := "[" + w.names.Operation(o).Method + "](" + w.ofOperation[o] + ")"
		if o.Doc.Deprecated != nil {
			method += " (deprecated)"
		}
		methods = append(methods, method)
	}
	if len(methods) > 0 {
		text += " Methods: " + strings.Join(methods, ", ") + "."
	}
	return serviceEntry{indentOf(selector), text}
}

// indentOf returns the indentation of a service in a list, under the one that it is in.
func indentOf(selector string) string { return strings.Repeat("  ", strings.Count(selector, ".")) }

// exampleOfWrap is a call of the function that makes an object of the enum that it wraps.
func (w *writer) exampleOfWrap() string {
	for _, t := range w.api.Types {
		if field := t.Wrapped(); field != nil && t.InRequest && len(field.Use.Type.Values) > 0 {
			return code(w.programs.Qualifier() + "." + w.names.Wrap(t) + "(" + w.programs.Qualifier() + "." + w.names.Constants(field.Use.Type)[0] + ")")
		}
	}
	return ""
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
	page.Webhooks = w.webhooks(p)
	operations := w.api.Operations()
	if len(operations) == 0 {
		return p.err
	}
	if from, to := updated(w.api); to != nil {
		page.Copy = p.file("app", "update", struct{ Q, From, To string }{w.programs.Qualifier(), w.names.Type(from), w.names.Type(to)})
	}
	simple := w.simplest(operations)
	call := w.programs.Call(simple)
	page.QuickStart, _ = p.programs(w.api.UsageExample())
	_, page.Standalone = p.programs(simple)
	if page.HasCredentials {
		page.Authentication = p.file("main", "authentication", call)
	}
	for _, g := range w.api.Globals {
		page.Globals = append(page.Globals, w.global(p, g, simple))
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

// updated are two models that stand for what is read and what is sent to change it: those
// that share the most members, of operations that change a part if there are any.
func updated(a *api.API) (from, to *api.Type) {
	const fewest = 2
	best := fewest - 1
	for _, partly := range []bool{true, false} {
		for _, o := range a.Operations() {
			if o.Body == nil || o.Body.Content != api.ContentJSON || partly != (o.Method == http.MethodPatch) {
				continue
			}
			body := o.Body.Use.Type
			if body.Kind != api.Object || body.InResponse {
				continue
			}
			for _, t := range a.Types {
				if t.Kind != api.Object || !t.InResponse || t.InRequest || t.ErrorBody {
					continue
				}
				if n := shared(t, body); n > best {
					best, from, to = n, t, body
				}
			}
		}
		if to != nil {
			return from, to
		}
	}
	return nil, nil
}

// shared counts the members that two objects have of the same name.
func shared(x, y *api.Type) int {
	n := 0
	for _, f := range x.Fields {
		if slices.ContainsFunc(y.Fields, func(other *api.Field) bool { return other.Name == f.Name }) {
			n++
		}
	}
	return n
}

// global is the section on a global, with an operation that declares it if there is one.
func (w *writer) global(p *fences, g *api.Global, simple *api.Operation) globalSection {
	named := w.names.Global(g)
	section := globalSection{Title: named.Title, Noun: named.Noun, Option: named.Option, Unset: named.Unset, Method: named.Method,
		Parameter: g.In.String() + " parameter " + code(g.Name), Reach: "with every call"}
	if g.In == api.InQuery {
		section.Reach = "with the calls of operations that take it"
	}
	if declaring := slices.DeleteFunc(w.api.Operations(), func(o *api.Operation) bool {
		return !slices.ContainsFunc(o.Globals(), func(p *api.Parameter) bool { return p.Global == g })
	}); len(declaring) > 0 {
		simple = w.simplest(declaring)
	}
	section.Example = p.file("main", "global", w.programs.GlobalCall(simple, g))
	return section
}

// simplest is the operation that takes the least to call, of those that return a
// value and have documented errors if there are any such.
func (w *writer) simplest(operations []*api.Operation) *api.Operation {
	cost := func(o *api.Operation) int {
		call := w.programs.Call(o)
		cost := len(call.Arguments)
		if o.Outcome() != api.OutcomeValue || o.Results[0].Content != api.ContentJSON {
			cost += 10_000
		}
		if o.Outcome() == api.OutcomeSequence { // what it is a way to call costs less
			cost += 1_000_000
		}
		if o.Doc.Deprecated != nil || call.Documented == "" {
			cost += 1000
		}
		return cost
	}
	return slices.MinFunc(operations, func(x, y *api.Operation) int { return cmp.Compare(cost(x), cost(y)) })
}
