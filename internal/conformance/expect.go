package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// expectation is what a request should be.
type expectation struct {
	path   string   // escaped, without the server's
	query  []string // escaped pairs, sorted
	header map[string]string
	// counted is the query if the items of all lists inside objects are counted.
	counted []string
}

// expect works out, from the rules of OpenAPI, what a call should send.
func expect(o *api.Operation, in input, account string) (expectation, error) {
	want := expectation{path: o.Path, header: map[string]string{}}
	if len(o.Accept) > 0 {
		want.header["Accept"] = strings.Join(o.Accept, ", ")
	}
	if in.hasBody {
		want.header["Content-Type"] = contentType(o.Body)
	}
	if account != "" { // whether the operation declares it or not
		want.header[AccountHeader] = account
	}
	for i, p := range o.Parameters {
		given := in.parameters[i]
		if given == "" {
			continue
		}
		value, err := parse([]byte(given))
		if err != nil {
			return want, err
		}
		switch p.In {
		case api.InPath:
			want.path = strings.ReplaceAll(want.path, "{"+p.Name+"}", escape(plain(value)))
		case api.InHeader:
			want.header[http.CanonicalHeaderKey(p.Name)] = plain(value)
		case api.InQuery:
			pairs, err := queryPairs(p, value)
			if err != nil {
				return want, err
			}
			want.query = append(want.query, pairs...)
			if p.Style == "deepObject" {
				pairs = deepPairs(p.Name, value, true)
			}
			want.counted = append(want.counted, pairs...)
		default:
			return want, fmt.Errorf("there is no expectation for %s parameters yet", p.In)
		}
		if simple := p.In == api.InQuery || p.Style == "simple" && isPlain(value); !simple || p.JSON {
			return want, fmt.Errorf("there is no expectation for the parameter %s yet", p.Name)
		}
	}
	slices.Sort(want.query)
	return want, nil
}

func contentType(b *api.Body) string {
	switch {
	case strings.Contains(b.MediaType, "*") && b.Content == api.ContentStream:
		return "application/octet-stream"
	case strings.Contains(b.MediaType, "*"):
		return "application/json"
	default:
		return b.MediaType
	}
}

// escape encodes all but the unreserved characters of RFC 3986.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func isPlain(v any) bool {
	switch v.(type) {
	case []any, map[string]any:
		return false
	}
	return true
}

// plain is the text of a value in a URL or header.
func plain(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	default:
		return fmt.Sprint(v)
	}
}

// queryPairs lays a value out as name=value pairs. Nulls are not sent.
func queryPairs(p *api.Parameter, value any) ([]string, error) {
	switch {
	case value == nil:
		return nil, nil
	case p.Style == "deepObject":
		return deepPairs(p.Name, value, false), nil
	case p.Style != "form":
		return nil, fmt.Errorf("there is no expectation for the style %s yet", p.Style)
	}
	var pairs, parts []string
	add := func(name string, v any) error {
		if !isPlain(v) {
			return fmt.Errorf("there is no expectation for values inside values of %s yet", p.Name)
		}
		if v == nil {
			return nil
		}
		pairs = append(pairs, escape(name)+"="+escape(plain(v)))
		if name != p.Name {
			parts = append(parts, escape(name))
		}
		parts = append(parts, escape(plain(v)))
		return nil
	}
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			if err := add(p.Name, item); err != nil {
				return nil, err
			}
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if err := add(name, value[name]); err != nil {
				return nil, err
			}
		}
	default:
		return pairs, add(p.Name, value)
	}
	if !p.Explode && len(parts) > 0 {
		return []string{escape(p.Name) + "=" + strings.Join(parts, ",")}, nil
	}
	return pairs, nil
}

// deepPairs lays an object out as name[member]=value pairs. OpenAPI leaves open what
// becomes of lists in it: plain items repeat the name, and others are counted in
// brackets, as all are if counted is set.
func deepPairs(name string, value any, counted bool) []string {
	var pairs []string
	switch value := value.(type) {
	case map[string]any:
		for _, member := range slices.Sorted(maps.Keys(value)) {
			pairs = append(pairs, deepPairs(name+"["+member+"]", value[member], counted)...)
		}
	case []any:
		count := counted || slices.ContainsFunc(value, func(v any) bool { return !isPlain(v) })
		for i, item := range value {
			if count {
				pairs = append(pairs, deepPairs(fmt.Sprintf("%s[%d]", name, i), item, counted)...)
			} else {
				pairs = append(pairs, deepPairs(name, item, counted)...)
			}
		}
	case nil:
	default:
		pairs = append(pairs, escape(name)+"="+escape(plain(value)))
	}
	return pairs
}
