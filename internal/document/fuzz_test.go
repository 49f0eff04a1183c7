package document

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// No input may panic. An input without a result must have a located error, and a
// result must be JSON with the same values.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "a: 1", "a: &a [1, *a]", "a: &a {x: 1}\nb: {<<: *a}", "? [a]\n: b", "{\"a\": [1, 2e5, null, true]}", "{a: b",
		"a: \"\\ud83d\"", "{\"a\": \"\\ud83d\"}", "a: |\n  x\n y", "a: 0x1F\nb: .inf", "--- a\n--- b", "%TAG ! x\n---\na: !b c",
		"a:\n\t- b", "\ufeffa: 1\r\nb: 2", "a: 'x\u2028y'\nb: 1", "# c\na: # d\n  # e\n  b: 1\n# f", "a: *b", "\xff\xfea\x00",
		"a: !!int x", "- a\n-\n  - b", "a: >2-\n   x\n", "<<: *a", "a: [\n# c\n1,\n]", "?\n? a\n:", "a: &x\nb: *x", "! a: b", "a: !\n", "&a : b\n*a : c",
		"{$ref: '#/a'}", "paths: {a: {$ref: '#/%7e1~0~1'}}\nx: {$ref: '#'}",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, file := range []string{"a.yaml", "a.json"} {
			var ds diag.List
			var sources Sources
			doc := sources.Parse(file, data, &ds)
			if (doc == nil) != ds.HasErrors() {
				t.Fatalf("%s: document %v with %v", file, doc, ds.All())
			}
			for _, d := range ds.All() {
				if _, ok := sources.Line(file, d.Pos.Line); !ok && d.Pos.Line > 1 && d.Code != "not-utf8" {
					t.Fatalf("%s: the line does not exist: %v", file, d)
				}
			}
			if doc == nil {
				continue
			}
			out := doc.Root.AppendJSON(nil)
			if !json.Valid(out) {
				t.Fatalf("%s: invalid JSON %q", file, out)
			}
			if got, want := decodeJSON(t, out), doc.Root.Any(); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: %q is %v, want %v", file, out, got, want)
			}
			var again diag.List
			if back := Parse(file, out, &again); back == nil || string(back.Root.AppendJSON(nil)) != string(out) {
				t.Fatalf("%s: %q does not read back: %v", file, out, again.Err())
			}
			if json.Valid(data) && !reflect.DeepEqual(doc.Root.Any(), decodeJSON(t, data)) {
				t.Fatalf("%s: %q became %q", file, data, out)
			}
			if string(doc.Root.Clone().AppendJSON(nil)) != string(out) {
				t.Fatalf("%s: the clone of %q differs", file, out)
			}
		}
	})
}
