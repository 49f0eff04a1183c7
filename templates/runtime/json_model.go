package runtime

import (
	"strconv"
	"strings"
)

// errorPrefix begins the text of every error of this package, so that a log
// line tells where it comes from.
const errorPrefix = "stackone: "

// jsonModel is what the reader needs of a struct type to remember the members
// that its fields cannot say exactly.
type jsonModel interface {
	encodeJSON(w *jsonWriter)
	extras() *Extras
}

// marshalModel returns the JSON text of m.
func marshalModel(m interface{ encodeJSON(w *jsonWriter) }) ([]byte, error) {
	w := jsonWriter{buf: make([]byte, 0, 512)}
	m.encodeJSON(&w)
	return w.buf, w.err
}

// unmarshalModel replaces *m by the value of data. After an error, and for a
// null, *m is as it was: half a document is worse than none.
func unmarshalModel[T any, P interface {
	*T
	decodeJSON(r *jsonReader)
}](data []byte, m P) error {
	r := jsonReader{text: string(data)}
	if r.peek() == 'n' {
		r.null()
		return r.finish()
	}
	fresh := P(new(T))
	fresh.decodeJSON(&r)
	if err := r.finish(); err != nil {
		return err
	}
	*m = *fresh
	return nil
}

// readDocument reads the one value of data into *v, which must be zero.
func readDocument[T any](data []byte, v *T, read func(v *T, r *jsonReader)) error {
	r := jsonReader{text: string(data)}
	read(v, &r)
	return r.finish()
}

// writeDocument returns the JSON text of *v.
func writeDocument[T any](v *T, write func(v *T, w *jsonWriter)) ([]byte, error) {
	w := jsonWriter{buf: make([]byte, 0, 512)}
	write(v, &w)
	return w.buf, w.err
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
	var b strings.Builder
	b.WriteString(errorPrefix)
	if e.Operation != "" {
		b.WriteString(e.Operation)
		b.WriteString(": ")
	}
	b.WriteString("decode")
	if e.Path != "" {
		b.WriteByte(' ')
		b.WriteString(e.Path)
	}
	if e.Path != "" || e.Offset > 0 {
		b.WriteString(" at offset ")
		b.WriteString(strconv.FormatInt(e.Offset, 10))
	}
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the reason.
func (e *DecodeError) Unwrap() error { return e.Err }
