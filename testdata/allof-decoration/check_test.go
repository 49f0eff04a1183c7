package stackone

import "testing"

func TestRoundTrip(t *testing.T) {
	v := roundTrip[Person](t, `{"home": null, "work": {"city": "Graz"}, "role": "admin", "plain": {}, "short": "abc", "nothing_said": [1]}`)
	want(t, "Home.IsNull", v.Home.IsNull(), true)
	var home, work Opt[*Address] = v.Home, v.Work // one type, however it is decorated
	want(t, "city", work.Or(&Address{}).City.Or(""), "Graz")
	want(t, "home", home.IsZero(), false)
}
