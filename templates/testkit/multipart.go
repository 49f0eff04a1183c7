package testkit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
)

// Part is a part of a multipart body.
type Part struct {
	Name     string
	Filename string // empty if the part is no file
	Header   http.Header
	Body     []byte
}

// Parts returns the parts of a multipart body, in their order; nil if the body is another.
func (c Call) Parts() []Part {
	parts, err := c.parts()
	if err != nil {
		return nil
	}
	return parts
}

func (c Call) parts() ([]Part, error) {
	mediaType, params, err := mime.ParseMediaType(c.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	if !strings.HasPrefix(mediaType, "multipart/") || params["boundary"] == "" {
		return nil, errors.New("the content type is not multipart with a boundary")
	}
	var parts []Part
	for reader := multipart.NewReader(bytes.NewReader(c.Body), params["boundary"]); ; {
		part, err := reader.NextPart()
		if err == io.EOF {
			return parts, nil
		}
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		parts = append(parts, Part{part.FormName(), part.FileName(), http.Header(part.Header), body})
	}
}

// multipart checks the parts of a body.
func (c *checker) multipart(b *body, call Call) {
	parts, err := call.parts()
	if err != nil {
		c.refuse("The body is not multipart: %v.", err)
		return
	}
	s := c.shapes[b.value.of]
	if s == nil {
		return
	}
	for _, m := range s.members {
		present := false
		for _, p := range parts {
			if present = present || p.Name == m.name || strings.HasPrefix(p.Name, m.name+"["); p.Name == m.name {
				c.part(m, p)
			}
		}
		if m.required && !present {
			c.refuse("The required part %q of the body is missing.", m.name)
		}
	}
}

// part checks a part: a file has a name, and what is sent as JSON or as text is a value of
// its member. An item of a list is a part of its own.
func (c *checker) part(m member, p Part) {
	v := m.value
	if v.items != nil && kindsOfPart(p)&v.kinds == 0 {
		v = *v.items
	}
	about := subject{part: fmt.Sprintf("the part %q", p.Name)}
	mediaType, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type")) // none for text
	switch {
	case v.file && p.Filename == "":
		c.refuse("%s has no file name, and has to be a file.", about)
	case v.file:
	case p.Filename != "":
		c.refuse("%s is a file, and not %s.", about, v.kinds)
	case mediaType != "application/json" && !strings.HasSuffix(mediaType, "+json"):
		c.text(about, v, string(p.Body), m.required && !m.blank)
	case !json.Valid(p.Body):
		c.refuse("%s is not JSON.", about)
	default:
		c.value(about, v, bytes.TrimSpace(p.Body))
	}
}

// kindsOfPart returns the kind of a part that is a list as a whole; a file has none.
func kindsOfPart(p Part) kinds {
	if text := bytes.TrimSpace(p.Body); p.Filename == "" && len(text) > 0 && text[0] == '[' && json.Valid(text) {
		return isArray
	}
	return 0
}
