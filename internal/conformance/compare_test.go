package conformance

import "testing"

func TestDifference(t *testing.T) {
	for _, c := range []struct{ got, want, difference string }{
		{`{"a":1,"b":[true,null,"x"]}`, ` { "b" : [ true , null , "\u0078" ] , "a" : 1 } `, ""},
		{`{}`, `{"a":null}`, "$.a is lost"},
		{`{"a":null}`, `{}`, "$.a is new"},
		{`{"a":{"b":[0,1]}}`, `{"a":{"b":[0,2]}}`, "$.a.b[1] is 1, not 2"},
		{`[1]`, `[1,2]`, "$ is [1], not [1,2]"},
		{`[]`, `{}`, "$ is [], not {}"},
		{`{}`, `[]`, "$ is {}, not []"},
		{`null`, `false`, "$ is null, not false"},
		{`"1"`, `1`, `$ is "1", not 1`},
		{`1`, `"1"`, `$ is 1, not "1"`},
		{`1.0`, `1`, ""},
		{`1e3`, `1000`, ""},
		{`10.50e-1`, `1.05`, ""},
		{`9007199254740993`, `9007199254740992`, "$ is 9007199254740993, not 9007199254740992"},
		{`1e99999999999999999999`, `10e99999999999999999998`, ""},
		{`-0`, `0`, "$ is -0, not 0"},
		{`-0.0e7`, `-0`, ""},
		{`1 2`, `1`, "not JSON: there is more behind the document: 1 2"},
	} {
		if got := Difference([]byte(c.got), []byte(c.want)); got != c.difference {
			t.Errorf("Difference(%s, %s) = %q, want %q", c.got, c.want, got, c.difference)
		}
	}
}
