package openapi_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

func parse(t testing.TB, in string) *document.Document {
	t.Helper()
	var ds diag.List
	doc := document.Parse("a.yaml", []byte(in), &ds)
	if doc == nil {
		t.Fatalf("%s\n%v", in, ds.Err())
	}
	return doc
}

func summary(ds *diag.List) []string {
	var lines []string
	for _, d := range ds.All() {
		s := fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Column, d.Code, d.Message)
		if d.Hint != "" {
			s += " (" + d.Hint + ")"
		}
		for _, r := range d.Related {
			s += fmt.Sprintf(" [%d:%d %s]", r.Pos.Line, r.Pos.Column, r.Message)
		}
		lines = append(lines, s)
	}
	return lines
}

func refFaults(t *testing.T, in string) ([]string, *diag.List) {
	t.Helper()
	var ds diag.List
	openapi.CheckRefs(parse(t, in).Root, &ds)
	return summary(&ds), &ds
}

func TestCheckRefs(t *testing.T) {
	const schemas = "components:\n  schemas:\n    Employee: {type: object}\n    Employees: {type: array}\n  responses:\n    Gone: {description: x}\nwebhooks:\n"
	tests := []struct {
		name, in string
		want     []string
	}{
		{"sound", schemas + " a: {$ref: '#/components/schemas/Employee'}\n b: {$ref: '#'}\n c: {$ref: '#/components/schemas/Employee/type'}", nil},
		{"escapes", "paths:\n  /a/{id}~: {get: {x: 1}}\nwebhooks: {a: {$ref: '#/paths/~1a~1%7Bid%7D~0/get'}, b: {$ref: '#/paths/~1a~1{id}~0'}}", nil},
		{"missing, all of them", schemas + " a: {$ref: '#/components/schemas/Employe'}\n b: {$ref: '#/components/schemas/employees'}\n c: {$ref: '#/components/schemas/Zebra'}", []string{
			`8:12 missing-ref "#/components/schemas/Employe" does not exist (did you mean "#/components/schemas/Employee"?)`,
			`9:12 missing-ref "#/components/schemas/employees" does not exist (did you mean "#/components/schemas/Employees"?)`,
			`10:12 missing-ref "#/components/schemas/Zebra" does not exist`,
		}},
		{"missing on the way", schemas + " a: {$ref: '#/component/schemas/Employee'}\n b: {$ref: '#/definitions/Employee'}\n c: {$ref: '#/components/schema/Other'}", []string{
			`8:12 missing-ref "#/component/schemas/Employee" does not exist (did you mean "#/components/schemas/Employee"?)`,
			`9:12 missing-ref "#/definitions/Employee" does not exist ("#/definitions" does not exist either)`,
			`10:12 missing-ref "#/components/schema/Other" does not exist (did you mean "#/components/schemas"?)`,
		}},
		{"outside", schemas + " a: {$ref: './other.yaml#/a'}\n b: {$ref: 'https://example.com/x'}\n c: {$ref: Employee}\n d: {$ref: '/components/schemas/Employee'}\n e: {$ref: ''}", []string{
			`8:12 external-ref "./other.yaml#/a" points outside the document (add that document to the sources`,
			`9:12 external-ref "https://example.com/x"`,
			`10:12 external-ref "Employee"`,
			`11:12 external-ref "/components/schemas/Employee" points outside the document (did you mean "#/components/schemas/Employee"?)`,
			`12:12 external-ref ""`,
		}},
		{"no references", "webhooks:\n a: {$ref: 1}\n b: {$ref: {c: d}}\n c:\n  $ref:\n d: {$ref: '#anchor'}\n e: {$ref: '#/a~2'}", []string{
			"2:12 bad-ref a $ref must be a string, not a number", "3:12 bad-ref a $ref must be a string, not a mapping", "5:8 bad-ref a $ref must be a string, not a null",
			`6:12 bad-ref "#anchor" is not a JSON pointer (write`, `7:12 bad-ref "#/a~2" is not a JSON pointer`,
		}},
		{"cycles", "webhooks:\n a: {$ref: '#/webhooks/b'}\n b: {$ref: '#/webhooks/a'}\n c: {$ref: '#/webhooks/c'}\n d: {$ref: '#/webhooks/a'}\n e: {$ref: '#/webhooks/f'}\n f: {get: {$ref: '#/webhooks/e'}}", []string{
			`2:12 ref-cycle "#/webhooks/b" refers to itself: #/webhooks/b -> #/webhooks/a -> #/webhooks/b (replace one of these references with the intended value) [3:12 refers to "#/webhooks/a"]`,
			`3:12 ref-cycle "#/webhooks/a" refers to itself: #/webhooks/a -> #/webhooks/b -> #/webhooks/a (replace one of these references with the intended value) [2:12 refers to "#/webhooks/b"]`,
			`4:12 ref-cycle "#/webhooks/c" refers to itself: #/webhooks/c -> #/webhooks/c (`,
		}},
		{"chain that ends in a missing target", "webhooks:\n a: {$ref: '#/webhooks/b'}\n b: {$ref: '#/webhooks/c'}", []string{`3:12 missing-ref "#/webhooks/c"`}},
		{"siblings are walked too", "components: {schemas: {a: {$ref: '#/components/schemas/b', properties: {c: {$ref: '#/x'}}}, b: {}}}", []string{`1:83 missing-ref "#/x"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := refFaults(t, tt.in)
			for i := range max(len(got), len(tt.want)) {
				if i >= len(got) || i >= len(tt.want) || !strings.HasPrefix(got[i], tt.want[i]) {
					t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
				}
			}
		})
	}
}

// Only the role of a node decides whether a "$ref" is a reference. Those to
// "#/bad…" must be reported, those to "#/data" must not.
func TestCheckRefsKnowsData(t *testing.T) {
	in := `
x-top: {$ref: '#/data'}
paths:
  x-paths: {$ref: '#/data'}
  /a:
    $ref: '#/bad01'
    parameters: [{$ref: '#/bad02'}, {name: p, schema: {default: {$ref: '#/data'}}}]
    get:
      x-op: [{$ref: '#/data'}]
      responses:
        x-responses: {$ref: '#/data'}
        default: {$ref: '#/bad03'}
        200:
          headers: {x-rate: {$ref: '#/bad04'}, example: {$ref: '#/bad05'}}
          content:
            application/json:
              schema:
                $ref: '#/bad06'
                example: {$ref: '#/data'}
                examples: [{$ref: '#/data'}]
                default: {$ref: '#/data'}
                enum: [{$ref: '#/data'}]
                const: {$ref: '#/data'}
                x-schema: {$ref: '#/data'}
                allOf: [{$ref: '#/bad07'}, {not: {$ref: '#/bad08'}}]
                additionalProperties: {$ref: '#/bad09'}
                properties:
                  $ref: {$ref: '#/bad10'}
                  example: {$ref: '#/bad11'}
                  default: {items: {$ref: '#/bad12'}}
                  x-prop: {$ref: '#/bad13'}
                  properties: {properties: {enum: {$ref: '#/bad14'}, a: {enum: [{$ref: '#/data'}]}}}
                  paths: {properties: {responses: {$ref: '#/bad15'}}}
                patternProperties: {const: {$ref: '#/bad16'}}
                $defs: {const: {$ref: '#/bad17'}}
                definitions: {x-y: {$ref: '#/bad18'}}
                dependentSchemas: {enum: {$ref: '#/bad19'}}
                discriminator: {mapping: {$ref: '#/data'}}
              example: {$ref: '#/data'}
              examples:
                value: {$ref: '#/bad20'}
                b: {value: {$ref: '#/data'}, x-z: {$ref: '#/data'}}
              encoding: {default: {headers: {H: {$ref: '#/bad21'}}}}
          links:
            default: {$ref: '#/bad37'}
            b: {parameters: {id: {$ref: '#/data'}, $ref: '#/data'}, requestBody: {$ref: '#/data'}, server: {x-a: {$ref: '#/data'}}}
      callbacks:
        default: {'{$request.body#/url}': {post: {requestBody: {$ref: '#/bad22'}}}}
        named: {$ref: '#/bad23'}
        b: {x-c: {$ref: '#/data'}}
      externalDocs: {$ref: '#/data'}
      security: [{$ref: '#/data'}]
    post: {$ref: '#/bad38'}
    additionalOperations: {COPY: {parameters: [{$ref: '#/bad39'}]}}
    query: {requestBody: {content: {a/b: {itemSchema: {$ref: '#/bad40'}, itemEncoding: {headers: {H: {$ref: '#/bad41'}}}}, c/d: {$ref: '#/bad42'}}}}
webhooks: {default: {$ref: '#/bad24'}}
components:
  x-components: {$ref: '#/data'}
  schemas: {default: {$ref: '#/bad25'}, $ref: {example: {$ref: '#/data'}}, x-a: {$ref: '#/bad26'}}
  responses: {x-a: {$ref: '#/bad27'}}
  parameters: {example: {$ref: '#/bad28', schema: {$ref: '#/bad29'}}}
  examples: {value: {value: {$ref: '#/data'}}, r: {$ref: '#/bad30'}}
  requestBodies: {enum: {$ref: '#/bad31'}}
  securitySchemes: {s: {$ref: '#/bad32'}}
  pathItems: {p: {$ref: '#/bad33'}}
  headers: {h: {$ref: '#/bad34'}}
  links: {l: {$ref: '#/bad35'}}
  callbacks: {c: {$ref: '#/bad36'}}
  mediaTypes: {m: {$ref: '#/bad43'}}
info: {$ref: '#/data', contact: {$ref: '#/data'}}
tags: [{$ref: '#/data'}]
servers: [{$ref: '#/data', variables: {v: {default: {$ref: '#/data'}, enum: [{$ref: '#/data'}]}}}]
other: {$ref: '#/data'}
`
	_, ds := refFaults(t, in)
	doc := parse(t, in)
	reported := map[string]bool{}
	for _, d := range ds.All() {
		n := doc.Root.At(d.Pointer)
		if n == nil || n.Pos != d.Pos || !strings.HasSuffix(d.Pointer, "/$ref") {
			t.Errorf("%v: the pointer %q is wrong", d, d.Pointer)
			continue
		}
		reported[n.Value] = true
	}
	if reported["#/data"] {
		t.Errorf("data was taken for a reference: %q", summary(ds))
	}
	count := strings.Count(in, "#/bad")
	for i := 1; i <= count; i++ {
		if name := fmt.Sprintf("#/bad%02d", i); !reported[name] {
			t.Errorf("%s was not reported", name)
		}
	}
}

// The time for a long chain must be linear.
func TestCheckRefsLongChain(t *testing.T) {
	var b strings.Builder
	const n = 20_000
	b.WriteString("webhooks:\n")
	for i := range n {
		fmt.Fprintf(&b, " a%d: {$ref: '#/webhooks/a%d'}\n", i, i+1)
	}
	fmt.Fprintf(&b, " a%d: {}\n", n)
	if got, _ := refFaults(t, b.String()); len(got) != 0 {
		t.Errorf("got %.200q", got)
	}
	b.Reset()
	b.WriteString("webhooks:\n")
	for i := range 10 {
		fmt.Fprintf(&b, " a%d: {$ref: '#/webhooks/a%d'}\n", i, (i+1)%10)
	}
	got, _ := refFaults(t, b.String())
	if len(got) != 10 || !strings.Contains(got[0], "#/webhooks/a8 -> … -> #/webhooks/a1 (") {
		t.Errorf("got %q", got)
	}
}
