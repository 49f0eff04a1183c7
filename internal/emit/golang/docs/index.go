package docs

import (
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/wording"
)

// indexPage is api.md: the services and their methods first, for people; then
// requests, models, enums and errors, one member to a line, so that a diff of it is
// the change of the SDK's interface.
type indexPage struct {
	Package  string
	Client   string
	Contents []contentsEntry
	Services []indexService
	Types    []indexTypes
	LeftOut  []leftOutEntry
}

// leftOutEntry is an operation that the SDK has no method for.
type leftOutEntry struct {
	Call    string
	Reasons []string
}

// contentsEntry is a service in the list of contents, under the one that it is in.
type contentsEntry struct {
	link
	Indent string
}

type indexService struct {
	link
	Use     string
	Methods []string
	Errors  string
}

// indexTypes are the types of one service, the shared ones or the errors.
type indexTypes struct {
	link
	Parts []indexPart
}

type indexPart struct{ Title, Declarations string }

func (w *writer) index() *indexPage {
	page := &indexPage{Package: code(w.opts.Package), Client: fence("text", strings.Join(w.clientIndex(), "\n"))}
	headings := anchors{}
	for _, heading := range []string{"API of package " + w.opts.Package, "Client", "Services"} {
		headings.add(heading)
	}
	common := w.api.CommonErrors()
	for _, s := range w.api.AllServices() {
		selector, methods := w.names.Service(s).Selector, ""
		if n := len(s.Operations); n > 0 {
			methods = wording.Counted(n, "method")
		}
		page.Contents = append(page.Contents, contentsEntry{
			link{selector, "#" + headings.add(selector), methods}, indentOf(selector),
		})
		page.Services = append(page.Services, w.serviceIndex(s, common))
	}
	for _, s := range w.api.AllServices() {
		if types := w.typesOfService(s); len(types.Parts) > 0 {
			page.Types = append(page.Types, types)
		}
	}
	for _, g := range w.groups {
		if g.service == nil {
			types := indexTypes{link: link{g.title, g.path(), ""}}
			w.addGroup(&types, g)
			page.Types = append(page.Types, types)
		}
	}
	for _, l := range w.api.LeftOut {
		page.LeftOut = append(page.LeftOut, leftOutEntryOf(l))
	}
	return page
}

// clientIndex is what callers begin with.
func (w *writer) clientIndex() []string {
	var services []string
	for _, s := range w.api.Services {
		services = append(services, w.names.Service(s).Field+" *"+w.names.Service(s).Type)
	}
	client := append(structLines("Client", services...),
		"",
		"func New(opts ...ClientOption) (*Client, error)",
		"func NewCore(opts ...ClientOption) (*Core, error)",
	)
	for _, g := range w.api.Globals {
		named := w.names.Global(g)
		client = append(client, "func (*Client) "+named.Method+"("+named.Argument+" string) *Client",
			"func "+named.Option+"("+named.Argument+" string) Option", "func "+named.Unset+"() Option")
	}
	if w.api.ReceivesWebhooks() {
		if w.api.Signature != nil {
			client = append(client, "func ParseWebhook(r *http.Request, secrets ...string) (*Webhook, error)")
		}
		client = append(client, "func DecodeUnverifiedWebhook(body io.Reader) (*Webhook, error)")
	}
	return append(client, "func (*Client) Do(ctx context.Context, method, path string, in, out any, opts ...CallOption) error")
}

func leftOutEntryOf(l *api.LeftOut) leftOutEntry {
	entry := leftOutEntry{Call: code(strings.TrimSpace(l.Method + " " + l.Path))}
	for _, r := range l.Reasons {
		pos := r.Pos
		pos.File = path.Base(filepath.ToSlash(pos.File)) // the same from every folder and machine
		entry.Reasons = append(entry.Reasons, inline(r.Message)+" ("+code(r.Code)+" at "+code(pos.String())+")")
	}
	return entry
}

// structLines declares a struct, one member to a line.
func structLines(name string, members ...string) []string {
	lines := []string{"type " + name + " struct {"}
	for _, member := range members {
		lines = append(lines, "\t"+member)
	}
	return append(lines, "}")
}

// serviceIndex has a line for each method, which links to its section.
func (w *writer) serviceIndex(s *api.Service, common []*api.ErrorCase) indexService {
	named := w.names.Service(s)
	use := "Type " + code("*"+named.Type) + ", alone " + code(named.Constructor+"(core *Core)") + "."
	if len(s.Services) > 0 {
		var nested []string
		for _, n := range s.Services {
			nested = append(nested, code(w.names.Service(n).Field))
		}
		use += " It holds " + list(nested) + "."
	}
	index := indexService{link: link{Name: named.Selector, To: w.ofService[s]}, Use: sentences(use)}
	if about := wording.FirstSentence(s.Doc.Description); about != "" {
		index.Summary = wrap("", inlineWords(about+"."))
	}
	for _, o := range s.Operations {
		to := w.ofOperation[o]
		for i, signature := range w.names.Signatures(o) {
			line := "- " + w.codeLink("api.md", signature.Method+signature.Params+" "+signature.Result, to)
			if i == 0 {
				line += " " + code(o.Method+" "+o.Path)
			}
			if o.Doc.Deprecated != nil {
				line += " " + inline(w.deprecation(o.Doc))
			}
			index.Methods = append(index.Methods, line)
		}
	}
	index.Errors = w.uncommonErrors(s, common)
	return index
}

