package stackone

import (
	"context"
	"encoding/json"
	"testing"
)

const freeDocument = `{
	"required": {"plan": "pro", "big": 12345678901234567890, "deep": {"a": [null, 1.10]}},
	"bare": {"a": null}, "open": {}, "open_schema": {"n": 1e400}, "closed": {"really": false}, "empty": {"x": []},
	"nullable": null, "any": [1, "two", null], "list": [{"a": 1}, {}], "list_of_any": [1, null, {"b": 2}],
	"map_of_free": {"m": {"n": {}}}, "named": {"key": "value"}
}`

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Free](t, freeDocument)
	want(t, "big", v.Required["big"].(json.Number), "12345678901234567890")
	want(t, "Nullable.IsNull", v.Nullable.IsNull(), true)
	items, _ := v.Any.Or(JSONValue{}).AsList()
	text, _ := items[1].AsString()
	want(t, "text", text, "two")
	roundTrip[Free](t, `{"required": {}, "any": null, "bare": null}`)
}

func TestCalls(t *testing.T) {
	client, x := serve(t)
	ctx := context.Background()
	x.reply = freeDocument
	got, err := client.Free.Echo(ctx, Free{Required: map[string]any{"plan": "pro"}, Any: Some(NullValue())})
	if err != nil {
		t.Fatal(err)
	}
	wantJSON(t, got, freeDocument)
	wantJSON(t, plain(t, []byte(x.body)), `{"required": {"plan": "pro"}, "any": null}`)

	x.reply = `{"n": 9007199254740993}`
	object, err := client.Free.EchoObject(ctx, map[string]any{"a": []int{1}})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "body", x.body, `{"a":[1]}`)
	wantJSON(t, object, x.reply)

	for _, reply := range []string{`null`, `[1, 2]`, `"text"`, `1e999`} {
		x.reply = reply
		value, err := client.Free.EchoAnything(ctx, StringValue("<&>"))
		if err != nil {
			t.Fatal(err)
		}
		wantJSON(t, value, reply)
	}
}
