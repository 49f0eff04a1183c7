package runtime

import (
	"math"
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

// TestDepthOfWrittenObjects writes objects inside each other, as deep as readers go and
// a level deeper.
func TestDepthOfWrittenObjects(t *testing.T) {
	nested := func(levels int) *egg {
		inner := &egg{}
		for range levels/2 - 1 {
			inner = &egg{Hen: Some(&hen{Egg: Some(inner)})}
		}
		return &egg{Hen: Some(&hen{Name: Some("deep"), Egg: Some(inner)})}
	}
	doc, err := marshalModel(nested(maxJSONDepth - 1))
	if err != nil || readDocument(doc, new(egg)) != nil {
		t.Errorf("%d levels: %v", maxJSONDepth-1, err)
	}
	if doc, err = marshalModel(&hen{Egg: Some(nested(maxJSONDepth - 1))}); err != nil || readDocument(doc, new(hen)) != nil {
		t.Errorf("%d levels: %v", maxJSONDepth, err)
	}
	if _, err := marshalModel(nested(maxJSONDepth + 1)); err == nil || !strings.Contains(err.Error(), "nested deeper than 10000 levels") {
		t.Errorf("%d levels: %v", maxJSONDepth+1, err)
	}
}

// TestNothingBelowAfterAnError has the error first: what is written after it has no
// more levels.
func TestNothingBelowAfterAnError(t *testing.T) {
	m := sampleModel{ID: math.NaN(), Parent: Some(&sampleModel{Codes: []int32{1}, Work: Some(sampleAddress{City: "x"})})}
	doc, err := marshalModel(&m)
	if err == nil || !strings.HasPrefix(string(doc), `{"id":null,"name":"",`) || !strings.HasSuffix(string(doc), `,"parent":{}}`) {
		t.Errorf("%v: %s", err, doc)
	}
}

// TestExtrasBeginWithTheirPointer holds what modelPart.states rely on: that the first
// byte of empty Extras is the state of an absent field.
func TestExtrasBeginWithTheirPointer(t *testing.T) {
	if f, _ := reflect.TypeFor[Extras]().FieldByName("p"); f.Offset != 0 || f.Type.Kind() != reflect.Pointer {
		t.Errorf("p is a %v at %d", f.Type, f.Offset)
	}
}
