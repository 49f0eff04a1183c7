// Package openapi knows the role of each node of a description by the
// specification: the same mapping means different things as a schema and as an
// example. All stages that walk a description use its one table.
package openapi

import (
	"cmp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Role is what a node is by the specification. A role whose name ends in Map has
// members with names that the author chooses, one that ends in List has items.
type Role int

const (
	NoRole Role = iota // plain data
	Root
	Info
	Components
	Paths
	PathItem
	Operation
	Parameter
	RequestBody
	Responses
	Response
	Header
	MediaType
	Encoding
	Example
	Schema
	SecurityScheme
	Tag
	Server
	Callback
	Webhooks // those of OpenAPI 3.0, which are an extension
	Link
	SchemaMap
	ParameterMap
	ResponseMap
	RequestBodyMap
	HeaderMap
	SecuritySchemeMap
	PathItemMap
	OperationMap
	CallbackMap
	LinkMap
	ExampleMap
	EncodingMap
	MediaTypeMap // "content", and the media types among the components
	SchemaList
	ParameterList
	EncodingList
	TagList
	ServerList

	roles // how many there are
)

// nouns are the words for roles in messages.
var nouns = [roles]string{
	Root: "the description", Info: "the info", Components: "the components", Paths: "the paths",
	PathItem: "a path item", Operation: "an operation", Parameter: "a parameter", RequestBody: "a request body",
	Responses: "a list of responses", Response: "a response", Header: "a header", MediaType: "a media type",
	Encoding: "an encoding", Example: "an example", Schema: "a schema", SecurityScheme: "a security scheme",
	Tag: "a tag", Server: "a server", Callback: "a callback", Webhooks: "the webhooks", Link: "a link",
}

// String returns the word for the role in messages.
func (r Role) String() string { return cmp.Or(nouns[r], "a collection") }

// IsComponentKind reports whether a key of the components holds components by name.
func IsComponentKind(key string) bool { return table[Components].members[key] != NoRole }

// ComponentKind returns the key of the components that holds those of a role, or ""
// if it has no components.
func ComponentKind(r Role) string {
	for key, kind := range table[Components].members {
		if r != NoRole && table[kind].item == r {
			return key
		}
	}
	return ""
}

// ChildRole returns the role of the member with a key, or of items if the key is
// empty; NoRole for plain data.
func ChildRole(r Role, key string) Role {
	row := &table[r]
	switch {
	case r == Schema:
		return SchemaKeywords[key].Role
	case row.item == NoRole:
		return row.members[key]
	case row.extensible && strings.HasPrefix(key, "x-"), row.refers && key == "$ref":
		return NoRole
	default:
		return row.item
	}
}

// NamesChildren reports whether the author chooses the names of all members, so
// that none is an extension.
func (r Role) NamesChildren() bool { return table[r].item != NoRole && !table[r].extensible }

// Refers reports whether a "$ref" in a node of the role is a reference. Elsewhere
// it is plain data or a name that the author chose.
func (r Role) Refers() bool { return table[r].refers }

// Kinds returns the kinds that the role allows; none means any.
func (r Role) Kinds() []document.Kind { return table[r].kinds }

// leadsToOperations reports whether the role is Operation or that of an ancestor of operations.
func (r Role) leadsToOperations() bool {
	switch r {
	case Root, Components, Paths, Webhooks, PathItemMap, PathItem, OperationMap, Operation, CallbackMap, Callback:
		return true
	}
	return false
}
