package diag

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// longest is the longest name that is compared; longer ones are not typed by hand.
const longest = 200

// Nearest returns the name most similar to a wrong one, or "" if none is close
// enough to suggest.
func Nearest(wrong string, names []string) string {
	if len(wrong) > longest {
		return ""
	}
	folded := []rune(strings.ToLower(wrong))
	best, limit := "", max(1, len(folded)/3)+1
	for _, name := range names {
		if len(name) > longest {
			continue
		}
		// A difference in case is the most likely slip, so it costs the least.
		if d := distance(folded, []rune(strings.ToLower(name)), limit); d < limit {
			best, limit = name, d
		}
	}
	return best
}

// Guess suggests the name nearest to a wrong one, or returns the general hint if none is near.
func Guess(wrong string, names []string, general string) string {
	if near := Nearest(wrong, names); near != "" {
		return "did you mean " + strconv.Quote(near) + "?"
	}
	return general
}

// Known lists the first of the valid names in alphabetical order and counts the rest.
func Known(names []string) string {
	const most = 10
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	more := len(names) - most
	var told []string
	for _, name := range names[:min(len(names), most)] {
		if runes := []rune(name); len(runes) > longest {
			name = string(runes[:longest]) + "…"
		}
		told = append(told, strconv.Quote(name))
	}
	switch {
	case len(told) == 0:
		return "there are none"
	case len(told) == 1:
		return "there is only " + told[0]
	case more > 0:
		return fmt.Sprintf("there are %s and %d more", strings.Join(told, ", "), more)
	}
	last := len(told) - 1
	return "there are " + strings.Join(told[:last], ", ") + " and " + told[last]
}

// distance returns the edit distance between a and b, with swaps of neighbours as
// one edit, or limit if it is at least that large.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	// The distances of the last three prefixes of a to each prefix of b.
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i, ca := range a {
		row[0] = i + 1
		for j, cb := range b {
			cost := last[j]
			if ca != cb {
				cost++
			}
			row[j+1] = min(cost, row[j]+1, last[j+1]+1)
			if i > 0 && j > 0 && ca == b[j-1] && a[i-1] == cb {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], limit)
}
