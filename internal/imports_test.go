// Package internal_test holds the layers of the generator to their rules.
package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/StackOneHQ/stackone-gen/"

// allowed says which packages of this module each package may import: data goes
// one way, document -> parser -> api -> emit -> output.
var allowed = map[string][]string{
	"cmd/stackone-gen":             {"internal/api", "internal/changes", "internal/config", "internal/diag", "internal/emit/golang/names", "internal/emit/ir", "internal/output", "internal/pipeline"},
	"internal/pipeline":            {"internal/api", "internal/changes", "internal/config", "internal/diag", "internal/document", "internal/document/external", "internal/document/filter", "internal/document/merge", "internal/document/openapi", "internal/document/overlay", "internal/document/override", "internal/document/repair", "internal/emit", "internal/emit/golang", "internal/emit/golang/gofile", "internal/emit/golang/names", "internal/output", "internal/parser", "internal/parser/check", "internal/source", "spec"},
	"internal/config":              {"internal/diag", "internal/document", "internal/document/filter", "internal/document/merge", "internal/document/override", "internal/emit/golang/names"},
	"internal/source":              {"internal/diag"},
	"internal/document":            {"internal/diag"},
	"internal/document/openapi":    {"internal/diag", "internal/document"},
	"internal/document/external":   {"internal/diag", "internal/document", "internal/document/openapi"},
	"internal/document/merge":      {"internal/diag", "internal/document", "internal/document/openapi"},
	"internal/document/jsonpath":   {"internal/diag", "internal/document"},
	"internal/document/overlay":    {"internal/diag", "internal/document", "internal/document/jsonpath"},
	"internal/document/override":   {"internal/diag", "internal/document", "internal/document/jsonpath", "internal/document/openapi"},
	"internal/document/repair":     {"internal/diag", "internal/document", "internal/document/openapi"},
	"internal/document/filter":     {"internal/diag", "internal/document", "internal/document/openapi"},
	"internal/parser":              {"internal/api", "internal/diag", "internal/document", "internal/document/openapi", "internal/parser/check", "internal/words"},
	"internal/parser/check":        {"internal/api", "internal/diag", "internal/document", "internal/document/openapi"},
	"internal/api":                 {"internal/position"},
	"internal/api/apitest":         {"internal/api"},
	"internal/words":               {},
	"internal/changes":             {"internal/api", "internal/emit/golang/names"},
	"internal/sample":              {"internal/api", "internal/words"},
	"internal/emit":                {},
	"internal/emit/ir":             {"internal/api"},
	"internal/emit/golang/gofile":  {"internal/emit", "templates"},
	"internal/emit/golang/names":   {"internal/api", "internal/diag", "internal/emit", "internal/emit/golang/gofile", "internal/words"},
	"internal/emit/golang/sdk":     {"internal/api", "internal/emit/golang/gofile", "internal/emit/golang/names", "internal/emit/golang/wording"},
	"internal/emit/golang/testkit": {"internal/api", "internal/diag", "internal/emit", "internal/emit/golang/gofile", "internal/emit/golang/names", "internal/sample", "internal/words"},
	"internal/emit/golang/program": {"internal/api", "internal/emit/golang/gofile", "internal/emit/golang/names", "internal/sample", "internal/words", "templates"},
	"internal/emit/golang/docs":    {"internal/api", "internal/emit", "internal/emit/golang/names", "internal/emit/golang/program", "internal/emit/golang/testkit", "templates", "internal/emit/golang/wording"},
	"internal/emit/golang":         {"internal/api", "internal/diag", "internal/emit", "internal/emit/golang/docs", "internal/emit/golang/gofile", "internal/emit/golang/names", "internal/emit/golang/sdk", "internal/emit/golang/testkit"},
	"internal/emit/golang/wording": {"internal/api"},
	"internal/output":              {"internal/diag", "internal/emit"},
	"internal/diag":                {"internal/position"},
	"internal/position":            {},
	"spec":                         {},
	"templates":                    {},
	"templates/runtime":            {},
	"templates/testkit":            {},
	"examples/connect":             {"generated"},
	"generated":                    {},
	"generated/stackonetest":       {},
	"internal":                     {},
	"internal/acceptance":          {},
	"internal/conformance":         {"internal/api", "internal/diag", "internal/document", "internal/emit/golang/names", "internal/parser"},
}

// reserved names the packages that may import a library.
var reserved = map[string][]string{
	"github.com/getkin/kin-openapi/": {"internal/parser/check"},
	"github.com/dave/jennifer/":      {"internal/emit/golang/gofile", "internal/emit/golang/sdk", "internal/emit/golang/testkit"},
	"github.com/spf13/":              {"cmd/stackone-gen"},
	"go.yaml.in/yaml/":               {"internal/document"},
	"github.com/bmatcuk/doublestar/": {"internal/source"},
	"golang.org/x/term":              {"cmd/stackone-gen"},
}

// standalone packages end up in other people's trees: they import the standard
// library only.
var standalone = []string{"templates/runtime", "templates/testkit", "generated", "generated/stackonetest"}

type goPackage struct {
	ImportPath string
	Standard   bool
	Imports    []string
}

func TestImports(t *testing.T) {
	for _, p := range list(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		rule, known := allowed[name]
		if !known {
			t.Errorf("%s: a new package needs a rule in this test", name)
			continue
		}
		for _, imported := range p.Imports {
			own, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(rule, own) {
				t.Errorf("%s must not import %s", name, own)
			}
			for library, owners := range reserved {
				if strings.HasPrefix(imported, library) && !slices.Contains(owners, name) {
					t.Errorf("%s must not import %s: only %s may", name, imported, strings.Join(owners, ", "))
				}
			}
			first, _, _ := strings.Cut(imported, "/")
			if slices.Contains(standalone, name) && strings.Contains(first, ".") {
				t.Errorf("%s must import the standard library only, not %s", name, imported)
			}
		}
	}
}

func list(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var packages []goPackage
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
}
