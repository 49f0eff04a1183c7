package runtime

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"text/template"
)

func TestOptStates(t *testing.T) {
	for _, c := range []struct {
		opt          Opt[string]
		value        string
		ok           bool
		null, absent bool
	}{
		{opt: Opt[string]{}, absent: true},
		{opt: Null[string](), null: true},
		{opt: Some(""), ok: true},
		{opt: Some("x"), value: "x", ok: true},
		{opt: FromPtr[string](nil), absent: true},
		{opt: FromPtr(ToPtr(Some("y"))), value: "y", ok: true},
	} {
		value, ok := c.opt.Get()
		if value != c.value || ok != c.ok || c.opt.IsNull() != c.null || c.opt.IsZero() != c.absent {
			t.Errorf("%+v is %v %v %v %v", c, value, ok, c.opt.IsNull(), c.opt.IsZero())
		}
		or := "default"
		if c.ok {
			or = c.value
		}
		if c.opt.Or("default") != or || (ToPtr(c.opt) != nil) != c.ok {
			t.Errorf("%+v: Or gives %q, Ptr %v", c, c.opt.Or("default"), ToPtr(c.opt))
		}
	}
}

func TestToPtrIsACopy(t *testing.T) {
	o := Some(1)
	*ToPtr(o) = 2
	if v, _ := o.Get(); v != 1 {
		t.Error("a write through the pointer changes the Opt")
	}
}

func TestOptInAnAppsOwnStruct(t *testing.T) {
	type own struct {
		A Opt[string]         `json:"a,omitzero"`
		B Opt[int]            `json:"b"`
		C Opt[map[string]any] `json:"c,omitzero"`
		D Opt[sampleAddress]  `json:"d,omitzero"`
		E Opt[*sampleAddress] `json:"e,omitzero"`
	}
	for doc, want := range map[string]string{
		`{}`:                  `{"b":null}`,
		`{"a":null,"b":null}`: `{"a":null,"b":null}`,
		`{"a":"x","b":0}`:     `{"a":"x","b":0}`,
		`{"b":1,"d":{"x":1}}`: `{"b":1,"d":{"x":1}}`,
		`{"b":1,"d":null}`:    `{"b":1,"d":null}`,
		`{"b":1,"e":{"x":1}}`: `{"b":1,"e":{"x":1}}`,
		`{"b":1,"e":null}`:    `{"b":1,"e":null}`,
		`{"b":7,"c":{"n":12345678901234567890.10}}`: `{"b":7,"c":{"n":12345678901234567890.10}}`,
	} {
		var v own
		if err := json.Unmarshal([]byte(doc), &v); err != nil {
			t.Fatal(err)
		}
		if out, err := json.Marshal(v); err != nil || string(out) != want {
			t.Errorf("%s came back as %s, want %s, %v", doc, out, want, err)
		}
	}
	v := own{B: Some(1)}
	if err := json.Unmarshal([]byte(`{"b":"x"}`), &v); err == nil || v.B != Some(1) {
		t.Errorf("%v, %v", v.B, err)
	}
}

