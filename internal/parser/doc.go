package parser

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// doc reads what a schema, parameter or operation says about itself.
func (c *schemas) doc(n *document.Node) api.Doc {
	var doc api.Doc
	doc.Title, _ = n.Get("title").Text()
	doc.Summary, _ = n.Get("summary").Text()
	doc.Description, _ = n.Get("description").Text()
	doc.Deprecated, doc.Description = deprecation(n, doc.Description)
	doc.ReadOnly, _ = n.Get("readOnly").Bool()
	doc.WriteOnly, _ = n.Get("writeOnly").Bool()
	doc.Format, _ = n.Get("format").Text()
	if value := n.Get("default"); value != nil && value.Kind != document.Null && !c.bad[value] {
		doc.Default = string(value.AppendJSON(nil))
	}
	doc.Examples = c.examples(n)
	doc.Constraints = readConstraints(n)
	return doc
}

// examples returns the examples of a schema, parameter or media type that fit
// it, as JSON texts.
func (c *schemas) examples(n *document.Node) []string {
	var values []*document.Node
	if value := n.Get("example"); value != nil {
		values = append(values, value)
	}
	values = append(values, n.Get("examples").Items()...)
	for m := range n.Get("examples").Members() {
		if value := m.Value.Get("value"); value != nil {
			values = append(values, value)
		}
	}
	var texts []string
	for _, value := range values {
		if !c.bad[value] {
			texts = append(texts, string(value.AppendJSON(nil)))
		}
	}
	return texts
}

// constraintPhrases says in words what the validation keywords ask for. In
// OpenAPI 3.0 a flag beside a keyword can change what it says.
var constraintPhrases = []struct{ key, before, unit, after, flag, flagged string }{
	{key: "minimum", before: "at least ", flag: "exclusiveMinimum", flagged: "more than "},
	{key: "maximum", before: "at most ", flag: "exclusiveMaximum", flagged: "less than "},
	{key: "exclusiveMinimum", before: "more than "},
	{key: "exclusiveMaximum", before: "less than "},
	{key: "multipleOf", before: "a multiple of "},
	{key: "minLength", before: "at least ", unit: "character"},
	{key: "maxLength", before: "at most ", unit: "character"},
	{key: "minItems", before: "at least ", unit: "item"},
	{key: "maxItems", before: "at most ", unit: "item"},
	{key: "minProperties", before: "at least ", unit: "member"},
	{key: "maxProperties", before: "at most ", unit: "member"},
	{key: "pattern", before: "matching `", after: "`"},
}

func readConstraints(n *document.Node) []string {
	var phrases []string
	for _, c := range constraintPhrases {
		value := n.Get(c.key)
		if value == nil || value.Kind != document.Number && value.Kind != document.String {
			continue
		}
		phrase := c.before + value.Value + c.after
		if excluded, _ := n.Get(c.flag).Bool(); excluded {
			phrase = c.flagged + value.Value
		}
		switch {
		case c.unit != "" && value.Value == "1":
			phrase += " " + c.unit
		case c.unit != "":
			phrase += " " + c.unit + "s"
		}
		phrases = append(phrases, phrase)
	}
	return phrases
}

// overlay lays what is said at the place of use over what the schema itself
// says.
func overlay(base, own api.Doc) api.Doc {
	doc := base
	if own.Title != "" {
		doc.Title = own.Title
	}
	if own.Summary != "" {
		doc.Summary = own.Summary
	}
	if own.Description != "" {
		doc.Description = own.Description
	}
	if own.Default != "" {
		doc.Default = own.Default
	}
	if own.Examples != nil {
		doc.Examples = own.Examples
	}
	doc.Constraints = slices.Clone(base.Constraints)
	for _, c := range own.Constraints { // both hold
		if !slices.Contains(doc.Constraints, c) {
			doc.Constraints = append(doc.Constraints, c)
		}
	}
	if own.Format != "" {
		doc.Format = own.Format
	}
	switch {
	case own.Deprecated == nil && base.Deprecated != nil && own.Description != "":
		hint, rest := cutHint(own.Description)
		if doc.Description = rest; hint != "" {
			doc.Deprecated = &api.Deprecation{Message: hint}
		}
	case own.Deprecated != nil && (base.Deprecated == nil || *own.Deprecated != api.Deprecation{}):
		doc.Deprecated = own.Deprecated
	}
	doc.ReadOnly = base.ReadOnly || own.ReadOnly
	doc.WriteOnly = base.WriteOnly || own.WriteOnly
	return doc
}
