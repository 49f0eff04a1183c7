// Package words splits wire names into words and joins words to names. Emitters
// decide how words are spelled in their language.
package words

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word is a piece of a wire name.
type Word struct {
	Text string
	// Symbol means that the text is the name of a symbol in the wire name.
	Symbol bool
}

// Split splits a wire name at symbols and at changes of case. It returns at least
// one word, and words consist of letters and digits.
func Split(name string) []Word {
	if name == "" {
		return []Word{{"Empty", true}}
	}
	var words []Word
	var run []rune
	flush := func() {
		for _, part := range SplitCase(string(run)) {
			words = append(words, Word{Text: part})
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
			words = append(words, Word{symbolWord(r), true})
			continue
		case r == '-' && len(run) == 0 && i+1 < len(runes) && unicode.IsDigit(runes[i+1]):
			words = append(words, Word{"Minus", true})
			continue
		}
		flush()
	}
	flush()
	if len(words) > 0 {
		return words
	}
	for _, r := range runes {
		words = append(words, Word{separatorWord(r), true})
	}
	return words
}

// Lower splits a wire name into lower-case words; an empty name has none.
func Lower(name string) []string {
	if name == "" {
		return nil
	}
	var words []string
	for _, word := range Split(name) {
		words = append(words, strings.ToLower(word.Text))
	}
	return words
}

// Shouted reports whether a name is in capitals as a matter of style, like
// FULL_TIME. Names of up to three letters are codes, such as USD, and keep their
// capitals.
func Shouted(name string) bool {
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

// SplitCase splits letters and digits at changes of case: before a capital after a
// small letter or a digit, and before the last of several capitals if a small
// letter follows. It does not split the plural of an initialism, as in IDs.
func SplitCase(text string) []string {
	run := []rune(text)
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

// Spelled splits a name that Join made.
func Spelled(name string) []string {
	var words []string
	for part := range strings.SplitSeq(name, "_") {
		words = append(words, SplitCase(part)...)
	}
	return words
}

// Join joins words to a name. It separates adjacent digits, so that 1.10 and 11.0
// remain different names.
func Join(words ...string) string {
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

// Alternatives joins names with Or, and writes their common suffix only once.
func Alternatives(names [][]string) []string {
	shared := 0
	for len(names) > 1 && !slices.ContainsFunc(names, func(words []string) bool {
		first := names[0]
		return len(words) < shared+2 || len(first) < shared+2 ||
			words[len(words)-1-shared] != first[len(first)-1-shared]
	}) {
		shared++
	}
	var joined []string
	for i, words := range names {
		if i > 0 {
			joined = append(joined, "Or")
		}
		if i < len(names)-1 {
			words = words[:len(words)-shared]
		}
		joined = append(joined, words...)
	}
	return joined
}

// Singular returns the name of an item of a list, for common plural endings.
func Singular(name string) string {
	if stem, ok := strings.CutSuffix(name, "ies"); ok && stem != "" {
		return stem + "y"
	}
	if strings.HasSuffix(name, "ss") || len(name) < 4 {
		return name
	}
	return strings.TrimSuffix(name, "s")
}

// WithoutLeading returns what a wire name has after leading words, which are in lower
// case. It is empty if the name does not begin with them, or if what follows does not
// begin with a letter.
func WithoutLeading(name string, leading []string) string {
	all := Lower(name)
	if len(leading) == 0 || len(all) <= len(leading) || !slices.Equal(all[:len(leading)], leading) {
		return ""
	}
	for i := range name {
		rest := strings.TrimLeftFunc(name[i:], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if slices.Equal(Lower(name[:i]), leading) && slices.Equal(Lower(rest), all[len(leading):]) {
			if first, _ := utf8.DecodeRuneInString(rest); unicode.IsLetter(first) {
				return rest
			}
			return ""
		}
	}
	return ""
}
