package document

import (
	"math/big"
	"strings"
)

// resolvePlain returns the kind and the value of an unquoted YAML scalar. It
// follows the core schema of YAML 1.2, on which OpenAPI builds, so yes, off and
// 2024-01-02 are strings and 017 is seventeen. It also accepts what the older
// schema adds without contradiction (1_000, 0b11, signed hexadecimals), since other
// readers do.
//
// The last result is false for .inf and .nan, which JSON cannot say.
func resolvePlain(s string) (kind Kind, value string, ok bool) {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Null, "", true
	case "true", "True", "TRUE":
		return Bool, "true", true
	case "false", "False", "FALSE":
		return Bool, "false", true
	}
	if c := s[0]; c != '+' && c != '-' && c != '.' && (c < '0' || '9' < c) {
		return String, s, true
	}
	switch strings.TrimLeft(s, "+-") {
	case ".inf", ".Inf", ".INF":
		if len(s) <= len("+.inf") {
			return Number, "", false
		}
	case ".nan", ".NaN", ".NAN":
		if s[0] == '.' {
			return Number, "", false
		}
	}
	if number, ok := jsonNumber(s); ok {
		return Number, number, true
	}
	return String, s, true
}

// jsonNumber returns a YAML number as a JSON literal of exactly the same value.
func jsonNumber(s string) (string, bool) {
	if isJSONNumber(s) {
		return s, true
	}
	s = strings.ReplaceAll(s, "_", "")
	sign := ""
	switch {
	case strings.HasPrefix(s, "+"):
		s = s[1:]
	case strings.HasPrefix(s, "-"):
		sign, s = "-", s[1:]
	}
	if len(s) > 2 && s[0] == '0' && s[2] != '+' && s[2] != '-' {
		base := map[byte]int{'x': 16, 'X': 16, 'o': 8, 'O': 8, 'b': 2, 'B': 2}[s[1]]
		if base != 0 {
			n, ok := new(big.Int).SetString(s[2:], base)
			if !ok {
				return "", false
			}
			return sign + n.String(), true
		}
	}
	whole, rest := digits(s)
	fraction := ""
	if strings.HasPrefix(rest, ".") {
		fraction, rest = digits(rest[1:])
	}
	if whole == "" && fraction == "" {
		return "", false
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	number := sign + whole + fraction + rest
	return number, isJSONNumber(number)
}

// isJSONNumber reports whether s is a JSON number literal.
func isJSONNumber(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole, s := digits(s)
	if whole == "" || whole[0] == '0' && len(whole) > 1 {
		return false
	}
	if strings.HasPrefix(s, ".") {
		fraction, rest := digits(s[1:])
		if fraction == "" {
			return false
		}
		s = rest
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		exponent, rest := digits(s)
		if exponent == "" {
			return false
		}
		s = rest
	}
	return s == ""
}

// digits splits s after its leading decimal digits.
func digits(s string) (number, rest string) {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return s[:i], s[i:]
}
