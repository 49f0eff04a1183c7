package check

import (
	"encoding/json"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// loadModel returns kin-openapi's model of a document.
//
// Its own way there is through JSON, which it reads again at every level above a
// value: that took a quarter of a run. So the values that most of a description
// consists of are put into the model from the tree, and kin-openapi reads what is
// unusual, each node alone. A document for which that could make a difference is
// read as a whole, as is one that cannot be read, for kin-openapi's own account of
// what is wrong.
func loadModel(root *document.Node) (*openapi3.T, error) {
	if model := makeModel(root); model != nil {
		if err := openapi3.NewLoader().ResolveRefsIn(model, nil); err == nil {
			return model, nil
		}
	}
	return openapi3.NewLoader().LoadFromData(root.AppendJSON(nil))
}

// makeModel returns the model with unresolved references, or nil if the document
// must be read as a whole.
func makeModel(root *document.Node) *openapi3.T {
	components := root.Get("components")
	paths, schemas := root.Get("paths"), components.Get("schemas")
	for _, n := range []*document.Node{components, paths, schemas} {
		if n != nil && n.Kind != document.Mapping {
			return nil
		}
	}
	if hasFoldedDuplicates(root) || hasFoldedDuplicates(components) {
		return nil
	}
	frame := with(root, "paths", &document.Node{Kind: document.Mapping})
	frame = with(frame, "components", with(components, "schemas", &document.Node{Kind: document.Mapping}))
	var m maker
	var model openapi3.T
	if err := json.Unmarshal(frame.AppendJSON(nil), &model); err != nil {
		return nil
	}
	if paths != nil {
		model.Paths = m.paths(paths)
	}
	if schemas != nil {
		model.Components.Schemas = m.schemas(schemas)
	}
	if m.failed {
		return nil
	}
	return &model
}

// with returns a copy of a mapping with the value of an existing key replaced.
func with(n *document.Node, key string, value *document.Node) *document.Node {
	if n.Get(key) == nil {
		return n
	}
	c := &document.Node{Kind: document.Mapping}
	for m := range n.Members() {
		if m.Key == key {
			m.Value = value
		}
		c.Put(m)
	}
	return c
}

// maker builds kin-openapi's model from nodes of the tree.
type maker struct {
	failed bool // a node cannot be read alone
}

// decode lets kin-openapi read a node.
func decode[T any](m *maker, n *document.Node) *T {
	var v T
	if n.Kind == document.Null || !readsAlone(n) || json.Unmarshal(n.AppendJSON(nil), &v) != nil {
		m.failed = true
	}
	return &v
}

// readsAlone reports whether kin-openapi reads a node alone as it does within the
// whole. There it passes through maps and float64, which changes case-fold
// duplicates of keys and large integers.
func readsAlone(n *document.Node) bool {
	if n.Kind == document.Number {
		_, exact := exactNumber(n)
		return exact
	}
	for m := range n.Members() {
		if !readsAlone(m.Value) {
			return false
		}
	}
	for _, item := range n.Items() {
		if !readsAlone(item) {
			return false
		}
	}
	return !hasFoldedDuplicates(n)
}

// hasFoldedDuplicates reports whether two keys of a mapping differ only in case.
func hasFoldedDuplicates(n *document.Node) bool {
	keys := n.Keys()
	seen := make(map[string]bool, len(keys))
	for _, key := range keys {
		folded := strings.ToLower(strings.ToUpper(key))
		if seen[folded] {
			return true
		}
		seen[folded] = true
	}
	return false
}

func (m *maker) paths(n *document.Node) *openapi3.Paths {
	paths := openapi3.NewPathsWithCapacity(n.Len())
	paths.Extensions = map[string]any{}
	for member := range n.Members() {
		if strings.HasPrefix(member.Key, "x-") {
			paths.Extensions[member.Key] = m.any(member.Value)
			continue
		}
		paths.Set(member.Key, m.pathItem(member.Value))
	}
	return paths
}

func (m *maker) pathItem(n *document.Node) *openapi3.PathItem {
	var item openapi3.PathItem
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "get":
			item.Get = m.operation(value)
		case "put":
			item.Put = m.operation(value)
		case "post":
			item.Post = m.operation(value)
		case "patch":
			item.Patch = m.operation(value)
		case "delete":
			item.Delete = m.operation(value)
		case "parameters":
			item.Parameters = f.parameters(value)
		default:
			f.extension(&item.Extensions, key, value)
		}
	}
	if f.unusual {
		return decode[openapi3.PathItem](m, n)
	}
	return &item
}

