package testkit

import (
	"encoding/json"
	"fmt"
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

// Decode reads the JSON body of a call into a value: a model of the SDK, or any other.
//
//	sent, err := Decode[sdk.Employee](server.Calls()[0])
func Decode[T any](call Call) (T, error) {
	var value T
	if len(call.Body) == 0 {
		return value, fmt.Errorf("the call of %s %s has no body", call.Method, call.Path)
	}
	if err := json.Unmarshal(call.Body, &value); err != nil {
		return value, fmt.Errorf("the body of %s %s: %w", call.Method, call.Path, err)
	}
	return value, nil
}
