package main

import (
	"math"
	"slices"
	"testing"
)

func TestQuantile(t *testing.T) {
	s := series{5, 1, 4, 2, 3}
	for q, want := range map[float64]float64{0: 1, 0.1: 1.4, 0.5: 3, 0.9: 4.6, 1: 5} {
		if got := s.quantile(q); math.Abs(got-want) > 1e-12 {
			t.Errorf("quantile(%v) = %v, want %v", q, got, want)
		}
	}
	if got := (series{2, 4}).median(); got != 3 {
		t.Errorf("the median of 2 and 4 is %v", got)
	}
	if got := (series{}).median(); !math.IsNaN(got) {
		t.Errorf("the median of nothing is %v", got)
	}
	if s[0] != 5 {
		t.Error("a quantile sorts the series itself")
	}
}

// The median of ratios is not the ratio of medians: rounds that were slow for both
// have to cancel out.
func TestRatiosAreOfRounds(t *testing.T) {
	ours, theirs := series{1, 10, 2}, series{2, 20, 4}
	if got := ours.over(theirs); !slices.Equal(got, series{0.5, 0.5, 0.5}) {
		t.Errorf("ratios %v", got)
	}
	if got := theirs.minus(ours); !slices.Equal(got, series{1, 10, 2}) {
		t.Errorf("differences %v", got)
	}
}
