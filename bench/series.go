package main

import (
	"math"
	"slices"
)

// series are the measurements of one quantity, in the order of the rounds.
type series []float64

// over divides by a contender's measurements, round by round: a temporary slowdown
// of the machine affects both.
func (s series) over(other series) series {
	return s.with(other, func(a, b float64) float64 { return a / b })
}

// minus subtracts a contender's measurements, round by round.
func (s series) minus(other series) series {
	return s.with(other, func(a, b float64) float64 { return a - b })
}

// plus adds a contender's measurements, round by round. None are as many zeros.
func (s series) plus(other series) series {
	if s == nil {
		return other
	}
	return s.with(other, func(a, b float64) float64 { return a + b })
}

func (s series) with(other series, f func(a, b float64) float64) series {
	result := make(series, min(len(s), len(other)))
	for i := range result {
		result[i] = f(s[i], other[i])
	}
	return result
}

func (s series) median() float64 { return s.quantile(0.5) }

// quantile returns the value below which a share q of the series lies, between
// two measurements by proportion.
func (s series) quantile(q float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	rank := q * float64(len(sorted)-1)
	below := int(rank)
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (rank-float64(below))*(sorted[above]-sorted[below])
}
