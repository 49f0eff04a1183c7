package override_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

func parse(t testing.TB, text string) *document.Document {
	t.Helper()
	var ds diag.List
	doc := document.Parse("api.yaml", []byte(text), &ds)
	if doc == nil {
		t.Fatalf("%s\n%v", text, ds.Err())
	}
	return doc
}

// overrideAt returns an override whose target is on its own line.
func overrideAt(line int, target, name string) override.Override {
	return override.Override{
		Target: diag.Text{Value: target, Pos: diag.Position{File: "gen.yaml", Line: line, Column: 13}},
		Type:   diag.Text{Value: name, Pos: diag.Position{File: "gen.yaml", Line: line + 1, Column: 11}},
	}
}

func said(ds *diag.List) string {
	var b strings.Builder
	for _, d := range ds.All() {
		b.WriteString(d.String() + " [" + d.Code + "]\n")
		if d.Hint != "" {
			b.WriteString("  hint: " + d.Hint + "\n")
		}
		for _, r := range d.Related {
			b.WriteString("  " + r.Pos.String() + ": " + r.Message + "\n")
		}
	}
	return b.String()
}

// around returns a description with the schema as a property.
func around(version, schema string) string {
	return `openapi: ` + version + `
info: {title: T, version: v1}
servers: [{url: "https://x.test"}]
paths:
  /a:
    get:
      operationId: a
      tags: [a]
      responses:
        "200": {description: ok, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
components:
  schemas:
    Thing:
      type: object
      properties:
        p: ` + schema + `
        q: {type: string}
    Color: {type: string, enum: [red, blue]}
    Maybe: {type: object, nullable: true, properties: {a: {type: string}}}
`
}

const target = "$.components.schemas.Thing.properties.p"

func TestRewrite(t *testing.T) {
	tests := []struct{ version, schema, typ, want string }{
		{"3.0.3", `{type: string, description: d, pattern: a, example: x}`, "int64", `{"type":"integer","description":"d","format":"int64"}`},
		{"3.0.3", `{type: string, format: uuid, pattern: a, minLength: 1, deprecated: true}`, "string", `{"type":"string","pattern":"a","minLength":1,"deprecated":true}`},
		{"3.0.3", `{type: number, minimum: 1, default: 3, example: 1.5, format: float}`, "int32", `{"type":"integer","minimum":1,"default":3,"format":"int32"}`},
		{"3.0.3", `{type: integer, example: 2147483648}`, "int32", `{"type":"integer","format":"int32"}`},
		{"3.0.3", `{type: integer, example: 2147483648}`, "int64", `{"type":"integer","example":2147483648,"format":"int64"}`},
		{"3.0.3", `{type: integer, format: int64, example: 7}`, "number", `{"type":"number","format":"double","example":7}`},
		{"3.0.3", `{type: string, example: "true"}`, "boolean", `{"type":"boolean"}`},
		{"3.0.3", `{type: string, maxLength: 9, example: "2024-01-02T03:04:05Z", x-a: 1}`, "date-time", `{"type":"string","example":"2024-01-02T03:04:05Z","x-a":1,"format":"date-time"}`},
		{"3.0.3", `{type: string, example: "yesterday"}`, "date-time", `{"type":"string","format":"date-time"}`},
		{"3.0.3", `{type: string, format: date, example: "2024-01-02"}`, "date-time", `{"type":"string","format":"date","example":"2024-01-02"}`},
		{"3.0.3", `{type: object, required: [a], properties: {a: {type: string}}, example: {a: 1}}`, "any", `{"example":{"a":1}}`},
		{"3.0.3", `{type: object, additionalProperties: true, readOnly: true}`, "string", `{"type":"string","readOnly":true}`},
		{"3.0.3", `{type: array, items: {type: string}, minItems: 1}`, "string", `{"type":"string"}`},
		// Null stays, in the notation of the OpenAPI version.
		{"3.0.3", `{type: string, nullable: true, example: null}`, "int64", `{"type":"integer","nullable":true,"example":null,"format":"int64"}`},
		{"3.0.3", `{nullable: true, type: object}`, "any", `{"nullable":true}`},
		{"3.0.3", `{$ref: "#/components/schemas/Maybe"}`, "string", `{"type":"string","nullable":true}`},
		{"3.1.0", `{$ref: "#/components/schemas/Maybe", description: d}`, "string", `{"description":"d","type":["string","null"]}`},
		{"3.1.0", `{$ref: "#/components/schemas/Color"}`, "string", `{"type":"string"}`},
		{"3.1.0", `{type: [string, "null"], examples: [a, null, 1]}`, "number", `{"type":["number","null"],"examples":[null,1],"format":"double"}`},
		{"3.1.0", `{type: [string, "null"], examples: [a]}`, "number", `{"type":["number","null"],"format":"double"}`},
		{"3.1.0", `{type: string, nullable: true}`, "boolean", `{"type":"boolean","nullable":true}`},
		{"3.1.0", `{type: [object, "null"]}`, "any", `{"nullable":true}`},
		{"3.1.0", `{oneOf: [{type: string}, {type: "null"}]}`, "string", `{"type":["string","null"]}`},
		{"3.1.0", `{anyOf: [{type: string}, {type: integer}]}`, "string", `{"type":"string"}`},
		{"3.0.3", `{allOf: [{$ref: "#/components/schemas/Maybe"}]}`, "string", `{"type":"string","nullable":true}`},
		{"3.1.0", `true`, "int32", `{"type":"integer","format":"int32"}`},
		{"3.1.0", `{type: string, enum: [null]}`, "string", `{"type":["string","null"]}`},
	}
	for _, tt := range tests {
		doc := parse(t, around(tt.version, tt.schema))
		others := string(doc.Root.At("/components/schemas/Color").AppendJSON(nil)) + string(doc.Root.At("/components/schemas/Maybe").AppendJSON(nil))
		var ds diag.List
		override.Apply(doc.Root, []override.Override{overrideAt(1, target, tt.typ)}, &ds)
		if got := said(&ds); got != "" {
			t.Errorf("%s as %s: %s", tt.schema, tt.typ, got)
		}
		if got := string(doc.Root.At("/components/schemas/Thing/properties/p").AppendJSON(nil)); got != tt.want {
			t.Errorf("%s as %s\n got %s\nwant %s", tt.schema, tt.typ, got, tt.want)
		}
		if string(doc.Root.At("/components/schemas/Color").AppendJSON(nil))+string(doc.Root.At("/components/schemas/Maybe").AppendJSON(nil)) != others {
			t.Errorf("%s: what it refers to changed", tt.schema)
		}
	}
}

