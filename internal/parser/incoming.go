package parser

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// callbacks reads the requests that the API sends because of an operation (OpenAPI 3.1,
// section 4.8.18).
func (r *reader) callbacks(op *api.Operation, n *document.Node, pointer string) {
	for m := range n.Get("callbacks").Members() {
		callback, at := r.follow(m.Value, pointer+"/callbacks/"+document.EscapePointer(m.Key))
		for item := range callback.Members() {
			if !strings.HasPrefix(item.Key, "x-") {
				op.Callbacks = append(op.Callbacks, r.incoming(located{item.Value, at + "/" + document.EscapePointer(item.Key)}, m.Key, item.Key)...)
			}
		}
	}
}

// incoming reads the operations of a path item that the API calls.
func (r *reader) incoming(at located, name, expression string) []*api.Incoming {
	var found []*api.Incoming
	for _, item := range r.chain(at.node, at.pointer) {
		for m := range openapi.Methods(item.node) {
			if ignored(m.Value) {
				continue
			}
			in := &api.Incoming{
				Name: name, Expression: expression, Method: m.Name,
				Doc: r.schemas.doc(m.Value), Pointer: item.pointer + document.Pointer(m.Keys...), Pos: m.Value.Pos,
			}
			in.ID, _ = m.Value.Get("operationId").Text()
			in.Body = r.incomingBody(m.Value, in.Pointer, name)
			found = append(found, in)
		}
	}
	return found
}

// incomingBody reads the JSON body of a request from the API.
func (r *reader) incomingBody(n *document.Node, pointer, name string) *api.Body {
	declared := n.Get("requestBody")
	if declared == nil {
		return nil
	}
	body, pointer := r.follow(declared, pointer+"/requestBody")
	content := body.Get("content")
	for m := range content.Members() {
		schema := m.Value.Get("schema")
		if r.contentKind(content, m.Key) != api.ContentJSON || schema == nil {
			continue
		}
		b := &api.Body{Content: api.ContentJSON, MediaType: m.Key, Doc: r.schemas.doc(body), Pointer: pointer, Pos: body.Pos}
		at := source{schema, pointer + "/content/" + document.EscapePointer(m.Key) + "/schema", append(nameOf(pointer, []string{name}), "body")}
		value := r.schemas.resolve(at)
		required, _ := body.Get("required").Bool()
		b.Use = value.property(required)
		return b
	}
	return nil
}
