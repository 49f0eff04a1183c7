package runtime

import (
	"maps"
	"slices"
)

// objectWriter writes the members of one object. In the generated code it is
// used as
//
//	o := w.object(&m.Extras)
//	writeField(&o, "id", &m.ID, writeString)
//	…
//	o.end()
type objectWriter struct {
	w     *jsonWriter
	start int
	// notes is nil for the usual object, which has nothing to put back.
	notes *extraMembers
	// learning restricts the object to the remembered members, and notes how
	// they are written.
	learning bool
}

// object begins an object, which e may have more to say about.
func (w *jsonWriter) object(e *Extras) objectWriter {
	o := objectWriter{w: w, start: len(w.buf), notes: e.p}
	if w.learn != nil {
		o.notes, o.learning = w.learn, true
		w.learn = nil
	}
	if !w.enter('{') {
		o.notes, o.learning = &extraMembers{}, true // writes no member at all
	}
	return o
}

// end writes the unknown members and closes the object.
func (o *objectWriter) end() {
	if o.notes != nil && !o.learning && len(o.notes.unknown) > 0 {
		o.writeUnknown()
	}
	o.w.leave('}')
}

func (o *objectWriter) writeUnknown() {
	var written map[string]bool
	if o.notes.set {
		written = o.written()
	}
	for _, member := range o.notes.unknown {
		if !written[member.name] {
			o.begin(member.name)
			o.w.buf = append(o.w.buf, member.raw...)
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
	return o.learning && !slices.ContainsFunc(o.notes.remembered, func(m rememberedMember) bool { return m.name == name })
}

// settle puts a remembered member in the place of the one just written, if
// that has not changed. The member begins at memberAt, its value at valueAt.
func (o *objectWriter) settle(name string, memberAt, valueAt int) {
	for i := range o.notes.remembered {
		member := &o.notes.remembered[i]
		if member.name != name {
			continue
		}
		switch {
		case o.learning:
			member.written = string(o.w.buf[valueAt:])
		case member.written != string(o.w.buf[valueAt:]):
		case member.raw == "":
			o.w.buf = o.w.buf[:memberAt]
		default:
			o.w.buf = append(o.w.buf[:valueAt], member.raw...)
		}
		return
	}
}

func writeField[T any](o *objectWriter, name string, v *T, write func(v *T, w *jsonWriter)) {
	if o.notes != nil && o.skips(name) {
		return
	}
	memberAt := len(o.w.buf)
	o.begin(name)
	valueAt := len(o.w.buf)
	write(v, o.w)
	if o.notes != nil {
		o.settle(name, memberAt, valueAt)
	}
}

func writeOpt[T any](o *objectWriter, name string, v *Opt[T], write func(v *T, w *jsonWriter)) {
	switch v.state {
	case optValue:
		writeField(o, name, &v.value, write)
	case optNull:
		if o.notes == nil || !o.skips(name) {
			o.begin(name)
			o.w.null()
		}
	}
}

// writeMembers writes the additional properties of an object, sorted by name.
// A field of the same name wins.
func writeMembers[T any](o *objectWriter, members map[string]T, write func(v *T, w *jsonWriter)) {
	if len(members) == 0 {
		return
	}
	written := o.written()
	value := new(T)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if !written[name] {
			*value = members[name]
			writeField(o, name, value, write)
		}
	}
}
