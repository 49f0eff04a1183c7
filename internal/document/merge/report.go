package merge

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// taken reports a new name that is already taken.
func (m *merger) taken(u *unit) bool {
	var owner *piece
	for _, p := range u.pieces {
		if c, ok := p.component(); ok && (owner == nil || c.name == u.path[len(u.path)-1]) {
			owner = p
		}
	}
	if owner == nil {
		return false
	}
	own, _ := owner.component()
	found := false
	for _, p := range u.pieces {
		c, _ := p.component()
		if c.name == own.name {
			continue
		}
		found = true
		r := p.src.renamed[c]
		d := m.ds.Errorf("rename-taken", r.by.Name.Pos, "%s cannot be renamed to %s: %s already has that name",
			at(p), quote(u.id), at(owner))
		d.Hint = "choose another name"
		d.Related = []diag.Related{{Pos: owner.pos(), Message: "has the name"}, {Pos: p.pos(), Message: "to be renamed"}}
	}
	return found
}

// at describes a piece and its source.
func at(p *piece) string { return quote(id(p.path)) + " of " + p.src.shown }

// conflict reports a unit whose pieces differ, at the first piece that is not equal
// to the base.
func (m *merger) conflict(u *unit) {
	base := m.base(u.pieces)
	var odd *piece
	for _, p := range u.pieces {
		if !m.same(base, p) {
			odd = p
			break
		}
	}
	d := m.ds.Errorf("merge-conflict", odd.pos(), "%s differs between %s and %s", quote(u.id), base.src.shown, odd.src.shown)
	d.Pointer = odd.pointer
	d.Related = append(d.Related, diag.Related{Pos: base.pos(), Message: "declared in " + base.src.shown})
	for _, p := range u.pieces {
		if p == base || p == odd || p.path[0] == tagKind && p.member.Value == nil {
			continue
		}
		message := "declared in " + p.src.shown
		switch {
		case m.same(base, p):
			message += ", equal to " + base.src.shown
		case m.same(odd, p):
			message += ", equal to " + odd.src.shown
		}
		d.Related = append(d.Related, diag.Related{Pos: p.pos(), Message: message})
	}
	if diff := m.differ(base.member.Value, odd.member.Value, base.role(), nil); diff != nil {
		m.explain(d, diff, base, odd)
	}
	d.Hint = m.remedy(u, base, odd)
}

// explain adds the first difference to a message.
func (m *merger) explain(d *diag.Diagnostic, diff *difference, a, b *piece) {
	where := "it"
	if len(diff.path) > 0 {
		where = quote(document.Pointer(diff.path...))
	}
	switch {
	case diff.a == nil || diff.b == nil:
		only, node := a, diff.a
		if node == nil {
			only, node = b, diff.b
		}
		d.Message += ": " + where + " is only in " + only.src.shown
		if len(diff.path) > 0 {
			d.Related = append(d.Related, diag.Related{Pos: node.Pos, Message: "only in " + only.src.shown})
		}
		m.explainKey(d, diff)
		return
	case diff.lengths:
		d.Message += ": " + where + " has " + items(diff.a.Len()) + " in " + a.src.shown + " and " + strconv.Itoa(diff.b.Len()) + " in " + b.src.shown
	default:
		d.Message += ": " + where + " is " + m.show(diff.a) + " in " + a.src.shown + " and " + m.show(diff.b) + " in " + b.src.shown
	}
	d.Related = append(d.Related,
		diag.Related{Pos: diff.a.Pos, Message: "differs in " + a.src.shown},
		diag.Related{Pos: diff.b.Pos, Message: "differs in " + b.src.shown})
	m.explainRename(d, diff)
}

// explainRename adds the reason if a link differs only because its target was
// renamed in one of the sources.
func (m *merger) explainRename(d *diag.Diagnostic, diff *difference) {
	if diff.a.Value != diff.b.Value {
		return
	}
	for _, n := range []*document.Node{diff.a, diff.b} {
		if l, ok := m.links[n]; ok {
			if r, moved := l.renamed(); moved {
				c, _ := l.target()
				blame(d, l.to, c, r)
				return
			}
		}
	}
}

// explainKey is explainRename for the keys of security requirements.
func (m *merger) explainKey(d *diag.Diagnostic, diff *difference) {
	for _, n := range diff.requirements {
		s := m.links[n].to
		for _, key := range n.Keys() {
			c := component{"securitySchemes", key}
			r, ok := s.renamed[c]
			if last := diff.path[len(diff.path)-1]; ok && r.name != key && (r.name == last || key == last) {
				blame(d, s, c, r)
				return
			}
		}
	}
}

// blame adds the rule that caused a conflict.
func blame(d *diag.Diagnostic, s *source, c component, r renamed) {
	d.Message += ", because a rule renames " + quote(c.kind+"/"+c.name) + " of " + s.shown
	d.Related = append(d.Related, diag.Related{Pos: r.by.Name.Pos, Message: "renamed by this rule"})
}

func items(n int) string {
	if n == 1 {
		return "1 item"
	}
	return strconv.Itoa(n) + " items"
}

// show formats a value for a message.
func (m *merger) show(n *document.Node) string {
	text := m.scalar(n)
	switch n.Kind {
	case document.Mapping, document.Sequence:
		return "a " + n.Kind.String()
	case document.Number:
		text = n.Value // as written
	}
	const longest = 60
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	if n.Kind == document.String {
		return quote(text)
	}
	return text
}

// remedy suggests a rule that resolves a conflict.
func (m *merger) remedy(u *unit, base, odd *piece) string {
	component := "{component: " + quote(u.id) + ", "
	hint := "add to merge.conflicts: " + component + "use: " + quote(base.src.shown) + "}"
	c, ok := odd.component()
	if !ok {
		return hint + " or another source"
	}
	if base.src == odd.src {
		return "remove one of them from " + odd.src.shown
	}
	return hint + ", or to keep both " + component + "rename: {" + quote(odd.src.shown) + ": " + quote(m.freeName(odd.src, c)) + "}}"
}

// freeName suggests an unused name for a component, with the name of its source.
func (m *merger) freeName(s *source, c component) string {
	words := strings.FieldsFunc(stem(s.name), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	prefix := ""
	for _, word := range words {
		prefix += strings.ToUpper(word[:1]) + word[1:]
	}
	path := []string{"components", c.kind, ""}
	if c.kind == tagKind {
		path = []string{tagKind, ""}
		prefix += " "
	}
	for i := 1; ; i++ {
		name := prefix + c.name
		if i > 1 {
			name += strconv.Itoa(i)
		}
		path[len(path)-1] = name
		if m.units[document.Pointer(path...)] == nil {
			return name
		}
	}
}

// reportServers warns that only the servers of one source are used.
func (m *merger) reportServers(u *unit) {
	for _, p := range u.pieces {
		if m.equal(u.chosen, p) {
			continue
		}
		d := m.ds.Warnf("merge-servers", p.pos(), "the servers differ between %s and %s; using those of %[1]s", u.chosen.src.shown, p.src.shown)
		d.Pointer = p.pointer
		d.Hint = "if this is intended, add to merge.conflicts: {component: \"servers\", use: " + quote(u.chosen.src.shown) + "}"
		d.Related = []diag.Related{{Pos: u.chosen.pos(), Message: "the servers in use"}}
	}
}
