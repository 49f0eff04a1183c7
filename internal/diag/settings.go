package diag

import "slices"

// RuleSetting is how the findings of a rule are to count, as a user wrote it:
// "error", "warning" or "off".
type RuleSetting struct {
	Code, Severity Text
}

// Settings say how the findings of each rule count. The zero value changes
// nothing.
type Settings struct {
	levels map[string]level
	strict bool
}

// level is how the findings of a rule count.
type level string

const (
	levelError   level = "error"
	levelWarning level = "warning"
	levelOff     level = "off"
)

// NewSettings reads what a user set; of two settings of a rule the later one
// holds. With strict, warnings of all other rules are errors, but for advice. Unknown rules and
// severities are reported, and so is an attempt to lower an error: a run that
// met one has no result that it could go on with.
func NewSettings(rules []RuleSetting, strict bool, ds *List) Settings {
	s := Settings{levels: map[string]level{}, strict: strict}
	levels := []string{string(levelError), string(levelWarning), string(levelOff)}
	for _, set := range rules {
		rule, known := RuleOf(set.Code.Value)
		if !known {
			ds.Errorf("unknown-rule", set.Code.Pos, "there is no rule %q", set.Code.Value).
				Hint = Guess(set.Code.Value, codes(), "the code of a rule stands in brackets behind its message")
		}
		if !slices.Contains(levels, set.Severity.Value) {
			ds.Errorf("unknown-severity", set.Severity.Pos, "a rule cannot be set to %q", set.Severity.Value).
				Hint = Guess(set.Severity.Value, levels, "the severities are error, warning and off")
			continue
		}
		wanted := level(set.Severity.Value)
		if known && rule.Severity == Error && wanted != levelError {
			ds.Errorf("fixed-severity", set.Severity.Pos, "%s cannot be set to %q: the run has no result after it", rule.Code, wanted).
				Hint = "remove the setting, and mend what the rule reports"
			continue
		}
		s.levels[set.Code.Value] = wanted
	}
	return s
}

func codes() []string {
	all := make([]string, len(catalogue))
	for i, r := range catalogue {
		all[i] = r.Code
	}
	return all
}

// Apply drops warnings and raises them to errors as the settings say. It comes
// after the stages that report, because some give up at the first error, and a
// raised warning must not cost the user the findings behind it.
func (l *List) Apply(s Settings) {
	l.items = slices.DeleteFunc(l.items, func(d *Diagnostic) bool {
		return d.Severity == Warning && s.levels[d.Code] == levelOff
	})
	for _, d := range l.items {
		wanted, set := s.levels[d.Code]
		if wanted == levelError || !set && s.strict && !isAdvice(d.Code) {
			d.Severity = Error
		}
	}
}

func isAdvice(code string) bool {
	rule, _ := RuleOf(code)
	return rule.Advice
}
