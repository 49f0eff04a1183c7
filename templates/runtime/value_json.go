package runtime

import (
	"encoding/json"
	"strconv"
)

// JSONValue is any JSON value, kept as its text. The zero JSONValue is absent,
// and written as null.
type JSONValue struct{ raw string }

// ValueOf returns the JSON of v, which can be anything that encoding/json can
// marshal.
func ValueOf(v any) (JSONValue, error) {
	raw, err := marshalAny(v)
	if err != nil {
		return JSONValue{}, err
	}
	return JSONValue{string(raw)}, nil
}

// StringValue returns s as a JSON value.
func StringValue(s string) JSONValue { return JSONValue{string(appendJSONString(nil, s))} }

// NumberValue returns f as a JSON value. JSON has no words for infinities and
// for what is not a number; they become null.
func NumberValue(f float64) JSONValue {
	var w jsonWriter
	w.float(f, 64)
	return JSONValue{string(w.buf)}
}

// IntValue returns n as a JSON value.
func IntValue(n int64) JSONValue { return JSONValue{strconv.FormatInt(n, 10)} }

// BoolValue returns b as a JSON value.
func BoolValue(b bool) JSONValue { return JSONValue{strconv.FormatBool(b)} }

// NullValue returns the JSON value null.
func NullValue() JSONValue { return JSONValue{"null"} }

// IsZero reports whether v is absent.
func (v JSONValue) IsZero() bool { return v.raw == "" }

// IsNull reports whether v is null.
func (v JSONValue) IsNull() bool { return v.raw == "null" }

// AsString returns the string that v is, and whether it is one.
func (v JSONValue) AsString() (string, bool) {
	r := jsonReader{text: v.raw}
	if r.kind() != kindString {
		return "", false
	}
	s, _ := r.token()
	return s, true
}

// AsNumber returns the number that v is, unrounded, and whether it is one.
func (v JSONValue) AsNumber() (json.Number, bool) {
	r := jsonReader{text: v.raw}
	if r.kind() != kindNumber {
		return "", false
	}
	return json.Number(v.raw), true
}

// AsFloat64 returns the number that v is, rounded to a float64, and whether v
// is a number in the range of one.
func (v JSONValue) AsFloat64() (float64, bool) {
	number, ok := v.AsNumber()
	if !ok {
		return 0, false
	}
	f, err := number.Float64()
	if err != nil {
		return 0, false
	}
	return f, true
}

// AsBool returns the boolean that v is, and whether it is one.
func (v JSONValue) AsBool() (value, ok bool) {
	return v.raw == "true", v.raw == "true" || v.raw == "false"
}

// AsList returns the items of the list that v is, and whether it is one.
func (v JSONValue) AsList() ([]JSONValue, bool) {
	r := jsonReader{text: v.raw}
	if r.kind() != kindArray {
		return nil, false
	}
	items := []JSONValue{}
	for more := r.firstItem(); more; more = r.nextItem() {
		items = append(items, JSONValue{r.raw()})
	}
	return items, true
}

// AsObject returns the members of the object that v is, and whether it is one.
func (v JSONValue) AsObject() (map[string]JSONValue, bool) {
	r := jsonReader{text: v.raw}
	if r.kind() != kindObject {
		return nil, false
	}
	members := make(map[string]JSONValue)
	r.enter()
	for first := true; ; first = false {
		name, more := r.nextKept(first)
		if !more {
			return members, true
		}
		members[name] = JSONValue{r.raw()}
	}
}

// Any returns v as nil, bool, json.Number, string, []any or map[string]any.
func (v JSONValue) Any() any {
	if v.raw == "" {
		return nil
	}
	r := jsonReader{text: v.raw}
	return r.anyValue()
}

// Decode stores v in the value that target points to, as json.Unmarshal does.
func (v JSONValue) Decode(target any) error {
	return json.Unmarshal([]byte(v.String()), target)
}

// String returns the JSON text of v.
func (v JSONValue) String() string {
	if v.raw == "" {
		return "null"
	}
	return v.raw
}

// MarshalJSON implements json.Marshaler.
func (v JSONValue) MarshalJSON() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalJSON implements json.Unmarshaler.
func (v *JSONValue) UnmarshalJSON(data []byte) error {
	return readDocument(data, v)
}
