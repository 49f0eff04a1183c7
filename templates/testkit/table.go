package testkit

import (
	"strings"
)

// Operation names an operation of the API. There is a constant for each.
type Operation string

// operation is what the description says of an operation, as far as a server
// has to know it.
type operation struct {
	name   Operation
	method string
	path   string // template

	ways       bool        // whether others of its method and path differ in the two below alone
	sends      string      // the media type of its body
	accepts    string      // the media type of a response that only this operation reads
	parameters []parameter // the required ones that are not in the path
	body       *body       // nil if the operation takes none
	security   [][]credential

	success response
	others  []response // further successes, and errors
	paging  *paging
}

// place is where a parameter or a credential stands.
type place int

const (
	inQuery place = iota
	inHeader
	inCookie
)

func (p place) String() string {
	return [...]string{"query parameter", "header", "cookie"}[p]
}

type parameter struct {
	in   place
	name string
}

// credential is one of those that an alternative of the security asks for.
type credential struct {
	in     place
	name   string
	scheme string // of an Authorization header, such as Basic
}

// body is what a request carries. Of JSON the top level alone is described: it
// tells a forgotten or a misspelled member, which is what goes wrong.
type body struct {
	content  content
	required bool
	kinds    kinds
	members  []member
}

type content int

const (
	stream content = iota
	jsonContent
	form
	multipartContent
)

type member struct {
	name     string
	required bool
	kinds    kinds
}

// kinds is a set of kinds of JSON values.
type kinds uint8

const (
	isObject kinds = 1 << iota
	isArray
	isString
	isNumber
	isBoolean
	isNull

	isAny = isObject | isArray | isString | isNumber | isBoolean | isNull

	// isFile is a file of a multipart body, which has no JSON.
	isFile kinds = 1 << 6
)

// kindOf returns the kind of a valid JSON text without space around it.
func kindOf(text []byte) kinds {
	switch text[0] {
	case '{':
		return isObject
	case '[':
		return isArray
	case '"':
		return isString
	case 't', 'f':
		return isBoolean
	case 'n':
		return isNull
	}
	return isNumber
}

// String lists the kinds as part of a sentence.
func (k kinds) String() string {
	var names []string
	for i, name := range []string{"an object", "an array", "a string", "a number", "a boolean", "null"} {
		if k&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " or ")
}

// response is a documented response.
type response struct {
	// status is a code, the first digit of a range of codes, or 0 for all codes
	// that have no response of their own.
	status      int
	contentType string // empty if there is no body
	example     string
	// statusMember is the member of the example that repeats the status; empty
	// if there is none.
	statusMember string
}

// paging says where a list ends that the caller counts through: the example has
// items for ever, but a test of a loop over all pages has to come to an end.
type paging struct {
	query string // parameter that counts
	last  int64  // its highest value on the first page
	end   string // example of a page without items
}

// response returns what is documented for a status; nothing if the description
// does not know it.
func (o *operation) response(status int) response {
	for _, wanted := range []int{status, status / 100, 0} {
		if o.success.status == wanted {
			return o.success
		}
		for _, r := range o.others {
			if r.status == wanted {
				return r
			}
		}
	}
	return response{}
}
