package stackone

import (
	"context"
	"testing"
	"time"
)

const everyFormat = `{
	"at": "2024-02-29T23:59:60.123456789+05:30", "day": "2024-02-29", "local": "2024-02-29T12:00:00", "clock": "12:00:00",
	"bytes": "aGVsbG8=", "small": -2147483648, "large": 9223372036854775807, "plain": 50, "float": 0.1, "double": 1e300,
	"uuid": "not checked", "duration": "P1D", "email": "a@b", "unknown": "x", "untyped": "2024-01-01T00:00:00Z",
	"made": "2024-01-01T00:00:00.000Z"
}`

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Formats](t, everyFormat)
	want(t, "bytes", string(v.Bytes.Or(nil)), "hello")
	want(t, "small", v.Small.Or(0), -2147483648)
	want(t, "large", v.Large.Or(0), 9223372036854775807)
	want(t, "day", v.Day.Or(Time{}).Day(), 29)
	roundTrip[Formats](t, `{"at": "2024-01-02T03:04:05", "day": "2024-01-02T00:00:00Z", "local": "x"}`)
	roundTrip[Formats](t, `{"at": "2024-01-02 03:04:05", "float": 1.10, "double": 12345678901234567890, "bytes": "a-_="}`)
}

func TestRequest(t *testing.T) {
	client, x := serve(t)
	x.reply = everyFormat
	at := time.Date(2024, 1, 2, 3, 4, 5, 600_000_000, time.FixedZone("", 3600))
	_, err := client.Formats.Echo(context.Background(), FormatsEchoRequest{
		Day: DateOf(2024, time.May, 6), Since: Some(NewTime(at)), Big: Some[int64](1 << 60), Ratio: Some(0.1),
		Body: Formats{At: NewTime(at), Day: Some(NewTime(at)), Bytes: Some([]byte{0, 255}), Password: Some("p")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, "path", x.path, "/formats/2024-05-06")
	want(t, "query", x.query, "since=2024-01-02T03%3A04%3A05.6%2B01%3A00&big=1152921504606846976&ratio=0.1")
	wantJSON(t, plain(t, []byte(x.body)), `{"at": "2024-01-02T03:04:05.6+01:00", "day": "2024-01-02", "bytes": "AP8=", "password": "p"}`)
}