// uncommonErrors names the errors of a service that most operations do not have.
func (w *writer) uncommonErrors(s *api.Service, common []*api.ErrorCase) string {
	var errors []string
	for _, o := range s.Operations {
		for _, c := range o.Uncommon(common) {
			if text := w.codeLink("api.md", "*"+w.names.Error(c.Error), w.ofError[c.Error]); !slices.Contains(errors, text) {
				errors = append(errors, text)
			}
		}
	}
	if len(errors) == 0 {
		return ""
	}
	return sentences("Some can also fail with " + list(errors) + ".")
}

// typesOfService are the requests and results of a service's methods, and the models and
// enums that are its alone.
func (w *writer) typesOfService(s *api.Service) indexTypes {
	named := w.names.Service(s)
	types := indexTypes{link: link{"Types of " + named.Selector, w.ofService[s], ""}}
	var requests [][]string
	for _, o := range s.Operations {
		if named := w.names.Operation(o); named.Request+named.Params != "" {
			requests = append(requests, structLines(named.Request+named.Params, w.requestMembers(o)...))
		}
		if result := w.names.Operation(o).Result; result != "" {
			requests = append(requests, structLines(result, w.resultMembers(o)...))
		}
	}
	types.add("Requests and results", requests)
	for _, g := range w.groups {
		if g.service == s {
			types.To = g.path()
			w.addGroup(&types, g)
		}
	}
	return types
}

// add adds declarations under a title; none if there are none.
func (t *indexTypes) add(title string, declarations [][]string) {
	if len(declarations) == 0 {
		return
	}
	var blocks []string
	for _, lines := range declarations {
		blocks = append(blocks, strings.Join(lines, "\n"))
	}
	t.Parts = append(t.Parts, indexPart{title, fence("text", strings.Join(blocks, "\n\n"))})
}

func (w *writer) requestMembers(o *api.Operation) []string {
	var members []string
	for i, p := range o.Parameters {
		if p.Global != nil {
			continue
		}
		members = append(members, w.indexNote(p.Doc)...)
		members = append(members, w.names.Operation(o).Parameters[i]+" "+w.names.GoType(names.FieldUse(p)))
	}
	if o.Body != nil && o.Input() == api.InputRequest {
		members = append(members, "Body "+w.names.BodyType(o.Body))
	}
	return members
}

func (w *writer) resultMembers(o *api.Operation) []string {
	members := []string{"StatusCode int"}
	done := map[string]bool{"": true}
	for i, name := range w.names.Operation(o).Results {
		if done[name] {
			continue
		}
		done[name] = true
		goType := "*Stream"
		if o.Results[i].Content != api.ContentStream {
			goType = "*" + w.names.ValueType(o.Results[i].Use.Type)
		}
		members = append(members, name+" "+goType)
	}
	return members
}

// addGroup adds the errors, models and enums of a group.
func (w *writer) addGroup(types *indexTypes, g group) {
	var errors [][]string
	for _, e := range g.errors {
		members := []string{"*APIError"}
		if e.Body != nil {
			members = append(members, "Body "+w.names.ValueType(e.Body))
		}
		errors = append(errors, append(w.indexNote(e.Doc), structLines(w.names.Error(e), members...)...))
	}
	models, enums := api.PartEnums(g.types)
	types.add("Error types", errors)
	types.add("Models", w.typeIndexes(models))
	types.add("Enums", w.typeIndexes(enums))
}

func (w *writer) typeIndexes(types []*api.Type) [][]string {
	var declarations [][]string
	for _, t := range types {
		declarations = append(declarations, append(w.indexNote(t.Doc), w.typeIndex(t)...))
	}
	return declarations
}

func (w *writer) typeIndex(t *api.Type) []string {
	name := w.names.Type(t)
	switch t.Kind {
	case api.Object:
		var members []string
		for i, field := range w.names.Fields(t) {
			members = append(members, w.indexNote(t.Fields[i].Doc)...)
			members = append(members, field+" "+w.names.GoType(t.Fields[i].Use))
		}
		if t.Elem != nil {
			members = append(members, "AdditionalProperties map[string]"+w.names.GoType(*t.Elem))
		}
		lines := structLines(name, members...)
		if wrap := w.names.Wrap(t); wrap != "" {
			lines = append(lines, "func "+wrap+"("+w.names.ValueType(t.Wrapped().Use.Type)+") Opt[*"+name+"]")
		}
		return lines
	case api.Union:
		lines := []string{"type " + name + " union"}
		for _, v := range w.names.Variants(t) {
			lines = append(lines,
				"func "+v.Maker+"("+v.GoType+") "+name,
				"func ("+name+") "+v.Accessor+"() ("+v.GoType+", bool)")
		}
		return lines
	}
	lines := []string{"type " + name + " " + w.names.Structure(t)}
	if t.Kind != api.Enum || len(t.Values) == 0 {
		return lines
	}
	lines = append(lines, "const (")
	for i, constant := range w.names.Constants(t) {
		for _, note := range w.indexNote(t.Values[i].Doc) {
			lines = append(lines, "\t"+note)
		}
		value := t.Values[i].Text
		if names.EnumBasic(t) == api.String {
			value = strconv.Quote(value)
		}
		lines = append(lines, "\t"+constant+" = "+value)
	}
	return append(lines, ")")
}

// indexNote is the line above a type, a member or a value that is deprecated.
func (w *writer) indexNote(doc api.Doc) []string {
	if doc.Deprecated == nil {
		return nil
	}
	return []string{"// Deprecated: " + w.names.Hint(doc.Deprecated)}
}
