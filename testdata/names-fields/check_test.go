package stackone

import (
	"context"
	"errors"
	"testing"
)

const everyField = `{
	"Extra": "1", "extras": "2", "SetExtra": "3", "MarshalJSON": "4", "UnmarshalJSON": "5", "Error": "6", "Unwrap": "7",
	"foo_bar": "8", "fooBar": "9", "foo bar": "10", "_": "11", "__": "12", "": "13", "1st": "14", "+1": "15", "-1": "16",
	"日本": "17", "éclair": "18", "quo\"ted\\": "19", "line\nbreak": "20", "user_id": "21", "userIDs": ["22"],
	"HTTPServer": "23", "$ref_like": "24", "decodeJSON": "25", "foo-bar": "unknown"
}`

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Fields](t, everyField)
	want(t, "foo_bar", v.FooBar2.Or(""), "8")
	want(t, "fooBar", v.FooBar.Or(""), "9")
	want(t, "foo bar", v.FooBar3.Or(""), "10")
	want(t, "unknown", string(v.Extras.Map()["foo-bar"]), `"unknown"`)
}

func TestCall(t *testing.T) {
	client, x := serve(t)
	x.reply = everyField
	_, err := client.Fields.Echo(context.Background(), FieldsEchoRequest{
		ID: "i", BodyField: Some("b"), FooBar: Some("2"), FooBar2: Some("1"), Body: Fields{Error: Some("e")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "query", x.query, "Body=b&foo_bar=1&fooBar=2")
	want(t, "body", x.body, `{"Error":"e"}`)

	x.status = 400
	_, err = client.Fields.Echo(context.Background(), FieldsEchoRequest{ID: "i"})
	var failed *FieldsError
	if !errors.As(err, &failed) {
		t.Fatalf("got %v", err)
	}
	want(t, "Body.Error", failed.Body.Error.Or(""), "6")
	want(t, "Body.Unwrap", failed.Body.Unwrap.Or(""), "7")
}
