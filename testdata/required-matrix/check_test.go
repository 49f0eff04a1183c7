package stackone

import (
	"context"
	"errors"
	"fmt"
	"testing"
)

const fullMatrix = `{
	"scalar": "", "scalar_null": "x", "scalar_opt": "", "scalar_opt_null": "x",
	"list": [], "list_null": [1], "list_opt": [], "list_opt_null": [2],
	"map": {}, "map_null": {"a": true}, "map_opt": {}, "map_opt_null": {"b": false},
	"object": {}, "object_null": {"value": 1}, "object_opt": {"value": null}, "object_opt_null": {},
	"enum": "red", "enum_null": "green", "enum_opt": "purple", "enum_opt_null": "red",
	"time": "2024-01-02T03:04:05Z", "time_null": "2024-01-02T03:04:05.678+01:00",
	"time_opt": "2024-01-02", "time_opt_null": "no time at all"
}`

const nullMatrix = `{
	"scalar": "s", "scalar_null": null, "scalar_opt_null": null,
	"list": [1], "list_null": null, "list_opt_null": null,
	"map": {"a": true}, "map_null": null, "map_opt_null": null,
	"object": {"value": 1.5}, "object_null": null, "object_opt_null": null,
	"enum": "green", "enum_null": null, "enum_opt_null": null,
	"time": "2024-01-02T03:04:05Z", "time_null": null, "time_opt_null": null
}`

func TestRoundTrip(t *testing.T) {
	full := roundTrip[Matrix](t, fullMatrix)
	want(t, "EnumOpt", full.EnumOpt.Or(""), "purple")
	want(t, "EnumOpt.IsKnown", full.EnumOpt.Or("").IsKnown(), false)
	want(t, "TimeOptNull.IsZero", full.TimeOptNull.IsZero(), true)

	nulls := roundTrip[Matrix](t, nullMatrix)
	want(t, "ScalarNull.IsNull", nulls.ScalarNull.IsNull(), true)
	want(t, "ScalarOpt.IsZero", nulls.ScalarOpt.IsZero(), true)
	want(t, "ListOptNull.IsNull", nulls.ListOptNull.IsNull(), true)
	want(t, "ObjectOpt.IsZero", nulls.ObjectOpt.IsZero(), true)
}

// Servers break their own rules; a null or an absence must not be lost.
func TestRoundTripAgainstTheRules(t *testing.T) {
	v := roundTrip[Matrix](t, `{"scalar": null, "scalar_opt": null, "list_opt": null, "object_opt": null, "enum": null, "later": [1, {"a": 1e400}]}`)
	want(t, "ScalarOpt.IsNull", v.ScalarOpt.IsNull(), true)
	want(t, "Extra", string(v.Extras.Map()["later"]), `[1, {"a": 1e400}]`)
}

func TestRequest(t *testing.T) {
	client, x := serve(t)
	x.reply = nullMatrix
	got, err := client.Matrices.Echo(context.Background(), Matrix{
		Scalar:     "s",
		Time:       DateOf(2024, 1, 2),
		ScalarNull: Null[string](),
		ListOpt:    Some([]int64{1}),
		Enum:       ColorRed,
		ObjectNull: Some(&Cell{Value: Some(0.5)}),
	})
	if err != nil {
		t.Fatal(err)
	}
	wantJSON(t, plain(t, []byte(x.body)), `{
		"scalar": "s", "scalar_null": null, "list": [], "list_opt": [1], "map": {}, "object": {},
		"object_null": {"value": 0.5}, "enum": "red", "time": "2024-01-02"
	}`)
	wantJSON(t, got, nullMatrix)
}

func TestWrongKind(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"scalar": 7, "enum": "red"}`
	var meta Response
	got, err := client.Matrices.Echo(context.Background(), Matrix{}, WithResponse(&meta))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "Enum", got.Enum, ColorRed)
	wantJSON(t, got, x.reply)
	want(t, "Problems", fmt.Sprint(meta.Problems), "[scalar: expected a string, found a number]")
	_, err = client.Matrices.Echo(context.Background(), Matrix{}, WithStrictDecoding())
	var failed *DecodeError
	if !errors.As(err, &failed) {
		t.Fatalf("got %v", err)
	}
	want(t, "Operation", failed.Operation, "Matrices.echo")
}
