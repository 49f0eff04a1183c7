package runtime

import "time"

// timePattern is eight bytes of a time as a word: room has what may be added to
// each byte, less the pattern, before it is too large.
type timePattern struct{ text, room uint64 }

// timePatternOf makes a pattern of a text that has the greatest digits in their places.
func timePatternOf(greatest string) timePattern {
	var p timePattern
	for i := range 8 {
		c, room := greatest[i], uint64(0x7f)
		if '0' <= c && c <= '9' {
			room -= uint64(c - '0')
			c = '0'
		}
		p.text |= uint64(c) << (8 * i)
		p.room |= room << (8 * i)
	}
	return p
}

var (
	patternDate  = timePatternOf("9999-19-")
	patternClock = timePatternOf("39T29:59") // from the day on
	patternEnd   = timePatternOf(":59.999Z") // from the seconds on
)

// digits returns what the digits of a text of the pattern are, and zero for its
// other bytes. If the text is of another pattern, bad has some of the high bits.
func (p *timePattern) digits(text uint64) (digits, bad uint64) {
	digits = text ^ p.text
	return digits, digits | (digits + p.room)
}

// pairs has in each byte the number that two digits are, the first of them there.
func pairs(digits uint64) uint64 { return digits*10 + digits>>8 }

// The texts that readUsual reads, with zeros for the digits.
const (
	usualDate    = "0000-00-00"
	usualSeconds = "0000-00-00T00:00:00Z"
	usualMillis  = "0000-00-00T00:00:00.000Z"
)

// What shorter texts lack of the words that the longest is read as.
var (
	noClock  = word(usualMillis, 8) >> 16 << 16
	noSecond = word(usualMillis, 16)
	noMillis = noSecond>>24<<24 ^ 'Z'<<24 // makes a point of the Z
)

// readUsual reads a text as APIs mostly write it: 2024-02-29T12:30:00.000Z, the same
// without milliseconds, or 2024-02-29. It leaves all others to timeParser, which reads
// these the same, but byte by byte.
func (v *Time) readUsual(text textPlace, size int) bool {
	var clock, end uint64
	form := formMillis
	switch {
	case size == len(usualMillis):
		clock, end = text.word(8), text.word(16)
	case size == len(usualSeconds):
		clock, end = text.word(8), text.word(12)>>32^noMillis
		form = formSeconds
	case size == len(usualDate):
		clock, end = text.word(2)>>48|noClock, noSecond
		form = formDate
	default:
		return false
	}
	dateDigits, badDate := patternDate.digits(text.word(0))
	clockDigits, badClock := patternClock.digits(clock)
	endDigits, badEnd := patternEnd.digits(end)
	date, clock, end := pairs(dateDigits), pairs(clockDigits), pairs(endDigits)
	century, year, day := date&0xff, date>>16&0xff, clock&0xff
	month := monthOf(century, year, date>>40&0xff)
	minutes := clock>>24&0xff*60 + clock>>48&0xff
	if (badDate|badClock|badEnd)&highBits != 0 || day-1 >= uint64(month.days) || minutes >= 24*60 {
		return false
	}
	// Years are counted from March on, so that the day that not all of them have is the last.
	days := int64(century*daysOfCycle/4+year*daysOfFour/4+day) + int64(month.before)
	milliseconds := endDigits>>32&0xff*100 + end>>40&0xff
	seconds := days*secondsOfDay + int64(minutes*60+end>>8&0xff)
	*v = Time{Time: time.Unix(seconds, int64(milliseconds*1e6)).UTC(), form: form}
	return true
}

// calendarMonth has a month's length and how many days there are from those of 1970 to
// the one before it, if those from the year 0 to its year's first of March are counted
// apart.
type calendarMonth struct{ before, days int32 }

// months has the months of usual years, and from 32 on those of leap years. Where there
// is no month it has none of no days.
var months = func() (months [64]calendarMonth) {
	for i, leap := range []int32{0, 1} {
		before := -daysTo1970 - 1 - 59 - leap
		for m, days := range []int32{31, 28 + leap, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31} {
			months[i<<5+m+1] = calendarMonth{before, days}
			before += days
		}
	}
	return months
}()

