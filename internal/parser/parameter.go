package parser

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// parameterNodes returns the parameters of a list, with references resolved. It
// reports duplicates and keeps the first.
func (r *reader) parameterNodes(list *document.Node, pointer string) []located {
	var found []located
	for i, item := range list.Items() {
		n, p := r.follow(item, pointer+"/parameters"+index(i))
		if ignored(n) {
			continue
		}
		if first := indexOfParameter(found, n); first >= 0 {
			d := r.diags.Warnf("duplicate-parameter", item.Pos, "duplicate parameter %s; using the first", openapi.ParameterKey(n))
			d.Pointer = p
			d.Related = append(d.Related, diag.Related{Pos: found[first].node.Pos, Message: "first declared here"})
			continue
		}
		found = append(found, located{n, p})
	}
	return found
}

// addParameters adds the parameters that a list lacks.
func addParameters(to, from []located) []located {
	for _, p := range from {
		if indexOfParameter(to, p.node) < 0 {
			to = append(to, p)
		}
	}
	return to
}

// indexOfParameter returns the index of a parameter in a list, or a negative number.
func indexOfParameter(list []located, n *document.Node) int {
	return slices.IndexFunc(list, func(p located) bool { return openapi.ParameterKey(p.node) == openapi.ParameterKey(n) })
}

var locations = map[string]api.Location{"query": api.InQuery, "path": api.InPath, "header": api.InHeader, "cookie": api.InCookie}

// stylesOf are the styles that a location allows.
var stylesOf = map[api.Location][]api.Style{
	api.InQuery:  {api.StyleForm, api.StyleSpaceDelimited, api.StylePipeDelimited, api.StyleDeepObject},
	api.InPath:   {api.StyleSimple, api.StyleLabel, api.StyleMatrix},
	api.InHeader: {api.StyleSimple},
	api.InCookie: {api.StyleForm},
}

func (r *reader) parameter(op *api.Operation, at located, context []string) {
	n := at.node
	name, _ := n.Get("name").Text()
	in, _ := n.Get("in").Text()
	where, known := locations[in]
	required, _ := n.Get("required").Bool()
	if in == "querystring" {
		return // package check reports it
	}
	if name == "" || !known {
		r.badParameter(op, at, required, "a parameter must have a name, and \"in\" of query, path, header or cookie")
		return
	}
	if where == api.InHeader && strings.EqualFold(name, "accept") && r.acceptsEvents(n) {
		r.events[op] = true // which says what the response is
		return
	}
	if where == api.InHeader && !headerName.MatchString(name) {
		r.badParameter(op, at, required, strconv.Quote(name)+" is not a valid header name").Hint = "use letters, digits and -"
		return
	}
	if where == api.InHeader && !r.checkHeader(name, at) {
		return
	}
	name, where, known = r.inPath(op, at, name, where)
	if !known {
		return
	}
	p := &api.Parameter{Name: name, Called: nameOverride(n), In: where, Pattern: r.place.patterns[name], Doc: r.schemas.doc(n), Pointer: at.pointer, Pos: n.Pos}
	if in == "path" && !required {
		r.diags.Warnf("optional-path-parameter", n.Pos, "the path parameter %q must have \"required: true\"", name).Pointer = at.pointer
		required = true
	}
	p.Style = r.style(n, where)
	p.Explode = p.Style.DefaultExplode()
	if explode, ok := n.Get("explode").Bool(); ok {
		p.Explode = explode
	}
	p.AllowReserved, _ = n.Get("allowReserved").Bool()

	described, mediaType := describedBy(name, at, context)
	p.JSON = isJSON(mediaType)
	value := r.schemas.resolve(described)
	if value.typ.Kind == api.Any && !p.JSON {
		// A value of unknown type is a string in a URL or header.
		value.typ = &api.Type{Kind: api.Scalar, Basic: api.String, Ref: value.typ.Ref, Pos: value.typ.Pos}
	}
	p.Use = value.property(required)
	openValues(n, value.typ)
	r.checkEmpty(op, p, described)
	p.Doc = overlay(value.doc, p.Doc)
	p.Doc.Sensitive = false // it is not part of a model
	p.Global = r.globalOf(p, value)
	r.use(op, value.typ, true, false)
	op.Parameters = append(op.Parameters, p)
}

