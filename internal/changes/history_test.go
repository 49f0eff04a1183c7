package changes_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/changes"
)

// Published descriptions are not part of this repository; these tests need a folder of them
// beside it.
const history = "../../../shared/specs/history"

// Each step of StackOne's history has the report that a person has read. The golden files hold
// Go names and verdicts, not a word of the descriptions.
func TestHistory(t *testing.T) {
	steps, err := filepath.Glob(history + "/*.yaml")
	if err != nil || len(steps) == 0 {
		t.Skipf("the published descriptions are not in %s", history)
	}
	slices.Sort(steps)
	for i, after := range steps[1:] {
		name := strings.TrimSuffix(filepath.Base(after), ".yaml")
		t.Run(name, func(t *testing.T) {
			golden(t, filepath.Join("testdata", "history", name+".txt"), compare(t, steps[i], after, ""))
		})
	}
}

// The parts of December 2025 and of August 2026 differ by one optional header of what writes.
func TestPrefer(t *testing.T) {
	const older, newer = "../../../shared/specs/2025-12-parts/", "../../../shared/specs/2026-08-parts/"
	if _, err := os.Stat(newer); err != nil {
		t.Skipf("the published descriptions are not there: %v", err)
	}
	operations := 0
	for _, part := range []string{"ats.json", "crm.json", "hris.json", "lms.json"} {
		report := compare(t, older+part, newer+part, "0.1.0")
		lines := slices.DeleteFunc(report.Lines(), func(l changes.Line) bool { return l[0].After != "Prefer Opt[string]" })
		if len(lines) != 1 || lines[0][0].Rule.ID != "parameter-added" || report.Source+report.Wire > 0 {
			t.Errorf("%s: %s in %d lines", part, report.Summary(), len(lines))
			continue
		}
		operations += len(lines[0])
	}
	if operations != 178 {
		t.Errorf("%d operations have got the header, want 178", operations)
	}
}

// golden compares a report with a file: a line each, with verdicts, rule, count and Go names.
func golden(t *testing.T, file string, report *changes.Report) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintln(&b, report.Summary())
	for _, l := range report.Lines() {
		c := l[0]
		var subjects []string
		for _, one := range l {
			subjects = append(subjects, one.Subject)
		}
		if len(subjects) > 5 {
			subjects = append(subjects[:5], "…")
		}
		fmt.Fprintf(&b, "source %s, wire %s: %s × %d %s", c.Source(), l.WireText(), strings.Join(l.Rules(), ", "), len(l), strings.Join(subjects, ", "))
		if strings.Contains(c.Rule.ID, "-type-") || strings.HasPrefix(c.Rule.ID, "type-") || c.Rule.ID == "result-changed" || strings.HasSuffix(c.Rule.ID, "-renamed") {
			fmt.Fprintf(&b, ": %s → %s", c.Before, c.After)
		}
		b.WriteString("\n")
	}
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(want), "\r\n", "\n") != b.String() {
		t.Errorf("the report differs from %s; if it is right, run go test -update:\n%s", file, b.String())
	}
}
