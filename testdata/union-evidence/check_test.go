package stackone

import (
	"fmt"
	"testing"
)

// held returns the type of the variant that a union holds, or "none".
func held(u any) string {
	if opt, ok := u.(interface{ IsZero() bool }); ok && opt.IsZero() {
		return "nothing"
	}
	switch u := u.(type) {
	case Message:
		return typeOf(u.union)
	case Shape:
		return typeOf(u.union)
	case Unit:
		return typeOf(u.union)
	case Flag:
		return typeOf(u.union)
	}
	return fmt.Sprintf("%T", u)
}

func typeOf(u union) string {
	if u.value == nil {
		return "none"
	}
	return fmt.Sprintf("%T", u.value)[len("*"):]
}

func TestConstantsThatAreShared(t *testing.T) {
	for text, kind := range map[string]string{
		`{"kind":"note","text":"t"}`:          "stackone.Draft",
		`{"kind":"note","text":"t","to":"x"}`: "stackone.Sent",
		`{"kind":"failure","at":"a"}`:         "stackone.Failure",
		`{"kind":"receipt","at":"a"}`:         "stackone.Receipt",
		`{"kind":"receipt"}`:                  "stackone.Receipt",
		`{"kind":"later","at":"a"}`:           "none",
		`{"kind":"note"}`:                     "none",
		`{"at":"a"}`:                          "none",
	} {
		want(t, text, held(roundTrip[Message](t, text)), kind)
	}
}

func TestUnknownTags(t *testing.T) {
	for text, kind := range map[string]string{
		`{"form":"circle"}`:           "stackone.Round",
		`{"form":"edgy"}`:             "stackone.Edgy",
		`{"form":"star","radius":1}`:  "none",
		`{"form":"star","corners":1}`: "none",
		`{"form":"Round"}`:            "none",
	} {
		want(t, text, held(roundTrip[Shape](t, text)), kind)
	}
}

func TestScalarTags(t *testing.T) {
	for text, kind := range map[string]string{`{"type":1}`: "stackone.Weight", `{"type":2.0}`: "stackone.Volume", `{"type":3}`: "none"} {
		want(t, text, held(roundTrip[Unit](t, text)), kind)
	}
	for text, kind := range map[string]string{`{"on":true}`: "stackone.On", `{"on":false}`: "stackone.Off"} {
		want(t, text, held(roundTrip[Flag](t, text)), kind)
	}
}

func TestOtherEvidence(t *testing.T) {
	of := func(v Parcel) map[string]union {
		return map[string]union{
			"labels": v.Labels.Or(ParcelLabels{}).union, "lists": v.Lists.Or(DraftOrReceiptOrStringArray{}).union, "maps": v.Maps.Or(IntegerOrStringMap{}).union,
			"role": v.Role.Or(UserOrGroup{}).union, "job": v.Job.Or(JobOrTask{}).union, "word": v.Word.Or(ColorOrSize{}).union,
			"code": v.Code.Or(LowOrHighOrString{}).union, "named": v.Named.Or(ParcelNamed{}).union, "one": v.One.Or(ReceiptOrString{}).union,
		}
	}
	for _, c := range []struct{ member, text, kind string }{
		{"labels", `{"z":1}`, "map[string]int64"},
		{"labels", `{"a":"x"}`, "stackone.ParcelLabelsFixed"},
		{"labels", `{"z":"x"}`, "stackone.ParcelLabelsFixed"},
		{"labels", `{"a":1}`, "map[string]int64"},
		{"lists", `[{"kind":"note","text":"t"}]`, "[]stackone.Draft"},
		{"lists", `[{"kind":"receipt","at":"t"}]`, "[]stackone.Receipt"},
		{"lists", `["a"]`, "[]string"},
		{"lists", `[]`, "[]stackone.Draft"},
		{"lists", `[1]`, "none"},
		{"lists", `[{"kind":"note","text":"t"},"a"]`, "none"},
		{"maps", `{"a":1}`, "map[string]int64"},
		{"maps", `{"a":"b"}`, "map[string]string"},
		{"maps", `{"a":"b","c":1}`, "none"},
		{"role", `{"type":5,"id":"1"}`, "stackone.User"},
		{"role", `{"type":6,"id":"1"}`, "stackone.Group"},
		{"role", `{"type":7,"id":"1"}`, "none"},
		{"job", `{"id":"1","state":"done"}`, "stackone.Job"},
		{"job", `{"id":"1","state":"closed"}`, "stackone.Task"},
		{"job", `{"id":"1","state":"later"}`, "none"},
		{"job", `{"id":"1","state":"later","due":"d"}`, "stackone.Task"},
		{"word", `"green"`, "stackone.Color"},
		{"word", `"m"`, "stackone.Size"},
		{"word", `"later"`, "none"},
		{"code", `2`, "stackone.Low"},
		{"code", `20`, "stackone.High"},
		{"code", `"x"`, "string"},
		{"code", `3`, "none"},
		{"named", `{"type":"Jar"}`, "stackone.Jar"},
		{"named", `{"type":"Tin"}`, "stackone.Tin"},
		{"named", `{"type":"Cup"}`, "none"},
		{"one", `{"kind":"receipt","at":"a"}`, "stackone.Receipt"},
		{"one", `{"kind":"later","at":"a"}`, "none"},
		{"one", `{"kind":"receipt"}`, "stackone.Receipt"},
	} {
		v := roundTrip[Parcel](t, `{"`+c.member+`":`+c.text+`}`)
		want(t, c.member+" "+c.text, typeOf(of(v)[c.member]), c.kind)
	}
}
