package merge

import (
	"cmp"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// source is one of the documents.
type source struct {
	doc   *document.Document
	index int // in the order given
	// name is what rules call the source, and what the sources are sorted by.
	name string
	// place is the absolute path or the URL, by which references find it.
	place string
	// shown is the shortest name that means this source alone.
	shown   string
	pieces  []*piece
	renamed map[component]renamed
	// borrowed are the pointers that lead into another source without saying so.
	borrowed map[string]bool
}

// component is what can be renamed: a component or a tag, by its name in its
// source.
type component struct{ kind, name string }

// renamed is the new name of a component, and what gives it.
type renamed struct {
	name string
	by   Renaming
}

func newSource(doc *document.Document, index int) *source {
	return &source{
		doc: doc, index: index, name: cleanName(cmp.Or(doc.Name, doc.File)), place: placeOf(doc.File),
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

// has reports whether the source has what a reference of it leads to.
func (s *source) has(segments []string) bool {
	return s.doc.Root.At(document.Pointer(segments...)) != nil
}

func isURL(name string) bool { return strings.Contains(name, "://") }

// cleanName gives the spellings of a file one form.
func cleanName(name string) string {
	if isURL(name) {
		return name
	}
	return path.Clean(filepath.ToSlash(name))
}

// placeOf returns what all spellings of a file have in common.
func placeOf(name string) string {
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

// stem is the part of a name that words are made of.
func stem(name string) string {
	base := baseName(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// resolve returns what the file part of a reference means: such a part is
// relative to the file that holds it.
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
