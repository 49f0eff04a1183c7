package check

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// leastNode returns a node of a role with nothing but what OpenAPI asks for, so that
// nobody misses anything in it.
func leastNode(role openapi.Role, pos diag.Position) *document.Node {
	n := &document.Node{Kind: document.Mapping, Pos: pos}
	if kinds := role.Kinds(); len(kinds) > 0 {
		n.Kind = kinds[0]
	}
	text := func(key, value string) { n.Set(key, &document.Node{Kind: document.String, Value: value, Pos: pos}) }
	with := func(key, member string, role openapi.Role) {
		values := &document.Node{Kind: document.Mapping, Pos: pos}
		values.Set(member, leastNode(role, pos))
		n.Set(key, values)
	}
	switch role {
	case openapi.Info:
		text("title", "")
		text("version", "")
	case openapi.Server:
		text("url", "/")
	case openapi.Tag:
		text("name", "")
	case openapi.Operation:
		with("responses", "default", openapi.Response)
	case openapi.Parameter:
		text("name", "ignored")
		text("in", "query")
		n.Set("schema", &document.Node{Kind: document.Mapping, Pos: pos})
	case openapi.Header:
		n.Set("schema", &document.Node{Kind: document.Mapping, Pos: pos})
	case openapi.RequestBody:
		with("content", "application/json", openapi.MediaType)
	case openapi.Response:
		text("description", "")
	case openapi.SecurityScheme:
		text("type", "http")
		text("scheme", "ignored")
	}
	return n
}
