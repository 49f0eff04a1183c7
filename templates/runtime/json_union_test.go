package runtime

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestUnionVariants(t *testing.T) {
	for doc, want := range map[string]any{
		`"big"`:                   sampleKind("big"),
		`"b\u0069g"`:              sampleKind("big"),
		`"2024-02-29"`:            DateOf(2024, 2, 29),
		`3`:                       int64(3),
		`3.0`:                     int64(3),
		`3.5`:                     3.5,
		`true`:                    nil,
		`null`:                    nil,
		`1e400`:                   nil,
		`12345678901234567890123`: nil,
	} {
		var u sampleEither
		if err := readDocument([]byte(doc), &u); err != nil {
			t.Errorf("%s: %v", doc, err)
			continue
		}
		if got := held(u.union); got != want {
			t.Errorf("%s is %#v, want %#v", doc, got, want)
		}
		if want == nil && (encoded(t, &u) != doc || string(u.Raw()) != doc || u.IsZero()) {
			t.Errorf("%s came back as %s, Raw is %s", doc, encoded(t, &u), u.Raw())
		}
	}
	for _, doc := range []string{`[{"city":1},]`, `tru`, `"a`, `{"a":}`, `-`, ``} {
		var u sampleEither
		if err := readDocument([]byte(doc), &u); err == nil {
			t.Errorf("%q is read as %#v", doc, u)
		}
	}
}

// held returns the variant that a union holds, or nil.
func held(u union) any {
	if u.value == nil {
		return nil
	}
	return reflect.ValueOf(u.value).Elem().Interface()
}

func TestPrintedUnions(t *testing.T) {
	for doc, want := range map[string]string{
		`"big"`:            `"big"`,
		`[{"city":"Rom"}]`: `[{"city":"Rom"}]`,
		`2.5`:              `2.5`,
		`true`:             `true`, // none of the variants
	} {
		var u sampleEither
		if err := readDocument([]byte(doc), &u); err != nil {
			t.Fatal(err)
		}
		for _, got := range []string{fmt.Sprint(u), fmt.Sprintf("%+v", &u), fmt.Sprintf("%s", Some(u))} {
			if got != want {
				t.Errorf("%s is printed as %s", doc, got)
			}
		}
	}
	got := fmt.Sprintf("%+v %v", struct{ A, B sampleEither }{A: sampleEither{unionOf(int64(7))}}, sampleEither{})
	if want := "{A:7 B:absent} %!v(absent)"; got != want {
		t.Errorf("printed as %s, want %s", got, want)
	}
}

func TestUnionAccess(t *testing.T) {
	var u sampleEither
	if !u.IsZero() || u.Raw() != nil || encoded(t, &u) != "null" {
		t.Error("the zero union holds something")
	}
	u = sampleEither{unionOf(sampleKind("<x>"))}
	if kind, ok := u.asKind(); !ok || kind != "<x>" || u.IsZero() || string(u.Raw()) != `"<x>"` {
		t.Errorf("%v %v %s", kind, ok, u.Raw())
	}
	var pet samplePet
	if err := json.Unmarshal([]byte(`{"city":"Rome","x":1}`), &pet); err != nil {
		t.Fatal(err)
	}
	address, ok := pet.asAddress()
	if _, open := pet.asOpen(); !ok || open || address.City != "Rome" || string(pet.Raw()) != `{"city":"Rome","x":1}` {
		t.Errorf("%v %v %s", address, ok, pet.Raw())
	}
	address.City = "Oslo"
	if out := encoded(t, &pet); out != `{"city":"Rome","x":1}` {
		t.Errorf("the change of a variant's copy shows: %s", out)
	}
}

func TestMismatchInAVariantIsKeptInsideItsModel(t *testing.T) {
	const doc = `{"pet":{"petType":"address","city":["not","a","city"]},"either":[{"city":"a"},{"city":false}],"label":"x"}`
	var m sampleModel
	if err := json.Unmarshal([]byte(doc), &m); err != nil {
		t.Fatal(err)
	}
	if got := encoded(t, &m); plainJSON(t, []byte(got)) != plainJSON(t, []byte(doc)) {
		t.Errorf("came back as %s", got)
	}
	pet, ok := m.Pet.asAddress()
	if raw, kept := pet.Extras.Get("city"); m.Label != Some("x") || !ok || !kept || string(raw) != `["not","a","city"]` {
		t.Errorf("%v %v %s", m.Label, m.Pet, raw)
	}
}

func TestManyMismatchesLeaveTheReaderAsItWas(t *testing.T) {
	doc := "[" + strings.Repeat(`[null,{"city":1}],`, maxJSONDepth+1) + "1]"
	var list []sampleEither
	r := jsonReader{text: doc}
	c, p := codecFor(&list)
	r.value(p, c)
	if err := r.finish(); err != nil || len(list) != maxJSONDepth+2 || r.depth != 0 || r.inexact {
		t.Errorf("%d values, depth %d, inexact is %v, %v", len(list), r.depth, r.inexact, err)
	}
}

