package runtime

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Time is a date, a time, or both, as the API writes it. It reads RFC 3339,
// also without a zone (which is then taken as UTC) or a clock. A text that it
// cannot read is a value of another kind: a member of a model that has one is
// absent, or the zero Time if it is required, and its Extras keep the text.
//
// A Time is written as it was read, in every detail, as long as its time.Time
// is unchanged. A changed one keeps the style of the old as far as that loses
// nothing.
type Time struct {
	time.Time
	// kept is the text, if form and Time do not say it all. One that is not the text of a
	// time is that of a date which does not exist.
	kept *string
	form timeForm
}

// NewTime returns t as a Time.
func NewTime(t time.Time) Time { return Time{Time: t} }

// DateOf returns a date without a clock. One that no calendar has, such as February 31, is
// never another day: it is the zero Time, and an error where it is to be written. Use
// [ParseTime] to check the date that somebody entered.
func DateOf(year int, month time.Month, day int) Time {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if y, m, d := t.Date(); y == year && m == month && d == day {
		return Time{Time: t, form: formDate}
	}
	text := fmt.Sprintf("%04d-%02d-%02d", year, int(month), day)
	return Time{kept: &text}
}

// ParseTime reads a text as it stands in JSON: RFC 3339, also without a zone or
// without a clock.
func ParseTime(s string) (Time, error) {
	v, ok := parseTime(s)
	if !ok {
		return Time{}, errors.New(errorPrefix + "cannot parse " + strconv.Quote(cleanText(s, 100)) + " as a date or time of RFC 3339")
	}
	return v, nil
}

// MustParseTime is ParseTime for texts that are known to be times: it panics if
// one is not.
func MustParseTime(s string) Time {
	v, err := ParseTime(s)
	if err != nil {
		panic(err)
	}
	return v
}

// parseTime is ParseTime without an error to make.
func parseTime(s string) (v Time, ok bool) {
	if v.readUsual(placeOfText(s), len(s)) {
		return v, true
	}
	p := timeParser{rest: s}
	t, form, ok := p.parse()
	if !ok {
		return Time{}, false
	}
	v = Time{Time: t, form: form}
	if p.odd {
		text := strings.Clone(s)
		v.kept = &text
	}
	return v, true
}

// Text returns t as it stands in JSON.
func (t Time) Text() string {
	text, _ := t.appendForm(nil, formInstant)
	return string(text)
}

// String returns the same as [Time.Text].
func (t Time) String() string { return t.Text() }

// MarshalText implements encoding.TextMarshaler.
func (t Time) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// AppendText implements encoding.TextAppender.
func (t Time) AppendText(b []byte) ([]byte, error) {
	var room [40]byte // what is behind b is not ours
	text, err := t.appendForm(room[:0], formInstant)
	return append(b, text...), err
}

// UnmarshalText implements encoding.TextUnmarshaler. It reads what [ParseTime] does,
// and leaves t unchanged if it fails.
func (t *Time) UnmarshalText(text []byte) error {
	v, err := ParseTime(string(text))
	if err == nil {
		*t = v
	}
	return err
}

// MarshalJSON implements json.Marshaler.
func (t Time) MarshalJSON() ([]byte, error) {
	var w jsonWriter
	w.time(&t, formInstant)
	return w.buf, w.err
}

// UnmarshalJSON implements json.Unmarshaler. A null leaves t unchanged; what is
// neither that nor the text of a time is an error.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return readDocument(data, t)
}

// timeForm is a way to write a time: the number of digits of the fraction, the
// zone and the separator. The zero form stands for none, which leaves the
// choice to the place where the time is written.
type timeForm uint8

