package filter

import (
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// component is the name of a component. The zero value means everything outside the components.
type component struct {
	kind, name string
	all        bool // means all of the kind, or of every kind if that is empty
}

// pruneComponents removes unreachable components, and kinds of components that are then empty.
func pruneComponents(root *document.Node) {
	components := root.Get("components")
	if components == nil || components.Kind != document.Mapping {
		return
	}
	reached := reach(root)
	left := &document.Node{Kind: document.Mapping, Pos: components.Pos}
	for kind := range components.Members() {
		if strings.HasPrefix(kind.Key, "x-") || kind.Value.Kind != document.Mapping {
			left.Put(kind) // what has the wrong form is for the parser to report
			continue
		}
		kind.Value = retain(kind.Value, func(m document.Member) bool { return reached[component{kind: kind.Key, name: m.Key}] })
		if kind.Value.Len() > 0 {
			left.Put(kind)
		}
	}
	if left.Len() == 0 {
		root.Remove("components")
		return
	}
	root.Set("components", left)
}

// reach returns the components that are reachable from outside the components.
func reach(root *document.Node) map[component]bool {
	uses := usesOf(root)
	reached := make(map[component]bool)
	next := uses[component{}]
	for len(next) > 0 {
		c := next[len(next)-1]
		next = next[:len(next)-1]
		if !reached[c] {
			reached[c] = true
			next = append(next, uses[c]...)
		}
	}
	return reached
}

// usesOf returns the components that each component, and everything outside them,
// uses: by references, mappings of discriminators and security requirements.
func usesOf(root *document.Node) map[component][]component {
	uses := make(map[component][]component)
	for kind := range root.Get("components").Members() {
		all := component{kind: kind.Key, all: true}
		uses[component{all: true}] = append(uses[component{all: true}], all)
		for m := range kind.Value.Members() {
			uses[all] = append(uses[all], component{kind: kind.Key, name: m.Key})
		}
	}
	for ref := range openapi.Refs(root) {
		if pointer, ok := ref.Node.Text(); ok {
			user := owner(ref.In)
			uses[user] = append(uses[user], target(pointer))
		}
	}
	for el := range openapi.All(root) {
		var used []component
		switch el.Role {
		case openapi.Root:
			used = append(securitySchemes(el.Node), globals(root)...)
		case openapi.Operation:
			used = securitySchemes(el.Node)
		case openapi.Schema:
			used = subtypes(el.Node)
		}
		if len(used) > 0 {
			user := owner(el)
			uses[user] = append(uses[user], used...)
		}
	}
	return uses
}

// owner returns the component that contains an element.
func owner(el openapi.Element) component {
	path, _ := document.Segments(el.Pointer())
	return componentAt(path)
}

// componentAt returns the component at or above a path.
func componentAt(path []string) component {
	if len(path) >= 3 && path[0] == "components" {
		return component{kind: path[1], name: path[2]}
	}
	return component{}
}

// target returns the component at or above a pointer, or a kind of components;
// otherwise the zero value.
func target(pointer string) component {
	path, ok := document.Segments(pointer)
	switch {
	case !ok || len(path) > 0 && path[0] != "components":
		return component{}
	case len(path) >= 3:
		return componentAt(path)
	case len(path) == 2:
		return component{kind: path[1], all: true}
	default:
		return component{all: true}
	}
}

// securitySchemes returns the schemes in the security requirements of a description
// or an operation.
func securitySchemes(n *document.Node) []component {
	var used []component
	for _, alternative := range n.Get("security").Items() {
		for m := range alternative.Members() {
			used = append(used, component{kind: "securitySchemes", name: m.Key})
		}
	}
	return used
}

// subtypes returns the schemas that a discriminator names, by reference or by bare name.
func subtypes(schema *document.Node) []component {
	var used []component
	var named []*document.Node
	for m := range schema.Get("discriminator").Get("mapping").Members() {
		named = append(named, m.Value)
	}
	for _, n := range append(named, schema.Get("discriminator").Get("defaultMapping")) {
		name, ok := n.Text()
		switch {
		case !ok:
		case strings.HasPrefix(name, "#"):
			used = append(used, target(name))
		default:
			used = append(used, component{kind: "schemas", name: name})
		}
	}
	return used
}

// globals returns what the global parameters refer to. Theirs is the only extension
// with references.
func globals(root *document.Node) []component {
	var used []component
	for _, item := range root.Get("x-speakeasy-globals").Get("parameters").Items() {
		if pointer, ok := item.Get("$ref").Text(); ok {
			used = append(used, target(pointer))
		}
	}
	return used
}

// tagsInUse returns the tags of operations, including webhooks and callbacks.
func tagsInUse(root *document.Node) map[string]bool {
	used := make(map[string]bool)
	for el := range openapi.AllOperations(root) {
		if el.Role == openapi.Operation {
			for _, tag := range el.Node.Get("tags").Items() {
				used[tag.Value] = true
			}
		}
	}
	return used
}

// pruneTags removes the tags that are no longer in use. A tag that was never in use
// may describe a group.
func pruneTags(root *document.Node, before map[string]bool) {
	tags, after := root.Get("tags"), tagsInUse(root)
	if tags == nil || tags.Kind != document.Sequence {
		return
	}
	left := &document.Node{Kind: document.Sequence, Pos: tags.Pos}
	for _, tag := range tags.Items() {
		if name, ok := tag.Get("name").Text(); !ok || !before[name] || after[name] {
			left.Append(tag)
		}
	}
	if left.Len() == 0 {
		root.Remove("tags")
		return
	}
	root.Set("tags", left)
}
