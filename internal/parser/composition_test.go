package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTuples(t *testing.T) {
	for _, test := range []struct{ schema, want string }{
		{`{type: array, prefixItems: [{type: string}, {type: integer}, {type: string}]}`, "[(string|integer)]-"},
		{`{type: array, prefixItems: [{type: string}, {type: "null"}], items: false}`, "[string?]-"},
		{`{prefixItems: [{type: string}], items: {type: boolean}}`, "[(string|boolean)]-"},
		{`{type: array, prefixItems: [{type: string}], items: true}`, "[any]-"},
	} {
		a, ds := parse(t, withSchemas("    Root: {type: object, properties: {value: "+test.schema+"}}\n"))
		if got := shape(field(t, findType(t, a, "Root"), "value").Use); got != test.want {
			t.Errorf("%s: got %s, want %s", test.schema, got, test.want)
		}
		if codes := countCodes(t, ds); codes["unsupported-keyword"] != 1 || len(codes) != 1 {
			t.Errorf("%s: %v", test.schema, codes)
		}
	}
}

// Parts of an allOf intersect, without a word about it.
func TestMergedParts(t *testing.T) {
	const schemas = `    Code: {type: string, format: uuid}
    Letter: {type: string, enum: [a, b, c]}
    Either: {oneOf: [{type: object, properties: {a: {type: string}}}, {type: string}]}
    Base: {type: object, properties: {id: {type: string}}}
    Extended: {allOf: [{$ref: "#/components/schemas/Base"}, {properties: {more: {type: string}}}]}
`
	for _, test := range []struct{ schema, want string }{
		{`{allOf: [{type: string}, {type: string, maxLength: 5}]}`, "string-"},
		{`{allOf: [{type: string}, {enum: [x]}]}`, "Root.value-"},
		{`{allOf: [{$ref: "#/components/schemas/Letter"}, {type: string}]}`, "Letter-"},
		{`{allOf: [{$ref: "#/components/schemas/Letter"}, {enum: [a]}]}`, "Root.value-"},
		{`{allOf: [{$ref: "#/components/schemas/Code"}, {type: string, nullable: true}]}`, "string?-"},
		{`{allOf: [{type: number}, {type: integer}]}`, "integer-"},
		{`{allOf: [{type: string, format: date}, {type: string}]}`, "date-"},
		{`{allOf: [{type: [string, integer]}, {type: [integer, boolean]}]}`, "integer-"},
		{`{allOf: [{type: array, items: {type: number}}, {type: array, items: {type: integer}}]}`, "[integer]-"},
		{`{allOf: [{additionalProperties: {type: string}}, {additionalProperties: {format: date}}]}`, "{date}-"},
		{`{allOf: [{type: object}, {additionalProperties: {type: string}}]}`, "{string}-"},
		{`{allOf: [{$ref: "#/components/schemas/Base"}, {$ref: "#/components/schemas/Extended"}]}`, "Extended-"},
		{`{allOf: [{$ref: "#/components/schemas/Either"}, {required: [a]}]}`, "Root.value.Option 1-"},
		{`{allOf: [{$ref: "#/components/schemas/Either"}, {type: string, minLength: 1}]}`, "string-"},
		{`{type: object, properties: {b: {}}, anyOf: [{$ref: "#/components/schemas/Base"}, {$ref: "#/components/schemas/Extended"}]}`, "Root.value-"},
	} {
		a := mustParse(t, withSchemas(schemas+"    Root: {type: object, properties: {value: "+test.schema+"}}\n"))
		if got := shape(field(t, findType(t, a, "Root"), "value").Use); got != test.want {
			t.Errorf("%s: got %s, want %s", test.schema, got, test.want)
		}
	}
}

