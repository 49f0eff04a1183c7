package stackone

import "testing"

func TestOneType(t *testing.T) {
	v := roundTrip[Holder](t, `{
		"first": "a", "second": 2, "swapped": 1.5, "widened": 3, "named": "b", "many": ["c", 4],
		"cat_or_dog": {"purrs": true}, "dog_or_cat_again": {"barks": false}, "of_lists": {"a": "b"}, "inside": true
	}`)
	var first, second StringOrNumber = v.First.Or(StringOrNumber{}), v.Second.Or(StringOrNumber{})
	text, _ := first.AsString()
	number, _ := second.AsNumber()
	want(t, "first", text, "a")
	want(t, "second", number, 2.0)
	named, _ := v.Named.Or(TextOrNumber{}).AsString()
	want(t, "named", named, "b")
	dog, _ := v.DogOrCatAgain.Or(CatOrDogModel{}).AsDogModel()
	want(t, "barks", dog.Barks, false)
	flag, _ := v.Inside.Or(BooleanOrStringOrNumber{}).AsBoolean()
	want(t, "inside", flag, true)
}
