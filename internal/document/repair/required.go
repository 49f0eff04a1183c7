package repair

import (
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// property is a schema among the properties of an object.
type property struct {
	object openapi.Element
	name   string
}

// booleanRequired repairs schemas with "required: true" or "required: false", as in
// JSON Schema before draft 4 and still in parameters. The keyword is now a list in
// the object: properties with true are added to it, and the boolean is removed.
func booleanRequired(root *document.Node, ds *diag.List) {
	properties := make(map[*document.Node]property)
	var found []openapi.Element
	for el := range openapi.All(root) {
		if el.Role != openapi.Schema {
			continue
		}
		for m := range el.Node.Get("properties").Members() {
			properties[m.Value] = property{el, m.Key}
		}
		if _, ok := el.Node.Get("required").Bool(); ok {
			found = append(found, el)
		}
	}
	// Objects precede their properties, so that an object's own boolean is gone
	// before its list is needed.
	for _, el := range found {
		p, isProperty := properties[el.Node]
		mendRequired(el, p, isProperty, ds)
	}
}

func mendRequired(el openapi.Element, p property, isProperty bool, ds *diag.List) {
	value, keyPos := el.Node.Get("required"), el.Node.KeyPos("required")
	required, _ := value.Bool()
	el.Node.Remove("required")
	warn := func(outcome, hint string) *diag.Diagnostic {
		d := ds.Warnf("boolean-required", keyPos, `"required" takes a list, found a boolean; %s`, outcome)
		d.Pointer, d.Hint = el.Pointer()+"/required", hint
		return d
	}

	list := p.object.Node.Get("required")
	switch {
	case !isProperty:
		warn("it is left out", `remove it: "required" of a schema lists properties, and that of a parameter is beside its name`)
	case !required:
		d := warn("it is left out", `remove it: a property is optional unless its object lists it under "required"`)
		if listed := find(list, p.name); listed != nil {
			d.Related = []diag.Related{{Pos: listed.Pos, Message: "listed as required here"}}
		}
	case list != nil && list.Kind != document.Sequence:
		warn("it is left out", `remove it, and make "required" of the object a list with the property's name`)
	default:
		warn("the property is read as required", `remove it, and list the property's name under "required" of its object`)
		if list == nil {
			list = &document.Node{Kind: document.Sequence, Pos: value.Pos}
			p.object.Node.Put(document.Member{Key: "required", KeyPos: keyPos, Value: list})
		}
		if find(list, p.name) == nil {
			list.Append(&document.Node{Kind: document.String, Value: p.name, Pos: value.Pos})
		}
	}
}

// find returns the item of a list that is a string.
func find(list *document.Node, text string) *document.Node {
	i := slices.IndexFunc(list.Items(), func(item *document.Node) bool {
		value, ok := item.Text()
		return ok && value == text
	})
	if i < 0 {
		return nil
	}
	return list.Items()[i]
}
