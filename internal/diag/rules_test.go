package diag

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/position"
)

var update = flag.Bool("update", false, "rewrite docs/rules.md")

// rulesPage is docs/rules.md, made from the catalogue.
func rulesPage() string {
	var b strings.Builder
	b.WriteString(`# Rules

Every diagnostic ends with the code of its rule in brackets:

    stackone.yaml:13:23: warning: "#/components/schemas/Employe" does not exist; read as any JSON value [missing-ref]

A warning stops nothing: what it is about is repaired, or the smallest part of the SDK is left out, as the message says.
An operation that is left out is also counted in the summary of a run, and listed by ` + "`list left-out`" + `, ` + "`ir`" + ` and the
page api.md of the SDK. After an error, the run has no result and writes nothing. ` + "`rules`" + ` in ` + "`stackone-gen.yaml`" + `
sets the severities of rules, and ` + "`strict`" + ` makes all other warnings errors:

    strict: true
    rules:
      bad-example: warning
      missing-response-description: "off"

An error cannot be lowered, because the run cannot go on after it. The severity of a rule marked "warning or error"
depends on where it applies; only its warnings can be set. A "warning of lint" is advice: only ` + "`lint`" + ` checks it, and
` + "`strict`" + ` leaves it a warning. ` + "`stackone-gen explain RULE`" + ` has an example of each, and why it is a rule.

| rule | severity | meaning |
|---|---|---|
`)
	for _, r := range Rules() {
		severity := strings.Replace(r.Label(), "lint", "`lint`", 1)
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Code, severity, r.About)
	}
	b.WriteString("\nThis page is written by `go test ./internal/diag -update`.\n")
	return b.String()
}

func TestRulesPage(t *testing.T) {
	name := filepath.FromSlash("../../docs/rules.md")
	if *update {
		if err := os.WriteFile(name, []byte(rulesPage()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(got), "\r\n", "\n") != rulesPage() {
		t.Error("docs/rules.md is out of date: run go test ./internal/diag -update")
	}
}

func TestPerRule(t *testing.T) {
	var l List
	if got := PerRule(l.All()); len(got) != 0 {
		t.Errorf("the zero List has %v", got)
	}
	l.Warnf("rare", position.At("a", 1, 1), "m")
	l.Warnf("often", position.At("a", 1, 1), "m")
	l.Warnf("often", position.At("a", 2, 1), "m")
	l.Warnf("often", position.At("a", 2, 1), "m") // found twice, there once
	l.Warnf("even", position.At("a", 3, 1), "m")
	l.Errorf("fault", position.At("a", 1, 1), "m")
	l.Errorf("often", position.At("a", 3, 1), "m")
	want := []RuleCount{
		{"fault", Error, 1, position.At("a", 1, 1)}, {"often", Error, 1, position.At("a", 3, 1)},
		{"often", Warning, 2, position.At("a", 1, 1)}, {"even", Warning, 1, position.At("a", 3, 1)}, {"rare", Warning, 1, position.At("a", 1, 1)},
	}
	if got := PerRule(l.All()); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
