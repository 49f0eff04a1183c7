package runtime

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxJSONDepth is the number of lists and objects that may lie inside each
// other; encoding/json has the same limit. It keeps a hostile document from
// exhausting the stack.
const maxJSONDepth = 10000

// jsonReader reads one JSON document, strictly as RFC 8259 has it. The first
// error sticks: it moves the reader to the end of the text, where everything
// that reads finds nothing more to do.
type jsonReader struct {
	text  string
	pos   int
	depth int
	// keptSize is the length of the texts that were kept beside values.
	keptSize int
	// inexact is set by a reader whose Go value cannot say what the document
	// says. The innermost object then remembers the text of the member.
	inexact  bool
	reading  reading
	problems *problems // nil before the first

	// block has the strings that are kept, one behind the other, in its used part;
	// see own.
	ownTexts
	block []byte
	used  int
	// slabs have the objects and the items of lists that are kept; nil before the
	// first.
	slabs *slabs
	// decode reads values of foreign types, if there can be any.
	decode func(text string, target any) error
	// nameAt is where the name that memberName read last stands in the text, zero if
	// it does not stand there as it is.
	nameAt int
	// lone is set by an escape sequence that is half of a character. A string has
	// U+FFFD in its place, and the text of what holds it is kept.
	lone bool

	err      error
	errAt    int
	mismatch *mismatch // err, if it is about the kind of a value and not about JSON
}

// jsonKind is the kind of a JSON value, as its first byte tells.
type jsonKind uint8

const (
	kindInvalid jsonKind = iota
	kindNull
	kindBool
	kindNumber
	kindString
	kindObject
	kindArray
)

// describe names the kind for an error text.
func (k jsonKind) describe() string {
	switch k {
	case kindNull:
		return "null"
	case kindBool:
		return "a boolean"
	case kindNumber:
		return "a number"
	case kindString:
		return "a string"
	case kindObject:
		return "an object"
	case kindArray:
		return "a list"
	}
	return "nothing"
}

// byteOrderMark may stand before a document, and says nothing (RFC 8259, 8.1).
const byteOrderMark = "\ufeff"

// documentStart returns where a document begins that may have a byte order mark before it.
func documentStart(text string) int {
	if strings.HasPrefix(text, byteOrderMark) {
		return len(byteOrderMark)
	}
	return 0
}

// peek skips white space and returns the next byte, or zero at the end.
func (r *jsonReader) peek() byte {
	if r.pos < len(r.text) {
		if c := r.text[r.pos]; c > ' ' {
			return c
		}
	}
	return r.peekBehindSpace()
}

func (r *jsonReader) peekBehindSpace() byte {
	for r.pos < len(r.text) {
		c := r.text[r.pos]
		if c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
		r.pos++
	}
	return 0
}

// kind returns the kind of the coming value without reading it.
func (r *jsonReader) kind() jsonKind { return kinds[r.peek()] }

// kinds has the kinds of values by their first bytes.
var kinds = [256]jsonKind{
	'n': kindNull, 't': kindBool, 'f': kindBool, '"': kindString, '{': kindObject, '[': kindArray, '-': kindNumber,
	'0': kindNumber, '1': kindNumber, '2': kindNumber, '3': kindNumber, '4': kindNumber,
	'5': kindNumber, '6': kindNumber, '7': kindNumber, '8': kindNumber, '9': kindNumber,
}

// left returns the length of the text that is left.
func (r *jsonReader) left() int { return len(r.text) - r.pos }

// finish checks that nothing but white space follows the document's value and
// returns the error of the whole reading.
func (r *jsonReader) finish() error {
	r.leaveSlabs()
	if r.err == nil && (r.peek() != 0 || r.pos < len(r.text)) {
		r.fail(r.pos, errors.New("unexpected text after the document"))
	}
	if r.err == nil {
		return nil
	}
	return &DecodeError{Path: strings.Clone(jsonPath(r.text, r.errAt)), Offset: int64(r.errAt), Err: r.err}
}

// fail records the first error.
func (r *jsonReader) fail(at int, err error) {
	if r.err != nil {
		return
	}
	r.err, r.errAt = err, at
	r.pos = len(r.text)
}

// failSyntax records that the text at the position is not JSON.
func (r *jsonReader) failSyntax() {
	if r.pos >= len(r.text) {
		r.fail(r.pos, errors.New("unexpected end of the document"))
		return
	}
	c, _ := utf8.DecodeRuneInString(r.text[r.pos:])
	r.fail(r.pos, errors.New("unexpected character "+strconv.QuoteRune(c)))
}

// literal reads one of the three words of JSON.
func (r *jsonReader) literal(word string) {
	if strings.HasPrefix(r.text[r.pos:], word) {
		r.pos += len(word)
		return
	}
	for i := 0; i < len(word) && r.pos < len(r.text) && r.text[r.pos] == word[i]; i++ {
		r.pos++
	}
	r.failSyntax()
}

// null reads a null.
func (r *jsonReader) null() {
	if strings.HasPrefix(r.text[r.pos:], "null") {
		r.pos += len("null")
		return
	}
	r.literal("null")
}

// nullForPlain reads a null where the Go type has none. The caller has to set
// its zero value.
func (r *jsonReader) nullForPlain() {
	r.null()
	r.inexact = true
}

// enter begins a list or an object.
func (r *jsonReader) enter() {
	r.pos++
	r.depth++
	if r.depth > maxJSONDepth {
		r.failDepth()
	}
}

func (r *jsonReader) failDepth() {
	r.fail(r.pos-1, errTooDeep())
}

var errKeptTooMuch = errors.New("too many values inside each other are not as they should be")

func errTooDeep() error {
	return errors.New("nested deeper than " + strconv.Itoa(maxJSONDepth) + " levels")
}

