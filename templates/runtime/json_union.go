package runtime

import (
	"reflect"
	"slices"
	"strings"
)

// unionCodec is how a union is read and written.
type unionCodec struct {
	discriminator string
	variants      []variantCodec
	rules         []ruleCodec // of the variants that are models, or unions of models
	candidates    [kindArray + 1][]int
	rest          int // the variant of objects without a known discriminator, or -1
}

// ruleCodec is the rule of a model that is a variant, or in a variant that is a union.
type ruleCodec struct {
	variantRule
	fields []*fieldCodec // of the required members
	index  int           // of the variant
}

type variantCodec struct {
	pointer *codec // of what the union holds
	codec   *codec // of what that points to
	tags    []string
	values  []string
	object  variantRule
}

func (u *unionCodec) fill(b codecBuilder, t reflect.Type) {
	of, ok := reflect.New(t).Interface().(described)
	if !ok {
		return
	}
	rules := of.variants()
	u.discriminator, u.rest = rules.discriminator, -1
	for i, v := range rules.variants {
		if v.rest {
			u.rest = i
		}
		pointer := b.codec(reflect.TypeOf(v.of), formOf(v.format))
		u.variants = append(u.variants, variantCodec{pointer: pointer, tags: v.tags, values: v.values, object: v.object})
	}
}

// complete makes what it takes the codecs of the variants for.
func (u *unionCodec) complete() {
	for i := range u.variants {
		v := &u.variants[i]
		v.codec = v.pointer.elem
		u.addRules(v, i)
		for kind := range u.candidates {
			if v.codec.admits(jsonKind(kind)) {
				u.candidates[kind] = append(u.candidates[kind], i)
			}
		}
	}
}

// addRules adds the rules by which a variant is chosen.
func (u *unionCodec) addRules(v *variantCodec, index int) {
	switch c := v.pointer.elem; c.kind {
	case codecModel:
		fields := make([]*fieldCodec, len(v.object.required))
		for i, name := range v.object.required {
			fields[i] = c.model.fieldOf(name)
		}
		u.rules = append(u.rules, ruleCodec{v.object, fields, index})
	case codecUnion:
		for i := range c.union.variants {
			u.addRules(&c.union.variants[i], index)
		}
	}
}

// admits reports whether values of the kind of JSON can be read.
func (c *codec) admits(kind jsonKind) bool {
	switch c.kind {
	case codecForeign, codecValue, codecUnion:
		return kind > kindNull
	case codecFree, codecModel, codecMap:
		return kind == kindObject
	case codecList:
		return kind == kindArray
	case codecBool:
		return kind == kindBool
	case codecInt, codecInt32, codecInt64, codecFloat32, codecFloat64:
		return kind == kindNumber
	}
	return kind == kindString
}

// union reads a value as the variant it seems to be. If it is not, its text is
// kept: one value that the API's description does not foresee must not cost the
// whole document.
func (r *jsonReader) union(v *union, u *unionCodec) {
	*v = union{}
	i := r.choose(u)
	if i < 0 {
		r.noVariant(v, u)
		return
	}
	variant := &u.variants[i]
	r.peek()
	pos, depth, inexact := r.pos, r.depth, r.inexact
	r.inexact = false
	value := r.newValue(variant.pointer)
	r.value(value, variant.codec)
	if r.mismatch != nil {
		if raw, ok := r.forgive(pos, depth); ok {
			v.text, r.inexact = &unionText{raw: raw}, inexact
		}
		return
	}
	v.value = value.pointer(variant.codec.typ)
	if r.inexact && r.err == nil {
		v.text = &unionText{raw: r.kept(pos, r.pos)}
		if written, err := marshalModel(v.value); err == nil {
			v.text.written = string(written)
		}
	}
	r.inexact = inexact
}

// noVariant reads a value that is none of the variants. Another object or string than
// those described may be one of a later description; another kind of value is a problem.
func (r *jsonReader) noVariant(v *union, u *unionCodec) {
	kind := r.kind()
	if kind > kindNull && len(u.candidates[kind]) == 0 {
		if r.reading.strict {
			r.failExpected(u.expected())
			return
		}
		r.note(r.pos, u.expected(), kind.describe())
	}
	v.text = &unionText{raw: r.raw()}
}

