package runtime

import "reflect"

// The methods of this file are for tests that compare models: comparison packages
// call a method Equal where they may not look at unexported fields. Encoding and
// decoding have no use for them, and none for reflection.

// Equal reports whether two values are both absent, both null or the same.
func (o Opt[T]) Equal(other Opt[T]) bool { return reflect.DeepEqual(o, other) }

// Equal reports whether two models keep the same members besides their fields, in
// whatever order and however they came there.
func (e Extras) Equal(other Extras) bool {
	return reflect.DeepEqual(e.Extra(), other.Extra()) && reflect.DeepEqual(e.remembered(), other.remembered())
}

func (e Extras) remembered() []rememberedMember {
	if e.p == nil || len(e.p.remembered) == 0 {
		return nil
	}
	return e.p.remembered
}

// Equal reports whether two values are the same text of JSON.
func (v JSONValue) Equal(other JSONValue) bool { return v == other }

func (u union) equal(other union) bool { return reflect.DeepEqual(u, other) }
