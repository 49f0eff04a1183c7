package runtime

import "errors"

// objectReader reads the members of one object into a model. It notices by
// itself what the fields could not take, and leaves that in the model's Extras.
type objectReader struct {
	r     *jsonReader
	m     *modelCodec
	p     place
	next  int // the index of the field that is expected
	top   int // the index behind all fields that were there
	ahead int // how many fields from there on are looked at first
	notes *extraMembers
	// seen has a bit for each required member that was there, and more has those
	// that it has no room for.
	seen  uint64
	more  []uint64
	count int // of those
}

// model reads an object into an empty model.
func (r *jsonReader) model(p place, c *codec) {
	switch r.peek() {
	case '{':
	case 'n':
		if r.depth == 0 { // a member can be null by mistake, a whole result cannot
			r.failExpected("an object")
		} else {
			r.nullForPlain()
		}
		return
	default:
		r.failExpected("an object")
		return
	}
	outer := r.inexact
	r.inexact = false
	var o objectReader // set one by one, for a literal is built elsewhere and copied
	o.r, o.m, o.p, o.ahead = r, c.model, p, fieldsAhead
	if o.m.required > 64 {
		o.more = make([]uint64, o.m.required/64+1)
	}
	o.read()
	if r.err == nil {
		o.finish()
	}
	r.inexact = outer
}

// read reads the members.
func (o *objectReader) read() {
	r, keys := o.r, o.m.keys
	r.enter()
	for first := true; ; first = false {
		if text := r.text; !first && r.pos+1 < len(text) && text[r.pos] == ',' && text[r.pos+1] == '"' {
			r.pos++
		} else if !r.toName(first) {
			return
		}
		i, name := o.field()
		switch {
		case i < 0 && r.err != nil:
			return
		case i < 0:
			o.readOther(r.ownName(name))
			continue
		}
		// To look for what is there already would cost more than all else: mostly
		// nobody has touched that memory yet.
		again := i < o.top && o.holds(&o.m.fields[i])
		o.top = max(o.top, i+1)
		if k := &keys[i]; k.isText && !again && o.readText(k) {
			continue
		}
		f := &o.m.fields[i]
		if again {
			o.empty(f)
		}
		at := r.pos
		o.readField(f)
		if r.inexact {
			o.remember(f.name, at)
		}
	}
}

// fieldsAhead is how many fields in a row a document may leave out before the next
// one is found by its hash.
const fieldsAhead = 12

// field reads the name of a member and returns the index of its field, or else a
// negative number and the name. The members mostly come in the order of the
// description, so that it is enough to look at the next few fields.
func (o *objectReader) field() (index int, name string) {
	r, keys, text, pos := o.r, o.m.keys, o.r.text, o.r.pos
	last := min(o.next+o.ahead, len(keys))
	if pos+8 <= len(text) {
		head := word(text, pos)
		for i := o.next; i < last; i++ {
			k := &keys[i]
			if head&k.mask != k.head {
				continue
			}
			end := pos + int(k.length)
			if k.length > 8 && (end > len(text) || word(text, end-8) != k.tail) {
				continue
			}
			if k.length > 16 && text[pos:end] != o.m.fields[i].key {
				continue
			}
			r.pos = end
			o.next = i + 1
			return i, ""
		}
	}
	name, ok := r.memberName()
	if !ok {
		return -1, ""
	}
	f := o.m.field(name)
	if f == nil {
		return -1, name
	}
	if f.index < o.next {
		o.ahead = 1 // another order
	}
	o.next = f.index + 1
	return f.index, ""
}

// readText reads a plain string into an absent Opt, which is what most members are,
// and reports whether it could. Others have to be left to readField.
func (o *objectReader) readText(k *memberKey) bool {
	r := o.r
	text, start := r.text, r.pos+1
	if start >= len(text) || text[start-1] != '"' {
		return false
	}
	end := plainEnd(text, start)
	if end >= len(text) || text[end] != '"' {
		return false
	}
	r.pos = end + 1
	*in[string](o.p.at(uintptr(k.offset))) = r.own(start, end)
	*in[optState](o.p.at(uintptr(k.state))) = optValue
	return true
}

