package runtime

import (
	"errors"
	"math/bits"
	"reflect"
	"slices"
)

// memberRoom is the room that model asks for, once for each member: a name, a short value
// and what is around it.
const memberRoom = nameRoom + len(usualMillis) + 8

// model writes an object. Most have most of their members absent, in no order that a
// processor could guess: it looks for all that are there first. Behind each member it
// writes a comma, the last of which the end of the object replaces. It keeps all in
// variables until a value needs the writer.
func (w *jsonWriter) model(p place, m *modelCodec) {
	if in[Extras](p.field(m.extras)).p != nil || w.learn != nil || m.rest != nil || w.masked && m.hides {
		w.unusualModel(p, m)
		return
	}
	if !w.deeper() {
		w.emptyModel()
		return
	}
	k, states := m.parts, m.parts.statesAt(p)
	to, n, room := w.take()
	to.putByte(n, '{')
	n++
	start := n
	for {
		for ; states != 0; states &= states - 1 {
			at := bits.TrailingZeros64(states)
			f := k.fields[at/2]
			if n > room || f.size > nameRoom {
				to, n, room = w.longName(n, f)
			} else {
				to.putHalves(n, &f.copied)
				n += int(f.size)
			}
			value := p.member(f.fieldPlace)
			switch {
			case at%2 != 0: // the bit of optNull
				to.put(n, nullWord)
				n += len("null")
			case f.kind == codecString:
				text := *in[string](value)
				if size := len(text); size < room-n && copyPlain(to.from(n+1), placeOfText(text), size) {
					n = to.quote(n, size)
					break
				}
				to, n, room = w.longText(n, text)
			case f.kind == codecTime:
				v := in[Time](value)
				if size := v.putUsual(to.from(n + 1)); size > 0 {
					n = to.quote(n, size)
					break
				}
				to, n, room = w.longTime(n, v, f.codec.form)
			default:
				w.buf = w.buf[:n]
				w.valueOfField(f, value)
				to, n, room = w.take()
			}
			to.putByte(n, ',')
			n++
		}
		if k = k.next; k == nil {
			break
		}
		states = k.statesAt(p)
	}
	w.endModel(to, n, start)
}

// emptyModel writes an object that is too deep, without its members.
func (w *jsonWriter) emptyModel() {
	w.buf = append(w.buf, "{}"...)
	w.depth--
}

// endModel replaces the comma behind the last member, which are from start to n.
func (w *jsonWriter) endModel(to bufferPlace, n, start int) {
	if n > start {
		n--
	}
	to.putByte(n, '}')
	w.buf = w.buf[:n+1]
	w.depth--
}

// quote puts quotes around the size bytes behind n, and returns where they end.
func (to bufferPlace) quote(n, size int) (end int) {
	to.putByte(n, '"')
	to.putByte(n+1+size, '"')
	return n + size + 2
}

// valueOfField writes the value of a field.
func (w *jsonWriter) valueOfField(f *fieldCodec, value place) {
	if f.model == nil {
		w.valueOf(f.kind, value, f.codec)
	} else if object, ok := value.pointed(); ok {
		w.model(object, f.model)
	} else {
		w.null()
	}
}

// take returns the place of the buffer, where it ends and how far a member may begin,
// which is not before the end.
func (w *jsonWriter) take() (to bufferPlace, n, room int) {
	if n = len(w.buf); n > cap(w.buf)-memberRoom {
		w.grow()
	}
	return placeOfBuffer(w.buf), n, cap(w.buf) - memberRoom
}

func (w *jsonWriter) grow() { w.buf = slices.Grow(w.buf, memberRoom) }

// longName writes a name behind the first n bytes if it is too long to be copied whole,
// or if there is no room. It returns what take does, and so does longText.
func (w *jsonWriter) longName(n int, f *fieldCodec) (to bufferPlace, end, room int) {
	w.buf = append(w.buf[:n], f.member...)
	return w.take()
}

// longText writes a text if there is no room for it, or if it is not plain.
func (w *jsonWriter) longText(n int, text string) (to bufferPlace, end, room int) {
	w.set(appendJSONString(w.buf[:n], text))
	return w.take()
}

// longTime writes a time of no usual form.
func (w *jsonWriter) longTime(n int, v *Time, standard timeForm) (to bufferPlace, end, room int) {
	w.buf = w.buf[:n]
	w.time(v, standard)
	return w.take()
}

// objectWriter writes the members of an object that has more to it than its
// fields.
type objectWriter struct {
	w     *jsonWriter
	m     *modelCodec
	start int
	// notes is nil for an object that has nothing to put back.
	notes *extraMembers
	// learning restricts the object to the remembered members, and notes how
	// they are written.
	learning bool
	// places has the indices of many remembered members, by name.
	places map[string]int
}

// object begins an object, which e may have more to say about.
func (w *jsonWriter) object(m *modelCodec, e *Extras) objectWriter {
	o := objectWriter{w: w, m: m, start: len(w.buf), notes: e.p}
	if w.learn != nil {
		o.notes, o.learning = w.learn, true
		w.learn = nil
	}
	if !w.enter('{') {
		o.notes, o.learning = &extraMembers{}, true // writes no member at all
	}
	return o
}

