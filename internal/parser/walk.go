package parser

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// role is what a node of the document is by the specification: the same
// mapping means different things as a schema and as an example.
type role int

const (
	roleNone role = iota
	roleRoot
	roleInfo
	roleComponents
	rolePaths
	rolePathItem
	roleOperation
	roleParameter
	roleRequestBody
	roleResponses
	roleResponse
	roleHeader
	roleContent
	roleMediaType
	roleSchema
	roleSecurityScheme
	roleTag
	roleServer
	roleCallback
	roleSchemaMap // members are schemas
	roleParameterMap
	roleResponseMap
	roleRequestBodyMap
	roleHeaderMap
	roleSecuritySchemeMap
	rolePathItemMap
	roleCallbackMap
	roleSchemaList
	roleParameterList
	roleTagList
	roleServerList
)

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// memberRoles are the roles of the members that the specification names.
var memberRoles = map[role]map[string]role{
	roleRoot: {
		"info": roleInfo, "components": roleComponents, "paths": rolePaths, "webhooks": rolePathItemMap,
		"tags": roleTagList, "servers": roleServerList,
	},
	roleComponents: {
		"schemas": roleSchemaMap, "parameters": roleParameterMap, "responses": roleResponseMap,
		"requestBodies": roleRequestBodyMap, "headers": roleHeaderMap, "securitySchemes": roleSecuritySchemeMap,
		"pathItems": rolePathItemMap, "callbacks": roleCallbackMap,
	},
	rolePathItem: {
		"parameters": roleParameterList, "servers": roleServerList,
		"get": roleOperation, "put": roleOperation, "post": roleOperation, "delete": roleOperation,
		"options": roleOperation, "head": roleOperation, "patch": roleOperation, "trace": roleOperation,
	},
	roleOperation: {
		"parameters": roleParameterList, "requestBody": roleRequestBody, "responses": roleResponses,
		"callbacks": roleCallbackMap, "servers": roleServerList,
	},
	roleParameter:   {"schema": roleSchema, "content": roleContent},
	roleHeader:      {"schema": roleSchema, "content": roleContent},
	roleRequestBody: {"content": roleContent},
	roleResponse:    {"headers": roleHeaderMap, "content": roleContent},
	roleMediaType:   {"schema": roleSchema},
}

// itemRoles are the roles of the members or items of those nodes whose members
// have names of the author's choice.
var itemRoles = map[role]role{
	rolePaths: rolePathItem, rolePathItemMap: rolePathItem, roleCallback: rolePathItem,
	roleResponses: roleResponse, roleResponseMap: roleResponse,
	roleContent:   roleMediaType,
	roleSchemaMap: roleSchema, roleSchemaList: roleSchema,
	roleParameterMap: roleParameter, roleParameterList: roleParameter,
	roleRequestBodyMap: roleRequestBody, roleHeaderMap: roleHeader, roleCallbackMap: roleCallback,
	roleSecuritySchemeMap: roleSecurityScheme, roleTagList: roleTag, roleServerList: roleServer,
}

// extensible are the roles with names of the author's choice that admit
// extensions beside them.
var extensible = map[role]bool{rolePaths: true, roleResponses: true, roleCallback: true}

// childRole returns the role of a member of a node, roleNone for plain data.
func childRole(r role, key string) role {
	if r == roleSchema {
		return schemaKeywords[key].role
	}
	if item, ok := itemRoles[r]; ok {
		if extensible[r] && strings.HasPrefix(key, "x-") {
			return roleNone
		}
		return item
	}
	return memberRoles[r][key]
}

// place is a node with its role and JSON pointer.
type place struct {
	node    *document.Node
	role    role
	pointer string
}

// children yields the members and items of a place that have a role, in
// document order.
func (pl place) children() iter.Seq[place] {
	return func(yield func(place) bool) {
		if !pl.formed() {
			return
		}
		switch pl.node.Kind {
		case document.Mapping:
			for m := range pl.node.Members() {
				if r := childRole(pl.role, m.Key); r != roleNone {
					if !yield(place{m.Value, r, pl.pointer + "/" + document.EscapePointer(m.Key)}) {
						return
					}
				}
			}
		case document.Sequence:
			r := childRole(pl.role, "")
			if r == roleNone {
				return
			}
			for i, item := range pl.node.Items() {
				if !yield(place{item, r, pl.pointer + "/" + strconv.Itoa(i)}) {
					return
				}
			}
		}
	}
}

// formed reports whether the node is of a kind that its role admits.
func (pl place) formed() bool {
	kinds, ok := containerKinds[pl.role]
	return !ok || slices.Contains(kinds, pl.node.Kind)
}

// walk calls visit for a place and everything below it, parents first.
func walk(pl place, visit func(place)) {
	visit(pl)
	for child := range pl.children() {
		walk(child, visit)
	}
}
