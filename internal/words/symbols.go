package words

import "fmt"

// symbolWord names a symbol that carries a meaning of its own in a name.
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

// separatorWord names a symbol that only parts words, for names that are made
// of nothing else. Symbols that nobody foresaw are named by their code points.
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
