package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// summary formats a list for comparison: line:col code message (hint).
func summary(ds *diag.List) []string {
	var lines []string
	for _, d := range ds.All() {
		s := fmt.Sprintf("%d:%d %s %s", d.Pos.Line, d.Pos.Column, d.Code, d.Message)
		if d.Hint != "" {
			s += " (" + d.Hint + ")"
		}
		for _, r := range d.Related {
			s += fmt.Sprintf(" [%d:%d %s]", r.Pos.Line, r.Pos.Column, r.Message)
		}
		lines = append(lines, s)
	}
	return lines
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name, file, in string
		want           []string // prefixes of the summary
	}{
		{"empty", "a.yaml", "", []string{"0:0 empty-file"}},
		{"only comments", "a.yaml", "# a\n\n# b\n", []string{"0:0 empty-file"}},
		{"only a marker", "a.yaml", "---\n", []string{"0:0 empty-file"}},
		{"only a BOM", "a.yaml", "\ufeff", []string{"0:0 empty-file"}},
		{"null at the top", "a.yaml", "~", []string{"1:1 not-a-mapping the top level must be a mapping, not a null"}},
		{"string at the top", "a.yaml", "\nopenapi", []string{"2:1 not-a-mapping the top level must be a mapping, not a string"}},
		{"list at the top", "a.yaml", "- a", []string{"1:1 not-a-mapping the top level must be a mapping, not a sequence"}},
		{"list at the top in JSON", "a.json", " [1]", []string{"1:2 not-a-mapping the top level must be a mapping, not a sequence"}},

		{"NUL", "a.yaml", "a: b\nc: d\x00", []string{"2:5 control-character the character U+0000"}},
		{"escape character", "a.yaml", "a: é\x1b[0m", []string{"1:5 control-character the character U+001B"}},
		{"invalid UTF-8", "a.yaml", "a: b\né: \xff", []string{"2:4 not-utf8 the byte 0xFF is not UTF-8"}},
		{"invalid UTF-8 in JSON", "a.json", "{\"a\": \"\xc3\"}", []string{"1:8 not-utf8 the byte 0xC3 is not UTF-8"}},
		{"UTF-16 with a mark", "a.yaml", "\xff\xfea\x00:\x00", []string{"0:0 not-utf8 the file is UTF-16, not UTF-8"}},
		{"UTF-16 without a mark", "a.json", "{\x00\"\x00a\x00", []string{"0:0 not-utf8 the file is UTF-16"}},
		{"UTF-32", "a.yaml", "\xff\xfe\x00\x00a\x00\x00\x00", []string{"0:0 not-utf8 the file is UTF-32"}},
		{"gzip", "a.yaml.gz", "\x1f\x8b\x08\x00\x00\x00\x00\x00", []string{"0:0 not-utf8 the file is compressed with gzip"}},
		{"zip", "a.yaml", "PK\x03\x04\x14\x00\x00\x00", []string{"0:0 not-utf8 the file is a zip archive"}},

		{"duplicate key", "a.yaml", "a: 1\nb:\n  c: 1\n  \"c\": 2\na: 3", []string{
			`4:3 duplicate-key duplicate key "c" [3:3 first defined here]`,
			`5:1 duplicate-key duplicate key "a" [1:1 first defined here]`,
		}},
		{"duplicate number key", "a.yaml", "200: 1\n'200': 2", []string{`2:1 duplicate-key duplicate key "200"`}},
		{"duplicate key by an alias", "a.yaml", "&k j: l\n*k : m\n", []string{`2:1 duplicate-key duplicate key "j"`}},
		{"duplicate key in JSON", "a.json", `{"a": {"é": 1, "é": 2}, "\u0061": 2}`, []string{
			`1:16 duplicate-key duplicate key "é" [1:8 first`,
			`1:25 duplicate-key duplicate key "a" [1:2 first`,
		}},
		{"duplicate among many", "a.yaml", many(30) + "k7: again", []string{`31:1 duplicate-key duplicate key "k7" [8:1`}},

		{"two documents", "a.yaml", "a: 1\n---\nb: 2\n", []string{"3:1 several-documents a second YAML document starts here, but only one is allowed"}},
		{"fault in the second document", "a.yaml", "a: 1\n---\nb: 'x\n", []string{"3:4 syntax invalid YAML: found unexpected end of stream"}},

		{"infinity", "a.yaml", "a: .inf\nb: -.Inf\nc: .NaN\nd: !!float .nan", []string{
			"1:4 bad-number JSON has no number .inf", "2:4 bad-number JSON has no number -.Inf", "3:4 bad-number JSON has no number .NaN", "4:4 bad-number JSON has no number .nan",
		}},
		{"wrong tag", "a.yaml", "a: !!int x\nb: !!bool 1", []string{
			`1:4 bad-tag "x" is not a number, despite its tag !!int`, `2:4 bad-tag "1" is not a boolean`,
		}},
		{"complex key", "a.yaml", "? [a]\n: 1\n? {b: c}\n: 2", []string{
			"1:3 complex-key a key must be a string, not a sequence", "3:3 complex-key a key must be a string, not a mapping",
		}},

		{"unknown anchor", "a.yaml", "d: see *x\na:\n  - *x\n", []string{"3:5 unknown-anchor the anchor &x is not defined before this alias"}},
		{"alias of itself", "a.yaml", "a: &a\n  b: [*a]\n", []string{"2:7 alias-cycle the alias *a is inside the value it refers to"}},
		{"merge of itself", "a.yaml", "a: &a\n  <<: *a\n", []string{"2:7 alias-cycle"}},
		{"merge of a scalar", "a.yaml", "a: &a x\nb:\n  <<: *a", []string{"3:7 bad-merge the value of << must be a mapping"}},
		{"merge of a list of scalars", "a.yaml", "b:\n  <<: [{c: 1}, x]", []string{"2:16 bad-merge the value of << must be a mapping or a list of mappings, but item 2 is a string"}},
		{"two merges", "a.yaml", "b:\n  <<: {a: 1}\n  <<: {c: 1}", []string{`3:3 duplicate-key duplicate key "<<" [2:3`}},

		{"wrong indentation", "a.yaml", "a:\n  b: 1\n c: 2\nd: 3\n", []string{"3:2 syntax invalid YAML: did not find expected key (check the indentation"}},
		{"wrong indentation far below", "a.yaml", many(3000) + "x: 'é' y\n" + many(10), []string{"3001:8 syntax invalid YAML: did not find expected key"}},
		{"two colons", "a.yaml", "x: y\na: b: c\n", []string{`2:5 syntax invalid YAML: mapping values are not allowed in this context (quote a string that contains ": "`}},
		{"tab", "a.yaml", "a:\n\tb: 1\n", []string{"2:1 syntax invalid YAML: found character that cannot start any token (indent with spaces"}},
		{"open quote", "a.yaml", "a: 1\nb: \"x\n" + many(50), []string{"2:4 syntax invalid YAML: found unexpected end of stream (close the quotes that open here)"}},
		{"open bracket", "a.yaml", "a: [1, 2\nb: 3\n", []string{"2:2 syntax invalid YAML: did not find expected ',' or ']'"}},
		{"first character", "a.yaml", "@a: 1", []string{"1:1 syntax invalid YAML: found character that cannot start any token"}},
		{"surrogate in YAML", "a.yaml", `a: "\ud83d"`, []string{"1:10 syntax invalid YAML: found invalid Unicode character escape code"}},
		{"comma too many in JSON", "a.json", "{\n  \"é\": [1,]\n}", []string{"2:11 syntax invalid character ']' looking for beginning of value"}},
		{"JSON ends too early", "a.json", "{\n  \"a\": 1\n\n", []string{"2:9 syntax unexpected end of JSON input"}},
		{"text behind JSON", "a.JSON", "{}\nx", []string{"2:1 syntax invalid character 'x' after top-level value"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ds diag.List
			if doc := Parse(tt.file, []byte(tt.in), &ds); doc != nil {
				t.Errorf("got a document: %s", doc.Root.AppendJSON(nil))
			}
			got := summary(&ds)
			for i := range max(len(got), len(tt.want)) {
				switch {
				case i >= len(got):
					t.Errorf("missing %s", tt.want[i])
				case i >= len(tt.want):
					t.Errorf("too many: %s", got[i])
				case !strings.HasPrefix(got[i], tt.want[i]):
					t.Errorf("got  %s\nwant %s", got[i], tt.want[i])
				}
			}
			for _, d := range ds.All() {
				if d.Pos.File != tt.file || d.Severity != diag.Error {
					t.Errorf("unexpected file or severity: %v", d)
				}
			}
		})
	}
}

