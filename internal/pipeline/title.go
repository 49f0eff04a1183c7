package pipeline

import (
	"slices"
	"strings"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// titles are the titles of the sources, before they are merged.
type titles []*document.Node

func titlesOf(sources []*document.Document) titles {
	var all titles
	for _, doc := range sources {
		if title := doc.Root.Get("info").Get("title"); title != nil {
			all = append(all, title)
		}
	}
	return all
}

// setTitle sets the title that the configuration asks for. Without one, it warns of a
// title that names only a part of the API.
func (t titles) setTitle(a *api.API, root *document.Node, wish diag.Text, ds *diag.List) {
	if wish.Value != "" {
		a.Title = wish.Value
		return
	}
	title := root.Get("info").Get("title")
	var d *diag.Diagnostic
	switch {
	case title == nil:
		return
	case t.differ() && t.has(title.Pos):
		d = ds.Warnf("partial-title", title.Pos, "the title %q comes from one of %d sources", a.Title, len(t))
	case len(a.Services) > 1 && namesPart(a):
		d = ds.Warnf("partial-title", title.Pos, "the title %q names one part of the API", a.Title)
	default:
		return
	}
	d.Hint = `set "title" in the configuration to the name of the whole API`
}

// differ reports whether the sources have several titles.
func (t titles) differ() bool {
	return slices.ContainsFunc(t, func(other *document.Node) bool { return other.Value != t[0].Value })
}

// has reports whether one of the titles is at a position. One that an overlay sets
// is not.
func (t titles) has(pos diag.Position) bool {
	return slices.ContainsFunc(t, func(title *document.Node) bool { return title.Pos == pos })
}

// namesPart reports whether the title of an API is the name of one of its services or
// tags.
func namesPart(a *api.API) bool {
	title := letters(a.Title)
	return slices.ContainsFunc(a.Services, func(s *api.Service) bool { return letters(s.Path[0]) == title }) ||
		slices.ContainsFunc(a.Tags, func(tag api.Tag) bool { return letters(tag.Name) == title })
}

// letters returns the letters and digits of a name, in lower case.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}
