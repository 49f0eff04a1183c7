// Package templates holds the Go code that every SDK carries unchanged: the
// runtime of the client, and the test server for tests. Each is a package of its
// own, so that it is compiled and tested in place; this package embeds the source,
// and the templates of the documentation and its programs beside it.
package templates

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed runtime/*.go testkit/*.go docs/*.md.tmpl program/*.go.tmpl
var sources embed.FS

// Source is one file.
type Source struct {
	Name string // the file's name without its folder
	Data []byte
}

// Runtime returns the files of the runtime, without its tests and the page about it, in
// the order of their names.
func Runtime() ([]Source, error) { return readWithout("runtime", "doc.go") }

// TestKit returns the files of the test server in the same way, without the table
// that stands in for the generated one.
func TestKit() ([]Source, error) { return readWithout("testkit", "operations.go") }

// Docs returns the templates of the documentation.
func Docs() ([]Source, error) { return read("docs") }

// Program returns the templates of the programs that use an SDK.
func Program() ([]Source, error) { return read("program") }

func readWithout(folder, name string) ([]Source, error) {
	files, err := read(folder)
	return slices.DeleteFunc(files, func(s Source) bool { return s.Name == name }), err
}

func read(folder string) ([]Source, error) {
	entries, err := fs.ReadDir(sources, folder)
	if err != nil {
		return nil, fmt.Errorf("read the %s: %w", folder, err)
	}
	var files []Source
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		data, err := fs.ReadFile(sources, folder+"/"+entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read the %s: %w", folder, err)
		}
		files = append(files, Source{Name: entry.Name(), Data: data})
	}
	return files, nil
}
