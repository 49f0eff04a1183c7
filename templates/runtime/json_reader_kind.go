package runtime

import "reflect"

// A value of another kind than the API's description promises costs one member, and
// never the document: the member counts as absent, and its text is kept in the Extras of
// its model. What is not kept by a member, an item or a union fails the reading, as does
// everything in a strict one.

// reading is how a document is read.
type reading struct {
	strict bool // whether a value of another kind fails the reading
	bare   bool // whether what fields cannot say is forgotten
	most   int  // how many problems are listed

	foreign func(text string, target any) error // reads values of types that are not ours, if there can be any
}

// problems are those of a document.
type problems struct {
	total  int
	listed []foundProblem
}

// foundProblem is a problem whose path is not known yet.
type foundProblem struct {
	offset          int
	expected, found string
}

// mismatch is the error about a well-formed value of another kind.
type mismatch struct {
	expected string
	found    string
}

// Error implements the error interface.
func (m *mismatch) Error() string { return "expected " + m.expected + ", found " + m.found }

// failMismatch records that a well-formed value is of another kind. It also makes the
// reader inexact, so that the innermost member looks at it.
func (r *jsonReader) failMismatch(at int, expected, found string) {
	if r.err == nil {
		m := &mismatch{expected, found}
		r.fail(at, m)
		r.mismatch, r.inexact = m, true
	}
}

// failExpected records that the coming value is not what it has to be.
func (r *jsonReader) failExpected(expected string) {
	kind := r.kind()
	if kind == kindInvalid {
		r.failSyntax()
		return
	}
	r.failMismatch(r.pos, expected, kind.describe())
}

// note remembers a problem.
func (r *jsonReader) note(at int, expected, found string) {
	if r.problems == nil {
		r.problems = &problems{}
	}
	r.problems.total++
	if len(r.problems.listed) < r.reading.most {
		r.problems.listed = append(r.problems.listed, foundProblem{offset: at, expected: expected, found: found})
	}
}

// forgive ends a mismatch: it notes the problem, goes back to where the value begins and
// returns the value's text. It returns false if the reading fails all the same.
func (r *jsonReader) forgive(at, depth int) (raw string, ok bool) {
	m := r.mismatch
	if m == nil || r.reading.strict {
		return "", false
	}
	r.note(r.errAt, m.expected, m.found)
	r.err, r.mismatch = nil, nil
	r.pos, r.depth, r.inexact = at, depth, false
	r.peek()
	at = r.pos
	r.skip()
	raw = r.keep(at)
	return raw, r.err == nil
}

// mostKept is how many times the length of its text may be kept of a document beside its
// values. What is inside each other is kept as often, and written again each time, which
// a hostile document must not make use of.
const mostKept = 64

// keep returns a copy of the text from start up to the position, to be kept beside a value.
func (r *jsonReader) keep(start int) string {
	if r.keptSize += r.pos - start; r.keptSize > mostKept*len(r.text) {
		r.fail(start, errKeptTooMuch)
	}
	return r.kept(start, r.pos)
}

// setAside handles the value of a field, which is of another kind: an optional field stays
// absent, any other is zero, and the Extras keep the text.
func (o *objectReader) setAside(f *fieldCodec, at int) {
	raw, ok := o.r.forgive(at, o.depth)
	if !ok {
		return
	}
	o.p.member(f.fieldPlace).value(f.codec.typ).SetZero()
	notes := o.keep()
	notes.foreign = true
	if !f.optional {
		notes.remembered = append(notes.remembered, rememberedMember{name: f.name, raw: raw, foreign: true})
		return
	}
	*o.p.state(f.fieldPlace) = optAbsent
	notes.unknown = append(notes.unknown, unknownMember{name: f.name, raw: raw})
}

// lacksNull reports whether a field of the kind, if it is not an Opt, cannot be null.
func (k codecKind) lacksNull() bool { return k != codecValue && k != codecPointer && k != codecForeign }

