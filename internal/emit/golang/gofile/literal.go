package gofile

import "strconv"

// Quote writes text of any origin as a string literal.
func Quote(text string) string { return strconv.Quote(text) }

// Literal writes a text as a string literal, a raw one if all of it can be seen
// as it is.
func Literal(text string) string {
	for _, r := range text {
		if r == '`' || !strconv.IsPrint(r) {
			return Quote(text)
		}
	}
	if !strconv.CanBackquote(text) {
		return Quote(text)
	}
	return "`" + text + "`"
}

// rawOrQuoted writes a text as a raw string literal if it can be one.
func rawOrQuoted(text string) string {
	if strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return Quote(text)
}
