package diag

import (
	"strings"
	"testing"
)

// Whoever meets a rule gets an answer to every question about it.
func TestEveryRuleIsExplained(t *testing.T) {
	for _, rule := range Rules() {
		e, ok := Explain(rule.Code)
		if !ok || e.What == "" || e.Why == "" || e.Example == "" || e.Settle == "" {
			t.Errorf("%s: %+v", rule.Code, e)
		}
		if e.Why != "" && !strings.HasSuffix(e.Why, ".") {
			t.Errorf("%s: %q is no sentence", rule.Code, e.Why)
		}
	}
	if n := len(reasonsOfDescriptions) + len(reasonsOfRuns); n != len(Rules()) {
		t.Errorf("%d explanations of %d rules", n, len(Rules()))
	}
	if _, ok := Explain("no-such-rule"); ok {
		t.Error("an unknown rule is explained")
	}
}
