package merge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// link is a node that names something in a source, which may have another name in
// the merged document.
type link struct {
	form linkForm
	to   *source
	path []string // in the source that it points to
	away bool     // the link names a file, its own or that of another source
}

type linkForm int

const (
	reference   linkForm = iota // a string such as "#/components/schemas/Employee"
	bareName                    // a string that is just the name
	requirement                 // a mapping whose keys are names of security schemes
)

// target returns the component that a link points to or into.
func (l link) target() (component, bool) {
	switch {
	case l.form == requirement:
	case len(l.path) >= 3 && l.path[0] == "components" && openapi.IsComponentKind(l.path[1]):
		return component{l.path[1], l.path[2]}, true
	case l.form == bareName && l.path[0] == tagKind:
		return component{tagKind, l.path[1]}, true
	}
	return component{}, false
}

// renamed returns the new name of the target, if it was renamed.
func (l link) renamed() (renamed, bool) {
	c, ok := l.target()
	if !ok {
		return renamed{}, false
	}
	r, ok := l.to.renamed[c]
	return r, ok && r.name != c.name
}

// text returns the link in the merged document, in normalized spelling.
func (l link) text() string {
	r, moved := l.renamed()
	if l.form == bareName {
		if moved {
			return r.name
		}
		return l.path[len(l.path)-1]
	}
	at := l.path
	if moved {
		at = slices.Clone(at)
		at[2] = r.name
	}
	return referenceTo(at...)
}

func referenceTo(path ...string) string {
	// Fragments are percent-decoded when read.
	return "#" + strings.ReplaceAll(document.Pointer(path...), "%", "%25")
}

// key returns the key of a security requirement in the merged document.
func (l link) key(key string) string {
	return l.to.nameOf(component{"securitySchemes", key})
}

// union is a discriminator with the references that it selects from.
type union struct {
	discriminator *document.Node
	variants      []*document.Node
}

// collectLinks finds all links in a source.
func (m *merger) collectLinks(s *source) {
	for ref := range openapi.Refs(s.doc.Root) {
		m.addReference(s, ref.Node, ref.Pointer())
	}
	for _, tag := range s.doc.Root.Get("tags").Items() {
		m.addTag(s, tag.Get("name"))
	}
	for el := range openapi.All(s.doc.Root) {
		switch el.Role {
		case openapi.Root:
			m.addSecurity(s, el.Node)
		case openapi.Operation:
			m.addSecurity(s, el.Node)
			for _, tag := range el.Node.Get("tags").Items() {
				m.addTag(s, tag)
			}
		case openapi.Schema:
			m.addDiscriminator(s, el)
		case openapi.Link:
			m.addOperationRef(s, el.Node.Get("operationRef"))
		}
	}
}

func (m *merger) addTag(s *source, name *document.Node) {
	if text, ok := name.Text(); ok {
		m.links[name] = link{form: bareName, to: s, path: []string{tagKind, text}}
	}
}

func (m *merger) addSecurity(s *source, holder *document.Node) {
	for _, r := range holder.Get("security").Items() {
		if isMapping(r) {
			m.links[r] = link{form: requirement, to: s}
		}
	}
}

func (m *merger) addDiscriminator(s *source, el openapi.Element) {
	d := el.Node.Get("discriminator")
	if !isMapping(d) {
		return
	}
	for member := range d.Get("mapping").Members() {
		m.addMapped(s, member.Value, el.Pointer()+document.Pointer("discriminator", "mapping", member.Key))
	}
	m.addMapped(s, d.Get("defaultMapping"), el.Pointer()+document.Pointer("discriminator", "defaultMapping"))
	u := union{discriminator: d}
	for _, keyword := range []string{"oneOf", "anyOf"} {
		for _, variant := range el.Node.Get(keyword).Items() {
			if ref := variant.Get("$ref"); ref != nil {
				u.variants = append(u.variants, ref)
			}
		}
	}
	m.unions = append(m.unions, u)
}

// addMapped records the schema that a discriminator names.
func (m *merger) addMapped(s *source, n *document.Node, pointer string) {
	text, ok := n.Text()
	switch {
	case !ok:
	case strings.Contains(text, "#"):
		m.addReference(s, n, pointer)
	default:
		m.links[n] = link{form: bareName, to: s, path: []string{"components", "schemas", text}}
	}
}

