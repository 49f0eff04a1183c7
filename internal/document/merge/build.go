package merge

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// rewrite changes all links to the names in the merged document.
func (m *merger) rewrite() {
	m.keepValues()
	for n, l := range m.links {
		_, moved := l.renamed()
		switch {
		case l.form == requirement:
			m.rewriteKeys(n, l)
		case moved || l.away:
			n.Value = l.text()
		}
	}
}

// rewriteKeys renames security schemes in a requirement.
func (m *merger) rewriteKeys(n *document.Node, l link) {
	if !slices.ContainsFunc(n.Keys(), func(key string) bool { return l.key(key) != key }) {
		return
	}
	changed := &document.Node{Kind: n.Kind, Pos: n.Pos}
	for member := range n.Members() {
		member.Key = l.key(member.Key)
		changed.Put(member)
	}
	*n = *changed
}

// keepValues adds mappings to discriminators with renamed variants: without a
// mapping, the value of a variant is the name of its schema, which must not change
// on the wire.
func (m *merger) keepValues() {
	for _, u := range m.unions {
		for _, variant := range u.variants {
			l, ok := m.links[variant]
			if !ok {
				continue
			}
			c, _ := l.target()
			if _, moved := l.renamed(); !moved || len(l.path) != 3 || c.kind != "schemas" || m.mapped(u, l) {
				continue
			}
			mapping := u.discriminator.Get("mapping")
			if mapping == nil {
				mapping = &document.Node{Kind: document.Mapping, Pos: u.discriminator.Pos}
				u.discriminator.Set("mapping", mapping)
			}
			if isMapping(mapping) && mapping.Get(c.name) == nil {
				mapping.Set(c.name, &document.Node{Kind: document.String, Value: l.text(), Pos: variant.Pos})
			}
		}
	}
}

// mapped reports whether the mapping of a union includes a schema.
func (m *merger) mapped(u union, l link) bool {
	for member := range u.discriminator.Get("mapping").Members() {
		if known, ok := m.links[member.Value]; ok && known.to == l.to && slices.Equal(known.path, l.path) {
			return true
		}
	}
	return false
}

// build assembles the chosen pieces, in the order of the sources.
func (m *merger) build() *document.Node {
	root := &document.Node{Kind: document.Mapping, Pos: m.sources[0].doc.Root.Pos}
	// made holds the containers of the merged document by pointer.
	made := map[string]*document.Node{"": root}
	for _, u := range m.order {
		parent := made[document.Pointer(u.path[:len(u.path)-1]...)]
		if !u.containers() {
			if u.chosen.member.Value != nil {
				put(parent, u)
			}
			continue
		}
		first := u.pieces[0].member
		container := &document.Node{Kind: first.Value.Kind, Pos: first.Value.Pos}
		made[document.Pointer(u.path...)] = container
		parent.Put(document.Member{Key: first.Key, KeyPos: first.KeyPos, Value: container})
	}
	return root
}

func put(parent *document.Node, u *unit) {
	if parent.Kind == document.Sequence {
		parent.Append(u.chosen.member.Value)
		return
	}
	member := u.chosen.member
	member.Key = u.path[len(u.path)-1]
	parent.Put(member)
}
