package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// summary is what the test compares of a list: line:col code pointer message (hint) [related].
func summary(ds *diag.List) []string {
	var lines []string
	for _, d := range ds.All() {
		s := fmt.Sprintf("%d:%d %s %s %s", d.Pos.Line, d.Pos.Column, strings.TrimPrefix(d.Code, "config-"), d.Pointer, d.Message)
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

// fault is a configuration that is refused.
type fault struct {
	name, in string
	want     []string
	// unseen faults are beyond a JSON Schema.
	unseen bool
}

func faults() []fault {
	return []fault{
		{name: "unknown keys", in: "ouput: x\nimport_path: y\nimport-path: a/b\nspec: z\n", want: []string{
			`1:1 unknown-key /ouput there is no key "ouput" here (did you mean "output"?)`,
			`2:1 unknown-key /import_path there is no key "import_path" here (did you mean "import-path"?)`,
			`4:1 unknown-key /spec there is no key "spec" here (the keys here are sources, overlays, output, package, module, import-path, version, docs, testkit, merge, names, overrides, globals, include, exclude, rules, strict, remote)`,
		}},
		{name: "keys elsewhere", in: "timeout: 3s\ntags: [a]\nremote:\n  strict: true\n  max_size: 3MB\n", want: []string{
			`1:1 unknown-key /timeout there is no key "timeout" here (it belongs below "remote")`,
			`2:1 unknown-key /tags there is no key "tags" here (it belongs below "include" or below "exclude")`,
			`4:3 unknown-key /remote/strict there is no key "strict" here (it belongs at the top level)`,
			`5:3 unknown-key /remote/max_size there is no key "max_size" here (did you mean "max-size"?)`,
		}},
		{name: "unknown keys in entries", in: "overrides:\n  - target: $.a\n    typ: any\n", want: []string{
			`2:5 missing-key /overrides/0 an item of "overrides" lacks the key "type" (add "type": their Go type: string, int32, int64, float64, bool, time or any)`,
			`3:5 unknown-key /overrides/0/typ there is no key "typ" here (did you mean "type"?)`,
		}},
		{name: "pointers are escaped", in: "a/b~: 1\n", want: []string{
			`1:1 unknown-key /a~1b~0 there is no key "a/b~" here (the keys here are sources, overlays, output, package, module, import-path, version, docs, testkit, merge, names, overrides, globals, include, exclude, rules, strict, remote)`,
		}},

		{name: "wrong kinds", in: "sources: a.yaml\noutput: [a]\npackage: 5\ndocs: yes\nmerge: []\nrules: [a]\noverrides: {target: $.a}\nremote: 30s\nglobals:\n  x: y\n", want: []string{
			`1:10 kind /sources "sources" must be a list of texts, not a string (write it as a list: put "- " before it, or [ ] around it)`,
			`2:9 kind /output "output" must be a text, not a sequence`,
			`3:10 kind /package "package" must be a text, not a number (use lower-case letters and digits, and no word that Go reserves)`,
			`4:7 kind /docs "docs" must be true or false, not a string (write true or false)`,
			`5:8 kind /merge "merge" must be a mapping, not a sequence`,
			`6:8 kind /rules "rules" must be a mapping of names to texts, not a sequence`,
			`7:12 kind /overrides "overrides" must be a list of mappings, not a mapping`,
			`8:9 kind /remote "remote" must be a mapping, not a string`,
			`10:3 kind /globals "globals" must be a list of texts, not a mapping`,
		}},
		{name: "no values", in: "sources:\nstrict: ~\nmerge:\n", want: []string{
			`1:9 kind /sources "sources" must be a list of texts, but has no value (write a value, or remove it)`,
			`2:9 kind /strict "strict" must be true or false, but has no value (write a value, or remove it)`,
			`3:7 kind /merge "merge" must be a mapping, but has no value (write a value, or remove it)`,
		}},
		{name: "wrong kinds of items", in: "output: 5\ninclude:\n  tags: [1.5, [x], null]\noverrides: [x]\nremote: {timeout: 30, max-size: true}\n", want: []string{
			`1:9 kind /output "output" must be a text, not a number (put it into quotes)`,
			`3:10 kind /include/tags/0 an item of "tags" must be a text, not a number (put it into quotes)`,
			`3:15 kind /include/tags/1 an item of "tags" must be a text, not a sequence`,
			`3:20 kind /include/tags/2 an item of "tags" must be a text, but has no value (write a value, or remove it)`,
			`4:13 kind /overrides/0 an item of "overrides" must be a mapping, not a string`,
			`5:19 kind /remote/timeout "timeout" must be a duration such as 30s, not a number (write a number with a unit, for example 30s or 2m)`,
			`5:33 kind /remote/max-size "max-size" must be a size such as 50MB, not a boolean (write a number with a unit, for example 50MB or 64MiB)`,
		}},

		{name: "sources", in: "sources:\n  - \"-\"\n  - ftp://example.com/a\n  - https://\n  - \" \"\n", want: []string{
			`2:5 value /sources/0 "-" is not a file or an http(s) URL (name a file: standard input is for the flag --spec)`,
			`3:5 value /sources/1 "ftp://example.com/a" is not a file or an http(s) URL (only URLs with http and https can be fetched)`,
			`4:5 value /sources/2 "https://" is not a file or an http(s) URL (check the URL: it names no host that can be asked)`,
			`5:5 value /sources/3 " " is not a file or an http(s) URL (give a path, which counts from the folder of this file, or an http(s) URL)`,
		}},
		{name: "sources beyond the schema", unseen: true, in: "overlays: [\"-\", 'http://[', file:///a]", want: []string{
			`1:12 value /overlays/0 "-" is not a file or an http(s) URL (name a file: standard input is for the flag --spec)`,
			`1:17 value /overlays/1 "http://[" is not a file or an http(s) URL (check the URL: it names no host that can be asked)`,
			`1:29 value /overlays/2 "file:///a" is not a file or an http(s) URL (only URLs with http and https can be fetched)`,
		}},
		{name: "paths beyond the schema", unseen: true, in: "module: example.com/v1\nimport-path: fmt", want: []string{
			`1:9 value /module "example.com/v1" is not a path for a Go module (leave v1 out: the path of a module tells its major version from v2 on)`,
			`2:14 value /import-path "fmt" is not a path that a Go program can import an SDK from (it is a package of Go's standard library; put a domain in front, as in example.com/fmt)`,
		}},
		{name: "texts", in: "output: https://example.com\npackage: main\nmodule: a/../b\nimport-path: a b\nglobals: [\"a: b\"]\nversion: v1.2\n", want: []string{
			`1:9 value /output "https://example.com" is not a folder (give a path; it counts from the folder of this file)`,
			`2:10 value /package "main" is not a name for a Go package that others import (use lower-case letters and digits, and no word that Go reserves)`,
			`3:9 value /module "a/../b" is not a path for a Go module (write it as in an import, for example example.com/sdk/stackone)`,
			`4:14 value /import-path "a b" is not a path that a Go program can import an SDK from (write it as in an import, for example example.com/sdk/stackone)`,
			`5:11 value /globals/0 "a: b" is not a name for a header (use letters, digits and -)`,
			`6:10 value /version "v1.2" is not a version (write three numbers as in 1.2.3, and -beta.1 behind them for a pre-release)`,
		}},
		{name: "empty texts", in: "output: ''\ninclude: {paths: [\"a\\nb\"]}\nrules: {'': error}\n", want: []string{
			`1:9 value /output "" is not a folder (give a path; it counts from the folder of this file)`,
			`2:19 value /include/paths/0 "a\nb" is not a text on one line that can be seen (remove it, or write what you mean)`,
			`3:9 value /rules/ "" is not a text on one line that can be seen (remove it, or write what you mean)`,
		}},
		{name: "names", in: "names:\n  initialisms: [S-CIM]\n  services: {a: b.c}\n  types: {A: b, B: func, C: D-E}\n", want: []string{
			`2:17 value /names/initialisms/0 "S-CIM" is not a word (use letters and digits, and a letter first)`,
			`3:17 value /names/services/a "b.c" is not a name of one or more words (use letters and digits with a space, - or _ between words, and a letter first)`,
			`4:14 value /names/types/A "b" is not a name for an exported Go type (use letters, digits and _, and an upper-case letter first)`,
			`4:20 value /names/types/B "func" is not a name for an exported Go type (use letters, digits and _, and an upper-case letter first)`,
			`4:29 value /names/types/C "D-E" is not a name for an exported Go type (use letters, digits and _, and an upper-case letter first)`,
		}},
		{name: "one name for two types", unseen: true, in: "names:\n  types:\n    a: X\n    b: Y\n    c: X\n", want: []string{
			`5:8 conflict /names/types/c "a" and "c" cannot both be named "X" (choose another name for one of them) [3:8 the name is given here first]`,
		}},
		{name: "overrides", in: "overrides:\n  - {target: a.b, type: in64}\n  - {target: $, type: decimal}\n  - {}\n", want: []string{
			`2:14 value /overrides/0/target "a.b" is not a JSONPath (start with $, which stands for the whole description)`,
			`2:25 value /overrides/0/type "in64" is not one of string, int32, int64, float64, bool, time, any (did you mean "int64"?)`,
			`3:23 value /overrides/1/type "decimal" is not one of string, int32, int64, float64, bool, time, any (choose one of string, int32, int64, float64, bool, time, any)`,
			`4:5 missing-key /overrides/2 an item of "overrides" lacks the key "target" (add "target": a JSONPath that finds the schemas)`,
			`4:5 missing-key /overrides/2 an item of "overrides" lacks the key "type" (add "type": their Go type: string, int32, int64, float64, bool, time or any)`,
		}},
		{name: "rules", in: "rules:\n  a: warn\n  b: false\n  c: fatal\n", want: []string{
			`2:6 value /rules/a "warn" is not one of error, warning, off (choose one of error, warning, off)`,
			`3:6 kind /rules/b "b" must be one of error, warning, off, not a boolean (choose one of error, warning, off)`,
			`4:6 value /rules/c "fatal" is not one of error, warning, off (choose one of error, warning, off)`,
		}},
		{name: "misspelled severity", in: "rules: {a: Warnings, b: Error}", want: []string{
			`1:12 value /rules/a "Warnings" is not one of error, warning, off (did you mean "warning"?)`,
			`1:25 value /rules/b "Error" is not one of error, warning, off (did you mean "error"?)`,
		}},
		{name: "conflicts", in: "merge:\n  conflicts:\n    - component: schemas/A\n    - {component: schemas/B, rename: {x: Y}, use: first}\n    - use: first\n    - {component: c, rename: {}}\n    - {component: c, rename: {a: '*', b: 'A**', c: ''}}\n", want: []string{
			`3:7 missing-key /merge/conflicts/0 an item of "conflicts" says neither "use" nor "rename" (add one of them)`,
			`4:46 conflict /merge/conflicts/1 "use" contradicts "rename" (write only one of them) [4:30 "rename" is here]`,
			`5:7 missing-key /merge/conflicts/2 an item of "conflicts" lacks the key "component" (add "component": what differs: schemas/NAME, tags/NAME, paths//PATH/METHOD, security; * stands for any text)`,
			`6:30 value /merge/conflicts/3/rename "rename" is empty (write at least one entry)`,
			`7:34 value /merge/conflicts/4/rename/a "*" is not a new name (use at most one *, which stands for the old name, and something beside it)`,
			`7:42 value /merge/conflicts/4/rename/b "A**" is not a new name (use at most one *, which stands for the old name, and something beside it)`,
			`7:52 value /merge/conflicts/4/rename/c "" is not a new name (use at most one *, which stands for the old name, and something beside it)`,
		}},
		{name: "module and import path", unseen: true, in: "import-path: example.com/a\nmodule: example.com/b\n", want: []string{
			`1:14 conflict /import-path the import path "example.com/a" is not the path of the module, "example.com/b" (remove "import-path": programs import a module by its own path) [2:9 the module is named here]`,
		}},
		{name: "limits", in: "remote:\n  timeout: 30\n  max-size: 1.5MB\n", want: []string{
			`2:12 kind /remote/timeout "timeout" must be a duration such as 30s, not a number (write a number with a unit, for example 30s or 2m)`,
			`3:13 value /remote/max-size "1.5MB" is not a size (write a number with a unit, for example 50MB or 64MiB)`,
		}},
		{name: "limit forms", in: "remote: {timeout: soon, max-size: 1.5}\n", want: []string{
			`1:19 value /remote/timeout "soon" is not a duration (write a number with a unit, for example 30s or 2m)`,
			`1:35 value /remote/max-size "1.5" is not a size (write a number with a unit, for example 50MB or 64MiB)`,
		}},
		{name: "limits of zero", unseen: true, in: "remote: {timeout: 0s, max-size: 0kB}\n", want: []string{
			`1:19 value /remote/timeout the duration must be above zero (write a number with a unit, for example 30s or 2m)`,
			`1:33 value /remote/max-size the size must be above zero (write a number with a unit, for example 50MB or 64MiB)`,
		}},
		{name: "limits beyond all bounds", unseen: true, in: "remote: {timeout: 9999999999h, max-size: 9223372036854775807kB}\n", want: []string{
			`1:19 value /remote/timeout "9999999999h" is longer than any duration can be (write a number with a unit, for example 30s or 2m)`,
			`1:42 value /remote/max-size "9223372036854775807kB" is larger than anything can be (write a number with a unit, for example 50MB or 64MiB)`,
		}},
	}
}

func TestFaults(t *testing.T) {
	for _, tt := range faults() {
		t.Run(tt.name, func(t *testing.T) {
			c, ds := parse(t, FileName, tt.in)
			if c != nil {
				t.Error("there is a configuration all the same")
			}
			if got := summary(ds); !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			for _, d := range ds.All() {
				if d.Pos.File != FileName {
					t.Errorf("%v is in no file", d)
				}
			}
		})
	}
}

// An error of another input is not one of the configuration.
func TestEarlierErrors(t *testing.T) {
	ds := new(diag.List)
	ds.Errorf("earlier", diag.Position{}, "something else is wrong")
	doc := document.Parse(FileName, []byte("strict: true"), ds)
	if c := Parse(doc, ds); c == nil || !c.Strict {
		t.Fatalf("got %v", c)
	}
}
