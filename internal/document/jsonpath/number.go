package jsonpath

import (
	"cmp"
	"strconv"
	"strings"
)

// compareNumbers compares JSON numbers exactly: as float64, large identifiers would
// compare equal, and as big.Rat, a few characters could exhaust the memory.
func compareNumbers(a, b string) int {
	x, y := readNumber(a), readNumber(b)
	if x.sign != y.sign || x.sign == 0 {
		return cmp.Compare(x.sign, y.sign)
	}
	return x.sign * cmp.Or(cmp.Compare(x.exponent, y.exponent), cmp.Compare(x.digits, y.digits))
}

// number is sign * 0.digits * 10^exponent; digits have no leading or trailing zeros.
type number struct {
	sign     int
	digits   string
	exponent int64
}

func readNumber(s string) number {
	n := number{sign: 1}
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		n.sign, s = -1, rest
	}
	mantissa := s
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		mantissa = s[:i]
		// Beyond the range, ParseInt returns the nearest value; with 63 bits, the
		// additions below cannot overflow.
		exponent, _ := strconv.ParseInt(s[i+1:], 10, 63)
		n.exponent = exponent
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	n.digits = whole + fraction
	n.exponent += int64(len(whole))
	trimmed := strings.TrimLeft(n.digits, "0")
	n.exponent -= int64(len(n.digits) - len(trimmed))
	n.digits = strings.TrimRight(trimmed, "0")
	if n.digits == "" {
		return number{}
	}
	return n
}
