package runtime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// jsonWriter builds one JSON text. The first error sticks; what is written
// after it is of no use to anyone.
type jsonWriter struct {
	buf   []byte
	depth int // more than maxJSONDepth, too, after an error
	err   error
	// learn makes the object that is written next tell how it writes its
	// remembered members, instead of putting them back.
	learn *extraMembers
	// bare leaves out what is not in the fields of models: their Extras.
	bare bool
	// masked writes *** for what is sensitive.
	masked bool
}

// fail records the first error, with the path of the value that is about to be
// written.
func (w *jsonWriter) fail(err error) {
	if w.err != nil {
		return
	}
	w.depth += 2 * maxJSONDepth
	path := jsonPath(string(w.buf), len(w.buf))
	if path == "" {
		w.err = fmt.Errorf("%sencode: %w", errorPrefix, err)
		return
	}
	w.err = fmt.Errorf("%sencode %s: %w", errorPrefix, path, err)
}

// enter begins a list or an object, and reports what deeper does.
func (w *jsonWriter) enter(open byte) bool {
	ok := w.deeper()
	w.buf = append(w.buf, open)
	return ok
}

// deeper reports whether another list or object may begin. It may not after an
// error, which ends the walk through a value that contains itself.
func (w *jsonWriter) deeper() bool {
	w.depth++
	return w.depth <= maxJSONDepth || w.tooDeep()
}

func (w *jsonWriter) tooDeep() bool {
	w.fail(errTooDeep())
	return false
}

func (w *jsonWriter) leave(end byte) {
	w.depth--
	w.buf = append(w.buf, end)
}

// separate writes the comma before every member or item but the first.
func (w *jsonWriter) separate() {
	if c := w.buf[len(w.buf)-1]; c != '{' && c != '[' {
		w.buf = append(w.buf, ',')
	}
}

func (w *jsonWriter) null() { w.buf = append(w.buf, "null"...) }

func (w *jsonWriter) string(s string) { w.set(appendJSONString(w.buf, s)) }

// set replaces the text by one that was made of it. Most of the time that is longer,
// but in the same place, which the garbage collector need not be told of.
func (w *jsonWriter) set(buf []byte) {
	if cap(buf) == cap(w.buf) {
		w.buf = w.buf[:len(buf)]
	} else {
		w.buf = buf
	}
}

// float writes the shortest text that reads as f again.
func (w *jsonWriter) float(f float64, bits int) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		w.fail(fmt.Errorf("%v cannot be written as JSON", f))
		w.null()
		return
	}
	if n := int64(f); float64(n) == f && n != 0 && -1e15 < f && f < 1e15 {
		w.integer(n) // the same, and most are
		return
	}
	if bits == 64 && w.decimal(f) {
		return
	}
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	w.buf = strconv.AppendFloat(w.buf, f, format, -1, bits)
}

// decimal writes an amount or a rate: a number of at most three decimals, and reports
// whether it is one. Of all texts of no more than 15 digits none but that reads as f.
func (w *jsonWriter) decimal(f float64) bool {
	const scale, most = 1000, 1e15
	thousandths := int64(min(math.Abs(f)*scale+0.5, most))
	if thousandths == 0 || thousandths >= most || float64(thousandths)/scale != math.Abs(f) {
		return false
	}
	if f < 0 {
		w.buf = append(w.buf, '-')
	}
	w.integer(thousandths / scale)
	rest, digits := thousandths%scale, 1
	if rest%100 != 0 {
		digits = 2
	}
	if rest%10 != 0 {
		digits = 3
	}
	end := len(w.buf) + 1 + digits
	w.set(append(w.buf, '.', byte('0'+rest/100), byte('0'+rest/10%10), byte('0'+rest%10))[:end])
	return true
}

// any writes every value that encoding/json can marshal.
func (w *jsonWriter) any(value any) {
	switch v := value.(type) {
	case nil:
		w.null()
	case bool:
		w.buf = strconv.AppendBool(w.buf, v)
	case string:
		w.string(v)
	case float64:
		w.float(v, 64)
	case int:
		w.integer(int64(v))
	case int64:
		w.integer(v)
	case json.Number:
		w.number(v)
	case []any:
		w.anyList(v)
	case map[string]any:
		w.anyObject(v)
	case JSONValue:
		w.json(v)
	default:
		w.other(v)
	}
}

// other writes a value of any type. Ours are written by this writer, which knows how
// deep it is: a value that contains itself must not exhaust the stack.
func (w *jsonWriter) other(value any) {
	v := reflect.ValueOf(value)
	if v.Kind() == reflect.Struct {
		v = boxed(v)
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() && v.Type().Elem().Kind() == reflect.Struct {
		if c := codecOf(v.Type().Elem()); c.kind != codecForeign {
			w.value(placeOf(v), c)
			return
		}
	}
	w.marshaled(value)
}

// number writes the text of a json.Number as it is; an empty one stands for
// zero, as in encoding/json.
func (w *jsonWriter) number(n json.Number) {
	if n == "" {
		n = "0"
	}
	r := jsonReader{text: string(n)}
	if r.kind() == kindNumber {
		r.number()
	}
	if r.err != nil || r.pos != len(n) || r.pos == 0 || n[0] <= ' ' {
		w.fail(fmt.Errorf("json.Number %q is not a number", string(n)))
		return
	}
	w.buf = append(w.buf, n...)
}

func (w *jsonWriter) anyList(list []any) {
	if list == nil {
		w.null()
		return
	}
	if w.enter('[') {
		for _, item := range list {
			w.separate()
			w.any(item)
		}
	}
	w.leave(']')
}

func (w *jsonWriter) anyObject(object map[string]any) {
	if object == nil {
		w.null()
		return
	}
	if w.enter('{') && len(object) > 0 {
		var few [fewMembers]anyMember
		members := few[:0]
		for name, value := range object {
			members = append(members, anyMember{name, value})
		}
		sortMembers(members)
		for i := range members {
			if i > 0 {
				w.buf = append(w.buf, ',')
			}
			w.string(members[i].name)
			w.buf = append(w.buf, ':')
			w.any(members[i].value)
		}
	}
	w.leave('}')
}

// anyMember is a member of a free-form object.
type anyMember struct {
	name  string
	value any
}

// sortMembers sorts members by name; most objects have few.
func sortMembers(members []anyMember) {
	if len(members) > fewMembers {
		slices.SortFunc(members, func(a, b anyMember) int { return strings.Compare(a.name, b.name) })
		return
	}
	for i := 1; i < len(members); i++ {
		for k := i; k > 0 && members[k].name < members[k-1].name; k-- {
			members[k], members[k-1] = members[k-1], members[k]
		}
	}
}

// marshaled writes what encoding/json makes of a value.
func (w *jsonWriter) marshaled(value any) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		w.fail(err)
		w.null()
		return
	}
	w.buf = append(w.buf, bytes.TrimSuffix(out.Bytes(), []byte("\n"))...)
}

// marshalAny returns the JSON of any value.
func marshalAny(value any) ([]byte, error) {
	var w jsonWriter
	w.any(value)
	return w.buf, w.err
}
