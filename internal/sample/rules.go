package sample

import (
	"encoding/json"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Obeys reports whether a JSON text is what rules ask of a string or a number, as far as that
// can be told.
func Obeys(rules api.Rules, text json.RawMessage) bool {
	if !json.Valid(text) {
		return false
	}
	switch api.JSONKindOf(text) {
	case api.JSONString:
		var s string
		_ = json.Unmarshal(text, &s) // it is valid
		return obeysFormat(s, rules.Format) && obeysText(s, rules.Constraints)
	case api.JSONNumber:
		return obeysNumber(strings.TrimSpace(string(text)), rules.Constraints)
	}
	return true
}

func obeysFormat(s, format string) bool {
	switch format {
	case "date-time":
		_, err := time.Parse(time.RFC3339, s)
		return err == nil
	case "date":
		_, err := time.Parse(time.DateOnly, s)
		return err == nil
	case "uuid":
		return len(s) == len(sampleFormats["uuid"]) && strings.Count(s, "-") == 4 && strings.Trim(strings.ToLower(s), "0123456789abcdef-") == ""
	case "email":
		local, host, found := strings.Cut(s, "@")
		return found && local != "" && host != "" && !strings.Contains(s, " ")
	case "uri", "url":
		scheme, _, found := strings.Cut(s, ":")
		return found && scheme != "" && !strings.ContainsAny(scheme, "/ ?#")
	}
	return true
}

func obeysText(s string, constraints []api.Constraint) bool {
	for _, c := range constraints {
		n, err := strconv.Atoi(c.Value)
		length := utf8.RuneCountInString(s)
		switch c.Kind {
		case api.MinLength:
			if err == nil && length < n {
				return false
			}
		case api.MaxLength:
			if err == nil && length > n {
				return false
			}
		case api.Pattern:
			if expression, err := regexp.Compile(c.Value); err == nil && !expression.MatchString(s) {
				return false
			}
		}
	}
	return true
}

func obeysNumber(text string, constraints []api.Constraint) bool {
	n, ok := rational(text)
	for _, c := range constraints {
		bound, known := rational(c.Value)
		if !ok || !known {
			continue
		}
		order := n.Cmp(bound)
		switch {
		case c.Kind == api.Minimum && (order < 0 || c.Exclusive && order == 0),
			c.Kind == api.Maximum && (order > 0 || c.Exclusive && order == 0),
			c.Kind == api.MultipleOf && bound.Sign() != 0 && !new(big.Rat).Quo(n, bound).IsInt():
			return false
		}
	}
	return true
}

// rational reads a number that is written in few digits.
func rational(text string) (*big.Rat, bool) {
	const longest = 40 // an exponent makes large numbers of short texts
	if len(text) > longest || strings.ContainsAny(text, "eE/") {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// obedient returns the first of several values that rules admit, which begin with the usual
// one; that if there is none.
func obedient(usual string, rules api.Rules) string {
	if Obeys(rules, json.RawMessage(usual)) {
		return usual
	}
	var others []string
	switch api.JSONKindOf([]byte(usual)) {
	case api.JSONString:
		others = otherTexts(usual, rules.Constraints)
	case api.JSONNumber:
		others = otherNumbers(rules.Constraints)
	}
	integral := !strings.Contains(usual, ".")
	for _, other := range others {
		if Obeys(rules, json.RawMessage(other)) && !(integral && strings.Contains(other, ".") && other[0] != '"') {
			return other
		}
	}
	return usual
}

// otherTexts are strings of the lengths that are asked for, and of kinds that patterns often
// ask for.
func otherTexts(usual string, constraints []api.Constraint) []string {
	var text string
	_ = json.Unmarshal([]byte(usual), &text) // it is a string
	var others []string
	for _, c := range constraints {
		n, err := strconv.Atoi(c.Value)
		const longest = 1000
		if c.Kind != api.MinLength && c.Kind != api.MaxLength || err != nil || n < 0 || n > longest {
			continue
		}
		for _, from := range []string{text, "example", "1"} {
			runes := []rune(strings.Repeat(from+" ", n))
			if from == "1" {
				runes = []rune(strings.Repeat(from, n))
			}
			others = append(others, quoted(strings.ReplaceAll(string(runes[:min(n, len(runes))]), " ", "-")))
		}
	}
	for _, text := range []string{
		"example", "EXAMPLE", "Example", "1", "12", "123", "1234", "12345", "123456", "a", "ab", "abc", "A", "AB", "ABC", "ABCD", "A1", "AB-123", "a-1", "example_1",
		"1.0.0", "v1", "#336699", "+442079460000", "09:30", "09:30:00", "en-GB", "en_GB", "USD", "2024-05", "0123456789abcdef", "192.0.2.1",
		"2024-05-01", "2024-05-01T09:30:00Z", sampleFormats["uuid"], sampleFormats["email"], sampleFormats["uri"],
	} {
		others = append(others, quoted(text))
	}
	return others
}

// otherNumbers are the bounds, and what is near to them.
func otherNumbers(constraints []api.Constraint) []string {
	var others []string
	for _, c := range constraints {
		bound, ok := rational(c.Value)
		if !ok || c.Kind != api.Minimum && c.Kind != api.Maximum && c.Kind != api.MultipleOf {
			continue
		}
		for _, away := range []int64{0, 1, -1} {
			others = append(others, new(big.Rat).Add(bound, big.NewRat(away, 1)).FloatString(0), new(big.Rat).Add(bound, big.NewRat(away, 2)).FloatString(1))
		}
		others = append(others, strings.TrimSpace(c.Value))
	}
	return others
}
