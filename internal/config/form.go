package config

import (
	"fmt"
	"go/token"
	"net/url"
	"regexp"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document/override"
)

// form is what a text must look like. Its patterns are read alike by Go and by
// ECMAScript, because they are part of the JSON Schema.
type form struct {
	noun    string         // with its article, for "X is not a NOUN"
	hint    string         // what to write instead
	pattern *regexp.Regexp // what all such texts match
	unless  *regexp.Regexp // what none of them matches
	values  []string       // if set, all there are; the pattern matches no others
	// refuse says what is wrong with a text that matches, where patterns cannot.
	refuse func(string) (hint string, refused bool)
}

// fits reports whether a text has the form, and what to do if not.
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

// IsPackageName reports whether other packages can import a Go package of this
// name.
func IsPackageName(name string) bool {
	_, ok := packageName.fits(name)
	return ok
}

// CheckImportPath says what is wrong with a path that programs are to import an
// SDK from, and what to do.
func CheckImportPath(path string) error { return importPath.check(path) }

// CheckModulePath says what is wrong with a path for the module of an SDK, and
// what to do.
func CheckModulePath(path string) error { return modulePath.check(path) }

func (f form) check(s string) error {
	if hint, ok := f.fits(s); !ok {
		return fmt.Errorf("%q is not %s: %s", s, f.noun, hint)
	}
	return nil
}

// printable matches what can be seen, is not empty and fits on a line.
var printable = regexp.MustCompile(`^ *[^\x00-\x20\x7F][^\x00-\x1F\x7F]*$`)

// These are the forms of the texts. They never change.
var (
	plain  = form{noun: "a text on one line that can be seen", hint: "remove it, or write what you mean", pattern: printable}
	folder = form{noun: "a folder", hint: "give a path; it counts from the folder of this file", pattern: printable, unless: regexp.MustCompile(`://`)}
	source = form{noun: "a file or an http(s) URL", hint: "give a path, which counts from the folder of this file, or an http(s) URL",
		pattern: printable, refuse: refuseSource}
	packageName = form{noun: "a name for a Go package that others import", hint: "use lower-case letters and digits, and no word that Go reserves",
		pattern: regexp.MustCompile(`^[\p{L}_][\p{L}\p{Nd}_]*$`), unless: regexp.MustCompile(`^(_|main|init|` + strings.Join(keywords(), "|") + `)$`)}
	// The go tool gives folders named vendor a meaning of their own, and takes
	// dots at the end of an element for a way in the file system. It refuses what
	// is a device or a short name on Windows.
	importPath = form{noun: "a path that a Go program can import an SDK from", hint: "write it as in an import, for example example.com/sdk/stackone",
		pattern: regexp.MustCompile(`^[-._~+0-9A-Za-z]*[-_~+0-9A-Za-z](/[-._~+0-9A-Za-z]*[-_~+0-9A-Za-z])*$`),
		unless:  regexp.MustCompile(`^-|(^|/)(vendor|([^/.]*~[0-9]+|[cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM][1-9]|[lL][pP][tT][1-9])(\.[^/]*)?)(/|$)`),
		refuse:  refuseStandard}
	modulePath = form{noun: "a path for a Go module", hint: importPath.hint,
		pattern: importPath.pattern, unless: importPath.unless, refuse: refuseVersion}
	// As Semantic Versioning 2.0.0 has it.
	semanticVersion = form{noun: "a version", hint: "write three numbers as in 1.2.3, and -beta.1 behind them for a pre-release",
		pattern: regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$`)}
	initialism = form{noun: "a word", hint: "use letters and digits, and a letter first", pattern: regexp.MustCompile(`^\p{L}[\p{L}\p{Nd}]*$`)}
	words      = form{noun: "a name of one or more words", hint: "use letters and digits with a space, - or _ between words, and a letter first",
		pattern: regexp.MustCompile(`^\p{L}[\p{L}\p{Nd}]*([ _-][\p{L}\p{Nd}]+)*$`)}
	typeName = form{noun: "a name for an exported Go type", hint: "use letters, digits and _, and an upper-case letter first",
		pattern: regexp.MustCompile(`^\p{Lu}[\p{L}\p{Nd}_]*$`)}
	newName = form{noun: "a new name", hint: "use at most one *, which stands for the old name, and something beside it",
		pattern: regexp.MustCompile(`^[^*\x00-\x1F\x7F]*\*?[^*\x00-\x1F\x7F]*$`), unless: regexp.MustCompile(`^[ *]*$`)}
	jsonPath = form{noun: "a JSONPath", hint: "start with $, which stands for the whole description", pattern: regexp.MustCompile(`^\$`)}
	header   = form{noun: "a name for a header", hint: "use letters, digits and -", pattern: regexp.MustCompile("^[-!#$%&'*+.^_`|~0-9A-Za-z]+$")}
	goType   = oneOf(override.Types()...)
	severity = oneOf("error", "warning", "off")
	period   = form{noun: "a duration", hint: "write a number with a unit, for example 30s or 2m",
		pattern: regexp.MustCompile(`^\+?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$`)}
	amount = form{noun: "a size", hint: "write a number with a unit, for example 50MB or 64MiB", pattern: regexp.MustCompile(`^[0-9]+( ?(B|kB|MB|GB|KiB|MiB|GiB))?$`)}
)

// oneOf is the form of a choice among values.
func oneOf(values ...string) form {
	list := strings.Join(values, ", ")
	return form{noun: "one of " + list, hint: "choose one of " + list, values: values,
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

// refuseStandard refuses paths from which programs import something else.
func refuseStandard(path string) (hint string, refused bool) {
	return "it is a package of Go's standard library; put a domain in front, as in example.com/" + path, isStandard(path)
}

// majorVersion matches the end of a path that the go tool takes for a version.
var majorVersion = regexp.MustCompile(`/v[0-9]+$`)

// refuseVersion refuses the paths of modules that the go tool refuses for their
// versions: those before the second are not part of a path.
func refuseVersion(path string) (hint string, refused bool) {
	version := majorVersion.FindString(path)
	if version == "/v1" || strings.HasPrefix(version, "/v0") {
		return "leave " + version[1:] + " out: the path of a module tells its major version from v2 on", true
	}
	return refuseStandard(path)
}

// isURL matches what is fetched instead of read from disk.
var isURL = regexp.MustCompile(`^(?i:https?)://`)

// refuseSource refuses locations that cannot be read. A drive letter is no
// scheme: its colon is not followed by two slashes.
func refuseSource(location string) (hint string, refused bool) {
	switch {
	case location == "-":
		return "name a file: standard input is for the flag --spec", true
	case !isURL.MatchString(location):
		return "only URLs with http and https can be fetched", strings.Contains(location, "://")
	default:
		u, err := url.Parse(location)
		return "check the URL: it names no host that can be asked", err != nil || u.Hostname() == ""
	}
}
