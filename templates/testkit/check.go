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

// problem is one thing that is wrong with a request.
type problem struct {
	text string // a sentence
	// ofValue says that a value or a name is wrong, and not what surrounds it: [Lenient]
	// lets it pass.
	ofValue bool
}

// checker holds a request against the description.
type checker struct {
	shapes   map[string]*shape
	known    []string // the names that the query may have
	anyName  bool     // or it may have any
	problems []problem
}

// check returns what is wrong with a request.
func (s *Server) check(o *operation, r *http.Request, call Call) []problem {
	c := &checker{shapes: s.shapes}
	for _, p := range o.fixed {
		if !slices.Contains(call.Query[p.name], p.value) {
			c.refuse("The query parameter %q must be %q.", p.name, p.value)
		}
	}
	c.parameters(o, r, call)
	if text := o.checkSecurity(r, call.Query); text != "" {
		c.problems = append(c.problems, problem{text: text})
	}
	c.body(o.body, call)
	return c.problems
}

// refuse reports something that is wrong whatever the values are.
func (c *checker) refuse(format string, args ...any) {
	c.problems = append(c.problems, problem{text: fmt.Sprintf(format, args...)})
}

// refuseValue reports a value or a name.
func (c *checker) refuseValue(format string, args ...any) {
	c.problems = append(c.problems, problem{text: fmt.Sprintf(format, args...), ofValue: true})
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
	if c.scheme != "" {
		scheme, _, _ := strings.Cut(r.Header.Get(c.name), " ")
		return strings.EqualFold(scheme, c.scheme)
	}
	_, present := parameter{in: c.in, name: c.name}.texts(r, Call{Query: query})
	return present
}

func (c credential) String() string {
	if c.scheme != "" {
		return fmt.Sprintf("a header %q with %s", c.name, c.scheme)
	}
	return fmt.Sprintf("a %s %q", c.in, c.name)
}

func (c *checker) body(b *body, call Call) {
	switch {
	case b == nil:
		if len(call.Body) > 0 {
			c.refuse("There is a body, but the operation takes none.")
		}
		return
	case b.content == stream:
		return // an empty file is one, too
	case b.content == multipartContent && call.Header.Get("Content-Type") != "":
		c.multipart(b, call)
		return
	case len(call.Body) == 0 && (b.content != form || call.Header.Get("Content-Type") == ""): // a form may have no members
		if b.required {
			c.refuse("The required body is missing.")
		}
		return
	}
	mediaType, _, err := mime.ParseMediaType(call.Header.Get("Content-Type"))
	switch {
	case err != nil:
		c.refuse("The content type %q cannot be read.", call.Header.Get("Content-Type"))
	case b.content == form:
		c.form(b, mediaType, call.Body)
	case mediaType != "application/json" && mediaType != "text/json" && !strings.HasSuffix(mediaType, "+json"):
		c.refuse("The content type of the body is %q, and not JSON.", mediaType)
	default:
		var text json.RawMessage
		if err := json.Unmarshal(call.Body, &text); err != nil {
			c.refuse("The body is not JSON: %v.", err)
			return
		}
		c.value(theBody, b.value, text)
	}
}

// form checks a form. The parts of one with files are not looked at.
func (c *checker) form(b *body, mediaType string, text []byte) {
	if mediaType == "multipart/form-data" {
		return
	}
	if mediaType != "application/x-www-form-urlencoded" {
		c.refuse("The content type of the body is %q, and not that of a form.", mediaType)
		return
	}
	values, err := url.ParseQuery(string(text))
	if err != nil {
		c.refuse("The body is not a form: %v.", err)
		return
	}
	s := c.shapes[b.value.of]
	if s == nil {
		return
	}
	for _, m := range s.members {
		texts := values[m.name]
		switch {
		case len(texts) > 0:
			c.texts(theBody.member(m.name), m.value, texts, m.required && !m.blank)
		case m.required && !hasKey(values, m.name):
			c.refuse("The required member %q of the body is missing.", m.name)
		}
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
