package check

import (
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkTargets reports references to something of another role.
func (c *Checker) checkTargets() {
	roles := make(map[*document.Node]openapi.Role, len(c.elements))
	for _, el := range c.elements {
		roles[el.Node] = el.Role
	}
	for ref := range openapi.Refs(c.root) {
		text, ok := ref.Node.Text()
		if !ok {
			continue
		}
		if role := roles[c.root.At(text)]; role != openapi.NoRole && role != ref.In.Role {
			d := c.diags.Warnf("bad-ref", ref.Node.Pos, "%q refers to %s, not to %s", text, role, ref.In.Role)
			d.Pointer = ref.Pointer()
		}
	}
}