// TestOptFormat checks that what is not there never looks like data.
func TestOptFormat(t *testing.T) {
	at := MustParseTime("2024-05-01T09:30:00Z")
	for _, c := range []struct {
		format string
		value  any
		want   string
	}{
		{"%s", Opt[string]{}, "%!s(absent)"},
		{"%v", Opt[string]{}, "%!v(absent)"},
		{"%q", Null[string](), "%!q(null)"},
		{"%d", Null[int](), "%!d(null)"},
		{"%05x", Opt[int]{}, "%!x(absent)"},
		{"%+v", Opt[string]{}, "absent"},
		{"%#v", Opt[string]{}, "absent"},
		{"%+v", Null[int](), "null"},
		{"%+d", Null[int](), "%!d(null)"},
		{"%s", Some("absent"), "absent"},
		{"%q", Some("x"), `"x"`},
		{"%#v", Some("x"), `"x"`},
		{"%03d|", Some(7), "007|"},
		{"%-4d|", Some(7), "7   |"},
		{"%8.3f", Some(2.5), "   2.500"},
		{"%v", Some(at), "2024-05-01T09:30:00Z"},
		{"%v", &[]Opt[int]{{}}[0], "%!v(absent)"},
		{"%v", []Opt[int]{{}, Null[int](), Some(3)}, "[%!v(absent) %!v(null) 3]"},
		{"%+v", struct{ A, B Opt[string] }{A: Some("x")}, "{A:x B:absent}"},
	} {
		if got := fmt.Sprintf(c.format, c.value); got != c.want {
			t.Errorf("%s: got %s, want %s", c.format, got, c.want)
		}
	}
	if got := fmt.Sprint("Dear ", Opt[string]{}); got != "Dear %!v(absent)" {
		t.Errorf("Sprint: got %s", got)
	}
	var out strings.Builder
	page := template.Must(template.New("").Parse("Dear {{.Name}}"))
	if err := page.Execute(&out, struct{ Name Opt[string] }{}); err != nil || out.String() != "Dear %!v(absent)" {
		t.Errorf("template: got %s, %v", out.String(), err)
	}
	if _, ok := any(new(Opt[string])).(fmt.Stringer); ok {
		t.Error("an Opt has a String method")
	}
}

func TestHasMark(t *testing.T) {
	for _, verb := range []string{"%s", "%v", "%q", "%d", "%x", "%é"} {
		for _, o := range []Opt[string]{{}, Null[string]()} {
			if text := fmt.Sprintf("/a "+verb+" b", o); !hasMark(text) {
				t.Errorf("no mark in %q", text)
			}
		}
	}
	if !hasMark("%!%!s(absent)") {
		t.Error("the second beginning of a mark is not looked at")
	}
	for _, text := range []string{"", "absent", "null", "%!", "%!s", "%!s(absent", "100 %! (null)", "%s(null)", "%!s(MISSING)"} {
		if hasMark(text) {
			t.Errorf("there is a mark in %q", text)
		}
	}
}

func TestIn(t *testing.T) {
	var absent, null Opt[*sampleAddress]
	null = Null[*sampleAddress]()
	for _, o := range []Opt[*sampleAddress]{absent, null, Some[*sampleAddress](nil)} {
		In(o).City = "lost"
		if In(o).City != "" || o != absent && o != null && o != Some[*sampleAddress](nil) {
			t.Errorf("%v: what was written to an empty object is there again", o)
		}
	}
	address := sampleAddress{City: "Graz"}
	if o := Some(&address); In(o) != &address {
		t.Error("not the object itself")
	}
}

func TestEnsure(t *testing.T) {
	for _, o := range []Opt[*sampleAddress]{{}, Null[*sampleAddress](), Some[*sampleAddress](nil)} {
		Ensure(&o).City = "Graz"
		if In(o).City != "Graz" {
			t.Errorf("%v: what was written is not there", o)
		}
		Ensure(&o).Zip = Some("8010")
		if In(o).City != "Graz" {
			t.Errorf("%v: the object was replaced", o)
		}
	}
}

func TestOptOfAPointer(t *testing.T) {
	if out, err := json.Marshal(Some[*sampleAddress](nil)); err != nil || string(out) != "null" {
		t.Errorf("Some(nil) is written as %s, %v", out, err)
	}
	m := sampleModel{Home: sampleAddress{City: "Graz"}}
	for _, verb := range []string{"%v", "%+v", "%s"} {
		if text := fmt.Sprintf(verb, Some(&m)); !strings.Contains(text, `"city":"Graz"`) {
			t.Errorf("%s: printed as %s", verb, text)
		}
	}
	var read Opt[*sampleAddress]
	if err := json.Unmarshal([]byte(`{"city":"Linz"}`), &read); err != nil || read.Or(nil).City != "Linz" {
		t.Errorf("read as %v, %v", read, err)
	}
}
