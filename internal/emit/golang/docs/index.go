package docs

import (
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
}

type indexGroup struct {
	link
	Declarations string
}

// index lists the whole of what the description shapes, one thing to a line, so
// that a diff of it is the change of the SDK's interface.
func (w *writer) index() *indexPage {
	page := &indexPage{Package: code(w.opts.Package)}
	client := "type Client struct {\n"
	for _, s := range w.api.Services {
		client += "\t" + w.names.Service(s).Field + " *" + w.names.Service(s).Type + "\n"
	}
	page.Client = fence("text", client+"}\n\nfunc New(opts ...ClientOption) (*Client, error)\nfunc NewCore(opts ...ClientOption) (*Core, error)\nfunc (*Client) ForAccount(id string) *Client")
	for _, s := range w.api.AllServices() {
		page.Groups = append(page.Groups, indexGroup{link{w.names.Service(s).Selector, w.ofService[s], ""}, fence("text", w.serviceIndex(s))})
	}
	for _, g := range w.groups {
		page.Groups = append(page.Groups, indexGroup{link{g.title, g.path(), ""}, fence("text", w.groupIndex(g))})
	}
	return page
}

func (w *writer) serviceIndex(s *api.Service) string {
	var b strings.Builder
	service := w.names.Service(s)
	b.WriteString("func " + service.Constructor + "(core *Core) *" + service.Type + "\n")
	for _, nested := range s.Services {
		b.WriteString("field " + service.Type + "." + w.names.Service(nested).Field + " *" + w.names.Service(nested).Type + "\n")
	}
	for _, o := range s.Operations {
		b.WriteString("\n")
		b.WriteString(w.indexNote("", o.Doc))
		for _, signature := range w.names.Signatures(o) {
			b.WriteString("func (*" + service.Type + ") " + signature.Method + signature.Params + " " + signature.Result + "\n")
		}
		on := w.names.Operation(o)
		if on.Request != "" {
			b.WriteString("type " + on.Request + " struct {\n")
			for i, p := range o.Parameters {
				b.WriteString(w.indexNote("\t", p.Doc))
				b.WriteString("\t" + on.Parameters[i] + " " + w.names.GoType(names.FieldUse(p)) + "\n")
			}
			if o.Body != nil {
				b.WriteString("\tBody " + w.names.BodyType(o.Body) + "\n")
			}
			b.WriteString("}\n")
		}
		if on.Result != "" {
			b.WriteString("type " + on.Result + " struct {\n\tStatusCode int\n")
			done := map[string]bool{"": true}
			for i, name := range on.Results {
				if done[name] {
					continue
				}
				done[name] = true
				goType := "*Stream"
				if o.Results[i].Content != api.ContentStream {
					goType = "*" + w.names.ValueType(o.Results[i].Use.Type)
				}
				b.WriteString("\t" + name + " " + goType + "\n")
			}
			b.WriteString("}\n")
		}
	}
	return b.String()
}

func (w *writer) groupIndex(g group) string {
	var blocks []string
	for _, e := range g.errors {
		text := w.indexNote("", e.Doc) + "type " + w.names.Error(e) + " struct {\n\t*APIError\n"
		if e.Body != nil {
			text += "\tBody " + w.names.ValueType(e.Body) + "\n"
		}
		blocks = append(blocks, text+"}\n")
	}
	for _, t := range g.types {
		blocks = append(blocks, w.typeIndex(t))
	}
	return strings.Join(blocks, "\n")
}

func (w *writer) typeIndex(t *api.Type) string {
	var b strings.Builder
	name := w.names.Type(t)
	b.WriteString(w.indexNote("", t.Doc))
	switch t.Kind {
	case api.Object:
		b.WriteString("type " + name + " struct {\n")
		for i, field := range w.names.Fields(t) {
			b.WriteString(w.indexNote("\t", t.Fields[i].Doc))
			b.WriteString("\t" + field + " " + w.names.GoType(t.Fields[i].Use) + "\n")
		}
		if t.Elem != nil {
			b.WriteString("\tAdditionalProperties map[string]" + w.names.GoType(*t.Elem) + "\n")
		}
		b.WriteString("\tExtras Extras\n")
		b.WriteString("}\n")
	case api.Union:
		b.WriteString("type " + name + " union\n")
		for _, v := range w.names.Variants(t) {
			b.WriteString("func " + v.Maker + "(" + v.GoType + ") " + name + "\nfunc (" + name + ") " + v.Accessor + "() (" + v.GoType + ", bool)\n")
		}
	default:
		b.WriteString("type " + name + " " + w.names.Structure(t) + "\n")
		for i, constant := range w.names.Constants(t) {
			b.WriteString(w.indexNote("", t.Values[i].Doc))
			b.WriteString("const " + constant + " = " + strconv.Quote(t.Values[i].Text) + "\n")
		}
	}
	return b.String()
}

// indexNote is the line above what is deprecated.
func (w *writer) indexNote(indent string, doc api.Doc) string {
	if doc.Deprecated == nil {
		return ""
	}
	return indent + "// Deprecated: " + w.names.Hint(doc.Deprecated) + "\n"
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
	for _, o := range w.api.Operations() {
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
