package diag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

const (
	// linesBefore and linesAfter are shown around a faulty line.
	linesBefore, linesAfter = 2, 1

	// excerptWidth is how many characters of a line are shown: a description
	// written as JSON on one line must not fill the terminal.
	excerptWidth = 100
	// excerptLead is how many of them precede the position when a line is cut.
	excerptLead = 60
)

// writeExcerpt prints the lines around a position and a caret under its column.
func (p Printer) writeExcerpt(b *strings.Builder, pos Position) {
	if pos.Line <= 0 {
		return
	}
	fault, ok := p.Sources.Line(pos.File, pos.Line)
	if !ok {
		return
	}
	// All lines are cut at the same columns, so that they stay aligned.
	first := 0
	if pos.Column > excerptWidth {
		first = pos.Column - 1 - excerptLead
		first = max(0, min(first, len([]rune(fault))-excerptWidth))
	}
	gutter := len(strconv.Itoa(pos.Line + linesAfter))
	for n := max(1, pos.Line-linesBefore); n <= pos.Line+linesAfter; n++ {
		line, ok := p.Sources.Line(pos.File, n)
		if !ok {
			continue
		}
		shown := cut(line, first)
		text := fmt.Sprintf("  %*d | %s", gutter, n, shown)
		b.WriteString(strings.TrimRight(text, " \t") + "\n")
		if n == pos.Line && pos.Column > 0 {
			caret := pos.Column - 1 - first
			if first > 0 {
				caret++ // for the ellipsis
			}
			fmt.Fprintf(b, "  %*s | %s%s\n", gutter, "", blank(shown, caret), p.paint(boldGreen, "^"))
		}
	}
}

// cut returns the visible part of a line, one printable character for each
// character of the line.
func cut(line string, first int) string {
	runes := []rune(line)
	if first > 0 && len(runes) <= first {
		return strings.Repeat("…", min(len(runes), 1))
	}
	var b strings.Builder
	if first > 0 {
		b.WriteRune('…')
	}
	last := min(len(runes), first+excerptWidth)
	for _, r := range runes[first:last] {
		if r != '\t' {
			r = visible(r)
		}
		b.WriteRune(r)
	}
	if last < len(runes) {
		b.WriteRune('…')
	}
	return b.String()
}

// blank returns white space as wide as the first n characters of a line. It keeps
// tabs, whose width only the terminal knows.
func blank(line string, n int) string {
	var b strings.Builder
	for _, r := range line {
		if n == 0 {
			break
		}
		n--
		switch {
		case r == '\t':
			b.WriteByte('\t')
		case unicode.In(r, unicode.Mn, unicode.Me):
			// Drawn over the previous character.
		case isWide(r):
			b.WriteString("  ")
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// isWide reports whether a character takes two terminal cells.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) ||
		0x3000 <= r && r <= 0x303E || // CJK punctuation
		0xFF01 <= r && r <= 0xFF60 || // full-width forms
		0x1F300 <= r && r <= 0x1FAFF // pictographs
}

// oneLine makes a text safe to print as one line.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return visible(r)
	}, s)
}

// visible replaces characters that a terminal would interpret: control characters
// become their pictures, and characters that reorder or hide text become U+FFFD.
func visible(r rune) rune {
	switch {
	case r < 0x20:
		return '␀' + r
	case r == 0x7F:
		return '␡'
	case 0x80 <= r && r <= 0x9F, r == 0x2028, r == 0x2029,
		unicode.Is(unicode.Bidi_Control, r), r == 0xFEFF:
		return unicode.ReplacementChar
	default:
		return r
	}
}
