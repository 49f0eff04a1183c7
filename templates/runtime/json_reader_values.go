package runtime

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
)

// value reads the coming value into an empty place.
//
// A null leaves the zero value where the Go type has no null of its own.
func (r *jsonReader) value(p place, c *codec) {
	switch c.kind {
	case codecModel:
		r.model(p, c)
	case codecString:
		if r.peek() == '"' {
			*in[string](p) = r.string()
			return
		}
		r.nullOr("a string")
	case codecBool:
		switch r.peek() {
		case 't', 'f':
			*in[bool](p) = r.bool()
		default:
			r.nullOr("a boolean")
		}
	case codecInt:
		*in[int](p) = int(r.integer(strconv.IntSize))
	case codecInt32:
		*in[int32](p) = int32(r.integer(32))
	case codecInt64:
		*in[int64](p) = r.integer(64)
	case codecUint64:
		*in[uint64](p) = r.unsigned()
	case codecFloat32:
		*in[float32](p) = float32(r.float(32))
	case codecFloat64:
		*in[float64](p) = r.float(64)
	case codecTime:
		r.time(in[Time](p))
	case codecBytes:
		r.bytes(in[[]byte](p))
	case codecFree:
		if r.peek() == '{' {
			*in[map[string]any](p) = r.anyObject()
			return
		}
		r.nullOr("an object")
	case codecValue:
		*in[JSONValue](p) = JSONValue{raw: r.raw()}
	case codecUnion:
		r.union(p.union(), c.union)
	case codecOpt:
		r.opt(p, c)
	case codecList:
		r.list(p, c)
	case codecMap:
		r.members(p, c)
	case codecPointer:
		r.pointer(p, c)
	case codecFixed:
		// A zero value would be written as the constant, so its text is kept.
		r.value(p, c.elem)
		r.inexact = r.inexact || p.value(c.typ).IsZero()
	default:
		r.foreign(p, c)
	}
}

// nullOr reads a null, and fails with what else it expected.
func (r *jsonReader) nullOr(expected string) {
	if r.peek() == 'n' {
		r.nullForPlain()
		return
	}
	r.failExpected(expected)
}

// time reads the text of a date or a time.
func (r *jsonReader) time(v *Time) {
	if r.peek() != '"' {
		r.nullOr("a date or time")
		return
	}
	start := r.pos
	s, _ := r.token()
	if r.err != nil {
		return
	}
	var ok bool
	if *v, ok = parseTime(s); !ok {
		r.failMismatch(start, "a date or time", "another string")
	}
}

// bytes reads base64, whichever of its alphabets and paddings is used.
func (r *jsonReader) bytes(v *[]byte) {
	if r.peek() != '"' {
		r.nullOr("a string")
		return
	}
	start := r.pos
	s, _ := r.token()
	if r.err != nil {
		return
	}
	data, usual, ok := decodeBase64(s)
	if !ok {
		r.failMismatch(start, "base64", "another string")
		return
	}
	*v = data
	if !usual {
		r.inexact = true
	}
}

// decodeBase64 also reports whether the standard encoding of data is s.
func decodeBase64(s string) (data []byte, usual, ok bool) {
	if data, err := base64.StdEncoding.DecodeString(s); err == nil {
		return data, base64.StdEncoding.EncodeToString(data) == s, true
	}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if data, err := encoding.DecodeString(s); err == nil {
			return data, false, true
		}
	}
	return nil, false, false
}

// anyValue reads a value of any kind: nil, bool, json.Number, string, []any or
// map[string]any.
func (r *jsonReader) anyValue() any {
	switch r.kind() {
	case kindNull:
		r.null()
		return nil
	case kindBool:
		return r.bool()
	case kindNumber:
		start := r.pos
		r.number()
		if r.err != nil {
			return nil
		}
		return json.Number(r.own(start, r.pos))
	case kindString:
		return r.string()
	case kindObject:
		return r.anyObject()
	case kindArray:
		list := []any{}
		for more := r.firstItem(); more; more = r.nextItem() {
			list = append(list, r.anyValue())
		}
		return list
	}
	r.failSyntax()
	return nil
}

func (r *jsonReader) anyObject() map[string]any {
	r.enter()
	object := make(map[string]any)
	for first := true; ; first = false {
		name, more := r.nextKept(first)
		if !more {
			return object
		}
		object[name] = r.anyValue()
	}
}

// members reads the members of an object into a map.
func (r *jsonReader) members(p place, c *codec) {
	if r.peek() != '{' {
		r.nullOr("an object")
		return
	}
	r.enter()
	members := reflect.MakeMap(c.typ)
	value := reflect.New(c.elem.typ)
	for first := true; ; first = false {
		name, more := r.nextKept(first)
		if !more {
			break
		}
		value.Elem().SetZero()
		r.item(placeOf(value), c.elem)
		members.SetMapIndex(reflect.ValueOf(name), value.Elem())
	}
	p.value(c.typ).Set(members)
}

// mapMember reads the current member of an object into a map, and reports whether the
// map had one of that name. The last one counts: one of another kind leaves none.
func (r *jsonReader) mapMember(p place, c *codec, name string) (again bool) {
	value := reflect.New(c.elem.typ)
	r.scalarItem(placeOf(value), c.elem)
	members := p.value(c.typ)
	if members.IsNil() {
		members.Set(reflect.MakeMap(c.typ))
	}
	key, item := reflect.ValueOf(name), value.Elem()
	if r.mismatch != nil {
		item = reflect.Value{}
	}
	again = members.MapIndex(key).IsValid()
	members.SetMapIndex(key, item)
	return again
}

// pointer reads into a new value; a null is the nil pointer.
func (r *jsonReader) pointer(p place, c *codec) {
	if r.peek() == 'n' {
		r.null()
		return
	}
	value := r.newValue(c)
	p.point(value)
	r.value(value, c.elem)
}

// foreign reads a value of a type that is not ours. Only an Opt that a program
// makes can hold one, and only encoding/json brings the reader to one.
func (r *jsonReader) foreign(p place, c *codec) {
	r.peek()
	start := r.pos
	r.skip()
	if r.err != nil {
		return
	}
	if r.decode == nil {
		r.fail(start, fmt.Errorf("%v is no type of the API", c.typ))
	} else if err := r.decode(r.text[start:r.pos], p.pointer(c.typ)); err != nil {
		r.fail(start, err)
	}
}
