package testkit

import (
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// check returns what is wrong with a request, as sentences.
func (o *operation) check(r *http.Request, call Call) []string {
	var problems []string
	for _, p := range o.fixed {
		if !slices.Contains(call.Query[p.name], p.value) {
			problems = append(problems, fmt.Sprintf("The query parameter %q must be %q.", p.name, p.value))
		}
	}
	for _, p := range o.parameters {
		if !p.present(r, call.Query) {
			problems = append(problems, fmt.Sprintf("The required %s %q is missing.", p.in, p.name))
		}
	}
	if problem := o.checkSecurity(r, call.Query); problem != "" {
		problems = append(problems, problem)
	}
	return append(problems, o.checkBody(call)...)
}

func (p parameter) present(r *http.Request, query url.Values) bool {
	switch p.in {
	case inQuery:
		return hasKey(query, p.name)
	case inHeader:
		return len(r.Header.Values(p.name)) > 0
	default:
		_, err := r.Cookie(p.name)
		return err == nil
	}
}

// hasKey also finds the members of an object, as in filter[name].
func hasKey(values url.Values, name string) bool {
	for key := range values {
		if key == name || strings.HasPrefix(key, name+"[") {
			return true
		}
	}
	return false
}

func (o *operation) checkSecurity(r *http.Request, query url.Values) string {
	var alternatives []string
	for _, alternative := range o.security {
		var missing []string
		for _, c := range alternative {
			if !c.present(r, query) {
				missing = append(missing, c.String())
			}
		}
		if len(missing) == 0 {
			return ""
		}
		alternatives = append(alternatives, strings.Join(missing, " and "))
	}
	if len(alternatives) == 0 {
		return ""
	}
	return "The credentials are missing: " + strings.Join(alternatives, ", or ") + "."
}

func (c credential) present(r *http.Request, query url.Values) bool {
	if c.scheme == "" {
		return parameter{c.in, c.name}.present(r, query)
	}
	scheme, _, _ := strings.Cut(r.Header.Get(c.name), " ")
	return strings.EqualFold(scheme, c.scheme)
}

func (c credential) String() string {
	if c.scheme != "" {
		return fmt.Sprintf("a header %q with %s", c.name, c.scheme)
	}
	return fmt.Sprintf("a %s %q", c.in, c.name)
}

func (o *operation) checkBody(call Call) []string {
	switch {
	case o.body == nil:
		if len(call.Body) > 0 {
			return []string{"There is a body, but the operation takes none."}
		}
		return nil
	case o.body.content == stream:
		return nil // an empty file is one, too
	case o.body.content == multipartContent && call.Header.Get("Content-Type") != "":
		return o.body.checkMultipart(call)
	case len(call.Body) == 0 && (o.body.content != form || call.Header.Get("Content-Type") == ""): // a form may have no members
		if o.body.required {
			return []string{"The required body is missing."}
		}
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(call.Header.Get("Content-Type"))
	if err != nil {
		return []string{fmt.Sprintf("The content type %q cannot be read.", call.Header.Get("Content-Type"))}
	}
	if o.body.content == form {
		return o.body.checkForm(mediaType, call.Body)
	}
	if mediaType != "application/json" && mediaType != "text/json" && !strings.HasSuffix(mediaType, "+json") {
		return []string{fmt.Sprintf("The content type of the body is %q, and not JSON.", mediaType)}
	}
	return o.body.checkJSON(call.Body)
}

func (b *body) checkForm(mediaType string, text []byte) []string {
	if mediaType == "multipart/form-data" {
		return nil // the parts are not looked at
	}
	if mediaType != "application/x-www-form-urlencoded" {
		return []string{fmt.Sprintf("The content type of the body is %q, and not that of a form.", mediaType)}
	}
	values, err := url.ParseQuery(string(text))
	if err != nil {
		return []string{fmt.Sprintf("The body is not a form: %v.", err)}
	}
	return b.missing(func(name string) bool { return hasKey(values, name) })
}

// missing reports the required members that are not there.
func (b *body) missing(has func(name string) bool) []string {
	var problems []string
	for _, m := range b.members {
		if m.required && !has(m.name) {
			problems = append(problems, fmt.Sprintf("The required member %q of the body is missing.", m.name))
		}
	}
	return problems
}

func (b *body) checkJSON(text []byte) []string {
	var value json.RawMessage
	if err := json.Unmarshal(text, &value); err != nil {
		return []string{fmt.Sprintf("The body is not JSON: %v.", err)}
	}
	kind := kindOf(value)
	if kind&b.kinds == 0 {
		return []string{fmt.Sprintf("The body is %s, and not %s.", kind, b.kinds)}
	}
	if kind != isObject {
		return nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(value, &members); err != nil {
		return []string{fmt.Sprintf("The body is not JSON: %v.", err)}
	}
	problems := b.missing(func(name string) bool { return members[name] != nil })
	for _, m := range b.members {
		value, ok := members[m.name]
		if !ok {
			continue
		}
		if kind := kindOf(value); kind&m.kinds == 0 {
			problems = append(problems, fmt.Sprintf("The member %q of the body is %s, and not %s.", m.name, kind, m.kinds))
		}
	}
	return problems
}
