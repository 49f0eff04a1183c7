package main

import (
	"bytes"
	"encoding/json"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// everyKind is a page with a member of each kind of type.
func everyKind() (page *api.Type, list *api.Field) {
	text := &api.Type{Kind: api.Scalar}
	record := &api.Type{Kind: api.Object}
	use := func(t *api.Type) api.TypeUse { return api.TypeUse{Type: t} }
	fields := map[string]*api.Type{"any": {Kind: api.Any}, "free": {Kind: api.Free}, "list": {Kind: api.List, Elem: &api.TypeUse{Type: text, Required: true}},
		"map":   {Kind: api.Map, Elem: &api.TypeUse{Type: text, Required: true}},
		"enum":  {Kind: api.Enum, Values: []api.EnumValue{{Text: "a"}, {Text: "b\""}}},
		"union": {Kind: api.Union, Variants: []*api.Variant{{Type: text}, {Type: record, Required: []string{"any"}, Consts: []api.Const{{Name: "string", Values: []string{`"x"`}}}}}},
		"self":  record}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		record.Fields = append(record.Fields, &api.Field{Name: name, Use: use(fields[name])})
	}
	for b := api.String; b <= api.Bytes; b++ {
		u := use(&api.Type{Kind: api.Scalar, Basic: b})
		u.Nullable = b == api.Number
		record.Fields = append(record.Fields, &api.Field{Name: b.String(), Use: u})
	}
	list = &api.Field{Name: "data", Use: api.TypeUse{Type: &api.Type{Kind: api.List, Elem: &api.TypeUse{Type: record, Required: true}}, Required: true}}
	return &api.Type{Kind: api.Object, Fields: []*api.Field{{Name: "next", Use: use(text)}, list}}, list
}

func TestPeerCodeIsGo(t *testing.T) {
	page, _ := everyKind()
	code, err := writePeerCode(page)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.ParseFile(token.NewFileSet(), "peers.go", code, parser.SkipObjectResolution); err != nil {
		t.Errorf("%v\n%s", err, code)
	}
}

func TestPagesAreJSON(t *testing.T) {
	page, list := everyKind()
	for seed := range uint64(20) {
		data := newDrawer(seed, seed%2 == 1).page(page, list, 5)
		var v struct{ Data []map[string]any }
		if err := json.Unmarshal(data, &v); err != nil || len(v.Data) != 5 {
			t.Fatalf("%d records, %v\n%s", len(v.Data), err, data)
		}
		if again := newDrawer(seed, seed%2 == 1).page(page, list, 5); !bytes.Equal(again, data) {
			t.Errorf("seed %d draws two pages", seed)
		}
	}
}

func TestMend(t *testing.T) {
	const twice = "type Params struct {\n\tXAccountId interface{} `form:\"x-account-id,omitempty\" json:\"x-account-id,omitempty\"`\n\n\tXAccountId *string `json:\"x-account-id,omitempty\"`\n}\n"
	const once = "type Params struct {\n\n\tXAccountId *string `json:\"x-account-id,omitempty\"`\n}\n"
	if got := string(fix([]byte(twice))); got != once {
		t.Errorf("mended to\n%s", got)
	}
}
