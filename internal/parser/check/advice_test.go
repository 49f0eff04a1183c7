package check

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
)

const loose = `openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a/{a-id}:
    get:
      operationId: a
      parameters:
        - {name: a-id, in: path, required: true, schema: {type: number}}
        - {name: user_id, in: query, schema: {type: number}}
        - {name: page, in: query, example: 2, schema: {type: [number, "null"]}}
        - {name: rate, in: query, example: 0.5, schema: {type: number}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    First: {type: object, properties: {name: {type: string}, id: {type: number, nullable: true}, groupID: {type: number}, count: {type: number, examples: [1, 2]}}}
    Second: {type: object, properties: {statusCode: {type: number, example: 200}, size: {type: number, example: 1}}}
    Third: {type: array, items: {type: object, properties: {"user's id": {type: string}, ownerId: {type: number}}}}
    Exact:
      type: object
      properties:
        id: {type: integer}
        other_id: {type: number, format: double}
        level_id: {type: number, enum: [1, 2]}
        step_id: {type: number, multipleOf: 0.5}
        part_id: {type: number, example: 1.5}
        paid: {type: number}
        amount: {type: number, examples: [1, 1.5]}
        texts: {type: number, example: "1"}
        oid: {type: string}
        mixed_id: {type: [number, string]}
`

// Numbers that seem to be integers are found once a schema, and the override that the
// hint shows takes the finding away.
func TestIntegralNumbers(t *testing.T) {
	var ds diag.List
	doc := document.Parse("api.yaml", []byte(loose), &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	target := regexp.MustCompile(`\{target: "(.*)", type: int64\}`)
	var got []string
	for range 10 {
		var found diag.List
		Advise(doc.Root, &found)
		var overrides []override.Override
		for _, d := range found.All() {
			node := doc.Root.At(d.Pointer)
			if d.Code != "integral-number" || d.Severity != diag.Warning || node == nil || node.Pos != d.Pos {
				t.Fatalf("%v at %q", d, d.Pointer)
			}
			got = append(got, fmt.Sprintf("%d %s", d.Pos.Line, d.Message))
			match := target.FindStringSubmatch(d.Hint)
			if match == nil {
				t.Fatalf("hint %q", d.Hint)
			}
			overrides = append(overrides, override.Override{Target: diag.Text{Value: match[1]}, Type: diag.Text{Value: "int64"}})
		}
		if len(overrides) == 0 {
			break
		}
		override.Apply(doc.Root, overrides, &ds)
	}
	if err := ds.Err(); err != nil {
		t.Error(err)
	}
	want := []string{
		`9 the parameter "user_id" is a number, and an identifier by its name`,
		`10 the parameter "page" is a number whose examples are all integers`,
		`15 the property "id" is a number, and an identifier by its name; so are 2 others of the schema`,
		`16 the property "statusCode" is a number whose examples are all integers; so is another one of the schema`,
		`17 the property "ownerId" is a number, and an identifier by its name`,
		`15 the property "groupID" is a number, and an identifier by its name; so is another one of the schema`,
		`16 the property "size" is a number whose examples are all integers`,
		`15 the property "count" is a number whose examples are all integers`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
