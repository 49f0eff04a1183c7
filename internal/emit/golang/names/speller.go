package names

import (
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// initialisms are the words that Go spells in one case, and a few proper names
// with a spelling of their own.
const initialisms = `ACL API ASCII ATS CPU CRM CSS CSV DNS EOF GUID HRIS HTML HTTP HTTPS
IAM ID IDP IP JSON JWT LMS MCP MFA MIME OTP PDF RPC SAML SCIM SLA SMS SMTP SQL SSH SSN SSO TCP
TLS TTL UDP UI UID URI URL UTC UTF8 UUID VAT XML StackOne OAuth OAuth2 OpenAPI`

// Speller turns wire names into the words of Go names.
type Speller struct {
	initialisms map[string]string // by lower case
}

// NewSpeller returns a speller that knows further initialisms.
func NewSpeller(added []string) *Speller {
	s := &Speller{initialisms: map[string]string{}}
	for _, word := range append(strings.Fields(initialisms), added...) {
		s.initialisms[strings.ToLower(word)] = word
	}
	return s
}

// Words splits a wire name into words as Go spells them. There is always at
// least one, and all of them together are made of letters and digits.
func (s *Speller) Words(name string) []string {
	shouted := words.Shouted(name)
	var spelled []string
	for _, word := range words.Split(name) {
		if word.Symbol {
			spelled = append(spelled, word.Text)
		} else {
			spelled = append(spelled, s.spell(word.Text, shouted))
		}
	}
	return spelled
}

// spell gives a word its Go spelling.
func (s *Speller) spell(word string, shouted bool) string {
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

// Exported makes an exported identifier of words. What Go would not export,
// such as a digit or a letter without case in front, gets an X before it.
func Exported(parts ...string) string {
	name := words.Join(parts...)
	if !token.IsIdentifier(name) || !token.IsExported(name) {
		name = "X" + name
	}
	return name
}

// Unexported makes an identifier of words that stays inside the package.
func Unexported(parts ...string) string {
	if len(parts) == 0 {
		return "unnamed"
	}
	first := strings.ToLower(parts[0])
	if r, _ := utf8.DecodeRuneInString(first); !unicode.IsLower(r) {
		first = "x" + first
	}
	name := words.Join(append([]string{first}, parts[1:]...)...)
	if !token.IsIdentifier(name) {
		name = "x" + words.Join(parts...)
	}
	return name
}

// Path returns the words of several names in a row.
func (s *Speller) Path(names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, s.Words(name)...)
	}
	return all
}
