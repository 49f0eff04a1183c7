package main

import "testing"

func TestTable(t *testing.T) {
	rows := []row{
		{section: "build", what: "time ÷ peer", values: series{0.4, 0.6, 0.5}, unit: "×", target: atMost(0.5), detail: "6 / 12 s"},
		{section: "size", what: "lines", values: series{81_234}, target: atMost(75_000)},
		{section: "decode", what: "time", values: series{1.25}, unit: "×", target: target{sign: "≤", limit: 1, aim: true}},
		{section: "call", what: "more", values: series{-1234, -1234}, unit: "µs"},
	}
	const want = `| section | measured    | median    | p10 – p90            | target    | met | medians, or what it is |
|---------|-------------|-----------|----------------------|-----------|-----|------------------------|
| build   | time ÷ peer | 0.500×    | 0.420 – 0.580, n=3   | ≤ 0.500   | yes | 6 / 12 s               |
| size    | lines       | 81,234    |                      | ≤ 75,000  | no  |                        |
| decode  | time        | 1.25×     |                      | ≤ 1 (aim) | no  |                        |
| call    | more        | -1,234 µs | -1,234 – -1,234, n=2 |           |     |                        |
`
	if got := table(rows); got != want {
		t.Errorf("the table is\n%s\nwant\n%s", got, want)
	}
	if got := verdict(rows); got != "1 of 2 targets met" {
		t.Errorf("the verdict is %q", got)
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.0123: "0.012", 3: "3", 1.234: "1.23", 12.34: "12.3", 99.96: "100.0", 100: "100", 999.6: "1,000", 1234567: "1,234,567"} {
		if got := number(v); got != want {
			t.Errorf("number(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestTargets(t *testing.T) {
	for _, c := range []struct {
		target target
		value  float64
		met    bool
	}{
		{atMost(1), 1, true}, {atMost(1), 1.01, false},
		{atLeast(6), 6, true}, {atLeast(6), 5.9, false},
		{below(1), 1, false}, {below(1), 0.9, true},
		{above(1), 1, false}, {above(1), 1.1, true},
		{target{}, 5, true},
	} {
		if got := c.target.met(c.value); got != c.met {
			t.Errorf("%v %s %v is %t", c.value, c.target.sign, c.target.limit, got)
		}
	}
}

func TestChoose(t *testing.T) {
	chosen, err := choose(sections(), "size,build")
	if err != nil || len(chosen) != 2 || chosen[0].name != "size" || chosen[1].name != "build" {
		t.Errorf("chose %v, %v", sectionNames(chosen), err)
	}
	if _, err := choose(sections(), "size,speed"); err == nil {
		t.Error("an unknown section is accepted")
	}
}
