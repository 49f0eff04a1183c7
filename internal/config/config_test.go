package config

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/filter"
	"github.com/StackOneHQ/stackone-gen/internal/document/merge"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// parse reads a configuration and returns its diagnostics.
func parse(t *testing.T, file, in string) (*Config, *diag.List) {
	t.Helper()
	ds := new(diag.List)
	doc := document.Parse(file, []byte(in), ds)
	if doc == nil {
		t.Fatalf("the test is not YAML: %v", ds.Err())
	}
	return Parse(doc, ds), ds
}

func mustParse(t *testing.T, in string) *Config {
	t.Helper()
	c, ds := parse(t, FileName, in)
	if c == nil || len(ds.All()) > 0 {
		t.Fatalf("refused: %v\n%s", ds.Err(), in)
	}
	return c
}

// withoutPositions compares strings by value.
func withoutPositions() cmp.Option {
	return cmp.Comparer(func(a, b diag.Text) bool { return a.Value == b.Value })
}

func list(values ...string) []diag.Text {
	texts := make([]diag.Text, len(values))
	for i, v := range values {
		texts[i].Value = v
	}
	return texts
}

func one(value string) diag.Text { return diag.Text{Value: value} }

// Every key must set its own field.
func TestParseEverything(t *testing.T) {
	got := mustParse(t, `
sources: [a.yaml, "parts/*.json", https://example.com/x.json]
overlays: [o1.yaml, HTTP://example.com/o2.yaml]
output: sdk/go
package: hr
module: example.com/hr
import-path: example.com/hr
version: 1.2.3-beta.1
docs: false
testkit: false
merge:
  conflicts:
    - {component: schemas/*, use: first}
    - component: paths//unified/hris
      rename: {b.yaml: B*, a.yaml: Job}
names:
  initialisms: [SCIM, OAuth2]
  services: {hris.employees: people and teams, ats: Recruiting}
  types: {job: Vacancy, 200: Ok_2}
overrides:
  - {target: $.a, type: int64}
  - {target: "$..[?@.format=='x']", type: any}
globals: [x-account-id, {header: X-Tenant, name: TenantID}]
include: {tags: [t1], groups: [g1], operations: [o1], paths: [/p1]}
exclude: {tags: [t2], groups: [g2], operations: [o2], paths: [/p2]}
rules: {z-rule: off, a-rule: error}
webhooks: {header: X-Sig, algorithm: hmac-sha512, encoding: base64url, prefix: "v1=", signed: "{timestamp}.{body}", key: hex, timestamp: t=, tolerance: 1m}
strict: true
remote: {timeout: 1m30s, max-size: 2 KiB}
`)
	want := &Config{
		Dir:        ".",
		Sources:    list("a.yaml", "parts/*.json", "https://example.com/x.json"),
		Overlays:   list("o1.yaml", "HTTP://example.com/o2.yaml"),
		Output:     one("sdk/go"),
		Package:    one("hr"),
		Module:     one("example.com/hr"),
		ImportPath: one("example.com/hr"),
		Version:    one("1.2.3-beta.1"),
		Conflicts: []merge.Conflict{
			{Component: one("schemas/*"), Use: one("first")},
			{Component: one("paths//unified/hris"), Rename: []merge.Renaming{{Source: one("b.yaml"), Name: one("B*")}, {Source: one("a.yaml"), Name: one("Job")}}},
		},
		Names: Names{
			Initialisms: list("SCIM", "OAuth2"),
			Services:    []names.Rename{{From: one("hris.employees"), To: one("people and teams")}, {From: one("ats"), To: one("Recruiting")}},
			Types:       []names.Rename{{From: one("job"), To: one("Vacancy")}, {From: one("200"), To: one("Ok_2")}},
		},
		Overrides: []override.Override{{Target: one("$.a"), Type: one("int64")}, {Target: one("$..[?@.format=='x']"), Type: one("any")}},
		Globals:   []Global{{Header: one("x-account-id")}, {one("X-Tenant"), one("TenantID")}},
		Webhooks: Webhooks{
			Header: one("X-Sig"), Algorithm: one("hmac-sha512"), Encoding: one("base64url"), Prefix: one("v1="),
			Signed: one("{timestamp}.{body}"), Key: one("hex"), Timestamp: one("t="), Tolerance: time.Minute,
		},
		Include: filter.Selection{Tags: list("t1"), Groups: list("g1"), Operations: list("o1"), Paths: list("/p1")},
		Exclude: filter.Selection{Tags: list("t2"), Groups: list("g2"), Operations: list("o2"), Paths: list("/p2")},
		Rules:   []diag.RuleSetting{{Code: one("z-rule"), Severity: one("off")}, {Code: one("a-rule"), Severity: one("error")}},
		Strict:  true,
		Remote:  Remote{Timeout: 90 * time.Second, MaxSize: 2048},
	}
	if diff := cmp.Diff(want, got, withoutPositions()); diff != "" {
		t.Error(diff)
	}
}

func TestPlaces(t *testing.T) {
	c := mustParse(t, "package: hr\nsources:\n  - a.yaml\nrules:\n  some-rule: error\n")
	at := func(line, column int) diag.Position {
		return diag.Position{File: FileName, Line: line, Column: column}
	}
	for _, tt := range []struct {
		text diag.Text
		want diag.Position
	}{
		{c.Package, at(1, 10)}, {c.Sources[0], at(3, 5)}, {c.Rules[0].Code, at(5, 3)}, {c.Rules[0].Severity, at(5, 14)},
		{c.Output, diag.Position{}},
	} {
		if tt.text.Pos != tt.want {
			t.Errorf("%q is at %v, want %v", tt.text.Value, tt.text.Pos, tt.want)
		}
	}
}

