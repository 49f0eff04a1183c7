package parser

import (
	"cmp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// reader reads an API from a checked document.
type reader struct {
	root    *document.Node
	diags   *diag.List
	opts    Options
	schemas *schemas
	errors  *errorTypes
	api     *api.API

	groups   openapi.Groups
	services map[string]*api.Service // by normalised path
	ids      map[string]diag.Position
	reached  map[*api.Operation][]typeSide
	paged    map[*api.Operation]*document.Node // the values of x-speakeasy-pagination
	events   map[*api.Operation]bool           // whether a parameter says that the response is a stream of events
}

// typeSide is a type that an operation uses directly, and where.
type typeSide struct {
	typ              *api.Type
	request, isError bool
}

func (r *reader) paths() {
	paths := r.root.Get("paths")
	for m := range paths.Members() {
		if strings.HasPrefix(m.Key, "x-") {
			continue
		}
		items := r.chain(m.Value, "#/paths/"+document.EscapePointer(m.Key))
		if slices.ContainsFunc(items, func(item located) bool { return ignored(item.node) }) || !r.checkTemplate(m) {
			continue
		}
		// Siblings of a reference take precedence over its target.
		var shared []located
		for _, item := range items {
			shared = addParameters(shared, r.parameterNodes(item.node.Get("parameters"), item.pointer))
		}
		seen := map[string]bool{}
		for i, item := range items {
			keys := []string{"paths", m.Key}
			if i > 0 {
				keys, _ = document.Segments(item.pointer)
			}
			for o := range openapi.Methods(item.node) {
				if seen[o.Name] || ignored(o.Value) {
					continue
				}
				seen[o.Name] = true
				op := r.operation(m.Key, o.Name, located{o.Value, item.pointer + document.Pointer(o.Keys...)}, shared)
				op.Keys = append(slices.Clip(keys), o.Keys...)
				if op.Servers == nil {
					op.Servers = r.servers(item.node.Get("servers"), item.pointer+"/servers")
				}
			}
		}
	}
}

func ignored(n *document.Node) bool {
	ignore, _ := n.Get("x-speakeasy-ignore").Bool()
	return ignore
}

// located is a node with its pointer.
type located struct {
	node    *document.Node
	pointer string
}

// follow resolves a chain of references.
func (r *reader) follow(n *document.Node, pointer string) (*document.Node, string) {
	items := r.chain(n, pointer)
	last := items[len(items)-1]
	return last.node, last.pointer
}

// chain resolves a chain of references and returns all its nodes.
func (r *reader) chain(n *document.Node, pointer string) []located {
	found := []located{{n, pointer}}
	for {
		ref, ok := n.Get("$ref").Text()
		if !ok {
			return found
		}
		n = r.root.At(ref)
		found = append(found, located{n, ref})
	}
}

func (r *reader) operation(path, method string, at located, shared []located) *api.Operation {
	n := at.node
	op := &api.Operation{
		Method:  method,
		Path:    path,
		Doc:     r.schemas.doc(n),
		Pos:     n.Pos,
		Servers: r.servers(n.Get("servers"), at.pointer+"/servers"),
	}
	op.ID = r.operationID(op, n)
	op.Name = cmp.Or(nameOverride(n), op.ID)
	op.Tags = openapi.Tags(n)
	service := r.service(n, op)
	op.Service = service
	service.Operations = append(service.Operations, op)
	context := append(slices.Clone(service.Path), op.Name)

	own := r.parameterNodes(n.Get("parameters"), at.pointer)
	for _, p := range addParameters(own, shared)[len(own):] {
		r.parameter(op, p, context)
	}
	for _, p := range own {
		r.parameter(op, p, context)
	}
	r.body(op, n, at.pointer, context)
	r.responses(op, located{n.Get("responses"), at.pointer + "/responses"}, context)
	r.security(op, n)
	r.callbacks(op, n, at.pointer)
	op.Retry = r.retry(n)
	if paging := n.Get("x-speakeasy-pagination"); paging != nil {
		r.paged[op] = paging
	}
	op.UsageExample = n.Get("x-speakeasy-usage-example") != nil
	return op
}

// operationID returns the operationId, or one derived from method and path.
func (r *reader) operationID(op *api.Operation, n *document.Node) string {
	id, _ := n.Get("operationId").Text()
	if id == "" {
		id = strings.ToLower(op.Method) + strings.NewReplacer("/", "_", "{", "", "}", "").Replace(op.Path)
		r.diags.Warnf("missing-operation-id", n.Pos, "%s %s has no operationId; using %q", op.Method, op.Path, id).
			Hint = "add an operationId: a derived one changes with the path"
		return id
	}
	pos := n.Get("operationId").Pos
	first, twice := r.ids[id]
	switch {
	case !twice:
		r.ids[id] = pos
	case first == pos:
		d := r.diags.Errorf("duplicate-operation-id", r.root.Get("paths").KeyPos(op.Path), "another path shares the operation %q, but operationId must be unique", id)
		d.Hint = "write the operations of this path out, each with its own operationId"
		d.Related = append(d.Related, diag.Related{Pos: first, Message: "declared here"})
	default:
		d := r.diags.Errorf("duplicate-operation-id", pos, "duplicate operationId %q", id)
		d.Related = append(d.Related, diag.Related{Pos: first, Message: "first used here"})
	}
	return id
}

// service returns the service of an operation, creating it and its parents. The tag
// "wiki.pages" and the group wiki.pages are one service, in the position of the
// first of them.
func (r *reader) service(n *document.Node, op *api.Operation) *api.Service {
	path := r.groups.Of(n)
	keys := make([]string, len(path))
	for i, segment := range path {
		keys[i] = "." + normalize(segment)
		if i > 0 {
			keys[i] = keys[i-1] + keys[i]
		}
	}
	known := len(path)
	for known > 0 && r.services[keys[known-1]] == nil {
		known--
	}
	var parent *api.Service
	if known > 0 {
		parent = r.services[keys[known-1]]
	}
	for i := known; i < len(path); i++ {
		s := &api.Service{Pos: op.Pos}
		if parent != nil {
			s.Path = slices.Clone(parent.Path)
			parent.Services = append(parent.Services, s)
		} else {
			r.api.Services = append(r.api.Services, s)
		}
		s.Path = append(s.Path, path[i])
		r.services[keys[i]] = s
		parent = s
	}
	return parent
}

// normalize makes "Request Logs", "request_logs" and "requestLogs" equal.
func normalize(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '_' || r == '-':
			return -1
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		}
		return r
	}, name)
}

