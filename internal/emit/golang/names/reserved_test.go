package names

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
)

var update = flag.Bool("update", false, "rewrite docs/reserved-names.md")

const reservedPage = "../../../../docs/reserved-names.md"

// The page lists the names, so that a review sees when one is added.
func TestReservedPage(t *testing.T) {
	names, err := Reserved()
	if err != nil {
		t.Fatal(err)
	}
	page := `# Reserved names

The exported names of every SDK that are its own, also where an SDK does not need them. A schema of such a name gets
"Model" behind its own, a service "Group". The list closes with version 1.0: names that come later begin with ` + "`With`" + ` or
` + "`SDK`" + `, so that no name of an API changes.

`
	for _, name := range names {
		page += "- `" + name + "`\n"
	}
	if *update {
		if err := os.WriteFile(reservedPage, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(reservedPage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(page, strings.ReplaceAll(string(got), "\r\n", "\n")); diff != "" {
		t.Errorf("docs/reserved-names.md is out of date: run go test ./internal/emit/golang/names -update\n%s", diff)
	}
}

// Schemas of names that the SDK may need yet have a suffix from the start.
func TestNamesOfLaterVersions(t *testing.T) {
	for _, wire := range []string{"File", "event", "Page", "Problem", "Version"} {
		s := &apitest.Sample{}
		schema := s.Object(wire)
		names, _ := name(t, s)
		if got := names.Type(schema); !strings.HasSuffix(got, "Model") {
			t.Errorf("%s is %s", wire, got)
		}
	}
}
