package golang

import (
	"encoding/json"
	"math/big"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// goType returns the Go type of a place.
func (n *NameTable) goType(use api.TypeUse) string {
	name := n.pointedType(use)
	if use.Optional() {
		return "Opt[" + name + "]"
	}
	return name
}

// pointedType is the type of a value in a place where it is present.
func (n *NameTable) pointedType(use api.TypeUse) string {
	if use.Recursive {
		return "*" + n.baseType(use.Type)
	}
	return n.baseType(use.Type)
}

// baseType returns the Go type of a value of t.
func (n *NameTable) baseType(t *api.Type) string {
	if t.Named() {
		return n.types[t]
	}
	return n.structure(t)
}

// structure spells a type out, also where it has a name.
func (n *NameTable) structure(t *api.Type) string {
	switch t.Kind {
	case api.Any:
		return "JSONValue"
	case api.Free:
		return "map[string]any"
	case api.List:
		return "[]" + n.goType(*t.Elem)
	case api.Map:
		return "map[string]" + n.goType(*t.Elem)
	case api.Enum:
		return basicType(enumBasic(t))
	}
	return basicType(t.Basic)
}

func basicType(b api.Basic) string {
	switch b {
	case api.Boolean:
		return "bool"
	case api.Integer:
		return "int64"
	case api.Integer32:
		return "int32"
	case api.Number:
		return "float64"
	case api.DateTime, api.Date, api.LocalTime:
		return "Time"
	case api.Bytes:
		return "[]byte"
	}
	return "string"
}

// enumBasic returns the representation that can hold all values of an enum.
func enumBasic(t *api.Type) api.Basic {
	basic := t.Basic
	switch basic {
	case api.Boolean, api.Integer, api.Integer32, api.Number:
	default:
		return api.String
	}
	for _, value := range t.Values {
		switch {
		case basic == api.Boolean:
			if value.Text != "true" && value.Text != "false" {
				return api.String
			}
		case !isNumber(value.Text):
			return api.String
		case basic == api.Integer || basic == api.Integer32:
			number, ok := new(big.Rat).SetString(value.Text)
			if !ok || !number.IsInt() || !number.Num().IsInt64() ||
				basic == api.Integer32 && number.Num().Int64() != int64(int32(number.Num().Int64())) {
				basic = api.Number
			}
		}
	}
	return basic
}

// isNumber says that a text is a number in JSON, and so in Go. The exponent is
// limited, because Go refuses constants that its types cannot hold.
func isNumber(text string) bool {
	var f float64
	return json.Valid([]byte(text)) && text != "null" && json.Unmarshal([]byte(text), &f) == nil
}

// codec is one direction of the JSON code: the names that differ between
// reading and writing.
type codec struct {
	names *NameTable
	verb  string // "read" or "write"
	param string // the parameter that follows the value, with its type
	arg   string // the name of that parameter
	model string // the method of models
}

func (n *NameTable) reading() codec {
	return codec{names: n, verb: "read", param: "r *jsonReader", arg: "r", model: "decodeJSON"}
}

func (n *NameTable) writing() codec {
	return codec{names: n, verb: "write", param: "w *jsonWriter", arg: "w", model: "encodeJSON"}
}

// function returns an expression of a function func(v *T, …) for the values
// that are present in a place.
func (c codec) function(use api.TypeUse) string {
	if helper, inner, ok := c.wrapped(use); ok {
		return "func(v *" + c.names.pointedType(use) + ", " + c.param + ") { " +
			helper + "(v, " + c.arg + ", " + inner + ") }"
	}
	return c.plain(use.Type)
}

// call returns a statement that reads or writes the value at the address.
func (c codec) call(address string, use api.TypeUse) string {
	if use.Optional() {
		return c.verb + "Opt(" + address + ", " + c.arg + ", " + c.function(use) + ")"
	}
	if helper, inner, ok := c.wrapped(use); ok {
		return helper + "(" + address + ", " + c.arg + ", " + inner + ")"
	}
	if use.Type.Named() && use.Type.Kind != api.Enum {
		return c.verb + "Model(" + address + ", " + c.arg + ", " + c.plain(use.Type) + ")"
	}
	return c.plain(use.Type) + "(" + address + ", " + c.arg + ")"
}

// wrapped returns the helper of a pointer, list or map, and the function for
// what is inside it.
func (c codec) wrapped(use api.TypeUse) (helper, inner string, ok bool) {
	switch {
	case use.Recursive:
		return c.verb + "Pointer", c.plain(use.Type), true
	case use.Type.Named():
		return "", "", false
	}
	return c.container(use.Type)
}

func (c codec) container(t *api.Type) (helper, inner string, ok bool) {
	switch t.Kind {
	case api.List:
		return c.verb + "List", c.item(*t.Elem), true
	case api.Map:
		return c.verb + "Map", c.item(*t.Elem), true
	}
	return "", "", false
}

// item returns the function for the items of a list or the values of a map.
func (c codec) item(use api.TypeUse) string {
	if !use.Optional() {
		return c.function(use)
	}
	return "func(v *" + c.names.goType(use) + ", " + c.param + ") { " +
		c.verb + "OptItem(v, " + c.arg + ", " + c.function(use) + ") }"
}

// plain returns the function for a type without pointers around it.
func (c codec) plain(t *api.Type) string {
	if t.Named() && t.Kind != api.Enum {
		return "(*" + c.names.types[t] + ")." + c.model
	}
	switch t.Kind {
	case api.Any:
		return c.verb + "Value"
	case api.Free:
		return c.verb + "Object"
	case api.Enum:
		return c.verb + scalarCodec(enumBasic(t), c.verb)
	case api.List, api.Map:
		helper, inner, _ := c.container(t)
		return "func(v *" + c.names.baseType(t) + ", " + c.param + ") { " + helper + "(v, " + c.arg + ", " + inner + ") }"
	}
	return c.verb + scalarCodec(t.Basic, c.verb)
}

func scalarCodec(b api.Basic, verb string) string {
	switch b {
	case api.Boolean:
		return "Bool"
	case api.Integer, api.Integer32:
		return "Int"
	case api.Number:
		return "Float"
	case api.DateTime:
		return "Time"
	case api.Date, api.LocalTime:
		// What is written depends on the kind of time; what is read says it.
		if verb == "read" {
			return "Time"
		}
		if b == api.Date {
			return "Date"
		}
		return "LocalTime"
	case api.Bytes:
		return "Bytes"
	}
	return "String"
}
