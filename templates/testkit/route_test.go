package testkit

import (
	"net/http"
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

// A parameter of several segments keeps its slashes, and gives way to a narrower template.
func TestSegments(t *testing.T) {
	paths := []string{"/files/{path=**}", "/files/{id}", "/{name=folders/*/notes/*}:undo", "/{name=folders/*}", "/{name=users/*}", "/a/{x=**}/b", "/a/c-{y=**}.txt"}
	var table []operation
	for _, path := range paths {
		table = append(table, operation{name: Operation(path), method: "GET", path: path})
	}
	s := newServer(table, nil, nil)
	for path, want := range map[string]string{
		"/files/a":                "/files/{id} id=a",
		"/files/a/b%2Fc":          "/files/{path=**} path=a/b/c",
		"/folders/1/notes/2:undo": "/{name=folders/*/notes/*}:undo name=folders/1/notes/2",
		"/folders/1":              "/{name=folders/*} name=folders/1",
		"/users/1":                "/{name=users/*} name=users/1",
		"/a/1/b/2/b":              "/a/{x=**}/b x=1/b/2",
		"/a/c-1/2.txt":            "/a/c-{y=**}.txt y=1/2",
		"/others/1":               "", "/files": "", "/files/": "", "/folders/1/notes/2": "", "/a/b": "",
	} {
		got := ""
		if found := s.find("GET", path); found.operation != nil {
			got = string(found.operation.name)
			for name, value := range found.values {
				got += " " + name + "=" + value
			}
		}
		if got != want {
			t.Errorf("%s is %q, not %q", path, got, want)
		}
	}
}

// Of operations with one path, a request is for the one that it fits, or else for the one
// that the test has said something about.
func TestOperationsOfOnePath(t *testing.T) {
	table := []operation{
		{name: "plain", method: "GET", path: "/items", success: response{status: 204}},
		{name: "beta", method: "GET", path: "/items", fixed: []fixed{{"beta", "true"}}, success: response{status: 204}},
		{name: "strict", method: "GET", path: "/items", parameters: []*parameter{{in: inQuery, name: "q", required: true}}, success: response{status: 204}},
	}
	s := newServer(table, nil, nil)
	s.t = t
	s.start()
	defer s.Close()
	get := func(query string) Operation {
		resp, err := http.Get(s.URL + "/items" + query)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		calls := s.Calls()
		return calls[len(calls)-1].Operation
	}
	if got := get(""); got != "plain" {
		t.Errorf("without a query: %s", got)
	}
	if got := get("?beta=true"); got != "beta" {
		t.Errorf("with the fixed parameter: %s", got)
	}
	s.Answer("strict", Status(http.StatusTeapot))
	if got := get("?q=1"); got != "strict" {
		t.Errorf("with an answer of the test: %s", got)
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
