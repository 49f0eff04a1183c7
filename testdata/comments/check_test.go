package stackone

import "testing"

// That this compiles is most of the test: nothing in the description has become
// code.
func TestTexts(t *testing.T) {
	want(t, "values", len(TextsChoice("").Values()), 8)
	v := roundTrip[Texts](t, `{"choice": "\u0000", "nul": "\u0000\u202e", "closes": "*/"}`)
	want(t, "Choice.IsKnown", v.Choice.Or("").IsKnown(), true)
}
