package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// Documents that are not JSON, or that have two members of a name, would make the
// checks fail for reasons that are no fault of an SDK.
func TestDrawnValuesAreJSON(t *testing.T) {
	d, err := Open("../../spec/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for name, model := range d.Models() {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				drawer := drawer{T: rt, Description: d, strict: rapid.Bool().Draw(rt, "strict")}
				doc := drawer.value(model, usualDepth)
				decoder := json.NewDecoder(bytes.NewReader([]byte(doc)))
				decoder.UseNumber()
				if err := checkMembers(decoder); err != nil {
					rt.Fatalf("%v\n%s", err, doc)
				}
			})
		})
	}
}

// checkMembers reads a value and looks for names that occur twice.
func checkMembers(decoder *json.Decoder) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		seen := map[string]bool{}
		for decoder.More() {
			name, err := decoder.Token()
			if err != nil {
				return err
			}
			if seen[name.(string)] {
				return fmt.Errorf("the member %q is there twice", name)
			}
			seen[name.(string)] = true
			if err := checkMembers(decoder); err != nil {
				return err
			}
		}
	case json.Delim('['):
		for decoder.More() {
			if err := checkMembers(decoder); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = decoder.Token()
	return err
}
