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

	services map[string]*api.Service // by normalised path
	ids      map[string]diag.Position
	reached  map[*api.Operation][]typeSide
	paged    map[*api.Operation]*document.Node // the values of x-speakeasy-pagination
	uploads  map[*api.Type]*api.Type           // multipart bodies with files, by the types of their schemas
	// sequences are the results of operations that are also read value by value.
	sequences map[*api.Operation]*api.Result
	events    map[*api.Operation]bool // whether a parameter says that the response is a stream of events
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
			for o := range item.node.Members() {
				if !slices.Contains(openapi.Methods, o.Key) || seen[o.Key] || ignored(o.Value) {
					continue
				}
				seen[o.Key] = true
				op := r.operation(m.Key, o.Key, located{o.Value, item.pointer + "/" + o.Key}, shared)
				op.Keys = append(slices.Clip(keys), o.Key)
				if op.Servers == nil {
					op.Servers = r.servers(item.node.Get("servers"), item.pointer+"/servers")
				}
				r.otherBodies(op, located{o.Value, item.pointer + "/" + o.Key})
				r.sequenceWays(op)
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
		Method:  strings.ToUpper(method),
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
	path := openapi.Group(n)
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
				s.Tag, s.Doc.Description = tag.Name, tag.Description
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
				s.Tag, s.Doc.Description = tag.Name, tag.Description
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