func TestGlobals(t *testing.T) {
	if c := mustParse(t, "strict: false"); c.Globals != nil {
		t.Errorf("without the key: %v, want nil", c.Globals)
	}
	if c := mustParse(t, "globals: []"); c.Globals == nil || len(c.Globals) != 0 {
		t.Errorf("empty: %#v, want a list without items", c.Globals)
	}
}

func TestModuleIsTheImportPath(t *testing.T) {
	c := mustParse(t, "module: example.com/sdk")
	if c.ImportPath != c.Module || c.Module.Pos.Line != 1 {
		t.Errorf("import path %v, module %v", c.ImportPath, c.Module)
	}
	if c := mustParse(t, "import-path: example.com/sdk"); c.Module.Value != "" {
		t.Errorf("a module %q out of nothing", c.Module.Value)
	}
}

func TestSizes(t *testing.T) {
	for in, want := range map[string]int64{
		"1": 1, "'1'": 1, "1B": 1, "3kB": 3000, "3 kB": 3000, "3KiB": 3072, "5MB": 5e6, "5MiB": 5 << 20, "1GB": 1e9,
		"1GiB": 1 << 30, "9223372036854775807": 1<<63 - 1,
	} {
		if c := mustParse(t, "remote: {max-size: "+in+"}"); c.Remote.MaxSize != want {
			t.Errorf("%s is %d bytes, want %d", in, c.Remote.MaxSize, want)
		}
	}
}

func TestParseNothing(t *testing.T) {
	var ds diag.List
	if c := Parse(nil, &ds); c != nil || ds.HasErrors() {
		t.Errorf("got %v, %v", c, ds.Err())
	}
	if c := Parse(&document.Document{Root: &document.Node{}}, &ds); c != nil || !ds.HasErrors() {
		t.Errorf("a document without a mapping gives %v", c)
	}
}

func TestIsSilent(t *testing.T) {
	for in, want := range map[string]bool{
		"# a\n": true, "\n  # a\r\n#b": true, "\ufeff# a\n": true,
		"": false, " \n": false, "\ufeff": false, "# a\nstrict: true\n": false, "a # b": false, "{}": false,
	} {
		if got := IsSilent([]byte(in)); got != want {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}

func TestResolve(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths of this test have slashes")
	}
	for _, tt := range []struct{ file, in, want string }{
		{"stackone-gen.yaml", "a.yaml", "a.yaml"},
		{"stackone-gen.yaml", "./a/../b.yaml", "b.yaml"},
		{"sdk/stackone-gen.yaml", "a.yaml", "sdk/a.yaml"},
		{"../stackone-gen.yaml", "a.yaml", "../a.yaml"},
		{"/etc/stackone-gen.yaml", "a.yaml", "/etc/a.yaml"},
		{"sdk/stackone-gen.yaml", "/srv//a.yaml", "/srv/a.yaml"},
		{"sdk/stackone-gen.yaml", "https/b.yaml", "sdk/https/b.yaml"},
	} {
		c, _ := parse(t, tt.file, "strict: false")
		if got := c.Resolve(tt.in); got != tt.want {
			t.Errorf("%s: %q is %q, want %q", tt.file, tt.in, got, tt.want)
		}
		if c.Dir != filepath.Dir(tt.file) {
			t.Errorf("%s: the folder is %q", tt.file, c.Dir)
		}
	}
}

func TestIsPackageName(t *testing.T) {
	for name, want := range map[string]bool{
		"stackone": true, "s1": true, "_x": true, "größe": true, "mainly": true, "inits": true, "types": true,
		"": false, "_": false, "main": false, "init": false, "type": false, "a-b": false, "1a": false, "a b": false, "a\n": false,
	} {
		if got := IsPackageName(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

func TestImportPaths(t *testing.T) {
	for path, want := range map[string]struct{ imported, module bool }{
		"example.com/app/sdk": {true, true}, "sdk": {true, true}, "a/.b/_c~+": {true, true}, "vendored/x": {true, true}, "gopkg.in/x.v2": {true, true},
		"example": {true, true}, "container/sdk": {true, true}, "net/sdk": {true, true}, "example.com/fmt": {true, true}, "fmts": {true, true},
		"a/v2": {true, true}, "a/v10": {true, true}, "v1": {true, true}, "a/av1": {true, true}, "a/v1/b": {true, true}, "a/v1": {imported: true}, "a/v0": {imported: true}, "a/v02": {imported: true},
		"": {}, "/a": {}, "a/": {}, "a//b": {}, "a/../b": {}, "./a": {}, "a.": {}, "...": {}, "vendor": {}, "-a": {},
		"a/vendor/b": {}, "a b": {}, "a\\b": {}, "größe": {}, "a\"b": {}, "a:b": {}, "a\n": {},
		"fmt": {}, "net/http": {}, "C": {}, "a/con": {}, "NUL.go/a": {}, "a/b~1.c": {}, "a/b~c": {true, true}, "a/icon": {true, true},
	} {
		if err := CheckImportPath(path); (err == nil) != want.imported {
			t.Errorf("%q: %v", path, err)
		}
		if err := CheckModulePath(path); (err == nil) != want.module {
			t.Errorf("%q as a module: %v", path, err)
		}
	}
}

// The list has all packages of the standard library.
func TestStandardPackages(t *testing.T) {
	if !strings.HasPrefix(runtime.Version(), "go1.26") {
		t.Skip("another Go may have other packages")
	}
	out, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	private := regexp.MustCompile("(^|/)(internal|vendor)(/|$)")
	for path := range strings.FieldsSeq(string(out)) {
		if !private.MatchString(path) && !isStandard(path) {
			t.Errorf("%q is missing", path)
		}
	}
}