const (
	formNone   timeForm = 0
	formSet    timeForm = 1 << 7
	formSpace  timeForm = 1 << 6 // between date and clock, instead of T
	formZulu   timeForm = 1 << 4 // a zone: Z for UTC
	formOffset timeForm = 2 << 4 // a zone: ±hh:mm for UTC, too
	formZone   timeForm = 3 << 4
	formDigits timeForm = 15

	formDateOnly timeForm = 15 // instead of digits: no clock
	formShortest timeForm = 14 // instead of digits: as many as it takes

	formInstant = formSet | formZulu | formShortest
	formLocal   = formSet | formShortest
	formDate    = formSet | formDateOnly
	formSeconds = formSet | formZulu
	formMillis  = formSeconds | 3
)

var errYear = errors.New("year outside of 0 to 9999")

// unchanged returns the text that was kept if the time.Time is what it was then, and
// whether it is that of a time.
func (t *Time) unchanged() (text *string, exists bool) {
	p := timeParser{rest: *t.kept}
	was, _, exists := p.parse()
	_, now := t.Time.Zone()
	_, then := was.Zone()
	if t.Time.Equal(was) && now == then {
		return t.kept, exists
	}
	return nil, false
}

// appendForm appends the text of t; standard is the form of one that has none
// of its own. It may write beyond the text, where b has room.
func (t *Time) appendForm(b []byte, standard timeForm) ([]byte, error) {
	if t.kept != nil {
		switch text, exists := t.unchanged(); {
		case exists:
			return append(b, *text...), nil
		case text != nil:
			return append(b, *text...), errors.New("there is no date " + *text)
		}
	}
	n := len(b)
	b = slices.Grow(b, len(usualMillis))
	text := placeOfBuffer(b).from(n)
	if size := t.putUsual(text); size > 0 {
		return b[:n+size], nil
	}
	wall, offset := t.Time, 0
	if wall.Location() != time.UTC {
		if _, offset = wall.Zone(); offset%60 != 0 {
			wall, offset = wall.UTC(), 0 // RFC 3339 has no seconds in a zone
		}
	}
	seconds := sinceYearZero(wall) + uint64(offset)
	if seconds >= secondsOfYears {
		return append(b, wall.String()...), errYear
	}
	form, nanosecond := t.form, wall.Nanosecond()
	if form == formNone || form == formDate && (seconds%secondsOfDay != 0 || nanosecond != 0 || offset != 0) {
		form = standard
	}
	putMillis(text, seconds, uint32(nanosecond))
	if form&formDigits == formDateOnly {
		return b[:n+len(usualDate)], nil
	}
	if form&formSpace != 0 {
		text.putByte(len(usualDate), ' ')
	}
	b = appendFraction(b[:n+len(usualSeconds)-1], nanosecond, int(form&formDigits))
	return appendZone(b, offset, form, standard), nil
}

// appendZone appends the zone that a form has, or else that of the offset unless it is
// that of the place.
func appendZone(b []byte, offset int, form, standard timeForm) []byte {
	zone := form & formZone
	if zone == 0 && (offset == 0 || standard == formLocal) {
		return b
	}
	if zone == formZulu && offset == 0 {
		return append(b, 'Z')
	}
	sign := byte('+')
	if offset < 0 {
		sign, offset = '-', -offset
	}
	b = appendPair(append(b, sign), offset/3600)
	return appendPair(append(b, ':'), offset/60%60)
}

// appendFraction appends the fraction of a second with the given number of
// digits, and with more if nanoseconds need them.
func appendFraction(b []byte, nanosecond, digits int) []byte {
	if digits == int(formShortest) {
		digits = 0
	}
	need := 0
	if nanosecond > 0 {
		need = 9
		for n := nanosecond; n%10 == 0; n /= 10 {
			need--
		}
	}
	digits = max(digits, need)
	if digits == 0 {
		return b
	}
	b = append(b, ".000000000"[:digits+1]...)
	for i := 9; nanosecond > 0; i-- {
		if i <= digits {
			b[len(b)-1-digits+i] += byte(nanosecond % 10)
		}
		nanosecond /= 10
	}
	return b
}

// appendPair appends a number of two digits.
func appendPair(b []byte, n int) []byte { return append(b, byte('0'+n/10), byte('0'+n%10)) }

