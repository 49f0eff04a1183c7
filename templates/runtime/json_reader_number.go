package runtime

import (
	"math"
	"strconv"
	"strings"
)

// shortNumber reads a number of up to fifteen digits without an exponent, which
// every float64 and int64 holds exactly, and leaves all others unread.
func (r *jsonReader) shortNumber() (n int64, fraction int, negative, ok bool) {
	const most = 15
	text, i := r.text, r.pos
	if i < len(text) && text[i] == '-' {
		negative = true
		i++
	}
	start := i
	for i < len(text) && text[i]-'0' <= 9 {
		n = n*10 + int64(text[i]-'0')
		if i++; i-start > most {
			return 0, 0, false, false
		}
	}
	if i == start || text[start] == '0' && i > start+1 {
		return 0, 0, false, false
	}
	if i < len(text) && text[i] == '.' {
		i++
		point := i
		for i < len(text) && text[i]-'0' <= 9 {
			n = n*10 + int64(text[i]-'0')
			if i++; i-start > most+1 {
				return 0, 0, false, false
			}
		}
		if fraction = i - point; fraction == 0 {
			return 0, 0, false, false
		}
	}
	if i < len(text) && text[i]|0x20 == 'e' {
		return 0, 0, false, false
	}
	r.pos = i
	return n, fraction, negative, true
}

// integer reads an integer of that many bits. It also takes numbers such as 1.0
// and 1e3, which are integers by value.
func (r *jsonReader) integer(size int) int64 {
	if r.kind() != kindNumber {
		r.nullOr("an integer")
		return 0
	}
	start := r.pos
	n, fraction, negative, ok := r.shortNumber()
	fits, integral := true, true
	if !ok || fraction > 0 {
		r.pos = start
		text, _ := r.number()
		if r.err != nil {
			return 0
		}
		n, fits, integral = integerOf(text)
	} else if negative {
		n = -n
	}
	switch {
	case !integral:
		r.failMismatch(start, "an integer", "a fraction")
	case !fits || n>>(size-1) != n>>63:
		r.failMismatch(start, "an integer of "+strconv.Itoa(size)+" bits", "one out of range")
	case n == 0 && r.text[start] == '-':
		r.inexact = true
	}
	return n
}

// unsigned reads an integer of 64 bits without a sign.
func (r *jsonReader) unsigned() uint64 {
	if r.kind() != kindNumber {
		r.nullOr("an integer")
		return 0
	}
	start := r.pos
	text, _ := r.number()
	if r.err != nil {
		return 0
	}
	d := decimalOf(text)
	if d.exponent < 0 {
		r.failMismatch(start, "an integer", "a fraction")
		return 0
	}
	const most = 20 // digits
	n, ok := uint64(0), d.sign == "" || d.digits == "0"
	if ok = ok && d.exponent+int64(len(d.digits)) <= most; ok {
		var err error
		n, err = strconv.ParseUint(d.digits+strings.Repeat("0", int(d.exponent)), 10, 64)
		ok = err == nil
	}
	if !ok {
		r.failMismatch(start, "an integer of 64 bits without a sign", "one out of range")
		return 0
	}
	if d.sign != "" { // a negative zero
		r.inexact = true
	}
	return n
}

// powers are those of ten that shortNumber needs.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// float reads a number of that many bits.
func (r *jsonReader) float(size int) float64 {
	if r.kind() != kindNumber {
		r.nullOr("a number")
		return 0
	}
	start := r.pos
	if size == 64 {
		if n, fraction, negative, ok := r.shortNumber(); ok {
			// Both are exact, so that the quotient is the nearest to the decimal.
			f := float64(n) / powers[fraction]
			if negative {
				f = -f
			}
			return f
		}
	}
	text, _ := r.number()
	if r.err != nil {
		return 0
	}
	f, err := strconv.ParseFloat(text, size)
	if err != nil {
		r.failMismatch(start, "a number of "+strconv.Itoa(size)+" bits", "one out of range")
		return 0
	}
	if !isExactFloat(text, f, size) {
		r.inexact = true
	}
	return f
}

// isExactFloat reports whether f is written as a number of the same decimal
// value as the text it was read from.
func isExactFloat(text string, f float64, bits int) bool {
	// Fifteen decimal digits always survive in a float64, six in a float32.
	sure := 15
	if bits == 32 {
		sure = 6
	}
	if len(text) <= sure && strings.IndexByte(text, 'e') < 0 && strings.IndexByte(text, 'E') < 0 {
		return true
	}
	shortest := string(strconv.AppendFloat(nil, f, 'e', -1, bits))
	return sameDecimal(text, shortest)
}

// integerOf returns the value of a JSON number if that is an integer and fits.
func integerOf(text string) (n int64, fits, integral bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err == nil {
		return n, true, true
	}
	d := decimalOf(text)
	if d.exponent < 0 {
		return 0, false, false
	}
	if d.exponent+int64(len(d.digits)) > 19 {
		return 0, false, true
	}
	n, err = strconv.ParseInt(d.sign+d.digits+strings.Repeat("0", int(d.exponent)), 10, 64)
	return n, err == nil, true
}

// decimal is a number as its digits, without zeros at either end, times a
// power of ten. Zero has the digit 0. Equal numbers are equal decimals, apart
// from the sign of zero.
type decimal struct {
	sign     string
	digits   string
	exponent int64
}

// decimalOf returns the exact value of a JSON number.
func decimalOf(text string) decimal {
	var d decimal
	if text[0] == '-' {
		d.sign = "-"
		text = text[1:]
	}
	if e := strings.IndexAny(text, "eE"); e >= 0 {
		exponent, err := strconv.ParseInt(text[e+1:], 10, 64)
		if err != nil {
			// Beyond int64; half of it is out of every range, too, and leaves
			// room to count the digits.
			exponent /= 2
		}
		d.exponent = max(math.MinInt64/2, min(exponent, math.MaxInt64/2))
		text = text[:e]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	d.exponent -= int64(len(fraction))
	digits := strings.TrimLeft(whole+fraction, "0")
	d.digits = strings.TrimRight(digits, "0")
	d.exponent += int64(len(digits) - len(d.digits))
	if d.digits == "" {
		return decimal{sign: d.sign, digits: "0"}
	}
	return d
}

// sameDecimal reports whether two JSON numbers have the same value, telling
// negative from positive zero.
func sameDecimal(a, b string) bool { return decimalOf(a) == decimalOf(b) }
