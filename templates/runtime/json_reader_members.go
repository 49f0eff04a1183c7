package runtime

import "math/bits"

const (
	// longestName is the length up to which readUsual compares names, with the quote
	// and the colon that follow them.
	longestName = 32
	// textRoom is how much of a document a string of readUsual is read from, and how
	// much of a block it is written to, whatever its length.
	textRoom = 32
	// membersAhead is how much of a document readUsual needs before its end: it asks
	// for the end once for each member. That has a quote before its name, two around
	// its text, and what is behind is looked at as a word.
	membersAhead = 1 + longestName + 1 + textRoom + 1 + 8
)

// membersLeft is what readUsual leaves to do.
type membersLeft uint8

const (
	leftNone  membersLeft = iota // the object has ended
	leftFirst                    // the position is where the first member may be
	leftName                     // the position is at the name of a member
	leftValue                    // it is at the value of a member
	leftMore                     // it is behind a value
)

// readUsual reads members as long as there are fields for them and they are written as
// usual; the position is at a name. It is most of the time of reading a page. What a
// document has next is random, so that a processor is as often wrong as right about a
// branch, and a wrong guess takes as long as a whole member otherwise does: that is why
// it calculates rather than asks, and reads more bytes of names and strings than they
// have.
func (o *objectReader) readUsual() (left membersLeft, field *fieldCodec) {
	r, names := o.r, &o.m.names
	pos, last, text := r.pos, len(r.text)-membersAhead, placeOfText(r.text)
	if pos > last {
		return leftName, nil
	}
	block, used, room := placeOfBuffer(r.block), r.used, len(r.block)-textRoom
	seen, next := o.seen, &names.all[0]
	left = leftName
	for {
		// The names mostly come in the order of the fields.
		k := next
		at := pos + 1 + int(k.size)
		if k.differs(text, pos+1) != 0 {
			if k, at = names.find(text, pos+1); k == nil || at != pos+1+int(k.size) {
				break
			}
		}
		if k.long && text.word(pos+1+16) != k.more {
			break
		}
		if seen&(1<<(k.index&(setWord-1))) != 0 {
			left, field, pos = leftValue, k.field, at
			break
		}
		seen |= 1 << (k.index & (setWord - 1))
		next = names.behind(k)
		end := 0
		switch c := text.byte(at); {
		case c == '"' && k.kind == codecString && used <= room:
			if size := copyText(block, used, text, at+1); text.byte(at+1+size) == '"' {
				*in[string](o.p.fill(k.fieldPlace)) = r.ownTexts.text(block, used, size)
				used += size
				end = at + size + 2
			}
		case c == 'n' && k.state != noState && uint32(text.word(at)) == nullWord:
			*o.p.state(k.fieldPlace) = optNull
			end = at + len("null")
		}
		if end == 0 {
			r.pos, r.used = at, used
			o.readUsualField(k)
			end, used = r.pos, r.used
			block, room = placeOfBuffer(r.block), len(r.block)-textRoom
		}
		if pos = end; pos >= last {
			left = leftMore
			break
		}
		behind := text.word(pos)
		if uint16(behind) == commaQuote {
			pos++
			continue
		}
		left, pos = r.behindMembers(byte(behind), pos)
		break
	}
	r.pos, r.used, o.seen = pos, used, seen
	return left, field
}

// behindMembers ends an object whose last member has been read, if it ends there.
func (r *jsonReader) behindMembers(c byte, pos int) (membersLeft, int) {
	if c != '}' {
		return leftMore, pos
	}
	r.depth--
	return leftNone, pos + 1
}

// readUsualField reads what follows the name of a field; most times take a shorter way.
func (o *objectReader) readUsualField(k *memberName) {
	r := o.r
	at, text := r.pos, placeOfText(r.text)
	c := text.byte(at)
	if c == 'n' || c <= ' ' {
		o.readField(k.field)
		return
	}
	p := o.p.fill(k.fieldPlace)
	switch {
	case c == '{' && k.field.model != nil:
		value := r.newValue(k.field.codec)
		p.point(value)
		r.object(value, k.field.model)
	case c == '"' && k.kind == codecTime:
		text := text.from(at + 1)
		if size := usualTimeSize(text); size > 0 && in[Time](p).readUsual(text, size) {
			r.pos = at + size + 2
			return
		}
		r.time(in[Time](p))
	case c == '"' && k.kind == codecString:
		*in[string](p) = r.string()
	default:
		r.value(p, k.field.codec)
	}
	if r.inexact {
		o.remember(k.field, at)
	}
}

// usualTimeSize returns the length of a text with a quote behind it if it is that of a
// time that Time.readUsual reads, or else zero.
func usualTimeSize(text textPlace) int {
	switch {
	case text.byte(len(usualMillis)) == '"':
		return len(usualMillis)
	case text.byte(len(usualSeconds)) == '"':
		return len(usualSeconds)
	case text.byte(len(usualDate)) == '"':
		return len(usualDate)
	}
	return 0
}

// differs is zero if the text has the name there, and a colon behind it, as far as it is
// not long.
func (k *memberName) differs(text textPlace, at int) uint64 {
	return (text.word(at)&k.mask ^ k.head) | (text.word(at+8)&uint64(k.middleMask) ^ k.middle) |
		(text.word(at+int(k.tailAt))&k.mask ^ k.tail)
}

// find returns the name that the text has there, up to some length, or nil, and where its
// value is unless it has quotes in it. Most times the name says that, too, but a processor
// goes on with the value before it has found the name.
func (n *memberNames) find(text textPlace, at int) (k *memberName, value int) {
	head, middle := text.word(at)^quoteBytes, text.word(at+8)^quoteBytes
	quote, second := zeros(head), zeros(middle)
	mask := below(quote)
	goesOn := uint64(int64(mask) >> 63)
	w := nameWords{head & mask, middle & below(second) & goesOn} // a quote is zero here
	end := at + bits.TrailingZeros32(uint32(collected(quote)|collected(second)<<8|1<<16))
	if end == at+16 {
		for end < at+longestName-2 {
			more := bits.TrailingZeros64(zeros(text.word(end)^quoteBytes)) >> 3
			if end += more; more < 8 {
				break
			}
		}
		if end > at+16 {
			w.rest += text.word(end-8) ^ quoteBytes
		}
	}
	for slot := w.slot(n.factor, n.shift); ; slot = (slot + 1) & uint64(len(n.slots)-1) {
		k := n.slots[slot]
		if k == nil || k.differs(text, at) == 0 {
			return k, end + 2
		}
	}
}

const (
	commaQuote = ',' | '"'<<8                     // what comes between members
	nullWord   = 'n' | 'u'<<8 | 'l'<<16 | 'l'<<24 // the text null
)

// quoteBytes turns the quotes of a word to zeros.
const quoteBytes = 0x0101010101010101 * '"'

// zeros sets the high bit of each byte that is zero. Of the bits that are set only the
// lowest is sure.
func zeros(x uint64) uint64 {
	const ones = 0x0101010101010101
	return (x - ones) &^ x & highBits
}

// below returns the bits below the lowest one, or all if there is none. Of the byte that
// this is the high bit of only that is left out.
func below(found uint64) uint64 { return (found - 1) &^ found }
