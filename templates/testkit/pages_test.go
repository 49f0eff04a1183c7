package testkit

import (
	"strings"
	"testing"
)

func TestWithMember(t *testing.T) {
	for _, test := range []struct{ object, path, want string }{
		{`{"a":1,"b":{"c":2}}`, "b.c", `{"a":1,"b":{"c":0}}`},
		{`{"a":1}`, "a", `{"a":0}`},
		{`{"a":1}`, "b.c", `{"a":1,"b":{"c":0}}`},
		{`{}`, "a", `{"a":0}`},
		{`{ "a" : {} }`, "a.b", `{ "a" : {"b":0} }`},
		{`{"a":null}`, "a.b", `{"a":{"b":0}}`},
		{`[1]`, "a", `{"a":0}`},
		{``, `a"b`, `{"a\"b":0}`},
	} {
		if got := string(withMember([]byte(test.object), strings.Split(test.path, "."), []byte("0"))); got != test.want {
			t.Errorf("%s with %s: %s, want %s", test.object, test.path, got, test.want)
		}
	}
}

// A page that leads on and is the last one leads nowhere.
func TestLastPage(t *testing.T) {
	o := &operation{
		success: response{status: 200, contentType: "application/json", example: `{"items":[1],"next":null}`},
		paging:  &paging{by: byCursor, query: "cursor", items: []string{"items"}, next: []string{"next"}, numeric: true},
	}
	a := Pages[any](`x`, []int{}, map[string]any{"items": []int{7}, "next": 9, "more": true})
	for cursor, want := range map[string]string{
		"": `{"items":["x"],"next":2}`, "2": `{"items":[],"next":3}`, "3": `{"items":[7],"more":true,"next":null}`,
	} {
		call := Call{Query: map[string][]string{"cursor": {cursor}}}
		status, _, body, problem := a.content(o, call)
		if status != 200 || string(body) != want || problem != "" {
			t.Errorf("%q: %d %s %s", cursor, status, body, problem)
		}
	}
	if _, _, _, problem := a.content(o, Call{Query: map[string][]string{"cursor": {"4"}}}); !strings.Contains(problem, `"4"`) {
		t.Errorf("an unknown cursor: %q", problem)
	}
}
