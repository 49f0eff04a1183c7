package diag

import "strings"

// Nearest returns the name that is most likely meant by a wrong one, or "" if
// none is near enough to be worth a guess.
func Nearest(wrong string, names []string) string {
	const longest = 200 // Longer names are not typed by hand.
	if len(wrong) > longest {
		return ""
	}
	folded := []rune(strings.ToLower(wrong))
	best, limit := "", max(1, len(folded)/3)+1
	for _, name := range names {
		if len(name) > longest {
			continue
		}
		// Another case is the most likely slip, and costs the least.
		if d := distance(folded, []rune(strings.ToLower(name)), limit); d < limit {
			best, limit = name, d
		}
	}
	return best
}

// distance returns how many characters must be added, removed, replaced or
// swapped with their neighbour to turn a into b, or limit if it is at least that
// many.
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
