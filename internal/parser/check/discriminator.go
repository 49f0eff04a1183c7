package check

import (
	"iter"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkDiscriminators reports mappings to other documents, which cannot be read.
func (c *Checker) checkDiscriminators() {
	for el, m := range c.mappings() {
		text, ok := m.Value.Text()
		if !ok || strings.HasPrefix(text, "#") || !strings.Contains(text, "/") {
			continue
		}
		d := c.diags.Warnf("external-ref", m.Value.Pos, "%q points outside the document", text)
		d.Pointer, d.Hint = mappingPointer(el, m.Key), "use the name of a schema, or a reference that starts with #"
	}
}

// checkMappings reports mappings to schemas that are not variants.
func (c *Checker) checkMappings() {
	var of *document.Node
	var targets []string
	for el, m := range c.mappings() {
		text, ok := m.Value.Text()
		if !ok {
			continue // unreadable, which the model reports
		}
		if of != el.Node {
			of, targets = el.Node, alternativesOf(c.root, el.Node, nil)
		}
		if len(targets) > 0 && !slices.Contains(targets, openapi.MappingTarget(c.root, m.Value)) {
			d := c.diags.Warnf("unused-mapping", m.Value.Pos, "%q maps to %q, which is not a variant", m.Key, text)
			d.Pointer = mappingPointer(el, m.Key)
		}
	}
}

// mappings yields the entries of the mappings of all discriminators.
func (c *Checker) mappings() iter.Seq2[openapi.Element, document.Member] {
	return func(yield func(openapi.Element, document.Member) bool) {
		for _, el := range c.elements {
			if el.Role != openapi.Schema {
				continue
			}
			for m := range el.Node.Get("discriminator").Get("mapping").Members() {
				if !yield(el, m) {
					return
				}
			}
		}
	}
}

func mappingPointer(el openapi.Element, value string) string {
	return memberPointer(el, "discriminator") + document.Pointer("mapping", value)
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
