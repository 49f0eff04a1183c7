package stackone

import (
	"context"
	"errors"
	"testing"
)

func TestCall(t *testing.T) {
	client, x := serve(t, WithAPIKey("k"))
	x.reply = `{
		"time": {"at": "2024-01-02T03:04:05Z"}, "extras": {"extras": "e"}, "value": {"raw": "r"}, "option": "a",
		"new": {"new": "n"}, "some": "all", "null": {"null": "x"}, "stream": {}, "response": {"status": 1},
		"union": 1, "request": {"op": "o"}, "sdk": [[]], "Extra": {"kept": true}
	}`
	got, err := client.Core.New(context.Background(), ClientModel{Core: CoreModel{NewCore: Some("c")}})
	if err != nil {
		t.Fatal(err)
	}
	wantJSON(t, got, x.reply)
	wantJSON(t, plain(t, []byte(x.body)), `{"core": {"newCore": "c"}}`)
	want(t, "Authorization", x.header.Get("Authorization"), "Bearer k")

	x.status = 204
	if err := client.ForAccount("a").ForAccountService.ForAccount(context.Background(), ForAccountForAccountRequest{}); err != nil {
		t.Error(err)
	}
	want(t, "path", x.path, "/account")
}

func TestErrors(t *testing.T) {
	client, x := serve(t, WithAPIKey("k"))
	x.reply = `{"message": "m"}`
	call := func(status int) error {
		x.status = status
		_, err := client.Core.New(context.Background(), ClientModel{})
		return err
	}
	var first *APIErrorError
	want(t, "400", errors.As(call(400), &first), true)
	want(t, "message", first.Body.Message.Or(""), "m")
	var second *DecodeErrorError
	want(t, "404", errors.As(call(404), &second), true)
	var third *ErrorError
	want(t, "500", errors.As(call(500), &third), true)
	var base *APIError
	want(t, "base", errors.As(call(500), &base), true)
}
