package parser

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Each finding has its exact position, marked with ^.
func TestDiagnostics(t *testing.T) {
	ok := `responses: {"204": {description: Ok.}}`
	for _, test := range []struct {
		name, text string
		codes      []string // in the order of the marks
	}{
		{"operation id twice", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
  /b: {get: {operationId: ^a, ` + ok + `}}
`, []string{"duplicate-operation-id"}},
		{"one operation at several paths", `paths:
  /a: {get: &a {operationId: a, ` + ok + `}, put: {operationId: b, ` + ok + `}}
  ^^/b: {$ref: "#/paths/~1a"}
  ^/c: {get: *a}
`, []string{"duplicate-operation-id", "duplicate-operation-id", "duplicate-operation-id"}},
		{"no operation id", `paths:
  /a: {get: ^{` + ok + `}}
`, []string{"missing-operation-id"}},
		{"undefined scheme", `paths:
  /a: {get: {operationId: a, security: [{^nobody: []}], ` + ok + `}}
`, []string{"undefined-security-scheme"}},
		{"schemes of one header", `security: [{basic: [], ^bearer: []}]
paths:
  /a: {get: {operationId: a, ` + ok + `}}
  /b: {get: {operationId: b, ` + ok + `}}
  /c: {get: {operationId: c, security: [{basic: [], key: [], ^plain: []}, {bearer: [], oauth: [], key: []}], ` + ok + `}}
components:
  securitySchemes:
    basic: {type: http, scheme: basic}
    bearer: {type: http, scheme: bearer}
    oauth: {type: openIdConnect, openIdConnectUrl: https://example.com}
    key: {type: apiKey, in: header, name: X-Key}
    plain: {type: apiKey, in: header, name: authorization}
`, []string{"security-conflict", "security-conflict"}},
		{"unknown scheme", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components: {securitySchemes: {^odd: {type: mutualTLS}}}
`, []string{"unsupported-security-scheme"}},
		{"no description", `paths:
  /a: {get: {operationId: a, responses: {"204": ^{}}}}
`, []string{"missing-response-description"}},
		{"bad status", `paths:
  /a: {get: {operationId: a, responses: {"204": {description: Ok.}, ^"2000": {description: No.}}}}
`, []string{"bad-status"}},
		{"bad default and examples", `paths:
  /a:
    get:
      operationId: a
      parameters: [{name: q, in: query, example: ^x, schema: {type: integer, default: ^yes}}]
      ` + ok + `
components:
  schemas:
    A: {type: object, properties: {b: {type: array, items: {enum: [x]}, example: ^[z]}}}
    C: {allOf: [{type: object, properties: {d: {type: string}}}], example: ^{d: 1}}
`, []string{"bad-example", "bad-default", "bad-example", "bad-example"}},
		{"unknown extension", `paths:
  /a: {get: {operationId: a, ^x-speakeasy-magic: true, ` + ok + `}}
`, []string{"unknown-extension"}},
		{"deprecations that cannot be told", `paths:
  /a: {get: {operationId: a, deprecated: true, ^x-speakeasy-deprecation-message: [b], ^x-speakeasy-deprecation-replacement: c, ` + ok + `}}
  /b: {get: {operationId: b, deprecated: true, x-speakeasy-deprecation-replacement: a, ` + ok + `}}
components:
  schemas:
    A: {type: object, ^x-deprecated-message: Use B., properties: {x-deprecation-message: {type: string, deprecated: true, ^x-deprecation-message: 1}}}
`, []string{"bad-deprecation", "bad-deprecation", "bad-deprecation", "bad-deprecation"}},
		{"duplicate and mixed values", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {type: string, enum: [a, ^a]}
    B: ^{enum: [a, 1]}
    C: {enum: [^{a: 1}]}
`, []string{"duplicate-enum", "mixed-enum", "structured-enum"}},
		{"null that the type rules out", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {type: array, items: {type: string, enum: [a, ^null, b]}}
    B: {type: string, enum: [^null]}
    C: {type: object, properties: {a: {type: integer, enum: [1, ^null, null]}}}
    D: {type: string, nullable: true, enum: [a, null]}
    E: {type: [string, "null"], enum: [a, null]}
    F: {enum: [a, null]}
    G: {type: string, enum: [a, "null"], example: a, x-of: {type: string, enum: [null]}}
`, []string{"null-in-enum", "null-in-enum", "null-in-enum"}},
		{"keywords without a type", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {type: object, ^patternProperties: {a: {}}, ^if: {}}
`, []string{"unsupported-keyword", "unsupported-keyword"}},
		{"required without a property", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {type: object, required: [b, ^c], properties: {b: {}}}
`, []string{"required-undeclared"}},
		{"cycles", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {oneOf: [{type: string}, {$ref: "#/components/schemas/A"}]}
    B: {allOf: [^{$ref: "#/components/schemas/B"}, {properties: {a: {}}}]}
    C: ^{oneOf: [{$ref: "#/components/schemas/C"}]}
    D: ^{oneOf: [{$ref: "#/components/schemas/D"}, {$ref: "#/components/schemas/D"}]}
    E: {oneOf: [{type: string}, {$ref: "#/components/schemas/F"}]}
    F: {oneOf: [{type: integer}, {$ref: "#/components/schemas/E"}]}
`, []string{"schema-cycle", "schema-cycle", "schema-cycle"}},
		{"values without an end", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    Self: {type: object, required: [self], properties: {self: ^{$ref: "#/components/schemas/Self"}}}
    Holder: {type: object, required: [self], properties: {self: {$ref: "#/components/schemas/Self"}}}
    Chicken: {type: object, required: [egg], properties: {egg: ^{$ref: "#/components/schemas/Egg"}}}
    Egg: {allOf: [{$ref: "#/components/schemas/Shell"}, {type: object, required: [chicken]}]}
    Shell: {type: object, properties: {chicken: {$ref: "#/components/schemas/Chicken"}}}
    Left: {type: object, required: [next], properties: {next: ^{$ref: "#/components/schemas/Either"}}}
    Right: {type: object, required: [next], properties: {next: {type: array, minItems: 1, items: {$ref: "#/components/schemas/Either"}}}}
    Either: {oneOf: [{$ref: "#/components/schemas/Left"}, {$ref: "#/components/schemas/Right"}]}
    Full: ^{type: array, minItems: 2, items: {$ref: "#/components/schemas/Full"}}
    Members: ^{type: object, minProperties: 1, additionalProperties: {$ref: "#/components/schemas/Members"}}
    Fine: {type: object, required: [list, map, none, either], properties: {
      list: {type: array, minItems: 0, items: {$ref: "#/components/schemas/Fine"}}, map: {type: object, additionalProperties: {$ref: "#/components/schemas/Fine"}},
      none: {oneOf: [{$ref: "#/components/schemas/Fine"}, {type: "null"}]}, either: {oneOf: [{$ref: "#/components/schemas/Fine"}, {type: string}]},
      optional: {$ref: "#/components/schemas/Fine"}}}
`, []string{"endless-schema", "endless-schema", "endless-schema", "endless-schema", "endless-schema"}},
		{"what nobody calls", `webhooks: {w: {servers: [{url: https://w.example.com}], post: ^{operationId: w, ` + ok + `, callbacks: {c: {"{$url}": {}}}}}}
components: {callbacks: {c: {"{$url}": {servers: [{url: https://d.example.com}], post: {` + ok + `}}}}}
paths:
  /a:
    servers: [{url: https://a.example.com}]
    get: {operationId: a, ` + ok + `, servers: [{url: https://b.example.com}]}
    post: {operationId: b, ` + ok + `, ^callbacks: {c: {"{$url}": {post: {servers: [{url: https://c.example.com}], ` + ok + `}}}}}
`, []string{"webhooks-left-out", "callbacks-left-out"}},
		{"servers without an address", `servers:
- ^{url: /v1}
- ^{url: example.com}
- {url: "https://{host}/", variables: {host: {default: a.example.com}}}
paths:
  /a: {get: {operationId: a, ` + ok + `}, servers: [^{url: /v2}, ^{url: "{a}"}]}
`, []string{"unusable-server", "unusable-server", "relative-server", "unusable-server"}},
		{"base type", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {type: object, ^discriminator: {propertyName: b}, properties: {b: {type: string}}}
    B: {discriminator: {propertyName: b}, oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/C"}]}
    C: {type: object, properties: {b: {type: string}}}
`, []string{"discriminator-without-variants"}},
		{"JSON of several schemas", `paths:
  /a: {get: {operationId: a, responses: {"200": {description: Ok., content: {^application/hal+json: {schema: {type: array, items: {}}}, application/json: {schema: {type: object}}, text/json: {schema: {type: object}}}}}}}
`, []string{"content-left-out"}},
		{"beside a reference", `paths:
  /a:
    get:
      operationId: a
      parameters: [{$ref: "#/components/parameters/p", ^required: true, description: Read.}]
      ` + ok + `
components:
  parameters: {p: {name: p, in: query, schema: {$ref: "#/components/schemas/A", description: Read., nullable: true, default: a}}}
  schemas:
    A: {type: string, default: b, x-of: {$ref: 1, enum: 2}}
    B: {$ref: "#/components/schemas/A", ^enum: [a], type: string}
    C: {type: object, properties: {$ref: {type: string}, enum: {type: string}}}
`, []string{"ref-siblings", "ref-siblings"}},
		{"mappings that choose nothing", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {oneOf: [{$ref: "#/components/schemas/B"}, {$ref: "#/components/schemas/C"}], discriminator: {propertyName: b, mapping: {b: B, c: "#/components/schemas/D", d: E, e: ^G, f: ^"#/components/schemas/F"}}}
    B: {type: object, properties: {b: {type: string}}}
    C: {oneOf: [{$ref: "#/components/schemas/D"}, {type: string}]}
    D: {$ref: "#/components/schemas/E"}
    E: {type: object, properties: {b: {type: string}, d: {type: string}}}
    F: {type: object}
`, []string{"unused-mapping", "unused-mapping"}},
		{"mappings to unions that go by other values", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    Same: {oneOf: [{$ref: "#/components/schemas/Inner"}, {$ref: "#/components/schemas/C"}], discriminator: {propertyName: a, mapping: {inner: ^Inner, b: Inner, c: C}}}
    Both: {oneOf: [{$ref: "#/components/schemas/Inner"}, {$ref: "#/components/schemas/C"}], discriminator: {propertyName: b, mapping: {inner: ^Inner, b: B, c: C}}}
    Whole: {oneOf: [{$ref: "#/components/schemas/Inner"}, {$ref: "#/components/schemas/C"}], discriminator: {propertyName: b, mapping: {inner: Inner, c: C}}}
    Inner: {oneOf: [{$ref: "#/components/schemas/B"}, {$ref: "#/components/schemas/D"}], discriminator: {propertyName: a, mapping: {b: B, d: D}}}
    B: {type: object, properties: {a: {type: string}, b: {type: string}}}
    C: {type: object, properties: {a: {type: string}, b: {type: string}, c: {type: string}}}
    D: {type: object, properties: {a: {type: string}, b: {type: string}, d: {type: string}}}
`, []string{"unused-mapping", "unused-mapping"}},
		{"a mapping that leads elsewhere", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  schemas:
    A: {oneOf: [{$ref: "#/components/schemas/B"}, {type: string}], discriminator: {propertyName: b, mapping: {b: ^other.yaml#/B}}}
    B: {type: object, properties: {b: {type: string}}}
`, []string{"external-ref"}},
		{"encodings of a form", `paths:
  /a:
    post:
      operationId: a
      requestBody:
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, properties: {a: {type: array, items: {type: string}}, b: {type: object}, c: {type: object}, d: {type: string}}}
            encoding: {^a: {style: form, explode: false}, ^b: {contentType: application/json}, c: {style: deepObject, explode: true}, d: {style: form}}
      ` + ok + `
`, []string{"ignored-encoding", "ignored-encoding"}},
		{"paths that are none", `paths:
  ^a: {get: {operationId: a, ` + ok + `}}
  /b?c=d: {get: {operationId: b, ` + ok + `}}
  ^/b?c={d}e: {get: {operationId: be, ` + ok + `}}
  /e: {get: {operationId: e, ` + ok + `}}
  ^/f/{: {get: {operationId: f, ` + ok + `}}
  ^/g/}{h}: {get: {operationId: g, ` + ok + `}}
  ^/i/../j: {get: {operationId: i, ` + ok + `}}
  /k/..l/.m.: {get: {operationId: k, ` + ok + `}}
`, []string{"bad-path", "bad-path", "bad-path", "bad-path", "bad-path"}},
		{"headers that cannot be sent", `paths:
  /a:
    get:
      operationId: a
      parameters:
        - ^{name: Accept, in: header, schema: {type: string}}
        - ^{name: host, in: header, schema: {type: string}}
        - ^{name: Content-Length, in: header, schema: {type: string}}
        - ^{name: a b, in: header, schema: {type: string}}
        - ^{name: "a\nb", in: header, schema: {type: string}}
        - {name: x_a.b, in: header, schema: {type: string}}
      ` + ok + `
`, []string{"ignored-header-parameter", "ignored-header-parameter", "ignored-header-parameter", "bad-parameter", "bad-parameter"}},
		{"values that can only be empty", `paths:
  /a/{b}/{c}/{d}/{e}/{f}:
    get:
      operationId: a
      parameters:
        - {name: b, in: path, required: true, schema: ^{enum: ["", null]}}
        - {name: c, in: path, required: true, schema: ^{$ref: "#/components/schemas/None"}}
        - {name: d, in: path, required: true, schema: ^{type: array, items: {const: ""}}}
        - {name: e, in: path, required: true, content: {application/json: {schema: {type: array, maxItems: 0}}}}
        - {name: f, in: path, required: true, schema: {oneOf: [{type: string, maxLength: 0}, {type: integer}]}}
        - {name: g, in: query, required: true, schema: ^{type: array, maxItems: 0, items: {type: string}}}
        - {name: h, in: header, required: true, schema: ^{anyOf: [{type: object, maxProperties: 0}, {type: "null"}]}}
        - {name: i, in: query, required: true, schema: {type: string, maxLength: 0}}
        - {name: j, in: query, schema: {type: array, maxItems: 0}}
        - {name: l, in: query, required: true, schema: {oneOf: [{type: string, maxLength: 0}, {type: array, maxItems: 0}]}}
        - {name: k, in: query, required: true, schema: {type: array, maxItems: 1, items: {const: ""}}}
      ` + ok + `
components:
  schemas:
    None: {allOf: [{type: string, maxLength: 0}]}
`, []string{"empty-parameter", "empty-parameter", "empty-parameter", "empty-parameter", "empty-parameter"}},
		{"headers that take no account id", `x-speakeasy-globals: {parameters: [{name: X-Tenant, in: header}]}
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: X-Account-Id, in: header, schema: ^{type: integer}}
        - {name: X-Tenant, in: header, schema: ^{$ref: "#/components/schemas/Tenant"}}
      ` + ok + `
    put:
      operationId: b
      parameters:
        - {name: X-Account-Id, in: header, schema: {type: [string, "null"]}}
        - {name: X-Account-Id, in: query, schema: {type: integer}}
      ` + ok + `
components:
  schemas:
    Tenant: {type: string, enum: [a, b]}
`, []string{"unsupported-global", "unsupported-global"}},
		{"path items among the components", `paths:
  /a: {$ref: "#/components/pathItems/a"}
components: {pathItems: {a: {get: {operationId: a, ` + ok + `}}}}
`, nil},
		{"position of a finding", `paths:
  /a: {get: {operationId: a, ` + ok + `}}
components:
  securitySchemes:
    ^odd: {^type: apiKey, name: a, in: nowhere}
`, []string{"unsupported-security-scheme", "invalid-openapi"}},
		{"fault of a schema that many lead to", `paths:
  /a: {get: {operationId: a, responses: {"200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}}
  /b: {get: {operationId: b, responses: {"200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}}
components:
  schemas:
    A: {type: object, properties: {b: {anyOf: [{type: string}, {type: integer, minimum: 1, ^exclusiveMinimum: true}]}}}
`, []string{"invalid-openapi"}},
		{"keywords of other vocabularies", `paths:
  /a: {get: {operationId: a, responses: {"200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}}
components:
  schemas:
    A: {allOf: [{type: object, definitions: {B: {type: string}}, another: 1, properties: {b: {$ref: "#/components/schemas/A/allOf/0/definitions/B"}}}]}
`, nil},
		{"reference to another kind", `paths:
  /a: {get: {operationId: a, responses: {"200": {$ref: ^"#/components/requestBodies/A"}}, parameters: [{$ref: ^"#/components/schemas/B"}]}}
components:
  requestBodies: {A: {content: {application/json: {schema: {type: string}}}}}
  schemas: {B: {type: string}}
`, []string{"bad-ref", "bad-ref"}},
		{"forms that are no objects", `paths:
  /a:
    put:
      operationId: a
      requestBody: {content: {application/x-www-form-urlencoded: {schema: ^{type: array, items: {type: object}}}}}
      ` + ok + `
    post:
      operationId: b
      requestBody: {content: {application/x-www-form-urlencoded: {schema: ^{oneOf: [{type: string}, {type: integer}]}}}}
      ` + ok + `
    patch:
      operationId: c
      requestBody: {content: {application/x-www-form-urlencoded: {schema: {oneOf: [{type: string}, {type: object}]}}}}
      ` + ok + `
    delete:
      operationId: d
      requestBody: {content: {application/x-www-form-urlencoded: {}}}
      ` + ok + `
`, []string{"unsupported-media-type", "unsupported-media-type"}},
		{"multipart", `paths:
  /a:
    post:
      operationId: a
      requestBody: {content: {^multipart/related: {schema: {type: object}}}}
      ` + ok + `
`, []string{"unsupported-media-type"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var want, got []string
			codes := test.codes
			text := ""
			for part := range strings.SplitSeq(head+test.text, "^") {
				if text != "" {
					want = append(want, end(text)+" "+codes[0])
					codes = codes[1:]
				}
				text += part
			}
			_, ds := parse(t, strings.TrimPrefix(text, head))
			root := document.Parse("test.yaml", []byte(text), new(diag.List)).Root
			for _, d := range ds.All() {
				if root.At(d.Pointer) == nil {
					t.Errorf("%s points to %q, where nothing is", d.Code, d.Pointer)
				}
				got = append(got, strings.TrimPrefix(d.Pos.String(), "test.yaml:")+" "+d.Code)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// end returns the line and column after a text.
func end(text string) string {
	last := text[strings.LastIndexByte(text, '\n')+1:]
	return fmt.Sprintf("%d:%d", strings.Count(text, "\n")+1, utf8.RuneCountInString(last)+1)
}

// A schema is reported once, not for each reference to it.
func TestArrayWithoutItems(t *testing.T) {
	text := `paths:
  /a: {get: {operationId: a, responses: {"200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}}
  /b: {get: {operationId: b, responses: {"200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}}
components:
  schemas:
    A: {type: object, properties: {b: {$ref: "#/components/schemas/B"}}}
    B: {type: array}
`
	mustParse(t, text)
	var got []string
	ds := new(diag.List)
	doc := document.Parse("test.yaml", []byte(strings.Replace(head, "3.1", "3.0", 1)+text), ds)
	Parse(doc, DefaultOptions(), ds)
	for _, d := range ds.All() {
		got = append(got, d.Pos.String()+" "+d.Code)
	}
	if diff := cmp.Diff([]string{"test.yaml:9:8 missing-items"}, got); diff != "" {
		t.Error(diff)
	}
}

// A null that the type excludes is reported, but still makes a property nullable.
func TestNullInEnum(t *testing.T) {
	for _, test := range []struct{ schema, want string }{
		{`{type: string, enum: [null]}`, "string?-"},
		{`{type: string, enum: [a, null]}`, "Root.value?-"},
		{`{type: array, items: {type: string, enum: [a, null]}}`, "[Root.value]-"},
	} {
		a, ds := parse(t, withSchemas("    Root: {type: object, properties: {value: "+test.schema+"}}\n"))
		if a == nil {
			t.Fatal(ds.Err())
		}
		if got := shape(field(t, findType(t, a, "Root"), "value").Use); got != test.want {
			t.Errorf("%s: got %s, want %s", test.schema, got, test.want)
		}
		if all := ds.All(); len(all) != 1 || all[0].Code != "null-in-enum" || !strings.Contains(all[0].Pointer, "/enum/") {
			t.Errorf("%s: %v", test.schema, all)
		}
	}
}
