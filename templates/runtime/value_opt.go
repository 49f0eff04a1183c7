package runtime

import (
	"fmt"
	"reflect"
)

// Opt is a value that may also be absent, or null: in JSON these are three
// different things to say. The zero Opt is absent. An absent member is not
// sent; one that is null is sent as null.
//
// Objects are held by pointers, as in Opt[*Employee]. Some(nil) of such an Opt is
// written as null, but is a value to Get: use Null to say null.
//
// The methods that ask an Opt take its address: one that is an item of a map, or the
// result of a function, is assigned to a variable first.
type Opt[T any] struct {
	value T
	presence
}

// Every method is compiled for each of the hundreds of types that an SDK has Opts of,
// several times over, and twice as often if it takes the Opt instead of its address.
// That is why there are no more, and why none is compiled into its own wrappers again.

// presence is what an Opt has besides its value. Its methods are those of every
// Opt, and are compiled once.
type presence struct{ state optState }

type optState uint8

// A state that has a member has a bit of its own, which writers look for.
const (
	optAbsent optState = 0
	optValue  optState = 1 << 0
	optNull   optState = 1 << 1
)

// Some returns an Opt that holds v.
func Some[T any](v T) Opt[T] { return Opt[T]{value: v, presence: presence{optValue}} }

// Null returns an Opt that is null, as in Null[string]().
func Null[T any]() Opt[T] { return Opt[T]{presence: presence{optNull}} }

// FromPtr returns an Opt that holds *p, or an absent one if p is nil. An object has
// Some for that, as its Opt holds the pointer.
func FromPtr[T any](p *T) Opt[T] {
	if p == nil {
		return Opt[T]{}
	}
	return Some(*p)
}

// ToPtr returns a pointer to a copy of the value of o, or nil if there is none.
func ToPtr[T any](o Opt[T]) *T {
	if v, ok := o.Get(); ok {
		return &v
	}
	return nil
}

// Get returns the value, and whether there is one.
//
//go:noinline
func (o *Opt[T]) Get() (T, bool) { return o.value, o.state == optValue }

// Or returns the value, or def if there is none.
//
//go:noinline
func (o *Opt[T]) Or(def T) T {
	if o.state == optValue {
		return o.value
	}
	return def
}

// IsNull reports whether the Opt is null.
func (p *presence) IsNull() bool { return p.state == optNull }

// IsZero reports whether the Opt is absent. With the omitzero option, encoding/json
// omits an absent Opt and keeps one that is null.
func (p *presence) IsZero() bool { return p.state == optAbsent }

// String returns the value as fmt.Sprint prints it, an object as JSON; or "null" or
// "absent".
//
//go:noinline
func (o Opt[T]) String() string { return describeOpt(o.state, o.value) }

func describeOpt(state optState, value any) string {
	switch state {
	case optAbsent:
		return "absent"
	case optNull:
		return "null"
	}
	if reflect.ValueOf(value).Kind() != reflect.Pointer {
		return fmt.Sprint(value)
	}
	text, err := marshalAny(value)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// MarshalJSON implements json.Marshaler. An absent Opt is null, too, unless
// the struct field that holds it has the omitzero option.
//
//go:noinline
func (o Opt[T]) MarshalJSON() ([]byte, error) { return marshalBoxed(o) }

// UnmarshalJSON implements json.Unmarshaler.
//
//go:noinline
func (o *Opt[T]) UnmarshalJSON(data []byte) error { return readDocument(data, o) }
