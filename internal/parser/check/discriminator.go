package check

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkDiscriminators reports mappings that lead out of the document, which cannot
// be read, and those that choose a schema that is no alternative.
func (c *Checker) checkDiscriminators() {
	for _, el := range c.places {
		mapping := el.Node.Get("discriminator").Get("mapping")
		if el.Role != openapi.Schema || mapping.Len() == 0 {
			continue
		}
		targets := alternativesOf(c.root, el.Node, nil)
		for m := range mapping.Members() {
			text, ok := m.Value.Text()
			if !ok {
				continue // not to be read, as the model says
			}
			pointer := memberPointer(el, "discriminator") + document.Pointer("mapping", m.Key)
			if !strings.HasPrefix(text, "#") && strings.Contains(text, "/") {
				d := c.diags.Errorf("external-ref", m.Value.Pos, "%q points outside of the document", text)
				d.Pointer, d.Hint = pointer, "write the name of a schema, or a reference that begins with #"
				continue
			}
			if len(targets) > 0 && !slices.Contains(targets, openapi.MappingTarget(c.root, m.Value)) {
				d := c.diags.Warnf("unused-mapping", m.Value.Pos, "%q chooses %q, which is none of the alternatives", m.Key, text)
				d.Pointer = pointer
			}
		}
	}
}

// alternativesOf returns the pointers to the schemas that a schema lets choose
// from, with those of the unions among them.
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
