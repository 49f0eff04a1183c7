package runtime

import (
	"fmt"
	"reflect"
)

// Copy sets the members of the model that dst points to that src has, too, by the same
// wire name and as the same kind of value. It is the way from what the API returned to
// what it takes:
//
//	var update EmployeeUpdate
//	err := Copy(&update, employee)
//
// Members of src that are absent change nothing, and those that dst does not declare are
// left out, as is all that Extras keep, here and in the objects inside. Nothing that is
// copied is shared. The models need not be of one type; src may be a model or a pointer to
// one. Only what is not that is an error, and a value that JSON does not have.
func Copy(dst, src any) error {
	target, from := reflect.ValueOf(dst), reflect.ValueOf(src)
	if from.Kind() == reflect.Struct {
		from = boxed(from)
	}
	if !isModelPointer(target) {
		return fmt.Errorf("%scopy to a %T, which is not a pointer to a model", errorPrefix, dst)
	}
	if !isModelPointer(from) {
		return fmt.Errorf("%scopy from a %T, which is not a model", errorPrefix, src)
	}
	w := jsonWriter{bare: true}
	w.value(placeOf(from), codecOf(from.Type().Elem()))
	if w.err != nil {
		return w.err
	}
	r := jsonReader{text: string(w.buf), reading: reading{bare: true}}
	r.copyMembers(placeOf(target), codecOf(target.Type().Elem()).model)
	return r.finish()
}

// isModelPointer reports whether a value points to a model.
func isModelPointer(v reflect.Value) bool {
	return v.Kind() == reflect.Pointer && !v.IsNil() && codecOf(v.Type().Elem()).kind == codecModel
}

// copyMembers reads an object into a model that may have values already.
func (r *jsonReader) copyMembers(p place, m *modelCodec) {
	r.enter()
	for first := true; ; first = false {
		name, more := r.nextMember(first)
		if !more {
			return
		}
		if f := m.names.field(name); f != nil {
			r.copyMember(p, f)
		} else {
			r.skip()
		}
	}
}

// copyMember reads the value of a field, which stays as it is if that is of another kind.
func (r *jsonReader) copyMember(p place, f *fieldCodec) {
	at, depth := r.pos, r.depth
	if r.peek() == 'n' && (f.optional || f.kind.lacksNull()) {
		r.null()
		if f.optional {
			p.member(f.fieldPlace).value(f.codec.typ).SetZero()
			*p.state(f.fieldPlace) = optNull
		}
		return
	}
	value := reflect.New(f.codec.typ)
	r.value(placeOf(value), f.codec)
	if r.mismatch != nil {
		r.forgive(at, depth)
		return
	}
	r.inexact = false
	p.fill(f.fieldPlace).value(f.codec.typ).Set(value.Elem())
}
