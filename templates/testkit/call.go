package testkit

import (
	"net/http"
	"net/url"
)

// Call is a request that the server received. It is for reading only.
type Call struct {
	// Operation is empty if the request is that of none.
	Operation Operation
	Method    string
	// Path is the path as it was sent, with its percent-escapes.
	Path string
	// PathValues are the parameters in the path, without percent-escapes.
	PathValues map[string]string
	Query      url.Values
	Header     http.Header
	Body       []byte
	// Problems says what is wrong with the request, in whole sentences.
	Problems []string
}
