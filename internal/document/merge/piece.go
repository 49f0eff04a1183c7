package merge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// tagKind is the kind of component that a tag is.
const tagKind = "tags"

// piece is a part of a source that is compared and used as a whole, or a container
// of such parts.
type piece struct {
	src *source
	// path is the path of the piece in its source, with the name of a tag instead of its index.
	path []string
	// member is the piece with its key. It has no value if the source lacks the
	// piece but would inherit it: see the package comment.
	member    document.Member
	pointer   string
	container bool
}

// pos is the position for messages.
func (p *piece) pos() diag.Position {
	if p.member.KeyPos.IsZero() && p.member.Value != nil {
		return p.member.Value.Pos
	}
	return p.member.KeyPos
}

// component returns the component that the piece is, or false if it cannot be renamed.
func (p *piece) component() (component, bool) {
	switch {
	case p.container:
		return component{}, false
	case len(p.path) == 3 && p.path[0] == "components":
		return component{p.path[1], p.path[2]}, true
	case len(p.path) == 2 && p.path[0] == tagKind:
		return component{tagKind, p.path[1]}, true
	}
	return component{}, false
}

// merged is the path of the piece in the merged document.
func (p *piece) merged() []string {
	c, ok := p.component()
	if !ok {
		return p.path
	}
	at := slices.Clone(p.path)
	at[len(at)-1] = p.src.nameOf(c)
	return at
}

// id returns the name of a path in the patterns of rules.
func id(path []string) string {
	if len(path) == 3 && path[0] == "components" {
		path = path[1:]
	}
	return strings.Join(path, "/")
}

// collect splits a source into pieces.
func (m *merger) collect(s *source) {
	for member := range s.doc.Root.Members() {
		at := []string{member.Key}
		switch member.Key {
		case "components":
			m.collectComponents(s, at, member)
		case "paths", "webhooks", "x-webhooks":
			m.collectPaths(s, at, member)
		case "tags":
			m.collectTags(s, at, member)
		default:
			s.add(at, member, false)
		}
	}
	if s.doc.Root.Get("security") == nil && lacksSecurity(s.doc.Root) {
		s.add([]string{"security"}, document.Member{Key: "security", KeyPos: s.doc.Root.Pos}, false)
	}
	m.collectUsedTags(s)
}

func (s *source) add(at []string, member document.Member, container bool) {
	s.pieces = append(s.pieces, &piece{
		src: s, path: at, member: member, pointer: document.Pointer(at...), container: container,
	})
}

// isMapping reports whether a container is a mapping. Anything else is a single
// piece, neither lost nor joined.
func isMapping(n *document.Node) bool { return n != nil && n.Kind == document.Mapping }

func (m *merger) collectComponents(s *source, at []string, components document.Member) {
	s.add(at, components, isMapping(components.Value))
	for kind := range components.Value.Members() {
		at := []string{at[0], kind.Key}
		named := openapi.IsComponentKind(kind.Key) && isMapping(kind.Value)
		s.add(at, kind, named)
		if !named {
			continue
		}
		for c := range kind.Value.Members() {
			s.add([]string{at[0], at[1], c.Key}, c, false)
		}
	}
}

func (m *merger) collectPaths(s *source, at []string, paths document.Member) {
	s.add(at, paths, isMapping(paths.Value))
	for item := range paths.Value.Members() {
		at := []string{at[0], item.Key}
		joinable := isMapping(item.Value) && item.Value.Get("$ref") == nil && !strings.HasPrefix(item.Key, "x-")
		s.add(at, item, joinable)
		if !joinable {
			continue
		}
		operations := false
		for member := range item.Value.Members() {
			at := []string{at[0], at[1], member.Key}
			several := openapi.ChildRole(openapi.PathItem, member.Key) == openapi.OperationMap && isMapping(member.Value)
			s.add(at, member, several)
			if !several {
				continue
			}
			for o := range member.Value.Members() {
				s.add([]string{at[0], at[1], at[2], o.Key}, o, false)
			}
		}
		for range openapi.Methods(item.Value) {
			operations = true
			break
		}
		for _, inherited := range []string{"parameters", "servers"} {
			if operations && item.Value.Get(inherited) == nil {
				s.add([]string{at[0], at[1], inherited}, document.Member{Key: inherited, KeyPos: item.KeyPos}, false)
			}
		}
	}
}

func (m *merger) collectTags(s *source, at []string, tags document.Member) {
	list := tags.Value.Kind == document.Sequence
	s.add(at, tags, list)
	for i, tag := range tags.Value.Items() {
		name, ok := tag.Get("name").Text()
		if !ok {
			// A tag without a name is identified by its content.
			name = string(tag.AppendJSON(nil))
		}
		s.pieces = append(s.pieces, &piece{
			src: s, path: []string{at[0], name}, member: document.Member{Key: name, Value: tag},
			pointer: document.Pointer(at[0], strconv.Itoa(i)),
		})
	}
}

// collectUsedTags adds the undeclared tags of operations, which can be renamed, too.
func (m *merger) collectUsedTags(s *source) {
	declared := map[string]bool{}
	for _, tag := range s.doc.Root.Get("tags").Items() {
		name, _ := tag.Get("name").Text()
		declared[name] = true
	}
	for el := range openapi.AllOperations(s.doc.Root) {
		if el.Role != openapi.Operation {
			continue
		}
		for _, tag := range el.Node.Get("tags").Items() {
			if name, ok := tag.Text(); ok && !declared[name] {
				declared[name] = true
				s.add([]string{tagKind, name}, document.Member{Key: name, KeyPos: tag.Pos}, false)
			}
		}
	}
}

// lacksSecurity reports whether some operation inherits the security of the top level.
func lacksSecurity(root *document.Node) bool {
	found := false
	for el := range openapi.AllOperations(root) {
		if el.Role == openapi.Operation && isMapping(el.Node) && el.Node.Get("security") == nil {
			found = true
		}
	}
	return found
}
