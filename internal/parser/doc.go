package parser

import (
	"slices"
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// doc reads the documentation of a schema, parameter or operation.
func (c *schemas) doc(n *document.Node) api.Doc {
	var doc api.Doc
	doc.Title, _ = n.Get("title").Text()
	doc.Summary, _ = n.Get("summary").Text()
	doc.Description, _ = n.Get("description").Text()
	doc.Deprecated, doc.Description = deprecation(n, doc.Description)
	doc.ReadOnly, _ = n.Get("readOnly").Bool()
	doc.WriteOnly, _ = n.Get("writeOnly").Bool()
	doc.Format, _ = n.Get("format").Text()
	declared, _ := n.Get("x-sensitive").Bool()
	doc.Sensitive = declared || doc.Format == "password"
	if value := n.Get("default"); value != nil && value.Kind != document.Null && !c.bad[value] {
		doc.Default = string(value.AppendJSON(nil))
	}
	doc.Examples = c.examples(n)
	doc.Constraints = readConstraints(n)
	return doc
}

// examples returns the valid examples of a schema, parameter or media type, as JSON.
func (c *schemas) examples(n *document.Node) []string {
	var values []*document.Node
	if value := n.Get("example"); value != nil {
		values = append(values, value)
	}
	values = append(values, n.Get("examples").Items()...)
	for m := range n.Get("examples").Members() {
		for _, key := range []string{"value", "dataValue"} {
			if value := m.Value.Get(key); value != nil {
				values = append(values, value)
			}
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

// constraintKeywords are the validation keywords, in the order of constraints. The
// flag is a boolean beside the bound in OpenAPI 3.0, and a bound of its own since
// 3.1.
var constraintKeywords = []struct {
	key, flag string
	kind      api.ConstraintKind
	exclusive bool
}{
	{key: "minimum", kind: api.Minimum, flag: "exclusiveMinimum"},
	{key: "maximum", kind: api.Maximum, flag: "exclusiveMaximum"},
	{key: "exclusiveMinimum", kind: api.Minimum, exclusive: true},
	{key: "exclusiveMaximum", kind: api.Maximum, exclusive: true},
	{key: "multipleOf", kind: api.MultipleOf},
	{key: "minLength", kind: api.MinLength},
	{key: "maxLength", kind: api.MaxLength},
	{key: "minItems", kind: api.MinItems},
	{key: "maxItems", kind: api.MaxItems},
	{key: "minProperties", kind: api.MinProperties},
	{key: "maxProperties", kind: api.MaxProperties},
	{key: "pattern", kind: api.Pattern},
}

func readConstraints(n *document.Node) []api.Constraint {
	var found []api.Constraint
	for _, keyword := range constraintKeywords {
		value := n.Get(keyword.key)
		if value == nil || value.Kind != document.Number && value.Kind != document.String {
			continue
		}
		excluded, _ := n.Get(keyword.flag).Bool()
		found = append(found, api.Constraint{Kind: keyword.kind, Value: value.Value, Exclusive: keyword.exclusive || excluded})
	}
	return found
}

// overlay merges the documentation of a use over that of the schema.
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
	for _, c := range own.Constraints { // both apply
		doc.Constraints = addConstraint(doc.Constraints, c)
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
	doc.Sensitive = base.Sensitive || own.Sensitive
	return doc
}

// addConstraint adds a constraint to others that apply, too. Of two limits of one kind, the
// tighter is left.
func addConstraint(list []api.Constraint, c api.Constraint) []api.Constraint {
	if slices.Contains(list, c) {
		return list
	}
	for i, other := range list {
		if other.Kind != c.Kind {
			continue
		}
		a, err := strconv.ParseFloat(other.Value, 64)
		b, also := strconv.ParseFloat(c.Value, 64)
		upper := slices.Contains([]api.ConstraintKind{api.Maximum, api.MaxLength, api.MaxItems, api.MaxProperties}, c.Kind)
		lower := slices.Contains([]api.ConstraintKind{api.Minimum, api.MinLength, api.MinItems, api.MinProperties}, c.Kind)
		if err != nil || also != nil || !upper && !lower {
			continue
		}
		if upper && b < a || lower && b > a || a == b && c.Exclusive {
			list[i] = c
		}
		return list
	}
	return append(list, c)
}
