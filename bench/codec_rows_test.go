package main

import "testing"

// The best of the peers is the one that is the nearest to the SDK in its own build,
// not the one with the least time.
func TestAgainstTheBest(t *testing.T) {
	times := func(ours, json, sonic float64) map[string]codecUse {
		all := map[string]codecUse{"ours": {Times: series{ours}}, "json": {Times: series{json}}}
		if sonic > 0 {
			all["sonic"] = codecUse{Times: series{sonic}}
		}
		return all
	}
	peers := []string{"json", "sonic"}
	for _, c := range []struct {
		runs []codecRun
		best string
		met  bool
		rows int
	}{
		{[]codecRun{{peers: peers, Contenders: times(10, 50, 15)}}, "sonic", true, 3},
		{[]codecRun{{peers: peers, Contenders: times(10, 50, 0)}}, "json", true, 2}, // sonic does not run here
		{[]codecRun{{peers: peers, Contenders: times(10, 50, 9)}}, "sonic", false, 3},
		{[]codecRun{{peers: peers, Contenders: times(10, 50, 15)}, {suffix: " of go1.27", peers: peers[:1], Contenders: times(20, 22, 0)}}, "json of go1.27", true, 4},
	} {
		rows := against("read", c.runs, "")
		if len(rows) != c.rows || rows[0].detail != c.best || rows[0].met() != c.met {
			t.Errorf("%d rows, the first is %q, met %t; want %d, %q, %t", len(rows), rows[0].detail, rows[0].met(), c.rows, c.best, c.met)
		}
	}
}
