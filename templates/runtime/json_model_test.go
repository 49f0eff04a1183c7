package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// plainJSON returns a text that two documents share if they have the same
// value: members sorted, strings decoded, numbers exact.
func plainJSON(t interface{ Fatalf(string, ...any) }, doc []byte) string {
	decoder := json.NewDecoder(bytes.NewReader(doc))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("not JSON: %v\n%q", err, doc)
	}
	var exact func(any) any
	exact = func(v any) any {
		switch v := v.(type) {
		case json.Number:
			n, ok := new(big.Rat).SetString(string(v))
			if !ok {
				t.Fatalf("not a number: %s", v)
			}
			return "number " + n.String() + strings.Repeat("-", min(1, strings.Count(string(v[0]), "-")))
		case string:
			return "string " + v
		case []any:
			for i := range v {
				v[i] = exact(v[i])
			}
		case map[string]any:
			for k := range v {
				v[k] = exact(v[k])
			}
		}
		return v
	}
	data, err := json.MarshalIndent(exact(value), "", " ")
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(data)
}

func TestModelRoundTripKeepsEverything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		doc := []byte(jsonText{rt}.model(2))
		var m sampleModel
		if err := unmarshalModel(doc, &m); err != nil {
			rt.Fatalf("decode: %v\n%s", err, doc)
		}
		out, err := marshalModel(&m)
		if err != nil {
			rt.Fatalf("encode: %v", err)
		}
		if got, want := plainJSON(rt, out), plainJSON(rt, doc); got != want {
			rt.Fatalf("changed by a round trip\ndoc:  %s\nback: %s\ngot %s\nwant %s", doc, out, got, want)
		}
		if !utf8.Valid(out) {
			rt.Fatalf("written as invalid UTF-8: %q", out)
		}
		var again sampleModel
		if err := json.Unmarshal(out, &again); err != nil {
			rt.Fatalf("decode again: %v", err)
		}
		if back, err := marshalModel(&again); err != nil || !bytes.Equal(back, out) {
			rt.Fatalf("a second round trip changes the text, %v\n%s\n%s", err, out, back)
		}
	})
}

// A document of other types than the model's must end in an error or come back
// whole; it must never panic.
func TestModelRoundTripOfAnything(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := jsonText{rt}
		doc := []byte(d.object(map[string]func() string{
			"pet":    func() string { return d.any(3) },
			"either": func() string { return d.any(3) },
			"open":   func() string { return d.any(2) },
			"homes":  func() string { return d.any(2) },
			"parent": func() string { return d.any(2) },
			"blob":   func() string { return d.any(1) },
		}, nil))
		var m sampleModel
		err := unmarshalModel(doc, &m)
		if err != nil {
			var failed *DecodeError
			if !errors.As(err, &failed) || failed.Path == "" {
				rt.Fatalf("%v\n%s", err, doc)
			}
			return
		}
		out, err := marshalModel(&m)
		if err != nil {
			rt.Fatalf("encode: %v", err)
		}
		if got, want := plainJSON(rt, out), plainJSON(rt, doc); got != want {
			rt.Fatalf("changed by a round trip\ndoc:  %s\nback: %s", doc, out)
		}
	})
}

