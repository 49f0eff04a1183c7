package repair

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// maxRounds limits how often repaired references are looked at again: the target of one
// may be another.
const maxRounds = 8

// references repairs references to something of another role, if that can only have
// one meaning, and references in the place of a collection, such as "content".
func references(root *document.Node, ds *diag.List) {
	r := refs{root: root, ds: ds, reported: map[string]*diag.Diagnostic{}}
	for range maxRounds {
		r.roles = map[*document.Node]openapi.Role{}
		var elements []openapi.Element
		for el := range openapi.All(root) {
			r.roles[el.Node] = el.Role
			elements = append(elements, el)
		}
		repaired := false
		for _, el := range elements {
			repaired = r.repair(el) || repaired
		}
		if !repaired {
			return
		}
	}
}

type refs struct {
	root     *document.Node
	ds       *diag.List
	roles    map[*document.Node]openapi.Role
	reported map[string]*diag.Diagnostic // by role and target
}

// collections are the roles of collections that authors refer to as a whole.
var collections = []openapi.Role{
	openapi.MediaTypeMap, openapi.Responses, openapi.HeaderMap, openapi.ExampleMap, openapi.LinkMap, openapi.CallbackMap, openapi.EncodingMap,
}

// repair repairs the reference of an element, if it has one that needs it.
func (r *refs) repair(el openapi.Element) bool {
	ref := el.Node.Get("$ref")
	text, ok := ref.Text()
	if !ok {
		return false
	}
	target := r.root.At(text)
	role := r.roles[target]
	if target == nil || target.Kind != document.Mapping || target == el.Node {
		return false
	}
	if slices.Contains(collections, el.Role) {
		return r.collection(el, ref, target, role)
	}
	if !el.Role.Refers() || role == el.Role || role == openapi.NoRole {
		return false
	}
	meant := meaning(el.Role, role, text, target)
	if meant == nil {
		return false
	}
	r.report(el, ref, role)
	el.Node.Remove("$ref")
	for m := range meant.Members() {
		if el.Node.Get(m.Key) == nil {
			el.Node.Put(m)
		}
	}
	return true
}

// collection writes out a collection that is a reference.
func (r *refs) collection(el openapi.Element, ref, target *document.Node, role openapi.Role) bool {
	meant := target
	switch {
	case role == el.Role || role == openapi.NoRole:
	case el.Role != openapi.MediaTypeMap:
		return false
	case role == openapi.Response || role == openapi.RequestBody:
		meant = target.Get("content")
	default:
		meant = meaning(openapi.Response, role, ref.Value, target).Get("content")
	}
	if meant == nil || meant.Kind != document.Mapping || meant == el.Node {
		return false
	}
	d := r.ds.Warnf("misplaced-ref", ref.Pos, "OpenAPI allows no $ref for a whole collection; read as the members of %q", ref.Value)
	d.Pointer, d.Hint = el.Pointer()+"/$ref", "write the members out, or refer from each of them"
	el.Node.Remove("$ref")
	for m := range meant.Members() {
		if el.Node.Get(m.Key) == nil {
			el.Node.Put(m)
		}
	}
	return true
}

// report reports a reference to another role, once for each target.
func (r *refs) report(el openapi.Element, ref *document.Node, role openapi.Role) {
	key := el.Role.String() + " " + ref.Value
	if d := r.reported[key]; d != nil {
		d.Related = append(d.Related, diag.Related{Pos: ref.Pos, Message: "likewise here"})
		return
	}
	d := r.ds.Warnf("bad-ref", ref.Pos, "%q refers to %s, not to %s; read as %s", ref.Value, role, el.Role, el.Role)
	d.Pointer, d.Hint = el.Pointer()+"/$ref", "move the target to where the components of its kind are"
	r.reported[key] = d
}

// meaning returns what a node of a role means by a reference to one of another; nil if
// that cannot be said.
func meaning(want, is openapi.Role, ref string, target *document.Node) *document.Node {
	content := func(schema *document.Node) *document.Node {
		return mapping(target, "content", mapping(target, "application/json", mapping(target, "schema", schema)))
	}
	refer := mapping(target, "$ref", &document.Node{Kind: document.String, Value: ref, Pos: target.Pos})
	switch want {
	case openapi.Response:
		var meant *document.Node
		switch is {
		case openapi.RequestBody:
			meant = without(target, "required")
		case openapi.Schema:
			meant = content(refer)
		case openapi.MediaType:
			meant = mapping(target, "content", mapping(target, "application/json", refer))
		default:
			return nil
		}
		if meant.Get("description") == nil {
			meant.Set("description", &document.Node{Kind: document.String, Pos: target.Pos})
		}
		return meant
	case openapi.RequestBody:
		switch is {
		case openapi.Response:
			return without(target, "headers", "links")
		case openapi.Schema:
			return content(refer)
		}
	case openapi.Parameter, openapi.Header:
		switch is {
		case openapi.Parameter:
			return without(target, "name", "in")
		case openapi.Schema:
			if want == openapi.Header {
				return mapping(target, "schema", refer)
			}
		}
	case openapi.MediaType:
		if is == openapi.Schema {
			return mapping(target, "schema", refer)
		}
	case openapi.Schema:
		return schemaOf(is, ref, target)
	}
	return nil
}

// schemaOf returns a reference to the schema of something that is no schema itself.
func schemaOf(is openapi.Role, ref string, target *document.Node) *document.Node {
	switch is {
	case openapi.Parameter, openapi.Header, openapi.MediaType:
		if target.Get("schema") == nil {
			return nil
		}
		ref += "/schema"
	case openapi.Response, openapi.RequestBody:
		content := target.Get("content")
		if content.Len() != 1 || content.Get(content.Keys()[0]).Get("schema") == nil {
			return nil
		}
		ref += "/content/" + document.EscapePointer(content.Keys()[0]) + "/schema"
	default:
		return nil
	}
	return mapping(target, "$ref", &document.Node{Kind: document.String, Value: ref, Pos: target.Pos})
}

// mapping returns a mapping with one member, at the position of another node.
func mapping(at *document.Node, key string, value *document.Node) *document.Node {
	n := &document.Node{Kind: document.Mapping, Pos: at.Pos}
	n.Put(document.Member{Key: key, KeyPos: at.Pos, Value: value})
	return n
}

// without returns a copy of a mapping without some of its members.
func without(n *document.Node, keys ...string) *document.Node {
	c := n.Clone()
	for _, key := range keys {
		c.Remove(key)
	}
	return c
}
