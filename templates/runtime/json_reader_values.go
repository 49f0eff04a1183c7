package runtime

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
)

// The functions of this file read one value each. All have the same shape, so
// that they can be combined: readList(v, r, readString).
//
// A null leaves the zero value where the Go type has no null of its own.

func readString[T ~string](v *T, r *jsonReader) {
	switch r.peek() {
	case '"':
		s, shared := r.token()
		if shared {
			s = r.own(s)
		}
		*v = T(s)
	case 'n':
		*v = ""
		r.nullForPlain()
	default:
		r.failExpected("a string")
	}
}

func readBool[T ~bool](v *T, r *jsonReader) {
	switch r.peek() {
	case 't', 'f':
		*v = T(r.bool())
	case 'n':
		*v = false
		r.nullForPlain()
	default:
		r.failExpected("a boolean")
	}
}

// readInt also takes numbers such as 1.0 and 1e3, which are integers by value.
func readInt[T ~int64 | ~int32 | ~int](v *T, r *jsonReader) {
	switch r.kind() {
	case kindNumber:
		start := r.pos
		text, _ := r.number()
		if r.err != nil {
			return
		}
		n, fits, integral := integerOf(text)
		*v = T(n)
		switch {
		case !integral:
			r.failMismatch(start, "expected an integer, found a fraction")
		case !fits || int64(*v) != n:
			r.failMismatch(start, "integer out of range")
		case n == 0 && text[0] == '-':
			r.inexact = true
		}
	case kindNull:
		*v = 0
		r.nullForPlain()
	default:
		r.failExpected("an integer")
	}
}

func readFloat[T ~float64 | ~float32](v *T, r *jsonReader) {
	switch r.kind() {
	case kindNumber:
		start := r.pos
		text, _ := r.number()
		if r.err != nil {
			return
		}
		bits := floatBits[T]()
		f, err := strconv.ParseFloat(text, bits)
		if err != nil {
			r.failMismatch(start, "number out of range")
			return
		}
		*v = T(f)
		if !isExactFloat(text, f, bits) {
			r.inexact = true
		}
	case kindNull:
		*v = 0
		r.nullForPlain()
	default:
		r.failExpected("a number")
	}
}

// readTime reads every text, also one that is no time: see [Time].
func readTime(v *Time, r *jsonReader) {
	switch r.peek() {
	case '"':
		s, _ := r.token()
		*v = ParseTime(s)
	case 'n':
		*v = Time{}
		r.nullForPlain()
	default:
		r.failExpected("a string")
	}
}

// readBytes reads base64, whichever of its alphabets and paddings is used.
func readBytes(v *[]byte, r *jsonReader) {
	switch r.peek() {
	case '"':
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
	case 'n':
		*v = nil
		r.nullForPlain()
	default:
		r.failExpected("a string")
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

// readObject reads an object of any content. Numbers in it are json.Number.
func readObject(v *map[string]any, r *jsonReader) {
	switch r.peek() {
	case '{':
		*v = r.anyObject()
	case 'n':
		*v = nil
		r.nullForPlain()
	default:
		r.failExpected("an object")
	}
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
		text, _ := r.number()
		return json.Number(r.own(text))
	case kindString:
		var s string
		readString(&s, r)
		return s
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
		object[r.own(name)] = r.anyValue()
	}
}

func readValue(v *JSONValue, r *jsonReader) { *v = JSONValue{raw: r.raw()} }

func readList[T any](v *[]T, r *jsonReader, read func(v *T, r *jsonReader)) {
	switch r.peek() {
	case '[':
		r.enter()
		list := []T{}
		for first := true; r.nextItem(first); first = false {
			var zero T
			list = append(list, zero)
			read(&list[len(list)-1], r)
		}
		*v = list
	case 'n':
		*v = nil
		r.nullForPlain()
	default:
		r.failExpected("a list")
	}
}

func readMap[T any](v *map[string]T, r *jsonReader, read func(v *T, r *jsonReader)) {
	switch r.peek() {
	case '{':
		r.enter()
		members := make(map[string]T)
		var zero T
		value := new(T)
		for first := true; ; first = false {
			name, more := r.nextMember(first)
			if !more {
				break
			}
			name = r.own(name)
			*value = zero
			read(value, r)
			members[name] = *value
		}
		*v = members
	case 'n':
		*v = nil
		r.nullForPlain()
	default:
		r.failExpected("an object")
	}
}

// readPointer reads into a new T; a null is the nil pointer.
func readPointer[T any](v **T, r *jsonReader, read func(v *T, r *jsonReader)) {
	if r.peek() == 'n' {
		*v = nil
		r.null()
		return
	}
	*v = new(T)
	read(*v, r)
}

func readOpt[T any](v *Opt[T], r *jsonReader, read func(v *T, r *jsonReader)) {
	if r.peek() == 'n' {
		r.null()
		*v = Null[T]()
		return
	}
	if v.state != optAbsent {
		*v = Opt[T]{} // the member occurs again; nothing of the first may stay
	}
	v.state = optValue
	read(&v.value, r)
}

// readOptItem reads an item of a list or a value of a map that may be null.
func readOptItem[T any](v *Opt[T], r *jsonReader, read func(v *T, r *jsonReader)) {
	readOpt(v, r, read)
}
