package runtime

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"
)

// formatOpt prints an Opt.
func formatOpt(f fmt.State, verb rune, state optState, value any) {
	switch state {
	case optAbsent:
		formatNone(f, verb, "absent")
		return
	case optNull:
		formatNone(f, verb, "null")
		return
	}
	if v := reflect.ValueOf(value); v.Kind() == reflect.Pointer && (verb == 'v' || verb == 's') {
		formatJSON(f, value)
		return
	}
	_, _ = fmt.Fprintf(f, fmt.FormatString(f, verb), value)
}

// formatNone prints what stands for a value that there is not: a word for people, or else
// a mark in the way that package fmt tells of mistakes.
func formatNone(f fmt.State, verb rune, word string) {
	if verb != 'v' || !f.Flag('+') && !f.Flag('#') {
		word = "%!" + string(verb) + "(" + word + ")"
	}
	_, _ = io.WriteString(f, word)
}

// errMark is the error of a text that a mark has come into by mistake.
var errMark = errors.New("the value has %!(absent) or %!(null) in it, which stands for an Opt without a value: use its Get or Or method")

// hasMark reports whether a text has a mark in it that formatNone made.
func hasMark(text string) bool {
	for {
		_, rest, found := strings.Cut(text, "%!")
		if !found {
			return false
		}
		verb, size := utf8.DecodeRuneInString(rest)
		after := rest[size:]
		if unicode.IsLetter(verb) && (strings.HasPrefix(after, "(absent)") || strings.HasPrefix(after, "(null)")) {
			return true
		}
		text = rest
	}
}

// formatJSON prints the JSON of what v points to.
func formatJSON(f fmt.State, v any) {
	text, err := marshalAny(v)
	if err != nil {
		text = []byte(err.Error())
	}
	_, _ = f.Write(text)
}

// Format implements fmt.Formatter: it prints the JSON of what the union holds. One that
// holds nothing is printed as an absent Opt is.
func (u union) Format(f fmt.State, verb rune) {
	switch {
	case u.IsZero():
		formatNone(f, verb, "absent")
	case u.keepsText():
		_, _ = io.WriteString(f, u.text.raw)
	default:
		formatJSON(f, u.value)
	}
}
