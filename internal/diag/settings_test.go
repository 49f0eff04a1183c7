package diag

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/position"
)

// setting returns a RuleSetting on a line of a configuration.
func setting(line int, code, severity string) RuleSetting {
	column := 3 + len(code) + 2
	return RuleSetting{
		Code:     Text{code, position.At("c.yaml", line, 3)},
		Severity: Text{severity, position.At("c.yaml", line, column)},
	}
}

func TestNewSettingsFaults(t *testing.T) {
	tests := []struct {
		name string
		set  RuleSetting
		want string // position, code, message (hint)
	}{
		{"a warning off", setting(1, "bad-example", "off"), ""},
		{"a warning as it is", setting(1, "bad-example", "warning"), ""},
		{"an error as it is", setting(1, "unreachable", "error"), ""},
		{"warnings of a mixed rule off", setting(1, "bad-status", "off"), ""},
		{
			"a mistyped rule", setting(2, "bad-exmaple", "off"),
			`c.yaml:2:3 unknown-rule unknown rule "bad-exmaple" (did you mean "bad-example"?)`,
		},
		{
			"a rule like no other", setting(2, "indentation", "off"),
			`c.yaml:2:3 unknown-rule unknown rule "indentation" (use the code in brackets after a message)`,
		},
		{
			"a mistyped severity", setting(3, "bad-example", "warn"),
			`c.yaml:3:16 unknown-severity unknown severity "warn" (use error, warning or off)`,
		},
		{
			"a severity in capitals", setting(3, "bad-example", "Error"),
			`c.yaml:3:16 unknown-severity unknown severity "Error" (did you mean "error"?)`,
		},
		{
			"a mistyped severity of an error", setting(3, "unreachable", "warn"),
			`c.yaml:3:16 unknown-severity unknown severity "warn" (use error, warning or off)`,
		},
		{
			"both mistyped", setting(3, "bad-exmaple", "of"),
			`c.yaml:3:3 unknown-rule unknown rule "bad-exmaple" (did you mean "bad-example"?)
c.yaml:3:16 unknown-severity unknown severity "of" (did you mean "off"?)`,
		},
		{
			"an error as a warning", setting(4, "unreachable", "warning"),
			`c.yaml:4:16 fixed-severity unreachable cannot be set to "warning": it stops the run (remove the setting and fix the reported error)`,
		},
		{
			"an error off", setting(4, "unreachable", "off"),
			`c.yaml:4:16 fixed-severity unreachable cannot be set to "off": it stops the run (remove the setting and fix the reported error)`,
		},
		{
			"from a flag", RuleSetting{Text{Value: "unreachable"}, Text{Value: "off"}},
			` fixed-severity unreachable cannot be set to "off": it stops the run (remove the setting and fix the reported error)`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ds List
			NewSettings([]RuleSetting{tt.set}, false, &ds)
			var got []string
			for _, d := range ds.All() {
				if d.Severity != Error {
					t.Errorf("%v is not an error", d)
				}
				got = append(got, d.Pos.String()+" "+d.Code+" "+d.Message+" ("+d.Hint+")")
			}
			if got := strings.Join(got, "\n"); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// applied returns the code and severity of the diagnostics that remain in a list.
func applied(t *testing.T, strict bool, rules ...RuleSetting) []string {
	t.Helper()
	var ds, l List
	s := NewSettings(rules, strict, &ds)
	if err := ds.Err(); err != nil {
		t.Fatal(err)
	}
	l.Warnf("bad-example", position.At("a", 1, 1), "m")
	l.Warnf("bad-status", position.At("a", 2, 1), "m")
	l.Errorf("bad-status", position.At("a", 3, 1), "m")
	l.Errorf("unreachable", position.At("a", 4, 1), "m")
	l.Apply(s)
	var left []string
	for _, d := range l.All() {
		left = append(left, d.Code+" "+d.Severity.String())
	}
	return left
}

func TestApply(t *testing.T) {
	tests := []struct {
		name   string
		strict bool
		rules  []RuleSetting
		want   []string
	}{
		{"nothing set", false, nil, []string{"bad-example warning", "bad-status warning", "bad-status error", "unreachable error"}},
		{"raised", false, []RuleSetting{setting(1, "bad-example", "error")}, []string{"bad-example error", "bad-status warning", "bad-status error", "unreachable error"}},
		{"off", false, []RuleSetting{setting(1, "bad-example", "off")}, []string{"bad-status warning", "bad-status error", "unreachable error"}},
		{"an error stays", false, []RuleSetting{setting(1, "bad-status", "off")}, []string{"bad-example warning", "bad-status error", "unreachable error"}},
		{"strict", true, nil, []string{"bad-example error", "bad-status error", "bad-status error", "unreachable error"}},
		{"strict but for one", true, []RuleSetting{setting(1, "bad-example", "warning")}, []string{"bad-example warning", "bad-status error", "bad-status error", "unreachable error"}},
		{"strict without one", true, []RuleSetting{setting(1, "bad-example", "off")}, []string{"bad-status error", "bad-status error", "unreachable error"}},
		{"the later holds", false, []RuleSetting{setting(1, "bad-example", "off"), setting(2, "bad-example", "error")}, []string{"bad-example error", "bad-status warning", "bad-status error", "unreachable error"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := applied(t, tt.strict, tt.rules...); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Strict leaves advice a warning; a setting of the rule does not.
func TestApplyToAdvice(t *testing.T) {
	for severity, want := range map[string]string{"": "warning", "error": "error", "warning": "warning"} {
		var ds, l List
		var rules []RuleSetting
		if severity != "" {
			rules = append(rules, setting(1, "integral-number", severity))
		}
		l.Warnf("integral-number", position.At("a", 1, 1), "m")
		l.Apply(NewSettings(rules, true, &ds))
		if all := l.All(); len(all) != 1 || all[0].Severity.String() != want {
			t.Errorf("set to %q: %v", severity, all)
		}
	}
}

// No settings drop an error or add a finding, and applying them twice changes nothing.
func TestApplyKeepsErrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.SampledFrom(append(codes(), "", "no-such-rule"))
		var rules []RuleSetting
		for range rapid.IntRange(0, 4).Draw(t, "settings") {
			severity := rapid.SampledFrom([]string{"error", "warning", "off", "", "of"}).Draw(t, "severity")
			rules = append(rules, RuleSetting{Text{Value: code.Draw(t, "set")}, Text{Value: severity}})
		}
		var ds, l List
		s := NewSettings(rules, rapid.Bool().Draw(t, "strict"), &ds)
		for i := range rapid.IntRange(0, 20).Draw(t, "diagnostics") {
			l.Add(Diagnostic{
				Code: code.Draw(t, "code"), Severity: Severity(rapid.IntRange(0, 1).Draw(t, "is error")), Pos: position.At("a", i+1, 1),
			})
		}
		before := l.All()
		l.Apply(s)
		once := l.All()
		l.Apply(s)
		if !slices.EqualFunc(once, l.All(), func(a, b Diagnostic) bool { return a.compare(b) == 0 }) {
			t.Fatalf("%v became %v", once, l.All())
		}
		for _, d := range before {
			i := slices.IndexFunc(once, func(e Diagnostic) bool { return e.Pos == d.Pos && e.Code == d.Code })
			if d.Severity == Error && (i < 0 || once[i].Severity != Error) {
				t.Fatalf("%v was lowered", d)
			}
		}
		if len(once) > len(before) {
			t.Fatalf("%d diagnostics became %d", len(before), len(once))
		}
	})
}
