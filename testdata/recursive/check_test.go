package stackone

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Forest](t, `{
		"node": {
			"value": "a", "parent": null, "next": {"value": "b"},
			"children": [{"value": "c", "children": []}], "by_name": {"d": {"next": null}}
		},
		"chicken": {"egg": {"chicken": {"egg": null}}},
		"matryoshka": [[], [[]]],
		"folders": {"a": {"b": {}}},
		"expression": {"left": 1, "right": {"left": 2, "right": "unknown"}},
		"branch": {"length": 1, "sub": {"length": 2}},
		"nullable": null,
		"alias": {"next": {"next": null}},
		"json": ["a", {"b": ["c"], "d": "e"}, []],
		"maybe": {"twin": null},
		"shapes": {"kind": "Members", "members": [{"kind": "Single"}, {"kind": "Other"}]},
		"twigs": [{"twigs": [{}]}],
		"threads": [{"replies": [{"replies": []}]}],
		"nest": ["a", ["b", ["c"]]],
		"two_steps": [{"a": [{}]}]
	}`)
	next, _ := v.Node.Or(&Node{}).Next.Get()
	want(t, "next", next.Value.Or(""), "b")
	sum, _ := v.Expression.Or(Expression{}).AsSum()
	inner, _ := sum.Right.AsSum()
	left, _ := inner.Left.AsNumber()
	want(t, "left of the inner sum", left, 2.0)
	items, _ := v.JSON.Or(Structure{}).AsStructureArray()
	members, _ := items[1].AsStructureMap()
	text, _ := members["d"].AsString()
	want(t, "text", text, "e")
}

// A document that never ends to nest is an error, not a stack overflow.
func TestDepth(t *testing.T) {
	for _, text := range []string{
		`{"matryoshka": ` + strings.Repeat("[", 1_000_000),
		strings.Repeat(`{"node":`, 1) + strings.Repeat(`{"next":`, 500_000),
		`{"json": ` + strings.Repeat(`{"a":`, 500_000),
	} {
		var v Forest
		if json.Unmarshal([]byte(text), &v) == nil {
			t.Error("no error")
		}
	}
}

// What would have no end if it had all that it must have, has one without.
func TestWithoutEnd(t *testing.T) {
	v := roundTrip[Ouroboros](t, `{"tail": {"name": "b"}, "name": "a"}`)
	tail, ok := v.Tail.Get()
	want(t, "tail", ok && tail.Name == "b" && tail.Tail.IsZero(), true)
}
