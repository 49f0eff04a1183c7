package runtime

import (
	"slices"
	"strings"
)

// choose returns the index of the variant that the coming value seems to be, or -1: by the
// discriminator where there is one, or else by the kind of the value and what it has of each
// variant. What speaks for or against a variant never depends on the others.
func (r *jsonReader) choose(u *unionCodec) int {
	kind := r.kind()
	candidates := u.candidates[kind]
	if kind == kindObject && u.discriminator != "" {
		tag, tagged := r.discriminator(u.discriminator)
		switch {
		case !tagged && u.rest >= 0:
			return u.rest
		case tagged:
			if candidates = u.tagged[tag]; len(candidates) == 1 {
				return candidates[0]
			}
			if len(candidates) == 0 {
				return r.chooseUntagged(u)
			}
		}
	}
	return r.chooseAmong(u, candidates, kind)
}

// chooseUntagged chooses for an object whose tag no variant has.
func (r *jsonReader) chooseUntagged(u *unionCodec) int {
	if i := r.chooseAmong(u, u.untagged, kindObject); i >= 0 {
		return i
	}
	return u.rest
}

// chooseAmong returns the candidate that fits best, or -1.
func (r *jsonReader) chooseAmong(u *unionCodec, candidates []int, kind jsonKind) int {
	switch {
	case len(candidates) == 0:
		return -1
	case len(candidates) == 1:
		// There is nothing to tell it from: only a constant rules it out.
		v := &u.variants[candidates[0]]
		if v.codec.kind == codecModel && v.rule.isClosed() && !v.rule.admits(r.ahead()) {
			return -1
		}
		return candidates[0]
	}
	switch kind {
	case kindObject, kindArray:
		i, _ := u.best(&fitText{text: r.ahead()}, candidates, 0)
		return i
	case kindString:
		return r.chooseString(u, candidates)
	case kindNumber:
		return r.chooseNumber(u, candidates)
	}
	return candidates[0]
}

// chooseString prefers an enum that knows the value to any other string that it can be. An enum
// may have values that are not described, but of several enums it could be any.
func (r *jsonReader) chooseString(u *unionCodec, candidates []int) int {
	text := r.ahead()
	return u.chooseScalar(text, candidates, func(i int) bool { return u.variants[i].codec.fits(text) })
}

// chooseNumber prefers an enum that knows the value, and then an integer type for integers.
func (r *jsonReader) chooseNumber(u *unionCodec, candidates []int) int {
	text, integral := r.ahead(), r.isIntegral()
	return u.chooseScalar(text, candidates, func(i int) bool {
		switch u.variants[i].codec.kind {
		case codecInt, codecInt32, codecInt64, codecUint64:
			return integral
		}
		return !integral
	})
}

// chooseScalar returns the enum that knows the value of a text, or the first plain candidate,
// preferably one that is wanted, or an enum if it is the only candidate left.
func (u *unionCodec) chooseScalar(text string, candidates []int, wanted func(i int) bool) int {
	plain, enum, enums := -1, -1, 0
	for _, i := range candidates {
		switch values := u.variants[i].values; {
		case len(values) > 0:
			if slices.ContainsFunc(values, func(value string) bool { return sameScalar(text, value) }) {
				return i
			}
			enum = i
			enums++
		case plain < 0 || !wanted(plain) && wanted(i):
			plain = i
		}
	}
	switch {
	case plain >= 0 && (enums == 0 || wanted(plain)), plain >= 0 && enums > 1:
		return plain
	case enums == 1:
		return enum
	}
	return plain
}

// The methods below look at the coming value without reading it. They work on
// a copy of the reader; an error is left for the reading to find.

// ahead returns the text of the coming value.
func (r *jsonReader) ahead() string {
	ahead := *r
	ahead.peek()
	start := ahead.pos
	ahead.skip()
	return ahead.text[start:ahead.pos]
}

// isIntegral reports whether the coming number is an integer by its value.
func (r *jsonReader) isIntegral() bool {
	if r.kind() != kindNumber {
		return false
	}
	ahead := *r
	text, digits := ahead.number()
	return ahead.err == nil && (digits || decimalOf(text).exponent >= 0)
}

// discriminator returns the text of the scalar that the named member of the coming object has:
// a string itself, a number without a fraction of zeros, or the word. A null is none.
func (r *jsonReader) discriminator(name string) (tag string, found bool) {
	if r.kind() != kindObject {
		return "", false
	}
	ahead := *r
	ahead.enter()
	for first := true; ; first = false {
		key, more := ahead.nextMember(first)
		switch {
		case !more:
			return tag, found
		case key != name:
			ahead.skip()
			continue
		}
		tag, found = "", true
		switch ahead.kind() {
		case kindString:
			text, _ := ahead.token()
			tag = strings.Clone(text)
		case kindNumber:
			text, _ := ahead.number()
			if tag = text; ahead.err == nil {
				tag = plainNumber(text)
			}
		case kindBool:
			start := ahead.pos
			ahead.skip()
			tag = ahead.text[start:ahead.pos]
		default:
			found = false
			ahead.skip()
		}
	}
}

// plainNumber returns the shortest spelling of an integer, and leaves other numbers as they are.
func plainNumber(text string) string {
	const most = 20 // digits
	d := decimalOf(text)
	if d.exponent < 0 || d.exponent > most {
		return text
	}
	return d.sign + d.digits + strings.Repeat("0", int(d.exponent))
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
