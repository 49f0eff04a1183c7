package check

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// validateSchemas reports what kin-openapi finds in the keywords of each schema,
// once and at the keyword, and returns its messages. The library itself reports a
// schema at every operation that uses it, without a position.
func (c *Checker) validateSchemas(ds *diag.List) []string {
	options := validationOptions()
	if !c.is("3.0") {
		options = append(options, openapi3.IsOpenAPI31OrLater())
	}
	e := exampleChecker{model: c.model}
	var messages []string
	for _, el := range c.elements {
		if el.Role != openapi.Schema || el.Node.Kind != document.Mapping || el.Node.Get("$ref") != nil {
			continue
		}
		schema := e.schemaAt(el.Pointer())
		if schema == nil {
			continue
		}
		bare := withoutParts(schema)
		err := validateSchema(bare, options)
		if extra := (*openapi3.ExtraSiblingFieldsError)(nil); !c.is("3.0") && errors.As(err, &extra) {
			// From 3.1 on, a schema may have keywords of any vocabulary.
			messages = append(messages, firstLine(err.Error()))
			bare.Extensions = nil
			err = validateSchema(bare, options)
		}
		if err == nil {
			continue
		}
		messages = append(messages, firstLine(err.Error()))
		if !reportedHere(err) {
			invalid(ds, located{el.Node, el.Pointer(), el.Node.Pos}, err)
		}
	}
	return messages
}

// validateSchema returns the first error of a schema.
func validateSchema(schema *openapi3.Schema, options []openapi3.ValidationOption) error {
	err := schema.Validate(context.Background(), options...)
	if several := (openapi3.MultiError)(nil); errors.As(err, &several) && len(several) > 0 {
		return several[0]
	}
	return err
}

// withoutParts returns a copy of a schema with empty subschemas.
func withoutParts(schema *openapi3.Schema) *openapi3.Schema {
	bare := *schema
	empty := &openapi3.SchemaRef{Value: &openapi3.Schema{}}
	v := reflect.ValueOf(&bare).Elem()
	for i := range v.NumField() {
		if !v.Field(i).CanSet() {
			continue
		}
		switch part := v.Field(i).Addr().Interface().(type) {
		case **openapi3.SchemaRef:
			if *part != nil {
				*part = empty
			}
		case *openapi3.SchemaRefs:
			*part = slices.Repeat(openapi3.SchemaRefs{empty}, len(*part))
		case *openapi3.Schemas:
			parts := make(openapi3.Schemas, len(*part))
			for name := range *part {
				parts[name] = empty
			}
			*part = parts
		case *openapi3.BoolSchema:
			if part.Schema != nil {
				part.Schema = empty
			}
		}
	}
	return &bare
}

// invalid reports an error of kin-openapi at the keyword that its message names.
func invalid(ds *diag.List, at located, err error) {
	message := firstLine(err.Error())
	var extra *openapi3.ExtraSiblingFieldsError
	for m := range at.node.Members() {
		named := containsWord(message, m.Key) || strings.Contains(message, strconv.Quote(m.Key))
		if errors.As(err, &extra) {
			named = slices.Contains(extra.Fields, m.Key)
		}
		if named {
			at = located{m.Value, at.pointer + "/" + document.EscapePointer(m.Key), m.KeyPos}
			break
		}
	}
	ds.Warnf("invalid-openapi", at.pos, "%s", message).Pointer = at.pointer
}

// containsWord reports whether a text contains a whole word.
func containsWord(text, word string) bool {
	isLetter := func(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_' || r == '$' }
	return slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return !isLetter(r) }), word)
}
