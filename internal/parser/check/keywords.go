package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// checkForm reports every node of the wrong kind for its role. The rest can be read
// without further checks.
func (c *Checker) checkForm() {
	for _, el := range c.elements {
		if !el.Formed() {
			c.wrongForm(el)
			continue
		}
		if el.Role == openapi.Schema {
			checkSchemaForm(el, c.diags)
		}
	}
}

// wrongForm reports a node of the wrong kind: as an error if it concerns the whole
// description.
func (c *Checker) wrongForm(el openapi.Element) {
	pointer := el.Pointer()
	const message = "value must be %s, not %s"
	want, is := kindList(el.Role.Kinds()), kindName(el.Node.Kind)
	segments, _ := document.Segments(pointer)
	whole := el.Node.Kind != document.Null || len(segments) > 0 && segments[0] == "paths" // null is a section without content
	if whole && (len(segments) < 2 || len(segments) == 2 && segments[0] == "components") {
		c.diags.Errorf("wrong-form", el.Node.Pos, message, want, is).Pointer = pointer
		return
	}
	c.diags.Warnf("wrong-form", el.Node.Pos, message, want, is).Pointer = pointer
}

func checkSchemaForm(el openapi.Element, ds *diag.List) {
	for m := range el.Node.Members() {
		want, known := openapi.SchemaKeywords[m.Key]
		if !known || want.Role != openapi.NoRole { // nodes with a role are visited themselves
			continue
		}
		if !slices.Contains(want.Kinds, m.Value.Kind) {
			ds.Warnf("wrong-form", m.KeyPos, "%q must be %s, not %s", m.Key, kindList(want.Kinds), kindName(m.Value.Kind)).Pointer = memberPointer(el, m.Key)
			continue
		}
		switch m.Key {
		case "required":
			checkStrings(el, m, ds)
		case "type":
			if m.Value.Kind == document.Sequence {
				checkStrings(el, m, ds)
			}
			checkTypeNames(el, m, ds)
		}
	}
}

func memberPointer(el openapi.Element, key string) string {
	return el.Pointer() + "/" + document.EscapePointer(key)
}

func checkStrings(el openapi.Element, list document.Member, ds *diag.List) {
	for i, item := range list.Value.Items() {
		if item.Kind != document.String {
			ds.Warnf("wrong-form", item.Pos, "%q must list strings, not %s", list.Key, kindName(item.Kind)).Pointer = memberPointer(el, list.Key) + "/" + strconv.Itoa(i)
		}
	}
}

var typeNames = []string{"string", "number", "integer", "boolean", "array", "object", "null"}

func checkTypeNames(el openapi.Element, keyword document.Member, ds *diag.List) {
	names := keyword.Value.Items()
	if keyword.Value.Kind == document.String {
		names = []*document.Node{keyword.Value}
	}
	for _, name := range names {
		if text, ok := name.Text(); ok && !slices.Contains(typeNames, text) {
			d := ds.Warnf("unknown-type", name.Pos, "unknown type %q", text)
			d.Pointer = memberPointer(el, keyword.Key)
			d.Hint = "use one of " + strings.Join(typeNames, ", ")
		}
	}
}

func kindName(k document.Kind) string {
	switch k {
	case document.Null:
		return "null"
	case document.Bool:
		return "a boolean"
	case document.Number:
		return "a number"
	case document.String:
		return "a string"
	case document.Mapping:
		return "a mapping"
	default:
		return "a list"
	}
}

func kindList(kinds []document.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = kindName(k)
	}
	return strings.Join(names, " or ")
}
