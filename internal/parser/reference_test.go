package parser

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// A type has the same name whether it is resolved first at its declaration or by a reference.
func TestReferencesIntoSchemas(t *testing.T) {
	a := mustParse(t, withSchemas(`
    Root:
      type: object
      properties:
        property: {$ref: "#/components/schemas/Whole/properties/part"}
        item: {$ref: "#/components/schemas/Whole/properties/list/items"}
        option: {$ref: "#/components/schemas/Whole/properties/choice/oneOf/0"}
        titled: {$ref: "#/components/schemas/Whole/properties/choice/oneOf/1"}
        member: {$ref: "#/components/schemas/Whole/additionalProperties"}
        definition: {$ref: "#/components/schemas/Whole/$defs/inner"}
        whole: {$ref: "#/components/schemas/Whole"}
        joined: {$ref: "#/components/schemas/Joined"}
    Whole:
      type: object
      $defs:
        inner: {type: object, properties: {a: {type: string}}}
      additionalProperties: {type: object, properties: {b: {type: string}}}
      properties:
        part: {type: object, properties: {c: {type: string}}}
        list: {type: array, items: {type: object, properties: {d: {type: string}}}}
        choice:
          oneOf:
          - {type: object, required: [e], properties: {e: {type: string}}}
          - {title: Other, type: object, required: [f], properties: {f: {type: string}}}
    Joined:
      allOf:
      - {$ref: "#/components/schemas/Whole"}
      - {type: object, properties: {g: {type: object, properties: {h: {type: string}}}}}
`))
	paths := map[string]bool{}
	for _, typ := range a.Types {
		if typ.Kind != api.Object {
			continue
		}
		path := strings.Join(typ.Path, "/")
		if paths[path] {
			t.Errorf("two types have the path %s", path)
		}
		paths[path] = true
	}
	for _, want := range []string{
		"Whole/inner", "Whole/Value", "Whole/part", "Whole/list", "Whole/choice/Option 1", "Whole/choice/Other", "Joined/g",
	} {
		if !paths[want] {
			t.Errorf("no type has the path %s", want)
		}
	}
}

// A path item can refer to another one and have siblings.
func TestPathItemReference(t *testing.T) {
	a := mustParse(t, `paths:
  /a:
    $ref: "#/components/pathItems/Shared"
    parameters: [{name: p, in: query, schema: {type: integer}}, {name: r, in: query, schema: {type: string}}]
    post: {operationId: own, responses: {"204": {description: Ok.}}}
    put: {operationId: mine, responses: {"204": {description: Ok.}}}
components:
  pathItems:
    Shared:
      parameters: [{name: p, in: query, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
      get: {operationId: shared, responses: {"204": {description: Ok.}}}
      put: {operationId: theirs, responses: {"204": {description: Ok.}}}
`)
	var got []string
	for _, op := range a.Operations() {
		line := op.ID
		for _, p := range op.Parameters {
			line += " " + p.Name + ":" + typeShape(p.Use.Type)
		}
		got = append(got, line)
	}
	want := []string{"own p:integer r:string q:string", "mine p:integer r:string q:string", "shared p:integer r:string q:string"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
