package parser

import (
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// The extensions that name the values of an enum or describe them. Each is a list beside
// the values, or a mapping from them.
var (
	enumNames        = []string{"x-speakeasy-enums", "x-enum-varnames", "x-enumNames"}
	enumDescriptions = []string{"x-speakeasy-enum-descriptions", "x-enum-descriptions", "x-enumDescriptions"}
)

// nameListed gives the values of an enum the names and descriptions of the extensions.
func nameListed(n *document.Node, values []listed) {
	for i := range values {
		values[i].name = annotation(n, enumNames, i, values[i].Value)
		values[i].doc.Description = annotation(n, enumDescriptions, i, values[i].Value)
	}
}

// annotation returns what the first of several extensions has for a value of an enum, or "".
func annotation(n *document.Node, keys []string, index int, value string) string {
	for _, key := range keys {
		said := n.Get(key)
		found := said.Get(value)
		if items := said.Items(); index < len(items) {
			found = items[index]
		}
		if text, ok := found.Text(); ok && text != "" {
			return text
		}
	}
	return ""
}

// warnNames reports a list of names or descriptions that has more or fewer than there are
// values, since those behind the difference are probably shifted.
func (c *schemas) warnNames(s source, values []listed) {
	for _, keys := range [][]string{enumNames, enumDescriptions} {
		for _, key := range keys {
			said := s.node.Get(key)
			if said == nil || said.Kind != document.Sequence || said.Len() == len(values) {
				continue
			}
			d := c.diags.Warnf("enum-names", s.node.KeyPos(key), "%s has %d entries for %d values", key, said.Len(), len(values))
			d.Pointer = s.pointer + "/" + document.EscapePointer(key)
			d.Hint = "list one entry for each value, or map the values to their entries"
		}
	}
}
