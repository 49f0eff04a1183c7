package runtime

import "fmt"

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
	state optState
}

// Every method is compiled for each of the hundreds of types that an SDK has Opts of,
// several times over, and twice as often if it takes the Opt instead of its address.
// That is why there are no more, and why none is compiled into its own wrappers again.

// optState is a named field and not embedded: packages that go by fields, as yaml does,
// skip what is not exported, and fail on what is embedded.
type optState uint8

// A state that has a member has a bit of its own, which writers look for.
const (
	optAbsent optState = 0
	optValue  optState = 1 << 0
	optNull   optState = 1 << 1
)

// Some returns an Opt that holds v.
func Some[T any](v T) Opt[T] { return Opt[T]{value: v, state: optValue} }

// Null returns an Opt that is null, as in Null[string]().
func Null[T any]() Opt[T] { return Opt[T]{state: optNull} }

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

// In returns the object that o holds, to read on in it:
//
//	city := In(employee.HomeLocation).City.Or("")
//
// If there is none it returns an empty object, which belongs to nobody: what is written to
// it is lost. Use [Ensure] to write.
func In[T any](o Opt[*T]) *T {
	if o.state == optValue && o.value != nil {
		return o.value
	}
	return new(T)
}

// Ensure returns the object that o holds, to write to it. If there is none it sets o to an
// empty one first:
//
//	Ensure(&employee.HomeLocation).City = Some("Graz")
func Ensure[T any](o *Opt[*T]) *T {
	if o.state != optValue || o.value == nil {
		*o = Some(new(T))
	}
	return o.value
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
func (o *Opt[T]) IsNull() bool { return o.state == optNull }

// IsZero reports whether the Opt is absent. With the omitzero option, encoding/json
// omits an absent Opt and keeps one that is null.
func (o *Opt[T]) IsZero() bool { return o.state == optAbsent }

// Format implements fmt.Formatter. A value is printed as package fmt prints it, an object
// as its JSON. For reading, %+v and %#v print "absent" or "null" where there is none. All
// other verbs, and so fmt.Sprint, print a mark such as %!s(absent), which nobody takes for
// data: no request is sent that has one in a parameter or a header.
//
//go:noinline
func (o Opt[T]) Format(f fmt.State, verb rune) { formatOpt(f, verb, o.state, o.value) }

// MarshalJSON implements json.Marshaler. An absent Opt is null, too, unless
// the struct field that holds it has the omitzero option.
//
//go:noinline
func (o Opt[T]) MarshalJSON() ([]byte, error) { return marshalBoxed(o) }

// UnmarshalJSON implements json.Unmarshaler.
//
//go:noinline
func (o *Opt[T]) UnmarshalJSON(data []byte) error { return readDocument(data, o) }