// A merge of schemas that contain each other ends.
func TestMergedRecursion(t *testing.T) {
	a := mustParse(t, withSchemas(`    Left: {type: object, properties: {next: {$ref: "#/components/schemas/Left"}, all: {type: array, items: {$ref: "#/components/schemas/Left"}}}}
    Right: {type: object, properties: {next: {$ref: "#/components/schemas/Right"}, all: {type: array, items: {$ref: "#/components/schemas/Right"}}}}
    Root: {allOf: [{$ref: "#/components/schemas/Left"}, {$ref: "#/components/schemas/Right"}]}
    Tree: {allOf: [{properties: {name: {type: string}}}, {oneOf: [{$ref: "#/components/schemas/Tree"}, {properties: {leaf: {$ref: "#/components/schemas/Tree"}}}]}]}
`))
	root := findType(t, a, "Root")
	if got := shape(field(t, root, "next").Use) + " " + shape(field(t, root, "all").Use); got != "Root-* [Root]-" {
		t.Errorf("members are %s", got)
	}
}

// Hostile descriptions multiply alternatives and nest parts.
func TestMergesAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 30 {
		fmt.Fprintf(&b, "    A%d: {oneOf: [{properties: {a%d: {allOf: [{$ref: '#/components/schemas/A%d'}, {properties: {x: {}}}]}}}, {properties: {b%d: {$ref: '#/components/schemas/A%d'}}}]}\n", i, i, (i+1)%30, i, (i+1)%30)
	}
	b.WriteString("    Root: {allOf: [")
	for i := range 30 {
		fmt.Fprintf(&b, "{$ref: '#/components/schemas/A%d'}, ", i)
	}
	b.WriteString("]}\n")
	if a, ds := parse(t, withSchemas(b.String())); a == nil {
		t.Error(ds.Err())
	}
}

func TestInheritance(t *testing.T) {
	a := mustParse(t, withSchemas(`    Root: {type: array, items: {$ref: "#/components/schemas/Animal"}}
    Animal: {type: object, required: [kind], discriminator: {propertyName: kind}, properties: {kind: {type: string}, friend: {$ref: "#/components/schemas/Animal"}}}
    Cat: {allOf: [{$ref: "#/components/schemas/Animal"}, {type: object, properties: {lives: {type: integer}}}]}
    Lion: {allOf: [{$ref: "#/components/schemas/Cat"}]}
    Dog: {allOf: [{$ref: "#/components/schemas/Animal"}, {type: object, properties: {kind: {const: dog}}}]}
`))
	animal := findType(t, a, "Animal")
	var got []string
	for _, v := range animal.Variants {
		got = append(got, fmt.Sprint(typeShape(v.Type), " ", v.Tags, " ", v.Known))
	}
	want := []string{"Cat [Cat] [kind friend lives]", "Lion [Lion] [kind friend lives]", "Dog [dog] [kind friend]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if friend := field(t, findType(t, a, "Cat"), "friend"); friend.Use.Type != animal {
		t.Errorf("the friend of a cat is a %s", shape(friend.Use))
	}
	if kind := field(t, findType(t, a, "Dog"), "kind"); kind.Doc.Constant != `"dog"` {
		t.Errorf("the kind of a dog is sent as %q", kind.Doc.Constant)
	}
}

// A description that declares no operations is for its schemas, in both directions. One with
// operations, ignored or not, has only those that they reach.
func TestComponentsAlone(t *testing.T) {
	const schemas = `
components: {schemas: {A: {type: object, required: [id], properties: {id: {type: string, readOnly: true}, b: {$ref: "#/components/schemas/B"}}}, B: {type: object}}}
`
	a := mustParse(t, "paths: {}"+schemas)
	if len(a.Types) != 1 || !a.Types[0].InRequest || !a.Types[0].InResponse || a.Types[0].Fields[0].Use.Required {
		t.Errorf("%+v", a.Types)
	}
	for _, ignore := range []string{"false", "true"} {
		a, _ := parse(t, `paths: {/a: {get: {operationId: a, x-speakeasy-ignore: `+ignore+`, responses: {"204": {description: x}}}}}`+schemas)
		if a != nil && len(a.Types) != 0 {
			t.Errorf("ignored %s: %+v", ignore, a.Types)
		}
	}
}
