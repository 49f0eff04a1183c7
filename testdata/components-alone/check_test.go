package stackone

import (
	"encoding/json"
	"testing"
)

// Models of a description without operations are read and written as any others.
func TestModels(t *testing.T) {
	const text = `{"id":"p1","grade":"refurbished","fits":[{"id":"p2","grade":"new"}],"size":{"width":2},"later":1}`
	var part Spare
	if err := json.Unmarshal([]byte(text), &part); err != nil {
		t.Fatal(err)
	}
	if part.ID.Or("") != "p1" || part.Grade.IsKnown() {
		t.Errorf("%+v", part)
	}
	data, err := json.Marshal(part)
	if err != nil {
		t.Fatal(err)
	}
	want, got := map[string]any{}, map[string]any{}
	if err := json.Unmarshal([]byte(text), &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &got); err != nil || len(got) != len(want) {
		t.Errorf("%s, want %s", data, text)
	}
}
