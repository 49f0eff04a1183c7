package repair

import (
	"strconv"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// serverVariables makes strings of the values of server variables, which YAML reads as
// numbers or booleans without quotes.
func serverVariables(root *document.Node, ds *diag.List) {
	for el := range openapi.All(root) {
		if el.Role != openapi.Server {
			continue
		}
		for m := range el.Node.Get("variables").Members() {
			pointer := el.Pointer() + document.Pointer("variables", m.Key)
			asString(m.Value.Get("default"), pointer+"/default", ds)
			for i, value := range m.Value.Get("enum").Items() {
				asString(value, pointer+"/enum/"+strconv.Itoa(i), ds)
			}
		}
	}
}

func asString(n *document.Node, pointer string, ds *diag.List) {
	if n == nil || n.Kind != document.Number && n.Kind != document.Bool {
		return
	}
	d := ds.Warnf("wrong-form", n.Pos, "the value of a server variable must be a string; read as %q", n.Value)
	d.Pointer, d.Hint = pointer, "write it in quotes"
	n.Kind = document.String
}