// readNull reads a null in the place of a field that has none.
func (o *objectReader) readNull(f *fieldCodec) {
	r, at := o.r, o.r.pos
	r.null()
	switch {
	case r.err != nil:
	case r.reading.strict:
		r.failMismatch(at, f.codec.expected(), kindNull.describe())
	default:
		r.note(at, f.codec.expected(), kindNull.describe())
		o.keep().remembered = append(o.notes.remembered, rememberedMember{name: f.name, raw: "null", foreign: true})
	}
}

// item reads an item of a list or of a map. One that is not an object where the description
// has one becomes an empty model that keeps its text. All others of another kind fail the
// list or map as a whole.
func (r *jsonReader) item(p place, c *codec) {
	if r.keepItem(p, c) {
		return
	}
	r.scalarItem(p, c)
}

// scalarItem reads an item that is not a model. A null for a scalar is of another kind, since
// a zero in its place would be made up; but the values of an enum may list it, which the
// types of items do not tell.
func (r *jsonReader) scalarItem(p place, c *codec) {
	switch c.kind {
	case codecString, codecBool, codecInt, codecInt32, codecInt64, codecUint64, codecFloat32, codecFloat64, codecTime, codecBytes:
		isEnum := c.kind != codecTime && c.typ.PkgPath() != ""
		if !isEnum && r.peek() == 'n' {
			r.failExpected(c.expected())
			return
		}
	}
	r.value(p, c)
}

// keepItem reads an item that should be an object and is not, and leaves all others.
func (r *jsonReader) keepItem(p place, c *codec) bool {
	if c.kind != codecModel && c.kind != codecOpt && c.kind != codecPointer || r.reading.strict || r.reading.bare {
		return false
	}
	kind := r.kind()
	switch {
	case kind == kindObject, kind == kindInvalid, kind == kindNull && c.kind != codecModel:
		return false
	case c.kind == codecModel:
		r.keepWhole(p, c, kind)
		return true
	case c.kind == codecOpt && c.elem.isModelPointer():
		value, state := p.opt(c)
		*state = optValue
		return r.keepItem(value, c.elem)
	case c.isModelPointer():
		value := r.newValue(c)
		p.point(value)
		r.keepWhole(value, c.elem, kind)
		return true
	}
	return false
}

func (c *codec) isModelPointer() bool { return c.kind == codecPointer && c.elem.kind == codecModel }

// keepWhole keeps the text of the coming value in an empty model, which is written as that
// text until one of its members is set.
func (r *jsonReader) keepWhole(p place, c *codec, kind jsonKind) {
	r.peek()
	start := r.pos
	r.note(start, "an object", kind.describe())
	r.skip()
	raw := r.keep(start)
	if r.err != nil {
		return
	}
	var w jsonWriter
	w.model(p, c.model)
	in[Extras](p.field(c.model.extras)).p = &extraMembers{whole: raw, empty: string(w.buf)}
}

// expected describes the values that the codec reads, for an error text.
func (c *codec) expected() string {
	switch c.kind {
	case codecOpt, codecPointer, codecFixed:
		return c.elem.expected()
	case codecString:
		return "a string"
	case codecTime:
		return "a date or time"
	case codecBytes:
		return "base64"
	case codecBool:
		return "a boolean"
	case codecInt, codecInt32, codecInt64, codecUint64:
		return "an integer"
	case codecFloat32, codecFloat64:
		return "a number"
	case codecFree, codecModel, codecMap:
		return "an object"
	case codecList:
		return "a list"
	}
	return "another value"
}

// fits reports whether the text of a value is of the codec's kind. It does not look into
// objects and lists.
func (c *codec) fits(text string) bool {
	r := jsonReader{text: text} // which may be cut or broken
	kind := r.kind()
	switch c.kind {
	case codecOpt, codecPointer:
		return kind == kindNull || c.elem.fits(text)
	case codecFixed:
		return c.elem.fits(text)
	case codecInt, codecInt32, codecInt64, codecUint64:
		return r.isIntegral()
	case codecTime, codecBytes:
		return kind == kindString && c.reads(text)
	default:
		return c.admits(kind)
	}
}

// reads reports whether a text can be read as a value.
func (c *codec) reads(text string) bool {
	r := jsonReader{text: text}
	r.value(placeOf(reflect.New(c.typ)), c)
	return r.err == nil
}