// leave ends a list or an object.
func (r *jsonReader) leave() {
	r.pos++
	r.depth--
}

// firstItem enters a list and reports whether it has an item, and leaves it otherwise.
func (r *jsonReader) firstItem() bool {
	r.enter()
	switch r.peek() {
	case ']':
		r.leave()
	case 0:
		r.failSyntax()
	default:
		return true
	}
	return false
}

// nextItem reports whether the list goes on with another item, and leaves it otherwise.
// A missing value after a comma is left to the caller.
func (r *jsonReader) nextItem() bool {
	switch r.peek() {
	case ',':
		r.pos++
		return true
	case ']':
		r.leave()
	default:
		r.failSyntax()
	}
	return false
}

// nextMember reads the name of the object's next member and leaves the object
// if there is none. The name may share the memory of the document.
func (r *jsonReader) nextMember(first bool) (name string, more bool) {
	if !r.toName(first) {
		return "", false
	}
	return r.memberName()
}

// nextKept is nextMember with a name that can be kept.
func (r *jsonReader) nextKept(first bool) (name string, more bool) {
	if !r.toName(first) {
		return "", false
	}
	name = r.string()
	return name, r.colon()
}

// toName moves to the name of the object's next member, and leaves the object if
// there is none.
func (r *jsonReader) toName(first bool) bool {
	c := r.peek()
	if c == '}' {
		r.leave()
		return false
	}
	if !first {
		if c != ',' {
			r.failSyntax()
			return false
		}
		r.pos++
		c = r.peek()
	}
	if c != '"' {
		r.failSyntax()
		return false
	}
	return true
}

// memberName reads the name of a member; the position is at its quote.
func (r *jsonReader) memberName() (name string, ok bool) {
	r.nameAt = r.pos + 1
	name, shared := r.token()
	if !shared {
		r.nameAt = 0
	}
	return name, r.colon()
}

// ownName returns the name of the current member as a text that can be kept.
func (r *jsonReader) ownName(name string) string {
	if r.nameAt == 0 {
		return name
	}
	return r.own(r.nameAt, r.nameAt+len(name))
}

// colon reads the colon behind a name.
func (r *jsonReader) colon() bool {
	if r.peek() != ':' {
		r.failSyntax()
		return false
	}
	r.pos++
	return true
}

// number reads a number; the position is at its first byte. It returns the
// text, which shares the document's memory, and whether that is of digits
// only, apart from the sign.
func (r *jsonReader) number() (text string, digits bool) {
	start := r.pos
	if r.text[r.pos] == '-' {
		r.pos++
	}
	if r.pos < len(r.text) && r.text[r.pos] == '0' {
		r.pos++
	} else if !r.digits() {
		return "", false
	}
	digits = true
	if r.pos < len(r.text) && r.text[r.pos] == '.' {
		digits = false
		r.pos++
		if !r.digits() {
			return "", false
		}
	}
	if r.pos < len(r.text) && r.text[r.pos]|0x20 == 'e' {
		digits = false
		r.pos++
		if r.pos < len(r.text) && (r.text[r.pos] == '+' || r.text[r.pos] == '-') {
			r.pos++
		}
		if !r.digits() {
			return "", false
		}
	}
	return r.text[start:r.pos], digits
}

// digits reads one digit or more.
func (r *jsonReader) digits() bool {
	i := r.pos
	for i < len(r.text) && r.text[i]-'0' <= 9 {
		i++
	}
	if i == r.pos {
		r.failSyntax()
		return false
	}
	r.pos = i
	return true
}

// skip reads a value of any kind and forgets it.
func (r *jsonReader) skip() {
	switch r.kind() {
	case kindNull:
		r.null()
	case kindBool:
		r.bool()
	case kindNumber:
		r.number()
	case kindString:
		r.skipToken()
	case kindObject:
		r.enter()
		for first := true; ; first = false {
			if _, more := r.nextMember(first); !more {
				return
			}
			r.skip()
		}
	case kindArray:
		for more := r.firstItem(); more; more = r.nextItem() {
			r.skip()
		}
	default:
		r.failSyntax()
	}
}

// bool reads a boolean; the position is at its first byte.
func (r *jsonReader) bool() bool {
	if r.text[r.pos] == 't' {
		r.literal("true")
		return r.err == nil
	}
	r.literal("false")
	return false
}

// raw reads a value of any kind and returns a copy of its text.
func (r *jsonReader) raw() string {
	kind, start := r.kind(), r.pos
	if kind == kindString {
		if raw, ok := r.shortRaw(); ok {
			return raw
		}
	}
	r.skip()
	if kind < kindString && r.err == nil {
		return r.own(start, r.pos) // words and numbers are ASCII
	}
	return r.kept(start, r.pos)
}

// shortRaw is raw for a short string without escapes, and leaves others unread.
func (r *jsonReader) shortRaw() (raw string, ok bool) {
	const quotes = 2
	used, text, block := r.used, placeOfText(r.text), placeOfBuffer(r.block)
	if r.left() < textRoom+quotes || len(r.block)-used < textRoom+quotes {
		return "", false
	}
	size := quotes + copyText(block, used+1, text, r.pos+1)
	if text.byte(r.pos+size-1) != '"' {
		return "", false
	}
	block.putByte(used, '"')
	block.putByte(used+size-1, '"')
	r.pos, r.used = r.pos+size, used+size
	return r.ownTexts.text(block, used, size), true
}

// kept returns a copy of a part of the text as valid UTF-8: what is kept is
// written again, and must then be JSON for every reader.
func (r *jsonReader) kept(start, end int) string {
	if r.err != nil {
		return ""
	}
	if text := r.text[start:end]; !validUTF8(text) {
		return replaceInvalidUTF8(text)
	}
	return r.own(start, end)
}