// describedBy returns the schema of a parameter, and the media type of its content if
// the schema is there.
func describedBy(name string, at located, context []string) (described source, mediaType string) {
	schema, pointer := at.node.Get("schema"), at.pointer+"/schema"
	if content := at.node.Get("content"); content.Len() > 0 {
		mediaType = content.Keys()[0]
		schema, pointer = content.Get(mediaType).Get("schema"), at.pointer+"/content/"+document.EscapePointer(mediaType)+"/schema"
	}
	if schema == nil {
		schema = &document.Node{Kind: document.Mapping, Pos: at.node.Pos}
	}
	path := append(slices.Clone(context), cmp.Or(nameOverride(at.node), name))
	if shared := nameOf(at.pointer, nil); shared != nil {
		path = append(shared, "parameter")
	}
	return source{schema, pointer, path}, mediaType
}

// eventStream is the media type of server-sent events.
const eventStream = "text/event-stream"

// acceptsEvents reports whether an Accept header, which OpenAPI says to ignore, is there to
// say that the response is a stream of events.
func (r *reader) acceptsEvents(n *document.Node) bool {
	schema, _ := r.follow(n.Get("schema"), "")
	for _, value := range append(schema.Get("enum").Items(), schema.Get("const"), schema.Get("default"), schema.Get("example"), n.Get("example")) {
		if text, ok := value.Text(); ok {
			return api.Essence(text) == eventStream
		}
	}
	about, _ := n.Get("description").Text()
	return strings.Contains(strings.ToLower(about), eventStream)
}

// badParameter reports a parameter that cannot be sent. An operation that requires it is
// left out; others do without it.
func (r *reader) badParameter(op *api.Operation, at located, required bool, message string) *diag.Diagnostic {
	var d *diag.Diagnostic
	if required {
		d = r.leaveOut(op, "bad-parameter", at.node.Pos, "%s", message)
	} else {
		d = r.diags.Warnf("bad-parameter", at.node.Pos, "%s; parameter ignored", message)
	}
	d.Pointer = at.pointer
	return d
}

// checkHeader reports whether a parameter can be a header.
func (r *reader) checkHeader(name string, at located) bool {
	var d *diag.Diagnostic
	switch strings.ToLower(name) {
	case "accept", "content-type", "authorization":
		d = r.diags.Warnf("ignored-header-parameter", at.node.Pos, "OpenAPI ignores a header parameter %s", name)
		d.Hint = "callers can set the header with WithHeader"
	case "content-length", "host", "trailer", "transfer-encoding":
		d = r.diags.Warnf("ignored-header-parameter", at.node.Pos, "the connection sets the header %s; parameter ignored", name)
	default:
		return true
	}
	d.Pointer = at.pointer
	return false
}

// headerName matches valid header names (RFC 9110, 5.6.2).
var headerName = regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$")

// style returns the style of a parameter, or the default if the location does not
// allow the declared one.
func (r *reader) style(n *document.Node, where api.Location) api.Style {
	text, ok := n.Get("style").Text()
	if !ok || text == "cookie" && where == api.InCookie { // package check reports that
		return where.DefaultStyle()
	}
	if style := api.Style(text); slices.Contains(stylesOf[where], style) {
		return style
	}
	var known []string
	for _, style := range stylesOf[where] {
		known = append(known, string(style))
	}
	r.diags.Warnf("bad-style", n.Get("style").Pos, "style %q is invalid for %s parameters; using %q", text, where, where.DefaultStyle()).
		Hint = "use one of " + strings.Join(known, ", ")
	return where.DefaultStyle()
}
