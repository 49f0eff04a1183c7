package stackone

import "testing"

func TestTuples(t *testing.T) {
	v := roundTrip[Route](t, `{"point": [1.5, 2], "stop": ["a", {"name": "b"}, true, 7], "range": [1, "2024-05-01"]}`)
	want(t, "point", v.Point.Or(nil)[0], 1.5)
	stop := v.Stop.Or(nil)
	name, _ := stop[0].AsString()
	want(t, "name", name, "a")
	place, _ := stop[1].AsPlace()
	want(t, "place", place.Name, "b")
	last, _ := stop[2].AsBoolean()
	want(t, "last", last, true)
	want(t, "none of these", string(stop[3].Raw()), "7")
	day, _ := v.Range.Or(nil)[1].AsDate()
	want(t, "day", day.Format("2006-01-02"), "2024-05-01")
}
