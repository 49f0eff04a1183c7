package runtime

// objectReader reads the members of one object into a model. It notices by
// itself what the fields could not take, and leaves that in the model's Extras.
type objectReader struct {
	r     *jsonReader
	m     *modelCodec
	p     place
	notes *extraMembers
	depth int // of the members
	// seen has a bit for each of the first fields whose member was there, and more
	// has those of the others.
	seen uint64
	more fieldSet
}

// model reads an object into an empty model.
func (r *jsonReader) model(p place, c *codec) {
	if r.peek() != '{' {
		r.noModel()
		return
	}
	r.object(p, c.model)
}

// object is model for what begins as an object.
func (r *jsonReader) object(p place, m *modelCodec) {
	r.enter()
	if r.pos < len(r.text) && r.text[r.pos] == '}' && !m.requires {
		r.leave()
		return
	}
	outer := r.inexact
	r.inexact = false
	var o objectReader // set one by one, for a literal is built elsewhere and copied
	o.r, o.m, o.p, o.depth = r, m, p, r.depth
	if len(m.fields) > setWord {
		o.more = make(fieldSet, len(m.required))
	}
	left, f := leftFirst, (*fieldCodec)(nil)
	if r.pos < len(r.text) && r.text[r.pos] == '"' {
		left, f = o.readUsual()
	}
	if left != leftNone {
		o.read(left, f)
	}
	if (o.m.required[0]&^o.seen != 0 || o.notes != nil || o.more != nil) && r.err == nil {
		o.finish()
	}
	r.inexact = outer
}

// noModel reads what comes in the place of an object.
func (r *jsonReader) noModel() {
	if r.depth == 0 { // a member can be null by mistake, a whole result cannot
		r.failExpected("an object")
		return
	}
	r.nullOr("an object")
}

// read reads the members that readUsual left: one that is begun, and those behind.
func (o *objectReader) read(left membersLeft, f *fieldCodec) {
	r := o.r
	for left != leftNone {
		if left == leftName {
			at := r.pos
			r.lone = false
			name, ok := r.memberName()
			if !ok {
				return
			}
			if f = o.m.names.field(name); r.lone {
				f = nil
				o.readLone(name, at)
			} else if f == nil {
				o.readOther(r.ownName(name))
			}
		}
		if f != nil {
			if o.see(int(f.index)) {
				o.empty(f)
			}
			o.readField(f)
		}
		if !r.toName(left == leftFirst) {
			return
		}
		left, f = o.readUsual()
	}
}

// see notes that the member of a field is there, and reports whether it was before.
func (o *objectReader) see(i int) (again bool) {
	if i < setWord {
		bit := uint64(1) << i
		again = o.seen&bit != 0
		o.seen |= bit
		return again
	}
	again = o.more.has(i)
	o.more.add(i)
	return again
}

// readField reads the value of a field, and remembers the text of one that the field
// cannot say.
func (o *objectReader) readField(f *fieldCodec) {
	r := o.r
	c, at := r.peek(), r.pos
	if c == 'n' && f.optional {
		r.null()
		*o.p.state(f.fieldPlace) = optNull
		return
	}
	p := o.p.fill(f.fieldPlace)
	switch {
	case c == '"' && f.kind == codecString:
		*in[string](p) = r.string()
	case c == 'n' && f.kind.lacksNull():
		o.readNull(f)
		return
	default:
		r.value(p, f.codec)
	}
	if r.inexact {
		o.remember(f, at)
	}
}

// empty makes a field empty again, for its member is there again: the last one counts
// and is not merged with the first.
func (o *objectReader) empty(f *fieldCodec) {
	o.p.member(f.fieldPlace).value(f.codec.typ).SetZero()
	if o.notes != nil {
		o.notes.forget(f.name)
	}
}

// opt reads into an Opt, which may hold a value already.
func (r *jsonReader) opt(p place, c *codec) {
	value, state := p.opt(c)
	c = c.elem
	if *state == optValue {
		value.value(c.typ).SetZero() // the member occurs again; nothing of the first may stay
	}
	if r.peek() == 'n' {
		r.null()
		*state = optNull
		return
	}
	*state = optValue
	r.value(value, c)
}

// readLone reads a member whose name has half of a character in it and begins at a
// position. Its text is kept, for the name does not say it all.
func (o *objectReader) readLone(name string, at int) {
	r := o.r
	quoted := jsonReader{text: r.text, pos: at}
	quoted.skipToken()
	text := r.kept(at, quoted.pos)
	o.keep().unknown = append(o.keep().unknown, unknownMember{name: name, text: text, raw: r.raw()})
}

// readOther reads a member that the model has no field for.
func (o *objectReader) readOther(name string) {
	r := o.r
	if o.m.rest == nil {
		raw := r.raw()
		o.keep().unknown = append(o.keep().unknown, unknownMember{name: name, raw: raw})
		return
	}
	at := r.pos
	again := r.mapMember(o.p.field(o.m.restAt), o.m.rest, name)
	if o.notes != nil && (again || o.notes.foreign) {
		o.notes.forget(name)
	}
	switch {
	case r.mismatch != nil:
		if raw, ok := r.forgive(at, o.depth); ok {
			o.keep().foreign = true
			o.notes.unknown = append(o.notes.unknown, unknownMember{name: name, raw: raw})
		}
	case r.inexact:
		o.rememberText(name, at)
	}
}

// remember notes the text of a member whose field cannot say it.
func (o *objectReader) remember(f *fieldCodec, at int) {
	r := o.r
	if r.mismatch != nil {
		o.setAside(f, at)
		return
	}
	o.rememberText(f.name, at)
}

// rememberText notes the text of a member that begins at a position or behind the space
// there, and ends where the reader is.
func (o *objectReader) rememberText(name string, at int) {
	r := o.r
	r.inexact = false
	end := r.pos
	r.pos = at
	r.peek()
	start := r.pos
	r.pos = end
	raw := r.keep(start)
	o.keep().remembered = append(o.notes.remembered, rememberedMember{name: name, raw: raw})
}

func (o *objectReader) keep() *extraMembers {
	if o.notes == nil {
		o.notes = &extraMembers{}
	}
	return o.notes
}

// finish leaves in the model what its fields cannot say.
func (o *objectReader) finish() {
	if o.r.reading.bare {
		return
	}
	o.noteAbsent()
	if o.notes == nil {
		return
	}
	o.notes.dropRepeated()
	if len(o.notes.unknown) == 0 && len(o.notes.remembered) == 0 {
		return
	}
	in[Extras](o.p.field(o.m.extras)).p = o.notes
	if len(o.notes.remembered) > 0 {
		// What the fields are written as now tells later whether one changed.
		w := jsonWriter{learn: o.notes}
		w.model(o.p, o.m)
	}
}

// noteAbsent remembers which of the required members were not there.
func (o *objectReader) noteAbsent() {
	for i := range o.m.fields {
		if o.m.required.has(i) && !o.see(i) {
			o.keep().remembered = append(o.keep().remembered, rememberedMember{name: o.m.fields[i].name})
		}
	}
}
