package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Rule documents a code, for those who see it in a log or want to set its severity.
type Rule struct {
	Code     string
	Severity Severity
	// Mixed marks a rule that warns but reports errors where the run cannot go on.
	Mixed bool
	// Advice marks a rule that only lint checks and that strict leaves a warning.
	Advice bool
	// About is one sentence: what the code means and what to do about it.
	About string
}

// Fixed reports whether no setting changes the severity of the rule.
func (r Rule) Fixed() bool { return r.Severity == Error && !r.Mixed }

// Label is the severity of the rule in words.
func (r Rule) Label() string {
	switch {
	case r.Mixed:
		return r.Severity.String() + " or error"
	case r.Advice:
		return r.Severity.String() + " of lint"
	}
	return r.Severity.String()
}

// Rules returns all rules, sorted by code.
func Rules() []Rule { return slices.Clone(catalogue) }

// RuleOf returns the rule with a code.
func RuleOf(code string) (Rule, bool) {
	i, ok := slices.BinarySearchFunc(catalogue, code, func(r Rule, code string) int { return strings.Compare(r.Code, code) })
	if !ok {
		return Rule{}, false
	}
	return catalogue[i], true
}

// RuleCount is the number of findings of a rule.
type RuleCount struct {
	Code     string
	Severity Severity
	Count    int
	First    Position // of the first finding
}

// PerRule counts findings that are in order: errors first, and of each severity the most
// frequent rule first.
func PerRule(findings []Diagnostic) []RuleCount {
	type rule struct {
		code     string
		severity Severity
	}
	index := map[rule]int{}
	var rules []RuleCount
	for _, d := range findings {
		of := rule{d.Code, d.Severity}
		i, known := index[of]
		if !known {
			i = len(rules)
			index[of] = i
			rules = append(rules, RuleCount{Code: d.Code, Severity: d.Severity, First: d.Pos})
		}
		rules[i].Count++
	}
	slices.SortFunc(rules, func(a, b RuleCount) int {
		return cmp.Or(
			cmp.Compare(b.Severity, a.Severity),
			cmp.Compare(b.Count, a.Count),
			cmp.Compare(a.Code, b.Code),
		)
	})
	return rules
}
