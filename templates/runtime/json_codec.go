package runtime

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
)

// codec is how values of one Go type are read and written. It is made from the
// type itself when the first value comes, so that a program pays for the types
// that it uses, in its size and in its time.
type codec struct {
	kind  codecKind
	typ   reflect.Type
	form  timeForm // how times in it are written that have no form of their own
	elem  *codec   // what is in an Opt, a list, a map or behind a pointer
	state uint32   // where an Opt has its state
	size  uintptr  // of an item of a list, or of what a pointer points to

	slab int // the number of the slab of the items, or of what a pointer points to

	model *modelCodec
	union *unionCodec
	// fixed is the JSON that is written for a zero value.
	fixed string

	// written is about the length of the longest of the texts written last.
	written atomic.Int64
	// usual is how many values the last document had in the slab.
	usual atomic.Int64
	// page is how many items such a list had that was last read as a page.
	page atomic.Int64
}

type codecKind uint8

const (
	codecForeign codecKind = iota // left to encoding/json
	codecString
	codecBool
	codecInt
	codecInt32
	codecInt64
	codecUint64
	codecFloat32
	codecFloat64
	codecTime
	codecBytes
	codecFree // map[string]any
	codecValue
	codecModel
	codecUnion
	codecOpt
	codecList
	codecMap
	codecPointer
	codecFixed // of a field with a constant
)

// codecs has the codecs of the types used so far, by what codecKey.shared returns.
var codecs sync.Map

// slabCount is the number of codecs made so far that have slabs.
var slabCount atomic.Int64

// codecOf returns the codec of a type.
func codecOf(t reflect.Type) *codec { return codecAs(t, formNone) }

// codecAs returns the codec of a type whose times have another form than usual.
func codecAs(t reflect.Type, form timeForm) *codec {
	key := codecKey{t, form}
	if c, ok := codecs.Load(key.shared()); ok {
		return c.(*codec)
	}
	return buildCodec(key)
}

// buildCodec makes a codec, and those that it takes, in two steps: types can lead back
// to themselves, so that a codec may be met before anything is known of it.
func buildCodec(key codecKey) *codec {
	b := codecBuilder{}
	c := b.codec(key.typ, key.form)
	for _, built := range b {
		switch {
		case built.model != nil:
			built.model.complete()
		case built.union != nil:
			built.union.complete()
		}
	}
	for key, built := range b {
		codecs.LoadOrStore(key.shared(), built)
	}
	return c
}

// codecFor returns the codec of what v points to, and its place.
func codecFor(v any) (*codec, place) {
	pointer := reflect.ValueOf(v)
	return codecOf(pointer.Type().Elem()), placeOf(pointer)
}

// stateOf returns the state of the value at a place. One that is not in an Opt is there.
func (c *codec) stateOf(p place) optState {
	if c.kind != codecOpt {
		return optValue
	}
	_, state := p.opt(c)
	return *state
}

type codecKey struct {
	typ  reflect.Type
	form timeForm
}

// shared returns the key of the codec among those of all types.
func (k codecKey) shared() any {
	if k.form == formNone {
		return k.typ
	}
	return k
}

// codecBuilder has the codecs that are being made.
type codecBuilder map[codecKey]*codec

func (b codecBuilder) codec(t reflect.Type, form timeForm) *codec {
	key := codecKey{t, form}
	if c := b[key]; c != nil {
		return c
	}
	if c, ok := codecs.Load(key.shared()); ok {
		return c.(*codec)
	}
	c := &codec{typ: t, form: form}
	b[key] = c
	b.fill(c)
	return c
}

func (b codecBuilder) fill(c *codec) {
	t := c.typ
	switch t {
	case reflect.TypeFor[Time]():
		c.kind = codecTime
		return
	case reflect.TypeFor[JSONValue]():
		c.kind = codecValue
		return
	}
	switch {
	case t.Kind() == reflect.Pointer:
		c.kind = codecPointer
		b.fillElem(c)
		return
	case t.Kind() == reflect.Struct && b.fillStruct(c), marshalsItself(t):
		return
	}
	switch t.Kind() {
	case reflect.String:
		c.kind = codecString
	case reflect.Bool:
		c.kind = codecBool
	case reflect.Int:
		c.kind = codecInt
	case reflect.Int32:
		c.kind = codecInt32
	case reflect.Int64:
		c.kind = codecInt64
	case reflect.Uint64:
		c.kind = codecUint64
	case reflect.Float32:
		c.kind = codecFloat32
	case reflect.Float64:
		c.kind = codecFloat64
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			c.kind = codecBytes
			return
		}
		c.kind = codecList
		b.fillElem(c)
	case reflect.Map:
		switch {
		case t.Key() != reflect.TypeFor[string]():
		case t.Elem() == reflect.TypeFor[any]():
			c.kind = codecFree
		default:
			c.kind = codecMap
			c.elem = b.codec(t.Elem(), c.form)
		}
	}
}

