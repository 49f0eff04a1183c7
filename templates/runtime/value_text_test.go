package runtime

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCleanTextIsCutBetweenCharacters(t *testing.T) {
	for limit, want := range map[int]string{0: "…", 3: "…", 4: "…", 5: "é…", 6: "éa€", 7: "éa€"} {
		if got := cleanText("éa€", limit); got != want {
			t.Errorf("cut at %d: %q", limit, got)
		}
	}
}

func FuzzCleanText(f *testing.F) {
	f.Add("plain", 100)
	f.Add("plain", 1)
	f.Add("é\xff\x00\u2028…", 3)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		limit = max(limit, 0) % 1000
		got := cleanText(s, limit)
		if len(got) > max(limit, len("…")) || !utf8.ValidString(got) {
			t.Errorf("%q gives %q", s, got)
		}
		for _, r := range got {
			if !unicode.IsPrint(r) {
				t.Errorf("%q gives %q", s, got)
			}
		}
	})
}