// Half of a character in an escape sequence has no string of Go, and comes back all the
// same until the member is set.
func TestHalfCharactersComeBack(t *testing.T) {
	long := strings.Repeat("x", 100)
	for _, doc := range []string{
		`{"city":"\ud800"}`, `{"city":"a\n\ud800 b\udfff"}`, `{"city":"` + long + `\udC00` + long + `","zip":"\ud800\u0041"}`,
		`{"city":"a","zip":"\ud800","behind":"` + long + `"}`,
		`{"city":"a","x":"\ud800"}`, `{"city":"a","\ud800":1,"\ud801":2,"z":3,"` + "\ufffd" + `":4}`,
	} {
		m := decodeAddress(t, doc)
		if got := encoded(t, &m); got != doc {
			t.Errorf("%s came back as %s", doc, got)
		}
		m.City, m.Zip = "b", Some("c")
		if got := encoded(t, &m); !strings.HasPrefix(got, `{"city":"b","zip":"c"`) {
			t.Errorf("%s: changed members are not written: %s", doc, got)
		}
	}
	const empty = `"id":1,"name":"","created_at":"2024-01-02","active":true,"count":1,"home":{"city":""},"codes":[],"scores":{},"free":{},"blob":"","anything":null,"pet":{"city":"x"}`
	for _, member := range []string{
		`"free":{"a":["\ud800"],"\udc00":1}`, `"scores":{"\ud800":1}`, `"anything":["\ud800"]`,
		`"kind":"\ud800"`, `"kinds":["a","\ud800"]`, `"names":["\ud800",null]`, `"metadata":{"\ud800":{}}`, `"homes":[{"city":"\ud800"}]`,
		`"by_name":{"\ud800":{"city":"a"}}`, `"either":"\ud800"`, `"value":"\ud800"`, `"open":{"size":1,"\ud800":1}`, `"pet":{"city":"\ud800"}`,
	} {
		doc := `{` + empty + `,` + member + `}`
		if name, _, _ := strings.Cut(member, ":"); strings.Contains(empty, name+":") {
			doc = `{` + member + `}`
		}
		var m sampleModel
		if err := unmarshalModel([]byte(doc), &m); err != nil {
			t.Fatal(err)
		}
		if got := encoded(t, &m); got != doc {
			t.Errorf("%s\ncame back as %s", doc, got)
		}
	}
	var value string
	if err := json.Unmarshal([]byte(`"\ud800"`), &value); err != nil {
		t.Fatal(err)
	}
	if m := decodeAddress(t, `{"city":"\ud800"}`); m.City != value {
		t.Errorf("read as %q, encoding/json reads %q", m.City, value)
	}
}

