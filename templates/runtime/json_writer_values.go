package runtime

import (
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
)

// The functions of this file write one value each; they are the counterparts
// of those that read.

func writeString[T ~string](v *T, w *jsonWriter) { w.string(string(*v)) }

func writeBool[T ~bool](v *T, w *jsonWriter) { w.buf = strconv.AppendBool(w.buf, bool(*v)) }

func writeInt[T ~int64 | ~int32 | ~int](v *T, w *jsonWriter) {
	w.buf = strconv.AppendInt(w.buf, int64(*v), 10)
}

func writeFloat[T ~float64 | ~float32](v *T, w *jsonWriter) { w.float(float64(*v), floatBits[T]()) }

func writeTime(v *Time, w *jsonWriter) { w.time(v, formInstant) }

func writeDate(v *Time, w *jsonWriter) { w.time(v, formDate) }

func writeLocalTime(v *Time, w *jsonWriter) { w.time(v, formLocal) }

func (w *jsonWriter) time(v *Time, standard timeForm) {
	if v.kept != nil {
		text, err := v.appendForm(nil, standard)
		if err != nil {
			w.fail(err)
		}
		w.string(string(text)) // it may be any text
		return
	}
	var err error
	w.buf = append(w.buf, '"')
	if w.buf, err = v.appendForm(w.buf, standard); err != nil {
		w.fail(err)
	}
	w.buf = append(w.buf, '"')
}

func writeBytes(v *[]byte, w *jsonWriter) {
	w.buf = append(w.buf, '"')
	w.buf = base64.StdEncoding.AppendEncode(w.buf, *v)
	w.buf = append(w.buf, '"')
}

// writeObject writes a nil map as an empty object: null is said by [Opt].
func writeObject(v *map[string]any, w *jsonWriter) {
	if *v == nil {
		w.buf = append(w.buf, "{}"...)
		return
	}
	w.anyObject(*v)
}

func writeValue(v *JSONValue, w *jsonWriter) {
	if v.raw == "" {
		w.null()
		return
	}
	w.buf = append(w.buf, v.raw...)
}

func writeList[T any](v *[]T, w *jsonWriter, write func(v *T, w *jsonWriter)) {
	if w.enter('[') {
		for i := range *v {
			w.separate()
			write(&(*v)[i], w)
		}
	}
	w.leave(']')
}

func writeMap[T any](v *map[string]T, w *jsonWriter, write func(v *T, w *jsonWriter)) {
	if w.enter('{') && len(*v) > 0 {
		value := new(T)
		for _, name := range slices.Sorted(maps.Keys(*v)) {
			w.separate()
			w.string(name)
			w.buf = append(w.buf, ':')
			*value = (*v)[name]
			write(value, w)
		}
	}
	w.leave('}')
}

func writePointer[T any](v **T, w *jsonWriter, write func(v *T, w *jsonWriter)) {
	if *v == nil {
		w.null()
		return
	}
	write(*v, w)
}

// writeOptItem writes an item of a list or a value of a map. Absence cannot be
// said there and is null.
func writeOptItem[T any](v *Opt[T], w *jsonWriter, write func(v *T, w *jsonWriter)) {
	if v.state != optValue {
		w.null()
		return
	}
	write(&v.value, w)
}
