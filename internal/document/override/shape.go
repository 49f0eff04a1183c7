package override

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// shape describes the schema of a type.
type shape struct {
	name, kind, format string
	// keeps lists the keywords that apply to the type.
	keeps []string
	// fits reports whether a value is of the type.
	fits func(*document.Node) bool
}

var (
	textKeywords   = []string{"pattern", "minLength", "maxLength"}
	numberKeywords = []string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}

	// alwaysKept lists the keywords that apply to any type.
	alwaysKept = []string{
		"title", "description", "deprecated", "readOnly", "writeOnly", "nullable", "externalDocs", "xml", "$comment",
		"$id", "$anchor", "$defs", // what others may refer to
	}

	// valueKeywords hold values, which stay if they fit the type.
	valueKeywords = []string{"example", "examples", "default"}
)

var shapes = []shape{
	{"string", "string", "", textKeywords, func(n *document.Node) bool { return n.Kind == document.String }},
	{"boolean", "boolean", "", nil, func(n *document.Node) bool { return n.Kind == document.Bool }},
	{"int32", "integer", "int32", numberKeywords, func(n *document.Node) bool { return isInteger(n, 32) }},
	{"int64", "integer", "int64", numberKeywords, func(n *document.Node) bool { return isInteger(n, 64) }},
	{"number", "number", "double", numberKeywords, func(n *document.Node) bool { return n.Kind == document.Number }},
	{"date-time", "string", "date-time", nil, isTime},
	{"any", "", "", nil, func(*document.Node) bool { return true }},
}

func shapeOf(name string) (shape, bool) {
	i := slices.IndexFunc(shapes, func(s shape) bool { return s.name == name })
	if i < 0 {
		return shape{}, false
	}
	return shapes[i], true
}

func isInteger(n *document.Node, bits int) bool {
	_, err := strconv.ParseInt(n.Value, 10, bits)
	return n.Kind == document.Number && err == nil
}

func isTime(n *document.Node) bool {
	_, err := time.Parse(time.RFC3339, n.Value)
	return n.Kind == document.String && err == nil
}

// rewrite changes a schema to the new type. The new keywords have the position of the override.
func (a *applier) rewrite(c change) {
	n, s := c.schema, c.shape
	if n.Kind == document.Bool { // true or false, as JSON Schema 2020-12 has them
		n.Kind, n.Value = document.Mapping, ""
	}
	if format, _ := n.Get("format").Text(); format == "date" && s.name == "date-time" {
		s.format = format
		s.fits = func(n *document.Node) bool { return n.Kind == document.String }
	}
	listed := listsNull(n.Get("type"))
	dropOthers(n, s, c.nullable)
	pos := c.override.Type.Pos
	put := func(key string, value *document.Node) {
		n.Put(document.Member{Key: key, KeyPos: pos, Value: value})
	}
	if s.kind != "" {
		put("type", text(s.kind, pos))
	}
	if s.format != "" {
		put("format", text(s.format, pos))
	}
	if nullable, _ := n.Get("nullable").Bool(); !c.nullable || nullable && !listed {
		return
	}
	if version, _ := a.root.Get("openapi").Text(); s.kind == "" || strings.HasPrefix(version, "3.0") {
		put("nullable", &document.Node{Kind: document.Bool, Value: "true", Pos: pos})
		return
	}
	list := &document.Node{Kind: document.Sequence, Pos: pos}
	list.Append(text(s.kind, pos), text("null", pos))
	put("type", list)
}

func text(s string, pos diag.Position) *document.Node {
	return &document.Node{Kind: document.String, Value: s, Pos: pos}
}

// dropOthers removes the keywords that do not apply to a type, and the values that
// do not fit it. "type" and "format" keep their order.
func dropOthers(n *document.Node, s shape, nullable bool) {
	fits := func(value *document.Node) bool {
		return s.fits(value) || value.Kind == document.Null && nullable
	}
	for _, key := range n.Keys() {
		value := n.Get(key)
		switch {
		case key == "type" && s.kind != "", key == "format" && s.format != "",
			slices.Contains(alwaysKept, key), slices.Contains(s.keeps, key), strings.HasPrefix(key, "x-"):
		case key == "examples" && value.Kind == document.Sequence:
			for i := value.Len() - 1; i >= 0; i-- {
				if !fits(value.Items()[i]) {
					value.RemoveItem(i)
				}
			}
			if value.Len() == 0 {
				n.Remove(key)
			}
		case slices.Contains(valueKeywords, key) && fits(value):
		default:
			n.Remove(key)
		}
	}
}
