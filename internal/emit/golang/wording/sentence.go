package wording

import (
	"strconv"
	"strings"
	"time"
)

// Counted says how many there are of something.
func Counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// FirstSentence is what an index says of a thing.
func FirstSentence(text string) string {
	text, _, _ = strings.Cut(strings.TrimSpace(text), "\n\n")
	if sentence, _, found := strings.Cut(text, ". "); found {
		return sentence
	}
	return strings.TrimRight(text, ".")
}

// Duration writes a duration without the units that are zero, such as "5m".
func Duration(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}
