package runtime

import (
	"encoding/json"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"weak"
)

type hen struct {
	Name   Opt[string] `json:"name"`
	Egg    Opt[*egg]   `json:"egg"`
	Extras Extras
}

type egg struct {
	Hen    Opt[*hen] `json:"hen"`
	Extras Extras
}

type fork struct {
	Root   Opt[*twig] `json:"root"`
	Extras Extras
}

type twig struct {
	Way    Opt[twigOrText] `json:"way"`
	Extras Extras
}

type twigOrText struct{ union }

func (twigOrText) variants() unionRules {
	return unionRules{variants: []unionVariant{{of: (*twig)(nil)}, {of: (*string)(nil)}}}
}

type nestOrText struct{ union }

func (nestOrText) variants() unionRules {
	return unionRules{variants: []unionVariant{{of: (*map[string]nestOrText)(nil)}, {of: (*string)(nil)}}}
}

// TestTypesInThemselves makes the codecs of types that lead back to themselves, from
// each of the types on.
func TestTypesInThemselves(t *testing.T) {
	const hens = `{"name":"a","egg":{"hen":{"egg":{}}}}`
	const twigs = `{"way":{"way":{"way":"end"}}}`
	for _, c := range []struct {
		doc   string
		start func() any
	}{
		{hens, func() any { return new(hen) }},
		{hens, func() any { return new(Opt[*hen]) }},
		{hens, func() any { return new(*hen) }},
		{`{"hen":` + hens + `}`, func() any { return new(egg) }},
		{twigs, func() any { return new(twig) }},
		{`{"root":` + twigs + `}`, func() any { return new(fork) }},
		{twigs, func() any { return new(twigOrText) }},
		{twigs, func() any { return new(Opt[*twig]) }},
		{`{"a":"b","c":{"d":"e"}}`, func() any { return new(map[string]nestOrText) }},
		{`{"a":"b","c":{"d":"e"}}`, func() any { return new(nestOrText) }},
	} {
		codecs.Clear()
		v := c.start()
		if err := readDocument([]byte(c.doc), v); err != nil {
			t.Errorf("%T: %v", v, err)
			continue
		}
		if got, err := marshalModel(v); err != nil || string(got) != c.doc {
			t.Errorf("%T: %s became %s, %v", v, c.doc, got, err)
		}
	}
	nests := map[string]nestOrText{}
	codecs.Clear()
	if err := readDocument([]byte(`{"a":"b"}`), &nests); err != nil {
		t.Fatal(err)
	}
	if text, ok := unionAs[string](nests["a"].union); !ok || text != "b" {
		t.Errorf("the text in the map is %s", nests["a"].Raw())
	}
}

func TestFormsHaveOneCodec(t *testing.T) {
	list := reflect.TypeFor[[]Time]()
	first, second := codecAs(list, formDate), codecAs(list, formDate)
	if first != second || first == codecOf(list) {
		t.Error("a codec with another form is made again, or is that of the usual one")
	}
}

// TestKeptObjectKeepsNoOtherDocument keeps an object of one document, which must not
// keep objects of another.
func TestKeptObjectKeepsNoOtherDocument(t *testing.T) {
	read := func() *hen {
		var e egg
		if err := unmarshalModel([]byte(`{"hen":{"name":"a"}}`), &e); err != nil {
			t.Fatal(err)
		}
		return e.Hen.Or(nil)
	}
	for range 20 {
		kept := read()
		other := weak.Make(read())
		runtime.GC()
		runtime.GC()
		if other.Value() != nil {
			t.Fatal("the object of another document is still there")
		}
		runtime.KeepAlive(kept)
	}
}

func TestErrorPathIsACopy(t *testing.T) {
	data := []byte(`{"name":7}`)
	_, err := readResult(data, new(hen), reading{strict: true})
	before := fmt.Sprint(err)
	clear(data)
	if after := fmt.Sprint(err); after != before || !strings.Contains(before, "name") {
		t.Errorf("%q became %q", before, after)
	}
}

type counts struct {
	Of     map[string]int64 `json:"-"`
	Extras Extras
}

func (m *counts) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

// TestManyRememberedMembers has more members than are compared one by one, some of
// them twice.
func TestManyRememberedMembers(t *testing.T) {
	var doc, want strings.Builder
	for i := range 40 {
		fmt.Fprintf(&doc, `,"k%02d":null`, i)
		if i%2 == 0 {
			fmt.Fprintf(&want, `,"k%02d":null`, i)
		} else {
			fmt.Fprintf(&want, `,"k%02d":%d`, i, i)
		}
	}
	for i := 1; i < 40; i += 2 {
		fmt.Fprintf(&doc, `,"k%02d":%d`, i, i)
	}
	var m counts
	if err := unmarshalModel([]byte("{"+doc.String()[1:]+"}"), &m); err != nil {
		t.Fatal(err)
	}
	if got := encoded(t, &m); plainJSON(t, []byte(got)) != plainJSON(t, []byte("{"+want.String()[1:]+"}")) {
		t.Errorf("written as %s", got)
	}
}

// grid has lists of lists of itself.
type grid struct {
	In     [][]grid `json:"in"`
	Extras Extras
}

// TestRememberedInsideEachOther has values that are not as described, each in the
// next. A hostile document must not cost the square of its length.
func TestRememberedInsideEachOther(t *testing.T) {
	nested := func(levels int) string {
		return strings.Repeat(`{"in":[null,[`, levels) + `{"in":[]}` + strings.Repeat(`]]}`, levels)
	}
	var m grid
	if err := unmarshalModel([]byte(nested(40)), &m); err != nil {
		t.Fatal(err)
	}
	if got := encoded(t, &m); got != nested(40) {
		t.Errorf("written as %s", got)
	}
	if err := unmarshalModel([]byte(nested(4000)), &m); err == nil {
		t.Error("a document of 4000 such levels is read")
	}
}

// TestValuesThatContainThemselves are mistakes of an app, which must not end it.
func TestValuesThatContainThemselves(t *testing.T) {
	var m sampleModel
	m.Free = map[string]any{"self": &m}
	if _, err := json.Marshal(&m); err == nil {
		t.Error("a model in its own free-form object is written")
	}
	h := &hen{}
	h.Egg = Some(&egg{Hen: Some(h)})
	if _, err := marshalModel(h); err == nil {
		t.Error("a model in itself is written")
	}
	if text := fmt.Sprint(h.Egg); !strings.Contains(text, "nested deeper") {
		t.Errorf("printed as %.100s", text)
	}
}

func TestPrintedModels(t *testing.T) {
	e := egg{Hen: Some(&hen{Name: Some("Ada")})}
	if err := e.Extras.Set("badge", []int{7}); err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintf("%+v", e), `{Hen:{"name":"Ada"} Extras:{"badge":[7]}}`; got != want {
		t.Errorf("printed as %s, want %s", got, want)
	}
	if got := fmt.Sprint(Extras{}); got != "{}" {
		t.Errorf("no members are printed as %s", got)
	}
}
