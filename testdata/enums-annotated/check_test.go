package stackone

import "testing"

func TestAnnotatedEnums(t *testing.T) {
	want(t, "sloop", RigSloop, "sl")
	want(t, "hurricane", WindHurricane, 12)
	want(t, "known", WindCalm.IsKnown() && !Wind(3).IsKnown(), true)
	want(t, "a name that begins with the type", FlagRed, 1)
	want(t, "white", FlagWhite, 2)
	want(t, "mono", HullMono, "m")
	want(t, "a value without a name", HullT, "t")
	want(t, "yard", YardSecondYard, "b2")
	want(t, "greatest", MarkGreatest, 1<<64-1)
	want(t, "least of 64 bits", HullNumberMinus9223372036854775808, -1<<63)

	v := roundTrip[Boat](t, `{"wind": 7, "mark": 18446744073709551615, "number": -9223372036854775808, "state": null, "berth": "west"}`)
	want(t, "an unknown value", v.Wind.Or(0), 7)
	want(t, "mark", v.Mark.Or(0), MarkGreatest)
	want(t, "open", v.Berth.Or(""), "west")
	want(t, "no state", v.State.IsNull(), true)
}
