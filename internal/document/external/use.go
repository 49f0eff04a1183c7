package external

import (
	"path"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// use is a reference: the string that names its target, and the role that the target
// has there.
type use struct {
	ref  *document.Node
	role openapi.Role
	// holder is the mapping with the "$ref"; nil for a value of a discriminator.
	holder *document.Node
	// misplaced is set where the specification allows no reference.
	misplaced bool
}

// copied reports whether the target replaces the reference instead of becoming a
// component.
func (u use) copied() bool {
	switch u.role {
	case openapi.PathItem, openapi.MediaType:
		return true // components of both are not known to OpenAPI 3.0
	}
	return u.misplaced || openapi.ComponentKind(u.role) == ""
}

// inlined reports whether the reference is replaced even within the description: the
// parser does not expect one there.
func (u use) inlined() bool { return u.copied() && u.role != openapi.PathItem }

// uses returns the references that belong to an element: its own, those in place of
// its plain data, and those of its discriminator.
func uses(el openapi.Element) []use {
	var found []use
	if ref := refIn(el.Node); ref != nil && el.Role != openapi.Root && el.Role != openapi.NoRole {
		found = append(found, use{ref: ref, role: el.Role, holder: el.Node, misplaced: !el.Role.Refers()})
	}
	if !el.Formed() {
		return found
	}
	for m := range el.Node.Members() {
		if ref := refIn(m.Value); ref != nil && m.Value.Len() == 1 && isPlain(el.Role, m.Key) {
			found = append(found, use{ref: ref, holder: m.Value, misplaced: true})
		}
	}
	if el.Role == openapi.Schema {
		for _, value := range mappingValues(el.Node.Get("discriminator")) {
			if isFileReference(value.Value) {
				found = append(found, use{ref: value, role: openapi.Schema})
			}
		}
	}
	return found
}

// refIn returns the "$ref" of a mapping if it is a string.
func refIn(n *document.Node) *document.Node {
	ref := n.Get("$ref")
	if _, ok := ref.Text(); !ok {
		return nil
	}
	return ref
}

// isPlain reports whether a member of a role is plain data that cannot be a mapping
// with "$ref", so that a reference is meant.
func isPlain(role openapi.Role, key string) bool {
	if openapi.ChildRole(role, key) != openapi.NoRole || role.NamesChildren() {
		return false
	}
	if role == openapi.Schema {
		keyword, known := openapi.SchemaKeywords[key]
		return known && !slices.Contains(keyword.Kinds, document.Mapping)
	}
	switch key {
	case "description", "summary", "externalDocs", "contact", "license", "security":
		return role != openapi.NoRole
	case "tags":
		return role == openapi.Operation
	}
	return false
}

// mappingValues returns the strings of a discriminator that name schemas.
func mappingValues(discriminator *document.Node) []*document.Node {
	var values []*document.Node
	for m := range discriminator.Get("mapping").Members() {
		values = append(values, m.Value)
	}
	values = append(values, discriminator.Get("defaultMapping"))
	return slices.DeleteFunc(values, func(n *document.Node) bool {
		_, ok := n.Text()
		return !ok
	})
}

// isFileReference reports whether a value of a discriminator's mapping is a reference
// rather than the name of a schema.
func isFileReference(value string) bool {
	if strings.ContainsAny(value, "#/") {
		return true
	}
	switch strings.ToLower(path.Ext(value)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}
