package runtime

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
)

// Extras is in every model. It keeps what the model's fields cannot say, so that
// a model that is read and written again loses nothing: members that the API's
// description does not know, members of another kind than it promises, and the text
// of those that the fields hold inexactly. Its methods are about the first two.
//
// A member of another kind, such as a number for a string, leaves its field absent, or
// zero if it is required. It is written again as it came until the field is set.
//
// Copies of a model do not share later changes of them. They do share what is behind
// pointers, as copies of all structs do: the objects that are optional.
type Extras struct {
	_ [0]func()     // models are not compared with ==, which would compare pointers
	p *extraMembers // comes first, for partStates
}

// extraMembers is never changed once a model holds it; changes replace it.
type extraMembers struct {
	unknown    []unknownMember
	remembered []rememberedMember
	// set tells that there are chosen members.
	set bool
	// foreign tells that there are members of another kind, which have the names of
	// fields or of additional properties.
	foreign bool
	// repeated tells while reading that members are there more than once.
	repeated bool
	// whole is the text of the model itself, if that was no object: as long as the model
	// is written as empty, nothing of it has been set.
	whole, empty string
}

// unknownMember is a member without a field, or one of another kind than its field,
// which is absent.
type unknownMember struct {
	name string
	raw  string
	text string // of the name, quotes included, if name does not say it all
	// chosen tells that a caller set the member, whose name may be that of a field.
	chosen bool
	// forgotten follows a member of that name while reading.
	forgotten bool
}

// rememberedMember is a member whose field cannot say what was read. As long
// as the field is written as it was right after reading, it is unchanged and
// the member goes back as it came.
type rememberedMember struct {
	name    string
	raw     string // empty: the member was absent
	written string // what the field is written as; empty: nothing
	foreign bool   // the member is of another kind, and the field zero
	// forgotten follows a member of that name while reading.
	forgotten bool
}

// Get returns a member that the model has no field for, or that came as another kind
// than its field, as JSON, and whether there is one of that name.
func (e *Extras) Get(name string) (json.RawMessage, bool) {
	for key, raw := range e.members() {
		if key == name {
			return json.RawMessage(raw), true
		}
	}
	return nil, false
}

// Map returns all members that Get does, as JSON. The map is a copy, nil if there are
// none.
func (e *Extras) Map() map[string]json.RawMessage {
	var members map[string]json.RawMessage
	for name, raw := range e.members() {
		if members == nil {
			members = make(map[string]json.RawMessage, len(e.p.unknown))
		}
		members[name] = json.RawMessage(raw)
	}
	return members
}

// members iterates over the members that the methods see.
func (e *Extras) members() iter.Seq2[string, string] {
	return func(yield func(name, raw string) bool) {
		if e.p == nil {
			return
		}
		for _, member := range e.p.unknown {
			if !yield(member.name, member.raw) {
				return
			}
		}
		for _, member := range e.p.remembered {
			if member.foreign && !yield(member.name, member.raw) {
				return
			}
		}
	}
}

// Set adds or replaces a member that the model has no field for, or whose field is not
// set: absent, or zero if it is required. A member that is set both ways is an error when
// the model is written. The value can be anything that encoding/json can marshal.
func (e *Extras) Set(name string, value any) error {
	raw, err := marshalAny(value)
	if err != nil {
		return err
	}
	changed := e.p.clone()
	changed.set = true
	if i := changed.index(name); i < 0 {
		changed.unknown = append(changed.unknown, unknownMember{name: name, raw: string(raw), chosen: true})
	} else {
		changed.unknown[i].raw, changed.unknown[i].chosen = string(raw), true
	}
	e.p = changed
	return nil
}

// Delete removes a member that Get returns. The field of one of another kind stays as it
// is.
func (e *Extras) Delete(name string) {
	if e.p == nil {
		return
	}
	changed := e.p.clone()
	changed.unknown = slices.DeleteFunc(changed.unknown, func(m unknownMember) bool { return m.name == name })
	changed.remembered = slices.DeleteFunc(changed.remembered, func(m rememberedMember) bool { return m.foreign && m.name == name })
	if len(changed.unknown) == 0 && len(changed.remembered) == 0 {
		changed = nil
	}
	e.p = changed
}

// String returns the members that Get does as a JSON object, so that a printed model
// shows them.
func (e Extras) String() string {
	var w jsonWriter
	w.enter('{')
	for name, raw := range e.members() {
		w.separate()
		w.string(name)
		w.buf = append(append(w.buf, ':'), raw...)
	}
	w.leave('}')
	return string(w.buf)
}

// replaces reports whether a caller set the member of a name.
func (p *extraMembers) replaces(name string) bool {
	if p == nil || !p.set {
		return false
	}
	i := p.index(name)
	return i >= 0 && p.unknown[i].chosen
}

// index returns the index of the unknown member of a name, or a negative number.
func (p *extraMembers) index(name string) int {
	return slices.IndexFunc(p.unknown, func(u unknownMember) bool { return u.name == name })
}

// clone returns a copy whose unknown members can be changed.
func (p *extraMembers) clone() *extraMembers {
	if p == nil {
		return &extraMembers{}
	}
	changed := *p
	changed.unknown, changed.remembered = slices.Clone(p.unknown), slices.Clone(p.remembered)
	return &changed
}

// forget drops what is remembered of a member so far, for it is there again: the last
// one counts.
func (p *extraMembers) forget(name string) {
	p.remembered = append(p.remembered, rememberedMember{name: name, forgotten: true})
	if p.foreign {
		p.unknown = append(p.unknown, unknownMember{name: name, forgotten: true})
	}
	p.repeated = true
}

// fewMembers is the number up to which comparing each with each beats a map.
const fewMembers = 8

// dropRepeated keeps the last one of members of the same name.
func (p *extraMembers) dropRepeated() {
	p.unknown = lastOnes(p.unknown, func(m *unknownMember) string { return cmp.Or(m.text, m.name) })
	if p.repeated {
		p.remembered = lastOnes(p.remembered, func(m *rememberedMember) string { return m.name })
		p.remembered = slices.DeleteFunc(p.remembered, func(m rememberedMember) bool { return m.forgotten })
		p.unknown = slices.DeleteFunc(p.unknown, func(m unknownMember) bool { return m.forgotten })
		p.repeated = false
	}
}

// lastOnes keeps the last one of those that have the same name.
func lastOnes[T any](list []T, name func(*T) string) []T {
	if len(list) <= fewMembers {
		for i := len(list) - 2; i >= 0; i-- {
			if slices.ContainsFunc(list[i+1:], func(later T) bool { return name(&later) == name(&list[i]) }) {
				list = slices.Delete(list, i, i+1)
			}
		}
		return list
	}
	last := make(map[string]int, len(list))
	for i := range list {
		last[name(&list[i])] = i
	}
	if len(last) == len(list) {
		return list
	}
	kept := list[:0]
	for i := range list {
		if last[name(&list[i])] == i {
			kept = append(kept, list[i])
		}
	}
	clear(list[len(kept):])
	return kept
}
