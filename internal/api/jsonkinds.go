package api

import (
	"bytes"
	"encoding/json"
	"strings"
)

// JSONKinds is a set of kinds of JSON values.
type JSONKinds uint8

// The kinds of JSON values.
const (
	JSONObject JSONKinds = 1 << iota
	JSONArray
	JSONString
	JSONNumber
	JSONBoolean
	JSONNull

	// JSONAny is every kind of value.
	JSONAny = JSONObject | JSONArray | JSONString | JSONNumber | JSONBoolean | JSONNull
)

// Has reports whether the set has one of the kinds.
func (k JSONKinds) Has(kinds JSONKinds) bool { return k&kinds != 0 }

// JSONKinds returns the kinds of JSON values that the type admits.
func (t *Type) JSONKinds() JSONKinds {
	if kinds := t.jsonKinds(map[*Type]bool{}); kinds != 0 {
		return kinds
	}
	return JSONAny // a union of nothing but itself
}

// jsonKinds skips the unions around the type: a union may hold itself.
func (t *Type) jsonKinds(unions map[*Type]bool) JSONKinds {
	switch t.Kind {
	case Object, Map, Free:
		return JSONObject
	case List:
		return JSONArray
	case Scalar, Enum:
		return t.Basic.jsonKind()
	case Union:
		var kinds JSONKinds
		if !unions[t] {
			unions[t] = true
			for _, v := range t.Variants {
				kinds |= v.Type.jsonKinds(unions)
			}
		}
		return kinds
	}
	return JSONAny
}

func (b Basic) jsonKind() JSONKinds {
	switch b {
	case Boolean:
		return JSONBoolean
	case Integer, Integer32, Unsigned, Number:
		return JSONNumber
	}
	return JSONString
}

// JSONKinds returns the kinds of JSON values that the use admits.
func (u TypeUse) JSONKinds() JSONKinds {
	if u.Nullable {
		return u.Type.JSONKinds() | JSONNull
	}
	return u.Type.JSONKinds()
}

// TimeFormat returns how the times in values of the type are written: Date or
// LocalTime, behind lists and maps, and DateTime for all others and for types
// without times.
func (t *Type) TimeFormat() Basic {
	seen := map[*Type]bool{}
	for (t.Kind == List || t.Kind == Map) && !seen[t] {
		seen[t] = true
		t = t.Elem.Type
	}
	if t.Kind == Scalar && (t.Basic == Date || t.Basic == LocalTime) {
		return t.Basic
	}
	return DateTime
}

// JSONKindOf returns the kind of a JSON text, which must be valid.
func JSONKindOf(text []byte) JSONKinds {
	switch bytes.TrimLeft(text, " \t\r\n")[0] {
	case '{':
		return JSONObject
	case '[':
		return JSONArray
	case '"':
		return JSONString
	case 't', 'f':
		return JSONBoolean
	case 'n':
		return JSONNull
	}
	return JSONNumber
}

// ValuesJSON returns the values of an enum as JSON. One whose text is no JSON of the kind that
// the enum admits is a string.
func (t *Type) ValuesJSON() []string {
	texts := make([]string, len(t.Values))
	for i, value := range t.Values {
		texts[i] = value.Text
		if t.Basic.jsonKind() == JSONString || !json.Valid([]byte(value.Text)) {
			texts[i] = quoted(value.Text)
		}
	}
	return texts
}

// quoted returns a string as JSON.
func quoted(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // which does not fail for a string
	return strings.TrimSuffix(b.String(), "\n")
}

// Names returns the names of the kinds but null, as JSON Schema has them.
func (k JSONKinds) Names() []string {
	var names []string
	for i, name := range []string{"object", "array", "string", "number", "boolean"} {
		if k&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}