func (m *maker) operation(n *document.Node) *openapi3.Operation {
	var o openapi3.Operation
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "tags":
			o.Tags = f.strings(value)
		case "summary":
			o.Summary = f.text(value)
		case "description":
			o.Description = f.text(value)
		case "operationId":
			o.OperationID = f.text(value)
		case "deprecated":
			o.Deprecated = f.bool(value)
		case "parameters":
			o.Parameters = f.parameters(value)
		case "requestBody":
			o.RequestBody = m.requestBody(value)
		case "responses":
			o.Responses = m.responses(value)
		case "security":
			o.Security = decode[openapi3.SecurityRequirements](m, value)
		default:
			f.extension(&o.Extensions, key, value)
		}
	}
	if f.unusual {
		return decode[openapi3.Operation](m, n)
	}
	return &o
}

func (m *maker) parameter(n *document.Node) *openapi3.ParameterRef {
	if ref := onlyRef(n); ref != "" {
		return &openapi3.ParameterRef{Ref: ref}
	}
	var p openapi3.Parameter
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "name":
			p.Name = f.text(value)
		case "in":
			p.In = f.text(value)
		case "description":
			p.Description = f.text(value)
		case "style":
			p.Style = f.text(value)
		case "explode":
			explode := f.bool(value)
			p.Explode = &explode
		case "deprecated":
			p.Deprecated = f.bool(value)
		case "required":
			p.Required = f.bool(value)
		case "schema":
			p.Schema = m.schema(value)
		case "example":
			p.Example = m.any(value)
		case "examples":
			p.Examples = *decode[openapi3.Examples](m, value)
		default:
			f.extension(&p.Extensions, key, value)
		}
	}
	if f.unusual {
		return decode[openapi3.ParameterRef](m, n)
	}
	return &openapi3.ParameterRef{Value: &p}
}

func (m *maker) requestBody(n *document.Node) *openapi3.RequestBodyRef {
	if ref := onlyRef(n); ref != "" {
		return &openapi3.RequestBodyRef{Ref: ref}
	}
	var b openapi3.RequestBody
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "description":
			b.Description = f.text(value)
		case "required":
			b.Required = f.bool(value)
		case "content":
			b.Content = f.content(value)
		default:
			f.extension(&b.Extensions, key, value)
		}
	}
	if f.unusual {
		return decode[openapi3.RequestBodyRef](m, n)
	}
	return &openapi3.RequestBodyRef{Value: &b}
}

func (m *maker) responses(n *document.Node) *openapi3.Responses {
	if n.Kind != document.Mapping {
		return decode[openapi3.Responses](m, n)
	}
	responses := openapi3.NewResponsesWithCapacity(n.Len())
	responses.Extensions = map[string]any{}
	for member := range n.Members() {
		if strings.HasPrefix(member.Key, "x-") {
			responses.Extensions[member.Key] = m.any(member.Value)
			continue
		}
		responses.Set(member.Key, m.response(member.Value))
	}
	return responses
}

func (m *maker) response(n *document.Node) *openapi3.ResponseRef {
	if ref := onlyRef(n); ref != "" {
		return &openapi3.ResponseRef{Ref: ref}
	}
	var r openapi3.Response
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "description":
			description := f.text(value)
			r.Description = &description
		case "headers":
			r.Headers = f.headers(value)
		case "content":
			r.Content = f.content(value)
		default:
			f.extension(&r.Extensions, key, value)
		}
	}
	if f.unusual {
		return decode[openapi3.ResponseRef](m, n)
	}
	return &openapi3.ResponseRef{Value: &r}
}

func (m *maker) header(n *document.Node) *openapi3.HeaderRef {
	if ref := onlyRef(n); ref != "" {
		return &openapi3.HeaderRef{Ref: ref}
	}
	var h openapi3.Header
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "description":
			h.Description = f.text(value)
		case "required":
			h.Required = f.bool(value)
		case "schema":
			h.Schema = m.schema(value)
		case "example":
			h.Example = m.any(value)
		default:
			f.unusual = true
		}
	}
	if f.unusual {
		return decode[openapi3.HeaderRef](m, n)
	}
	return &openapi3.HeaderRef{Value: &h}
}

func (m *maker) mediaType(n *document.Node) *openapi3.MediaType {
	var t openapi3.MediaType
	f := fields{maker: m, node: n}
	for key, value := range f.all() {
		switch key {
		case "schema":
			t.Schema = m.schema(value)
		case "example":
			t.Example = m.any(value)
		case "examples":
			t.Examples = *decode[openapi3.Examples](m, value)
		default:
			f.extension(&t.Extensions, key, value)
		}
	}
	if f.unusual {
		return decode[openapi3.MediaType](m, n)
	}
	return &t
}

// onlyRef returns the reference of a node that is nothing else.
func onlyRef(n *document.Node) string {
	if n.Len() != 1 {
		return ""
	}
	ref, _ := n.Get("$ref").Text()
	return ref
}
