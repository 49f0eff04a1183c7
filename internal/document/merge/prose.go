package merge

import (
	"bytes"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// isProse reports whether a member of an object of a role is only for people to read: a
// description, a title or an example. Teams word these differently for one model, and
// improve them, so they are never a conflict, and no name depends on them.
func isProse(role openapi.Role, member document.Member) bool {
	if role == openapi.NoRole || role.NamesChildren() {
		return false // data, or names that the author chose
	}
	switch member.Key {
	case "description", "title", "summary", "$comment":
		return member.Value != nil && member.Value.Kind == document.String
	case "example", "examples", "externalDocs":
		return true
	}
	return false
}

// role returns what the piece is by the specification.
func (p *piece) role() openapi.Role {
	role := openapi.Root
	for i, key := range p.path {
		if i == 1 && p.path[0] == tagKind {
			key = "" // the tag's name is in the place of its index
		}
		role = openapi.ChildRole(role, key)
	}
	return role
}

// reworded reports whether pieces that say the same say it in different words. A rule may
// then choose among them, although nothing needs one.
func (m *merger) reworded(u *unit) bool {
	chosen := m.wording(u.chosen)
	return slices.ContainsFunc(u.pieces, func(p *piece) bool {
		return p != u.chosen && p.member.Value != nil && !bytes.Equal(chosen, m.wording(p))
	})
}

// wording returns everything that a piece says, also for people.
func (m *merger) wording(p *piece) []byte {
	if p.member.Value == nil {
		return nil
	}
	return m.appendCanonical(nil, p.member.Value, openapi.NoRole)
}