// timeParser reads the text of a time.
type timeParser struct {
	rest string
	// odd is set by what is understood but written otherwise by every form.
	odd bool
}

// parse reads the whole text. The form is how to write the time the same way,
// unless the text is odd.
func (p *timeParser) parse() (t time.Time, form timeForm, ok bool) {
	year, ok1 := p.number(4)
	ok2 := p.skip('-')
	month, ok3 := p.number(2)
	ok4 := p.skip('-')
	day, ok5 := p.number(2)
	if !ok1 || !ok2 || !ok3 || !ok4 || !ok5 || month < 1 || month > 12 || day < 1 || day > int(monthOf(uint64(year/100), uint64(year%100), uint64(month)).days) {
		return t, formNone, false
	}
	if p.rest == "" {
		return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), formDate, true
	}
	form = formSet
	switch {
	case p.skip('T'):
	case p.skip(' '):
		form |= formSpace
	case p.skip('t'):
		p.odd = true
	default:
		return t, formNone, false
	}
	hour, ok1 := p.number(2)
	if !ok1 {
		hour, ok1 = p.number(1)
		p.odd = true
	}
	ok2 = p.skip(':')
	minute, ok3 := p.number(2)
	if !ok1 || !ok2 || !ok3 || hour > 23 || minute > 59 {
		return t, formNone, false
	}
	second, nanosecond := 0, 0
	if p.skip(':') {
		if second, ok = p.number(2); !ok || second > 60 {
			return t, formNone, false
		}
		var digits timeForm
		if nanosecond, digits, ok = p.fraction(); !ok {
			return t, formNone, false
		}
		form |= digits
	} else {
		p.odd = true
	}
	if second == 60 {
		p.odd = true // a leap second, which time.Time counts as the next one
	}
	zone, offset, ok := p.zone()
	if !ok || p.rest != "" {
		return t, formNone, false
	}
	location := time.UTC
	if offset != 0 {
		location = time.FixedZone("", offset)
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, nanosecond, location), form | zone, true
}

// skip reads one byte if it is c.
func (p *timeParser) skip(c byte) bool {
	if p.rest == "" || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// number reads a number of that many digits.
func (p *timeParser) number(digits int) (n int, ok bool) {
	if len(p.rest) < digits {
		return 0, false
	}
	for i := range digits {
		c := p.rest[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	p.rest = p.rest[digits:]
	return n, true
}

// fraction reads the fraction of a second, if there is one.
func (p *timeParser) fraction() (nanosecond int, digits timeForm, ok bool) {
	if p.skip(',') {
		p.odd = true
	} else if !p.skip('.') {
		return 0, 0, true
	}
	count := 0
	for ; p.rest != "" && '0' <= p.rest[0] && p.rest[0] <= '9'; count++ {
		if count < 9 {
			nanosecond = nanosecond*10 + int(p.rest[0]-'0')
		}
		p.rest = p.rest[1:]
	}
	if count > 9 {
		p.odd = true
	}
	for i := count; i < 9; i++ {
		nanosecond *= 10
	}
	return nanosecond, timeForm(min(count, 9)), count > 0
}

// zone reads the zone, if there is one.
func (p *timeParser) zone() (form timeForm, offset int, ok bool) {
	sign := 1
	switch {
	case p.rest == "":
		return 0, 0, true
	case p.skip('Z'):
		return formZulu, 0, true
	case p.skip('z'):
		p.odd = true
		return formZulu, 0, true
	case p.skip('-'):
		sign = -1
	case !p.skip('+'):
		return 0, 0, false
	}
	hour, ok := p.number(2)
	if !ok || hour > 23 {
		return 0, 0, false
	}
	minute := 0
	colon := p.skip(':')
	if !colon {
		p.odd = true
	}
	if colon || p.rest != "" {
		if minute, ok = p.number(2); !ok || minute > 59 {
			return 0, 0, false
		}
	}
	offset = sign * (hour*3600 + minute*60)
	if offset == 0 && sign < 0 {
		p.odd = true
	}
	return formOffset, offset, true
}
