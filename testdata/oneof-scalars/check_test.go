package stackone

import (
	"context"
	"testing"
)

func TestVariants(t *testing.T) {
	v := roundTrip[Values](t, `{
		"text_or_flag": true, "integer_or_text": 12345678901234567, "number_or_text": "10px", "text_or_list": ["a"],
		"nullable": null, "time_or_text": "soon", "enum_or_text": "low", "enum_or_number": 5, "only_one": "x",
		"everything": {"any": [1, null]}, "list_of": ["a", true, null, 7, {"b": 1}]
	}`)
	flag, ok := v.TextOrFlag.Or(StringOrBoolean{}).AsBoolean()
	want(t, "flag", flag && ok, true)
	_, isText := v.TextOrFlag.Or(StringOrBoolean{}).AsString()
	want(t, "flag is a string", isText, false)
	integer, _ := v.IntegerOrText.Or(IntegerOrString{}).AsInteger()
	want(t, "integer", integer, 12345678901234567)
	text, _ := v.NumberOrText.Or(NumberOrString{}).AsString()
	want(t, "text", text, "10px")
	list, _ := v.TextOrList.Or(StringOrStringArray{}).AsStringArray()
	want(t, "items of the list", len(list), 1)
	want(t, "Nullable.IsNull", v.Nullable.IsNull(), true)
	level, _ := v.EnumOrText.Or(LevelOrString{}).AsLevel()
	want(t, "level", level, LevelLow)
	number, _ := v.EnumOrNumber.Or(LevelOrInteger{}).AsInteger()
	want(t, "number", number, 5)
	items := v.ListOf.Or(nil)
	want(t, "items", len(items), 5)
	want(t, "raw of what is no variant", string(items[4].Raw()), `{"b": 1}`)
}

// What no listed value of an enum is belongs to the plain string.
func TestUnlistedText(t *testing.T) {
	v := roundTrip[Values](t, `{"enum_or_text": "other", "number_or_text": 1e400, "integer_or_text": 1.5}`)
	text, ok := v.EnumOrText.Or(LevelOrString{}).AsString()
	want(t, "text", text, "other")
	want(t, "is a string", ok, true)
	_, ok = v.NumberOrText.Or(NumberOrString{}).AsString()
	want(t, "a number is a string", ok, false)
}

func TestParameter(t *testing.T) {
	client, x := serve(t)
	for _, test := range []struct {
		filter StringOrInteger
		query  string
	}{
		{StringOrIntegerFromString("a b"), "filter=a%20b"},
		{StringOrIntegerFromInteger(-3), "filter=-3"},
	} {
		if _, err := client.Values.GetValues(context.Background(), ValuesGetValuesRequest{Filter: Some(test.filter)}); err != nil {
			t.Fatal(err)
		}
		want(t, "query", x.query, test.query)
	}
}
