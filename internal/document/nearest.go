package document

import "strings"

// nearest returns the name that is most likely meant by a wrong one, or "" if
// none is near enough to be worth a guess.
func nearest(wrong string, names []string) string {
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

// distance returns how many characters must be added, removed or replaced to
// turn a into b, or limit if it is at least that many.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ca := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, cb := range b {
			cost := diagonal
			if ca != cb {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return min(row[len(b)], limit)
}
