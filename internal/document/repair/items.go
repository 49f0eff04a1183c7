package repair

import (
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// listedItems repairs arrays whose "items" is a list with a schema for each item, as in JSON
// Schema before 2020-12, which OpenAPI never allowed. Each item is one of these.
func listedItems(root *document.Node, ds *diag.List) {
	for el := range openapi.All(root) {
		items := el.Node.Get("items")
		if el.Role != openapi.Schema || items == nil || items.Kind != document.Sequence {
			continue
		}
		d := ds.Warnf("listed-items", el.Node.KeyPos("items"), `"items" takes one schema, found a list; read as items of any of these`)
		d.Pointer, d.Hint = el.Pointer()+"/items", `use "prefixItems" of OpenAPI 3.1, or an anyOf`
		any := &document.Node{Kind: document.Mapping, Pos: items.Pos}
		if items.Len() > 0 {
			any.Put(document.Member{Key: "anyOf", KeyPos: items.Pos, Value: items})
		}
		el.Node.Put(document.Member{Key: "items", KeyPos: el.Node.KeyPos("items"), Value: any})
	}
}