func (o *objectReader) readField(f *fieldCodec) {
	r := o.r
	p := o.p.at(f.offset)
	c := r.peek()
	if f.optional {
		state := in[optState](o.p.at(f.state))
		if c == 'n' {
			r.null()
			*state = optNull
			return
		}
		*state = optValue
	} else if word, bit := o.required(f); *word&bit == 0 {
		*word |= bit
		o.count++
	}
	if c == '"' && f.codec.kind == codecString {
		*in[string](p) = r.string()
		return
	}
	r.value(p, f.codec)
}

// holds reports whether a field has a value.
func (o *objectReader) holds(f *fieldCodec) bool {
	if f.optional {
		return *in[optState](o.p.at(f.state)) == optValue
	}
	word, bit := o.required(f)
	return *word&bit != 0
}

// empty makes a field empty again, for its member is there again: the last one counts
// and is not merged with the first.
func (o *objectReader) empty(f *fieldCodec) {
	o.p.at(f.offset).value(f.codec.typ).SetZero()
	if o.notes != nil {
		o.notes.forget(f.name)
	}
}

// required returns the bit that tells whether a required member was there.
func (o *objectReader) required(f *fieldCodec) (word *uint64, bit uint64) {
	if f.required < 64 {
		return &o.seen, 1 << f.required
	}
	return &o.more[f.required>>6], 1 << (f.required & 63)
}

// opt reads into an Opt, which may hold a value already.
func (r *jsonReader) opt(p place, state *optState, c *codec) {
	if *state == optValue {
		p.value(c.typ).SetZero() // the member occurs again; nothing of the first may stay
	}
	if r.peek() == 'n' {
		r.null()
		*state = optNull
		return
	}
	*state = optValue
	r.value(p, c)
}

// readOther reads a member that the model has no field for.
func (o *objectReader) readOther(name string) {
	r := o.r
	if o.m.rest == nil {
		raw := r.raw()
		o.keep().unknown = append(o.keep().unknown, unknownMember{name, raw})
		return
	}
	at := r.pos
	if again := r.mapMember(o.p.at(o.m.restAt), o.m.rest, name); again && o.notes != nil {
		o.notes.forget(name)
	}
	if r.inexact {
		o.remember(name, at)
	}
}

// mostRemembered is how many times the length of its text may be remembered of a
// document. What is inside each other is remembered as often, and written again each
// time, which a hostile document must not make use of.
const mostRemembered = 64

// remember notes the text of a member whose field cannot say it.
func (o *objectReader) remember(name string, at int) {
	r := o.r
	r.inexact = false
	end := r.pos
	r.pos = at
	r.peek()
	start := r.pos
	r.pos = end
	raw := ""
	if r.remembered += end - start; r.remembered > mostRemembered*len(r.text) {
		r.fail(start, errors.New("too many values inside each other are not as they should be"))
	}
	if r.err == nil {
		raw = r.kept(start, end)
	}
	o.keep().remembered = append(o.keep().remembered, rememberedMember{name: name, raw: raw})
}

func (o *objectReader) keep() *extraMembers {
	if o.notes == nil {
		o.notes = &extraMembers{}
	}
	return o.notes
}

// finish leaves in the model what its fields cannot say.
func (o *objectReader) finish() {
	if o.count < o.m.required {
		for i := range o.m.fields {
			f := &o.m.fields[i]
			if f.optional {
				continue
			}
			if word, bit := o.required(f); *word&bit == 0 {
				o.keep().remembered = append(o.keep().remembered, rememberedMember{name: f.name})
			}
		}
	}
	if o.notes == nil {
		return
	}
	o.notes.dropRepeated()
	if len(o.notes.unknown) == 0 && len(o.notes.remembered) == 0 {
		return
	}
	in[Extras](o.p.at(o.m.extras)).p = o.notes
	if len(o.notes.remembered) > 0 {
		// What the fields are written as now tells later whether one changed.
		w := jsonWriter{learn: o.notes}
		w.model(o.p, o.m)
	}
}