// fillElem tells of the items of a list, or of what a pointer points to.
func (b codecBuilder) fillElem(c *codec) {
	of := c.typ.Elem()
	c.elem, c.size, c.slab = b.codec(of, c.form), of.Size(), int(slabCount.Add(1)-1)
}

// fillStruct recognises the structs that are ours by what is in them.
func (b codecBuilder) fillStruct(c *codec) bool {
	t := c.typ
	if t.NumField() == 2 && t.Field(1).Type == reflect.TypeFor[optState]() {
		c.kind, c.state = codecOpt, fieldAt(t.Field(1))
		c.elem = b.codec(t.Field(0).Type, c.form)
		return true
	}
	for i := range t.NumField() {
		f := t.Field(i)
		switch {
		case f.Type == reflect.TypeFor[Extras]():
			c.kind, c.model = codecModel, &modelCodec{}
			c.model.fill(b, t)
			return true
		case f.Anonymous && f.Type == reflect.TypeFor[union]():
			c.kind, c.union = codecUnion, &unionCodec{}
			c.union.fill(b, t)
			return true
		}
	}
	return false
}

// marshalsItself tells of types that are not ours and that encoding/json treats
// otherwise than their kind.
func marshalsItself(t reflect.Type) bool {
	if t == reflect.TypeFor[json.Number]() {
		return true
	}
	for _, t := range []reflect.Type{t, reflect.PointerTo(t)} {
		if t.Implements(reflect.TypeFor[json.Marshaler]()) || t.Implements(reflect.TypeFor[json.Unmarshaler]()) ||
			t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) || t.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
			return true
		}
	}
	return false
}

// modelCodec is how a model is read and written: the places of its members.
type modelCodec struct {
	fields []fieldCodec
	// required has a bit for each field that cannot tell that it is absent.
	required fieldSet
	requires bool // there is such a field
	hides    bool // there is a sensitive one
	extras   uint32

	rest   *codec // of the map of additional properties, if there is one
	restAt uint32

	// parts is the first part of the fields.
	parts *modelPart
	// names finds the fields.
	names memberNames
}

// fieldCodec is how a field is read and written. What is needed most lies together.
type fieldCodec struct {
	copied [2][16]byte // the member's text, or its beginning, to be copied whole
	codec  *codec      // of the value in an Opt
	model  *modelCodec // of what the value points to, nil if that is not a model
	fieldPlace
	size     uint32 // of the member's text
	index    uint32
	kind     codecKind
	optional bool
	member   string // the name as documents usually write it, with its colon
	name     string
	// sensitive tells that the value is not for logs.
	sensitive bool
}

// fieldPlace says where a model has a field, and its state if it is an Opt.
type fieldPlace struct{ at, state uint32 }

// noState is the state of a field that is not an Opt.
const noState = 1<<32 - 1

// nameRoom is how long the text of a member's name is that is copied whole.
const nameRoom = 32

// Struct tags say what Go types do not:
//
//	json:"name"       the name of the member
//	json:"-"          the map of members that have no field; or, beside member:
//	member:"a,b"      a name that cannot be in a json tag
//	format:"date"     how times are written, or format:"local" for one without zone
//	sensitive:"true"  the value is printed as ***
//	const:"1"         the JSON that is written for a zero value
func (m *modelCodec) fill(b codecBuilder, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == reflect.TypeFor[Extras]() {
			m.extras = fieldAt(f)
			continue
		}
		name, ok := f.Tag.Lookup("member")
		if !ok {
			name, ok = f.Tag.Lookup("json")
			if !ok || !f.IsExported() {
				continue
			}
		}
		c := b.codec(f.Type, formOf(f.Tag.Get("format")))
		if fixed := f.Tag.Get("const"); fixed != "" {
			c = &codec{kind: codecFixed, typ: c.typ, form: c.form, elem: c, fixed: fixed}
		}
		if _, named := f.Tag.Lookup("member"); name == "-" && !named {
			m.rest, m.restAt = c, fieldAt(f)
			continue
		}
		m.add(name, c, fieldAt(f))
		if f.Tag.Get("sensitive") != "" {
			m.fields[len(m.fields)-1].sensitive, m.hides = true, true
		}
	}
}

// fieldOf returns the field of a member while not all of the codec is made, nil if there
// is none.
func (m *modelCodec) fieldOf(name string) *fieldCodec {
	if i := slices.IndexFunc(m.fields, func(f fieldCodec) bool { return f.name == name }); i >= 0 {
		return &m.fields[i]
	}
	return nil
}

// formOf returns the form that a tag names.
func formOf(format string) timeForm {
	switch format {
	case "date":
		return formDate
	case "local":
		return formLocal
	}
	return formNone
}

func (m *modelCodec) add(name string, c *codec, at uint32) {
	member := string(appendJSONString(nil, name)) + ":"
	f := fieldCodec{name: name, member: member, size: uint32(len(member)), codec: c, fieldPlace: fieldPlace{at, noState}, index: uint32(len(m.fields))}
	copy(f.copied[1][:], member[copy(f.copied[0][:], member):])
	m.fields = append(m.fields, f)
}
