package runtime

import (
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// scan returns the position of the first byte from i on that ends or interrupts the text
// of a string: a quote, a backslash, a control character or the end of the document. The
// text before is usual if it is known to be UTF-8, which that of long characters is not.
func scan(text string, i int) (end int, usual bool) {
	if i = plainEnd(text, i); i == len(text) || text[i] < utf8.RuneSelf {
		return i, true
	}
	var first, bad uint64
	for ; ; i += 8 {
		var x, odd uint64
		if i+8 <= len(text) {
			x = word(text, i)
		} else {
			x = lastWord(text, i) // the zeros are control characters
		}
		found := specials(x)
		odd, first = unpaired(x&below(found), first)
		bad |= odd
		if found != 0 {
			return i + bits.TrailingZeros64(found)>>3, bad&highBits == 0
		}
	}
}

// lastWord returns the less than eight bytes that are left of a text, and zeros behind.
func lastWord(text string, i int) (x uint64) {
	if len(text) >= 8 {
		return word(text, len(text)-8) >> (8 * (8 - (len(text) - i)))
	}
	for k := len(text) - 1; k >= i; k-- {
		x = x<<8 | uint64(text[k])
	}
	return x
}

// unpaired sets some high bit of bad unless all characters are of one byte or two, as in
// most languages with an alphabet: there each first half of a pair has to be followed by
// a second half, and no other byte may be one. It takes the first halves of the word
// before, where only the high bits count, and returns those of this one.
func unpaired(x, before uint64) (bad, first uint64) {
	const ones = 0x0101010101010101
	upper := x & (x << 1)
	second := x &^ (x << 1)
	first = upper &^ (x << 2)
	longer := upper & (x << 2)
	twice := x&(ones*0x1e) + ones*0x7e // has the high bit where a pair needs two bytes
	return second ^ (first<<8 | before>>56) | first&^twice | longer, first
}

// highBits are those of the eight bytes of a word.
const highBits = 0x8080808080808080

// specials sets the high bit of each byte that cannot be in a string as it is: a
// quote, a backslash or a control character. Of the bits that are set only the
// lowest is sure; others may come from borrowing.
func specials(x uint64) uint64 {
	const ones = 0x0101010101010101
	quote, escape := x^(ones*'"'), x^(ones*'\\')
	return ((quote-ones)&^quote | (escape-ones)&^escape | (x-ones*' ')&^x) & highBits
}

// plainEnd returns the position of the first byte from i on that is not ASCII that
// stands in a string as it is. Mostly that is the quote at the string's end, or the
// end of a text that is to be written.
func plainEnd(text string, i int) int {
	for ; i+8 <= len(text); i += 8 {
		if found := notPlain(word(text, i)); found != 0 {
			return i + bits.TrailingZeros64(found)>>3
		}
	}
	// The zeros behind the last bytes are not plain.
	return i + bits.TrailingZeros64(notPlain(lastWord(text, i)))>>3
}

// notPlain sets the high bit of each byte that is not ASCII or cannot be in a
// string as it is. Of the bits that are set only the lowest is sure, as in specials;
// it is shorter, for what high bits spoil there is found by them here, and the second
// bit, if it is turned, makes the quote the one that follows the control characters.
func notPlain(x uint64) uint64 {
	const ones = 0x0101010101010101
	return (((x ^ ones*2) - ones*0x21) | ((x ^ ones*'\\') - ones) | x) & highBits
}

// copyText copies as many bytes of a text as textRoom says, and returns how many of them
// are plain.
func copyText(to bufferPlace, toAt int, from textPlace, at int) int {
	x0, x1, x2, x3 := from.word(at), from.word(at+8), from.word(at+16), from.word(at+24)
	to.put(toAt, x0)
	to.put(toAt+8, x1)
	to.put(toAt+16, x2)
	to.put(toAt+24, x3)
	found := collected(notPlain(x0)) | collected(notPlain(x1))<<8 | collected(notPlain(x2))<<16 | collected(notPlain(x3))<<24
	return bits.TrailingZeros32(uint32(found))
}

// collected returns the high bits of the eight bytes in the lowest byte.
func collected(highBits uint64) uint64 { return highBits * 0x0002040810204081 >> 56 }

// token reads a string; the position is at its quote. If shared is true, the
// result is a part of the document's memory.
func (r *jsonReader) token() (s string, shared bool) {
	return r.tokenFrom(r.pos+1, r.pos+1)
}

// tokenFrom is token for a string that begins at start and is known to be plain up to i.
func (r *jsonReader) tokenFrom(start, i int) (s string, shared bool) {
	end, usual := scan(r.text, i)
	if end == len(r.text) || r.text[end] != '"' {
		return r.brokenToken(start, end, usual), false
	}
	r.pos = end + 1
	s = r.text[start:end]
	if usual || utf8.ValidString(s) {
		return s, true
	}
	return replaceInvalidUTF8(s), false
}

// string reads a string that is kept; the position is at its quote. While there is room in
// the block it copies what is plain, and puts in what is escaped, until it is at the end or
// at something else, which is left to others.
func (r *jsonReader) string() string {
	const room = textRoom + 1 // one byte more is asked for in the text, and put into the block
	text, block := placeOfText(r.text), placeOfBuffer(r.block)
	start, plain := r.pos+1, 0
	from, to := start, r.used
	for from < len(r.text)-room && to <= len(r.block)-room {
		size := copyText(block, to, text, from)
		if size == textRoom {
			plain = plainEnd(r.text, from+size)
			if plain >= len(r.text)-1 || plain-from >= len(r.block)-to {
				break
			}
			size += copy(r.block[to+size:], r.text[from+size:plain])
		}
		from, to = from+size, to+size
		c := text.byte(from)
		if c == '"' {
			s := r.ownTexts.text(block, r.used, to-r.used)
			r.pos, r.used = from+1, to
			return s
		}
		if c != '\\' || escaped[text.byte(from+1)] == 0 {
			break
		}
		block.putByte(to, escaped[text.byte(from+1)])
		from, to = from+2, to+1
	}
	r.lone = false
	if size := to - r.used; size != from-start { // not all of it is as it stands in the text
		s := r.escapedToken(r.ownTexts.text(block, r.used, size), from, true)
		r.inexact = r.inexact || r.lone
		return s
	}
	s, shared := r.tokenFrom(start, max(from, plain))
	r.inexact = r.inexact || r.lone
	if shared {
		return r.own(start, start+len(s))
	}
	return s
}

// escaped has the characters that stand for others behind a backslash.
var escaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// brokenToken reads the rest of a string that is interrupted at i, and usual before.
func (r *jsonReader) brokenToken(start, i int, usual bool) string {
	if i < len(r.text) && r.text[i] == '\\' {
		return r.escapedToken(r.text[start:i], i, usual)
	}
	r.pos = i
	r.failSyntax()
	return ""
}

const (
	// stringBlock bounds what a kept string pins: a few KB, not its document.
	stringBlock = 2048
	// longString is the length from which a string has memory of its own.
	longString = 1024
)

// own returns a copy of a part of the document. Short strings share memory with
// what is near to them, which costs less than memory for each.
func (r *jsonReader) own(start, end int) string {
	at, size := r.used, end-start
	if size > len(r.block)-at {
		return r.ownBlock(start, end)
	}
	const half = 16
	if from, to := r.text[start:], r.block[at:]; size <= 2*half && len(from) >= 2*half && len(to) >= 2*half {
		// Copies of a fixed length take no call. What is too much is overwritten.
		copy(to[:half], from[:half])
		copy(to[half:2*half], from[half:2*half])
	} else {
		copy(to, from[:size])
	}
	r.used = at + size
	return r.ownTexts.text(placeOfBuffer(r.block), at, size)
}

// room returns where to build a string that begins at start and is likely to take
// that many bytes: behind the others in the block, unless it is long.
func (r *jsonReader) room(start, likely int) []byte {
	if likely >= longString || !hasBlocks {
		return make([]byte, 0, likely)
	}
	if likely > len(r.block)-r.used {
		r.block, r.used = make([]byte, min(stringBlock, len(r.text)-start)), 0
	}
	return r.block[r.used:r.used]
}

// escapedToken reads the rest of a string, from i on. What is before has been read, and is
// usual.
func (r *jsonReader) escapedToken(before string, i int, usual bool) string {
	out := r.room(i-len(before), len(before)+32)
	room := cap(out)
	out = append(out, before...)
	for {
		end, more := scan(r.text, i)
		out = append(out, r.text[i:end]...)
		i, usual = end, usual && more
		switch {
		case i < len(r.text) && r.text[i] == '"':
			r.pos = i + 1
			if !usual && !utf8.Valid(out) {
				return replaceInvalidUTF8(string(out))
			}
			if cap(out) == room && room == len(r.block)-r.used {
				r.used += len(out)
			}
			return borrowed(out)
		case i < len(r.text) && r.text[i] == '\\':
			var size int
			out, size = r.appendEscaped(out, i)
			if size == 0 {
				return ""
			}
			i += size
		default:
			r.pos = i
			r.failSyntax()
			return ""
		}
	}
}

// appendEscaped appends the character of the escape sequence at i and returns
// the sequence's length, zero after an error.
func (r *jsonReader) appendEscaped(out []byte, i int) ([]byte, int) {
	if i+1 >= len(r.text) {
		r.pos = len(r.text)
		r.failSyntax()
		return out, 0
	}
	c := r.text[i+1]
	if short := escaped[c]; short != 0 {
		return append(out, short), 2
	}
	if c == 'u' {
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
		r.lone = true
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

// validUTF8 is utf8.ValidString, but looks at eight bytes at once as long as that does.
func validUTF8(s string) bool {
	i := 0
	for i+8 <= len(s) && word(s, i)&highBits == 0 {
		i += 8
	}
	var first, bad uint64
	for ; i+8 <= len(s) && bad&highBits == 0; i += 8 {
		bad, first = unpaired(word(s, i), first)
	}
	if bad&highBits == 0 {
		bad, _ = unpaired(lastWord(s, i), first)
	}
	return bad&highBits == 0 || utf8.ValidString(s)
}

// replaceInvalidUTF8 puts U+FFFD in the place of each byte that is no part of
// a character, as encoding/json does.
func replaceInvalidUTF8(s string) string { return string([]rune(s)) }

// skipToken reads a string and forgets it. Unlike token it does not build the
// text of one with escapes.
func (r *jsonReader) skipToken() {
	end, _ := scan(r.text, r.pos+1)
	switch {
	case end == len(r.text) || r.text[end] < ' ':
		r.pos = end
		r.failSyntax()
	case r.text[end] == '\\':
		r.token()
	default:
		r.pos = end + 1
	}
}