// many returns a mapping of n keys, one per line.
func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d: v\n", i)
	}
	return b.String()
}

// Input that would exhaust the machine must end in one error with a position.
func TestLimits(t *testing.T) {
	nest := func(n int, open, middle, end string) string {
		return strings.Repeat(open, n) + middle + strings.Repeat(end, n)
	}
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), i-1)
	}
	var mergeBomb strings.Builder
	mergeBomb.WriteString("a0: &a0 {x: 1}\n")
	for i := 1; i < 40; i++ {
		fmt.Fprintf(&mergeBomb, "a%d: &a%d {<<: [*a%d, *a%d]}\n", i, i, i-1, i-1)
	}
	var ladder strings.Builder
	ladder.WriteString("a0: &a0 []\n")
	for i := 1; i < 1200; i++ {
		fmt.Fprintf(&ladder, "a%d: &a%d [*a%d]\n", i, i, i-1)
	}
	tests := []struct{ name, file, in, code string }{
		{"JSON", "a.json", `{"a":` + nest(5000, "[", "1", "]") + "}", "too-deep"},
		{"JSON beyond encoding/json", "a.json", nest(100_000, `{"a":`, "1", "}"), "too-deep"},
		{"flow", "a.yaml", "a: " + nest(5000, "[", "1", "]"), "too-deep"},
		{"flow beyond the library", "a.yaml", "a: " + nest(100_000, "[", "1", "]"), "too-deep"},
		{"flow mappings", "a.yaml", "a: " + nest(5000, "{a: ", "1", "}"), "too-deep"},
		{"block", "a.yaml", "a:\n " + nest(5000, "- ", "1", ""), "too-deep"},
		{"block beyond the library", "a.yaml", "a:\n " + nest(50_000, "- ", "1", ""), "too-deep"},
		{"complex keys", "a.yaml", nest(5000, "? ", "1", ""), "complex-key"},
		{"never closed", "a.yaml", "a: " + strings.Repeat("[", 5000), "syntax"},
		{"aliases", "a.yaml", bomb.String(), "alias-limit"},
		{"merges", "a.yaml", mergeBomb.String(), "alias-limit"},
		{"depth by aliases", "a.yaml", ladder.String(), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ds diag.List
			doc := Parse(tt.file, []byte(tt.in), &ds)
			all := ds.All()
			if len(all) != 1 || doc != nil {
				t.Fatalf("got %d diagnostics: %.300v", len(all), summary(&ds))
			}
			if d := all[0]; d.Pos.Line < 1 || d.Pos.Column < 1 || tt.code != "" && d.Code != tt.code {
				t.Errorf("got %s, want %s with a position", summary(&ds)[0], tt.code)
			}
		})
	}
}

