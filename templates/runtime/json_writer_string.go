package runtime

import (
	"slices"
	"unicode/utf8"
)

// appendJSONString appends s in quotes, escaping only what has to be escaped.
// Bytes that are no UTF-8 become U+FFFD.
func appendJSONString(buf []byte, s string) []byte {
	n, size := len(buf), len(s)
	if cap(buf)-n < size+2 {
		buf = slices.Grow(buf, size+2)
	}
	to := placeOfBytes(buf)
	if copyPlain(to, n+1, placeOfText(s), size) {
		to.putByte(n, '"')
		to.putByte(n+1+size, '"')
		return buf[:n+size+2]
	}
	return appendUnusual(buf, s)
}

// copyPlain copies a text to a place with room for it if the text can stand in a string
// as it is, and reports whether it could. Most are of eight bytes to thirty-two: four
// words of such a text, which may overlap, are all of it, and take no branch.
func copyPlain(to textPlace, at int, from textPlace, size int) bool {
	switch {
	case size > 32:
		i := 0
		for ; i+8 < size; i += 8 {
			x := from.word(i)
			if notPlain(x) != 0 {
				return false
			}
			to.put(at+i, x)
		}
		x := from.word(size - 8)
		to.put(at+size-8, x)
		return notPlain(x) == 0
	case size >= 8:
		over := size - 16
		second, third, last := 8+over&signs(over), over&^signs(over), size-8
		x0, x1, x2, x3 := from.word(0), from.word(second), from.word(third), from.word(last)
		to.put(at, x0)
		to.put(at+second, x1)
		to.put(at+third, x2)
		to.put(at+last, x3)
		return notPlain(x0)|notPlain(x1)|notPlain(x2)|notPlain(x3) == 0
	default:
		for i := range size {
			c := from.byte(i)
			if !isPlain(c) {
				return false
			}
			to.putByte(at+i, c)
		}
		return true
	}
}

// appendUnusual is appendJSONString for what has to be escaped, or may have to.
func appendUnusual(buf []byte, s string) []byte {
	const hex = "0123456789abcdef"
	buf = append(buf, '"')
	for start := 0; ; {
		end, usual := scan(s, start)
		if part := s[start:end]; usual || utf8.ValidString(part) {
			buf = append(buf, part...)
		} else {
			buf = append(buf, replaceInvalidUTF8(part)...)
		}
		if end == len(s) {
			return append(buf, '"')
		}
		switch c := s[end]; c {
		case '"', '\\':
			buf = append(buf, '\\', c)
		case '\n':
			buf = append(buf, '\\', 'n')
		case '\r':
			buf = append(buf, '\\', 'r')
		case '\t':
			buf = append(buf, '\\', 't')
		default:
			buf = append(buf, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		start = end + 1
	}
}
