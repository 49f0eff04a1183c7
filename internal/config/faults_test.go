package config

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// summary formats a list for comparison: line:col code pointer message (hint) [related].
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

// fault is an invalid configuration.
type fault struct {
	name, in string
	want     []string
	// unseen faults cannot be expressed in JSON Schema.
	unseen bool
}

func faults() []fault {
	return []fault{
		{name: "unknown keys", in: "ouput: x\nimport_path: y\nimport-path: a/b\nspec: z\n", want: []string{
			`1:1 unknown-key /ouput unknown key "ouput" (did you mean "output"?)`,
			`2:1 unknown-key /import_path unknown key "import_path" (did you mean "import-path"?)`,
			`4:1 unknown-key /spec unknown key "spec" (use one of sources, overlays, title, output, package, module, import-path, version, docs, testkit, merge, names, overrides, sensitive, globals, webhooks, include, exclude, rules, strict, references, remote)`,
		}},
		{name: "keys elsewhere", in: "timeout: 3s\ntags: [a]\nremote:\n  strict: true\n  max_size: 3MB\n", want: []string{
			`1:1 unknown-key /timeout unknown key "timeout" (it belongs below "remote")`,
			`2:1 unknown-key /tags unknown key "tags" (it belongs below "include" or below "exclude")`,
			`4:3 unknown-key /remote/strict unknown key "strict" (it belongs at the top level)`,
			`5:3 unknown-key /remote/max_size unknown key "max_size" (did you mean "max-size"?)`,
		}},
		{name: "unknown keys in entries", in: "overrides:\n  - target: $.a\n    typ: any\n", want: []string{
			`2:5 missing-key /overrides/0 an item of "overrides" must have the key "type" (add "type": their type: string, boolean, int32, int64, number, date-time or any)`,
			`3:5 unknown-key /overrides/0/typ unknown key "typ" (did you mean "type"?)`,
		}},
		{name: "pointers are escaped", in: "a/b~: 1\n", want: []string{
			`1:1 unknown-key /a~1b~0 unknown key "a/b~" (use one of sources, overlays, title, output, package, module, import-path, version, docs, testkit, merge, names, overrides, sensitive, globals, webhooks, include, exclude, rules, strict, references, remote)`,
		}},

		{name: "wrong kinds", in: "sources: a.yaml\noutput: [a]\npackage: 5\ndocs: yes\nmerge: []\nrules: [a]\noverrides: {target: $.a}\nremote: 30s\nglobals:\n  x: y\n", want: []string{
			`1:10 kind /sources "sources" must be a list of strings, not a string (write it as a list: put "- " before it, or [ ] around it)`,
			`2:9 kind /output "output" must be a string, not a sequence`,
			`3:10 kind /package "package" must be a string, not a number (use lower-case letters and digits, but no Go keyword)`,
			`4:7 kind /docs "docs" must be true or false, not a string (write true or false)`,
			`5:8 kind /merge "merge" must be a mapping, not a sequence`,
			`6:8 kind /rules "rules" must be a mapping of names to strings, not a sequence`,
			`7:12 kind /overrides "overrides" must be a list of mappings, not a mapping`,
			`8:9 kind /remote "remote" must be a mapping, not a string`,
			`10:3 kind /globals "globals" must be a list of strings or mappings, not a mapping`,
		}},
		{name: "no values", in: "sources:\nstrict: ~\nmerge:\n", want: []string{
			`1:9 kind /sources "sources" must be a list of strings, not empty (write a value, or remove it)`,
			`2:9 kind /strict "strict" must be true or false, not empty (write a value, or remove it)`,
			`3:7 kind /merge "merge" must be a mapping, not empty (write a value, or remove it)`,
		}},
		{name: "wrong kinds of items", in: "output: 5\ninclude:\n  tags: [1.5, [x], null]\noverrides: [x]\nremote: {timeout: 30, max-size: true}\n", want: []string{
			`1:9 kind /output "output" must be a string, not a number (put it in quotes)`,
			`3:10 kind /include/tags/0 an item of "tags" must be a string, not a number (put it in quotes)`,
			`3:15 kind /include/tags/1 an item of "tags" must be a string, not a sequence`,
			`3:20 kind /include/tags/2 an item of "tags" must be a string, not empty (write a value, or remove it)`,
			`4:13 kind /overrides/0 an item of "overrides" must be a mapping, not a string`,
			`5:19 kind /remote/timeout "timeout" must be a duration such as 30s, not a number (use a number with a unit, such as 30s or 2m)`,
			`5:33 kind /remote/max-size "max-size" must be a size such as 50MB, not a boolean (use a number with a unit, such as 50MB or 64MiB)`,
		}},

		{name: "sources", in: "sources:\n  - \"-\"\n  - ftp://example.com/a\n  - https://\n  - \" \"\n", want: []string{
			`2:5 value /sources/0 "-" is not a file or an http(s) URL (use a file: only the flag --spec reads standard input)`,
			`3:5 value /sources/1 "ftp://example.com/a" is not a file or an http(s) URL (use an http or https URL)`,
			`4:5 value /sources/2 "https://" is not a file or an http(s) URL (check the URL: it has no valid host)`,
			`5:5 value /sources/3 " " is not a file or an http(s) URL (use a path, relative to the folder of this file, or an http(s) URL)`,
		}},
		{name: "sources beyond the schema", unseen: true, in: "overlays: [\"-\", 'http://[', file:///a]", want: []string{
			`1:12 value /overlays/0 "-" is not a file or an http(s) URL (use a file: only the flag --spec reads standard input)`,
			`1:17 value /overlays/1 "http://[" is not a file or an http(s) URL (check the URL: it has no valid host)`,
			`1:29 value /overlays/2 "file:///a" is not a file or an http(s) URL (use an http or https URL)`,
		}},
		{name: "paths beyond the schema", unseen: true, in: "module: example.com/v1\nimport-path: fmt", want: []string{
			`1:9 value /module "example.com/v1" is not a valid Go module path (remove v1: module paths have a version suffix only from v2 on)`,
			`2:14 value /import-path "fmt" is not a valid Go import path (it is a package of the Go standard library; add a domain, as in example.com/fmt)`,
		}},
		{name: "texts", in: "output: https://example.com\npackage: main\nmodule: a/../b\nimport-path: a b\nglobals: [\"a: b\"]\nversion: v1.2\n", want: []string{
			`1:9 value /output "https://example.com" is not a folder (use a path, relative to the folder of this file)`,
			`2:10 value /package "main" is not a valid name of an importable Go package (use lower-case letters and digits, but no Go keyword)`,
			`3:9 value /module "a/../b" is not a valid Go module path (use a path such as example.com/sdk/stackone)`,
			`4:14 value /import-path "a b" is not a valid Go import path (use a path such as example.com/sdk/stackone)`,
			`5:11 value /globals/0 "a: b" is not a valid header name (use letters, digits and -)`,
			`6:10 value /version "v1.2" is not a valid version (use three numbers as in 1.2.3, followed by -beta.1 for a pre-release)`,
		}},
		{name: "empty texts", in: "output: ''\ninclude: {paths: [\"a\\nb\"]}\nrules: {'': error}\n", want: []string{
			`1:9 value /output "" is not a folder (use a path, relative to the folder of this file)`,
			`2:19 value /include/paths/0 "a\nb" is not a visible string on one line (remove it, or write a value)`,
			`3:9 value /rules/ "" is not a visible string on one line (remove it, or write a value)`,
		}},
		{name: "names", in: "names:\n  initialisms: [S-CIM]\n  services: {a: b.c}\n  types: {A: b, B: func, C: D-E}\n", want: []string{
			`2:17 value /names/initialisms/0 "S-CIM" is not a word (use letters and digits, starting with a letter)`,
			`3:17 value /names/services/a "b.c" is not a name of one or more words (use letters and digits with a space, - or _ between words, starting with a letter)`,
			`4:14 value /names/types/A "b" is not a valid exported Go identifier (use letters, digits and _, starting with an upper-case letter)`,
			`4:20 value /names/types/B "func" is not a valid exported Go identifier (use letters, digits and _, starting with an upper-case letter)`,
			`4:29 value /names/types/C "D-E" is not a valid exported Go identifier (use letters, digits and _, starting with an upper-case letter)`,
		}},
		{name: "one name for two types", unseen: true, in: "names:\n  types:\n    a: X\n    b: Y\n    c: X\n", want: []string{
			`5:8 conflict /names/types/c "a" and "c" cannot both be named "X" (choose another name for one of them) [3:8 first used here]`,
		}},
		{name: "overrides", in: "overrides:\n  - {target: a.b, type: in64}\n  - {target: $, type: decimal}\n  - {}\n", want: []string{
			`2:14 value /overrides/0/target "a.b" is not a JSONPath (start with $, the root of the description)`,
			`2:25 value /overrides/0/type "in64" is not one of string, boolean, int32, int64, number, date-time, any (did you mean "int64"?)`,
			`3:23 value /overrides/1/type "decimal" is not one of string, boolean, int32, int64, number, date-time, any (use one of string, boolean, int32, int64, number, date-time, any)`,
			`4:5 missing-key /overrides/2 an item of "overrides" must have the key "target" (add "target": a JSONPath that selects the schemas)`,
			`4:5 missing-key /overrides/2 an item of "overrides" must have the key "type" (add "type": their type: string, boolean, int32, int64, number, date-time or any)`,
		}},
		{name: "rules", in: "rules:\n  a: warn\n  b: false\n  c: fatal\n", want: []string{
			`2:6 value /rules/a "warn" is not one of error, warning, off (use one of error, warning, off)`,
			`3:6 kind /rules/b "b" must be one of error, warning, off, not a boolean (use one of error, warning, off)`,
			`4:6 value /rules/c "fatal" is not one of error, warning, off (use one of error, warning, off)`,
		}},
		{name: "misspelled severity", in: "rules: {a: Warnings, b: Error}", want: []string{
			`1:12 value /rules/a "Warnings" is not one of error, warning, off (did you mean "warning"?)`,
			`1:25 value /rules/b "Error" is not one of error, warning, off (did you mean "error"?)`,
		}},
		{name: "conflicts", in: "merge:\n  conflicts:\n    - component: schemas/A\n    - {component: schemas/B, rename: {x: Y}, use: first}\n    - use: first\n    - {component: c, rename: {}}\n    - {component: c, rename: {a: '*', b: 'A**', c: ''}}\n", want: []string{
			`3:7 missing-key /merge/conflicts/0 an item of "conflicts" has neither "use" nor "rename" (add one of them)`,
			`4:46 conflict /merge/conflicts/1 "use" conflicts with "rename" (remove one of them) [4:30 "rename" is here]`,
			`5:7 missing-key /merge/conflicts/2 an item of "conflicts" must have the key "component" (add "component": what differs: schemas/NAME, tags/NAME, paths//PATH/METHOD, security; * matches any text)`,
			`6:30 value /merge/conflicts/3/rename "rename" must not be empty (write at least one entry)`,
			`7:34 value /merge/conflicts/4/rename/a "*" is not a new name (use at most one *, which is replaced with the old name, and other characters)`,
			`7:42 value /merge/conflicts/4/rename/b "A**" is not a new name (use at most one *, which is replaced with the old name, and other characters)`,
			`7:52 value /merge/conflicts/4/rename/c "" is not a new name (use at most one *, which is replaced with the old name, and other characters)`,
		}},
		{name: "webhooks", in: "webhooks:\n  algorithm: md5\n  signed: \"{body\"\n  timestamp: a b\n", want: []string{
			`2:3 missing-key /webhooks "webhooks" must have the key "header" (add "header": the header with the signature)`,
			`2:14 value /webhooks/algorithm "md5" is not one of hmac-sha1, hmac-sha256, hmac-sha384, hmac-sha512 (use one of hmac-sha1, hmac-sha256, hmac-sha384, hmac-sha512)`,
			`3:11 value /webhooks/signed "{body" is not a template of what is signed (use {body}, {timestamp} or the name of a header in braces, and other text between them)`,
			`4:14 value /webhooks/timestamp "a b" is not a header or the start of a part of one (use the name of a header, or a start that ends in =, such as t=)`,
		}},
		{name: "a webhook whose body is not signed", unseen: true, in: "webhooks: {header: x-sig, signed: \"{x-id}\"}", want: []string{
			`1:35 value /webhooks/signed what is signed does not contain {body}, so anybody could change it (add {body})`,
		}},
		{name: "a timestamp that is not signed", unseen: true, in: "webhooks: {header: x-sig, timestamp: x-time}", want: []string{
			`1:38 conflict /webhooks/timestamp the timestamp is not signed, so anybody could change it (add {timestamp} to "signed", or remove "timestamp")`,
		}},
		{name: "a signed timestamp that is nowhere", unseen: true, in: "webhooks: {header: x-sig, signed: \"{timestamp}{body}\"}", want: []string{
			`1:35 missing-key /webhooks/signed "webhooks" must have the key "timestamp" for {timestamp} (add "timestamp": the header that has it)`,
		}},
		{name: "module and import path", unseen: true, in: "import-path: example.com/a\nmodule: example.com/b\n", want: []string{
			`1:14 conflict /import-path the import path "example.com/a" differs from the module path "example.com/b" (remove "import-path": programs import a module by its module path) [2:9 module path]`,
		}},
		{name: "limits", in: "remote:\n  timeout: 30\n  max-size: 1.5MB\n", want: []string{
			`2:12 kind /remote/timeout "timeout" must be a duration such as 30s, not a number (use a number with a unit, such as 30s or 2m)`,
			`3:13 value /remote/max-size "1.5MB" is not a size (use a number with a unit, such as 50MB or 64MiB)`,
		}},
		{name: "limit forms", in: "remote: {timeout: soon, max-size: 1.5}\n", want: []string{
			`1:19 value /remote/timeout "soon" is not a duration (use a number with a unit, such as 30s or 2m)`,
			`1:35 value /remote/max-size "1.5" is not a size (use a number with a unit, such as 50MB or 64MiB)`,
		}},
		{name: "limits of zero", unseen: true, in: "remote: {timeout: 0s, max-size: 0kB}\n", want: []string{
			`1:19 value /remote/timeout the duration must be positive (use a number with a unit, such as 30s or 2m)`,
			`1:33 value /remote/max-size the size must be positive (use a number with a unit, such as 50MB or 64MiB)`,
		}},
		{name: "limits beyond all bounds", unseen: true, in: "remote: {timeout: 9999999999h, max-size: 9223372036854775807kB}\n", want: []string{
			`1:19 value /remote/timeout the duration "9999999999h" is out of range (use a number with a unit, such as 30s or 2m)`,
			`1:42 value /remote/max-size the size "9223372036854775807kB" is out of range (use a number with a unit, such as 50MB or 64MiB)`,
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

// Errors of other inputs do not fail the configuration.
func TestEarlierErrors(t *testing.T) {
	ds := new(diag.List)
	ds.Errorf("earlier", diag.Position{}, "something else is wrong")
	doc := document.Parse(FileName, []byte("strict: true"), ds)
	if c := Parse(doc, ds); c == nil || !c.Strict {
		t.Fatalf("got %v", c)
	}
}