// unusualModel writes an object that has more to it than its fields.
func (w *jsonWriter) unusualModel(p place, m *modelCodec) {
	o := w.object(m, in[Extras](p.field(m.extras)))
	for i := range m.fields {
		f := &m.fields[i]
		state := optValue
		if f.optional {
			state = *p.state(f.fieldPlace)
		}
		switch {
		case !f.optional && !o.w.bare && o.notes.replaces(f.name) && p.member(f.fieldPlace).value(f.codec.typ).IsZero():
			// The field cannot tell that it is not set.
		case state == optValue && o.hides(f):
			o.begin(f.name)
			o.w.mask()
		case state == optValue:
			o.write(f.name, p.member(f.fieldPlace), f.codec)
		case state == optNull && !o.skips(f.name):
			o.begin(f.name)
			o.w.null()
		}
	}
	if m.rest != nil {
		o.writeMembers(p.field(m.restAt), m.rest)
	}
	o.end()
}

// end writes the unknown members and closes the object.
func (o *objectWriter) end() {
	if o.notes != nil && !o.learning && !o.w.bare && len(o.notes.unknown) > 0 {
		o.writeUnknown()
	}
	o.w.leave('}')
	if o.notes == nil || o.learning || o.notes.whole == "" {
		return
	}
	if o.w.masked && o.m.hides {
		o.w.buf = o.w.buf[:o.start]
		o.w.mask()
		return
	}
	if o.notes.empty == string(o.w.buf[o.start:]) {
		o.w.buf = append(o.w.buf[:o.start], o.notes.whole...)
	}
}

// hides reports whether the value of a field is not to be seen, if there is a field.
func (o *objectWriter) hides(f *fieldCodec) bool { return o.w.masked && f != nil && f.sensitive }

// mask writes what stands for a value that is not to be seen.
func (w *jsonWriter) mask() { w.buf = append(w.buf, `"***"`...) }

var errSetTwice = errors.New("the member is set both as a field and in Extras")

func (o *objectWriter) writeUnknown() {
	var written map[string]bool
	if o.notes.set || o.notes.foreign {
		written = o.written()
	}
	for _, member := range o.notes.unknown {
		switch {
		case !written[member.name]:
			if member.text == "" {
				o.begin(member.name)
			} else {
				o.w.separate()
				o.w.buf = append(append(o.w.buf, member.text...), ':')
			}
			if o.hides(o.m.names.field(member.name)) {
				o.w.mask()
				break
			}
			o.w.buf = append(o.w.buf, member.raw...)
		case member.chosen:
			o.begin(member.name)
			o.w.fail(errSetTwice)
			o.w.null()
		}
	}
}

// written returns the names of the members so far.
func (o *objectWriter) written() map[string]bool {
	names := make(map[string]bool)
	r := jsonReader{text: string(o.w.buf[o.start:]) + "}"}
	r.enter()
	for first := true; ; first = false {
		name, more := r.nextMember(first)
		if !more {
			return names
		}
		names[name] = true
		r.skip()
	}
}

// begin writes the name of a member.
func (o *objectWriter) begin(name string) {
	o.w.separate()
	o.w.string(name)
	o.w.buf = append(o.w.buf, ':')
}

// skips reports whether the member is of no interest to a writer that learns.
func (o *objectWriter) skips(name string) bool {
	return o.learning && o.remembered(name) == nil
}

// remembered returns the remembered member of a name, nil if there is none.
func (o *objectWriter) remembered(name string) *rememberedMember {
	all := o.notes.remembered
	if len(all) <= fewMembers {
		for i := range all {
			if all[i].name == name {
				return &all[i]
			}
		}
		return nil
	}
	if o.places == nil {
		o.places = make(map[string]int, len(all))
		for i := range all {
			o.places[all[i].name] = i
		}
	}
	if i, ok := o.places[name]; ok {
		return &all[i]
	}
	return nil
}

// settle puts a remembered member in the place of the one just written, if
// that has not changed. The member begins at memberAt, its value at valueAt.
func (o *objectWriter) settle(name string, memberAt, valueAt int) {
	member := o.remembered(name)
	switch {
	case member == nil:
	case o.learning:
		member.written = string(o.w.buf[valueAt:])
	case member.written != string(o.w.buf[valueAt:]):
	case o.w.bare && !member.foreign && member.raw != "":
	case o.w.bare || member.raw == "":
		o.w.buf = o.w.buf[:memberAt]
	default:
		o.w.buf = append(o.w.buf[:valueAt], member.raw...)
	}
}

// write writes a member that has a value.
func (o *objectWriter) write(name string, p place, c *codec) {
	if o.skips(name) {
		return
	}
	memberAt := len(o.w.buf)
	o.begin(name)
	valueAt := len(o.w.buf)
	o.w.value(p, c)
	if o.notes != nil {
		o.settle(name, memberAt, valueAt)
	}
}

// writeMembers writes the additional properties of an object, sorted by name.
// A field of the same name wins.
func (o *objectWriter) writeMembers(p place, c *codec) {
	members := p.value(c.typ)
	if members.Len() == 0 {
		return
	}
	written := o.written()
	value := reflect.New(c.elem.typ)
	for _, name := range sortedNames(members) {
		if !written[name] {
			value.Elem().Set(members.MapIndex(reflect.ValueOf(name)))
			o.write(name, placeOf(value), c.elem)
		}
	}
}

// sortedNames returns the keys of a map of strings.
func sortedNames(members reflect.Value) []string {
	names := make([]string, 0, members.Len())
	for i := members.MapRange(); i.Next(); {
		names = append(names, i.Key().String())
	}
	slices.Sort(names)
	return names
}
