package stackone

import (
	"bytes"
	"encoding/json"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"
)

// exchange is the last request that a server got, and what it answers.
type exchange struct {
	method, path, query, body string
	header                    http.Header

	status      int
	contentType string
	reply       string
}

// serve returns a client of a server that records requests in the exchange.
func serve(t *testing.T, opts ...ClientOption) (*Client, *exchange) {
	t.Helper()
	x := &exchange{status: http.StatusOK, contentType: "application/json", reply: "{}"}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		x.method, x.path, x.query = r.Method, r.URL.EscapedPath(), r.URL.RawQuery
		x.header, x.body = r.Header, string(body)
		if x.contentType != "" {
			w.Header().Set("Content-Type", x.contentType)
		}
		w.WriteHeader(x.status)
		if x.status != http.StatusNoContent {
			io.WriteString(w, x.reply)
		}
	}))
	t.Cleanup(server.Close)
	client, err := New(append([]ClientOption{WithServerURL(server.URL), WithRetry(NoRetry())}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client, x
}

// pageServer answers each request with what page says for it, and notes the
// request line and body.
func pageServer(t *testing.T, page func(asked string) string) (*Client, *[]string) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		line := r.URL.RequestURI() + string(body)
		asked = append(asked, line)
		w.Header().Set("Content-Type", "application/json")
		answer := page(line)
		if answer == "" {
			w.WriteHeader(http.StatusTeapot)
		}
		io.WriteString(w, answer)
	}))
	t.Cleanup(server.Close)
	client, err := New(WithServerURL(server.URL), WithRetry(NoRetry()))
	if err != nil {
		t.Fatal(err)
	}
	return client, &asked
}

// decode reads a JSON text.
func decode[T any](t *testing.T, text string) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("decode %s: %v", text, err)
	}
	return v
}

// wantJSON fails unless v is written as the JSON text, whatever the order of
// members and the spelling of numbers.
func wantJSON(t *testing.T, v any, want string) {
	t.Helper()
	got, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	if !reflect.DeepEqual(normal(plain(t, got)), normal(plain(t, []byte(want)))) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// roundTrip reads a JSON text, fails unless it is written back as it was, and
// returns the value.
func roundTrip[T any](t *testing.T, text string) T {
	t.Helper()
	v := decode[T](t, text)
	wantJSON(t, v, text)
	return v
}

func plain(t *testing.T, data []byte) any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return v
}

// normal replaces numbers by a text that is the same for equal ones.
func normal(v any) any {
	switch v := v.(type) {
	case json.Number:
		if r, ok := new(big.Rat).SetString(v.String()); ok {
			return r.RatString()
		}
	case []any:
		for i := range v {
			v[i] = normal(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = normal(v[name])
		}
	}
	return v
}

func want[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
