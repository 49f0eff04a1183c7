package check

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkDiscriminators reports mappings to other documents, which cannot be read,
// and to schemas that are not variants.
func (c *Checker) checkDiscriminators() {
	for _, el := range c.elements {
		mapping := el.Node.Get("discriminator").Get("mapping")
		if el.Role != openapi.Schema || mapping.Len() == 0 {
			continue
		}
		targets := alternativesOf(c.root, el.Node, nil)
		for m := range mapping.Members() {
			text, ok := m.Value.Text()
			if !ok {
				continue // unreadable, which the model reports
			}
			pointer := memberPointer(el, "discriminator") + document.Pointer("mapping", m.Key)
			if !strings.HasPrefix(text, "#") && strings.Contains(text, "/") {
				d := c.diags.Errorf("external-ref", m.Value.Pos, "%q points outside the document", text)
				d.Pointer, d.Hint = pointer, "use the name of a schema, or a reference that starts with #"
				continue
			}
			if len(targets) > 0 && !slices.Contains(targets, openapi.MappingTarget(c.root, m.Value)) {
				d := c.diags.Warnf("unused-mapping", m.Value.Pos, "%q maps to %q, which is not a variant", m.Key, text)
				d.Pointer = pointer
			}
		}
	}
}

// alternativesOf returns the pointers to the variants of a schema, including those
// of nested unions.
func alternativesOf(root, n *document.Node, found []string) []string {
	for _, keyword := range []string{"oneOf", "anyOf"} {
		for _, alternative := range n.Get(keyword).Items() {
			ref, ok := alternative.Get("$ref").Text()
			if !ok {
				continue
			}
			target := openapi.Target(root, ref)
			if !slices.Contains(found, target) {
				found = alternativesOf(root, root.At(target), append(found, target))
			}
		}
	}
	return found
}