// addReference records the target of a reference. Malformed references are left for
// openapi.CheckRefs to report.
func (m *merger) addReference(s *source, n *document.Node, pointer string) {
	text, ok := n.Text()
	if !ok {
		return
	}
	file, fragment, fragmented := strings.Cut(text, "#")
	if file == "" && !fragmented {
		return
	}
	to := s
	if file != "" {
		if to = m.byLocation[resolve(s.location, file)]; to == nil {
			if slashed := strings.TrimLeft(text, "/"); fragmented || s.doc.Root.At("#/"+slashed) == nil {
				m.external(s, n, pointer, file)
			}
			return
		}
	}
	segments, ok := document.Segments("#" + fragment)
	if !ok {
		if to != s {
			m.ds.Errorf("bad-ref", n.Pos, "%q has no valid JSON pointer after the #", text).Pointer = pointer
		}
		return
	}
	switch {
	case len(segments) == 0 && to != s:
		d := m.ds.Errorf("external-ref", n.Pos, "%q refers to a whole file", text)
		d.Pointer = pointer
		d.Hint = "refer to a part of it, such as " + strconv.Quote(file+"#/components/schemas/Name")
		return
	case to.has(segments):
	case to != s:
		d := m.ds.Errorf("missing-ref", n.Pos, "%q does not exist in %s", "#"+fragment, to.shown)
		d.Pointer = pointer
		if near := nearestSibling(to, segments); near != "" {
			d.Hint = "did you mean " + strconv.Quote(file+near) + "?"
		}
		return
	default:
		if other := m.owner(segments); other != nil {
			m.borrow(s, other, n, segments, pointer)
			to = other
		}
	}
	m.links[n] = link{to: to, path: segments, away: to != s || file != ""}
}

// addOperationRef records the operation that a link of a response points to. An
// operation in no source is not an error: it may belong to another API.
func (m *merger) addOperationRef(s *source, n *document.Node) {
	text, _ := n.Text()
	file, fragment, _ := strings.Cut(text, "#")
	to := s
	if file != "" {
		to = m.byLocation[resolve(s.location, file)]
	}
	segments, ok := document.Segments("#" + fragment)
	if ok && len(segments) > 0 && to != nil && to.has(segments) {
		m.links[n] = link{to: to, path: segments, away: file != ""}
	}
}

// nearestSibling suggests a correction for a pointer with a wrong last segment.
func nearestSibling(s *source, segments []string) string {
	last := len(segments) - 1
	name := diag.Nearest(segments[last], s.doc.Root.At(document.Pointer(segments[:last]...)).Keys())
	if name == "" {
		return ""
	}
	return referenceTo(append(slices.Clone(segments[:last]), name)...)
}

// owner returns the first source with a node at a path, or nil.
func (m *merger) owner(segments []string) *source {
	for _, s := range m.sources {
		if s.has(segments) {
			return s
		}
	}
	return nil
}

// borrow warns of a reference whose target is only in another source: it may be
// intended, or match something that merely has the same name.
func (m *merger) borrow(s, owner *source, n *document.Node, segments []string, pointer string) {
	target := document.Pointer(segments...)
	if s.borrowed[target] {
		return // one warning per target is enough
	}
	s.borrowed[target] = true
	d := m.ds.Warnf("borrowed-ref", n.Pos, "%q does not exist in %s; using that of %s", n.Value, s.shown, owner.shown)
	d.Pointer = pointer
	d.Hint = "if this is intended, put the file name, relative to this file, before the #"
}

// external reports a reference to a file that is not a source. With a single
// source, openapi.CheckRefs does so.
func (m *merger) external(s *source, n *document.Node, pointer, file string) {
	if len(m.sources) == 1 {
		return
	}
	d := m.ds.Errorf("external-ref", n.Pos, "%q points to a file that is not a source", n.Value)
	d.Pointer = pointer
	full := resolve(cleanName(s.doc.File), file)
	names := make([]string, len(m.sources))
	for i, other := range m.sources {
		names[i] = cleanName(other.doc.File)
	}
	d.Hint = "add " + strconv.Quote(full) + " to the sources"
	if near := diag.Nearest(full, names); near != "" {
		d.Hint = "did you mean the source " + strconv.Quote(near) + "? else add " + strconv.Quote(full) + " to the sources"
	}
}
