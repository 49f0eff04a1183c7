package runtime

import "time"

// timePattern is eight bytes of a time as a word: room has what may be added to
// each byte, less the pattern, before it is too large: up to nine for a digit, and
// nothing for another byte.
type timePattern struct{ text, room uint64 }

func timePatternOf(text string) timePattern {
	p := timePattern{text: word(text, 0)}
	for i := range 8 {
		room := uint64(0x7f)
		if text[i] == '0' {
			room -= 9
		}
		p.room |= room << (8 * i)
	}
	return p
}

var (
	patternDate    = timePatternOf("0000-00-")
	patternDay     = timePatternOf("00-00-00") // from the third digit of the year on
	patternClock   = timePatternOf("00T00:00") // from the day on
	patternSeconds = timePatternOf("0:00:00Z") // from the last digit of the hour on
	patternMillis  = timePatternOf(":00.000Z") // from the seconds on
)

// digits returns what the digits of a text of the pattern are, and zero for its
// other bytes. If the text is of another pattern, bad is not zero.
func (p *timePattern) digits(text uint64) (digits, bad uint64) {
	digits = text ^ p.text
	return digits, (digits | (digits + p.room)) & highBits
}

// pair returns the number that two digits are, the first of them in the byte i.
func pair(digits uint64, i int) int {
	return int(digits>>(8*i)&15*10 + digits>>(8*i+8)&15)
}

// parseUsual reads a text as APIs mostly write it: 2024-02-29T12:30:00Z, the same
// with milliseconds, or 2024-02-29. It leaves all others to timeParser, which reads
// these the same, but byte by byte.
func parseUsual(s string) (v Time, ok bool) {
	var date, day, clock, end, badDay, badEnd uint64
	var second, millisecond int
	if len(s) < len(usualDate) {
		return v, false
	}
	text := placeOfText(s)
	date, bad := patternDate.digits(text.word(0))
	form := formSet | formZulu
	switch len(s) {
	case len(usualDate):
		day, badDay = patternDay.digits(text.word(2))
		day >>= 48
		form = formDate
	case len(usualSeconds):
		clock, badDay = patternClock.digits(text.word(8))
		end, badEnd = patternSeconds.digits(text.word(12))
		day, second = clock, pair(end, 5)
	case len(usualMillis):
		clock, badDay = patternClock.digits(text.word(8))
		end, badEnd = patternMillis.digits(text.word(16))
		day, second = clock, pair(end, 1)
		millisecond = pair(end, 4)*10 + int(end>>48&15)
		form |= 3
	default:
		return v, false
	}
	year, month, dayOfMonth := pair(date, 0)*100+pair(date, 2), pair(date, 5), pair(day, 0)
	hour, minute := pair(clock, 3), pair(clock, 6)
	if bad|badDay|badEnd != 0 || month < 1 || month > 12 || dayOfMonth < 1 || hour > 23 || minute > 59 || second > 59 {
		return v, false
	}
	if dayOfMonth > 28 && dayOfMonth > daysIn(year, month) {
		return v, false
	}
	seconds := int64(daysSince1970(year, month, dayOfMonth))*86400 + int64(hour*3600+minute*60+second)
	return Time{Time: time.Unix(seconds, int64(millisecond)*1e6).UTC(), form: form}, true
}

// daysSince1970 counts the days between two dates. It takes years to begin in
// March, so that the day that not all of them have is the last, and 153 days to
// each five months then.
func daysSince1970(year, month, day int) int {
	year, month = year+400, month-3 // a whole cycle of leap years more, against a year before 0
	if month < 0 {
		year, month = year-1, month+12
	}
	return year*365 + year/4 - year/100 + year/400 + (month*153+2)/5 + day - 1 - daysTo1970 - daysOfCycle
}

// The texts that parseUsual reads, with zeros for the digits.
const (
	usualDate    = "0000-00-00"
	usualSeconds = "0000-00-00T00:00:00Z"
	usualMillis  = "0000-00-00T00:00:00.000Z"
)

// dateOf returns the date so many days after that of 1970, or before it, for the years
// from -400 on. It takes years to begin in March, like daysSince1970.
func dateOf(since1970 int) (year, month, day int) {
	days := since1970 + daysTo1970 + daysOfCycle
	cycle := days / daysOfCycle
	days %= daysOfCycle
	// All years but the last one of four, of a hundred and of the cycle are as long.
	year = (days - days/1460 + days/36524 - days/(daysOfCycle-1)) / 365
	days -= year*365 + year/4 - year/100
	year += cycle*400 - 400
	month = (days*5 + 2) / 153
	day = days - (month*153+2)/5 + 1
	if month += 3; month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}

const (
	daysOfCycle = 146097 // of 400 years
	daysTo1970  = 719468 // from the first of March of the year 0

	yearZero        = -daysTo1970 - 60          // its first day, since 1970
	yearTenThousand = yearZero + 25*daysOfCycle // the same
)