// describeServices sets the description of each service to that of its tag: the tag
// of the same name, or the first tag that all its operations share.
func (r *reader) describeServices() {
	for _, s := range r.api.AllServices() {
		name := normalize(s.Path[len(s.Path)-1])
		for _, tag := range r.api.Tags {
			if normalize(tag.Name) == name {
				s.Tag, s.Doc.Description = tag.Name, cmp.Or(tag.Description, tag.Summary)
			}
		}
		if s.Tag != "" || len(s.Operations) == 0 || len(s.Operations[0].Tags) == 0 {
			continue
		}
		first := s.Operations[0].Tags[0]
		if slices.ContainsFunc(s.Operations, func(o *api.Operation) bool { return len(o.Tags) == 0 || o.Tags[0] != first }) {
			continue
		}
		for _, tag := range r.api.Tags {
			if tag.Name == first {
				s.Tag, s.Doc.Description = tag.Name, cmp.Or(tag.Description, tag.Summary)
			}
		}
	}
}

// use records that an operation uses a type.
func (r *reader) use(op *api.Operation, t *api.Type, request, isError bool) {
	if t != nil {
		r.reached[op] = append(r.reached[op], typeSide{t, request, isError})
	}
}

// body reads the request body.
func (r *reader) body(op *api.Operation, n *document.Node, pointer string, context []string) {
	declared := n.Get("requestBody")
	if declared == nil {
		return
	}
	body, pointer := r.follow(declared, pointer+"/requestBody")
	content := body.Get("content")
	if content.Len() == 0 {
		r.diags.Warnf("empty-content", body.Pos, "the request body of %s has no content and is ignored", op.ID).Pointer = pointer
		return
	}
	required, _ := body.Get("required").Bool()
	mediaType, kind := chooseContent(content)
	if kind == api.ContentNone {
		d := r.diags.Errorf("unsupported-media-type", content.KeyPos(mediaType), "request bodies of type %s are not supported", mediaType)
		d.Pointer, d.Hint = pointer+"/content/"+document.EscapePointer(mediaType), "add \"x-speakeasy-ignore: true\" to the operation to skip it"
		return
	}
	if kind == api.ContentForm {
		r.checkEncoding(content.Get(mediaType))
	}
	op.Body = &api.Body{Content: kind, MediaType: mediaType, Doc: r.schemas.doc(body), Pointer: pointer, Pos: body.Pos}
	op.Body.Use.Required = required
	if kind == api.ContentStream {
		return
	}
	schema := content.Get(mediaType).Get("schema")
	if schema == nil {
		schema = &document.Node{Kind: document.Mapping, Pos: body.Pos}
	}
	at := source{schema, pointer + "/content/" + document.EscapePointer(mediaType) + "/schema", append(nameOf(pointer, context), "body")}
	value := r.schemas.resolve(at)
	if kind == api.ContentForm && value.typ.Kind == api.Any {
		// A form is an object, even without a type.
		value.typ = &api.Type{Kind: api.Free, Ref: value.typ.Ref, Pos: value.typ.Pos}
	}
	if kind == api.ContentForm && !value.typ.JSONKinds().Has(api.JSONObject) {
		d := r.diags.Errorf("unsupported-media-type", schema.Pos, "the schema of a form must be an object, not a %s", shapeName(value.typ))
		d.Pointer, d.Hint = at.pointer, "describe an object, or use another media type"
	}
	op.Body.Use = value.property(required)
	if op.Body.Doc.Examples == nil {
		op.Body.Doc.Examples = r.schemas.examples(content.Get(mediaType))
	}
	r.use(op, value.typ, true, false)
}

