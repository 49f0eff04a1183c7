package diag

import "slices"

// RuleSetting sets the severity of a rule, as a user wrote it: "error", "warning" or "off".
type RuleSetting struct {
	Code, Severity Text
}

// Settings holds the severities that users set. The zero value changes nothing.
type Settings struct {
	levels map[string]level
	strict bool
}

// level is what a rule can be set to.
type level string

const (
	levelError   level = "error"
	levelWarning level = "warning"
	levelOff     level = "off"
)

// NewSettings reads the settings of a user; the last setting of a rule wins. With
// strict, the warnings of all other rules become errors, except advice. It reports unknown rules
// and severities, and attempts to lower an error, after which a run has no result.
func NewSettings(rules []RuleSetting, strict bool, ds *List) Settings {
	s := Settings{levels: map[string]level{}, strict: strict}
	levels := []string{string(levelError), string(levelWarning), string(levelOff)}
	for _, set := range rules {
		rule, known := RuleOf(set.Code.Value)
		if !known {
			ds.Errorf("unknown-rule", set.Code.Pos, "unknown rule %q", set.Code.Value).
				Hint = Guess(set.Code.Value, codes(), "use the code in brackets after a message")
		}
		if !slices.Contains(levels, set.Severity.Value) {
			ds.Errorf("unknown-severity", set.Severity.Pos, "unknown severity %q", set.Severity.Value).
				Hint = Guess(set.Severity.Value, levels, "use error, warning or off")
			continue
		}
		wanted := level(set.Severity.Value)
		if known && rule.Severity == Error && wanted != levelError {
			ds.Errorf("fixed-severity", set.Severity.Pos, "%s cannot be set to %q: it stops the run", rule.Code, wanted).
				Hint = "remove the setting and fix the reported error"
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

// Apply drops warnings or raises them to errors as the settings say. Call it after
// all stages: some stop at the first error, and a raised warning must not hide
// later findings.
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
