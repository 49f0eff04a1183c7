package document

import (
	"fmt"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func refFaults(t *testing.T, in string) ([]string, *diag.List) {
	t.Helper()
	var ds diag.List
	CheckRefs(mustParse(t, "a.yaml", in).Root, &ds)
	return summary(&ds), &ds
}

func TestCheckRefs(t *testing.T) {
	const schemas = "components:\n  schemas:\n    Employee: {type: object}\n    Employees: {type: array}\n  responses:\n    Gone: {description: x}\n"
	tests := []struct {
		name, in string
		want     []string
	}{
		{"sound", schemas + "a: {$ref: '#/components/schemas/Employee'}\nb: {$ref: '#'}\nc: {$ref: '#/components/schemas/Employee/type'}", nil},
		{"escapes", "paths:\n  /a/{id}~: {get: {x: 1}}\nb: [{$ref: '#/paths/~1a~1%7Bid%7D~0/get'}, {$ref: '#/paths/~1a~1{id}~0'}]", nil},
		{"missing, all of them", schemas + "a: {$ref: '#/components/schemas/Employe'}\nb: {$ref: '#/components/schemas/employees'}\nc: {$ref: '#/components/schemas/Zebra'}", []string{
			`7:11 missing-ref "#/components/schemas/Employe" does not exist (did you mean "#/components/schemas/Employee"?)`,
			`8:11 missing-ref "#/components/schemas/employees" does not exist (did you mean "#/components/schemas/Employees"?)`,
			`9:11 missing-ref "#/components/schemas/Zebra" does not exist`,
		}},
		{"missing on the way", schemas + "a: {$ref: '#/component/schemas/Employee'}\nb: {$ref: '#/definitions/Employee'}\nc: {$ref: '#/components/schema/Other'}", []string{
			`7:11 missing-ref "#/component/schemas/Employee" does not exist (did you mean "#/components/schemas/Employee"?)`,
			`8:11 missing-ref "#/definitions/Employee" does not exist ("#/definitions" does not exist either)`,
			`9:11 missing-ref "#/components/schema/Other" does not exist (did you mean "#/components/schemas"?)`,
		}},
		{"outside", schemas + "a: {$ref: './other.yaml#/a'}\nb: {$ref: 'https://example.com/x'}\nc: {$ref: Employee}\nd: {$ref: '/components/schemas/Employee'}\ne: {$ref: ''}", []string{
			`7:11 external-ref "./other.yaml#/a" points outside of the document (add that document to the sources`,
			`8:11 external-ref "https://example.com/x"`,
			`9:11 external-ref "Employee"`,
			`10:11 external-ref "/components/schemas/Employee" points outside of the document (did you mean "#/components/schemas/Employee"?)`,
			`11:11 external-ref ""`,
		}},
		{"no references", "a: {$ref: 1}\nb: {$ref: {c: d}}\nc:\n  $ref:\nd: {$ref: '#anchor'}\ne: {$ref: '#/a~2'}", []string{
			"1:11 bad-ref a $ref must be a string, not a number", "2:11 bad-ref a $ref must be a string, not a mapping", "4:8 bad-ref a $ref must be a string, not a null",
			`5:11 bad-ref "#anchor" is not a JSON pointer (write`, `6:11 bad-ref "#/a~2" is not a JSON pointer`,
		}},
		{"cycles", "a: {$ref: '#/b'}\nb: {$ref: '#/a'}\nc: {$ref: '#/c'}\nd: {$ref: '#/a'}\ne: {$ref: '#/f'}\nf: {g: {$ref: '#/e'}}", []string{
			`1:11 ref-cycle "#/b" only leads back to itself: #/b -> #/a -> #/b (replace one of these references by what is meant) [2:11 leads on to "#/a"]`,
			`2:11 ref-cycle "#/a" only leads back to itself: #/a -> #/b -> #/a (replace one of these references by what is meant) [1:11 leads on to "#/b"]`,
			`3:11 ref-cycle "#/c" only leads back to itself: #/c -> #/c (`,
		}},
		{"chain that ends in a missing target", "a: {$ref: '#/b'}\nb: {$ref: '#/c'}", []string{`2:11 missing-ref "#/c"`}},
		{"siblings are walked too", "a: {$ref: '#/b', properties: {c: {$ref: '#/x'}}}\nb: {}", []string{`1:41 missing-ref "#/x"`}},
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

// What is a reference depends on where it stands. Each reference here is
// marked: those to "#/bad…" must be reported, those to "#/data" must not.
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
                  paths: {responses: {$ref: '#/bad15'}}
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
      callbacks:
        default: {'{$request.body#/url}': {post: {requestBody: {$ref: '#/bad22'}}}}
        named: {$ref: '#/bad23'}
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
`
	_, ds := refFaults(t, in)
	doc := mustParse(t, "a.yaml", in)
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

// A long chain must not take more than the time to read it.
func TestCheckRefsLongChain(t *testing.T) {
	var b strings.Builder
	const n = 20_000
	for i := range n {
		fmt.Fprintf(&b, "a%d: {$ref: '#/a%d'}\n", i, i+1)
	}
	fmt.Fprintf(&b, "a%d: {}\n", n)
	if got, _ := refFaults(t, b.String()); len(got) != 0 {
		t.Errorf("got %.200q", got)
	}
	got, _ := refFaults(t, "a0: {$ref: '#/a1'}\na1: {$ref: '#/a2'}\na2: {$ref: '#/a3'}\na3: {$ref: '#/a4'}\na4: {$ref: '#/a5'}\n"+
		"a5: {$ref: '#/a6'}\na6: {$ref: '#/a7'}\na7: {$ref: '#/a8'}\na8: {$ref: '#/a9'}\na9: {$ref: '#/a0'}")
	if len(got) != 10 || !strings.Contains(got[0], "#/a8 -> … -> #/a1 (") {
		t.Errorf("got %q", got)
	}
}
