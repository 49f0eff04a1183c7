package filter

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// pathItem returns the path item of a member of the paths, with references
// resolved; members beside a reference override those of its target. It is nil for
// an extension and for a dangling reference.
func pathItem(root *document.Node, m document.Member) *document.Node {
	if strings.HasPrefix(m.Key, "x-") {
		return nil
	}
	items := chain(root, m.Value)
	if len(items) < 2 {
		return last(items)
	}
	whole := &document.Node{Kind: document.Mapping, Pos: m.Value.Pos}
	for _, item := range items {
		for member := range item.Members() {
			before := whole.Get(member.Key)
			switch {
			case member.Key == "$ref":
			case before == nil:
				whole.Put(member)
			case member.Key == "parameters":
				whole.Set(member.Key, addParameters(root, before, member.Value))
			}
		}
	}
	return whole
}

// chain returns a mapping and the targets of its chain of references; nothing if
// the chain dangles.
func chain(root, n *document.Node) []*document.Node {
	var found []*document.Node
	for {
		if n == nil || n.Kind != document.Mapping || slices.Contains(found, n) {
			return nil
		}
		found = append(found, n)
		if n.Get("$ref") == nil {
			return found
		}
		ref, _ := n.Get("$ref").Text()
		if !strings.HasPrefix(ref, "#") {
			return nil
		}
		n = root.At(ref)
	}
}

// last returns the end of a chain, or nil.
func last(chain []*document.Node) *document.Node {
	if len(chain) == 0 {
		return nil
	}
	return chain[len(chain)-1]
}

// addParameters adds the parameters of one list that another lacks.
func addParameters(root, to, from *document.Node) *document.Node {
	whole := &document.Node{Kind: document.Sequence, Pos: to.Pos}
	whole.Append(to.Items()...)
	for _, p := range from.Items() {
		key := openapi.ParameterKey(last(chain(root, p)))
		if !slices.ContainsFunc(to.Items(), func(q *document.Node) bool { return openapi.ParameterKey(last(chain(root, q))) == key }) {
			whole.Append(p)
		}
	}
	return whole
}
