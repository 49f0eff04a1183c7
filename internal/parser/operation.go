package parser

import (
	"cmp"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
	"github.com/StackOneHQ/stackone-gen/internal/parser/check"
)

// reader reads an API from a checked document.
type reader struct {
	root    *document.Node
	diags   *diag.List
	opts    Options
	schemas *schemas
	errors  *errorTypes
	api     *api.API

	checks   *check.Checker
	groups   openapi.Groups
	short    map[operationKey]string         // names of operations without that of their group
	place    *place                          // the path that is being read
	services map[string]*api.Service         // by normalised path
	declared map[string]bool                 // the operationIds of the description
	ids      map[string]diag.Position        // those that an operation has
	unable   map[*api.Operation][]api.Reason // why an operation cannot be generated
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
	r.declaredIDs()
	r.shortenNames()
	for m := range paths.Members() {
		if strings.HasPrefix(m.Key, "x-") {
			continue
		}
		items := r.chain(m.Value, "#/paths/"+document.EscapePointer(m.Key))
		if slices.ContainsFunc(items, func(item located) bool { return ignored(item.node) }) {
			continue
		}
		if d, replaced := r.checks.Replaced(items[len(items)-1].node); replaced {
			r.api.LeftOut = append(r.api.LeftOut, &api.LeftOut{Path: m.Key, Keys: []string{"paths", m.Key}, Pos: m.KeyPos, Reasons: []api.Reason{reasonOf(d)}})
		}
		r.place = r.readPath(m)
		// Siblings of a reference take precedence over its target.
		var shared []located
		for _, item := range items {
			shared = addParameters(shared, r.parameterNodes(item.node.Get("parameters"), item.pointer))
		}
		seen := map[string]bool{}
		for i, item := range items {
			r.place.item = item.node
			keys := []string{"paths", m.Key}
			if i > 0 {
				keys, _ = document.Segments(item.pointer)
			}
			for o := range openapi.Methods(item.node) {
				if seen[o.Name] || ignored(o.Value) {
					continue
				}
				seen[o.Name] = true
				op := &api.Operation{Method: strings.ToUpper(o.Name), Path: r.place.path, Fixed: r.place.fixed, Keys: append(slices.Clip(keys), o.Keys...)}
				if r.place.fault != nil {
					op.Path = m.Key
					r.unable[op] = append(r.unable[op], *r.place.fault)
				}
				at := located{o.Value, item.pointer + document.Pointer(o.Keys...)}
				op.Servers = r.ownServers(at, item)
				r.operation(op, at, shared)
				r.otherBodies(op, at)
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

// operation reads an operation, of which method and path are known.
func (r *reader) operation(op *api.Operation, at located, shared []located) {
	n := at.node
	op.Doc, op.Pos = r.schemas.doc(n), n.Pos
	firstError := len(r.errors.uses)
	if !r.needs(op, n) {
		r.api.LeftOut = append(r.api.LeftOut, &api.LeftOut{Method: op.Method, Path: r.place.key, Keys: op.Keys, Pos: op.Pos, Reasons: r.unable[op]})
		return
	}
	op.ID = r.operationID(op, n)
	op.Name = cmp.Or(nameOverride(n), r.short[operationKey{r.place.key, strings.ToLower(op.Method)}], op.ID)
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
	r.undeclared(op)
	r.body(op, n, at.pointer, context)
	around := []*document.Node{n, r.place.item, r.root.Get("paths"), r.root}
	r.responses(op, located{n.Get("responses"), at.pointer + "/responses"}, r.failuresOf(around...), context)
	op.TimeoutMS = r.timeout(around...)
	r.security(op, n)
	r.callbacks(op, n, at.pointer)
	op.Retry = r.retry(n)
	if paging := n.Get("x-speakeasy-pagination"); paging != nil {
		r.paged[op] = paging
	}
	op.UsageExample = n.Get("x-speakeasy-usage-example") != nil
	r.settle(op, firstError)
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