func decodeAddress(t *testing.T, doc string) sampleAddress {
	t.Helper()
	var m sampleAddress
	if err := json.Unmarshal([]byte(doc), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func encoded(t *testing.T, m any) string {
	t.Helper()
	out, err := marshalModel(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestChangedFieldWinsOverWhatIsRemembered(t *testing.T) {
	var m sampleOpen
	if err := json.Unmarshal([]byte(`{"a": 9007199254740993, "b": 1.10, "c": 0.30000000000000001}`), &m); err != nil {
		t.Fatal(err)
	}
	const unchanged = `{"a":9007199254740993,"b":1.1,"c":0.30000000000000001}`
	if got := encoded(t, &m); got != unchanged {
		t.Errorf("unchanged: %s", got)
	}
	changed := m
	changed.Size = 3
	changed.AdditionalProperties = map[string]float64{"a": 9007199254740992, "b": 2, "c": 4}
	if got, want := encoded(t, &changed), `{"size":3,"a":9007199254740993,"b":2,"c":4}`; got != want {
		t.Errorf("changed: %s, want %s", got, want)
	}
	if got := encoded(t, &m); got != unchanged {
		t.Errorf("the change of a copy shows: %s", got)
	}
}

func TestChangeBelowReplacesTheMember(t *testing.T) {
	var m sampleModel
	if err := json.Unmarshal([]byte(`{"codes":[-0,1],"home":{"zip":null,"more":1}}`), &m); err != nil {
		t.Fatal(err)
	}
	if got, want := encoded(t, &m), `{"home":{"zip":null,"more":1},"codes":[-0,1]}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	m.Codes[1] = 2
	m.Home.City = "Oslo"
	m.Label = Some("x")
	if got, want := encoded(t, &m), `{"home":{"city":"Oslo","zip":null,"more":1},"codes":[0,2],"label":"x"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOnlyTheInnermostObjectRemembers(t *testing.T) {
	const doc = `{"homes":[null,{"city":"a"},{"zip":"1"}],"label":"x"}`
	var m sampleModel
	if err := json.Unmarshal([]byte(doc), &m); err != nil {
		t.Fatal(err)
	}
	homes, _ := m.Homes.Get()
	if homes[1].Extras.p != nil || len(homes[2].Extras.p.remembered) != 1 || homes[0].Extras.p.whole != "null" ||
		len(m.Extras.p.remembered) != bits.OnesCount64(codecOf(reflect.TypeFor[sampleModel]()).model.required[0]) {
		t.Errorf("the null is remembered by %+v, the absent city by %+v", homes[0].Extras.p, homes[2].Extras.p)
	}
	if got := encoded(t, &m); plainJSON(t, []byte(got)) != plainJSON(t, []byte(doc)) {
		t.Errorf("came back as %s", got)
	}
}

func TestAbsentNullAndValueOfARequiredMember(t *testing.T) {
	for _, doc := range []string{`{}`, `{"city":null}`, `{"city":""}`} {
		m := decodeAddress(t, doc)
		if got := encoded(t, &m); got != doc {
			t.Errorf("%s came back as %s", doc, got)
		}
		m.City = "Rome"
		if got := encoded(t, &m); got != `{"city":"Rome"}` {
			t.Errorf("%s changed to %s", doc, got)
		}
	}
}

func TestNewModelWritesRequiredMembers(t *testing.T) {
	m := sampleModel{Pet: samplePetFromAddress(sampleAddress{City: "Bonn"}), Parent: Some[*sampleModel](nil), Work: Null[sampleAddress]()}
	want := `{"id":0,"name":"","created_at":"0001-01-01T00:00:00Z","active":false,"count":0,"home":{"city":""},` +
		`"codes":[],"scores":{},"free":{},"blob":"","anything":null,"pet":{"city":"Bonn"},"parent":null,"work":null}`
	if got := encoded(t, &m); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestRepeatedMemberLastWins(t *testing.T) {
	for doc, want := range map[string]string{
		`{"city":"a","city":"b"}`:                               `{"city":"b"}`,
		`{"city":null,"city":"b"}`:                              `{"city":"b"}`,
		`{"city":"a","city":null}`:                              `{"city":null}`,
		`{"city":"a","zip":"1","zip":null,"x":1,"y":2,"x":[3]}`: `{"city":"a","zip":null,"y":2,"x":[3]}`,
	} {
		m := decodeAddress(t, doc)
		if got := encoded(t, &m); got != want {
			t.Errorf("%s came back as %s, want %s", doc, got, want)
		}
	}
	var m sampleModel
	if err := json.Unmarshal([]byte(`{"home":{"city":"a","zip":"1","x":1},"home":{"city":"b"}}`), &m); err != nil {
		t.Fatal(err)
	}
	if got, want := encoded(t, &m), `{"home":{"city":"b"}}`; got != want {
		t.Errorf("a repeated struct is merged: %s, want %s", got, want)
	}
}

func TestManyUnknownMembers(t *testing.T) {
	var doc strings.Builder
	doc.WriteString(`{"city":"a"`)
	for i := range 30000 {
		fmt.Fprintf(&doc, `,"m%d":%d`, i%20000, i)
	}
	doc.WriteString("}")
	m := decodeAddress(t, doc.String())
	if got := m.Extras.Map(); len(got) != 20000 || string(got["m5"]) != "20005" || string(got["m15000"]) != "15000" {
		t.Errorf("%d members, m5 is %s, m15000 is %s", len(got), got["m5"], got["m15000"])
	}
	if got, want := plainJSON(t, []byte(encoded(t, &m))), plainJSON(t, []byte(doc.String())); got != want {
		t.Error("changed by a round trip")
	}
}

func TestExtras(t *testing.T) {
	m := decodeAddress(t, `{"city":"a","x":{"y" : 1},"z":2}`)
	shared := m
	if got := m.Extras.Map(); len(got) != 2 || string(got["x"]) != `{"y" : 1}` {
		t.Errorf("Map() = %s", got)
	}
	if err := m.Extras.Set("x", "<new>"); err != nil {
		t.Fatal(err)
	}
	if err := m.Extras.Set("w", map[string]any{"b": 1, "a": nil}); err != nil {
		t.Fatal(err)
	}
	if err := m.Extras.Set("zip", 5); err != nil {
		t.Fatal(err)
	}
	if err := m.Extras.Set("bad", func() {}); err == nil {
		t.Error("Set takes a function")
	}
	m.Extras.Delete("z")
	m.Extras.Delete("not there")
	if got, want := encoded(t, &m), `{"city":"a","x":"<new>","w":{"a":null,"b":1},"zip":5}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := encoded(t, &shared), `{"city":"a","x":{"y" : 1},"z":2}`; got != want {
		t.Errorf("the copy changed, too: %s", got)
	}
	var none sampleAddress
	if none.Extras.Map() != nil {
		t.Error("Map() of a new model is not nil")
	}
	none.Extras.Delete("x")
	if err := none.Extras.Set("x", 1); err != nil {
		t.Fatal(err)
	}
	none.Extras.Delete("x")
	if none.Extras.p != nil {
		t.Error("something is left after the last extra member was deleted")
	}
}

// TestMemberSetTwice checks that nobody has to guess which of two values is sent.
func TestMemberSetTwice(t *testing.T) {
	set := func(m sampleAddress, name string) sampleAddress {
		if err := m.Extras.Set(name, 5); err != nil {
			t.Fatal(err)
		}
		return m
	}
	foreign := decodeAddress(t, `{"city":["a"],"zip":5}`)
	changed := foreign
	changed.City, changed.Zip = "b", Some("c")
	for _, c := range []struct {
		m    sampleAddress
		want string
	}{
		{set(sampleAddress{City: "a"}, "city"), "error city"},
		{set(sampleAddress{Zip: Some("")}, "zip"), "error zip"},
		{set(sampleAddress{Zip: Null[string]()}, "zip"), "error zip"},
		{set(sampleAddress{}, "city"), `{"city":5}`},
		{set(sampleAddress{}, "zip"), `{"city":"","zip":5}`},
		{set(set(sampleAddress{}, "zip"), "zip"), `{"city":"","zip":5}`},
		{foreign, `{"city":["a"],"zip":5}`},
		{changed, `{"city":"b","zip":"c"}`},
		{set(foreign, "city"), `{"zip":5,"city":5}`},
		{set(changed, "city"), "error city"},
		{set(changed, "zip"), "error zip"},
	} {
		out, err := marshalModel(&c.m)
		if name, fails := strings.CutPrefix(c.want, "error "); fails {
			if want := "stackone: encode " + name + ": the member is set both as a field and in Extras"; err == nil || err.Error() != want {
				t.Errorf("%+v: got %s, error %v, want %s", c.m, out, err, want)
			}
		} else if err != nil || string(out) != c.want {
			t.Errorf("%+v: got %s, want %s, %v", c.m, out, c.want, err)
		}
	}
	open := sampleOpen{Size: 1, AdditionalProperties: map[string]float64{"a": 1}}
	if err := open.Extras.Set("a", 2); err != nil {
		t.Fatal(err)
	}
	if out, err := marshalModel(&open); err == nil || !strings.Contains(err.Error(), "encode a: ") {
		t.Errorf("%s, error %v", out, err)
	}
}

// A struct that embeds a model by a pointer that is nil has its methods.
func TestDecodingIntoNothing(t *testing.T) {
	var own struct {
		*sampleAddress
		Tag string
	}
	if err := json.Unmarshal([]byte(`{"city":"a","Tag":"b"}`), &own); err == nil || !strings.Contains(err.Error(), "a nil *runtime.sampleAddress") {
		t.Errorf("error %v", err)
	}
	if err := json.Unmarshal([]byte(`null`), &own); err != nil {
		t.Errorf("error %v", err)
	}
	own.sampleAddress = &sampleAddress{}
	if err := json.Unmarshal([]byte(`{"city":"a"}`), &own); err != nil || own.City != "a" {
		t.Errorf("%v, error %v", own.City, err)
	}
	for _, target := range []json.Unmarshaler{(*Opt[string])(nil), (*JSONValue)(nil), (*Time)(nil)} {
		if err := target.UnmarshalJSON([]byte(`"2024-01-02"`)); err == nil {
			t.Errorf("%T: no error", target)
		}
	}
}

func TestAdditionalPropertiesDoNotRepeatFields(t *testing.T) {
	m := sampleOpen{Size: 1, AdditionalProperties: map[string]float64{"size": 2, "note": 3, "a": 4}}
	if got, want := encoded(t, &m), `{"size":1,"a":4,"note":3}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestUnmarshalReplacesOrLeaves(t *testing.T) {
	m := decodeAddress(t, `{"city":"a","zip":"1","x":1}`)
	for _, doc := range []string{"null", " null ", `{"city":"b","zip":x}`, `{"city":"b"`, `nul`, `[]`} {
		err := m.UnmarshalJSON([]byte(doc))
		if (err == nil) != (strings.TrimSpace(doc) == "null") {
			t.Errorf("%s: %v", doc, err)
		}
		if got, want := encoded(t, &m), `{"city":"a","zip":"1","x":1}`; got != want {
			t.Errorf("%s makes it %s", doc, got)
		}
	}
	if err := json.Unmarshal([]byte(`{"city":"b"}`), &m); err != nil {
		t.Fatal(err)
	}
	if got, want := encoded(t, &m), `{"city":"b"}`; got != want {
		t.Errorf("merged instead of replaced: %s", got)
	}
}
