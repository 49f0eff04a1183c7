package check

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-openapi/jsonpointer"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// exampleChecker compares examples and defaults with their schemas.
type exampleChecker struct {
	model *openapi3.T
	diags *diag.List
	bad   map[*document.Node]bool
}

// Examples reports and returns the examples and defaults that do not match their
// schemas, which must not be shown.
func (c *Checker) Examples() map[*document.Node]bool {
	e := exampleChecker{c.model, c.diags, map[*document.Node]bool{}}
	if c.model == nil {
		return e.bad
	}
	for _, el := range c.elements {
		switch el.Role {
		case openapi.Schema:
			e.check(el, "", "default")
			e.check(el, "", "example")
			e.check(el, "", "examples")
		case openapi.Parameter, openapi.Header, openapi.MediaType:
			e.check(el, "/schema", "example")
			e.check(el, "/schema", "examples")
		}
	}
	return e.bad
}

// check compares the values of a key with the schema at a pointer relative to the
// element. The examples of a schema are a list, those of other objects have names.
func (e *exampleChecker) check(el openapi.Element, toSchema, key string) {
	value := el.Node.Get(key)
	if value == nil {
		return
	}
	values := []*document.Node{value}
	if key == "examples" {
		values = value.Items()
		for m := range value.Members() {
			if v := m.Value.Get("value"); v != nil {
				values = append(values, v)
			}
		}
	}
	schema := e.schemaAt(el.Pointer() + toSchema)
	if schema == nil {
		return
	}
	for _, v := range values {
		reason := misfit(schema, v)
		if reason == "" {
			continue
		}
		e.bad[v] = true
		code, noun := "bad-example", "example"
		if key == "default" {
			code, noun = "bad-default", "default"
		}
		e.diags.Warnf(code, v.Pos, "the %s does not match its schema: %s", noun, reason).Pointer = el.Pointer() + "/" + key
	}
}

// schemaAt returns the schema at a pointer, with its reference resolved.
func (e *exampleChecker) schemaAt(pointer string) *openapi3.Schema {
	p, err := jsonpointer.New(pointer)
	if err != nil {
		return nil
	}
	found, _, err := p.Get(e.model)
	if err != nil {
		return nil
	}
	switch found := found.(type) {
	case *openapi3.Schema:
		return found
	case *openapi3.SchemaRef:
		return found.Value
	case *openapi3.Ref:
		return e.schemaAt(strings.TrimPrefix(found.Ref, "#"))
	}
	return nil
}

// misfit returns why a value does not match a schema, or "". kin-openapi validates
// by the rules of OpenAPI 3.0 by default, which read both "nullable" and the type
// "null".
func misfit(schema *openapi3.Schema, n *document.Node) string {
	var value any
	if err := json.Unmarshal(n.AppendJSON(nil), &value); err != nil {
		return err.Error()
	}
	err := schema.VisitJSON(value)
	var fault *openapi3.SchemaError
	if !errors.As(err, &fault) {
		return ""
	}
	path := fault.JSONPointer()
	// The error of an allOf does not say which schema failed; its origin does.
	for inner := (*openapi3.SchemaError)(nil); fault.SchemaField == "allOf" && errors.As(fault.Origin, &inner); fault = inner {
		// The path of the origin may start with that of the allOf.
		below := inner.JSONPointer()
		if len(below) >= len(path) && slices.Equal(below[:len(path)], path) {
			below = below[len(path):]
		}
		path = append(path, below...)
	}
	reason := firstLine(fault.Reason)
	if len(path) > 0 {
		reason = "at " + strings.Join(path, ".") + ": " + reason
	}
	return reason
}
