package changes_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/changes"
)

var update = flag.Bool("update", false, "rewrite docs/changes.md and the reports")

// rulesPage is docs/changes.md, made from the catalogue.
func rulesPage() string {
	var b strings.Builder
	b.WriteString(`# Changes

` + "`stackone-gen changes`" + ` compares the SDK that ` + "`generate`" + ` would write with that of an earlier description:

    stackone-gen changes --base old.yaml --spec new.yaml
    stackone-gen changes --base git:v1.2.0 --fail-on source
    stackone-gen changes --base git:HEAD~1:api.yaml --spec api.yaml --format json

The base is a description, a configuration, or a revision of the git repository: ` + "`git:REVISION`" + ` reads what the same
command line reads, as it was then, and ` + "`git:REVISION:FILE`" + ` another description or configuration. A description is read
with the configuration of the command line. What the base has keeps its names on the new side, as after ` + "`generate`" + `.

Each change has two verdicts, both "ok", "quiet" or "breaks":

- **source**: an app is compiled against the new SDK. "Quiet" compiles and means something else.
- **wire**: an app runs the old SDK against the new API. "Quiet" runs and finds or means something else. The verdict
  depends on where a value goes: what requests and responses both have gets the worse one.

Operations are matched by method and path, then by operationId; types by their Go names, then by the places that have
them, so that renames, splits and merges are told as such, with how much of the type is alike. Equal changes are one line.
` + "`--format json`" + ` lists each change on its own, with a fingerprint that stays the same whatever else changes.

The bump follows the versions of Go modules: a source break is a major version, or a minor one at version 0; so are the
rules marked with *, after which apps compile and send zero values. Additions, what is quiet and breaks of the wire are a
minor version, and everything else is a patch.

| rule | source | wire in requests | wire in responses | why | example |
|---|---|---|---|---|---|
`)
	for _, r := range changes.Rules() {
		mark := ""
		if r.Major {
			mark = " *"
		}
		fmt.Fprintf(&b, "| `%s`%s | %s | %s | %s | %s | %s |\n", r.ID, mark, r.Source, r.Request, r.Response, r.Why, r.Example)
	}
	b.WriteString("\nThis page is written by `go test ./internal/changes -update`.\n")
	return b.String()
}

func TestRulesPage(t *testing.T) {
	name := filepath.FromSlash("../../docs/changes.md")
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
		t.Error("docs/changes.md is out of date: run go test ./internal/changes -update")
	}
}

// An ID names one rule.
func TestRulesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range changes.Rules() {
		if seen[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		seen[r.ID] = true
	}
}
