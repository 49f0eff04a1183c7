package runtime

import (
	"encoding/json"
	"slices"
	"strings"
)

// union is embedded in every generated union. It holds one of the variants, or
// the text of a value that is none of them.
type union struct {
	value any
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

// current returns the value to write, nil if the text is to be written instead.
func (u *union) current() any {
	if u.text == nil || u.value == nil {
		return u.value
	}
	if written, err := marshalAny(u.value); err == nil && string(written) == u.text.written {
		return nil
	}
	return u.value
}

// Raw returns the JSON of what the union holds, nil if that is nothing or
// cannot be written.
func (u union) Raw() json.RawMessage {
	if u.text != nil && u.current() == nil {
		return json.RawMessage(u.text.raw)
	}
	if u.value == nil {
		return nil
	}
	raw, err := marshalAny(u.value)
	if err != nil {
		return nil
	}
	return raw
}

// IsZero reports whether the union holds nothing.
func (u union) IsZero() bool { return u.value == nil && u.text == nil }

// unionAs returns the variant of type T if u holds it.
func unionAs[T any](u union) (T, bool) {
	v, ok := u.value.(T)
	return v, ok
}

// readVariant reads a value as the variant it seems to be. If it is not, its
// text is kept: one value that the API's description does not foresee must not
// cost the whole document.
func readVariant[T any](u *union, r *jsonReader, read func(v *T, r *jsonReader)) {
	r.peek()
	pos, depth, inexact := r.pos, r.depth, r.inexact
	r.inexact = false
	var v T
	read(&v, r)
	if r.err != nil && r.mismatch {
		r.err, r.mismatch = nil, false
		r.pos, r.depth, r.inexact = pos, depth, inexact
		r.unknownVariant(u)
		return
	}
	*u = union{value: v}
	if r.inexact && r.err == nil {
		u.text = &unionText{raw: r.kept(pos, r.pos)}
		if written, err := marshalAny(u.value); err == nil {
			u.text.written = string(written)
		}
	}
	r.inexact = inexact
}

// unknownVariant keeps the text of a value of any kind.
func (r *jsonReader) unknownVariant(u *union) { *u = union{text: &unionText{raw: r.raw()}} }

// unknownVariant writes the text of a value that is none of the variants.
func (w *jsonWriter) unknownVariant(u *union) {
	if u.text == nil {
		w.null()
		return
	}
	w.buf = append(w.buf, u.text.raw...)
}

// The methods below look at the coming value without reading it. They work on
// a copy of the reader; an error is left for the reading to find.

// isIntegral reports whether the coming number is an integer by its value.
func (r *jsonReader) isIntegral() bool {
	if r.kind() != kindNumber {
		return false
	}
	ahead := *r
	text, digits := ahead.number()
	return ahead.err == nil && (digits || decimalOf(text).exponent >= 0)
}

// stringIn reports whether the coming value is one of these strings.
func (r *jsonReader) stringIn(values []string) bool {
	if r.kind() != kindString {
		return false
	}
	ahead := *r
	s, _ := ahead.token()
	return ahead.err == nil && slices.Contains(values, s)
}

// discriminator returns the string that the named member of the coming object
// has, or "".
func (r *jsonReader) discriminator(name string) string {
	if r.kind() != kindObject {
		return ""
	}
	found := ""
	ahead := *r
	ahead.enter()
	for first := true; ; first = false {
		key, more := ahead.nextMember(first)
		switch {
		case !more:
			return strings.Clone(found)
		case key != name:
			ahead.skip()
		case ahead.kind() == kindString:
			found, _ = ahead.token()
		default:
			found = ""
			ahead.skip()
		}
	}
}

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

// matchObject returns the index of the rule that fits the coming object best,
// or -1. A rule fits if all its required members are present and its constant
// ones, where present, have one of their values. Among those that fit, the
// number of matching constants counts first, then that of required and then
// that of known members; a tie goes to the first rule.
func (r *jsonReader) matchObject(rules []variantRule) int {
	if r.kind() != kindObject {
		return -1
	}
	ahead := *r
	members := ahead.memberTexts()
	best, bestScore := -1, [3]int{-1}
	for i := range rules {
		if score, fits := rules[i].score(members); fits && slices.Compare(score[:], bestScore[:]) > 0 {
			best, bestScore = i, score
		}
	}
	return best
}

// memberTexts returns the text of each member of an object by its name.
func (r *jsonReader) memberTexts() map[string]string {
	members := make(map[string]string)
	r.enter()
	for first := true; ; first = false {
		name, more := r.nextMember(first)
		if !more {
			return members
		}
		r.peek()
		start := r.pos
		r.skip()
		members[name] = r.text[start:r.pos]
	}
}

// score counts what of the rule the members meet, in the order of weight.
func (rule *variantRule) score(members map[string]string) (score [3]int, fits bool) {
	for _, c := range rule.consts {
		text, present := members[c.name]
		if !present {
			continue
		}
		if !slices.ContainsFunc(c.values, func(value string) bool { return sameScalar(text, value) }) {
			return score, false
		}
		score[0]++
	}
	for _, name := range rule.required {
		if _, present := members[name]; !present {
			return score, false
		}
		score[1]++
	}
	for _, name := range rule.known {
		if _, present := members[name]; present {
			score[2]++
		}
	}
	return score, true
}

// sameScalar reports whether two JSON texts are the same string, number or
// word.
func sameScalar(a, b string) bool {
	if a == b {
		return true
	}
	x, y := jsonReader{text: a}, jsonReader{text: b}
	kind := x.kind()
	if kind != y.kind() {
		return false
	}
	switch kind {
	case kindString:
		s, _ := x.token()
		t, _ := y.token()
		return x.err == nil && y.err == nil && s == t
	case kindNumber:
		m, _ := x.number()
		n, _ := y.number()
		return x.err == nil && y.err == nil && sameDecimal(m, n)
	}
	return false
}
