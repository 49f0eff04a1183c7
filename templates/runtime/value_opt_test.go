package runtime

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
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

func TestOptString(t *testing.T) {
	for want, o := range map[string]Opt[int]{"absent": {}, "null": Null[int](), "7": Some(7)} {
		if got := o.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestOptOfAPointer(t *testing.T) {
	if out, err := json.Marshal(Some[*sampleAddress](nil)); err != nil || string(out) != "null" {
		t.Errorf("Some(nil) is written as %s, %v", out, err)
	}
	m := sampleModel{Home: sampleAddress{City: "Graz"}}
	if text := fmt.Sprint(Some(&m)); !strings.Contains(text, "Graz") {
		t.Errorf("printed as %s", text)
	}
	var read Opt[*sampleAddress]
	if err := json.Unmarshal([]byte(`{"city":"Linz"}`), &read); err != nil || read.Or(nil).City != "Linz" {
		t.Errorf("read as %v, %v", read, err)
	}
}
