package repair

import (
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// typeNames are the types of JSON Schema.
var typeNames = []string{"string", "number", "integer", "boolean", "array", "object", "null"}

// otherNames are what other languages and specifications call the types, each with the
// format that it implies.
var otherNames = map[string][2]string{
	"str": {"string"}, "text": {"string"}, "uuid": {"string", "uuid"}, "file": {"string", "binary"},
	"date": {"string", "date"}, "datetime": {"string", "date-time"}, "date-time": {"string", "date-time"}, "timestamp": {"string", "date-time"},
	"int": {"integer"}, "int32": {"integer", "int32"}, "int64": {"integer", "int64"}, "long": {"integer", "int64"},
	"float": {"number"}, "double": {"number"}, "decimal": {"number"},
	"bool": {"boolean"}, "list": {"array"}, "dict": {"object"}, "map": {"object"}, "nil": {"null"}, "none": {"null"},
}

// types repairs names of types that JSON Schema calls otherwise, and the null of YAML
// in a list of types, where the string "null" is meant.
func types(root *document.Node, ds *diag.List) {
	for el := range openapi.All(root) {
		declared := el.Node.Get("type")
		if el.Role != openapi.Schema || declared == nil {
			continue
		}
		if declared.Kind != document.Sequence {
			typeName(el, declared, "", ds)
			continue
		}
		for i, name := range declared.Items() {
			typeName(el, name, "/"+strconv.Itoa(i), ds)
		}
	}
}

// typeName repairs one name of a type.
func typeName(el openapi.Element, name *document.Node, below string, ds *diag.List) {
	text, isText := name.Text()
	var d *diag.Diagnostic
	switch {
	case name.Kind == document.Null:
		d = ds.Warnf("null-type", name.Pos, `the type is null itself; read as the string "null"`)
		d.Hint = `write "null" in quotes`
		name.Kind, name.Value = document.String, "null"
	case !isText || slices.Contains(typeNames, text):
		return
	default:
		meant, ok := otherNames[strings.ToLower(text)]
		if lower := strings.ToLower(text); slices.Contains(typeNames, lower) {
			meant, ok = [2]string{lower}, true
		}
		if !ok {
			return
		}
		d = ds.Warnf("unknown-type", name.Pos, "unknown type %q; read as %q", text, meant[0])
		d.Hint = "use one of " + strings.Join(typeNames, ", ")
		name.Value = meant[0]
		if meant[1] != "" && below == "" && el.Node.Get("format") == nil {
			el.Node.Set("format", &document.Node{Kind: document.String, Value: meant[1], Pos: name.Pos})
		}
	}
	d.Pointer = el.Pointer() + "/type" + below
}
