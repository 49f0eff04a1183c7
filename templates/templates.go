// Package templates holds the Go code that every SDK carries unchanged. It is a
// package of its own in folder runtime, so that it is compiled and tested in
// place; this package embeds its source.
package templates

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed runtime/*.go
var sources embed.FS

// Source is one Go file of the runtime.
type Source struct {
	Name string // the file's name without its folder
	Data []byte
}

// Runtime returns the files of the runtime, without its tests, in the order of
// their names.
func Runtime() ([]Source, error) {
	entries, err := fs.ReadDir(sources, "runtime")
	if err != nil {
		return nil, fmt.Errorf("read the runtime: %w", err)
	}
	var files []Source
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		data, err := fs.ReadFile(sources, "runtime/"+entry.Name())
		if err != nil {
			return nil, fmt.Errorf("read the runtime: %w", err)
		}
		files = append(files, Source{Name: entry.Name(), Data: data})
	}
	return files, nil
}
