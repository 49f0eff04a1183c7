package stackone

import (
	"context"
	"testing"
)

func TestCall(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"time": {"seconds": 1}, "slices": {"list": []}, "bytes": {"seconds": 2}}`
	result, err := client.Context.Context(context.Background(), ContextContextRequest{
		Ctx: Some("1"), Context: Some("2"), Opts: Some("3"), Request: Some("4"), BodyField: Some("5"), Req: Some("6"),
		Body: JSON{JSON: "7", Io: Some(JSONIoIo)},
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "ctx=1&context=2&opts=3&request=4&body=5&req=6")
	wantJSON(t, plain(t, []byte(x.body)), `{"json": "7", "io": "io"}`)
	wantJSON(t, result.HTTP, x.reply)
}

func TestServices(t *testing.T) {
	client, x := serve(t)
	x.status = 204
	for path, call := range map[string]func(context.Context, ...CallOption) error{
		"/http": client.HTTP.HTTP, "/json": client.JSON.JSON, "/time": client.Time.Time, "/sync": client.WindowsTest.Test,
	} {
		if err := call(context.Background()); err != nil {
			t.Fatal(err)
		}
		want(t, "path", x.path, path)
	}
}
