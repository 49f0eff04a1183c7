package runtime

import "testing"

// constantModel has members with one value each.
type constantModel struct {
	Kind  string  `json:"kind" const:"\"made\""`
	Level int64   `json:"level" const:"7"`
	Ready bool    `json:"ready" const:"true"`
	Ratio float64 `json:"ratio" const:"0.50"`
	ID    string  `json:"id"`

	Extras Extras
}

func TestConstantsAreFilled(t *testing.T) {
	for want, m := range map[string]constantModel{
		`{"kind":"made","level":7,"ready":true,"ratio":0.50,"id":""}`: {},
		`{"kind":"x","level":1,"ready":true,"ratio":2,"id":"a"}`:      {Kind: "x", Level: 1, Ready: true, Ratio: 2, ID: "a"},
	} {
		if text, err := marshalModel(&m); string(text) != want || err != nil {
			t.Errorf("written as %s, %v, want %s", text, err, want)
		}
	}
}

// What was read goes back as it came, also where it is not the constant.
func TestConstantsAreReadAsTheyAre(t *testing.T) {
	for _, text := range []string{
		`{"kind":"made","level":7,"ready":true,"ratio":0.5,"id":"1"}`,
		`{"kind":"","level":0,"ready":false,"ratio":0,"id":"1"}`,
		`{"id":"1"}`,
		`{"kind":null,"level":"x","ready":0,"ratio":[],"id":"1"}`,
		`{"id":"1", "kind" : "later"}`,
	} {
		var m constantModel
		if err := unmarshalModel([]byte(text), &m); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if written, err := marshalModel(&m); plainJSON(t, written) != plainJSON(t, []byte(text)) || err != nil {
			t.Errorf("%s was written as %s, %v", text, written, err)
		}
		m.Kind, m.Level = "set", 1
		written, err := marshalModel(&m)
		var again constantModel
		if err != nil || unmarshalModel(written, &again) != nil || again.Kind != "set" || again.Level != 1 {
			t.Errorf("%s was written as %s after a change, %v", text, written, err)
		}
	}
}
