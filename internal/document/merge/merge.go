// Package merge joins several descriptions into one, such as the parts in which
// an API is published.
//
// What two sources have in common must be equal: the same JSON value, whatever
// the order of its members, after references have been resolved. Anything else
// is a conflict that only a rule of the configuration settles, because a guess
// would give one of the sources types that are not its own.
//
// The pieces that are compared, and that the patterns of rules name, are
//
//	schemas/NAME             a component, the same for all of their kinds
//	tags/NAME                a tag
//	paths//a/{id}/get        an operation: "paths/", the path, "/", the method
//	paths//a/{id}/parameters anything else that a path item has
//	paths//a/{id}            a path item that is a reference in some source
//	webhooks/NAME/post       an operation of a webhook
//	security                 any other key of the top level
//
// and a star in a pattern stands for any characters, slashes included.
//
// A source that says nothing about security, or about the parameters and servers
// of a path item, differs from one that does if it has operations that would
// take them on. Tags are equal if one merely lacks the description of the other.
//
// Three keys of the top level follow the order in which the sources are given:
// info, servers and externalDocs come from the first that has them, or from the
// source that a rule says to use. The highest version of OpenAPI wins. Everything
// else has the order of the sources sorted by name, so that the order in which
// they are given changes nothing.
//
// A reference into another source is written as a file name, relative to the file
// that holds it, before the #. One that leads nowhere in its own source, but
// somewhere in another, is followed there with a warning. The operationRef of a link
// is written alike, and may as well lead to another API.
package merge

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Merge joins descriptions into one tree whose nodes keep the places where they
// were written. After an error, which ds then holds, the tree has the first of what
// differs, and is only good for finding further faults; it is nil if a document is.
// A single document is returned as it is, but for references that name its own file.
//
// The result consists of nodes of the documents, and references in them are
// rewritten: the documents must not be used as trees afterwards.
func Merge(docs []*document.Document, conflicts []Conflict, ds *diag.List) *document.Node {
	if slices.Contains(docs, nil) {
		return nil // What is left would not be what was asked for.
	}
	m := newMerger(docs, ds)
	m.readRules(conflicts)
	for _, s := range m.sources {
		m.collect(s)
	}
	switch len(m.sources) {
	case 0:
		return nil
	case 1:
		m.group()
		m.reportUnused()
		m.collectLinks(m.sources[0])
		m.rewrite()
		return m.sources[0].doc.Root
	}
	for _, s := range m.sources {
		m.collectLinks(s)
	}
	m.rename()
	m.settle()
	m.reportUnused()
	m.rewrite()
	return m.build()
}

type merger struct {
	ds *diag.List
	// sources are sorted by name.
	sources []*source
	byName  map[string]*source
	byPlace map[string]*source
	rules   []*rule
	// links are the nodes whose texts or keys name something that may move.
	links  map[*document.Node]link
	unions []union
	// units are what the merged document has, by unit.key, and order is their
	// order in it.
	units map[string]*unit
	order []*unit
	// canonical remembers the texts by which pieces are compared, until a
	// component is renamed.
	canonical map[*piece][]byte
}

func newMerger(docs []*document.Document, ds *diag.List) *merger {
	m := &merger{
		ds:        ds,
		byName:    map[string]*source{},
		byPlace:   map[string]*source{},
		links:     map[*document.Node]link{},
		canonical: map[*piece][]byte{},
	}
	seen := map[*document.Document]bool{}
	for i, doc := range docs {
		if seen[doc] {
			continue
		}
		seen[doc] = true
		m.sources = append(m.sources, newSource(doc, i))
	}
	texts := map[*source][]byte{}
	slices.SortFunc(m.sources, func(a, b *source) int {
		if c := cmp.Compare(a.name, b.name); c != 0 {
			return c
		}
		// One name for two documents leaves only what they say.
		for _, s := range []*source{a, b} {
			if texts[s] == nil {
				texts[s] = s.doc.Root.AppendJSON(nil)
			}
		}
		return bytes.Compare(texts[a], texts[b])
	})
	bases := map[string]int{}
	for _, s := range m.sources {
		bases[baseName(s.name)]++
		if m.byName[s.name] == nil {
			m.byName[s.name] = s
		}
		if m.byPlace[s.place] == nil {
			m.byPlace[s.place] = s
		}
	}
	for _, s := range m.sources {
		s.shown = s.name
		if base := baseName(s.name); bases[base] == 1 {
			s.shown = base
		}
	}
	return m
}
