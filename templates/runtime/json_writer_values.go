package runtime

import (
	"encoding/base64"
	"reflect"
	"strconv"
)

// value writes the value at a place.
func (w *jsonWriter) value(p place, c *codec) { w.valueOf(c.kind, p, c) }

// valueOf is value for a codec whose kind is at hand.
func (w *jsonWriter) valueOf(kind codecKind, p place, c *codec) {
	switch kind {
	case codecString:
		w.string(*in[string](p))
	case codecBool:
		w.buf = strconv.AppendBool(w.buf, *in[bool](p))
	case codecInt:
		w.integer(int64(*in[int](p)))
	case codecInt32:
		w.integer(int64(*in[int32](p)))
	case codecInt64:
		w.integer(*in[int64](p))
	case codecUint64:
		w.buf = strconv.AppendUint(w.buf, *in[uint64](p), 10)
	case codecFloat32:
		w.float(float64(*in[float32](p)), 32)
	case codecFloat64:
		w.float(*in[float64](p), 64)
	case codecTime:
		w.time(in[Time](p), c.form)
	case codecBytes:
		w.buf = append(w.buf, '"')
		w.buf = base64.StdEncoding.AppendEncode(w.buf, *in[[]byte](p))
		w.buf = append(w.buf, '"')
	case codecFree:
		w.free(*in[map[string]any](p))
	case codecValue:
		w.json(*in[JSONValue](p))
	case codecModel:
		w.model(p, c.model)
	case codecUnion:
		w.union(p.union(), c.union)
	case codecOpt:
		// An absent item of a list cannot be said and is null, too.
		value, state := p.opt(c)
		if *state != optValue {
			w.null()
			return
		}
		w.value(value, c.elem)
	case codecList:
		w.list(p, c)
	case codecMap:
		w.members(p, c)
	case codecPointer:
		w.pointer(p, c)
	case codecFixed:
		if p.value(c.typ).IsZero() {
			w.buf = append(w.buf, c.fixed...)
			return
		}
		w.value(p, c.elem)
	default:
		w.marshaled(p.pointer(c.typ))
	}
}

func (w *jsonWriter) integer(n int64) { w.set(strconv.AppendInt(w.buf, n, 10)) }

// time writes a time in its own form, or else the standard one of its place.
func (w *jsonWriter) time(v *Time, standard timeForm) {
	if standard == formNone {
		standard = formInstant
	}
	if v.kept != nil {
		text, err := v.appendForm(nil, standard)
		if err != nil {
			w.fail(err)
		}
		w.string(string(text)) // it may be any text
		return
	}
	buf, err := v.appendForm(append(w.buf, '"'), standard)
	if err != nil {
		w.fail(err)
	}
	w.set(append(buf, '"'))
}

// free writes a nil map as an empty object: null is said by [Opt].
func (w *jsonWriter) free(object map[string]any) {
	if object == nil {
		w.buf = append(w.buf, "{}"...)
		return
	}
	w.anyObject(object)
}

func (w *jsonWriter) json(v JSONValue) {
	if v.raw == "" {
		w.null()
		return
	}
	w.buf = append(w.buf, v.raw...)
}

func (w *jsonWriter) list(p place, c *codec) {
	l := p.list()
	if w.enter('[') {
		for i := range l.len() {
			if i > 0 {
				w.buf = append(w.buf, ',')
			}
			item := l.item(i, c.size)
			if c.elem.kind == codecModel { // mostly, and a jump by kind is guessed worse
				w.model(item, c.elem.model)
			} else {
				w.value(item, c.elem)
			}
		}
	}
	w.leave(']')
}

func (w *jsonWriter) members(p place, c *codec) {
	members := p.value(c.typ)
	if w.enter('{') && members.Len() > 0 {
		value := reflect.New(c.elem.typ)
		for _, name := range sortedNames(members) {
			w.separate()
			w.string(name)
			w.buf = append(w.buf, ':')
			value.Elem().Set(members.MapIndex(reflect.ValueOf(name)))
			w.value(placeOf(value), c.elem)
		}
	}
	w.leave('}')
}

func (w *jsonWriter) pointer(p place, c *codec) {
	value, ok := p.pointed()
	if !ok {
		w.null()
		return
	}
	w.value(value, c.elem)
}
