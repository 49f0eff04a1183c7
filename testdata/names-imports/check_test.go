package stackone

import (
	"context"
	"testing"
)

func TestCall(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"time": {"seconds": 1}, "slices": {"list": []}, "bytes": {"seconds": 2}}`
	result, err := client.Context.Context(context.Background(), JSON{JSON: "7", Io: Some(JSONIoIo)}, ContextContextParams{
		Ctx: Some("1"), Context: Some("2"), Opts: Some("3"), Request: Some("4"), BodyField: Some("5"), Req: Some("6"),
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
	ctx := context.Background()
	for path, call := range map[string]func() error{
		"/http": func() error { return client.HTTP.HTTP(ctx, HTTPHTTPRequest{}) },
		"/json": func() error { return client.JSON.JSON(ctx, JSONJSONRequest{}) },
		"/time": func() error { return client.Time.Time(ctx, TimeTimeRequest{}) },
		"/sync": func() error { return client.WindowsTest.Test(ctx, WindowsTestTestRequest{}) },
	} {
		if err := call(); err != nil {
			t.Fatal(err)
		}
		want(t, "path", x.path, path)
	}
}
