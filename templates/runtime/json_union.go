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
	candidates    [kindArray + 1][]int
	// tagged are the variants by the values of the discriminator, and untagged the others
	// that are objects.
	tagged   map[string][]int
	untagged []int
	rest     int // the variant of values that have no tag, or one that none has; -1 if there is none
}

type variantCodec struct {
	pointer *codec // of what the union holds
	codec   *codec // of what that points to
	tags    []string
	values  []string
	object  variantRule
	rule    *ruleCodec // of the object that the variant is or whose lists it holds, if any
	rest    bool
}

func (u *unionCodec) fill(b codecBuilder, t reflect.Type) {
	of, ok := reflect.New(t).Interface().(described)
	if !ok {
		return
	}
	rules := of.variants()
	u.discriminator = rules.discriminator
	for _, v := range rules.variants {
		pointer := b.codec(reflect.TypeOf(v.of), formOf(v.format))
		u.variants = append(u.variants, variantCodec{pointer: pointer, tags: v.tags, values: v.values, object: v.object, rest: v.rest})
	}
}

// complete makes what it takes the codecs of the variants for.
func (u *unionCodec) complete() {
	u.rest, u.tagged = -1, map[string][]int{}
	for i := range u.variants {
		v := &u.variants[i]
		v.codec = v.pointer.elem
		if inner := v.codec.innermost(); inner.kind == codecModel {
			v.rule = ruleOf(v.object, inner.model)
		}
		for _, tag := range v.tags {
			u.tagged[tag] = append(u.tagged[tag], i)
		}
		if v.rest {
			u.rest = i
		}
	}
	for i := range u.variants {
		v := &u.variants[i]
		for kind := range u.candidates {
			if v.codec.mayBe(jsonKind(kind), 0) {
				u.candidates[kind] = append(u.candidates[kind], i)
			}
		}
		if len(v.tags) == 0 && v.codec.mayBe(kindObject, 0) {
			u.untagged = append(u.untagged, i)
		}
	}
}

// innermost returns the codec of what lists, maps, pointers and Opts hold at last.
func (c *codec) innermost() *codec {
	for range maxFitDepth {
		switch c.kind {
		case codecOpt, codecList, codecMap, codecPointer:
			c = c.elem
		}
	}
	return c
}

// mayBe reports whether values of the kind of JSON can be read, those of a union by one of its
// variants. Unions may hold each other, so it does not look into more than a few.
func (c *codec) mayBe(kind jsonKind, depth int) bool {
	if c.kind != codecUnion || depth > maxFitDepth {
		return c.admits(kind)
	}
	return slices.ContainsFunc(c.union.variants, func(v variantCodec) bool { return v.pointer.elem.mayBe(kind, depth+1) })
}

// admits reports whether values of the kind of JSON can be read.
func (c *codec) admits(kind jsonKind) bool {
	switch c.kind {
	case codecFixed:
		return c.elem.admits(kind)
	case codecForeign, codecValue, codecUnion:
		return kind > kindNull
	case codecFree, codecModel, codecMap:
		return kind == kindObject
	case codecList:
		return kind == kindArray
	case codecBool:
		return kind == kindBool
	case codecInt, codecInt32, codecInt64, codecUint64, codecFloat32, codecFloat64:
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
