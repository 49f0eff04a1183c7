package testkit

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	for _, c := range []struct{ want, got, diff string }{
		{`{"a":1,"b":[true,null,"x"]}`, `{"b":[true,null,"x"],"a":1}`, ""},
		{`{"a":1.5}`, `{"a":1.50}`, ""},
		{`[1e2, -0, 0.001, 100e-2, 9007199254740993]`, `[100, 0, 1E-3, 1, 9007199254740993.0]`, ""},
		{`[9007199254740993, 1, 1e400000000000]`, `[9007199254740992, -1, 1e400000000001]`,
			"[0]: want 9007199254740993, got 9007199254740992\n[1]: want 1, got -1\n[2]: want 1e400000000000, got 1e400000000001"},
		{`{"at":"2024-05-01T09:30:00Z"}`, `{"at":"2024-05-01T11:30:00.000+02:00"}`, ""},
		{`["2024-05-01","2024-05-01T00:00:00"]`, `["2024-05-01T00:00:00Z","2024-05-01 00:00:00.0"]`, ""},
		{`"2024-05-01"`, `"2024-05-02"`, `the value: want "2024-05-01", got "2024-05-02"`},
		{`{"a":null}`, `{}`, "a: want null, got nothing"},
		{`{}`, `{"a":""}`, `a: want nothing, got ""`},
		{`{"a":[]}`, `{"a":null}`, "a: want [], got null"},
		{`{"a":null}`, `{"a":{}}`, "a: want null, got {}"},
		{`{"a":[1]}`, `{"a":{"0":1}}`, `a: want [1], got {"0":1}`},
		{`{"a":"1"}`, `{"a":1}`, `a: want "1", got 1`},
		{`{"list":[{"name":"<a>"},{}]}`, `{"list":[{"name":"<b>"}]}`, "list[0].name: want \"<a>\", got \"<b>\"\nlist[1]: want {}, got nothing"},
		{`{"a b":{"c":{"":true}}}`, `{"a b":{"c":{"":false}}}`, `["a b"].c[""]: want true, got false`},
	} {
		if got := Diff(json.RawMessage(c.want), json.RawMessage(c.got)); got != c.diff {
			t.Errorf("%s and %s:\n%s\nwant\n%s", c.want, c.got, got, c.diff)
		}
	}
}

func TestDiffOfAnything(t *testing.T) {
	if diff := Diff(nil, (*int)(nil)); diff != "" {
		t.Error(diff)
	}
	if diff := Diff(math.NaN(), 1); !strings.HasPrefix(diff, "the wanted value has no JSON") {
		t.Error(diff)
	}
	if diff := Diff(1, math.NaN()); !strings.HasPrefix(diff, "the value that was got has no JSON") {
		t.Error(diff)
	}
	lines := strings.Split(Diff(make([]int, 100), []int{}), "\n")
	if len(lines) != mostDifferences+1 || lines[mostDifferences] != "and 50 more differences" {
		t.Errorf("%d lines, the last one %q", len(lines), lines[len(lines)-1])
	}
	if diff := Diff(strings.Repeat("é", 1000), ""); len(diff) > 500 {
		t.Errorf("%d bytes for a long text", len(diff))
	}
}
