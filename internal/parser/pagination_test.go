package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// pageShape formats pagination for comparison: the input, the list of items, the
// next page, and the number of pages.
func pageShape(p *api.Pagination) string {
	if p == nil {
		return "none"
	}
	input := "-"
	switch {
	case p.Parameter != nil:
		input = p.Parameter.Name
	case p.BodyField != nil:
		input = "body." + p.BodyField.Name
	}
	names := func(fields []*api.Field) string {
		var names []string
		for _, f := range fields {
			names = append(names, f.Name)
		}
		return strings.Join(names, ".")
	}
	return fmt.Sprintf("%s items:%s next:%s pages:%s", input, names(p.Items), names(p.Next), names(p.Pages))
}

func TestPages(t *testing.T) {
	const text = `paths:
  /pages:
    post:
      operationId: pages
      parameters:
        - {name: text, in: query, schema: {type: string}}
        - {name: number, in: query, schema: {type: integer}}
        - {name: list, in: query, schema: {type: array, items: {type: string}}}
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {text: {type: string}, number: {type: integer}}}}}}
      x-speakeasy-pagination: %s
      responses: {"200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/%s"}}}}}
components:
  schemas:
    Page: {type: object, properties: {others: {type: array, items: {type: string}}, data: {type: array, items: {type: string}}, next: {type: string}, meta: {$ref: "#/components/schemas/Meta"}}}
    Meta: {type: object, properties: {next: {type: string}, total: {type: integer}, list: {type: array, items: {type: string}}}}
    Bare: {type: object, properties: {next: {type: string}, total: {type: integer}, up: {$ref: "#/components/schemas/Bare"}}}
    List: {type: array, items: {type: string}}
`
	for _, test := range []struct {
		declared, result, want string
		warning                string
	}{
		{`{type: cursor, inputs: [{type: cursor, in: parameters, name: text}], outputs: {nextCursor: $.next}}`, "Page", "text items:data next:next pages:", ""},
		{`{type: cursor, inputs: [{type: cursor, in: requestBody, name: text}], outputs: {nextCursor: $.meta.next, results: $.others}}`, "Page", "body.text items:others next:meta.next pages:", ""},
		{`{type: cursor, inputs: [{type: cursor, in: parameters, name: text}], outputs: {nextCursor: $.next}}`, "Bare", "text items: next:next pages:", ""},
		{`{type: url, outputs: {nextUrl: $.next, results: $.meta.list}}`, "Page", "- items:meta.list next:next pages:", ""},
		{`{type: offsetLimit, inputs: [{type: offset, in: parameters, name: number}]}`, "Page", "number items:data next: pages:", ""},
		{`{type: offsetLimit, inputs: [{type: offset, in: requestBody, name: number}]}`, "Page", "body.number items:data next: pages:", ""},
		{`{type: offsetLimit, inputs: [{type: page, in: parameters, name: text}], outputs: {numPages: $.meta.total}}`, "Page", "text items:data next: pages:meta.total", ""},
		{`{type: offsetLimit, inputs: [{type: page, in: parameters, name: number}], outputs: {numPages: $.total}}`, "Bare", "number items: next: pages:total", ""},

		{`{type: magic}`, "Page", "none", "unknown pagination type"},
		{`{type: cursor, outputs: {nextCursor: $.next}}`, "Page", "none", "no input of type cursor"},
		{`{type: cursor, inputs: [{type: cursor, in: parameters, name: number}], outputs: {nextCursor: $.next}}`, "Page", "none", `"number" for the cursor`},
		{`{type: cursor, inputs: [{type: cursor, in: requestBody, name: number}], outputs: {nextCursor: $.next}}`, "Page", "none", `"number" for the cursor`},
		{`{type: offsetLimit, inputs: [{type: offset, in: parameters, name: list}]}`, "Page", "none", `"list" for the offset`},
		{`{type: cursor, inputs: [{type: cursor, in: parameters, name: text}], outputs: {nextCursor: $.meta.total}}`, "Page", "none", "outputs.nextCursor is not a string"},
		{`{type: cursor, inputs: [{type: cursor, in: parameters, name: text}], outputs: {nextCursor: $.next.next}}`, "Page", "none", "outputs.nextCursor is not a string"},
		{`{type: cursor, inputs: [{type: cursor, in: parameters, name: text}], outputs: {nextCursor: next}}`, "Page", "none", "outputs.nextCursor is not a string"},
		{`{type: url, outputs: {nextUrl: $.up.next}}`, "Bare", "none", "outputs.nextUrl is not a string"},
		{`{type: url, outputs: {nextUrl: $.next, results: $.meta}}`, "Page", "none", "outputs.results is not a list"},
		{`{type: offsetLimit, inputs: [{type: page, in: parameters, name: number}], outputs: {numPages: $.next}}`, "Page", "none", "outputs.numPages is not a number"},
		{`{type: offsetLimit, inputs: [{type: offset, in: parameters, name: number}]}`, "Bare", "none", "no stop rule"},
		{`{type: url, outputs: {nextUrl: $.next}}`, "List", "none", "not a JSON object"},
	} {
		a, ds := parse(t, fmt.Sprintf(text, test.declared, test.result))
		if a == nil {
			t.Fatal(ds.Err())
		}
		if got := pageShape(a.Operations()[0].Pagination); got != test.want {
			t.Errorf("%s of %s: %s, want %s", test.declared, test.result, got, test.want)
		}
		var said string
		for _, d := range ds.All() {
			said += d.Code + " " + d.Message
		}
		if (said == "") != (test.warning == "") || !strings.Contains(said, test.warning) || said != "" && !strings.HasPrefix(said, "bad-pagination ") {
			t.Errorf("%s of %s: %q, want %q", test.declared, test.result, said, test.warning)
		}
	}
}

// Extensions among responses are not statuses.
func TestExtensionsAmongResponses(t *testing.T) {
	a := mustParse(t, `paths:
  /a: {get: {operationId: a, responses: {x-note: {a: 1}, "204": {description: Ok.}, x-other: text}}}
`)
	if op := a.Operations()[0]; len(op.Results) != 1 || len(op.Errors) != 0 {
		t.Errorf("%d results and %d errors", len(op.Results), len(op.Errors))
	}
}
