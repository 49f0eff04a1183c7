package testkit

import (
	"encoding/json"
	"math/big"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// limits checks the bounds and the format of a value. What cannot be told for sure passes.
func (c *checker) limits(about subject, v value, kind kinds, text []byte) {
	switch kind {
	case isString:
		s := unquoted(text)
		if v.format != "" && !hasFormat(s, v.format) {
			c.refuseValue("%s is %s, and not of the format %s.", about, short(text), v.format)
		}
		for _, l := range v.limits {
			l.checkString(c, about, s)
		}
	case isInteger, isFraction:
		if v.format == "int32" && kind == isInteger {
			if _, err := strconv.ParseInt(string(text), 10, 32); err != nil && !strings.ContainsAny(string(text), ".eE") {
				c.refuseValue("%s is %s, and not of the format int32.", about, short(text))
			}
		}
		for _, l := range v.limits {
			l.checkNumber(c, about, string(text))
		}
	case isArray:
		var items []json.RawMessage
		_ = json.Unmarshal(text, &items) // it is valid
		for _, l := range v.limits {
			l.checkCount(c, about, len(items), minItems, maxItems, "item")
		}
	case isObject:
		var members map[string]json.RawMessage
		_ = json.Unmarshal(text, &members) // it is valid
		for _, l := range v.limits {
			l.checkCount(c, about, len(members), minMembers, maxMembers, "member")
		}
	case isBoolean:
		for _, l := range v.limits {
			if l.kind == always && string(text) != l.value {
				c.refuseValue("%s is %s, and must be %s.", about, text, l.value)
			}
		}
	}
}

func (l limit) checkString(c *checker, about subject, s string) {
	l.checkCount(c, about, utf8.RuneCountInString(s), minLength, maxLength, "character")
	if l.kind != pattern || strings.HasPrefix(l.value, "/") && strings.LastIndexByte(l.value, '/') > 0 {
		return // a literal of JavaScript is no pattern
	}
	// What Go cannot read, such as a look-ahead, is for the API to check.
	if expression, err := regexp.Compile(l.value); err == nil && !expression.MatchString(s) {
		c.refuseValue("%s is %s, and does not match the pattern %s.", about, short(quoted(s)), l.value)
	}
}

// checkCount checks the number of characters, items or members.
func (l limit) checkCount(c *checker, about subject, n int, least, most limitKind, what string) {
	bound, err := strconv.ParseFloat(l.value, 64)
	if err != nil {
		return
	}
	if n != 1 {
		what += "s"
	}
	switch {
	case l.kind == least && float64(n) < bound:
		c.refuseValue("%s has %d %s, and must have %s or more.", about, n, what, l.value)
	case l.kind == most && float64(n) > bound:
		c.refuseValue("%s has %d %s, and must have %s or fewer.", about, n, what, l.value)
	}
}

// checkNumber compares as float64, which is exact but for large numbers near the bound;
// those pass.
func (l limit) checkNumber(c *checker, about subject, text string) {
	n, err := strconv.ParseFloat(text, 64)
	bound, boundErr := strconv.ParseFloat(l.value, 64)
	if err != nil || boundErr != nil {
		return
	}
	atBound := l.exclusive && sameNumber(text, l.value)
	than := map[bool]string{false: "%s is %s, and must be %s or %s.", true: "%s is %s, and must be %[4]s than %[3]s."}[l.exclusive]
	switch {
	case l.kind == minimum && (n < bound || atBound):
		c.refuseValue(than, about, text, l.value, "more")
	case l.kind == maximum && (n > bound || atBound):
		c.refuseValue(than, about, text, l.value, "less")
	case l.kind == multipleOf && !isMultiple(text, l.value):
		c.refuseValue("%s is %s, and must be a multiple of %s.", about, text, l.value)
	}
}

func isMultiple(text, of string) bool {
	const longest = 40 // an exponent makes large numbers of short texts
	if strings.ContainsAny(text+of, "eE") || len(text)+len(of) > longest {
		return true
	}
	n, ok := new(big.Rat).SetString(text)
	unit, unitOK := new(big.Rat).SetString(of)
	if !ok || !unitOK || unit.Sign() == 0 {
		return true
	}
	return n.Quo(n, unit).IsInt()
}

// isIntegral reports whether a JSON number has no fraction. 1.0 has none.
func isIntegral(text string) bool {
	_, exponent, found := strings.Cut(plainNumber(text), "e")
	return !found || !strings.HasPrefix(exponent, "-")
}

// hasFormat reports whether a string can be of a format. It is so for those that it does
// not know.
func hasFormat(s, format string) bool {
	switch format {
	case "date-time":
		return isTime(s, time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05", "2006-01-02T15:04Z07:00")
	case "date":
		return isTime(s, time.DateOnly)
	case "uuid":
		return uuids.MatchString(s)
	case "email":
		local, host, found := strings.Cut(s, "@")
		return found && local != "" && host != "" && !strings.ContainsAny(s, " \t\r\n")
	case "uri", "url":
		address, err := url.Parse(s)
		return err == nil && address.Scheme != ""
	case "ipv4":
		address, err := netip.ParseAddr(s)
		return err == nil && address.Is4()
	case "ipv6":
		address, err := netip.ParseAddr(s)
		return err == nil && address.Is6()
	}
	return true
}

func isTime(s string, layouts ...string) bool {
	for _, layout := range layouts {
		if _, err := time.Parse(layout, strings.ToUpper(s)); err == nil {
			return true
		}
	}
	return false
}

var uuids = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
