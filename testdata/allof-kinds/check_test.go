package stackone

import "testing"

func TestMergedKinds(t *testing.T) {
	v := roundTrip[Thing](t, `{
		"values_without_type": "x", "one_letter": "a", "letter": "b", "lengths": "l", "maybe": null, "day": "2024-05-01",
		"count": 3, "letters": ["c"], "high": 6, "rows": [{"a": "r", "b": 1}], "amounts": {"a": 1}
	}`)
	want(t, "letter", v.Letter.Or(""), LetterB)
	want(t, "a letter alone", v.OneLetter.Or(""), ThingOneLetterA)
	want(t, "high", v.High.Or(0), ThingHighHigh)
	want(t, "null", v.Maybe.IsNull(), true)
	want(t, "count", v.Count.Or(0), int32(3))
	row := v.Rows.Or(nil)[0]
	want(t, "row", row.A.Or(""), "r")
	want(t, "row", row.B, 1)
	want(t, "amount", v.Amounts.Or(nil)["a"], 1)
}

func TestDeepMerge(t *testing.T) {
	v := roundTrip[Special](t, `{"kind": "b", "meta": {"version": 1, "owner": {"id": "1", "name": "n"}}, "next": {"kind": "b"}, "nested": [{"kind": "b"}]}`)
	want(t, "kind", v.Kind, SpecialKindB)
	meta := In(v.Meta)
	want(t, "version", meta.Version, 1)
	want(t, "owner", In(meta.Owner).Name.Or(""), "n")
	want(t, "id of the owner", In(meta.Owner).ID.Or(""), "1")
	want(t, "next", In(v.Next).Kind, SpecialKindB)
	want(t, "nested", v.Nested.Or(nil)[0].Kind, SpecialKindB)
}

func TestDistributed(t *testing.T) {
	v := roundTrip[Shape](t, `{"name": "n", "form": "square", "side": 2}`)
	square, ok := v.AsShapeSquare()
	want(t, "square", ok, true)
	want(t, "name", square.Name, "n")
	want(t, "side", square.Side.Or(0), 2.0)
}
