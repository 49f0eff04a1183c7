package stackone

import (
	"context"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Grid](t, `{
		"matrix": [[1, 2.5], []], "holes": [null, ["a", null], []], "cube": [[[{"v": "x"}, {}]], []],
		"maps_of_lists": {"a": ["b"], "c": []}, "lists_of_maps": [{"a": 1}, {}], "nullable_cells": [null, {"v": "y"}],
		"enums": [["a", "z"]], "times": ["2024-01-02T03:04:05Z", "2024-01-02", "never"]
	}`)
	holes := v.Holes.Or(nil)
	want(t, "holes[0].IsNull", holes[0].IsNull(), true)
	want(t, "holes[1][1].IsNull", holes[1].Or(nil)[1].IsNull(), true)
	want(t, "cube", v.Cube.Or(nil)[0][0][0].V.Or(""), "x")
	// A null where none is allowed is not lost either.
	roundTrip[Grid](t, `{"matrix": [null, [null, 1]], "maps_of_lists": {"a": null}, "lists_of_maps": [null]}`)
}

func TestTop(t *testing.T) {
	client, x := serve(t)
	x.reply = `[[{"v": "a"}], [], [{}]]`
	rows, err := client.Grids.Rows(context.Background(), GridsRowsRequest{})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "rows", len(rows), 3)
	want(t, "first", rows[0][0].V.Or(""), "a")
	wantJSON(t, rows, x.reply)
}
