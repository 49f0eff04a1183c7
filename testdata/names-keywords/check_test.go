package stackone

import (
	"context"
	"errors"
	"testing"
)

func TestCall(t *testing.T) {
	client, x := serve(t)
	x.reply = `{"break": {"int": 1}, "case": "type", "chan": [[]], "const": "nil", "if": {"len": 2}, "any": null}`
	got, err := client.Package.Import(context.Background(), PackageImportRequest{
		Type: "t", Func: "f", Range: Some[int64](1), Nil: Some("n"), Len: Some("l"), Body: String{Len: 3},
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "path", x.path, "/t/f")
	want(t, "query", x.query, "range=1&nil=n")
	want(t, "len", x.header.Get("len"), "l")
	wantJSON(t, got, x.reply)

	x.status, x.reply = 400, `{"error": "e"}`
	_, err = client.Package.Import(context.Background(), PackageImportRequest{Type: "t", Func: "f"})
	var failed *BadRequestError
	if !errors.As(err, &failed) {
		t.Fatalf("got %v", err)
	}
	want(t, "error", failed.Body.Error.Or(""), "e")
}
