package external

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// declare gives targets the names of the components that are nothing but a reference
// to them.
func (r *resolver) declare() {
	for kind := range r.main.root.Get("components").Members() {
		if !openapi.IsComponentKind(kind.Key) {
			continue
		}
		for component := range kind.Value.Members() {
			ref := refIn(component.Value)
			if ref == nil || component.Value.Len() != 1 {
				continue
			}
			role := openapi.ChildRole(openapi.ChildRole(openapi.Components, kind.Key), component.Key)
			t := r.follow(use{ref: ref, role: role, holder: component.Value}).target
			if t == nil || t.home != "" || openapi.ComponentKind(role) == "" {
				continue
			}
			t.home, t.own, t.declared = document.Pointer("components", kind.Key, component.Key), true, true
			r.homes[t.home] = t
		}
	}
}

// nest finds targets within other targets, such as a property of a schema: they are
// part of that component, and no component of their own.
func (r *resolver) nest() {
	for _, t := range r.order {
		if t.declared || (use{role: t.role}).copied() {
			continue
		}
		if above := r.above(t); above != nil {
			t.home = document.Pointer(t.path[len(above.path):]...) // completed when all have names
		}
	}
}

// above returns the outermost component that has a target as one of its parts.
func (r *resolver) above(t *target) *target {
	for i := range t.path {
		pointer := document.Pointer(t.path[:i]...)
		for role := openapi.NoRole + 1; role <= openapi.Link; role++ {
			outer := r.targets[key{t.key.file, pointer, role}]
			if outer == nil || (use{role: role}).copied() || !outer.found {
				continue
			}
			if roleAt(outer.node, role, t.path[i:]) == t.role {
				return outer
			}
		}
	}
	return nil
}

// roleAt returns the role of the node at a path below a node with a role.
func roleAt(n *document.Node, role openapi.Role, path []string) openapi.Role {
	for _, segment := range path {
		if n.Kind == document.Sequence {
			role = openapi.ChildRole(role, "")
		} else {
			role = openapi.ChildRole(role, segment)
		}
		n = n.At(document.Pointer(segment))
	}
	return role
}

// name gives all other components their names.
func (r *resolver) name() {
	var nested []*target
	for _, t := range r.order {
		switch {
		case t.declared || (use{role: t.role}).copied():
		case t.home != "":
			nested = append(nested, t)
		default:
			r.nameOf(t)
		}
	}
	for _, t := range nested {
		t.home = r.above(t).home + t.home
	}
}

// nameOf gives a component its own name, else that name with the part of its path that
// tells it from the component which has the name, else with a number.
func (r *resolver) nameOf(t *target) {
	kind := openapi.ComponentKind(t.role)
	wanted := naturalName(t.key.file, t.path)
	components := r.main.root.Get("components").Get(kind)
	var occupant *target
	apart := wanted
	if part := r.distinction(t, r.homes[document.Pointer("components", kind, wanted)]); part != "" {
		apart = plainName(part) + "_" + wanted
	}
	for i := 0; ; i++ {
		name := wanted
		if i > 0 {
			name = apart
		}
		if i > 1 || i == 1 && apart == wanted {
			name += "_" + strconv.Itoa(max(i, 2))
		}
		home := document.Pointer("components", kind, name)
		other, own := r.homes[home], components.Get(name)
		switch {
		case other != nil && r.equal(t.node, other.node, t.role, nil):
			t.home = home
			return
		case other == nil && own != nil && r.equal(t.node, own, t.role, nil):
			t.home = home
			return
		case other == nil && own == nil:
			t.home, t.own = home, true
			r.homes[home] = t
			if i > 0 && isNamed(t.role) {
				r.warnOfName(t, occupant, kind, wanted, name)
			}
			return
		case i == 0:
			occupant = other
		}
	}
}

// distinction returns the innermost part of the path of a target in which it differs
// from another, or its file if that is a component of the description.
func (r *resolver) distinction(t, other *target) string {
	own := r.wayTo(t)
	if other == nil {
		if len(own) > 1 {
			return own[len(own)-2]
		}
		return ""
	}
	theirs := r.wayTo(other)
	slices.Reverse(own)
	slices.Reverse(theirs)
	for i, part := range own {
		if i >= len(theirs) || part != theirs[i] {
			return part
		}
	}
	return ""
}

// wayTo returns the folders of a target below the description, its file without the
// extension, and the last segment of its pointer.
func (r *resolver) wayTo(t *target) []string {
	folder, name := path.Split(filepath.ToSlash(t.key.file))
	folder = strings.TrimPrefix(folder, path.Dir(filepath.ToSlash(r.main.name))+"/")
	way := strings.FieldsFunc(folder, func(c rune) bool { return c == '/' })
	way = append(way, strings.TrimSuffix(name, path.Ext(name)))
	if len(t.path) > 0 {
		way = append(way, t.path[len(t.path)-1])
	}
	return way
}

// isNamed reports whether the name of a component has an effect on the SDK.
func isNamed(role openapi.Role) bool {
	switch role {
	case openapi.Parameter, openapi.Header, openapi.Example, openapi.Link:
		return false
	}
	return true
}

func (r *resolver) warnOfName(t, occupant *target, kind, wanted, name string) {
	pos := t.node.Pos
	d := r.ds.Warnf("file-name-taken", pos, "another component has the name %q; this one becomes %q", wanted, name)
	d.Hint = "to choose the name, add a component to the description: " + kind + ": {Name: {$ref: " + strconv.Quote(r.referenceFromMain(t)) + "}}"
	if occupant != nil {
		d.Related = relatedTo(occupant.node.Pos, "has the name")
	} else {
		d.Related = relatedTo(r.main.root.Get("components").Get(kind).KeyPos(wanted), "has the name")
	}
}

// referenceFromMain returns the reference to a target for the description.
func (r *resolver) referenceFromMain(t *target) string {
	name := t.key.file
	if relative, err := filepath.Rel(filepath.Dir(r.main.name), name); err == nil && !strings.Contains(name, "://") {
		name = filepath.ToSlash(relative)
	}
	if t.pointer == "" {
		return escapeFile(name)
	}
	return escapeFile(name) + "#" + escapePercent(t.pointer)
}

// naturalName returns the name that a reference gives its target: the last segment of
// the pointer, or the file without its extension.
func naturalName(file string, segments []string) string {
	if len(segments) > 0 {
		return plainName(segments[len(segments)-1])
	}
	base := path.Base(filepath.ToSlash(file))
	return plainName(strings.TrimSuffix(base, path.Ext(base)))
}

// plainName replaces the characters that the specification allows in no name of a
// component.
func plainName(name string) string {
	return cmp.Or(strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.ContainsRune("._-", c):
			return c
		}
		return '_'
	}, name), "_")
}
