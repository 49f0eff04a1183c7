package runtime

import "testing"

func TestExtrasEqual(t *testing.T) {
	read := func(text string) Extras {
		var m sampleAddress
		if err := unmarshalModel([]byte(text), &m); err != nil {
			t.Fatal(err)
		}
		return m.Extras
	}
	set := func(names ...string) Extras {
		var e Extras
		for _, name := range names {
			if err := e.SetExtra(name, 1); err != nil {
				t.Fatal(err)
			}
		}
		return e
	}
	for _, test := range []struct {
		a, b Extras
		want bool
	}{
		{Extras{}, Extras{}, true},
		{read(`{"city":"c"}`), Extras{}, true},
		{read(`{"city":"c","x":1,"y":1}`), read(`{"city":"c","y":1,"x":1}`), true},
		{read(`{"city":"c","x":1}`), set("x"), true},
		{set("x", "y"), set("y", "x"), true},
		{set("x"), Extras{}, false},
		{set("x"), set("y"), false},
		{read(`{"city":"c","x":1}`), read(`{"city":"c","x":2}`), false},
		{read(`{}`), read(`{"city":"c"}`), false}, // what was absent is kept, too
	} {
		if test.a.Equal(test.b) != test.want || test.b.Equal(test.a) != test.want {
			t.Errorf("%v and %v: not %v", test.a.Extra(), test.b.Extra(), test.want)
		}
	}
}
