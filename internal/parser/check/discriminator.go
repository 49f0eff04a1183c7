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
		if el.Role != openapi.Schema || el.Node.Get("discriminator") == nil {
			continue
		}
		targets := alternativesOf(c.root, el.Node, nil)
		for m := range el.Node.Get("discriminator").Get("mapping").Members() {
			c.checkMapped(el, m, targets, "mapping", m.Key)
		}
		for m := range el.Node.Get("discriminator").Members() {
			if m.Key == "defaultMapping" {
				c.checkMapped(el, m, targets, m.Key)
			}
		}
	}
}

// checkMapped checks the schema that a discriminator names.
func (c *Checker) checkMapped(el openapi.Element, m document.Member, targets []string, keys ...string) {
	text, ok := m.Value.Text()
	if !ok {
		return // unreadable, which the model reports
	}
	pointer := memberPointer(el, "discriminator") + document.Pointer(keys...)
	if !strings.HasPrefix(text, "#") && strings.Contains(text, "/") {
		d := c.diags.Errorf("external-ref", m.Value.Pos, "%q points outside the document", text)
		d.Pointer, d.Hint = pointer, "use the name of a schema, or a reference that starts with #"
		return
	}
	if len(targets) > 0 && !slices.Contains(targets, openapi.MappingTarget(c.root, m.Value)) {
		d := c.diags.Warnf("unused-mapping", m.Value.Pos, "%q maps to %q, which is not a variant", m.Key, text)
		d.Pointer = pointer
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
