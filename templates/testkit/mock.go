package testkit

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
)

// NewError returns the error of a status, for a mock that stands in for the client.
// [errors.As] finds in it what it finds in the error of a call: the APIError, and the error
// type that the SDK has for the status, whatever operations document it. Its Body is that
// of an error with the message. It panics if the status is not that of an error.
func NewError(status int, message string) error {
	if status < 300 || status > 999 {
		panic(fmt.Sprintf("%d is not the status of an error", status)) // as for answers
	}
	return &mockError{status, message}
}

// mockError becomes whatever error of the SDK somebody asks for. This package cannot make
// them, since it does not import the SDK: apps put that where they like.
type mockError struct {
	status  int
	message string
}

func (e *mockError) Error() string {
	text := fmt.Sprintf("%s: %d", sdk, e.status)
	if phrase := http.StatusText(e.status); phrase != "" {
		text += " " + phrase
	}
	if e.message != "" {
		text += ": " + e.message
	}
	return text
}

// errorType is an error type of the SDK.
type errorType struct {
	name     string
	statuses []int // as those of a response
}

// As makes the error that target points to, for [errors.As].
func (e *mockError) As(target any) bool {
	pointer := reflect.ValueOf(target).Elem()
	t := pointer.Type()
	if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return false
	}
	made := reflect.New(t.Elem())
	if t.Elem().String() == sdk+".APIError" {
		e.fill(made.Elem())
		pointer.Set(made)
		return true
	}
	field := made.Elem().FieldByName("APIError")
	if !e.isOf(t.Elem().String()) || !field.IsValid() || field.Kind() != reflect.Pointer {
		return false
	}
	field.Set(reflect.New(field.Type().Elem()))
	e.fill(field.Elem())
	if body := made.Elem().FieldByName("Body"); body.IsValid() && body.CanAddr() {
		_ = json.Unmarshal(e.body(), body.Addr().Interface()) // what does not fit is left out
	}
	pointer.Set(made)
	return true
}

// isOf reports whether the error type of a name stands for the status.
func (e *mockError) isOf(name string) bool {
	for _, wanted := range []int{e.status, e.status / 100, 0} {
		known := false
		for _, t := range errorTypes {
			for _, status := range t.statuses {
				if status != wanted {
					continue
				}
				known = true
				if name == sdk+"."+t.name {
					return true
				}
			}
		}
		if known {
			return false // a narrower type stands for it
		}
	}
	return false
}

func (e *mockError) body() []byte { return errorBody(e.status, e.message, nil) }

// fill sets the fields of an APIError.
func (e *mockError) fill(apiError reflect.Value) {
	set := func(name string, value any) {
		field, v := apiError.FieldByName(name), reflect.ValueOf(value)
		if field.IsValid() && field.CanSet() && v.Type().AssignableTo(field.Type()) {
			field.Set(v)
		}
	}
	set("StatusCode", e.status)
	set("Status", fmt.Sprintf("%d %s", e.status, http.StatusText(e.status)))
	set("Message", e.message)
	set("Header", http.Header{"Content-Type": {"application/json"}})
	set("RawBody", e.body())
	set("Attempts", 1)
}
