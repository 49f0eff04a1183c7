package merge

import (
	"cmp"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// source is a document to merge.
type source struct {
	doc   *document.Document
	index int // in the order given
	// name identifies the source in rules, and is the sort key of sources.
	name string
	// location is the absolute path or the URL, by which references find it.
	location string
	// shown is the shortest unique name of the source.
	shown   string
	pieces  []*piece
	renamed map[component]renamed
	// borrowed holds the pointers with a target in another source that do not name it.
	borrowed map[string]bool
}

// component identifies what can be renamed: a component or a tag, by its name in its source.
type component struct{ kind, name string }

// renamed is the new name of a component, with its rule.
type renamed struct {
	name string
	by   Renaming
}

func newSource(doc *document.Document, index int) *source {
	return &source{
		doc: doc, index: index, name: cleanName(cmp.Or(doc.Name, doc.File)), location: locationOf(doc.File),
		renamed: map[component]renamed{}, borrowed: map[string]bool{},
	}
}

// nameOf returns the name of a component of the source in the merged document.
func (s *source) nameOf(c component) string {
	if r, ok := s.renamed[c]; ok {
		return r.name
	}
	return c.name
}

// has reports whether the source has a node at a path.
func (s *source) has(segments []string) bool {
	return s.doc.Root.At(document.Pointer(segments...)) != nil
}

func isURL(name string) bool { return strings.Contains(name, "://") }

// cleanName normalizes the name of a file.
func cleanName(name string) string {
	if isURL(name) {
		return name
	}
	return path.Clean(filepath.ToSlash(name))
}

// locationOf normalizes the location of a file or URL.
func locationOf(name string) string {
	if isURL(name) {
		return name
	}
	if absolute, err := filepath.Abs(name); err == nil {
		name = absolute
	}
	return cleanName(name)
}

func baseName(name string) string {
	if isURL(name) {
		name, _, _ = strings.Cut(name, "?")
	}
	return path.Base(name)
}

// stem returns the part of a file name to make a component name of.
func stem(name string) string {
	base := baseName(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// resolve resolves the file part of a reference relative to the file that contains it.
func resolve(holder, file string) string {
	switch {
	case isURL(holder):
		base, err := url.Parse(holder)
		if err != nil {
			return file
		}
		ref, err := url.Parse(file)
		if err != nil {
			return file
		}
		return base.ResolveReference(ref).String()
	case isURL(file):
		return file
	}
	if decoded, err := url.PathUnescape(file); err == nil {
		file = decoded
	}
	if path.IsAbs(file) || filepath.IsAbs(file) {
		return cleanName(file)
	}
	return path.Join(path.Dir(holder), filepath.ToSlash(file))
}
