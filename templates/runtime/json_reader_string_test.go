package runtime

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestValidUTF8 compares texts of all that can begin, go on with or spoil characters.
func TestValidUTF8(t *testing.T) {
	parts := rapid.SampledFrom([]string{
		"a", "plain text of some words", "ß", "ů", "\u0080", "\u07ff", "\u0800", "中", "\uffff", "😀", "\U0010ffff",
		"\x80", "\xbf", "\xc0", "\xc1", "\xc2", "\xdf", "\xe0", "\xed", "\xef", "\xf0", "\xf4", "\xf5", "\xff", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
	})
	usual := rapid.SampledFrom([]string{"a", "bc", "ß", "ů", "Ž", "я", "\u0080", "\u07ff"})
	rapid.Check(t, func(t *rapid.T) {
		text := ""
		for range rapid.IntRange(0, 24).Draw(t, "parts") {
			if rapid.IntRange(0, 20).Draw(t, "odd") == 0 {
				text += parts.Draw(t, "part")
			} else {
				text += usual.Draw(t, "usual")
			}
		}
		text = text[min(rapid.IntRange(0, 2).Draw(t, "cut"), len(text)):]
		if got, want := validUTF8(text), utf8.ValidString(text); got != want {
			t.Fatalf("%q: %v", text, got)
		}
	})
}
