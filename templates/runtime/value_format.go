package runtime

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
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

// formatNone prints a missing value: as a word with %+v and %#v, and otherwise as a mark
// like those that package fmt prints for mistakes.
func formatNone(f fmt.State, verb rune, word string) {
	if verb != 'v' || !f.Flag('+') && !f.Flag('#') {
		word = "%!" + string(verb) + "(" + word + ")"
	}
	_, _ = io.WriteString(f, word)
}

// errMark is the error of a text that contains such a mark.
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

// formatJSON prints the JSON of what v points to, without what is sensitive.
func formatJSON(f fmt.State, v any) { _, _ = io.WriteString(f, maskedJSON(v)) }

// maskedJSON returns the JSON of what v points to, with *** for what is sensitive.
func maskedJSON(v any) string {
	w := jsonWriter{masked: true}
	w.any(v)
	if w.err != nil {
		return w.err.Error()
	}
	return string(w.buf)
}

// formatModel prints a model that has sensitive members, by any verb.
//
//go:noinline
func formatModel(f fmt.State, v any) { formatJSON(f, v) }

// logModel is what a model that has sensitive members is in a log: a group of its members.
//
//go:noinline
func logModel(v any) slog.Value {
	text := maskedJSON(v)
	r := jsonReader{text: text}
	if r.kind() != kindObject {
		return slog.StringValue(text)
	}
	var members []slog.Attr
	r.enter()
	for first := true; ; first = false {
		name, more := r.nextKept(first)
		if !more {
			return slog.GroupValue(members...)
		}
		members = append(members, slog.Any(name, r.anyValue()))
	}
}

// Format implements fmt.Formatter: it prints the JSON of what the union holds. One that
// holds nothing is printed as an absent Opt is.
func (u union) Format(f fmt.State, verb rune) {
	switch {
	case u.IsZero():
		formatNone(f, verb, "absent")
	case u.value == nil:
		_, _ = io.WriteString(f, u.text.raw)
	default:
		formatJSON(f, u.value)
	}
}
