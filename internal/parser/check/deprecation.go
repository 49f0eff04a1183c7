package check

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkDeprecations reports hints that cannot be given.
func (c *Checker) checkDeprecations() {
	ids := c.operationIDs()
	for _, el := range c.places {
		if el.Role.NamesChildren() {
			continue // names of the author's choice
		}
		deprecated, _ := el.Node.Get("deprecated").Bool()
		for m := range el.Node.Members() {
			if m.Key != openapi.DeprecationReplacement && !slices.Contains(openapi.DeprecationMessages(), m.Key) {
				continue
			}
			problem, hint := "", ""
			switch text, ok := m.Value.Text(); {
			case !ok:
				problem, hint = "must be a string, found "+kindName(m.Value.Kind), "say what to do instead, in words"
			case !deprecated:
				problem, hint = "has no effect without \"deprecated: true\"", "add that, or remove the extension"
			case m.Key == openapi.DeprecationReplacement && el.Role == openapi.Operation && !ids[text]:
				problem, hint = "names no operation of this API", "write the operationId of the operation to use instead"
			default:
				continue
			}
			d := c.diags.Warnf("bad-deprecation", m.KeyPos, "%s %s", m.Key, problem)
			d.Pointer, d.Hint = el.Pointer()+"/"+document.EscapePointer(m.Key), hint
		}
	}
}

// operationIDs returns the operationIds of the description.
func (c *Checker) operationIDs() map[string]bool {
	ids := map[string]bool{}
	for _, el := range c.places {
		if id, ok := el.Node.Get("operationId").Text(); ok && el.Role == openapi.Operation {
			ids[id] = true
		}
	}
	return ids
}
