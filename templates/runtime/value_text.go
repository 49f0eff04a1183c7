package runtime

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cleanText makes a text of unknown origin fit for one line of a log: without
// control and other invisible characters, and not too long.
func cleanText(s string, limit int) string {
	s = strings.TrimSpace(strings.ToValidUTF8(s, string(utf8.RuneError)))
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, s)
	if len(s) <= limit {
		return s
	}
	limit = max(limit-len("…"), 0)
	for !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit] + "…"
}

// joinNonEmpty puts the separator between two texts, if there is a first.
func joinNonEmpty(head, separator, tail string) string {
	if head == "" {
		return tail
	}
	return head + separator + tail
}
