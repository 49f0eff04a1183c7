package runtime

import (
	"math"
	"strconv"
	"strings"
)

// floatBits returns the size of a floating-point type.
func floatBits[T ~float64 | ~float32]() int {
	if T(1<<24+1) == T(1<<24) {
		return 32
	}
	return 64
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