// Each override sets the type that it names, whatever the schema was.
func TestTypes(t *testing.T) {
	schemas := []struct {
		text     string
		nullable bool
	}{
		{`{type: string}`, false}, {`{type: string, format: date-time, nullable: true}`, true}, {`{type: string, format: byte, pattern: "^a"}`, false},
		{`{type: integer, format: int32, minimum: 1}`, false}, {`{type: number, format: float, multipleOf: 0.5}`, false}, {`{type: boolean, default: true}`, false},
		{`{type: object, properties: {a: {type: string}}, required: [a]}`, false}, {`{type: object, additionalProperties: {type: string}}`, false},
		{`{type: array, items: {type: string}}`, false}, {`{}`, false}, {`{nullable: true}`, true}, {`{format: date}`, false},
		{`{$ref: "#/components/schemas/Color"}`, false}, {`{$ref: "#/components/schemas/Maybe"}`, true},
		{`{oneOf: [{type: string}, {type: integer}], nullable: true}`, true}, {`{allOf: [{$ref: "#/components/schemas/Maybe"}]}`, true},
		{`{anyOf: [{$ref: "#/components/schemas/Maybe"}, {type: string}]}`, true},
		{`{allOf: [{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: string}}}]}`, false},
	}
	want := map[string]api.Type{
		"string": {Kind: api.Scalar, Basic: api.String}, "int32": {Kind: api.Scalar, Basic: api.Integer32},
		"int64": {Kind: api.Scalar, Basic: api.Integer}, "number": {Kind: api.Scalar, Basic: api.Number},
		"boolean": {Kind: api.Scalar, Basic: api.Boolean}, "date-time": {Kind: api.Scalar, Basic: api.DateTime}, "any": {Kind: api.Any},
	}
	if len(want) != len(override.Types()) {
		t.Errorf("use one of %v", override.Types())
	}
	for _, version := range []string{"3.0.3", "3.1.0"} {
		for _, s := range schemas {
			for name, expected := range want {
				doc := parse(t, around(version, s.text))
				var ds diag.List
				override.Apply(doc.Root, []override.Override{overrideAt(1, target, name)}, &ds)
				model := parser.Parse(doc, parser.DefaultOptions(), &ds)
				if model == nil || said(&ds) != "" {
					t.Errorf("%s: %s as %s: %s", version, s.text, name, said(&ds))
					continue
				}
				if s.text == "{format: date}" && name == "date-time" {
					expected.Basic = api.Date
				}
				got := property(model)
				if got.Type.Kind != expected.Kind || got.Type.Basic != expected.Basic || got.Nullable != s.nullable {
					t.Errorf("%s: %s as %s: got kind %v, basic %v, nullable %v", version, s.text, name, got.Type.Kind, got.Type.Basic, got.Nullable)
				}
			}
		}
	}
}

