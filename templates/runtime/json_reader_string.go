package runtime

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// token reads a string; the position is at its quote. If shared is true, the
// result is a part of the document's memory.
func (r *jsonReader) token() (s string, shared bool) {
	start := r.pos + 1
	var all byte
	for i := start; i < len(r.text); i++ {
		c := r.text[i]
		if c == '"' {
			r.pos = i + 1
			s = r.text[start:i]
			if all < utf8.RuneSelf || utf8.ValidString(s) {
				return s, true
			}
			return replaceInvalidUTF8(s), false
		}
		if c == '\\' {
			return r.escapedToken(start, i), false
		}
		if c < ' ' {
			r.pos = i
			r.failSyntax()
			return "", false
		}
		all |= c
	}
	r.pos = len(r.text)
	r.failSyntax()
	return "", false
}

const (
	// stringChunk bounds what a kept string pins: a few KB, not its document.
	stringChunk = 2048
	// longString is the length from which a string has memory of its own.
	longString = 256
)

// own returns a copy of a part of the document. Short strings share an
// allocation with their neighbours.
func (r *jsonReader) own(s string) string {
	if len(s) >= longString || s == "" {
		return strings.Clone(s)
	}
	if r.strings.Cap()-r.strings.Len() < len(s) {
		r.strings = strings.Builder{}
		// No more is needed than the rest of the document and this string.
		r.strings.Grow(min(stringChunk, len(r.text)-r.pos+len(s)))
	}
	at := r.strings.Len()
	r.strings.WriteString(s)
	return r.strings.String()[at:]
}

// escapedToken reads the rest of a string that begins at start and has its
// first backslash at i.
func (r *jsonReader) escapedToken(start, i int) string {
	out := make([]byte, 0, i-start+32)
	for ; i < len(r.text); i++ {
		c := r.text[i]
		switch {
		case c == '"':
			out = append(out, r.text[start:i]...)
			r.pos = i + 1
			if s := string(out); utf8.ValidString(s) {
				return s
			}
			return replaceInvalidUTF8(string(out))
		case c < ' ':
			r.pos = i
			r.failSyntax()
			return ""
		case c == '\\':
			out = append(out, r.text[start:i]...)
			var size int
			out, size = r.appendEscaped(out, i)
			if size == 0 {
				return ""
			}
			start = i + size
			i = start - 1
		}
	}
	r.pos = len(r.text)
	r.failSyntax()
	return ""
}

// appendEscaped appends the character of the escape sequence at i and returns
// the sequence's length, zero after an error.
func (r *jsonReader) appendEscaped(out []byte, i int) ([]byte, int) {
	if i+1 >= len(r.text) {
		r.pos = len(r.text)
		r.failSyntax()
		return out, 0
	}
	switch c := r.text[i+1]; c {
	case '"', '\\', '/':
		return append(out, c), 2
	case 'b':
		return append(out, '\b'), 2
	case 'f':
		return append(out, '\f'), 2
	case 'n':
		return append(out, '\n'), 2
	case 'r':
		return append(out, '\r'), 2
	case 't':
		return append(out, '\t'), 2
	case 'u':
		code, bad := hexEscape(r.text, i)
		if bad >= 0 {
			r.pos = bad
			r.failSyntax()
			return out, 0
		}
		if !utf16.IsSurrogate(code) {
			return utf8.AppendRune(out, code), 6
		}
		if low, bad := hexEscape(r.text, i+6); bad < 0 {
			if pair := utf16.DecodeRune(code, low); pair != utf8.RuneError {
				return utf8.AppendRune(out, pair), 12
			}
		}
		return utf8.AppendRune(out, utf8.RuneError), 6
	}
	r.pos = i + 1
	r.failSyntax()
	return out, 0
}

// hexEscape returns the code of the \uXXXX at i, or else the position of the
// first byte that does not fit.
func hexEscape(text string, i int) (code rune, bad int) {
	for k, c := range []byte(`\u`) {
		if i+k >= len(text) || text[i+k] != c {
			return 0, i + k
		}
	}
	for k := i + 2; k < i+6; k++ {
		if k >= len(text) {
			return 0, k
		}
		c := text[k]
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, k
		}
		code = code<<4 | rune(c)
	}
	return code, -1
}

// replaceInvalidUTF8 puts U+FFFD in the place of each byte that is no part of
// a character, as encoding/json does.
func replaceInvalidUTF8(s string) string { return string([]rune(s)) }

// skipToken reads a string and forgets it. Unlike token it does not build the
// text of one with escapes.
func (r *jsonReader) skipToken() {
	for i := r.pos + 1; i < len(r.text); i++ {
		switch c := r.text[i]; {
		case c == '"':
			r.pos = i + 1
			return
		case c == '\\':
			r.token()
			return
		case c < ' ':
			r.pos = i
			r.failSyntax()
			return
		}
	}
	r.pos = len(r.text)
	r.failSyntax()
}
