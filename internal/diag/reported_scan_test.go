package diag

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The scan of the sources needs a test of its own: if it found nothing, the test
// that uses it would pass.
func TestReportedCodes(t *testing.T) {
	tests := []struct{ name, source, want string }{
		{"literals", `func f() { ds.Errorf("a-b", pos, "m"); ds.Warnf("c", pos, "m") }`, "a-b error, c warning"},
		{"both severities", `func f() { ds.Errorf("a", pos, "m"); ds.Warnf("a", pos, "m") }`, "a error warning"},
		{"constants", `const code = "a"; func f() { ds.Errorf(code, pos, "m") }`, "a error"},
		{"variables", `func f() { code := "a"; if x { code = "b" }; ds.Warnf(code, pos, "m") }`, "a warning, b warning"},
		{"several variables at once", `func f() { code, noun := "a", "b"; ds.Warnf(code, pos, noun) }`, "a warning"},
		{"functions", `func (b *T) errorf(pos P, code string) { ds.Errorf(code, pos, "m") }; func f() { b.errorf(pos, "a") }`, "a error"},
		{"functions of functions", `func f() { g("a") }; func g(code string) { h(1, code) }; func h(n int, code string) { ds.Warnf(code, pos, "m") }`, "a warning"},
		{"closures", `func f() { warn := func(code string) { ds.Warnf(code, pos, "m") }; warn("a") }; func g() { warn("b") }`, "a warning"},
		{"diagnostics", `func f() { ds.Add(diag.Diagnostic{Code: "a", Severity: diag.Error}); ds.Add(diag.Diagnostic{Code: "b"}) }`, "a error, b warning"},
		{"diagnostics of any severity", `func f(s S) { ds.Add(diag.Diagnostic{Code: "a", Severity: s}) }`, "a"},
		{"changed codes", `func f() { d := ds.Errorf("a", pos, "m"); d.Code = "b" }`, "a error, b"},
		{"tables", `var rules = []rule{{code: "a"}, {code: "b"}}; func f() { ds.Warnf(rules[0].code, pos, "m") }`, "a warning, b warning"},
		{"other functions of these names", `func f() { return fmt.Errorf("a") }`, ""},
		{"codes made up", `func f() { ds.Errorf("a-"+x, pos, "m") }`, "unclear 1"},
		{"codes from elsewhere", `func f() { ds.Errorf(g(), pos, "m") }`, "unclear 1"},
		{"tests", `import "testing"; func f(t *testing.T) { t.Errorf("a") }`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := t.TempDir()
			write := func(name, source string) {
				if err := os.WriteFile(filepath.Join(root, name), []byte(source), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			write("p.go", "package p; "+tt.source)
			write("p_test.go", `package p; func f() { ds.Errorf("of-a-test", pos, "m") }`)
			codes, unclear, err := reportedCodes(root)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for code, found := range codes {
				slices.SortFunc(found.severities, func(a, b Severity) int { return int(b - a) })
				for _, s := range found.severities {
					code += " " + s.String()
				}
				got = append(got, code)
			}
			slices.Sort(got)
			if len(unclear) > 0 {
				got = append(got, fmt.Sprintf("unclear %d", len(unclear)))
			}
			if got := strings.Join(got, ", "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
