package parser

import (
	"fmt"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// What is asked of a value is known where no property says it: of items, members and
// variants. Rules that only one of two merged variants has are not those of both.
func TestRules(t *testing.T) {
	a, _ := parse(t, `
paths:
  /a:
    post:
      operationId: a
      tags: [A]
      parameters:
      - {name: sort, in: query, schema: {type: string, enum: [up, down]}, x-speakeasy-unknown-values: allow}
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}
      responses: {"204": {description: Done.}}
components:
  schemas:
    A:
      type: object
      additionalProperties: false
      properties:
        ids: {type: array, items: {type: string, format: uuid, minLength: 3}}
        by_name: {type: object, additionalProperties: {type: integer, maximum: 9}}
        both: {oneOf: [{type: string, pattern: ^a}, {type: string, pattern: ^b}, {type: integer, minimum: 1}]}
        color: {type: string, enum: [red], x-speakeasy-unknown-values: allow}
        colors: {type: array, items: {type: string, enum: [red]}, x-speakeasy-unknown-values: allow}
        level: {type: string, enum: [low]}
        merged: {allOf: [{type: object, additionalProperties: false, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}
        patterned: {type: object, additionalProperties: false, patternProperties: {^x: {}}, properties: {a: {type: string}}}
        free: {type: object, additionalProperties: true, properties: {a: {type: string}}}
`)
	o := a.Operations()[0]
	fields := map[string]*api.Type{"sort": o.Parameters[0].Use.Type, "A": o.Body.Use.Type}
	for _, f := range o.Body.Use.Type.Fields {
		fields[f.Name] = f.Use.Type
	}
	got := fmt.Sprintln(
		fields["ids"].Elem.Type.Rules, fields["by_name"].Elem.Type.Rules, fields["both"].Variants[0].Type.Rules, fields["both"].Variants[1].Type.Rules,
	)
	if want := "{uuid [{minLength 3 false}]} { [{maximum 9 false}]} { []} { [{minimum 1 false}]}\n"; got != want {
		t.Errorf("rules %s want %s", got, want)
	}
	for name, want := range map[string]bool{"sort": true, "color": true, "level": false} {
		if fields[name].Open != want {
			t.Errorf("%s is open: %v", name, !want)
		}
	}
	if fields["colors"].Elem.Type.Open {
		t.Error("a list that is marked opens the enum of its items")
	}
	for name, want := range map[string]api.Undeclared{
		"A": api.UndeclaredRefused, "merged": api.UndeclaredUnsaid, "patterned": api.UndeclaredAdmitted, "free": api.UndeclaredAdmitted,
	} {
		if got := fields[name].Undeclared; got != want {
			t.Errorf("undeclared members of %s: %s, want %s", name, got, want)
		}
	}
}