// expected describes the values that the variants are, for an error text.
func (u *unionCodec) expected() string {
	var kinds []string
	for kind, candidates := range u.candidates {
		if len(candidates) > 0 {
			kinds = append(kinds, jsonKind(kind).describe())
		}
	}
	return strings.Join(kinds, " or ")
}

// hides reports whether a variant has a sensitive member. A value that is none of the
// variants may have it, too.
func (u *unionCodec) hides() bool {
	for i := range u.variants {
		switch c := u.variants[i].codec; {
		case c.kind == codecModel && c.model.hides, c.kind == codecUnion && c.union.hides():
			return true
		}
	}
	return false
}

// union writes the variant that v holds, or else the text it was read from.
func (w *jsonWriter) union(v *union, u *unionCodec) {
	switch {
	case v.value != nil && (w.bare || w.masked):
	case v.text != nil && w.masked && u.hides():
		w.mask()
		return
	case v.keepsText():
		w.buf = append(w.buf, v.text.raw...)
		return
	case v.value == nil:
		w.null()
		return
	}
	pointer := reflect.ValueOf(v.value)
	for i := range u.variants {
		if u.variants[i].pointer.typ == pointer.Type() {
			w.value(placeOf(pointer), u.variants[i].codec)
			return
		}
	}
	w.null()
}

// choose returns the index of the variant that the coming value seems to be, or
// -1: by the discriminator where there is one, or else by the kind of the value
// and what the variants say of themselves.
func (r *jsonReader) choose(u *unionCodec) int {
	if u.discriminator != "" {
		tag := r.discriminator(u.discriminator)
		for i := range u.variants {
			if slices.Contains(u.variants[i].tags, tag) {
				return i
			}
		}
	}
	kind := r.kind()
	candidates := u.candidates[kind]
	if kind == kindObject && u.rest >= 0 {
		return u.rest
	}
	if len(candidates) == 0 {
		return -1
	}
	if len(candidates) == 1 {
		return candidates[0]
	}
	switch kind {
	case kindObject:
		return r.chooseObject(u, candidates)
	case kindString:
		return r.chooseString(u, candidates)
	case kindNumber:
		return r.chooseNumber(u, candidates)
	}
	return candidates[0]
}

// chooseObject goes by the members of the object. What fits no declared object
// is left to the first variant that takes any object.
func (r *jsonReader) chooseObject(u *unionCodec, candidates []int) int {
	if i := r.matchObject(u.rules); i >= 0 {
		return u.rules[i].index
	}
	for _, i := range candidates {
		if u.variants[i].codec.kind != codecModel {
			return i
		}
	}
	return -1
}

// chooseString prefers an enum that knows the value to any other string that it can be.
func (r *jsonReader) chooseString(u *unionCodec, candidates []int) int {
	rest, text := candidates[0], r.ahead()
	for _, i := range candidates {
		if v := &u.variants[i]; len(v.values) == 0 && v.codec.fits(text) {
			rest = i
			break
		}
	}
	for _, i := range candidates {
		if i != rest && r.stringIn(u.variants[i].values) {
			return i
		}
	}
	return rest
}

// chooseNumber prefers an integer type for integers.
func (r *jsonReader) chooseNumber(u *unionCodec, candidates []int) int {
	integer, number := -1, -1
	for _, i := range candidates {
		switch u.variants[i].codec.kind {
		case codecInt, codecInt32, codecInt64:
			if integer < 0 {
				integer = i
			}
		default:
			if number < 0 {
				number = i
			}
		}
	}
	switch {
	case integer < 0 || number < 0:
		return candidates[0]
	case r.isIntegral():
		return integer
	}
	return number
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

// matchObject returns the index of the rule that fits the coming object best,
// or -1. A rule fits if all its required members are present and of the kind that
// the model has for them, and its constant ones, where present, have one of their
// values. Among those that fit, the number of matching constants counts first, then
// that of required and then that of known members; a tie goes to the first rule.
func (r *jsonReader) matchObject(rules []ruleCodec) int {
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
func (rule *ruleCodec) score(members map[string]string) (score [3]int, fits bool) {
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
	for i, name := range rule.required {
		if text, present := members[name]; !present || !rule.fields[i].admits(text) {
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

// admits reports whether a text is of the kind that a model has for a member. A member
// without a field can be any.
func (f *fieldCodec) admits(text string) bool {
	return f == nil || f.optional && text == "null" || f.codec.fits(text)
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
