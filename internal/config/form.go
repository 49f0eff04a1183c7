package config

import (
	"fmt"
	"go/token"
	"net/url"
	"regexp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document/override"
)

// form defines the valid strings of a key. Its patterns are valid in Go and in
// ECMAScript, because they are part of the JSON Schema.
type form struct {
	noun    string         // with its article, for "X is not a NOUN"
	hint    string         // what to do instead
	pattern *regexp.Regexp // what all valid strings match
	unless  *regexp.Regexp // what no valid string matches
	values  []string       // if set, all valid strings; the pattern matches no others
	// refuse rejects strings for reasons that patterns cannot express.
	refuse func(string) (hint string, refused bool)
}

// fits reports whether a string has the form, or returns a hint.
func (f form) fits(s string) (hint string, ok bool) {
	switch {
	case !f.pattern.MatchString(s), f.unless != nil && f.unless.MatchString(s):
		return f.hint, false
	case f.refuse != nil:
		hint, refused := f.refuse(s)
		return hint, !refused
	default:
		return "", true
	}
}

// IsPackageName reports whether a Go package with this name can be imported.
func IsPackageName(name string) bool {
	_, ok := packageName.fits(name)
	return ok
}

// CheckImportPath checks an import path of an SDK; the error includes a hint.
func CheckImportPath(path string) error { return importPath.check(path) }

// CheckModulePath checks a module path of an SDK; the error includes a hint.
func CheckModulePath(path string) error { return modulePath.check(path) }

func (f form) check(s string) error {
	if hint, ok := f.fits(s); !ok {
		return fmt.Errorf("%q is not %s: %s", s, f.noun, hint)
	}
	return nil
}

// printable matches visible, non-empty, single-line strings.
var printable = regexp.MustCompile(`^ *[^\x00-\x20\x7F][^\x00-\x1F\x7F]*$`)

// The forms of all strings. They are read-only.
var (
	plain  = form{noun: "a visible string on one line", hint: "remove it, or write a value", pattern: printable}
	folder = form{noun: "a folder", hint: "use a path, relative to the folder of this file", pattern: printable, unless: regexp.MustCompile(`://`)}
	source = form{noun: "a file or an http(s) URL", hint: "use a path, relative to the folder of this file, or an http(s) URL",
		pattern: printable, refuse: refuseSource}
	packageName = form{noun: "a valid name of an importable Go package", hint: "use lower-case letters and digits, but no Go keyword",
		pattern: regexp.MustCompile(`^[\p{L}_][\p{L}\p{Nd}_]*$`), unless: regexp.MustCompile(`^(_|main|init|` + strings.Join(keywords(), "|") + `)$`)}
	// The go tool treats vendor folders specially and rejects trailing dots in path
	// elements, and device names and short names of Windows.
	importPath = form{noun: "a valid Go import path", hint: "use a path such as example.com/sdk/stackone",
		pattern: regexp.MustCompile(`^[-._~+0-9A-Za-z]*[-_~+0-9A-Za-z](/[-._~+0-9A-Za-z]*[-_~+0-9A-Za-z])*$`),
		unless:  regexp.MustCompile(`^-|(^|/)(vendor|([^/.]*~[0-9]+|[cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM][1-9]|[lL][pP][tT][1-9])(\.[^/]*)?)(/|$)`),
		refuse:  refuseStandard}
	modulePath = form{noun: "a valid Go module path", hint: importPath.hint,
		pattern: importPath.pattern, unless: importPath.unless, refuse: refuseVersion}
	initialism = form{noun: "a word", hint: "use letters and digits, starting with a letter", pattern: regexp.MustCompile(`^\p{L}[\p{L}\p{Nd}]*$`)}
	words      = form{noun: "a name of one or more words", hint: "use letters and digits with a space, - or _ between words, starting with a letter",
		pattern: regexp.MustCompile(`^\p{L}[\p{L}\p{Nd}]*([ _-][\p{L}\p{Nd}]+)*$`)}
	typeName = form{noun: "a valid exported Go identifier", hint: "use letters, digits and _, starting with an upper-case letter",
		pattern: regexp.MustCompile(`^\p{Lu}[\p{L}\p{Nd}_]*$`)}
	newName = form{noun: "a new name", hint: "use at most one *, which is replaced with the old name, and other characters",
		pattern: regexp.MustCompile(`^[^*\x00-\x1F\x7F]*\*?[^*\x00-\x1F\x7F]*$`), unless: regexp.MustCompile(`^[ *]*$`)}
	jsonPath   = form{noun: "a JSONPath", hint: "start with $, the root of the description", pattern: regexp.MustCompile(`^\$`)}
	header     = form{noun: "a valid header name", hint: "use letters, digits and -", pattern: regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$")}
	schemaType = oneOf(override.Types()...)
	severity   = oneOf("error", "warning", "off")
	period     = form{noun: "a duration", hint: "use a number with a unit, such as 30s or 2m",
		pattern: regexp.MustCompile(`^\+?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`)}
	amount = form{noun: "a size", hint: "use a number with a unit, such as 50MB or 64MiB", pattern: regexp.MustCompile(`^[0-9]+( ?(B|kB|MB|GB|KiB|MiB|GiB))?$`)}
)

// oneOf returns the form of a choice among values.
func oneOf(values ...string) form {
	list := strings.Join(values, ", ")
	return form{noun: "one of " + list, hint: "use one of " + list, values: values,
		pattern: regexp.MustCompile(`^(` + strings.Join(values, "|") + `)$`)}
}

func keywords() []string {
	var words []string
	for t := token.ILLEGAL; t <= token.TILDE; t++ {
		if t.IsKeyword() {
			words = append(words, t.String())
		}
	}
	return words
}

// refuseStandard rejects the paths of the standard library.
func refuseStandard(path string) (hint string, refused bool) {
	return "it is a package of the Go standard library; add a domain, as in example.com/" + path, isStandard(path)
}

// majorVersion matches the version suffix of a module path.
var majorVersion = regexp.MustCompile(`/v[0-9]+$`)

// refuseVersion rejects the version suffixes that the go tool rejects: only v2 and
// later are part of a path.
func refuseVersion(path string) (hint string, refused bool) {
	version := majorVersion.FindString(path)
	if version == "/v1" || strings.HasPrefix(version, "/v0") {
		return "remove " + version[1:] + ": module paths have a version suffix only from v2 on", true
	}
	return refuseStandard(path)
}

// isURL matches inputs that are fetched rather than read from disk.
var isURL = regexp.MustCompile(`^(?i:https?)://`)

// refuseSource rejects unreadable locations. A drive letter is not a scheme: its
// colon is not followed by two slashes.
func refuseSource(location string) (hint string, refused bool) {
	switch {
	case location == "-":
		return "use a file: only the flag --spec reads standard input", true
	case !isURL.MatchString(location):
		return "use an http or https URL", strings.Contains(location, "://")
	default:
		u, err := url.Parse(location)
		return "check the URL: it has no valid host", err != nil || u.Hostname() == ""
	}
}