// property returns the use of the property p of Thing.
func property(model *api.API) api.TypeUse {
	for _, t := range model.Types {
		for _, f := range t.Fields {
			if f.Name == "p" {
				return f.Use
			}
		}
	}
	return api.TypeUse{}
}

func TestFaults(t *testing.T) {
	doc := parse(t, around("3.0.3", "{type: string, enum: [a, b]}"))
	before := string(doc.Root.AppendJSON(nil))
	var ds diag.List
	override.Apply(doc.Root, []override.Override{
		overrideAt(1, target, "int46"),
		overrideAt(3, target, "decimal"),
		overrideAt(5, "$.components.schemas.Thing.properties.r", "string"),
		overrideAt(7, "$.component.schemas.Thing", "string"),
		overrideAt(9, "$.paths..content", "string"),
		overrideAt(11, "$.paths..content.*", "string"),
		overrideAt(13, "$.components.schemas", "string"),
		overrideAt(15, "$..tags[?@ == 'b']", "string"),
		overrideAt(17, target+".[x]", "string"),
		overrideAt(19, target, "string"),
		overrideAt(21, "$.info..*", "any"),
	}, &ds)
	want := `gen.yaml:2:11: error: unknown type "int46" [override-unknown-type]
  hint: did you mean "int64"?
gen.yaml:4:11: error: unknown type "decimal" [override-unknown-type]
  hint: use one of string, boolean, int32, int64, number, date-time, any
gen.yaml:5:13: error: the target $.components.schemas.Thing.properties.r selects nothing [override-no-match]
  hint: did you mean "p" instead of "r"?
gen.yaml:7:13: error: the target $.component.schemas.Thing selects nothing [override-no-match]
  hint: did you mean "components" instead of "component"?
gen.yaml:9:13: error: the target $.paths..content selects something that is not a schema [override-no-schema]
  api.yaml:10:43: the target selects #/paths/~1a/get/responses/200/content
gen.yaml:11:13: error: the target $.paths..content.* selects something that is not a schema [override-no-schema]
  hint: add ".schema" to select its schema
  api.yaml:10:62: the target selects #/paths/~1a/get/responses/200/content/application~1json
gen.yaml:13:13: error: the target $.components.schemas selects something that is not a schema [override-no-schema]
  hint: add the name of a schema, or ".*" for all of them
  api.yaml:13:5: the target selects #/components/schemas
gen.yaml:15:13: error: the target $..tags[?@ == 'b'] selects nothing [override-no-match]
gen.yaml:17:13: error: the target is not a JSONPath: expected a name or "*", found '[' at character 41 [override-bad-target]
  hint: write names with other characters than letters, digits and _ as ['name']
gen.yaml:19:13: error: as "string", #/components/schemas/Thing/properties/p would lose its enum [override-loses-enum]
  hint: remove the enum with an overlay if this is intended
  api.yaml:16:27: the enum
gen.yaml:21:13: error: the target $.info..* selects something that is not a schema [override-no-schema]
  api.yaml:2:15: the target selects #/info/title
  api.yaml:2:27: the target selects #/info/version
`
	if diff := cmp.Diff(want, said(&ds)); diff != "" {
		t.Error(diff)
	}
	if string(doc.Root.AppendJSON(nil)) != before {
		t.Error("faulty overrides changed the tree")
	}
}

