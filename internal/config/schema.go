package config

import (
	"bytes"
	"encoding/json"
)

// schema is the part of JSON Schema that the table of keys needs.
type schema struct {
	Dialect              string             `json:"$schema,omitempty"`
	Title                string             `json:"title,omitempty"`
	Description          string             `json:"description,omitempty"`
	Type                 any                `json:"type,omitempty"`
	Default              any                `json:"default,omitempty"`
	Enum                 []string           `json:"enum,omitempty"`
	Pattern              string             `json:"pattern,omitempty"`
	Minimum              int                `json:"minimum,omitempty"`
	Not                  *schema            `json:"not,omitempty"`
	Items                *schema            `json:"items,omitempty"`
	MinProperties        int                `json:"minProperties,omitempty"`
	Required             []string           `json:"required,omitempty"`
	OneOf                []*schema          `json:"oneOf,omitempty"`
	Properties           map[string]*schema `json:"properties,omitempty"`
	PropertyNames        *schema            `json:"propertyNames,omitempty"`
	AdditionalProperties any                `json:"additionalProperties,omitempty"`
}

// Schema returns the JSON Schema of the file, for editors. It accepts everything
// that Parse accepts, and rejects what a schema can express.
func Schema() []byte {
	top := keys(Default()).schema()
	top.Dialect = "https://json-schema.org/draft/2020-12/schema"
	top.Title = FileName
	top.Description = "The configuration of stackone-gen."
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(top); err != nil {
		panic(err) // the table has only values that JSON can express
	}
	return b.Bytes()
}

func (v mapping) schema() *schema {
	s := &schema{Type: "object", AdditionalProperties: false, Properties: make(map[string]*schema, len(v.keys))}
	for _, k := range v.keys {
		property := k.value.schema()
		property.Description = k.about + "."
		property.Default = initial(k.value)
		s.Properties[k.name] = property
		if k.required {
			s.Required = append(s.Required, k.name)
		}
	}
	for _, name := range v.choice {
		s.OneOf = append(s.OneOf, &schema{Required: []string{name}})
	}
	return s
}

// initial returns the default of a value for JSON, or nil.
func initial(v value) any {
	if f, ok := v.(flag); ok {
		return *f.target
	}
	if text := v.initial(); text != "" {
		return text
	}
	return nil
}

// schema describes a string. A list of values needs no pattern.
func (f form) schema() *schema {
	s := &schema{Type: "string", Enum: f.values}
	if f.values == nil {
		s.Pattern = f.pattern.String()
	}
	if f.unless != nil {
		s.Not = &schema{Pattern: f.unless.String()}
	}
	return s
}

// orNumber describes a string that may also be a number.
func (f form) orNumber() *schema {
	s := f.schema()
	s.Type, s.Minimum = []string{"string", "integer"}, 1
	return s
}
