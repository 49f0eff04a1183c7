package check

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkDeprecations reports invalid hints.
func (c *Checker) checkDeprecations() {
	ids := c.operationIDs()
	for _, el := range c.elements {
		if el.Role.NamesChildren() {
			continue // names that the author chose
		}
		deprecated, _ := el.Node.Get("deprecated").Bool()
		for m := range el.Node.Members() {
			if m.Key != openapi.DeprecationReplacement && m.Key != openapi.Sunset && !slices.Contains(openapi.DeprecationMessages(), m.Key) {
				continue
			}
			problem, hint := "", ""
			switch text, ok := m.Value.Text(); {
			case !ok:
				problem, hint = "must be a string, not "+kindName(m.Value.Kind), "write what to do instead"
			case !deprecated:
				problem, hint = "has no effect without \"deprecated: true\"", "add that, or remove the extension"
			case m.Key == openapi.Sunset && !openapi.IsSunset(text):
				problem, hint = "is not a date", "write it as 2026-12-31, or as a time of RFC 3339"
			case m.Key == openapi.DeprecationReplacement && el.Role == openapi.Operation && !ids[text]:
				problem, hint = "is not an operationId of this API", "use the operationId of the replacement"
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
	for _, el := range c.elements {
		if id, ok := el.Node.Get("operationId").Text(); ok && el.Role == openapi.Operation {
			ids[id] = true
		}
	}
	return ids
}
