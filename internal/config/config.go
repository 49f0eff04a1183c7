// Package config reads stackone-gen.yaml, the file in which a project says once
// how its SDK is generated.
//
// One table of keys (see keys) decides what the file may hold. From it come the
// strict reading, the commented file of a new project and the JSON Schema that
// editors use, so that none of them can promise what another refuses.
package config

import (
	"bytes"
	"path/filepath"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// FileName is the name under which the configuration is looked for.
const FileName = "stackone-gen.yaml"

// Config is what a configuration says, with the defaults where it is silent. A
// text that is a default has no place.
type Config struct {
	// Dir is the folder of the file. Relative paths count from it, so that a
	// run means the same from every working folder.
	Dir string

	Sources    []diag.Text // files, globs and URLs; none stands for the embedded description
	Overlays   []diag.Text // files and URLs, in the order in which they apply
	Output     diag.Text
	Package    diag.Text
	Module     diag.Text // empty: no go.mod is written
	ImportPath diag.Text // Module if that is set
	Version    diag.Text // of the SDK
	Docs       bool
	Testkit    bool
	Conflicts  []Conflict
	Names      Names
	Overrides  []Override
	// Globals are the headers that take the account id of the client. Nil
	// leaves the choice to the generator, an empty list means that there are
	// none.
	Globals []diag.Text
	Include Selection
	Exclude Selection
	// Rules is in the order of the file. Whether a code exists is for the caller
	// to say.
	Rules  []Rule
	Strict bool
	Remote Remote
}

// Conflict settles what happens to a component that several sources define
// differently. Either Use or Rename is set.
type Conflict struct {
	Component diag.Text
	Use       diag.Text // "first" or the name of a source
	Rename    []SourceName
}

// SourceName is the name that a component gets in one source. It may hold one
// *, which stands for the old name.
type SourceName struct{ Source, Name diag.Text }

// Names are the wishes for Go names.
type Names struct {
	Initialisms []diag.Text
	Services    []Renaming // by the path of the service
	Types       []Renaming // by the name of the schema
}

// Renaming is a new name for an old one.
type Renaming struct{ Old, New diag.Text }

// Override gives the schemas that a JSONPath finds another type.
type Override struct{ Target, Type diag.Text }

// Selection is a choice of operations, by patterns.
type Selection struct {
	Tags, Groups, Operations, Paths []diag.Text
}

// Rule sets the severity of the diagnostics with a code: error, warning or off.
type Rule struct{ Code, Severity diag.Text }

// Remote limits what is fetched.
type Remote struct {
	Timeout time.Duration
	MaxSize int64 // in bytes
}

// Default returns the configuration of a project without a file.
func Default() *Config {
	return &Config{
		Dir:     ".",
		Output:  diag.Text{Value: "generated"},
		Package: diag.Text{Value: "stackone"},
		Version: diag.Text{Value: "0.1.0"},
		Docs:    true,
		Testkit: true,
		Remote:  Remote{Timeout: 30 * time.Second, MaxSize: 50_000_000},
	}
}

// IsSilent reports whether a file has comments and nothing else, as when all keys
// of the one that init writes are commented out. One that is empty rather was not
// written to its end.
func IsSilent(data []byte) bool {
	commented := false
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		line = bytes.TrimSpace(line)
		commented = commented || bytes.HasPrefix(line, []byte("#"))
		if len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return commented
}

// Parse reads a configuration. It returns nil after an error, which ds then
// holds together with every other fault of the file.
func Parse(doc *document.Document, ds *diag.List) *Config {
	if doc == nil {
		return nil
	}
	c := Default()
	c.Dir = filepath.Dir(doc.File)
	r := &reader{ds: ds}
	keys(c).read(r, doc.Root)
	c.checkImportPath(r)
	c.checkTypes(r)
	if r.failed {
		return nil
	}
	return c
}

// checkImportPath makes the module's path the one to import, and reports one
// that contradicts it.
func (c *Config) checkImportPath(r *reader) {
	switch {
	case c.Module.Value == "":
	case c.ImportPath.Value == "":
		c.ImportPath = c.Module
	case c.ImportPath.Value != c.Module.Value:
		d := r.errorf(codeConflict, c.ImportPath.Pos, "the import path %q is not the path of the module, %q", c.ImportPath.Value, c.Module.Value)
		d.Hint = `remove "import-path": programs import a module by its own path`
		d.Pointer = document.Pointer("import-path")
		d.Related = []diag.Related{{Pos: c.Module.Pos, Message: "the module is named here"}}
	}
}

// checkTypes reports types that would end up with one name.
func (c *Config) checkTypes(r *reader) {
	first := make(map[string]Renaming)
	for _, t := range c.Names.Types {
		earlier, taken := first[t.New.Value]
		if !taken {
			first[t.New.Value] = t
			continue
		}
		d := r.errorf(codeConflict, t.New.Pos, "%q and %q cannot both be named %q", earlier.Old.Value, t.Old.Value, t.New.Value)
		d.Hint = "choose another name for one of them"
		d.Pointer = document.Pointer("names", "types", t.Old.Value)
		d.Related = []diag.Related{{Pos: earlier.New.Pos, Message: "the name is given here first"}}
	}
}

// Resolve returns the path that one of the configuration stands for: a relative
// path counts from the folder of the file. Only what the file says may be resolved,
// not what a flag says, which counts from the working folder.
func (c *Config) Resolve(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(c.Dir, path)
}
