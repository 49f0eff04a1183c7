package runtime

import (
	"encoding/json"
	"strings"
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

// TestStringsBeyondASCII reads, skips and writes strings with all that is special in them
// at each place of a word, behind others and before the end of a text, and compares that
// with encoding/json.
func TestStringsBeyondASCII(t *testing.T) {
	pieces := []string{
		"ß", "Žluťoučký kůň", "\u0080", "\u07ff", "\u0800", "中", "😀", "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xdf", "ß\xbf", "\xc3ß", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x9f\x98", "\xf4\x90\x80\x80", "\xff",
		`\n`, `\"`, `\\`, `\u00e9`, `ß\n`, `\xc3\n`, "\xc3" + `\u00bf`, `\ud83d\ude00`, `\ud83d`, `\x`, "\x1f", "\n", `"`, "\"\x80", "",
	}
	for _, first := range []string{"", "ß"} {
		for _, piece := range pieces {
			for before := range 18 {
				for behind := range 12 {
					start := first + strings.Repeat("a", before) + piece
					testStringBeyondASCII(t, start+strings.Repeat("b", behind))
					testStringBeyondASCII(t, start+"ů"+piece+strings.Repeat("b", 3*behind))
				}
			}
		}
	}
}

func testStringBeyondASCII(t *testing.T, text string) {
	t.Helper()
	if got, want := validUTF8(text), utf8.ValidString(text); got != want {
		t.Fatalf("%q is valid: %v", text, got)
	}
	want := strings.IndexFunc(text, func(c rune) bool { return c < ' ' || c == '"' || c == '\\' })
	if want < 0 {
		want = len(text)
	}
	long := strings.ContainsFunc(text[:want], func(c rune) bool { return c > 0x7ff })
	if end, usual := scan(text, 0); end != want || usual == long {
		t.Fatalf("%q ends at %d, usual is %v, want %d", text, end, usual, want)
	}
	testStringRead(t, `"`+text+`"`)
	testStringRead(t, `"`+text)
	var back string
	out := appendJSONString(nil, text)
	if err := json.Unmarshal(out, &back); err != nil || back != string([]rune(text)) || !utf8.Valid(out) {
		t.Fatalf("%q is written as %q, %v", text, out, err)
	}
}

// testStringRead reads a string by all ways, and in all the room there may be.
func testStringRead(t *testing.T, doc string) {
	t.Helper()
	var want string
	err := json.Unmarshal([]byte(doc), &want)
	for _, space := range []int{0, 50} {
		text := doc + strings.Repeat(" ", space)
		for way, read := range map[string]func(*jsonReader) string{
			"string": (*jsonReader).string,
			"token":  func(r *jsonReader) string { s, _ := r.token(); return s },
			"skipToken": func(r *jsonReader) string {
				r.skipToken()
				return want
			},
		} {
			r := jsonReader{text: text, block: make([]byte, 100)}
			got := read(&r)
			if failed := r.finish() != nil; failed != (err != nil) || !failed && got != want {
				t.Fatalf("%q is read by %s as %q up to %d, %v, want %q, %v", text, way, got, r.pos, r.err, want, err)
			}
		}
	}
}
