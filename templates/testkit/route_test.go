package testkit

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNarrowest(t *testing.T) {
	paths := []string{"/a/{x}", "/a/b", "/{x}/b", "/a/b-{x}", "/{x}/{y}", "/a/{x}{y}", "/a/{x", "/"}
	var table []operation
	for _, path := range paths {
		table = append(table, operation{name: Operation(path), method: "GET", path: path})
	}
	table = append(table, operation{name: "post", method: "POST", path: "/a/special"})
	s := newServer(table, nil, nil)
	for path, want := range map[string]Operation{
		"/a/b": "/a/b", "/a/c": "/a/{x}", "/c/b": "/{x}/b", "/a/b-c": "/a/b-{x}", "/a/b-": "/a/{x}", "/c/d": "/{x}/{y}",
		"/%61/%62": "/a/b", "/a/%7Bx": "/a/{x", "/": "/", "/a/special": "/a/{x}", "/a/": "", "/a": "", "//b": "", "/a/b/c": "",
	} {
		found := s.find("GET", path)
		name := Operation("")
		if found.operation != nil {
			name = found.operation.name
		}
		if name != want {
			t.Errorf("%s is %q, not %q", path, name, want)
		}
	}
}

// Whatever the values in a path are, they come out as they went in.
func TestPathValues(t *testing.T) {
	s := newServer([]operation{{name: "x", method: "GET", path: "/v1/{a}/x-{b}"}}, nil, nil)
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.StringN(1, -1, -1).Draw(t, "a"), rapid.StringN(1, -1, -1).Draw(t, "b")
		found := s.find("GET", "/v1/"+url.PathEscape(a)+"/x-"+url.PathEscape(b))
		if found.operation == nil || found.values["a"] != a || found.values["b"] != b {
			t.Fatalf("%+v", found)
		}
	})
}

func TestNearestOfNone(t *testing.T) {
	if found := newServer(nil, nil, nil).find("GET", "/"); found.status != 404 || found.problem != "No operation has this path." {
		t.Errorf("%+v", found)
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"kitten", "sitting", 3}, {"/pet", "/pets", 1}} {
		if d := distance(test.a, test.b); d != test.want {
			t.Errorf("%q, %q: %d", test.a, test.b, d)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		d := distance(a, b)
		if d != distance(b, a) || d > max(len(a), len(b)) || (d == 0) != (a == b) {
			t.Fatal(d)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{"/pets", "/pets/1", "//", "", "%", "/pets/%zz", "/pets/1/name-.", "/{id}"} {
		f.Add("GET", seed)
	}
	s := newServer(operations, nil, nil)
	f.Fuzz(func(t *testing.T, method, path string) {
		found := s.find(method, path)
		if (found.operation == nil) != (found.problem != "") {
			t.Fatalf("%+v", found)
		}
		if found.operation != nil && strings.Count(path, "/") != strings.Count(found.operation.path, "/") {
			t.Fatalf("%q is %s", path, found.operation.path)
		}
	})
}

// Of a body that is no object the kind alone is looked at.
func TestKindsOfBodies(t *testing.T) {
	b := &body{content: jsonContent, value: value{kinds: isArray | isBoolean}}
	for text, want := range map[string]string{
		" [1] ": "", "true": "", " false\n": "",
		" 1 ": "The body is a number, and not an array or a boolean.", "null": "The body is null, and not an array or a boolean.",
	} {
		c := &checker{}
		c.body(b, jsonCall(text))
		if got := texts(c.problems); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// An example that does not repeat the status is sent as it is.
func TestStatusInBody(t *testing.T) {
	for example, want := range map[string]string{
		`{"a":{"code":1}, "code": 400 }`: `{"a":{"code":1}, "code": 404 }`,
		`{"a":{"code":1}}`:               `{"a":{"code":1}}`,
		`[{"code":400}]`:                 `[{"code":400}]`,
		`{"code":`:                       `{"code":`,
		`{"code`:                         `{"code`,
		"":                               "",
	} {
		if got := string(response{example: example, statusMember: "code"}.bodyOf(404)); got != want {
			t.Errorf("%s: %s", example, got)
		}
	}
}

func FuzzBody(f *testing.F) {
	for _, seed := range []string{"", "{}", "null", `{"name":1}`, "[", `{"a":{}}`, " 1 "} {
		f.Add([]byte(seed))
	}
	s := newServer(operations, shapes, nil)
	b := &body{content: jsonContent, value: value{kinds: isObject | isArray, of: "Pet"}}
	f.Fuzz(func(t *testing.T, text []byte) {
		(&checker{shapes: s.shapes}).body(b, jsonCall(string(text)))
		response{example: string(text), statusMember: "name"}.bodyOf(404)
	})
}