// monthOf returns a month, up to 31, of a year of a century.
func monthOf(century, year, month uint64) *calendarMonth {
	if year == 0 {
		year = century
	}
	leap := (year&3 - 1) >> 63
	return &months[(leap<<5|month)&63]
}

// putUsual writes a time as readUsual reads it, and returns the length of the text. That is
// zero if the time has another form. It may write as much as usualMillis has.
func (v *Time) putUsual(text bufferPlace) (size int) {
	seconds, nanosecond := sinceYearZero(v.Time), v.Nanosecond()
	switch {
	case v.kept != nil || v.Location() != time.UTC || seconds >= secondsOfYears:
		return 0
	case v.form == formMillis && nanosecond%1e6 == 0:
		size = len(usualMillis)
	case v.form == formSeconds && nanosecond == 0:
		size = len(usualSeconds)
	case v.form == formDate && nanosecond == 0 && seconds%secondsOfDay == 0:
		size = len(usualDate)
	default:
		return 0
	}
	putMillis(text, seconds, uint32(nanosecond))
	if size == len(usualSeconds) {
		text.putByte(size-1, 'Z')
	}
	return size
}

// sinceYearZero returns the seconds since the first day of the year 0, which are many in a
// year before.
func sinceYearZero(t time.Time) uint64 { return uint64(t.Unix() - yearZero*secondsOfDay) }

// putMillis writes a time of the years 0 to 9999 in the form of usualMillis.
func putMillis(text bufferPlace, seconds uint64, nanosecond uint32) {
	days := seconds / secondsOfDay
	clock := uint32(seconds - days*secondsOfDay)
	// Years begin in March here, too. The last of four centuries, and of four years of one,
	// may be a day longer, which counting in quarters of days leaves to them.
	quarters := (uint32(days)+daysOfCycle-60)*4 + 3
	century := quarters / daysOfCycle
	quarters = (quarters - century*daysOfCycle) | 3
	year := quarters / daysOfFour
	// A day is as much of a month as 5 of 153, which is near to 2141 of 65536.
	fraction := (quarters-year*daysOfFour)/4*2141 + 197913
	month, day := fraction>>16, fraction&0xffff/2141+1
	late := (month + 3) >> 4 // one if the month is of the next year that begins in January
	month -= late * 12
	year += late
	next := (year + 28) >> 7 // one if that is of the next century
	year -= next * 100
	century += next - 4
	minutes := clock / 60
	hour := minutes / 60
	minute, second := minutes-hour*60, clock-minutes*60
	millisecond := nanosecond / 1e6
	hundreds := millisecond / 100
	millisecond -= hundreds * 100
	text.put(0, patternDate.text+digitPairs(uint64(century)|uint64(year)<<16|uint64(month)<<40, 1|1<<16|1<<40))
	text.put(8, patternClock.text+digitPairs(uint64(day)|uint64(hour)<<24|uint64(minute)<<48, 1|1<<24|1<<48))
	text.put(16, patternEnd.text+uint64(hundreds)<<32+digitPairs(uint64(second)<<8|uint64(millisecond)<<40, 1<<8|1<<40))
}

// digitPairs has two digits for each number below 100, where that is and behind it; ones
// has a one for each.
func digitPairs(numbers, ones uint64) uint64 {
	tens := numbers * 103 >> 10 & (ones * 15)
	return numbers<<8 - tens*(10<<8-1)
}

const (
	secondsOfDay = 86400

	daysOfFour  = 1461   // years
	daysOfCycle = 146097 // of 400 years
	daysTo1970  = 719468 // from the first of March of the year 0

	yearZero = -daysTo1970 - 60 // its first day, since 1970

	secondsOfYears = 25 * daysOfCycle * secondsOfDay // of the years 0 to 9999
)
