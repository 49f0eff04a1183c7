package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// unit is the set of pieces at one path of the merged document.
type unit struct {
	path   []string
	id     string
	pieces []*piece
	// chosen is the piece to use; nil for containers, and where no source has a value.
	chosen *piece
	// placed is set by the first piece with a value, which determines the order of the unit.
	placed bool
}

// containers reports whether all pieces are containers, which are joined rather than compared.
func (u *unit) containers() bool {
	return !slices.ContainsFunc(u.pieces, func(p *piece) bool { return !p.container })
}

// mixed reports whether the unit is a container only in some sources. It is then
// taken as a whole from one of them.
func (u *unit) mixed() bool {
	return !u.containers() && slices.ContainsFunc(u.pieces, func(p *piece) bool { return p.container })
}

// group rebuilds the units.
func (m *merger) group() {
	m.units, m.order = map[string]*unit{}, nil
	var silent []*unit
	for _, s := range m.sources {
		for _, p := range s.pieces {
			path := p.merged()
			key := document.Pointer(path...)
			u := m.units[key]
			if u == nil {
				u = &unit{path: path, id: id(path)}
				m.units[key] = u
			}
			switch {
			case u.placed:
			case p.member.Value != nil:
				u.placed = true
				m.order = append(m.order, u)
			case len(u.pieces) == 0:
				silent = append(silent, u)
			}
			u.pieces = append(u.pieces, p)
		}
	}
	for _, u := range silent {
		if !u.placed {
			m.order = append(m.order, u)
		}
	}
}

// differs reports whether the pieces of a unit differ.
func (m *merger) differs(u *unit) bool {
	if u.containers() {
		return false
	}
	base := m.base(u.pieces)
	return slices.ContainsFunc(u.pieces, func(p *piece) bool { return !m.same(base, p) })
}

// same compares pieces like equal, but undeclared tags are equal to any.
func (m *merger) same(base, p *piece) bool {
	undeclared := p.path[0] == tagKind && (p.member.Value == nil || base.member.Value == nil)
	return p == base || undeclared || m.equal(base, p)
}

// base returns the piece that others are compared with, which is used if they are
// equal: the first with content.
func (m *merger) base(pieces []*piece) *piece {
	base := pieces[0]
	for _, p := range pieces {
		if p.member.Value == nil {
			continue
		}
		if base.member.Value == nil {
			base = p
		}
		if p.path[0] == tagKind && description(base) == "" && description(p) != "" {
			base = p
		}
	}
	return base
}

// settle chooses the piece of every unit and reports the conflicts that no rule resolves.
func (m *merger) settle() {
	m.isolate()
	for _, u := range m.order {
		if u.containers() {
			continue
		}
		u.chosen = m.base(u.pieces)
		if m.taken(u) {
			continue
		}
		switch u.id {
		case "openapi":
			u.chosen = m.highest(u.pieces)
			continue
		case "info", "externalDocs", "servers":
			m.precede(u)
			continue
		}
		differs := m.differs(u)
		if !differs && !m.reworded(u) {
			continue
		}
		r, chosen := m.useFor(u)
		switch {
		case r == nil && !differs:
			continue
		case r == nil:
			m.conflict(u)
			continue
		}
		r.used = true
		u.chosen = chosen
	}
}

// isolate excludes the content of mixed units from comparison: they are taken as a whole.
func (m *merger) isolate() {
	var closed []string
	for key, u := range m.units {
		if u.mixed() {
			closed = append(closed, key+"/")
		}
	}
	if closed == nil {
		return
	}
	m.order = slices.DeleteFunc(m.order, func(u *unit) bool {
		key := document.Pointer(u.path...)
		return slices.ContainsFunc(closed, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
	})
}

// precede chooses by the order of the sources.
func (m *merger) precede(u *unit) {
	r, chosen := m.useFor(u)
	if r == nil {
		u.chosen = (&rule{first: true}).choice(u.pieces)
		if u.id == "servers" && m.differs(u) {
			m.reportServers(u)
		}
		return
	}
	r.used = r.used || len(u.pieces) > 1
	u.chosen = chosen
}

// highest returns the piece with the highest version of OpenAPI 3. An unsupported
// version wins, so that the merged document is rejected like that source.
func (m *merger) highest(pieces []*piece) *piece {
	highest, minor, patch := pieces[0], -1, -1
	for _, p := range pieces {
		text, _ := p.member.Value.Text()
		version, ok := strings.CutPrefix(text, "3.")
		first, rest, _ := strings.Cut(version, ".")
		x, err := strconv.Atoi(first)
		if !ok || err != nil {
			return p
		}
		y, err := strconv.Atoi(rest)
		if err != nil {
			y = 0
		}
		if cmp.Or(cmp.Compare(x, minor), cmp.Compare(y, patch)) > 0 {
			highest, minor, patch = p, x, y
		}
	}
	return highest
}
