package stackone

import (
	"context"
	"errors"
	"testing"
)

func TestCall(t *testing.T) {
	client, x := serve(t)
	x.reply = `{
		"id": "1", "inner": {"kind": "good", "deeper": {"x": 1}}, "kind_again": "bad", "deeper_again": {"x": 2},
		"escaped": "a", "percent": {"a": "b"}, "same_percent": {}, "first": {"end": true}, "item": {"n": 1}
	}`
	thing, err := client.Things.PutThing(context.Background(), ThingsPutThingRequest{
		ID: "i", Real: Some(SlashAndTildeTildeB), Body: Thing{ID: "1", DeeperAgain: Some(&ThingInnerDeeper{X: Some[int64](3)})},
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "path", x.path, "/things/i")
	want(t, "query", x.query, "real=b")
	wantJSON(t, plain(t, []byte(x.body)), `{"id": "1", "deeper_again": {"x": 3}}`)
	wantJSON(t, thing, x.reply)
	want(t, "kind", thing.KindAgain.Or(""), ThingInnerKindBad)

	x.status, x.reply = 404, `{"message": "m"}`
	_, err = client.Things.PutThing(context.Background(), ThingsPutThingRequest{ID: "i"})
	var problem *ProblemError
	want(t, "problem", errors.As(err, &problem), true)
}
