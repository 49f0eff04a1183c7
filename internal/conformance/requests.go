package conformance

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Validator holds the request of an operation against a description with rules
// of its own. The values are those of the path, not escaped. Lists inside of
// objects in the query are counted, as in filter[ids][0]=x: OpenAPI has no rule
// for them, and a validator may understand nothing else.
type Validator func(o *api.Operation, r *http.Request, path map[string]string) error

// CheckRequests calls every operation with random valid inputs. Each request has
// to be the one that the description asks for, and to pass the validator.
func (s *SDK) CheckRequests(t *testing.T, validate Validator) {
	s.eachOperation(t, func(t *testing.T, o *api.Operation) {
		rapid.Check(t, func(rt *rapid.T) {
			d := drawer{T: rt, Description: s.Description, strict: true}
			account := d.oneOf("", Account)
			if slices.ContainsFunc(o.Globals(), func(p *api.Parameter) bool { return p.Use.Required }) {
				account = Account
			}
			reply := answer{status: 204}
			if len(o.Results) > 0 {
				reply = d.answer(o, o.Results[0], mediaTypes(o.Results[0])[0])
			}
			var in input
			var problem error
			sent := 0
			c := s.bind(t, o, func(r *http.Request) (*http.Response, error) {
				sent++
				problem = s.checkRequest(o, r, in, account, validate)
				return reply.to(r)
			}, account)
			in, err := d.input(t, c)
			if err != nil {
				rt.Fatalf("%v", err)
			}
			_, err = c.do(t, in)
			if problem != nil {
				rt.Fatalf("%v\nfor %q and the body %s", problem, in.parameters, in.body)
			}
			if err != nil || sent != 1 {
				rt.Fatalf("%d requests, %v\nfor %q and the body %s", sent, err, in.parameters, in.body)
			}
		})
	})
}

// pathValues finds the values that were put into a path template.
func pathValues(template, path string) (map[string]string, error) {
	values := map[string]string{}
	names, segments := strings.Split(template, "/"), strings.Split(path, "/")
	if len(names) != len(segments) {
		return nil, fmt.Errorf("%s is no path of %s", path, template)
	}
	for i, name := range names {
		value, err := url.PathUnescape(segments[i])
		if err != nil {
			return nil, err
		}
		switch {
		case strings.HasPrefix(name, "{") && strings.HasSuffix(name, "}"):
			values[strings.Trim(name, "{}")] = value
		case name != value:
			return nil, fmt.Errorf("%s is no path of %s", path, template)
		}
	}
	return values, nil
}

// checkRequest compares a request with what the input asks for, and lets the
// validator see it.
func (s *SDK) checkRequest(o *api.Operation, r *http.Request, in input, account string, validate Validator) error {
	want, err := expect(o, in, account)
	if err != nil {
		return err
	}
	if r.Method != o.Method || r.URL.Scheme+"://"+r.URL.Host+r.URL.EscapedPath() != Server+want.path {
		return fmt.Errorf("%s %s, not %s %s%s", r.Method, r.URL, o.Method, Server, want.path)
	}
	got := strings.Split(r.URL.RawQuery, "&")
	if r.URL.RawQuery == "" {
		got = nil
	}
	slices.Sort(got)
	if !slices.Equal(got, want.query) {
		return fmt.Errorf("the query is\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want.query, "\n"))
	}
	if s.authenticates(o) {
		want.header["Authorization"] = "Basic " + base64.StdEncoding.EncodeToString([]byte(Key+":"))
	}
	want.header["User-Agent"] = r.Header.Get("User-Agent")
	for _, name := range slices.Sorted(maps.Keys(want.header)) {
		if values := r.Header[name]; len(values) != 1 || values[0] != want.header[name] {
			return fmt.Errorf("the header %s is %q, not %q", name, values, want.header[name])
		}
	}
	for name := range r.Header {
		if _, wanted := want.header[name]; !wanted {
			return fmt.Errorf("the header %s is %q, and not wanted", name, r.Header[name])
		}
	}
	if err := checkBody(o, r, in); err != nil {
		return err
	}
	path, err := pathValues(o.Path, want.path)
	if err != nil {
		return err
	}
	shown := r.Clone(r.Context())
	shown.URL.RawQuery = strings.Join(want.counted, "&")
	if err := validate(o, shown, path); err != nil {
		return fmt.Errorf("%s %s is not valid: %w", r.Method, r.URL, err)
	}
	return nil
}

// authenticates says whether an operation needs the credentials of a client that
// has an API key.
func (s *SDK) authenticates(o *api.Operation) bool {
	if !o.SecurityDeclared {
		return len(s.API.Security) > 0
	}
	return slices.ContainsFunc(o.Security, func(schemes api.SecurityAlternative) bool { return len(schemes) > 0 })
}

func checkBody(o *api.Operation, r *http.Request, in input) error {
	body, err := readBody(r)
	if err != nil {
		return err
	}
	switch {
	case !in.hasBody:
		if len(body) > 0 {
			return fmt.Errorf("there is a body: %s", body)
		}
	case o.Body.Content == api.ContentJSON:
		if difference := Difference(body, []byte(in.body)); difference != "" {
			return fmt.Errorf("the body is not as given: %s\nsent %s", difference, body)
		}
	case o.Body.Content == api.ContentStream:
		if string(body) != in.body {
			return fmt.Errorf("the body is %q, not %q", body, in.body)
		}
	default:
		return fmt.Errorf("there is no check of %s bodies yet", o.Body.MediaType)
	}
	return nil
}
