package ir

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// schema is the part of JSON Schema that the format needs.
type schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Ref         string             `json:"$ref,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        string             `json:"type,omitempty"`
	Const       *int               `json:"const,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Closed      *bool              `json:"additionalProperties,omitempty"`
	Definitions map[string]*schema `json:"$defs,omitempty"`
}

// Schema returns the JSON Schema of what Emit writes.
func Schema() []byte {
	b := schemaBuilder{}
	top := b.object(reflect.TypeFor[apiJSON]())
	top.Dialect, top.Title, top.Definitions = "https://json-schema.org/draft/2020-12/schema", "stackone-gen ir", b
	top.Description = "What an OpenAPI description means, for emitters of any language."
	format := Format
	top.Properties["format"].Const = &format
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(top); err != nil {
		panic(err) // The types of the format hold nothing that JSON cannot say.
	}
	return out.Bytes()
}

// schemaBuilder has the schemas of the objects inside, by their names.
type schemaBuilder map[string]*schema

func (b schemaBuilder) object(t reflect.Type) *schema {
	closed := false
	s := &schema{Type: "object", Properties: map[string]*schema{}, Closed: &closed}
	b.members(s, t)
	return s
}

// members adds the members of a struct, and those of the structs embedded in it.
func (b schemaBuilder) members(s *schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			b.members(s, f.Type)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		member := b.value(f.Type)
		member.Description = f.Tag.Get("doc")
		s.Properties[name] = member
		if options == "" {
			s.Required = append(s.Required, name)
		}
	}
}

func (b schemaBuilder) value(t reflect.Type) *schema {
	switch t.Kind() {
	case reflect.Pointer:
		return b.value(t.Elem())
	case reflect.Slice:
		return &schema{Type: "array", Items: b.value(t.Elem())}
	case reflect.Struct:
		name := strings.TrimSuffix(t.Name(), "JSON")
		if b[name] == nil {
			b[name] = &schema{} // the type may lead back to itself
			*b[name] = *b.object(t)
		}
		return &schema{Ref: "#/$defs/" + name}
	case reflect.String:
		return &schema{Type: "string"}
	case reflect.Bool:
		return &schema{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		return &schema{Type: "integer"}
	case reflect.Float64:
		return &schema{Type: "number"}
	}
	return &schema{} // any value
}
