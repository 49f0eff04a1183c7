package stackone

import "testing"

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Members](t, `{
		"strings": {"": "a", "b": "c"}, "nullable": {"a": null, "b": "c"}, "objects": {"x": {"a": "b", "more": 1}},
		"beside": {"id": "i", "additional_properties": "p", "one": 1, "two": 2},
		"open": {"id": "i", "any": [null]}, "closed": {"id": "i", "still": "kept"}, "enums": {"a": "x", "b": "later"}
	}`)
	beside := v.Beside.Or(&Beside{})
	want(t, "one", beside.AdditionalProperties["one"], 1)
	want(t, "members", len(beside.AdditionalProperties), 2)
	want(t, "any", string(v.Open.Or(&Open{}).Extras.Map()["any"]), "[null]")
	null := v.Nullable.Or(nil)["a"]
	want(t, "null", null.IsNull(), true)
}

func TestDeclaredWins(t *testing.T) {
	wantJSON(t, Beside{ID: "i", AdditionalProperties: map[string]int64{"id": 1, "n": 2}}, `{"id": "i", "n": 2}`)
}

func TestWrongKind(t *testing.T) {
	roundTrip[Beside](t, `{"id": "i", "one": null}`)
}
