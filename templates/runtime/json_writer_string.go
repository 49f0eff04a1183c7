package runtime

import (
	"math/bits"
	"slices"
)

// appendJSONString appends s in quotes, escaping only what has to be escaped.
// Bytes that are no UTF-8 become U+FFFD.
func appendJSONString(buf []byte, s string) []byte {
	n, size := len(buf), len(s)
	if cap(buf)-n-wordSize < size+2 {
		buf = slices.Grow(buf, size+2+wordSize)
	}
	to := placeOfBuffer(buf)
	if copyPlain(to.from(n+1), placeOfText(s), size) {
		to.putByte(n, '"')
		to.putByte(n+1+size, '"')
		return buf[:n+size+2]
	}
	return appendUnusual(buf, s)
}

// wordSize is the length of a word, which is what copyPlain writes at least.
const wordSize = 8

// copyPlain copies a text to a place with room for it, and a word behind, if the text can
// be in a string as it is, and reports whether it could. Most are of eight bytes to
// thirty-two: four words of such a text, which may overlap, are all of it, and take no
// branch.
func copyPlain(to bufferPlace, from textPlace, size int) bool {
	switch {
	case size > 4*wordSize:
		i := 0
		for ; i+wordSize < size; i += wordSize {
			if copyWord(to, from, i) != 0 {
				return false
			}
		}
		return copyWord(to, from, size-wordSize) == 0
	case size >= wordSize:
		over := size - 2*wordSize
		found := copyWord(to, from, 0)
		found |= copyWord(to, from, wordSize+over&signs(over))
		found |= copyWord(to, from, over&^signs(over))
		return found|copyWord(to, from, size-wordSize) == 0
	case size >= wordSize/2:
		last := size - wordSize/2
		return putShort(to, from.half(0)|from.half(last)<<(8*last&63), size)
	case size > 0:
		middle, last := size/2, size-1
		return putShort(to, uint64(from.byte(0))|uint64(from.byte(middle))<<(8*middle&63)|uint64(from.byte(last))<<(8*last&63), size)
	}
	return true
}

// signs has all bits set if n is negative, and none else.
func signs(n int) int { return n >> (bits.UintSize - 1) }

// putShort writes a text that is shorter than a word, and reports whether it is plain.
func putShort(to bufferPlace, x uint64, size int) bool {
	const spaces = 0x2020202020202020
	to.put(0, x)
	return notPlain(x|spaces<<(8*size&63)) == 0
}

// copyWord copies the word at i, and returns zero if it is plain.
func copyWord(to bufferPlace, from textPlace, i int) uint64 {
	x := from.word(i)
	to.put(i, x)
	return notPlain(x)
}

// appendUnusual is appendJSONString for what has to be escaped, or may have to.
func appendUnusual(buf []byte, s string) []byte {
	if !validUTF8(s) {
		s = replaceInvalidUTF8(s)
	}
	buf = append(buf, '"')
	for i := 0; ; {
		// What is written has room for the rest of the text, a word and an escape behind.
		buf = slices.Grow(buf, len(s)-i+2*wordSize)
		to, n := placeOfBuffer(buf), len(buf)
		end := i
		for {
			x := uint64(0)
			if end+wordSize <= len(s) {
				x = word(s, end)
			} else {
				x = lastWord(s, end) // the zeros are control characters
			}
			to.put(n+end-i, x)
			if found := specials(x); found != 0 {
				end += bits.TrailingZeros64(found) >> 3
				break
			}
			end += wordSize
		}
		buf = buf[:n+end-i]
		if end == len(s) {
			return append(buf, '"')
		}
		buf = appendEscape(buf, s[end])
		i = end + 1
	}
}

// appendEscape appends what stands for a byte that cannot be in a string as it is.
func appendEscape(buf []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	switch c {
	case '"', '\\':
		return append(buf, '\\', c)
	case '\n':
		return append(buf, '\\', 'n')
	case '\r':
		return append(buf, '\\', 'r')
	case '\t':
		return append(buf, '\\', 't')
	}
	return append(buf, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
