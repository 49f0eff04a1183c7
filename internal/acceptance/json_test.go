package acceptance_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
)

// sameJSON compares two documents as JSON, but numbers as texts, because a rounded
// number is a lost one.
func sameJSON(t testing.TB, what, got, want string) {
	t.Helper()
	if diff := cmp.Diff(parse(t, want), parse(t, got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func parse(t testing.TB, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%v in JSON %.300q", err, text)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		t.Fatalf("more than one value in JSON %.300q", text)
	}
	return v
}

func encode(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encode %T: %v", v, err)
	}
	return string(data)
}

// equal compares one field.
func equal[T any](t testing.TB, field string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", field, diff)
	}
}

// holds wants an optional field to have a value.
func holds[T any](t testing.TB, field string, got stackone.Opt[T], want T) {
	t.Helper()
	value, ok := got.Get()
	if !ok {
		t.Errorf("%s is %s, want %v", field, got, want)
		return
	}
	equal(t, field, value, want)
}