func TestNestingWithinTheLimit(t *testing.T) {
	deep := strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1)
	for file, in := range map[string]string{"a.json": `{"a":` + deep + "}", "a.yaml": "a: " + deep} {
		var ds diag.List
		if Parse(file, []byte(in), &ds) == nil {
			t.Error(ds.Err())
		}
	}
}

func TestForbiddenCharacters(t *testing.T) {
	for r, want := range map[rune]bool{
		0: true, 0x08: true, '\t': false, '\n': false, 0x0B: true, '\r': false, 0x1F: true, ' ': false, '~': false,
		0x7F: true, 0x80: true, 0x84: true, 0x85: false, 0x86: true, 0x9F: true, 0xA0: false,
		0xFFFD: false, 0xFFFE: true, 0xFFFF: true, 0x10000: false,
	} {
		if got := indexForbidden("a~\né"+string(r)) == len("a~\né"); got != want {
			t.Errorf("%U is forbidden: %v", r, got)
		}
	}
}

func TestOtherEncodings(t *testing.T) {
	for data, want := range map[string]string{
		"": "", "a": "", "abcd": "", "a\x00b": "", "\x00\x00ab": "", "ab\x00\x00": "", "a\x00bc": "", "ab\x00c": "", "a\x00\x00b": "", "\x00ab\x00": "",
		"a\x00b\x00": "UTF-16", "\x00a\x00b": "UTF-16", "\xff\xfea\x00": "UTF-16", "\xfe\xff\x00a": "UTF-16",
		"\xff\xfe\x00\x00": "UTF-32", "\x00\x00\xfe\xff": "UTF-32",
	} {
		if got := otherEncoding([]byte(data)); got != want {
			t.Errorf("%q: %q, want %q", data, got, want)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	var ds diag.List
	for _, path := range []string{filepath.Join(dir, "absent.yaml"), dir} {
		if Load(path, &ds) != nil {
			t.Errorf("%s: got a document", path)
		}
	}
	got := strings.ReplaceAll(ds.Err().Error(), dir, "DIR")
	want := "DIR: cannot read the file: is a directory\nDIR" + string(filepath.Separator) + "absent.yaml: cannot read the file: no such file or directory"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}

	path := filepath.Join(dir, "a.yaml")
	if err := os.WriteFile(path, []byte("a: 1"), 0o600); err != nil {
		t.Fatal(err)
	}
	var none diag.List
	if doc := Load(path, &none); doc == nil || doc.File != path || doc.Root.Get("a").Pos.File != path {
		t.Errorf("got %+v, %v", doc, none.Err())
	}
}

// Invalid inputs must keep their lines: those are the ones to show.
func TestSourcesKeepFaultyInputs(t *testing.T) {
	var ds diag.List
	var sources Sources
	if sources.Parse("bad.yaml", []byte("\ufeffone: 1\r\ntwo: [\rthree\n\nlast"), &ds) != nil {
		t.Fatal("no error")
	}
	doc := sources.Parse("good.yaml", []byte("a: 1\n"), &ds)
	tests := []struct {
		file string
		n    int
		want string
		ok   bool
	}{
		{"bad.yaml", 0, "", false},
		{"bad.yaml", 1, "one: 1", true},
		{"bad.yaml", 2, "two: [", true},
		{"bad.yaml", 3, "three", true},
		{"bad.yaml", 4, "", true},
		{"bad.yaml", 5, "last", true},
		{"bad.yaml", 6, "", false},
		{"good.yaml", 1, "a: 1", true},
		{"good.yaml", 2, "", false},
		{"other.yaml", 1, "", false},
	}
	for _, tt := range tests {
		if got, ok := sources.Line(tt.file, tt.n); got != tt.want || ok != tt.ok {
			t.Errorf("Line(%q, %d) = %q, %v; want %q, %v", tt.file, tt.n, got, ok, tt.want, tt.ok)
		}
	}
	if got, ok := doc.Line(1); got != "a: 1" || !ok {
		t.Errorf("Document.Line = %q, %v", got, ok)
	}
	if _, ok := (*Document)(nil).Line(1); ok {
		t.Error("a nil Document has a line")
	}
	if _, ok := (*Sources)(nil).Line("a", 1); ok {
		t.Error("a nil Sources has a line")
	}
}
