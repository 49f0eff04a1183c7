package golang

import (
	"fmt"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// initialisms are the words that Go spells in one case, and a few proper names
// with a spelling of their own.
const initialisms = `ACL API ASCII ATS CPU CRM CSS CSV DNS EOF GUID HRIS HTML HTTP HTTPS
IAM ID IDP IP JSON JWT LMS MCP MFA MIME OTP PDF RPC SAML SCIM SLA SMS SMTP SQL SSH SSN SSO TCP
TLS TTL UDP UI UID URI URL UTC UTF8 UUID VAT XML StackOne OAuth OAuth2 OpenAPI`

// speller turns wire names into the words of Go names.
type speller struct {
	initialisms map[string]string // by lower case
}

func newSpeller(added []string) *speller {
	s := &speller{initialisms: map[string]string{}}
	for _, word := range append(strings.Fields(initialisms), added...) {
		s.initialisms[strings.ToLower(word)] = word
	}
	return s
}

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

// words splits a wire name into words as Go spells them. There is always at
// least one, and all of them together are made of letters and digits.
func (s *speller) words(name string) []string {
	if name == "" {
		return []string{"Empty"}
	}
	shouted := isShouted(name)
	var words []string
	var run []rune
	flush := func() {
		for _, part := range splitCase(run) {
			words = append(words, s.spell(part, shouted))
		}
		run = run[:0]
	}
	runes := []rune(name)
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			run = append(run, r)
			continue
		case symbolWord(r) != "":
			flush()
			words = append(words, symbolWord(r))
			continue
		case r == '-' && len(run) == 0 && i+1 < len(runes) && unicode.IsDigit(runes[i+1]):
			words = append(words, "Minus")
			continue
		}
		flush()
	}
	flush()
	if len(words) > 0 {
		return words
	}
	for _, r := range runes {
		words = append(words, separatorWord(r))
	}
	return words
}

// isShouted says that a name is written in capitals as a matter of style, as
// FULL_TIME is. Names of up to three letters are codes, such as USD, and keep
// their capitals.
func isShouted(name string) bool {
	letters := 0
	for _, r := range name {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 3
}

// splitCase parts a run of letters and digits where its case says that a new
// word begins: before a capital that follows a small letter or a digit, and
// before the last of several capitals if a small letter follows. The plural of
// an initialism, as in IDs, stays in one piece.
func splitCase(run []rune) []string {
	var parts []string
	start := 0
	for i := 1; i < len(run); i++ {
		if !unicode.IsUpper(run[i]) {
			continue
		}
		next := i+1 < len(run) && unicode.IsLower(run[i+1])
		plural := next && run[i+1] == 's' && (i+2 == len(run) || !unicode.IsLower(run[i+2]))
		if !unicode.IsUpper(run[i-1]) || next && !plural {
			parts = append(parts, string(run[start:i]))
			start = i
		}
	}
	if start < len(run) {
		parts = append(parts, string(run[start:]))
	}
	return parts
}

// spell gives a word its Go spelling.
func (s *speller) spell(word string, shouted bool) string {
	lower := strings.ToLower(word)
	if spelled, ok := s.initialisms[lower]; ok {
		return spelled
	}
	stem := strings.TrimRightFunc(lower, unicode.IsDigit)
	if spelled, ok := s.initialisms[stem]; ok {
		return spelled + lower[len(stem):]
	}
	if single, ok := strings.CutSuffix(stem, "s"); ok {
		if spelled, ok := s.initialisms[single]; ok {
			return spelled + "s" + lower[len(stem):]
		}
	}
	if shouted {
		word = lower
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(first)) + word[size:]
}

// joinWords makes one name of words. Two digits that would meet are kept apart,
// so that 1.10 and 11.0 stay different names.
func joinWords(words ...string) string {
	var name strings.Builder
	var last rune
	for _, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if unicode.IsDigit(last) && unicode.IsDigit(first) {
			name.WriteByte('_')
		}
		name.WriteString(word)
		last, _ = utf8.DecodeLastRuneInString(word)
	}
	return name.String()
}

// exported makes an exported identifier of words. What Go would not export,
// such as a digit or a letter without case in front, gets an X before it.
func exported(words ...string) string {
	name := joinWords(words...)
	if !token.IsIdentifier(name) || !token.IsExported(name) {
		name = "X" + name
	}
	return name
}

// unexported makes an identifier of words that stays inside the package.
func unexported(words ...string) string {
	if len(words) == 0 {
		return "unnamed"
	}
	first := strings.ToLower(words[0])
	if r, _ := utf8.DecodeRuneInString(first); !unicode.IsLower(r) {
		first = "x" + first
	}
	name := joinWords(append([]string{first}, words[1:]...)...)
	if !token.IsIdentifier(name) {
		name = "x" + joinWords(words...)
	}
	return name
}

// path returns the words of several names in a row.
func (s *speller) path(names []string) []string {
	var words []string
	for _, name := range names {
		words = append(words, s.words(name)...)
	}
	return words
}
