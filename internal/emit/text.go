package emit

import (
	"strings"
	"unicode"
)

// Clean leaves what can be seen of a text: no control, format or bidirectional
// characters, and line ends of one kind.
func Clean(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && (r < ' ' || r > '~' || r == '<') }) {
		return text // most texts are plain
	}
	text = lineEnds.Replace(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if r != '\n' && !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, text)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n",
	"\v", "\n", "\f", "\n", "\t", "    ", "<br>", "\n", "<br/>", "\n", "<br />", "\n")
