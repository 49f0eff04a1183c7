// Package openapi says what each node of a description is by the specification:
// the same mapping means different things as a schema and as an example.
package openapi

import "strings"

// Role is what a node is by the specification. A role whose name ends in Map has
// members with names of the author's choice, one in List has items.
type Role int

const (
	NoRole Role = iota
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
	Content
	MediaType
	Schema
	SecurityScheme
	Tag
	Server
	Callback
	Link
	SchemaMap // members are schemas
	ParameterMap
	ResponseMap
	RequestBodyMap
	HeaderMap
	SecuritySchemeMap
	PathItemMap
	CallbackMap
	LinkMap
	SchemaList
	ParameterList
	TagList
	ServerList

	roles // how many there are
)

// Methods are the members of a path item that are operations.
var Methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// memberRoles are the roles of the members that the specification names.
var memberRoles = [roles]map[string]Role{
	Root: {
		"info": Info, "components": Components, "paths": Paths, "webhooks": PathItemMap,
		"tags": TagList, "servers": ServerList,
	},
	Components: {
		"schemas": SchemaMap, "parameters": ParameterMap, "responses": ResponseMap,
		"requestBodies": RequestBodyMap, "headers": HeaderMap, "securitySchemes": SecuritySchemeMap,
		"pathItems": PathItemMap, "callbacks": CallbackMap, "links": LinkMap,
	},
	PathItem: {
		"parameters": ParameterList, "servers": ServerList,
		"get": Operation, "put": Operation, "post": Operation, "delete": Operation,
		"options": Operation, "head": Operation, "patch": Operation, "trace": Operation,
	},
	Operation: {
		"parameters": ParameterList, "requestBody": RequestBody, "responses": Responses,
		"callbacks": CallbackMap, "servers": ServerList,
	},
	Parameter:   {"schema": Schema, "content": Content},
	Header:      {"schema": Schema, "content": Content},
	RequestBody: {"content": Content},
	Response:    {"headers": HeaderMap, "content": Content, "links": LinkMap},
	MediaType:   {"schema": Schema},
}

// itemRoles are the roles of the members or items of those nodes whose members
// have names of the author's choice.
var itemRoles = [roles]Role{
	Paths: PathItem, PathItemMap: PathItem, Callback: PathItem,
	Responses: Response, ResponseMap: Response,
	Content:   MediaType,
	SchemaMap: Schema, SchemaList: Schema,
	ParameterMap: Parameter, ParameterList: Parameter,
	RequestBodyMap: RequestBody, HeaderMap: Header, CallbackMap: Callback, LinkMap: Link,
	SecuritySchemeMap: SecurityScheme, TagList: Tag, ServerList: Server,
}

// extensible are the roles with names of the author's choice that admit
// extensions beside them.
var extensible = [roles]bool{Paths: true, Responses: true, Callback: true}

// ChildRole returns the role of a member of a node, or of its items if the key
// is empty; NoRole for plain data.
func ChildRole(r Role, key string) Role {
	if r == Schema {
		return SchemaKeywords[key].Role
	}
	if item := itemRoles[r]; item != NoRole {
		if extensible[r] && strings.HasPrefix(key, "x-") {
			return NoRole
		}
		return item
	}
	return memberRoles[r][key]
}

// NamesChildren reports whether the members of a role have names of the author's
// choice, which no extension may stand among.
func (r Role) NamesChildren() bool { return itemRoles[r] != NoRole && !extensible[r] }

// leadsToOperations reports whether a role is that of operations or of what they
// stand in.
func (r Role) leadsToOperations() bool {
	switch r {
	case Root, Components, Paths, PathItemMap, PathItem, Operation, CallbackMap, Callback:
		return true
	}
	return false
}
