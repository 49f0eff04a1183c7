package runtime

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestDo(t *testing.T) {
	var sent string
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		body := ""
		if r.Body != nil {
			data, _ := io.ReadAll(r.Body)
			body = string(data)
		}
		user, _, _ := r.BasicAuth()
		sent = strings.Join([]string{r.Method, r.URL.RequestURI(), user, r.Header.Get("Content-Type"), body}, " ")
		if r.URL.Path == "/gone" {
			return answer(404, `{"message":"no"}`), nil
		}
		return answer(200, `{"name":"n","list":[{"n":1}],"other":12345678901234567890}`), nil
	})
	type own struct {
		Name string           `json:"name"`
		List []map[string]int `json:"list,omitempty"`
	}
	var got own
	var tree map[string]any
	var stream *Stream
	for _, c := range []struct {
		in, out any
		opts    []CallOption
		want    string
	}{
		{nil, nil, nil, "POST /a%2Fb/c secret-key  "},
		{own{Name: "x"}, &got, []CallOption{WithQuery("q", "1")}, `POST /a%2Fb/c?q=1 secret-key application/json {"name":"x"}`},
		{&own{Name: "x"}, &tree, nil, `POST /a%2Fb/c secret-key application/json {"name":"x"}`},
		{strings.NewReader("text"), &stream, []CallOption{WithHeader("Content-Type", "text/plain")}, "POST /a%2Fb/c secret-key text/plain text"},
		{map[string]any{"a": nil}, nil, nil, `POST /a%2Fb/c secret-key application/json {"a":null}`},
	} {
		if err := core.do(t.Context(), nil, "POST", "/a%2Fb/c", c.in, c.out, c.opts); err != nil || sent != c.want {
			t.Errorf("sent %q, want %q, error %v", sent, c.want, err)
		}
	}
	if got.Name != "n" || got.List[0]["n"] != 1 || tree["name"] != "n" || stream == nil {
		t.Errorf("read %+v, %v, %v", got, tree, stream)
	}
	err := core.do(t.Context(), sampleErrors, "GET", "/gone", nil, &got, nil)
	var notFound *sampleNotFoundError
	if !errors.As(err, &notFound) || err.Error() != "stackone: GET /gone: 404 Not Found: no" {
		t.Errorf("error %v", err)
	}
}

func TestDoRefuses(t *testing.T) {
	core := newSampleCore(t, func(r *http.Request) (*http.Response, error) {
		t.Errorf("%s was sent", r.URL)
		return answer(200, `{}`), nil
	})
	var noStream **Stream
	for _, c := range []struct {
		method, path string
		out          any
	}{
		{"GET", "", nil}, {"GET", "a", nil}, {"GET", "//host/a", nil}, {"GET", "https://host/a", nil}, {"GET", "/a?b=c", nil}, {"GET", "/a#b", nil},
		{"GET", "/a/../b", nil}, {"GET", "/a/%2e%2E/b", nil}, {"GET", "/a/{id}", nil}, {"GET", "/%zz", nil}, {"G T", "/a", nil},
		{"GET", "/a", map[string]any{}}, {"GET", "/a", (*int)(nil)}, {"GET", "/a", noStream},
	} {
		if err := core.do(t.Context(), nil, c.method, c.path, nil, c.out, nil); err == nil {
			t.Errorf("%s %s into %T passes", c.method, c.path, c.out)
		}
	}
}
