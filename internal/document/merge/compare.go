package merge

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// text returns the canonical text of a piece, for comparison: JSON with sorted
// keys, normalized numbers, and the links of the merged document.
func (m *merger) text(p *piece) []byte {
	if text, ok := m.canonical[p]; ok {
		return text
	}
	var text []byte
	if p.member.Value == nil {
		// For inherited keys, absent and empty mean the same.
		text = []byte("[]")
	} else {
		text = m.appendCanonical(nil, p.member.Value, p.role())
	}
	m.canonical[p] = text
	return text
}

// appendCanonical appends the canonical text of a node of a role, without what is only
// for people to read.
func (m *merger) appendCanonical(dst []byte, n *document.Node, role openapi.Role) []byte {
	switch {
	case role == openapi.Example:
		return append(dst, "example"...)
	case n.Kind == document.Mapping:
		members := m.members(n)
		slices.SortFunc(members, func(a, b document.Member) int { return cmp.Compare(a.Key, b.Key) })
		dst = append(dst, '{')
		for _, member := range members {
			if isProse(role, member) {
				continue
			}
			dst = strconv.AppendQuote(dst, member.Key)
			dst = append(dst, ':')
			dst = m.appendCanonical(dst, member.Value, openapi.ChildRole(role, member.Key))
			dst = append(dst, ',')
		}
		return append(dst, '}')
	case n.Kind == document.Sequence:
		dst = append(dst, '[')
		for i, item := range n.Items() {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = m.appendCanonical(dst, item, openapi.ChildRole(role, ""))
		}
		return append(dst, ']')
	case n.Kind == document.String:
		return strconv.AppendQuote(dst, m.scalar(n))
	default:
		return append(dst, m.scalar(n)...)
	}
}

// members returns the members of a mapping under their keys in the merged document.
func (m *merger) members(n *document.Node) []document.Member {
	members := slices.Collect(n.Members())
	if l, ok := m.links[n]; ok && l.form == requirement {
		for i := range members {
			members[i].Key = l.key(members[i].Key)
		}
	}
	return members
}

// scalar returns the canonical text of a scalar.
func (m *merger) scalar(n *document.Node) string {
	switch n.Kind {
	case document.String:
		if l, ok := m.links[n]; ok {
			return l.text()
		}
		return n.Value
	case document.Number:
		return normalNumber(n.Value)
	case document.Null:
		return "null"
	default:
		return n.Value
	}
}

// normalNumber normalizes JSON number literals, such as 1, 1.0 and 10e-1.
func normalNumber(s string) string {
	sign := ""
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		sign, s = "-", rest
	}
	mantissa, exponent := s, int64(0)
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		e, err := strconv.ParseInt(s[i+1:], 10, 32)
		if err != nil {
			return sign + s // not worth normalizing
		}
		mantissa, exponent = s[:i], e
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	exponent -= int64(len(fraction))
	short := strings.TrimRight(digits, "0")
	exponent += int64(len(digits) - len(short))
	if short == "" {
		return "0"
	}
	return sign + short + "e" + strconv.FormatInt(exponent, 10)
}

func (m *merger) equal(a, b *piece) bool { return bytes.Equal(m.text(a), m.text(b)) }

func description(p *piece) string {
	text, _ := p.member.Value.Get("description").Text()
	return text
}

// difference is the first difference between two pieces. A node is nil where it is missing.
type difference struct {
	path []string // from the piece
	a, b *document.Node
	// lengths is set if the nodes are lists of different lengths.
	lengths bool
	// requirements are the security requirements that differ in a key.
	requirements []*document.Node
}

// differ finds the first difference in the order of a.
func (m *merger) differ(a, b *document.Node, role openapi.Role, path []string) *difference {
	here := func() *difference { return &difference{path: slices.Clone(path), a: a, b: b} }
	switch {
	case a == nil && b == nil, role == openapi.Example:
		return nil
	case a == nil || b == nil || a.Kind != b.Kind:
		return here()
	case a.Kind == document.Mapping:
		d := m.differInMembers(m.members(a), m.members(b), role, path)
		if l := m.links[a]; d != nil && l.form == requirement {
			d.requirements = []*document.Node{a, b}
		}
		return d
	case a.Kind == document.Sequence:
		for i := range min(a.Len(), b.Len()) {
			if d := m.differ(a.Items()[i], b.Items()[i], openapi.ChildRole(role, ""), append(path, strconv.Itoa(i))); d != nil {
				return d
			}
		}
		if a.Len() != b.Len() {
			d := here()
			d.lengths = true
			return d
		}
		return nil
	case m.scalar(a) != m.scalar(b):
		return here()
	}
	return nil
}

func (m *merger) differInMembers(as, bs []document.Member, role openapi.Role, path []string) *difference {
	prose := func(member document.Member) bool { return isProse(role, member) }
	as, bs = slices.DeleteFunc(slices.Clone(as), prose), slices.DeleteFunc(slices.Clone(bs), prose)
	values := make(map[string]*document.Node, len(bs))
	for _, member := range bs {
		values[member.Key] = member.Value
	}
	for _, member := range as {
		if d := m.differ(member.Value, values[member.Key], openapi.ChildRole(role, member.Key), append(path, member.Key)); d != nil {
			return d
		}
		delete(values, member.Key)
	}
	for _, member := range bs {
		if values[member.Key] != nil {
			return m.differ(nil, member.Value, openapi.NoRole, append(path, member.Key))
		}
	}
	return nil
}
