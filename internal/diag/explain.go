package diag

import "strings"

// Explanation is what a person wants to know about a rule who meets it for the first time.
type Explanation struct {
	Rule
	// What says what the rule is about.
	What string
	// Why says what would go wrong without it.
	Why string
	// Example shows what it finds.
	Example string
	// Settle says how to be rid of it.
	Settle string
}

// reason is what the catalogue does not say in its one sentence.
type reason struct{ why, example string }

// Explain returns the explanation of a rule.
func Explain(code string) (Explanation, bool) {
	rule, ok := RuleOf(code)
	if !ok {
		return Explanation{}, false
	}
	r, ok := reasonsOfDescriptions[code]
	if !ok {
		r = reasonsOfRuns[code]
	}
	what, settle, _ := strings.Cut(rule.About, "; ")
	return Explanation{Rule: rule, What: sentence(what), Why: r.why, Example: r.example, Settle: sentence(settle)}, true
}

// sentence makes a sentence of one half of another.
func sentence(half string) string {
	half = strings.TrimSuffix(half, ".") + "."
	return strings.ToUpper(half[:1]) + half[1:]
}
