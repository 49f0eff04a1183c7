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

var operations = []operation{
	{
		name: petsList, method: "GET", path: "/pets",
		parameters: []parameter{{inQuery, "filter"}, {inHeader, "x-account-id"}, {inCookie, "crumb"}},
		success:    response{status: 200, contentType: "application/json", example: "[" + examplePet + "]"},
		others:     petErrors,
		paging:     &paging{query: "offset", last: 0, end: "[]"},
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
		body: &body{content: jsonContent, required: true, kinds: isObject, members: []member{
			{name: "name", required: true, kinds: isString}, {name: "tags", kinds: isArray | isNull}, {name: "any", required: true, kinds: isAny},
		}},
		success: response{status: 201, contentType: "application/json", example: examplePet},
		others:  petErrors,
	},
	{
		name: petsRename, method: "PUT", path: "/pets/{id}/name-{name}.{format}",
		body:    &body{content: form, members: []member{{name: "name", required: true, kinds: isString}}},
		success: response{status: 200},
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
		name: photosPut, method: "PUT", path: "/pets/{id}/photo", ways: true, sends: "image/png",
		body:    &body{content: stream, required: true},
		success: response{status: 200},
	},
	{
		name: photosDescribe, method: "PUT", path: "/pets/{id}/photo", ways: true, sends: "application/json",
		body:    &body{content: jsonContent, required: true, kinds: isObject},
		success: response{status: 200},
	},
	{
		name: photosAdd, method: "POST", path: "/pets/{id}/photos",
		body: &body{content: multipartContent, required: true, members: []member{
			{name: "photo", required: true, kinds: isFile}, {name: "more", kinds: isFile}, {name: "about", required: true, kinds: isObject}, {name: "title", kinds: isString},
		}},
		success: response{status: 201},
	},
}
