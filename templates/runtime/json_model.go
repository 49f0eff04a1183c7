package runtime

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// errorPrefix begins the text of every error of this package, so that a log
// line tells where it comes from.
const errorPrefix = "stackone: "

// marshalModel returns the JSON text of the value that v points to. Like all that
// the methods of models call, it is not compiled into each of them.
//
//go:noinline
func marshalModel(v any) ([]byte, error) {
	c, p := codecFor(v)
	return c.marshal(p)
}

// marshalBoxed returns the JSON text of v itself.
func marshalBoxed(v any) ([]byte, error) {
	return marshalModel(boxed(reflect.ValueOf(v)).Interface())
}

// boxed returns a pointer to a copy of the value, which has an address then.
func boxed(v reflect.Value) reflect.Value {
	pointer := reflect.New(v.Type())
	pointer.Elem().Set(v)
	return pointer
}

// maxUsual bounds the memory that is set aside for a text before it is written.
const maxUsual = 1 << 20

// marshal returns the JSON text of a value. It sets aside memory for a little more than
// the longest of the last texts: the less that is, the less the garbage collector does.
func (c *codec) marshal(p place) ([]byte, error) {
	usual := c.written.Load()
	w := jsonWriter{buf: make([]byte, 0, min(usual+usual/32, maxUsual)+64)}
	w.value(p, c)
	size := int64(len(w.buf))
	c.written.Store(max(size, usual-(usual-size)/4))
	if len(w.buf) < cap(w.buf)/2 {
		w.buf = bytes.Clone(w.buf)
	}
	return slices.Clip(w.buf), w.err // nothing was written behind
}

// marshalAs is marshal for a value with times of another form than usual.
func (c *codec) marshalAs(p place, form timeForm) ([]byte, error) {
	if form != formNone {
		c = codecAs(c.typ, form)
	}
	return c.marshal(p)
}

// unmarshalModel replaces what v points to by the value of data. After an error,
// and for a null, it is as it was: half a document is worse than none.
//
//go:noinline
func unmarshalModel(data []byte, v any) error {
	r := jsonReader{text: borrowed(data), decode: decodeForeign}
	if r.peek() == 'n' {
		r.null()
		return r.finish()
	}
	return r.document(v)
}

// readDocument replaces what v points to by the value of data. After an error it
// is as it was.
//
//go:noinline
func readDocument(data []byte, v any) error {
	r := jsonReader{text: borrowed(data), decode: decodeForeign}
	return r.document(v)
}

// decodeForeign leaves a value to encoding/json. Only what the UnmarshalJSON methods
// call refers to it, so that the linker leaves the decoder of encoding/json out of
// programs that do not use it themselves.
func decodeForeign(text string, target any) error {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // nothing in a free-form value may be rounded
	return decoder.Decode(target)
}

// readResult is readDocument into a new value if v points to a pointer. A null is
// none of its values.
func readResult(data []byte, v any, how reading) (*problems, error) {
	target := reflect.ValueOf(v).Elem()
	text := borrowed(data)
	r := jsonReader{text: text, pos: documentStart(text), decode: how.foreign, reading: how}
	if target.Kind() != reflect.Pointer {
		err := r.document(v)
		return r.problems, err
	}
	fresh, err := r.fresh(target.Type().Elem())
	if err == nil {
		target.Set(fresh)
	}
	return r.problems, err
}

// document reads the one value of a document into what v points to.
func (r *jsonReader) document(v any) error {
	target := reflect.ValueOf(v)
	if target.IsNil() {
		return errors.New(errorPrefix + "decode: there is no value to decode into, but a nil " + target.Type().String())
	}
	target = target.Elem()
	fresh, err := r.fresh(target.Type())
	if err == nil {
		target.Set(fresh.Elem())
	}
	return err
}

// fresh reads the one value of a document into a new value of the type.
func (r *jsonReader) fresh(t reflect.Type) (pointer reflect.Value, err error) {
	pointer = reflect.New(t)
	r.value(placeOf(pointer), codecOf(t))
	return pointer, r.finish()
}

// DecodeError says where a JSON document is not what the API's description
// promises. It never quotes values of the document, so it can be logged.
type DecodeError struct {
	// Operation is the name of the operation whose response it was, if any.
	Operation string
	// StatusCode is the HTTP status of that response, or zero.
	StatusCode int
	// Body is the document, if it came from a response.
	Body []byte
	// Path leads to the value, for example data[3].work_location.id. It is
	// empty for the document itself.
	Path string
	// Offset is the position of the value, in bytes from the document's start.
	Offset int64
	// Err says what is wrong there.
	Err error
}

// Error implements the error interface.
func (e *DecodeError) Error() string {
	text := errorPrefix
	if e.Operation != "" {
		text += e.Operation + ": "
	}
	text += "decode"
	if e.Path != "" {
		text += " " + e.Path
	}
	if e.Path != "" || e.Offset > 0 {
		text += " at offset " + strconv.FormatInt(e.Offset, 10)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the reason.
func (e *DecodeError) Unwrap() error { return e.Err }
