package runtime

// objectReader reads the members of one object into a model. Its loop in the
// generated code is
//
//	for o := r.object(m, required); o.next(); {
//		switch o.key { … }
//	}
//
// It notices by itself what the fields could not take, and leaves that in the
// model's Extras.
type objectReader struct {
	r        *jsonReader
	m        jsonModel
	required []string
	// key is the name of the current member. It shares the memory of the
	// document and must be cloned to be kept.
	key     string
	valueAt int
	seenLow uint64
	seenAll []bool // instead of seenLow if there are many required members
	first   bool
	closed  bool
	outer   bool // inexact as it was before the object
	notes   *extraMembers
}

// object begins the object that m is read from. The names in required are
// those that m cannot tell to be absent.
func (r *jsonReader) object(m jsonModel, required []string) objectReader {
	switch r.peek() {
	case '{':
		r.enter()
	case 'n':
		if r.depth == 0 { // a member can be null by mistake, a whole result cannot
			r.failExpected("an object")
		} else {
			r.nullForPlain()
		}
		return objectReader{r: r, closed: true}
	default:
		r.failExpected("an object")
		return objectReader{r: r, closed: true}
	}
	o := objectReader{r: r, m: m, required: required, first: true, outer: r.inexact}
	r.inexact = false
	if len(required) > 64 {
		o.seenAll = make([]bool, len(required))
	}
	return o
}

// next moves to the next member.
func (o *objectReader) next() bool {
	if o.closed {
		return false
	}
	r := o.r
	if r.inexact {
		r.inexact = false
		o.remember(o.key, r.kept(o.valueStart(), r.pos))
	}
	key, more := r.nextMember(o.first)
	if !more {
		o.closed = true
		if r.err == nil {
			o.finish()
		}
		r.inexact = o.outer
		return false
	}
	o.first = false
	o.key = key
	o.valueAt = r.pos
	if o.notes != nil {
		o.notes.forget(key)
	}
	return true
}

// seen marks the required member of that index as present.
func (o *objectReader) seen(i int) {
	if o.seenAll != nil {
		o.seenAll[i] = true
		return
	}
	o.seenLow |= 1 << i
}

// has reports whether the required member of that index was seen.
func (o *objectReader) has(i int) bool {
	if o.seenAll != nil {
		return o.seenAll[i]
	}
	return o.seenLow&(1<<i) != 0
}

// keepUnknown reads a member that the model has no field for.
func (o *objectReader) keepUnknown() {
	o.keep().unknown = append(o.keep().unknown, unknownMember{o.r.own(o.key), o.r.raw()})
}

// remember notes the text of a member whose field cannot say it; an empty one
// stands for an absent member.
func (o *objectReader) remember(name, raw string) {
	o.keep().remembered = append(o.keep().remembered, rememberedMember{name: o.r.own(name), raw: raw})
}

func (o *objectReader) keep() *extraMembers {
	if o.notes == nil {
		o.notes = &extraMembers{}
	}
	return o.notes
}

// valueStart returns where the text of the current member's value begins.
func (o *objectReader) valueStart() int {
	for i := o.valueAt; i < len(o.r.text); i++ {
		switch o.r.text[i] {
		case ' ', '\n', '\t', '\r':
		default:
			return i
		}
	}
	return o.valueAt
}

// finish leaves in the model what its fields cannot say.
func (o *objectReader) finish() {
	all := uint64(1)<<len(o.required) - 1 // all bits set for 64 of them
	if o.seenAll != nil || o.seenLow != all {
		for i, name := range o.required {
			if !o.has(i) {
				o.remember(name, "")
			}
		}
	}
	if o.notes == nil {
		return
	}
	o.notes.dropRepeated()
	o.m.extras().p = o.notes
	if len(o.notes.remembered) > 0 {
		// What the fields are written as now tells later whether one changed.
		o.m.encodeJSON(&jsonWriter{learn: o.notes})
	}
}

// readModel reads a member that is a model or a union of its own. It begins with an
// empty one: where a name occurs twice, the last member counts and is not merged
// with the first.
func readModel[T any](v *T, r *jsonReader, read func(v *T, r *jsonReader)) {
	var empty T
	*v = empty
	read(v, r)
}

// readMember reads the current member of o into a map of additional
// properties.
func readMember[T any](members *map[string]T, o *objectReader, r *jsonReader, read func(v *T, r *jsonReader)) {
	name := o.r.own(o.key)
	var v T
	read(&v, r)
	if *members == nil {
		*members = make(map[string]T)
	}
	(*members)[name] = v
}
