package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// secretModel is what the generator writes for an object with sensitive members.
type secretModel struct {
	Name   string              `json:"name"`
	Token  string              `json:"token" sensitive:"true"`
	Key    Opt[string]         `json:"key" sensitive:"true"`
	Home   Opt[*sampleAddress] `json:"home"`
	Inner  Opt[*secretModel]   `json:"inner"`
	Extras Extras
}

func (m secretModel) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *secretModel) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

func (m secretModel) Format(f fmt.State, _ rune) { formatModel(f, &m) }

func (m secretModel) LogValue() slog.Value { return logModel(&m) }

// secretOuter has no sensitive member itself.
type secretOuter struct {
	Secret Opt[*secretModel] `json:"secret"`
	List   []secretModel     `json:"list"`
	Either secretEither      `json:"either"`
	Extras Extras
}

func (m secretOuter) MarshalJSON() ([]byte, error) { return marshalModel(&m) }

func (m *secretOuter) UnmarshalJSON(data []byte) error { return unmarshalModel(data, m) }

type secretEither struct{ union }

func (secretEither) variants() unionRules {
	return unionRules{discriminator: "name", variants: []unionVariant{
		{of: (*secretModel)(nil), tags: []string{"secret"}},
		{of: (*sampleAddress)(nil), tags: []string{"address"}},
	}}
}

func TestSensitiveMembersAreNotPrinted(t *testing.T) {
	for _, doc := range []string{
		`{"name":"seen","token":"hidden","key":"hidden","home":{"city":"seen"},"inner":{"name":"seen","token":"hidden","x":"seen"}}`,
		`{"name":"seen","token":["hidden"],"key":{"a":"hidden"},"x":"seen"}`,
		`{"name":"seen","token":"hidden\ud800","key":null}`,
	} {
		var m secretModel
		if err := json.Unmarshal([]byte(doc), &m); err != nil {
			t.Fatal(err)
		}
		if out, err := json.Marshal(m); err != nil || string(out) != doc {
			t.Errorf("%s is written as %s, %v", doc, out, err)
		}
		wrapped := struct {
			M secretModel
			P *secretModel
			O Opt[secretModel]
			L []secretModel
		}{m, &m, Some(m), []secretModel{m}}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			for _, v := range []any{m, &m, Some(&m), Some(m), map[string]secretModel{"m": m}, wrapped} {
				got := fmt.Sprintf(verb, v)
				if strings.Contains(got, "hidden") || strings.Contains(got, fmt.Sprintf("%x", "hidden")) || !strings.Contains(got, `"name":"seen"`) || !strings.Contains(got, `"token":"***"`) {
					t.Errorf("%s of a %T is printed as %s", verb, v, got)
				}
			}
		}
		for _, kind := range []string{"json", "text"} {
			var out bytes.Buffer
			logger := slog.New(slog.NewTextHandler(&out, nil))
			if kind == "json" {
				logger = slog.New(slog.NewJSONHandler(&out, nil))
			}
			logger.Info("made", "model", m, "pointer", &m)
			if got := out.String(); strings.Contains(got, "hidden") || strings.Count(got, "***") < 2 || !strings.Contains(got, "seen") {
				t.Errorf("logged as %s", got)
			}
		}
	}
	var none *secretModel
	if got := fmt.Sprint(none); got != "<nil>" {
		t.Errorf("a nil pointer is printed as %s", got)
	}
}

func TestSensitiveMembersInside(t *testing.T) {
	for _, doc := range []string{
		`{"secret":{"name":"seen","token":"hidden"},"list":[{"name":"seen","token":"hidden"}],"either":{"name":"secret","token":"hidden","seen":1}}`,
		`{"list":["hidden",{"name":"seen"}],"either":{"name":"address","seen":1}}`,
		`{"list":[],"either":{"name":"other","token":"hidden"},"seen":1}`,
		`{"list":[],"either":["hidden"],"seen":1}`,
		`{"list":[],"either":{"name":"secret","token":["hidden"],"seen":1}}`,
	} {
		var m secretOuter
		if err := json.Unmarshal([]byte(doc), &m); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(Some(&m)); strings.Contains(got, "hidden") || !strings.Contains(got, "seen") {
			t.Errorf("%s\nis printed as %s", doc, got)
		}
		if got := fmt.Sprintf("%+v", m.Secret); strings.Contains(got, "hidden") {
			t.Errorf("%s\nis printed as %s", doc, got)
		}
		if out, err := json.Marshal(m); err != nil || string(out) != doc {
			t.Errorf("%s is written as %s, %v", doc, out, err)
		}
	}
}
