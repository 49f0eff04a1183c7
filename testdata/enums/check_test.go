package stackone

import (
	"context"
	"testing"
)

func TestValues(t *testing.T) {
	v := roundTrip[Thing](t, `{
		"kind": null, "nullable_kind": null, "size": 3, "ratio": 0.25, "fixed": "never", "flag": false, "odd": "a-b",
		"kinds": ["one", "three"], "shared": "medium", "levels": ["low", ""], "mixed": 1, "doubled": "b"
	}`)
	want(t, "Kind.IsNull", v.Kind.IsNull(), true)
	want(t, "Size.IsKnown", v.Size.IsKnown(), false)
	want(t, "Shared", v.Shared.Or(""), "medium")
	want(t, "Odd", v.Odd.Or(""), ThingOddAB2)
	want(t, "Odd.IsKnown", v.Odd.Or("").IsKnown(), true)
	want(t, "number of odd values", len(ThingOdd("").Values()), 16)
	seen := map[ThingOdd]bool{}
	for _, odd := range ThingOdd("").Values() {
		seen[odd] = true
	}
	want(t, "different odd values", len(seen), 16)
}

func TestParameter(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"size": 1}`
	if _, err := client.Things.GetThing(context.Background(), ThingsGetThingRequest{Order: Some(ThingsGetThingOrder("by size & weight"))}); err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "order=by%20size%20%26%20weight")
}
