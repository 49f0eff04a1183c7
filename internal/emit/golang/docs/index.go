package docs

import (
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

type indexPage struct {
	Package string
	Client  string
	Groups  []indexGroup
	LeftOut []leftOutEntry
}

// leftOutEntry is an operation that the SDK has no method for.
type leftOutEntry struct {
	Call    string
	Reasons []string
}

type indexGroup struct {
	link
	Declarations string
}

// index lists the whole of what the description shapes, one thing to a line, so
// that a diff of it is the change of the SDK's interface.
func (w *writer) index() *indexPage {
	page := &indexPage{Package: code(w.opts.Package)}
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
	client = append(client, "func (*Client) Do(ctx context.Context, method, path string, in, out any, opts ...CallOption) error")
	page.Client = fence("text", strings.Join(client, "\n"))
	for _, s := range w.api.AllServices() {
		page.Groups = append(page.Groups, indexGroup{link{w.names.Service(s).Selector, w.ofService[s], ""}, fence("text", w.serviceIndex(s))})
	}
	for _, g := range w.groups {
		page.Groups = append(page.Groups, indexGroup{link{g.title, g.path(), ""}, fence("text", w.groupIndex(g))})
	}
	for _, l := range w.api.LeftOut {
		page.LeftOut = append(page.LeftOut, leftOutEntryOf(l))
	}
	return page
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

// ended ends each of the lines.
func ended(lines []string) string { return strings.Join(append(lines, ""), "\n") }

func (w *writer) serviceIndex(s *api.Service) string {
	service := w.names.Service(s)
	lines := []string{"func " + service.Constructor + "(core *Core) *" + service.Type}
	for _, nested := range s.Services {
		lines = append(lines, "field "+service.Type+"."+w.names.Service(nested).Field+" *"+w.names.Service(nested).Type)
	}
	for _, o := range s.Operations {
		lines = append(lines, "")
		lines = append(lines, w.indexNote(o.Doc)...)
		for _, signature := range w.names.Signatures(o) {
			lines = append(lines, "func (*"+service.Type+") "+signature.Method+signature.Params+" "+signature.Result)
		}
		if named := w.names.Operation(o); named.Request+named.Params != "" {
			lines = append(lines, structLines(named.Request+named.Params, w.requestMembers(o)...)...)
		}
		if result := w.names.Operation(o).Result; result != "" {
			lines = append(lines, structLines(result, w.resultMembers(o)...)...)
		}
	}
	return ended(lines)
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

func (w *writer) groupIndex(g group) string {
	var blocks []string
	for _, e := range g.errors {
		members := []string{"*APIError"}
		if e.Body != nil {
			members = append(members, "Body "+w.names.ValueType(e.Body))
		}
		blocks = append(blocks, ended(append(w.indexNote(e.Doc), structLines(w.names.Error(e), members...)...)))
	}
	for _, t := range g.types {
		blocks = append(blocks, ended(append(w.indexNote(t.Doc), w.typeIndex(t)...)))
	}
	return strings.Join(blocks, "\n")
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
		lines := structLines(name, append(members, "Extras Extras")...)
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
	for i, constant := range w.names.Constants(t) {
		lines = append(lines, w.indexNote(t.Values[i].Doc)...)
		lines = append(lines, "const "+constant+" = "+strconv.Quote(t.Values[i].Text))
	}
	return lines
}

// indexNote is the line above what is deprecated.
func (w *writer) indexNote(doc api.Doc) []string {
	if doc.Deprecated == nil {
		return nil
	}
	return []string{"// Deprecated: " + w.names.Hint(doc.Deprecated)}
}

// samples writes an overlay for the description with the example of each
// operation. What comes from the description is quoted in ASCII, which YAML reads
// the same way as Go does; the code has such strings only.
func (w *writer) samples() emit.File {
	var b strings.Builder
	b.WriteString("overlay: 1.0.0\ninfo:\n  title: " + strconv.QuoteToASCII("Go samples of "+titleOf(w.api)) +
		"\n  version: " + strconv.QuoteToASCII(w.opts.Version) + "\nactions:")
	if len(w.api.Operations()) == 0 {
		b.WriteString(" []")
	}
	b.WriteString("\n")
	for _, o := range w.api.Described() {
		b.WriteString("  - target: " + strconv.QuoteToASCII(jsonPath(o.Keys)) +
			"\n    update:\n      x-codeSamples:\n        - lang: go\n          label: " +
			strconv.QuoteToASCII(w.names.Service(o.Service).Selector+"."+w.names.Operation(o).Method) + "\n          source: |\n")
		for line := range strings.SplitSeq(strings.TrimRight(w.clients[o], "\n"), "\n") {
			if line != "" {
				line = "            " + line
			}
			b.WriteString(line + "\n")
		}
	}
	return emit.File{Path: "codeSamples.yaml", Data: []byte(b.String())}
}

// jsonPath writes the way to a place as a JSONPath (RFC 9535): names in quotes
// unless they are plain words.
func jsonPath(keys []string) string {
	path := "$"
	for _, key := range keys {
		if plainName.MatchString(key) {
			path += "." + key
			continue
		}
		path += "['" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(key) + "']"
	}
	return path
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
