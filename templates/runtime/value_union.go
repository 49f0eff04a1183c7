package runtime

import "encoding/json"

// union is embedded in every generated union. It holds one of the variants, or
// the text of a value that is none of them.
type union struct {
	_     [0]func()  // unions are not compared with ==
	value any        // a pointer to the variant, which nothing changes
	text  *unionText // nil for the usual value, which says it all
}

// unionText is the text that a union was read from.
type unionText struct {
	raw string
	// written is what the value was written as right after reading, if it cannot
	// say all of the text: as long as it is, the text goes back as it came. It is
	// empty if there is no value.
	written string
}

// unionOf returns a union that holds a variant.
func unionOf[T any](v T) union { return union{value: &v} }

// unionAs returns the variant of type T if u holds it.
func unionAs[T any](u union) (T, bool) {
	if v, ok := u.value.(*T); ok {
		return *v, true
	}
	var none T
	return none, false
}

// keepsText reports whether the text that the union was read from is to be written,
// because the value still is as it was, or there is none.
func (u *union) keepsText() bool {
	if u.text == nil || u.value == nil {
		return u.text != nil
	}
	written, err := marshalModel(u.value)
	return err == nil && string(written) == u.text.written
}

// Raw returns the JSON of what the union holds, nil if that is nothing or
// cannot be written.
func (u union) Raw() json.RawMessage {
	switch {
	case u.keepsText():
		return json.RawMessage(u.text.raw)
	case u.value == nil:
		return nil
	}
	raw, err := marshalModel(u.value)
	if err != nil {
		return nil
	}
	return raw
}

// IsZero reports whether the union holds nothing.
func (u union) IsZero() bool { return u.value == nil && u.text == nil }

// unionRules is what a generated union says of itself.
type unionRules struct {
	discriminator string
	variants      []unionVariant
}

// unionVariant says what a variant is and how to know it.
type unionVariant struct {
	of     any      // a nil pointer to the variant's type
	format string   // of times in it, as in a struct tag
	tags   []string // the values of the discriminator
	rest   bool     // of objects that no value of the discriminator selects
	values []string // of an enum
	object variantRule
}

// described is a generated union.
type described interface{ variants() unionRules }

// variantRule tells by which members an object is a certain variant of a
// union.
type variantRule struct {
	required []string
	known    []string // the required ones, too
	consts   []variantConst
}

// variantConst is a member that has one of a few values in a variant, given as
// JSON.
type variantConst struct {
	name   string
	values []string
}
