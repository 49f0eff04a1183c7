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

// checkMultipart returns what is wrong with a multipart body.
func (b *body) checkMultipart(call Call) []string {
	parts, err := call.parts()
	if err != nil {
		return []string{fmt.Sprintf("The body is not multipart: %v.", err)}
	}
	problems := b.missing(func(name string) bool {
		for _, p := range parts {
			if p.Name == name || strings.HasPrefix(p.Name, name+"[") {
				return true
			}
		}
		return false
	})
	for _, p := range parts {
		for _, m := range b.members {
			if m.name == p.Name {
				problems = append(problems, m.checkPart(p)...)
			}
		}
	}
	return problems
}

// checkPart returns what is wrong with a part: a file has a name, and what is sent as
// JSON is of a kind that the member can have. An item of a list is a part of its own.
func (m member) checkPart(p Part) []string {
	if m.kinds == isFile {
		if p.Filename == "" {
			return []string{fmt.Sprintf("The part %q has no file name, and has to be a file.", p.Name)}
		}
		return nil
	}
	if p.Filename != "" {
		return []string{fmt.Sprintf("The part %q is a file, and not %s.", p.Name, m.kinds)}
	}
	mediaType, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type")) // none for text
	if mediaType != "application/json" && !strings.HasSuffix(mediaType, "+json") {
		return nil
	}
	var value json.RawMessage
	if err := json.Unmarshal(p.Body, &value); err != nil {
		return []string{fmt.Sprintf("The part %q is not JSON: %v.", p.Name, err)}
	}
	if kind := kindOf(value); kind&m.kinds == 0 && m.kinds&isArray == 0 {
		return []string{fmt.Sprintf("The part %q is %s, and not %s.", p.Name, kind, m.kinds)}
	}
	return nil
}
