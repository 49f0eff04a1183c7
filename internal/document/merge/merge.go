// Package merge joins several descriptions into one, such as the parts in which
// an API is published.
//
// Definitions that two sources share must be equal: the same JSON value, in any order
// of members, after resolving references. Anything else is a conflict, which only a
// rule of the configuration resolves, because a guess would give one of the sources
// wrong types.
//
// These pieces are compared, and named by the patterns of rules:
//
//	schemas/NAME             a component, likewise for the other kinds
//	tags/NAME                a tag
//	paths//a/{id}/get        an operation: "paths/", the path, "/", the method
//	paths//a/{id}/parameters anything else that a path item has
//	paths//a/{id}            a path item that is a reference in some source
//	webhooks/NAME/post       an operation of a webhook
//	security                 any other key of the top level
//
// A star in a pattern matches any characters, including slashes.
//
// A source without security, or without the parameters and servers of a path item,
// differs from one with them if it has operations that would inherit them. Texts for
// people never differ: descriptions, titles, summaries and examples are those of the
// first source, or of the one that a rule says to use, and of tags those of the first
// that has any.
//
// Three keys of the top level depend on the order in which the sources are given:
// info, servers and externalDocs come from the first that has them, or from the
// source that a rule says to use. The highest version of OpenAPI wins. Everything
// else is in the order of the sources sorted by name, so that the order in which
// they are given changes nothing.
//
// A reference into another source is written as a file name, relative to the file
// that holds it, before the #. A reference whose target is only in another source
// is resolved there, with a warning. The operationRef of a link has the same form,
// and may point to another API.
package merge

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// Merge joins descriptions into one tree whose nodes keep their positions. After an
// error, which is added to ds, the tree has the first of each set of differing
// pieces and only serves to find further errors; it is nil if a document is. A
// single document is returned unchanged except for references that name its own
// file.
//
// The result consists of nodes of the documents, and references in them are
// rewritten: the documents must not be used as trees afterwards.
func Merge(docs []*document.Document, conflicts []Conflict, ds *diag.List) *document.Node {
	if slices.Contains(docs, nil) {
		return nil // the rest would not be what was requested
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
	sources    []*source
	byName     map[string]*source
	byLocation map[string]*source
	rules      []*rule
	// links are the nodes that name something that may be renamed.
	links  map[*document.Node]link
	unions []union
	// units holds the units of the merged document by unit.key, and order their order.
	units map[string]*unit
	order []*unit
	// canonical caches the canonical texts of pieces until a component is renamed.
	canonical map[*piece][]byte
}

func newMerger(docs []*document.Document, ds *diag.List) *merger {
	m := &merger{
		ds:         ds,
		byName:     map[string]*source{},
		byLocation: map[string]*source{},
		links:      map[*document.Node]link{},
		canonical:  map[*piece][]byte{},
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
		// Documents with the same name are ordered by their content.
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
		if m.byLocation[s.location] == nil {
			m.byLocation[s.location] = s
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
