package merge

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// Conflict is a rule of the configuration for pieces that differ between sources.
// Exactly one of Use and Rename is set.
//
// A rule without a star precedes rules with stars; otherwise the first in the list
// wins. A rule does not apply if its source lacks the piece.
type Conflict struct {
	// Component is a pattern for pieces: see the package comment.
	Component diag.Text
	// Use is the name of the source whose piece is used, or "first" for the first
	// that is given.
	Use diag.Text
	// Rename renames pieces. A pattern without a star renames even without a
	// conflict, so that names stay the same when the sources change; a pattern with
	// stars renames only what differs.
	Rename []Renaming
}

// Renaming is the new name of a piece in one source.
type Renaming struct {
	Source diag.Text // full name, or base name if that is unique
	Name   diag.Text // a star is replaced with the old name
}

// useFirst is the value of Use for the first source with a piece.
const useFirst = "first"

// rule is a Conflict whose sources are known.
type rule struct {
	Conflict
	first   bool
	use     *source
	renames map[*source]Renaming
	broken  bool // reported, so not to be reported as unused
	used    bool
	usedIn  map[*source]bool
}

// exact reports whether the rule is for one piece.
func (r *rule) exact() bool { return !strings.Contains(r.Component.Value, "*") }

// catchesAll reports whether the rule is a policy for all pieces, or all of one kind. It
// is there for the day of a conflict, and right without one.
func (r *rule) catchesAll() bool {
	kind, name, _ := strings.Cut(r.Component.Value, "/")
	return kind == "*" && (name == "" || name == "*") || name == "*" && !strings.Contains(kind, "*")
}

func (r *rule) matches(id string) bool { return matches(r.Component.Value, id) }

// matches reports whether a text matches a pattern, in which stars match any characters.
func matches(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	text, ok := strings.CutPrefix(text, parts[0])
	if !ok {
		return false
	}
	last := len(parts) - 1
	for _, part := range parts[1:last] {
		_, after, found := strings.Cut(text, part)
		if !found {
			return false
		}
		text = after
	}
	return strings.HasSuffix(text, parts[last])
}

// readRules checks the rules and orders them by precedence.
func (m *merger) readRules(conflicts []Conflict) {
	for _, c := range conflicts {
		r := &rule{Conflict: c, renames: map[*source]Renaming{}, usedIn: map[*source]bool{}}
		switch hasUse := c.Use != (diag.Text{}); {
		case hasUse == (len(c.Rename) > 0):
			r.broken = true
			m.ds.Errorf("bad-merge-rule", c.Component.Pos, "a rule must have either \"use\" or \"rename\"")
		case c.Use.Value == useFirst:
			r.first = true
		case hasUse:
			r.use = m.find(c.Use, `, or "first" for the first that has it`)
			r.broken = r.use == nil
		}
		for _, renaming := range c.Rename {
			m.readRenaming(r, renaming)
		}
		m.rules = append(m.rules, r)
	}
	slices.SortStableFunc(m.rules, func(a, b *rule) int {
		switch {
		case a.exact() == b.exact():
			return 0
		case a.exact():
			return -1
		default:
			return 1
		}
	})
}

func (m *merger) readRenaming(r *rule, renaming Renaming) {
	s := m.find(renaming.Source, "")
	name := renaming.Name
	kind, _, _ := strings.Cut(r.Component.Value, "/")
	switch {
	case s == nil:
	case r.renames[s] != Renaming{}:
		m.ds.Errorf("bad-merge-rule", renaming.Source.Pos, "%s is renamed in %s twice", quote(r.Component.Value), s.shown)
	case strings.Count(name.Value, "*") > 1:
		m.ds.Errorf("bad-merge-rule", name.Pos, "the new name %s has more than one star", quote(name.Value))
	case r.exact() && !renameable(kind):
		d := m.ds.Errorf("bad-merge-rule", r.Component.Pos, "%s cannot be renamed", quote(r.Component.Value))
		d.Hint = `rename only components and tags; for others, "use" a source`
	case name.Value == "" || kind != tagKind && !validName(strings.Replace(name.Value, "*", "", 1)):
		d := m.ds.Errorf("bad-merge-rule", name.Pos, "%s is not a valid component name", quote(name.Value))
		d.Hint = "use letters, digits, dots, hyphens and underscores"
	default:
		r.renames[s] = renaming
		return
	}
	r.broken = true
}

func renameable(kind string) bool { return kind == tagKind || openapi.IsComponentKind(kind) }

// validName reports whether s may be part of the name of a component.
func validName(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._-", r))
	})
}

