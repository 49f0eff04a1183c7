// Package testkit is the hand-written half of the test server that goes with
// every SDK. In an SDK its table of operations is made from the description; the
// one here stands in for it.
package testkit

// The operations of an API of pets, with one of every kind that the server
// treats in its own way.
const (
	petsList   Operation = "pets.list"
	petsHead   Operation = "pets.head"
	petsGet    Operation = "pets.get"
	petsSearch Operation = "pets.search"
	petsCreate Operation = "pets.create"
	petsRename Operation = "pets.rename"
	petsDelete Operation = "pets.delete"
	photosGet  Operation = "pets.photos.get"
	photosPut  Operation = "pets.photos.put"
	photosAdd  Operation = "pets.photos.add"

	photosDescribe Operation = "pets.photos.putJSON"
)

const (
	examplePet   = `{"id":"pet-1","name":"Rex"}`
	exampleError = `{"message":"An error.","statusCode":400,"timestamp":"2024-05-01T09:30:00Z"}`
)

var petErrors = []response{
	{status: 404, contentType: "application/json", example: exampleError, statusMember: "statusCode"},
	{status: 4, contentType: "application/json", example: exampleError, statusMember: "statusCode"},
	{status: 503},
}

var shapes = []shape{
	{name: "Filter", members: []member{{name: "name", value: value{kinds: isString}}}},
	{name: "Name", members: []member{{name: "name", required: true, value: value{kinds: isString}}}},
	{name: "Pet", members: []member{
		{name: "name", required: true, value: value{kinds: isString}},
		{name: "tags", value: value{kinds: isArray | isNull, items: &value{kinds: isString}}},
		{name: "any", required: true},
	}},
	{name: "Upload", members: []member{
		{name: "photo", required: true, value: value{file: true}},
		{name: "more", value: value{kinds: isArray, items: &value{file: true}}},
		{name: "about", required: true, value: value{kinds: isObject}},
		{name: "title", value: value{kinds: isString}},
	}},
}

// sdk is the name of the package of the SDK.
const sdk = "runtime"

var errorTypes []errorType

var operations = []operation{
	{
		name: petsList, method: "GET", path: "/pets",
		parameters: []*parameter{
			{in: inQuery, name: "filter", required: true, layout: deep, value: value{kinds: isObject, of: "Filter"}},
			{in: inQuery, name: "offset", value: value{kinds: isInteger, limits: []limit{{minimum, "0", false}}}},
			{in: inHeader, name: "x-account-id", required: true, value: value{kinds: isString}},
			{in: inCookie, name: "crumb", required: true, value: value{kinds: isString}},
		},
		success: response{status: 200, contentType: "application/json", example: "[" + examplePet + "]"},
		others:  petErrors,
		paging:  &paging{by: byOffset, query: "offset", end: "[]"},
	},
	{
		name: petsHead, method: "HEAD", path: "/pets",
		success: response{status: 200, contentType: "application/json", example: "[" + examplePet + "]"},
		others:  petErrors,
	},
	{
		name: petsGet, method: "GET", path: "/pets/{id}",
		security: [][]credential{{{inHeader, "Authorization", "Basic"}}, {{inHeader, "X-Key", ""}, {inQuery, "key", ""}}},
		success:  response{status: 2, contentType: "application/json", example: examplePet},
		others:   petErrors,
	},
	{
		name: petsSearch, method: "GET", path: "/pets/search",
		success: response{contentType: "application/json", example: "[" + examplePet + "]"},
	},
	{
		name: petsCreate, method: "POST", path: "/pets",
		body:    &body{content: jsonContent, required: true, value: value{kinds: isObject, of: "Pet"}},
		success: response{status: 201, contentType: "application/json", example: examplePet},
		others:  petErrors,
	},
	{
		name: petsRename, method: "PUT", path: "/pets/{id}/name-{name}.{format}",
		parameters: []*parameter{{in: inQuery, name: "q", value: value{kinds: isArray}}},
		body:       &body{content: form, value: value{kinds: isObject, of: "Name"}},
		success:    response{status: 200},
	},
	{
		name: petsDelete, method: "DELETE", path: "/pets/{id}",
		success: response{status: 204},
		others:  []response{{status: 202, contentType: "application/json", example: `{"later":true}`}},
	},
	{
		name: photosGet, method: "GET", path: "/pets/{id}/photo",
		success: response{status: 200, contentType: "image/png", example: "example"},
	},
	{
		name: photosPut, method: "PUT", path: "/pets/{id}/photo", sends: "image/png",
		body:    &body{content: stream, required: true},
		success: response{status: 200},
	},
	{
		name: photosDescribe, method: "PUT", path: "/pets/{id}/photo", sends: "application/json",
		body:    &body{content: jsonContent, required: true, value: value{kinds: isObject}},
		success: response{status: 200},
	},
	{
		name: photosAdd, method: "POST", path: "/pets/{id}/photos",
		body:    &body{content: multipartContent, required: true, value: value{kinds: isObject, of: "Upload"}},
		success: response{status: 201},
	},
}

// webhookSigned is how the API signs webhooks; empty if that is not known.
var webhookSigned = webhookSignature{header: "X-Sig", algorithm: "hmac-sha256", encoding: "base64url", key: "text", signed: []signedPart{{body: true}}}
