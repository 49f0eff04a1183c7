package program

import (
	"encoding/json"
	"go/parser"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

func TestQualify(t *testing.T) {
	for _, test := range [][2]string{
		{"string", "string"},
		{"Opt[string]", "sdk.Opt[string]"},
		{"map[string]Opt[*Pet]", "map[string]sdk.Opt[*sdk.Pet]"},
		{"[]ISO3166_2Enum", "[]sdk.ISO3166_2Enum"},
		{"Élan", "sdk.Élan"},
	} {
		if got := names.Qualify("sdk", test[0]); got != test[1] {
			t.Errorf("%s: %s, want %s", test[0], got, test[1])
		}
	}
}

func TestSelected(t *testing.T) {
	for source, want := range map[string]bool{
		"log.Fatal(err)":            true,
		"x.log.Fatal(err)":          false,
		"slog.New()":                false,
		`f("log.Fatal")`:            false,
		`f("a\"log.Fatal")`:         false,
		`f("\\"); log.Fatal(err)`:   true,
		"if err := log.x(); true {": true,
	} {
		if got := selected(source)["log"]; got != want {
			t.Errorf("%s: %v", source, got)
		}
	}
}

// Programs know the SDK by the name of its package, unless they need that for
// something else.
func TestImport(t *testing.T) {
	for _, test := range []struct{ pkg, path, want string }{
		{"stackone", "", `"example.com/your/module/stackone"`},
		{"stackone", "example.com/sdk/v2", `stackone "example.com/sdk/v2"`},
		{"sdk", "example.com/sdk", `"example.com/sdk"`},
		{"client", "example.com/client", `sdk "example.com/client"`},
		{"client", "example.com/sdk", `sdk "example.com/sdk"`},
		{"len", "example.com/len", `sdk "example.com/len"`},
	} {
		s := New(&api.API{}, &names.Table{}, test.pkg, test.path)
		if got := s.Import(); got != test.want {
			t.Errorf("package %s at %q: %s, want %s", test.pkg, test.path, got, test.want)
		}
	}
}

// tableOf returns a table for the types of the tests below.
func tableOf(t testing.TB) (*names.Table, map[string]*api.Type) {
	text := &api.Type{Kind: api.Scalar, Basic: api.String}
	number := &api.Type{Kind: api.Scalar, Basic: api.Number}
	enum := &api.Type{Kind: api.Enum, Basic: api.String, Path: []string{"Size"}, Values: []api.EnumValue{{Text: "small"}, {Text: "large"}}}
	blank := &api.Type{Kind: api.Enum, Basic: api.String, Path: []string{"Blank"}, Values: []api.EnumValue{{Text: "small"}, {Text: ""}}}
	pet := &api.Type{Kind: api.Object, Path: []string{"Pet"}}
	dog := &api.Type{Kind: api.Object, Path: []string{"Dog"}}
	union := &api.Type{Kind: api.Union, Path: []string{"Animal"}, Discriminator: "type"}
	pet.Fields = []*api.Field{
		{Name: "name", Use: api.TypeUse{Type: text, Required: true}},
		{Name: "size", Use: api.TypeUse{Type: enum}},
		{Name: "weight", Use: api.TypeUse{Type: number, Nullable: true, Required: true}},
		{Name: "parent", Use: api.TypeUse{Type: pet, Recursive: true}},
	}
	dog.Fields = []*api.Field{{Name: "type", Use: api.TypeUse{Type: text, Required: true}}}
	union.Variants = []*api.Variant{{Type: dog, Tags: []string{"dog"}, Required: []string{"type"}}, {Type: text}}
	types := map[string]*api.Type{
		"text": text, "number": number, "enum": enum, "blank": blank, "pet": pet, "union": union,
		"boolean": {Kind: api.Scalar, Basic: api.Boolean},
		"integer": {Kind: api.Scalar, Basic: api.Integer},
		"int32":   {Kind: api.Scalar, Basic: api.Integer32},
		"time":    {Kind: api.Scalar, Basic: api.DateTime},
		"bytes":   {Kind: api.Scalar, Basic: api.Bytes},
		"any":     {Kind: api.Any},
		"free":    {Kind: api.Free},
		"list":    {Kind: api.List, Elem: &api.TypeUse{Type: text, Required: true}},
		"map":     {Kind: api.Map, Elem: &api.TypeUse{Type: number, Nullable: true, Required: true}},
	}
	return decide(t, &api.API{Types: []*api.Type{enum, blank, pet, dog, union}}), types
}

func decide(t testing.TB, a *api.API) *names.Table {
	t.Helper()
	var ds diag.List
	table, err := names.Decide(a, names.Options{}, &ds)
	if err == nil {
		err = ds.Err()
	}
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func expression(table *names.Table, t *api.Type, given string) (string, bool) {
	s := New(&api.API{}, table, "stackone", "")
	w := &exprWriter{Writer: s, inside: map[*api.Type]bool{}}
	return w.place(api.TypeUse{Type: t, Required: true}, "first_name", api.Doc{}, json.RawMessage(given))
}

func TestExpressions(t *testing.T) {
	table, types := tableOf(t)
	for _, test := range []struct{ kind, given, want string }{
		{"text", `"a\"b"`, `"a\"b"`},
		{"text", `"<value>"`, `"Jane"`},
		{"text", ``, `"Jane"`},
		{"text", `5`, `"Jane"`},
		{"boolean", `false`, `false`},
		{"integer", `9007199254740993`, `9007199254740993`},
		{"integer", `1.5`, `1`},
		{"int32", `3000000000`, `1`},
		{"number", `1e3`, `1000`},
		{"time", `"2024-01-02T03:04:05Z"`, `stackone.MustParseTime("2024-01-02T03:04:05Z")`},
		{"bytes", `"eA=="`, `[]byte("example")`},
		{"enum", `"large"`, `stackone.SizeLarge`},
		{"blank", ``, `stackone.BlankSmall`},
		{"blank", `""`, `stackone.BlankEmpty`},
		{"enum", `"unknown"`, `stackone.SizeSmall`},
		{"any", `true`, `stackone.BoolValue(true)`},
		{"any", `{"a":1}`, `stackone.StringValue("Jane")`},
		{"free", `{"a":[1,"b",null,{}]}`, "map[string]any{\n\"a\": []any{1, \"b\", nil, map[string]any{}},\n}"},
		{"list", `["a","b","c","d"]`, "[]string{\n\"a\",\n\"b\",\n\"c\",\n}"},
		{"map", `{"k":2}`, "map[string]stackone.Opt[float64]{\n\"k\": stackone.Some[float64](2),\n}"},
		{"pet", `{"name":"Rex","size":"large"}`, "stackone.Pet{\nName: \"Rex\",\nSize: stackone.Some(stackone.SizeLarge),\nWeight: stackone.Some[float64](1.5),\n}"},
		{"union", `"text"`, `stackone.AnimalFromString("text")`},
		{"union", `{"type":"cat"}`, "stackone.AnimalFromDog(stackone.Dog{\nType: \"dog\",\n})"},
	} {
		if got, ok := expression(table, types[test.kind], test.given); !ok || got != test.want {
			t.Errorf("%s from %s: %s, want %s", test.kind, test.given, got, test.want)
		}
	}
}

// What is empty is not sent where a parameter stands, and does for no example of one
// that the operation asks for.
func TestExpressionsOfParameters(t *testing.T) {
	_, types := tableOf(t)
	filter := &api.Type{Kind: api.Object, Path: []string{"Filter"}, Fields: []*api.Field{
		{Name: "text", Use: api.TypeUse{Type: types["text"]}}, {Name: "other", Use: api.TypeUse{Type: types["text"]}},
	}}
	choice := &api.Type{Kind: api.Enum, Basic: api.String, Path: []string{"Choice"}, Values: []api.EnumValue{{Text: ""}, {Text: "all"}}}
	blank := &api.Type{Kind: api.Enum, Basic: api.String, Path: []string{"Blank"}, Values: []api.EnumValue{{Text: ""}}}
	blanks := &api.Type{Kind: api.List, Elem: &api.TypeUse{Type: blank, Required: true}}
	anything := &api.Type{Kind: api.List, Elem: &api.TypeUse{Type: types["any"], Required: true}}
	service := &api.Service{Path: []string{"pets"}}
	o := &api.Operation{Service: service, Name: "find", Parameters: []*api.Parameter{
		{Name: "first_name", In: api.InPath, Use: api.TypeUse{Type: types["text"], Required: true}, Doc: api.Doc{Examples: []string{`""`}}},
		{Name: "filter", In: api.InPath, Use: api.TypeUse{Type: filter, Required: true}},
		{Name: "choice", In: api.InPath, Use: api.TypeUse{Type: choice, Required: true}},
		{Name: "words", In: api.InQuery, Style: "spaceDelimited", Use: api.TypeUse{Type: types["list"], Required: true}, Doc: api.Doc{Examples: []string{`["a", "b c"]`}}},
		{Name: "any words", In: api.InQuery, Style: "spaceDelimited", Use: api.TypeUse{Type: anything, Required: true}},
		{Name: "blanks", In: api.InQuery, Use: api.TypeUse{Type: blanks, Required: true}},
		{Name: "json", In: api.InQuery, JSON: true, Use: api.TypeUse{Type: filter, Required: true}},
	}}
	service.Operations = []*api.Operation{o}
	a := &api.API{Services: []*api.Service{service}, Types: []*api.Type{filter, choice, blank}}
	w := &exprWriter{Writer: New(a, decide(t, a), "stackone", ""), inside: map[*api.Type]bool{}}
	want := "stackone.PetsFindRequest{\nFirstName: \"Jane\",\nFilter: stackone.Filter{\nText: stackone.Some(\"example text\"),\n},\nChoice: stackone.ChoiceAll,\nWords: []string{\n\"a\",\n\"example-word\",\n},\nAnyWords: []stackone.JSONValue{\nstackone.StringValue(\"example-any-word\"),\n},\nBlanks: []stackone.Blank{\nstackone.BlankEmpty,\n},\nJSON: stackone.Filter{},\n}"
	if got := w.request(o); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	form := &api.Body{Content: api.ContentForm, Use: api.TypeUse{Type: filter, Required: true}}
	want = "stackone.Filter{\nText: stackone.Some(\"example text\"),\n}"
	if got := w.body(form); got != want {
		t.Errorf("the form is %s, want %s", got, want)
	}
}

// FuzzExpressions makes sure that an example of any content is an expression of Go.
func FuzzExpressions(f *testing.F) {
	for _, given := range []string{`"a"`, `"\"`, "\"`\"", `{"a":{"b":[1e400,-0,"\u2028"]}}`, `[null,[[]]]`, `1e999`, `-9223372036854775809`, `{"name":"}"}`, `NaN`, `0x1p4`, `""`} {
		f.Add(given)
	}
	table, types := tableOf(f)
	f.Fuzz(func(t *testing.T, given string) {
		for kind, typ := range types {
			text, ok := expression(table, typ, given)
			if !ok {
				continue
			}
			if _, err := parser.ParseExpr(text); err != nil {
				t.Errorf("%s from %q: %v\n%s", kind, given, err, text)
			}
		}
	})
}
