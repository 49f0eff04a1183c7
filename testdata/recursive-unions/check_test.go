package stackone

import "testing"

func TestRecursiveUnions(t *testing.T) {
	v := roundTrip[Formula](t, `{"call": {"steps": [{"number": 1}, {"call": {"number": 2}}], "either": {"number": 3}}}`)
	call, _ := v.AsCall()
	steps, ok := call.Call.AsSteps()
	want(t, "the call is of steps", ok, true)
	first, ok := steps.Steps[0].AsNumber()
	want(t, "the first step is a number", ok, true)
	want(t, "number", first.Number, 1.0)
	_, ok = steps.Steps[1].AsCall()
	want(t, "the second step is a call", ok, true)
	left := steps.Either.Or(Left{})
	third, _ := left.AsNumber()
	want(t, "number of either", third.Number, 3.0)
}
