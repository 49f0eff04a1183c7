package runtime

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"
)

func TestJSONValueKinds(t *testing.T) {
	of := func(v any) JSONValue {
		value, err := ValueOf(v)
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	for _, c := range []struct {
		v    JSONValue
		text string
		any  any
	}{
		{JSONValue{}, "null", nil},
		{NullValue(), "null", nil},
		{StringValue("a\"<"), `"a\"<"`, "a\"<"},
		{NumberValue(1.5), "1.5", json.Number("1.5")},
		{NumberValue(math.NaN()), "null", nil},
		{IntValue(-7), "-7", json.Number("-7")},
		{BoolValue(true), "true", true},
		{BoolValue(false), "false", false},
		{of([]int{1, 2}), "[1,2]", []any{json.Number("1"), json.Number("2")}},
		{of(map[string]any{"a": nil}), `{"a":null}`, map[string]any{"a": nil}},
	} {
		if c.v.String() != c.text || !reflect.DeepEqual(c.v.Any(), c.any) {
			t.Errorf("%s: %#v, want %s: %#v", c.v, c.v.Any(), c.text, c.any)
		}
		s, isString := c.v.AsString()
		n, isNumber := c.v.AsNumber()
		f, isFloat := c.v.AsFloat64()
		b, isBool := c.v.AsBool()
		list, isList := c.v.AsList()
		object, isObject := c.v.AsObject()
		switch want := c.any.(type) {
		case nil:
			if isString || isNumber || isFloat || isBool || isList || isObject || c.v.IsNull() == c.v.IsZero() {
				t.Errorf("%s has a kind", c.v)
			}
		case string:
			if s != want || !isString || isNumber || isBool || isList || isObject {
				t.Errorf("%s: %q %v", c.v, s, isString)
			}
		case json.Number:
			if g, _ := want.Float64(); n != want || f != g || !isNumber || !isFloat || isString || isBool || isList || isObject {
				t.Errorf("%s: %s %v %v", c.v, n, f, isNumber)
			}
		case bool:
			if b != want || !isBool || isString || isNumber || isList || isObject {
				t.Errorf("%s: %v %v", c.v, b, isBool)
			}
		case []any:
			if len(list) != 2 || list[1] != IntValue(2) || !isList || isString || isNumber || isBool || isObject {
				t.Errorf("%s: %v %v", c.v, list, isList)
			}
		case map[string]any:
			if len(object) != 1 || !object["a"].IsNull() || !isObject || isString || isNumber || isBool || isList {
				t.Errorf("%s: %v %v", c.v, object, isObject)
			}
		}
	}
	if _, err := ValueOf(func() {}); err == nil {
		t.Error("a function is a JSON value")
	}
}

func TestJSONValueKeepsItsText(t *testing.T) {
	const doc = `{"a": 1.10, "b": [ 9007199254740993 ]}`
	var v JSONValue
	if err := v.UnmarshalJSON([]byte(" " + doc + "\n")); err != nil {
		t.Fatal(err)
	}
	if out, err := v.MarshalJSON(); err != nil || string(out) != doc {
		t.Errorf("%s, %v", out, err)
	}
	members, _ := v.AsObject()
	if n, _ := members["a"].AsNumber(); n != "1.10" {
		t.Errorf("a is %s", n)
	}
	var target struct{ B []int64 }
	if err := v.Decode(&target); err != nil || target.B[0] != 9007199254740993 {
		t.Errorf("%v, %v", target, err)
	}
	if err := members["a"].Decode(&target); err == nil {
		t.Error("a number is an object")
	}
	if err := v.UnmarshalJSON([]byte(`{"a":}`)); err == nil || v.String() != doc {
		t.Errorf("%s after %v", v, err)
	}
	var wide JSONValue
	if err := wide.UnmarshalJSON([]byte("1e400")); err != nil {
		t.Fatal(err)
	}
	if f, ok := wide.AsFloat64(); ok {
		t.Errorf("1e400 is %v", f)
	}
}
