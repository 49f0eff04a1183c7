package parser

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// drawSchema draws a schema in YAML's flow style that may refer to any of n
// components.
func drawSchema(t *rapid.T, n, depth int) string {
	ref := func() string {
		return fmt.Sprintf("{$ref: '#/components/schemas/S%d'}", rapid.IntRange(0, n-1).Draw(t, "target"))
	}
	inner := func() string { return drawSchema(t, n, depth-1) }
	several := func() string {
		var list []string
		for range rapid.IntRange(1, 3).Draw(t, "length") {
			list = append(list, inner())
		}
		return "[" + strings.Join(list, ", ") + "]"
	}
	if depth == 0 {
		return rapid.SampledFrom([]string{
			"{type: string}", "{type: integer}", "{type: boolean}", "{type: [string, 'null']}", "{type: object}", "{}",
			"{enum: [a, b]}", "{const: null}", "{type: string, format: date-time}", "{type: 'null'}", "{description: Words.}",
		}).Draw(t, "leaf")
	}
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0, 1:
		return ref()
	case 2:
		return "{type: array, items: " + inner() + "}"
	case 3:
		return "{type: object, additionalProperties: " + inner() + "}"
	case 4, 5:
		return "{type: object, required: [a], properties: {a: " + inner() + ", b: " + inner() + "}}"
	case 6:
		return "{oneOf: " + several() + "}"
	case 7:
		return "{allOf: " + several() + "}"
	case 8:
		return "{anyOf: " + several() + ", properties: {c: " + inner() + "}}"
	default:
		return inner()
	}
}

// Schemas may refer to each other in any way; the result is a consistent API or a
// located error.
func TestAnyGraphOfSchemas(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(rt, "schemas")
		text := head + withSchemas("    Root: {type: object, properties: {s: {$ref: '#/components/schemas/S0'}}}\n")
		for i := range n {
			text += fmt.Sprintf("    S%d: %s\n", i, drawSchema(rt, n, 3))
		}
		ds := new(diag.List)
		doc := document.Parse("test.yaml", []byte(text), ds)
		if doc == nil {
			rt.Fatal(ds.Err())
		}
		a := Parse(doc, DefaultOptions(), ds)
		if (a == nil) != ds.HasErrors() {
			rt.Fatalf("API: %v, errors: %v", a != nil, ds.Err())
		}
		for _, d := range ds.All() {
			if d.Severity == diag.Error && !strings.HasSuffix(d.Code, "-cycle") {
				rt.Fatal(d)
			}
		}
		if a != nil {
			checkConsistency(rt, a)
		}
	})
}
