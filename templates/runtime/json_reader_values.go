package runtime

import (
	"encoding/base64"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
)

// value reads the coming value into an empty place.
//
// A null leaves the zero value where the Go type has no null of its own.
func (r *jsonReader) value(p place, c *codec) {
	switch c.kind {
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
	case codecModel:
		r.model(p, c)
	case codecUnion:
		r.union(in[union](p), c.union)
	case codecOpt:
		r.opt(p, in[optState](p.at(c.state)), c.elem)
	case codecList:
		r.list(p, c)
	case codecMap:
		r.members(p, c)
	case codecPointer:
		r.pointer(p, c)
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

// time reads every text, also one that is no time: see [Time].
func (r *jsonReader) time(v *Time) {
	if r.peek() != '"' {
		r.nullOr("a string")
		return
	}
	s, _ := r.token()
	*v = ParseTime(s)
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
		r.failMismatch(start, "expected base64, found another string")
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
		r.enter()
		list := []any{}
		for first := true; r.nextItem(first); first = false {
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
		name, more := r.nextMember(first)
		if !more {
			return object
		}
		name = r.ownName(name)
		object[name] = r.anyValue()
	}
}

// list reads the items of a list.
func (r *jsonReader) list(p place, c *codec) {
	if r.peek() != '[' {
		r.nullOr("a list")
		return
	}
	if c.elem.kind == codecString {
		r.stringList(in[[]string](p))
		return
	}
	r.enter()
	header := in[listHeader](p)
	start := r.pos
	n := 0
	for first := true; r.nextItem(first); first = false {
		if n == header.cap {
			r.growList(p, c, start)
		}
		header.len = n + 1
		r.value(header.item(n, c.size), c.elem)
		n++
	}
	switch {
	case n == 0:
		p.value(c.typ).Set(c.empty) // a list without items is not nil
	case r.depth < pageDepth:
		c.page.Store(int64(n))
	}
}

// pageDepth is the depth of the lists that pages are made for.
const pageDepth = 2

// growList makes room for more items in a list that began at start.
func (r *jsonReader) growList(p place, c *codec, start int) {
	header := in[listHeader](p)
	more := r.moreItems(header.len, start, c)
	if header.len == 0 && more == 1 {
		// Most lists are short, and this is the cheapest way to one item.
		*header = listHeader{items: placeOf(reflect.New(c.elem.typ)).address, cap: 1}
		return
	}
	p.value(c.typ).Grow(more)
}

// moreItems returns for how many items more a list gets room, which began at start
// and is n items long. One that is most of the document, as those of pages are, gets
// room for as many as the last page had, or else as the text that is left seems to
// have; but never so much that a hostile document takes many times its own length.
func (r *jsonReader) moreItems(n, start int, c *codec) int {
	const few, mostTimes = 4, 16
	if r.depth > pageDepth || n > 0 && n < few {
		return max(n, 1)
	}
	left := len(r.text) - r.pos
	guess := int(c.page.Load())
	if n > 0 {
		guess = left/max((r.pos-start)/n, 1) + 1
		guess += guess / 8
	}
	return max(min(guess, mostTimes*left/int(max(c.size, 1))), n, 1)
}

// stringList reads a list of strings, or of a type that is made of them.
func (r *jsonReader) stringList(v *[]string) {
	r.enter()
	list := []string{}
	for first := true; r.nextItem(first); first = false {
		s := ""
		if r.peek() == '"' {
			s = r.string()
		} else {
			r.nullOr("a string")
		}
		list = append(list, s)
	}
	*v = list
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
		name, more := r.nextMember(first)
		if !more {
			break
		}
		name = r.ownName(name)
		value.Elem().SetZero()
		r.value(placeOf(value), c.elem)
		members.SetMapIndex(reflect.ValueOf(name), value.Elem())
	}
	p.value(c.typ).Set(members)
}

// mapMember reads the current member of an object into a map.
func (r *jsonReader) mapMember(p place, c *codec, name string) {
	value := reflect.New(c.elem.typ)
	r.value(placeOf(value), c.elem)
	members := p.value(c.typ)
	if members.IsNil() {
		members.Set(reflect.MakeMap(c.typ))
	}
	members.SetMapIndex(reflect.ValueOf(name), value.Elem())
}

// pointer reads into a new value; a null is the nil pointer.
func (r *jsonReader) pointer(p place, c *codec) {
	if r.peek() == 'n' {
		r.null()
		return
	}
	value := reflect.New(c.elem.typ)
	p.value(c.typ).Set(value)
	r.value(placeOf(value), c.elem)
}

// foreign leaves a value to encoding/json.
func (r *jsonReader) foreign(p place, c *codec) {
	r.peek()
	start := r.pos
	r.skip()
	if r.err != nil {
		return
	}
	decoder := json.NewDecoder(strings.NewReader(r.text[start:r.pos]))
	decoder.UseNumber() // nothing in a free-form value may be rounded
	if err := decoder.Decode(p.value(c.typ).Addr().Interface()); err != nil {
		r.fail(start, err)
		r.mismatch = true
	}
}
