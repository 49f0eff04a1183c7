package openapi

import "github.com/StackOneHQ/stackone-gen/internal/document"

// row is what the specification says about a role.
type row struct {
	// kinds are the kinds that a node must have. None means any: a wrong kind is
	// not a reason to reject a description if nothing depends on the node.
	kinds []document.Kind
	// members are the roles of the members that the specification names. Others are
	// plain data, such as examples, defaults, the request body of a link, and
	// extensions.
	members map[string]Role
	// item is the role of items, and of members whose names the author chooses.
	item Role
	// extensible allows extensions among these names.
	extensible bool
	// refers is set where a "$ref" is a reference. The specification allows none in
	// operations, media types and encodings before 3.2, nor for a whole collection, but
	// authors use them there with that meaning.
	refers bool
}

// table covers OpenAPI 3.0, 3.1 and 3.2, whose additional members have no other meaning
// in earlier versions.
//
// The objects are in the order of section 4.8 of OpenAPI 3.1.
var table = [roles]row{
	Root: {kinds: aMapping, members: map[string]Role{
		"info": Info, "servers": ServerList, "paths": Paths, "webhooks": PathItemMap, "x-webhooks": Webhooks, "components": Components, "tags": TagList,
	}},
	Info:       {kinds: aMapping},
	ServerList: {kinds: aSequence, item: Server},
	Server:     {kinds: aMapping},
	Components: {kinds: aMapping, members: map[string]Role{
		"schemas": SchemaMap, "responses": ResponseMap, "parameters": ParameterMap, "examples": ExampleMap,
		"requestBodies": RequestBodyMap, "headers": HeaderMap, "securitySchemes": SecuritySchemeMap, "links": LinkMap,
		"callbacks": CallbackMap, "pathItems": PathItemMap, "mediaTypes": MediaTypeMap,
	}},
	Paths:       {kinds: aMapping, item: PathItem, extensible: true},
	Webhooks:    {kinds: aMapping, item: PathItem, extensible: true},
	PathItemMap: {kinds: aMapping, item: PathItem},
	PathItem: {kinds: aMapping, refers: true, members: map[string]Role{
		"servers": ServerList, "parameters": ParameterList,
		"get": Operation, "put": Operation, "post": Operation, "delete": Operation, "options": Operation,
		"head": Operation, "patch": Operation, "trace": Operation, "query": Operation, "additionalOperations": OperationMap,
	}},
	OperationMap: {kinds: aMapping, item: Operation},
	Operation: {kinds: aMapping, refers: true, members: map[string]Role{
		"parameters": ParameterList, "requestBody": RequestBody, "responses": Responses, "callbacks": CallbackMap, "servers": ServerList,
	}},
	ParameterMap:   {kinds: aMapping, item: Parameter},
	ParameterList:  {kinds: aSequence, item: Parameter},
	Parameter:      {kinds: aMapping, refers: true, members: map[string]Role{"schema": Schema, "examples": ExampleMap, "content": MediaTypeMap}},
	RequestBodyMap: {kinds: aMapping, item: RequestBody},
	RequestBody:    {kinds: aMapping, refers: true, members: map[string]Role{"content": MediaTypeMap}},
	MediaTypeMap:   {refers: true, kinds: aMapping, item: MediaType},
	MediaType: {kinds: aMapping, refers: true, members: map[string]Role{
		"schema": Schema, "itemSchema": Schema, "examples": ExampleMap,
		"encoding": EncodingMap, "prefixEncoding": EncodingList, "itemEncoding": Encoding,
	}},
	EncodingMap:  {refers: true, item: Encoding},
	EncodingList: {item: Encoding},
	Encoding: {refers: true, members: map[string]Role{
		"headers": HeaderMap, "encoding": EncodingMap, "prefixEncoding": EncodingList, "itemEncoding": Encoding,
	}},
	Responses:         {refers: true, kinds: aMapping, item: Response, extensible: true},
	ResponseMap:       {kinds: aMapping, item: Response},
	Response:          {kinds: aMapping, refers: true, members: map[string]Role{"headers": HeaderMap, "content": MediaTypeMap, "links": LinkMap}},
	CallbackMap:       {refers: true, kinds: aMapping, item: Callback},
	Callback:          {kinds: aMapping, refers: true, item: PathItem, extensible: true},
	ExampleMap:        {refers: true, item: Example},
	Example:           {refers: true},
	LinkMap:           {refers: true, kinds: aMapping, item: Link},
	Link:              {kinds: aMapping, refers: true, members: map[string]Role{"server": Server}},
	HeaderMap:         {refers: true, kinds: aMapping, item: Header},
	Header:            {kinds: aMapping, refers: true, members: map[string]Role{"schema": Schema, "examples": ExampleMap, "content": MediaTypeMap}},
	TagList:           {kinds: aSequence, item: Tag},
	Tag:               {kinds: aMapping},
	SchemaMap:         {kinds: aMapping, item: Schema},
	SchemaList:        {kinds: aSequence, item: Schema},
	Schema:            {kinds: aSchema, refers: true}, // SchemaKeywords has its members
	SecuritySchemeMap: {kinds: aMapping, item: SecurityScheme},
	SecurityScheme:    {kinds: aMapping, refers: true},
}
