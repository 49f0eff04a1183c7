package stackone

import (
	"testing"
)

func TestUnsigned(t *testing.T) {
	const most = 1<<64 - 1
	client, x := serve(t)
	x.reply = `{"id":18446744073709551615,"hash":162259276829213363391578010288126,"parts":[18446744073709551615],"by_name":{"a":1},"either":18446744073709551615}`
	var response Response
	counter, err := client.Counters.GetCounter(t.Context(), CountersGetCounterRequest{ID: most, Above: Some[uint64](most)}, WithResponse(&response))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "path", x.path, "/counters/18446744073709551615")
	want(t, "query", x.query, "above=18446744073709551615")
	want(t, "id", counter.ID, most)
	want(t, "parts", counter.Parts.Or(nil)[0], most)
	either, _ := counter.Either.Or(Uint64OrString{}).AsUint64()
	want(t, "either", either, most)
	want(t, "hash is absent", counter.Hash.IsZero(), true)
	raw, _ := counter.Extras.Get("hash")
	want(t, "text of hash", string(raw), "162259276829213363391578010288126")
	want(t, "problems", response.ProblemCount, 1)
	roundTrip[Counter](t, x.reply)
}
