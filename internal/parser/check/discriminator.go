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
	for m := range c.mappings() {
		if text := m.node.Value; strings.HasPrefix(text, "#") || !strings.Contains(text, "/") {
			continue
		}
		d := c.diags.Warnf("external-ref", m.node.Pos, "%q points outside the document", m.node.Value)
		d.Pointer, d.Hint = m.pointer, "use the name of a schema, or a reference that starts with #"
	}
}

// checkMappings reports mappings to schemas that are not variants.
func (c *Checker) checkMappings() {
	var of *document.Node
	var targets []string
	for m := range c.mappings() {
		if of != m.schema {
			of, targets = m.schema, alternativesOf(c.root, m.schema, nil)
		}
		if len(targets) > 0 && !slices.Contains(targets, openapi.MappingTarget(c.root, m.node)) {
			d := c.diags.Warnf("unused-mapping", m.node.Pos, "%q maps to %q, which is not a variant", m.key, m.node.Value)
			d.Pointer = m.pointer
		}
	}
}

// mapping is the schema that a value of a discriminator, or its default, names.
type mapping struct {
	schema  *document.Node // that has the discriminator
	key     string
	node    *document.Node
	pointer string
}

// mappings yields what all discriminators map to. What is no text is left out: the model
// reports it.
func (c *Checker) mappings() iter.Seq[mapping] {
	return func(yield func(mapping) bool) {
		for _, el := range c.elements {
			if el.Role != openapi.Schema {
				continue
			}
			d, at := el.Node.Get("discriminator"), memberPointer(el, "discriminator")
			found := []mapping{{el.Node, "defaultMapping", d.Get("defaultMapping"), at + "/defaultMapping"}}
			for m := range d.Get("mapping").Members() {
				found = append(found, mapping{el.Node, m.Key, m.Value, at + document.Pointer("mapping", m.Key)})
			}
			for _, m := range found {
				if _, ok := m.node.Text(); ok && !yield(m) {
					return
				}
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