func TestConflict(t *testing.T) {
	doc := parse(t, around("3.0.3", "{type: string}"))
	var ds diag.List
	override.Apply(doc.Root, []override.Override{
		overrideAt(1, target, "int64"), overrideAt(3, target, "int64"), overrideAt(5, "$.components.schemas.Thing.properties.*", "boolean"),
	}, &ds)
	want := `gen.yaml:6:11: error: conflicting types "int64" and "boolean" for #/components/schemas/Thing/properties/p [override-conflict]
  hint: let only one of the targets select it
  gen.yaml:2:11: the other type
  api.yaml:16:12: the schema
`
	if diff := cmp.Diff(want, said(&ds)); diff != "" {
		t.Error(diff)
	}
}

// Findings in an overridden schema have the position of the override.
func TestPositions(t *testing.T) {
	doc := parse(t, around("3.1.0", `{type: ["null", string], format: x}`))
	var ds diag.List
	override.Apply(doc.Root, []override.Override{overrideAt(1, target, "int64")}, &ds)
	p := doc.Root.At("/components/schemas/Thing/properties/p")
	for _, got := range []diag.Position{p.KeyPos("type"), p.Get("type").Pos, p.KeyPos("format"), p.At("/type/1").Pos} {
		if got.String() != "gen.yaml:2:11" {
			t.Errorf("the new keyword is at %s", got)
		}
	}
	if p.Pos.String() != "api.yaml:16:12" {
		t.Errorf("the schema is at %s", p.Pos)
	}
}

// An override of a published description changes all targets and nothing else.
func TestPublished(t *testing.T) {
	const file = "../../../../shared/specs/stackone-2025-12-03.yaml"
	if _, err := os.Stat(file); err != nil {
		t.Skip("the published descriptions are not there: ", err)
	}
	var ds diag.List
	doc := document.Load(file, &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	override.Apply(doc.Root, []override.Override{overrideAt(1, "$.components.schemas.*.properties.remote_id", "int64")}, &ds)
	if got := said(&ds); got != "" {
		t.Error(got)
	}
	changed := 0
	for schema := range doc.Root.At("/components/schemas").Members() {
		for m := range schema.Value.Get("properties").Members() {
			format, _ := m.Value.Get("format").Text()
			if m.Key == "remote_id" && format == "int64" {
				changed++
			}
		}
	}
	if changed < 50 {
		t.Errorf("%d schemas were changed", changed)
	}
}

// Applying an override twice changes nothing more, and no input panics.
func TestTwice(t *testing.T) {
	keyword := rapid.SampledFrom([]string{
		"type: string", "type: [a, 1, null]", "type: ['null', object]", "nullable: 5", "nullable: true", "enum: {a: 1}", "enum: [null]", "enum: [a]",
		"$ref: '#/components/schemas/Thing/properties/p'", "$ref: '#/components/schemas/Maybe'", "$ref: [1]", "allOf: [{$ref: '#/components/schemas/Thing'}, 5]",
		"oneOf: [1, {type: 'null'}]", "examples: {a: 1}", "examples: [1, a, null, true, 2024-01-02T00:00:00Z]", "format: [date]", "format: date", "items: false", "default: null",
	})
	rapid.Check(t, func(r *rapid.T) {
		keywords := rapid.SliceOfNDistinct(keyword, 0, 5, func(s string) string { return s[:4] }).Draw(r, "schema")
		version := rapid.SampledFrom([]string{"3.0.3", "3.1.0", "5"}).Draw(r, "version")
		doc := parse(t, around(version, "{"+strings.Join(keywords, ", ")+"}"))
		name := rapid.SampledFrom(override.Types()).Draw(r, "type")
		path := rapid.SampledFrom([]string{target, "$..*", "$", "$..p", "$..properties.*"}).Draw(r, "target")
		var ds diag.List
		override.Apply(doc.Root, []override.Override{overrideAt(1, path, name)}, &ds)
		once := string(doc.Root.AppendJSON(nil))
		override.Apply(doc.Root, []override.Override{overrideAt(1, path, name)}, &ds)
		if twice := string(doc.Root.AppendJSON(nil)); twice != once {
			r.Fatalf("once  %s\ntwice %s", once, twice)
		}
	})
}
