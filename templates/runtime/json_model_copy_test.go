package runtime

import (
	"strings"
	"testing"
)

// copyTarget declares some of the members of a sampleModel, some of them otherwise.
type copyTarget struct {
	Name     Opt[string]         `json:"name"`
	ID       Opt[string]         `json:"id"`    // another kind
	Count    Opt[float64]        `json:"count"` // the same kind of JSON
	Label    string              `json:"label"`
	Kind     Opt[string]         `json:"kind"`
	Ratio    Opt[int64]          `json:"ratio"`
	Born     Opt[Time]           `json:"born" format:"date"`
	Parent   Opt[*copyTarget]    `json:"parent"`
	Home     Opt[*sampleAddress] `json:"home"`
	Homes    Opt[[]copyAddress]  `json:"homes"`
	Names    []string            `json:"names"`
	Codes    Opt[[]string]       `json:"codes"`
	Metadata Opt[map[string]any] `json:"metadata"`
	Either   Opt[sampleEither]   `json:"either"`
	Value    JSONValue           `json:"value"`
	Own      Opt[string]         `json:"own"`
	Extras   Extras
}

// copyAddress has a member of another kind than a sampleAddress.
type copyAddress struct {
	City   Opt[string] `json:"city"`
	Zip    Opt[int64]  `json:"zip"`
	Extras Extras
}

func TestCopy(t *testing.T) {
	for _, c := range []struct{ from, before, want string }{
		{`{"name":"a","label":"b","id":7,"shoe_size":44,"own":"x"}`, `{"own":"mine","id":"kept","more":1}`, `{"name":"a","id":"kept","label":"b","own":"mine","more":1}`},
		{`{"label":null,"kind":null}`, `{"label":"kept","kind":"gone"}`, `{"label":"kept","kind":null}`},
		{`{"name":5,"created_at":"soon","label":6,"count":"x"}`, `{"name":"kept","label":"kept","count":1}`, `{"name":"kept","count":1,"label":"kept"}`},
		{`{"count":12,"kind":"big","ratio":3}`, `{}`, `{"count":12,"kind":"big","ratio":3}`},
		{`{"ratio":3.5}`, `{"ratio":1}`, `{"ratio":1}`},
		{`{"born":"2024-01-02"}`, `{}`, `{"born":"2024-01-02"}`},
		{`{"home":{"city":"Graz","zip":5,"door":9}}`, `{"home":{"zip":"old","x":1}}`, `{"home":{"city":"Graz"}}`},
		{`{"parent":{"name":"a","id":7,"x":1,"parent":{"name":null,"home":{"city":"b","y":1}}}}`, `{}`, `{"parent":{"name":"a","label":"","parent":{"label":"","home":{"city":"b"},"names":[],"value":null},"names":[],"value":null}}`},
		{`{"homes":[{"city":"a","zip":"5"},{"city":"b","x":1}]}`, `{}`, `{"homes":[{"city":"a"},{"city":"b"}]}`},
		{`{"homes":["a"]}`, `{"homes":[]}`, `{"homes":[]}`},
		{`{"codes":[1,2]}`, `{}`, `{}`},
		{`{"names":["a","b"]}`, `{"codes":["kept"]}`, `{"names":["a","b"],"codes":["kept"]}`},
		{`{"names":["a",null]}`, `{}`, `{}`},
		{`{"metadata":{"b":1.50,"a":{"x":null}}}`, `{}`, `{"metadata":{"a":{"x":null},"b":1.50}}`},
		{`{"either":[{"city":"a","x":1}]}`, `{}`, `{"either":[{"city":"a"}]}`},
		{`{"either":true,"value":{"a":[1.0]}}`, `{}`, `{"either":true,"value":{"a":[1.0]}}`},
		{`{"name":"\ud800"}`, `{}`, "{\"name\":\"\ufffd\"}"},
	} {
		var from sampleModel
		var to copyTarget
		if err := unmarshalModel([]byte(c.from), &from); err != nil {
			t.Fatal(err)
		}
		if err := unmarshalModel([]byte(c.before), &to); err != nil {
			t.Fatal(err)
		}
		source := encoded(t, &from)
		if err := Copy(&to, &from); err != nil {
			t.Fatal(err)
		}
		if got := encoded(t, &to); got != c.want {
			t.Errorf("%s to %s:\n got %s\nwant %s", c.from, c.before, got, c.want)
		}
		if encoded(t, &from) != source {
			t.Errorf("%s was changed to %s", source, encoded(t, &from))
		}
	}
}

func TestCopySharesNothing(t *testing.T) {
	from := sampleModel{Parent: Some(&sampleModel{Name: "a"}), Codes: []int32{1}, Free: map[string]any{"a": []any{"b"}}}
	var to sampleModel
	if err := Copy(&to, from); err != nil {
		t.Fatal(err)
	}
	if len(to.Codes) != 1 || In(to.Parent).Name != "a" {
		t.Fatalf("copied as %+v", to)
	}
	before := encoded(t, &to)
	In(from.Parent).Name, from.Codes[0] = "b", 2
	from.Free["a"].([]any)[0] = "c"
	if got := encoded(t, &to); got != before {
		t.Errorf("%s became %s", before, got)
	}
}

func TestCopyOfWhatIsNoModel(t *testing.T) {
	var m sampleAddress
	var none *sampleAddress
	for _, c := range []struct {
		dst, src any
		want     string
	}{
		{m, m, "copy to a runtime.sampleAddress, which is not a pointer"},
		{none, m, "copy to a *runtime.sampleAddress"},
		{nil, m, "copy to a <nil>"},
		{new(string), m, "copy to a *string"},
		{&m, nil, "copy from a <nil>"},
		{&m, none, "copy from a *runtime.sampleAddress"},
		{&m, struct{}{}, "copy from a struct {}"},
		{&m, "a", "copy from a string"},
		{&sampleModel{}, sampleModel{Born: Some(DateOf(2024, 2, 31))}, "encode born: there is no date"},
	} {
		if err := Copy(c.dst, c.src); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want %q", err, c.want)
		}
	}
}
