// Package config reads stackone-gen.yaml, which configures how the SDK of a project
// is generated.
//
// One table of keys (see keys) defines the file. The strict reader, the commented
// template and the JSON Schema for editors all derive from it, so that they cannot
// disagree.
package config

import (
	"bytes"
	"path/filepath"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/filter"
	"github.com/StackOneHQ/stackone-gen/internal/document/merge"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// FileName is the name of the configuration file.
const FileName = "stackone-gen.yaml"

// Config is a configuration with defaults filled in. Default strings have no position.
type Config struct {
	// Dir is the folder of the file. Paths are relative to it, so that a run does
	// not depend on the working folder.
	Dir string

	Sources    []diag.Text // files, globs and URLs; none means the embedded description
	Overlays   []diag.Text // files and URLs, in order of application
	Title      diag.Text   // of the description if empty
	Output     diag.Text
	Package    diag.Text
	Module     diag.Text // no go.mod is written if empty
	ImportPath diag.Text // Module if that is set
	Version    diag.Text // of the SDK
	Docs       bool
	Testkit    bool
	Conflicts  []merge.Conflict
	Names      Names
	Overrides  []override.Override
	// Sensitive are the JSONPaths of schemas whose values are secrets.
	Sensitive []diag.Text
	// Globals are the headers that a client sets for all its calls. Nil means the
	// default, an empty list none.
	Globals []Global
	// Webhooks is how the API signs webhooks.
	Webhooks Webhooks
	Include  filter.Selection
	Exclude  filter.Selection
	// Rules is in the order of the file. The codes are not checked here.
	Rules  []diag.RuleSetting
	Strict bool
	Remote Remote
	// References is what references to other files may read.
	References References
}

// Global is a header that a client sets for all its calls. Name is what the SDK calls
// it; empty for the header's own name without "x-".
type Global struct {
	Header diag.Text
	Name   diag.Text
}

// Names are the configured Go names.
type Names struct {
	Initialisms []diag.Text
	Services    []names.Rename // by the path of the service
	Types       []names.Rename // by the name of the schema
}

// References limits what references of a description to other files may read.
type References struct {
	Root diag.Text // a folder; that of the description if empty
}

// Remote limits remote inputs.
type Remote struct {
	Timeout time.Duration
	MaxSize int64 // in bytes
}

// Default returns the configuration of a project without a file.
func Default() *Config {
	return &Config{
		Dir:      ".",
		Output:   diag.Text{Value: "generated"},
		Package:  diag.Text{Value: "stackone"},
		Version:  diag.Text{Value: "0.1.0"},
		Docs:     true,
		Testkit:  true,
		Webhooks: defaultWebhooks(),
		Remote:   Remote{Timeout: 30 * time.Second, MaxSize: 50_000_000},
	}
}

// IsSilent reports whether a file has nothing but comments, such as a template with
// all keys commented out. An empty file is an error instead: it was probably not
// written completely.
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

// Parse reads a configuration. It adds all errors to ds, and returns nil if there are any.
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
	c.checkWebhooks(r)
	if r.failed {
		return nil
	}
	return c
}

// checkImportPath defaults the import path to the module path, and reports a different one.
func (c *Config) checkImportPath(r *reader) {
	switch {
	case c.Module.Value == "":
	case c.ImportPath.Value == "":
		c.ImportPath = c.Module
	case c.ImportPath.Value != c.Module.Value:
		d := r.errorf(codeConflict, c.ImportPath.Pos, "the import path %q differs from the module path %q", c.ImportPath.Value, c.Module.Value)
		d.Hint = `remove "import-path": programs import a module by its module path`
		d.Pointer = document.Pointer("import-path")
		d.Related = []diag.Related{{Pos: c.Module.Pos, Message: "module path"}}
	}
}

// checkTypes reports types that are renamed to the same name.
func (c *Config) checkTypes(r *reader) {
	first := make(map[string]names.Rename)
	for _, t := range c.Names.Types {
		earlier, taken := first[t.To.Value]
		if !taken {
			first[t.To.Value] = t
			continue
		}
		d := r.errorf(codeConflict, t.To.Pos, "%q and %q cannot both be named %q", earlier.From.Value, t.From.Value, t.To.Value)
		d.Hint = "choose another name for one of them"
		d.Pointer = document.Pointer("names", "types", t.From.Value)
		d.Related = []diag.Related{{Pos: earlier.To.Pos, Message: "first used here"}}
	}
}

// Resolve resolves a path of the configuration relative to the folder of the file.
// Do not use it for flags, which are relative to the working folder.
func (c *Config) Resolve(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(c.Dir, path)
}
