package runtime

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestMembersInOrder writes models of fields that are absent, null or there, and
// compares what is written byte for byte.
func TestMembersInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := drawNames(t)
		model := reflect.New(modelOfTexts(names, rapid.Bool().Draw(t, "required")))
		want := fillTexts(t, model.Elem(), names)
		if got, err := marshalModel(model.Interface()); err != nil || string(got) != want {
			t.Fatalf("got  %s\nwant %s\n%v", got, want, err)
		}
	})
}

// fillTexts sets fields of a model to what it draws, and returns what is to be written.
func fillTexts(t *rapid.T, model reflect.Value, names []string) string {
	var members []string
	for i, name := range names {
		text := strings.Repeat("w", rapid.IntRange(0, 40).Draw(t, "size"))
		if rapid.IntRange(0, 9).Draw(t, "unusual") == 0 {
			text += rapid.SampledFrom([]string{`"`, "\\", "\n", "é", "\x7f", "\xff"}).Draw(t, "end")
		}
		member := string(appendJSONString(nil, name)) + ":"
		switch f := model.Field(i + 1).Addr().Interface().(type) {
		case *string:
			*f = text
			members = append(members, member+string(appendJSONString(nil, text)))
		case *Opt[string]:
			switch rapid.IntRange(0, 3).Draw(t, "state") {
			case 0:
				*f = Null[string]()
				members = append(members, member+"null")
			case 1:
				*f = Some(text)
				members = append(members, member+string(appendJSONString(nil, text)))
			}
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}
