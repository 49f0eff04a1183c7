package names

import (
	"encoding/json"
	"math/big"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// GoType returns the Go type of a place, as files of the SDK's own package write
// it.
func (n *Table) GoType(use api.TypeUse) string {
	name := n.pointedType(use)
	if use.Optional() {
		return "Opt[" + name + "]"
	}
	return name
}

// pointedType is the type of a value in a place where it is present.
func (n *Table) pointedType(use api.TypeUse) string {
	if IsPointer(use) {
		return "*" + n.ValueType(use.Type)
	}
	return n.ValueType(use.Type)
}

// IsPointer reports whether a place holds a pointer to its value: an object that may be
// missing does not take its whole room in every value around it, and one that would
// contain itself cannot.
func IsPointer(use api.TypeUse) bool {
	return use.Recursive || use.Optional() && use.Type.Kind == api.Object
}

// ValueType returns the Go type of a value of t that is there.
func (n *Table) ValueType(t *api.Type) string {
	if t.Named() {
		return n.types[t]
	}
	return n.Structure(t)
}

// Structure spells a type out, also where it has a name.
func (n *Table) Structure(t *api.Type) string {
	switch t.Kind {
	case api.Any:
		return "JSONValue"
	case api.Free:
		return "map[string]any"
	case api.List:
		return "[]" + n.GoType(*t.Elem)
	case api.Map:
		return "map[string]" + n.GoType(*t.Elem)
	case api.Enum:
		return BasicType(EnumBasic(t))
	}
	return BasicType(t.Basic)
}

func BasicType(b api.Basic) string {
	switch b {
	case api.Boolean:
		return "bool"
	case api.Integer:
		return "int64"
	case api.Integer32:
		return "int32"
	case api.Unsigned:
		return "uint64"
	case api.Number:
		return "float64"
	case api.DateTime, api.Date, api.LocalTime:
		return "Time"
	case api.Bytes:
		return "[]byte"
	case api.File:
		return "File"
	}
	return "string"
}

// EnumBasic returns the representation that can hold all values of an enum.
func EnumBasic(t *api.Type) api.Basic {
	basic := t.Basic
	switch basic {
	case api.Boolean, api.Integer, api.Integer32, api.Unsigned, api.Number:
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
		case basic == api.Unsigned:
			number, ok := new(big.Rat).SetString(value.Text)
			if !ok || !number.IsInt() || !number.Num().IsUint64() {
				basic = api.Number
			}
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

// isNumber reports whether a text is a number in JSON, and so in Go. The exponent is
// limited, because Go refuses constants that its types cannot hold.
func isNumber(text string) bool {
	var f float64
	return json.Valid([]byte(text)) && text != "null" && json.Unmarshal([]byte(text), &f) == nil
}

// FieldUse returns the use of the field that holds a parameter. It is that of the
// parameter, but for an object whose members can all be absent: one without members
// is not sent at all, so the field need not tell an absent object from an empty one.
func FieldUse(p *api.Parameter) api.TypeUse {
	use := p.Use
	if use.Type.Kind != api.Object || p.JSON || p.In == api.InPath {
		return use
	}
	for _, f := range use.Type.Fields {
		if !f.Use.Optional() {
			return use
		}
	}
	use.Required, use.Nullable = true, false
	return use
}

// ZeroValue is the literal of a result that is handed out as it is, because
// there is nothing to share behind a pointer; it is empty for the others.
func ZeroValue(t *api.Type) string {
	basic := t.Basic
	switch t.Kind {
	case api.List, api.Map, api.Free:
		return "nil"
	case api.Any, api.Object, api.Union:
		return ""
	case api.Enum:
		basic = EnumBasic(t)
	}
	switch basic {
	case api.DateTime, api.Date, api.LocalTime, api.File:
		return ""
	case api.Bytes:
		return "nil"
	case api.Boolean:
		return "false"
	case api.Integer, api.Integer32, api.Unsigned, api.Number:
		return "0"
	}
	return `""`
}