// nameOf returns the wire names for a declaration at a pointer: that of a
// component, which operations may share, or else the context. The caller owns the
// result.
func nameOf(pointer string, context []string) []string {
	if segments, _ := document.Segments(pointer); len(segments) == 3 && segments[0] == "components" {
		return []string{segments[2]}
	}
	return slices.Clone(context)
}

// chooseContent prefers JSON, then a form, then the first media type. ContentNone
// means that it cannot be sent.
func chooseContent(content *document.Node) (string, api.Content) {
	for _, mediaType := range content.Keys() {
		if essence(mediaType) == "application/json" { // preferred to special JSON, such as patches
			return mediaType, api.ContentJSON
		}
	}
	for _, mediaType := range content.Keys() {
		if isJSON(mediaType) {
			return mediaType, api.ContentJSON
		}
	}
	for _, mediaType := range content.Keys() {
		if essence(mediaType) == "application/x-www-form-urlencoded" {
			return mediaType, api.ContentForm
		}
	}
	for _, mediaType := range content.Keys() {
		if !strings.HasPrefix(mediaType, "multipart/") {
			return mediaType, api.ContentStream
		}
	}
	return content.Keys()[0], api.ContentNone
}

// essence returns a media type without its parameters.
func essence(mediaType string) string {
	bare, _, _ := strings.Cut(mediaType, ";")
	return strings.ToLower(strings.TrimSpace(bare))
}

func isJSON(mediaType string) bool {
	bare := essence(mediaType)
	return bare == "application/json" || bare == "text/json" || strings.HasSuffix(bare, "+json")
}

// checkEncoding reports fields of a form with an encoding other than the one of all
// forms: repeated names for lists, and brackets for nested members.
func (r *reader) checkEncoding(form *document.Node) {
	for m := range form.Get("encoding").Members() {
		style, _ := m.Value.Get("style").Text()
		explode, given := m.Value.Get("explode").Bool()
		if given && !explode || m.Value.Get("contentType") != nil || style != "" && style != "form" && style != "deepObject" {
			r.diags.Warnf("ignored-encoding", m.KeyPos, "the encoding of %q has no effect: lists are sent as repeated names, objects as %s[member]", m.Key, m.Key)
		}
	}
}
