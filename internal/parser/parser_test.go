package parser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

const head = `openapi: 3.1.0
info: {title: Test, version: "1"}
`

// parse reads a description that omits its first two lines. The API is nil after an error.
func parse(t *testing.T, text string) (*api.API, *diag.List) {
	t.Helper()
	ds := new(diag.List)
	doc := document.Parse("test.yaml", []byte(head+text), ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return Parse(doc, DefaultOptions(), ds), ds
}

// mustParse fails if there are any diagnostics.
func mustParse(t *testing.T, text string) *api.API {
	t.Helper()
	a, ds := parse(t, text)
	for _, d := range ds.All() {
		t.Error(d)
	}
	if a == nil {
		t.FailNow()
	}
	return a
}

// withSchemas returns a description with the given component schemas, whose only
// operation responds with the schema Root.
func withSchemas(schemas string) string {
	return `paths:
  /root:
    get:
      operationId: root
      tags: [Roots]
      responses:
        "200":
          description: Ok.
          content: {application/json: {schema: {$ref: "#/components/schemas/Root"}}}
components:
  schemas:
` + schemas
}

func findType(t *testing.T, a *api.API, ref string) *api.Type {
	t.Helper()
	for _, typ := range a.Types {
		if typ.Ref == ref || typ.Ref == openapi.Schemas+ref {
			return typ
		}
	}
	t.Fatalf("no type %s", ref)
	return nil
}

func field(t *testing.T, typ *api.Type, name string) *api.Field {
	t.Helper()
	i := slices.IndexFunc(typ.Fields, func(f *api.Field) bool { return f.Name == name })
	if i < 0 {
		t.Fatalf("%s has no field %s", typ.Ref, name)
	}
	return typ.Fields[i]
}

// shape is a short notation of the use of a type.
func shape(u api.TypeUse) string {
	var b strings.Builder
	b.WriteString(typeShape(u.Type))
	for _, mark := range []struct {
		set  bool
		text string
	}{{u.Nullable, "?"}, {!u.Required, "-"}, {u.Recursive, "*"}} {
		if mark.set {
			b.WriteString(mark.text)
		}
	}
	return b.String()
}

func typeShape(t *api.Type) string {
	switch {
	case len(t.Path) > 0:
		return strings.Join(t.Path, ".")
	case t.Kind == api.Union:
		var names []string
		for _, v := range t.Variants {
			names = append(names, typeShape(v.Type))
		}
		return "(" + strings.Join(names, "|") + ")"
	case t.Kind == api.List:
		return "[" + shape(*t.Elem) + "]"
	case t.Kind == api.Map:
		return "{" + shape(*t.Elem) + "}"
	case t.Kind == api.Scalar:
		return t.Basic.String()
	}
	return t.Kind.String()
}

func TestTypes(t *testing.T) {
	for _, test := range []struct{ schema, want string }{
		{`{type: string}`, "string-"},
		{`{type: [string, "null"]}`, "string?-"},
		{`{type: string, nullable: true}`, "string?-"},
		{`{type: "null"}`, "any?-"},
		{`{const: null}`, "any?-"},
		{`{}`, "any-"},
		{`true`, "any-"},
		{`{nullable: true}`, "any?-"},
		{`{format: date-time}`, "date-time-"},
		{`{type: string, format: date}`, "date-"},
		{`{type: string, format: byte}`, "bytes-"},
		{`{type: string, format: uuid}`, "string-"},
		{`{type: integer, format: int32}`, "int32-"},
		{`{type: integer, format: int64}`, "integer-"},
		{`{type: number, format: float}`, "number-"},
		{`{minLength: 1}`, "string-"},
		{`{items: {type: string}}`, "[string]-"},
		{`{type: array}`, "[any]-"},
		{`{type: array, items: {type: [string, "null"]}}`, "[string?]-"},
		{`{type: array, nullable: true, items: {type: array, items: {}}}`, "[[any]]?-"},
		{`{type: object}`, "free-form object-"},
		{`{type: object, additionalProperties: {}}`, "free-form object-"},
		{`{additionalProperties: {type: integer}}`, "{integer}-"},
		{`{properties: {a: {type: string}}}`, "Root.value-"},
		{`{enum: [a, b]}`, "Root.value-"},
		{`{enum: [a, null]}`, "Root.value?-"},
		{`{type: array, items: {enum: [a, null]}}`, "[Root.value]-"},
		{`{type: boolean, enum: [true]}`, "boolean-"},
		{`{const: 1}`, "Root.value-"},
		{`{type: [string, integer]}`, "(string|integer)-"},
		{`{type: [string, integer, boolean, object, array]}`, "any-"},
		{`{oneOf: [{type: string}, {type: number}]}`, "(string|number)-"},
		{`{oneOf: [{type: string}, {type: "null"}]}`, "string?-"},
		{`{oneOf: [{type: integer}, {type: number}]}`, "number-"},
		{`{oneOf: [{type: string}, {type: string, format: date}]}`, "string-"},
		{`{oneOf: [{type: string, format: date}, {type: string, format: date}]}`, "date-"},
		{`{anyOf: [{type: string}, {}]}`, "any-"},
		{`{oneOf: [{type: boolean}, {oneOf: [{type: string}, {type: number}]}]}`, "(boolean|string|number)-"},
		{`{oneOf: [{type: array, items: {type: string}}, {type: array, items: {type: number}}]}`, "([string]|[number])-"},
		{`{oneOf: [{type: array, items: {type: string}}, {type: array, items: {type: string, format: date}}]}`, "[string]-"},
		{`{oneOf: [{type: array, items: {type: string}}, {type: array}]}`, "[any]-"},
		{`{oneOf: [{type: object, additionalProperties: {type: string}}, {type: object, additionalProperties: {type: boolean}}]}`, "({string}|{boolean})-"},
		{`{oneOf: [{type: object}, {type: object, additionalProperties: {type: string}}]}`, "free-form object-"},
		{`{type: object, properties: {a: {type: string}}, oneOf: [{required: [a]}, {required: []}]}`, "Root.value-"},
		{`{type: string, oneOf: [{pattern: a}, {pattern: b}]}`, "string-"},
		{`{allOf: [{type: string}, {description: Words.}]}`, "string-"},
		{`{allOf: [{type: string}], nullable: true}`, "string?-"},
		{`{allOf: [{description: Words.}]}`, "any-"},
		{`{allOf: [{properties: {a: {}}}, {properties: {b: {}}}]}`, "Root.value-"},
	} {
		a := mustParse(t, withSchemas("    Root: {type: object, properties: {value: "+test.schema+"}}\n"))
		if got := shape(field(t, findType(t, a, "Root"), "value").Use); got != test.want {
			t.Errorf("%s: got %s, want %s", test.schema, got, test.want)
		}
	}
}

func TestOrderOfTypes(t *testing.T) {
	a := mustParse(t, `paths:
  /b:
    post:
      operationId: make
      tags: [B]
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {x: {enum: [p]}}}}}}
      responses:
        "200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/Last"}}}}
components:
  schemas:
    First: {type: object, properties: {inner: {type: object, properties: {deep: {enum: [a]}}}}}
    Unreached: {type: object, properties: {a: {}}}
    Middle: {enum: [b]}
    Last: {type: object, properties: {own: {enum: [c]}, first: {$ref: "#/components/schemas/First"}, middle: {$ref: "#/components/schemas/Middle"}}}
`)
	var got []string
	for _, typ := range a.Types {
		got = append(got, strings.Join(typ.Path, "."))
	}
	want := []string{"First", "First.inner", "First.inner.deep", "Middle", "Last", "Last.own", "B.make.body", "B.make.body.x"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

const twoServices = `paths:
  /employees:
    get:
      operationId: listEmployees
      x-speakeasy-group: hris.employees
      responses:
        "200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}}
        "400": {description: No., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
  /teams:
    post:
      operationId: addTeam
      x-speakeasy-group: hris.teams
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Team"}}}}
      responses:
        "200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}}
  /contacts:
    put:
      operationId: putContact
      x-speakeasy-group: crm
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Contact"}}}}
      responses:
        "200": {description: Ok., content: {application/json: {schema: {$ref: "#/components/schemas/Contact"}}}}
        "400": {description: No., content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
components:
  schemas:
    Page: {type: object, properties: {item: {$ref: "#/components/schemas/Item"}}}
    Item: {type: object, properties: {shared: {$ref: "#/components/schemas/Shared"}}}
    Team: {type: object, properties: {shared: {$ref: "#/components/schemas/Shared"}}}
    Contact: {type: object, properties: {shared: {$ref: "#/components/schemas/Shared"}, own: {enum: [a]}}}
    Shared: {type: object, properties: {a: {}}}
    Problem: {type: object, properties: {detail: {$ref: "#/components/schemas/Detail"}}}
    Detail: {type: object, properties: {a: {}}}
`

func TestOwnersAndSides(t *testing.T) {
	a := mustParse(t, twoServices)
	got := map[string]string{}
	for _, typ := range a.Types {
		owner := "-"
		if typ.Owner != nil {
			owner = strings.Join(typ.Owner.Path, ".")
		}
		for _, side := range []struct {
			set  bool
			name string
		}{{typ.InRequest, " request"}, {typ.InResponse, " response"}, {typ.ErrorBody, " error"}} {
			if side.set {
				owner += side.name
			}
		}
		got[strings.Join(typ.Path, ".")] = owner
	}
	want := map[string]string{
		"Page":        "hris response",
		"Item":        "hris response",
		"Team":        "hris.teams request",
		"Contact":     "crm request response",
		"Contact.own": "crm request response",
		"Shared":      "- request response",
		"Problem":     "- response error",
		"Detail":      "- response",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Only fields held as values make an object recursive; lists, maps and unions are indirections.
func TestRecursionMarks(t *testing.T) {
	a := mustParse(t, withSchemas(`    Root:
      type: object
      properties:
        self: {$ref: "#/components/schemas/Root"}
        maybe: {anyOf: [{$ref: "#/components/schemas/Root"}, {type: "null"}]}
        list: {type: array, items: {$ref: "#/components/schemas/Root"}}
        map: {type: object, additionalProperties: {$ref: "#/components/schemas/Root"}}
        union: {oneOf: [{$ref: "#/components/schemas/Root"}, {type: string}]}
        other: {$ref: "#/components/schemas/Other"}
        leaf: {$ref: "#/components/schemas/Leaf"}
        free: {type: object}
    Other: {type: object, required: [back], properties: {back: {$ref: "#/components/schemas/Root"}, leaf: {$ref: "#/components/schemas/Leaf"}}}
    Leaf: {type: object, properties: {a: {type: string}}}
`))
	got := map[string]string{}
	for _, name := range []string{"Root", "Other"} {
		typ := findType(t, a, name)
		for _, f := range typ.Fields {
			got[name+"."+f.Name] = shape(f.Use)
		}
	}
	want := map[string]string{
		"Root.self":  "Root-*",
		"Root.maybe": "Root?-*",
		"Root.list":  "[Root]-",
		"Root.map":   "{Root}-",
		"Root.union": "(Root|string)-",
		"Root.other": "Other-*",
		"Root.leaf":  "Leaf-",
		"Root.free":  "free-form object-",
		"Other.back": "Root*",
		"Other.leaf": "Leaf-",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// It does not matter whether a schema is resolved first through its alias or its content.
func TestAliasesOfRecursiveTypes(t *testing.T) {
	parts := []string{
		`    Alias: {$ref: "#/components/schemas/Node"}`,
		`    Maybe: {oneOf: [{$ref: "#/components/schemas/Node"}, {type: "null"}]}`,
		`    Node: {type: object, properties: {next: {$ref: "#/components/schemas/Alias"}, last: {$ref: "#/components/schemas/Maybe"}, all: {$ref: "#/components/schemas/Nodes"}}}`,
		`    Nodes: {type: array, items: {$ref: "#/components/schemas/Alias"}}`,
		`    Value: {oneOf: [{type: string}, {type: array, items: {$ref: "#/components/schemas/Value"}}, {$ref: "#/components/schemas/Holder"}]}`,
		`    Holder: {type: object, properties: {value: {$ref: "#/components/schemas/Value"}}}`,
		`    Root: {type: object, properties: {node: {$ref: "#/components/schemas/Node"}, value: {$ref: "#/components/schemas/Value"}}}`,
	}
	describe := func(parts []string) map[string]string {
		a := mustParse(t, withSchemas(strings.Join(parts, "\n")+"\n"))
		got := map[string]string{}
		for _, typ := range a.Types {
			for _, f := range typ.Fields {
				got[typeShape(typ)+"."+f.Name] = shape(f.Use)
			}
			for i, v := range typ.Variants {
				got[fmt.Sprint(typeShape(typ), i)] = typeShape(v.Type)
			}
		}
		return got
	}
	want := map[string]string{
		"Node.next": "Node-*", "Node.last": "Node?-*", "Node.all": "[Node]-",
		"Value0": "string", "Value1": "[Value]", "Value2": "Holder",
		"Holder.value": "Value-", "Root.node": "Node-", "Root.value": "Value-",
	}
	for range parts {
		if diff := cmp.Diff(want, describe(parts)); diff != "" {
			t.Errorf("%s first: %s", parts[0], diff)
		}
		parts = append(slices.Clone(parts[1:]), parts[0])
	}
}

func TestSharedUnions(t *testing.T) {
	a := mustParse(t, withSchemas(`    Root:
      type: object
      properties:
        one: {oneOf: [{type: string}, {type: number}]}
        two: {description: Other words., anyOf: [{type: string}, {type: number}]}
        three: {type: [string, number]}
        list: {type: array, items: {oneOf: [{type: string}, {type: number}]}}
        turned: {oneOf: [{type: number}, {type: string}]}
        named: {$ref: "#/components/schemas/Named"}
        inline: {oneOf: [{type: object, title: A, properties: {a: {}}}, {type: string}]}
        lists: {oneOf: [{type: array, items: {type: string}}, {type: string}]}
        nullable_lists: {oneOf: [{type: array, items: {type: [string, "null"]}}, {type: string}]}
    Named: {oneOf: [{type: string}, {type: number}]}
`))
	root := findType(t, a, "Root")
	use := func(name string) *api.Type { return field(t, root, name).Use.Type }
	shared := use("one")
	for name, want := range map[string]bool{"two": true, "three": true, "turned": false, "named": false} {
		if got := use(name) == shared; got != want {
			t.Errorf("%s shares the type of one: %v", name, got)
		}
	}
	if use("list").Elem.Type != shared {
		t.Error("the items of list have a type of their own")
	}
	if use("lists") == use("nullable_lists") {
		t.Error("a null in a list makes no difference")
	}
	if len(shared.Path) != 0 || shared.Doc.Description != "" {
		t.Errorf("the shared union belongs to %v: %q", shared.Path, shared.Doc.Description)
	}
	if got := strings.Join(use("inline").Path, "."); got != "Root.inline" {
		t.Errorf("a union with a variant of its own is named %q", got)
	}
}

func TestVariants(t *testing.T) {
	a := mustParse(t, withSchemas(`    Root:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind, mapping: {tabby: "#/components/schemas/Cat", tom: Cat}}
    Cat: {type: object, required: [kind, lives], properties: {kind: {const: cat}, lives: {type: integer}, size: {enum: [s, l]}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}, size: {enum: [l]}}}
`))
	root := findType(t, a, "Root")
	var got []api.Variant
	for _, v := range root.Variants {
		got = append(got, *v)
		got[len(got)-1].Type = nil
	}
	want := []api.Variant{
		{Tags: []string{"tabby", "tom", "cat"}, Required: []string{"kind", "lives"}, Known: []string{"kind", "lives", "size"},
			Consts: []api.Const{{Name: "kind", Required: true, Values: []string{`"cat"`}}, {Name: "size", Values: []string{`"s"`, `"l"`}, Open: true}}},
		{Tags: []string{"dog"}, Required: []string{"kind"}, Known: []string{"kind", "size"},
			Consts: []api.Const{{Name: "kind", Required: true, Values: []string{`"dog"`}}, {Name: "size", Values: []string{`"l"`}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDefaultMapping(t *testing.T) {
	a := mustParse(t, withSchemas(`    Root:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind, mapping: {cat: Cat}, defaultMapping: "#/components/schemas/Dog"}
    Cat: {type: object, properties: {kind: {type: string}}}
    Dog: {type: object, properties: {kind: {type: string}}}
`))
	root := findType(t, a, "Root")
	if root.Variants[0].Otherwise || !root.Variants[1].Otherwise {
		t.Errorf("other values are %+v, %+v", root.Variants[0], root.Variants[1])
	}
}

// Shared declarations are named after their component, so that removing the first
// operation does not change names.
func TestNamesOfSharedParts(t *testing.T) {
	a := mustParse(t, `paths:
  /a:
    post:
      operationId: first
      tags: [A]
      parameters: [{$ref: "#/components/parameters/sort"}, {name: own, in: query, schema: {enum: [x]}}]
      requestBody: {$ref: "#/components/requestBodies/draft"}
      responses:
        "200": {$ref: "#/components/responses/Made"}
        "429": {$ref: "#/components/responses/TooMany"}
components:
  parameters:
    sort: {name: sort_by, in: query, schema: {enum: [up, down]}}
  requestBodies:
    draft: {required: true, content: {application/json: {schema: {type: object, properties: {a: {}}}}}}
  responses:
    Made: {description: Ok., content: {application/json: {schema: {type: object, properties: {a: {}}}}}}
    TooMany: {description: No., content: {application/json: {schema: {type: object, properties: {a: {}}}}}}
`)
	var got []string
	for _, typ := range a.Types {
		got = append(got, strings.Join(typ.Path, "."))
	}
	want := []string{"sort.parameter", "A.first.own", "draft.body", "Made.response", "TooMany.body"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(a.Errors) != 1 || a.Errors[0].Source != api.ErrorOfResponse || a.Errors[0].Name != "TooMany" {
		t.Errorf("errors: %v", a.Errors)
	}
}

// An error takes the overridden name of its schema.
func TestErrorOfRenamedSchema(t *testing.T) {
	a := mustParse(t, `paths:
  /a: {get: {operationId: a, responses: {"404": {description: No., content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}}}}
components:
  schemas: {A: {x-speakeasy-name-override: Missing, type: object, properties: {a: {}}}}
`)
	if len(a.Errors) != 1 || a.Errors[0].Source != api.ErrorOfSchema || a.Errors[0].Name != "Missing" {
		t.Errorf("errors: %v", a.Errors)
	}
}

func TestDocs(t *testing.T) {
	a := mustParse(t, withSchemas(`    Root:
      type: object
      properties:
        text: {type: string, title: Text, description: Some text., default: ax, example: ay, minLength: 1, maxLength: 20, pattern: "^a", format: email}
        number: {type: number, minimum: 0, multipleOf: 0.5, default: 12345678901234567890.5}
        both: {allOf: [{type: string, minLength: 2, description: Base.}, {maxLength: 3, readOnly: true}], deprecated: true}
        beside: {$ref: "#/components/schemas/Base", description: Beside.}
        list: {type: array, items: {}, minItems: 1, writeOnly: true}
    Base: {type: string, description: Base., minLength: 4, examples: [abcd]}
`))
	root := findType(t, a, "Root")
	for name, want := range map[string]api.Doc{
		"text": {Title: "Text", Description: "Some text.", Default: `"ax"`, Examples: []string{`"ay"`}, Format: "email",
			Constraints: []api.Constraint{{Kind: api.MinLength, Value: "1"}, {Kind: api.MaxLength, Value: "20"}, {Kind: api.Pattern, Value: "^a"}}},
		"number": {Default: "12345678901234567890.5", Constraints: []api.Constraint{{Kind: api.Minimum, Value: "0"}, {Kind: api.MultipleOf, Value: "0.5"}}},
		"both":   {Description: "Base.", Deprecated: &api.Deprecation{}, ReadOnly: true, Constraints: []api.Constraint{{Kind: api.MinLength, Value: "2"}, {Kind: api.MaxLength, Value: "3"}}},
		"beside": {Description: "Beside.", Examples: []string{`"abcd"`}, Constraints: []api.Constraint{{Kind: api.MinLength, Value: "4"}}},
		"list":   {WriteOnly: true, Constraints: []api.Constraint{{Kind: api.MinItems, Value: "1"}}},
	} {
		if diff := cmp.Diff(want, field(t, root, name).Doc); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestPositions(t *testing.T) {
	a := mustParse(t, twoServices)
	got := map[string]api.Position{
		"operation": a.Operations()[0].Pos,
		"type":      findType(t, a, "Contact").Pos,
		"field":     field(t, findType(t, a, "Contact"), "own").Pos,
		"value":     findType(t, a, "Contact/properties/own").Values[0].Pos,
		"service":   a.Services[1].Pos,
	}
	want := map[string]api.Position{
		"operation": {File: "test.yaml", Line: 6, Column: 7},
		"type":      {File: "test.yaml", Line: 31, Column: 14},
		"field":     {File: "test.yaml", Line: 31, Column: 94},
		"value":     {File: "test.yaml", Line: 31, Column: 102},
		"service":   {File: "test.yaml", Line: 20, Column: 7},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A schema or a shared response gives its name to the error of one status. One that serves
// several names none: their statuses do.
func TestErrorsByStatus(t *testing.T) {
	a, ds := parse(t, `paths:
  /a:
    get:
      operationId: a
      responses:
        "204": {description: x}
        "400": {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/BadRequestResponse"}}}}
        "404": {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
        "409": {description: x, content: {application/json: {schema: {type: object, properties: {by: {type: string}}}}}}
        default: {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/Error"}}}}
  /b:
    get:
      operationId: b
      responses:
        "204": {description: x}
        "400": {description: x}
        "404": {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "409": {description: x, content: {application/json: {schema: {type: object, properties: {reason: {type: string}}}}}}
        "410": {description: x, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "418": {description: x}
components:
  schemas:
    BadRequestResponse: {type: object, properties: {a: {type: string}}}
    Error: {type: object, properties: {b: {type: string}}}
    Problem: {type: object, properties: {c: {type: string}}}
`)
	if a == nil {
		t.Fatal(ds.Err())
	}
	var got []string
	for _, e := range a.Errors {
		got = append(got, fmt.Sprintf("%v %v %v %v %v", e.Source, e.Statuses, e.Name, e.Context, e.Body != nil))
	}
	want := []string{
		"schema [400] BadRequestResponse [] true",
		"status [404] Not Found [Error] true", "status [404] Not Found [Problem] true",
		"status [409] Conflict [default a] true", "status [409] Conflict [default b] true",
		"status [410] Gone [Problem] true", "status [418] I'm a teapot [] false", "status [default] Unexpected [Error] true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
