package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// SDK is the generated package under test.
type SDK struct {
	*Description
	// Types are all types of the package that read and write JSON, by name: a
	// function for each that returns a pointer to a new value.
	Types map[string]func() Model
	// Params are the options with the optional parameters of operations that take a
	// body, by name: a function for each that returns a pointer to a new value.
	Params map[string]func() any
	// New returns a client. Its requests go to the transport, to Server and with
	// the API key Key; it never retries. The account id is empty for none.
	New func(transport http.RoundTripper, account string) (any, error)
}

// Model is what all types have that read and write JSON.
type Model interface {
	json.Marshaler
	json.Unmarshaler
}

// The options of the clients of [SDK.New].
const (
	Server  = "https://api.example.test/base"
	Key     = "the-key"
	Account = "the-account"
	// AccountHeader is the header with the account id.
	AccountHeader = "X-Account-Id"
)

// transport answers requests without a network.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// call is an operation of a client.
type call struct {
	op      *api.Operation
	service reflect.Value
	method  reflect.Value
	params  map[string]func() any
}

// bind returns the method that calls an operation.
func (s *SDK) bind(t testing.TB, o *api.Operation, answer transport, account string) call {
	t.Helper()
	client, err := s.New(answer, account)
	if err != nil {
		t.Fatal(err)
	}
	v := reflect.ValueOf(client)
	for name := range strings.SplitSeq(s.Names.Service(o.Service).Selector, ".") {
		field := v.Elem().FieldByName(name)
		if !field.IsValid() {
			t.Fatalf("%s has no field %s", v.Type(), name)
		}
		v = field
	}
	method := v.MethodByName(s.Names.Operation(o).Method)
	if !method.IsValid() {
		t.Fatalf("%s has no method %s", v.Type(), s.Names.Operation(o).Method)
	}
	return call{o, v, method, s.Params}
}

// newInput returns the value that an operation takes, to be filled.
func (c call) newInput(t testing.TB) reflect.Value {
	t.Helper()
	const wanted = 3 // the context, the input and the options
	signature := c.method.Type()
	if signature.NumIn() != wanted || !signature.IsVariadic() {
		t.Fatalf("the method is a %s", signature)
	}
	return reflect.New(signature.In(1)).Elem()
}

// do makes the call. The result is nil for an operation without one.
func (c call) do(t testing.TB, in input) (result any, err error) {
	t.Helper()
	results := c.method.Call(in.arguments(t))
	if last := results[len(results)-1].Interface(); last != nil {
		err = last.(error)
	}
	if len(results) == 2 {
		result = results[0].Interface()
	}
	return result, err
}

// arguments are those of the methods of an operation.
func (in input) arguments(t testing.TB) []reflect.Value {
	return append([]reflect.Value{reflect.ValueOf(t.Context()), in.value}, in.options...)
}

// set decodes a JSON value into a Go value, as precisely as the SDK would.
func set(target reflect.Value, doc string) error {
	decoder := json.NewDecoder(strings.NewReader(doc))
	decoder.UseNumber()
	return decoder.Decode(target.Addr().Interface())
}

// respond makes a response.
func respond(r *http.Request, status int, contentType, body string) *http.Response {
	response := &http.Response{
		StatusCode: status,
		Status:     fmt.Sprintf("%d %s", status, http.StatusText(status)),
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        http.Header{},
		Body:          io.NopCloser(strings.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       r,
	}
	if contentType != "" {
		response.Header.Set("Content-Type", contentType)
	}
	return response
}

// readBody returns the body of a request and leaves a copy in its place.
func readBody(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	data, err := io.ReadAll(r.Body)
	r.Body = io.NopCloser(bytes.NewReader(data))
	return data, err
}