// find returns the source that a rule names, or reports an unknown source, with what else
// may stand there.
func (m *merger) find(name diag.Text, also string) *source {
	wanted := cleanName(name.Value)
	if s := cmp.Or(m.byName[wanted], m.byLocation[wanted]); s != nil {
		return s
	}
	var found []*source
	var names, full []string
	for _, s := range m.sources {
		if baseName(s.name) == wanted {
			found = append(found, s)
			full = append(full, s.name)
		}
		names = append(names, s.shown)
	}
	switch len(found) {
	case 1:
		return found[0]
	case 0:
		m.ds.Errorf("unknown-source", name.Pos, "unknown source %s", quote(name.Value)).
			Hint = diag.Guess(name.Value, names, "use one of "+enumerate(names)+also)
	default:
		d := m.ds.Errorf("unknown-source", name.Pos, "%s matches %d sources", quote(name.Value), len(found))
		d.Hint = "use one of " + enumerate(full)
	}
	return nil
}

// useFor returns the first rule that chooses a piece of a unit.
func (m *merger) useFor(u *unit) (*rule, *piece) {
	for _, r := range m.rules {
		if !r.broken && r.matches(u.id) {
			if p := r.choice(u.pieces); p != nil {
				return r, p
			}
		}
	}
	return nil, nil
}

// choice returns the piece that the rule uses, or nil if it uses none of them.
func (r *rule) choice(pieces []*piece) *piece {
	var chosen *piece
	for _, p := range pieces {
		switch {
		case r.first && (chosen == nil || p.src.index < chosen.src.index):
			chosen = p
		case r.use == p.src && chosen == nil:
			chosen = p
		}
	}
	return chosen
}

// renamingFor returns the rule that renames a piece of a unit without renamed
// pieces; nil if there is none or an earlier rule resolves the unit by its Use.
func (m *merger) renamingFor(p *piece, u *unit) *rule {
	name := id(p.path)
	for _, r := range m.rules {
		if r.broken || !r.matches(name) {
			continue
		}
		if r.choice(u.pieces) != nil {
			return nil
		}
		if _, ok := r.renames[p.src]; ok {
			return r
		}
	}
	return nil
}

// rename applies the rules that rename, repeatedly: pieces that refer to something
// renamed differ from those that do not, and may have to be renamed next.
func (m *merger) rename() {
	m.group()
	for {
		// Choose all before renaming any, so that no choice depends on the order of the units.
		var chosen []*piece
		var by []*rule
		for _, u := range m.order {
			differs := m.differs(u)
			for _, p := range u.pieces {
				c, ok := p.component()
				if _, done := p.src.renamed[c]; done || !ok {
					continue
				}
				if r := m.renamingFor(p, u); r != nil && (r.exact() || differs) {
					chosen, by = append(chosen, p), append(by, r)
				}
			}
		}
		if chosen == nil {
			return
		}
		for i, p := range chosen {
			by[i].rename(p)
		}
		clear(m.canonical)
		m.group()
	}
}

// rename renames a piece as the rule says for its source.
func (r *rule) rename(p *piece) {
	c, _ := p.component()
	by := r.renames[p.src]
	p.src.renamed[c] = renamed{name: strings.Replace(by.Name.Value, "*", c.name, 1), by: by}
	r.used, r.usedIn[p.src] = true, true
}

// reportUnused warns of rules that had no effect.
func (m *merger) reportUnused() {
	for _, r := range m.rules {
		if r.broken {
			continue
		}
		if !r.used && r.catchesAll() && slices.ContainsFunc(m.names(), r.matches) {
			continue
		}
		if !r.used {
			message, hint := m.explainUnused(r)
			m.ds.Warnf("unused-merge-rule", r.Component.Pos, "%s", message).Hint = hint
			continue
		}
		if !r.exact() {
			continue
		}
		for s, renaming := range r.renames {
			if !r.usedIn[s] {
				m.ds.Warnf("unused-merge-rule", renaming.Source.Pos, "%s has no %s", s.shown, quote(r.Component.Value)).
					Hint = "remove this entry"
			}
		}
	}
}

// names returns the names of all pieces, before the merge and after it.
func (m *merger) names() []string {
	var names []string
	for _, u := range m.order {
		if u.containers() {
			continue
		}
		names = append(names, u.id)
		for _, p := range u.pieces {
			names = append(names, id(p.path))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// explainUnused says why a rule had no effect, with a suggestion.
func (m *merger) explainUnused(r *rule) (message, hint string) {
	pattern, names := quote(r.Component.Value), m.names()
	found := slices.ContainsFunc(names, r.matches)
	switch {
	case found && r.exact():
		return pattern + " needs no rule: there is no conflict without this one", "remove the rule"
	case found:
		return "no conflict that matches " + pattern + " needs this rule", "remove the rule"
	case r.exact():
		message = "no source has " + pattern
	default:
		message = "nothing matches " + pattern
	}
	return message, diag.Guess(r.Component.Value, names, `use a kind and a name, such as "schemas/Employee", "paths//employees/{id}/get" or "tags/*"`)
}

func quote(s string) string { return strconv.Quote(s) }

func enumerate(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = quote(name)
	}
	return strings.Join(quoted, ", ")
}