func TestDiscriminator(t *testing.T) {
	for doc, want := range map[string]string{
		`{"a":1,"t":"x"}`: "x", ` {"t":"x","t":"y"}`: "y", `{"t":"x","t":1}`: "1", `{"\u0074":"\u0078"}`: "x", `{"t":"x"`: "x", `{"t":""}`: "",
		`{"t":-7}`: "-7", `{"t":7.0}`: "7", `{"t":7e2}`: "700", `{"t":0.5}`: "0.5", `{"t":true}`: "true", `{"t":false}`: "false",
	} {
		r := jsonReader{text: doc}
		if got, found := r.discriminator("t"); got != want || !found || r.err != nil || r.depth != 0 {
			t.Errorf("%s: %q, want %q", doc, got, want)
		}
	}
	for _, doc := range []string{`{"o":{"t":"x"}}`, `{"t":null}`, `{"t":{}}`, `{"t":"x","t":[]}`, `{}`, `[]`, `"t"`, ``, `{"t":`} {
		r := jsonReader{text: doc}
		if got, found := r.discriminator("t"); found || r.err != nil || r.depth != 0 {
			t.Errorf("%s: %q, want none", doc, got)
		}
	}
}

// fitModel has the members of the rules below.
type fitModel struct {
	ID, Name, Email, Type, Level, Age Opt[JSONValue]
	Extras                            Extras
}

func TestBestRule(t *testing.T) {
	u := unionCodec{}
	var candidates []int
	for i, rule := range []variantRule{
		{required: []string{"id"}, known: []string{"id", "name", "type"}},
		{required: []string{"id", "email"}, known: []string{"id", "email"}},
		{required: []string{"type"}, known: []string{"type", "id"}, consts: []variantConst{{name: "type", values: []string{`"dog"`, `"hound"`}}}},
		{required: []string{"id"}, known: []string{"id", "level"}, consts: []variantConst{{name: "level", values: []string{"1", "null"}}}},
		{required: []string{"id"}, known: []string{"id", "name", "age"}},
	} {
		c := codecOf(reflect.TypeFor[fitModel]())
		u.variants = append(u.variants, variantCodec{codec: c, rule: ruleOf(rule, c.model)})
		candidates = append(candidates, i)
	}
	for doc, want := range map[string]int{
		`{}`:                                -1,
		`[]`:                                -1,
		`{"name":"x"}`:                      -1,
		`{"id":1}`:                          0,
		`{"id":1,"name":2}`:                 0,
		`{"id":1,"name":2,"age":3}`:         4,
		`{"id":1,"email":2}`:                1,
		`{"id":1,"email":2,"type":"dog"}`:   2,
		`{"id":1,"type":"\u0064og"}`:        2,
		`{"type":"hound"}`:                  2,
		`{"type":"cat"}`:                    -1,
		`{"id":1,"type":"cat"}`:             0,
		`{"id":1,"level":1.0}`:              3,
		`{"id":1,"level":null}`:             3,
		`{"id":1,"level":2}`:                0,
		`{"id":1,"level":"1"}`:              0,
		`{"id":1,"level":2,"level":1}`:      3,
		` { "level" : 10e-1 , "id" : {} } `: 3,
	} {
		if got, _ := u.best(&fitText{text: doc}, candidates, 0); got != want {
			t.Errorf("%s: rule %d, want %d", doc, got, want)
		}
	}
}

// A union keeps what its value cannot say also where no object is around it, and
// gives it up when the value changes.
func TestUnionKeepsWhatItsValueCannotSay(t *testing.T) {
	for _, text := range []string{`[null,{"city":"Oslo"}]`, `0.12345678901234567890123`, `{"a":[-0.0]}`} {
		var u sampleEither
		if err := unmarshalModel([]byte(text), &u); err != nil {
			t.Fatal(err)
		}
		if out, err := marshalModel(&u); err != nil || string(out) != text || string(u.Raw()) != text {
			t.Errorf("%s is written as %s, and %s raw (%v)", text, out, u.Raw(), err)
		}
		list, ok := unionAs[[]sampleAddress](u.union)
		if !ok {
			continue
		}
		list[1].City = "Bergen"
		if out, err := marshalModel(&u); err != nil || string(out) != `[null,{"city":"Bergen"}]` {
			t.Errorf("the changed list is written as %s (%v)", out, err)
		}
	}
}

// restUnion has a variant for values without a tag, or with an unknown one.
type restUnion struct{ union }

func (restUnion) variants() unionRules {
	return unionRules{discriminator: "name", variants: []unionVariant{
		{of: (*fitModel)(nil), tags: []string{"fit"}}, {of: (*sampleAddress)(nil), tags: []string{"address"}, rest: true},
	}}
}

func TestVariantOfTheRest(t *testing.T) {
	for doc, want := range map[string]string{`{"name":"fit"}`: "fitModel", `{"name":"later"}`: "sampleAddress", `{}`: "sampleAddress", `{"name":"address"}`: "sampleAddress"} {
		var u restUnion
		if err := readDocument([]byte(doc), &u); err != nil {
			t.Fatal(err)
		}
		if got := reflect.TypeOf(u.value).Elem().Name(); got != want {
			t.Errorf("%s is a %s, want a %s", doc, got, want)
		}
	}
}

// TestFitIsBounded has lists of unions of lists, which must not be looked into again and again.
func TestFitIsBounded(t *testing.T) {
	doc := strings.Repeat("[", 900) + strings.Repeat("]", 900)
	var u nestedLists
	if err := readDocument([]byte(doc), &u); err != nil {
		t.Fatal(err)
	}
}

type nestedLists struct{ union }

func (nestedLists) variants() unionRules {
	return unionRules{variants: []unionVariant{{of: (*[]nestedLists)(nil)}, {of: (*[][]nestedLists)(nil)}, {of: (*[]string)(nil)}}}
}
