package words

import "fmt"

// symbolWord names a symbol that is meaningful in a name.
func symbolWord(r rune) string {
	switch r {
	case '*':
		return "Star"
	case '+':
		return "Plus"
	case '@':
		return "At"
	case '#':
		return "Hash"
	case '$':
		return "Dollar"
	case '%':
		return "Percent"
	case '&':
		return "And"
	case '<':
		return "Less"
	case '>':
		return "Greater"
	case '=':
		return "Equal"
	case '!':
		return "Not"
	case '~':
		return "Tilde"
	}
	return ""
}

// separatorWord names a symbol that usually separates words, for names without
// anything else. Unknown symbols are named after their code points.
func separatorWord(r rune) string {
	switch r {
	case '-':
		return "Minus"
	case '_':
		return "Underscore"
	case '.':
		return "Dot"
	case '/':
		return "Slash"
	case '\\':
		return "Backslash"
	case ':':
		return "Colon"
	case ',':
		return "Comma"
	case ';':
		return "Semicolon"
	case '?':
		return "Question"
	case '|':
		return "Pipe"
	case ' ':
		return "Space"
	}
	return fmt.Sprintf("U%04X", r)
}
