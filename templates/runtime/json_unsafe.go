//go:build !purego && !stackone_safe

package runtime

import (
	"encoding/binary"
	"reflect"
	"strings"
	"unsafe"
)

// This file has all of the package's unsafe code: reading and writing the
// fields of models by their offsets, which spares each model code of its own.
// A place is only made of the address of a Go value and, by the offsets that
// reflect tells, of the fields and items in it. json_safe.go has the same without.

// place is the address of a value whose type a codec knows.
type place struct{ address unsafe.Pointer }

// placeOf returns the place that a pointer points to.
func placeOf(pointer reflect.Value) place { return place{pointer.UnsafePointer()} }

// value returns the value of type t at the place; it can be set.
func (p place) value(t reflect.Type) reflect.Value { return reflect.NewAt(t, p.address).Elem() }

// pointer returns a pointer to the value of type t at the place.
func (p place) pointer(t reflect.Type) any { return reflect.NewAt(t, p.address).Interface() }

// in returns the place as a pointer to a T, which the value is, or else a type
// that is made of the same.
func in[T any](p place) *T { return (*T)(p.address) }

// union returns the union that is embedded in the value at the place.
func (p place) union() *union { return (*union)(p.address) }

// fieldAt returns where a struct has a field: its offset.
func fieldAt(f reflect.StructField) uint32 { return uint32(f.Offset) }

// field returns the place of a field of the struct at the place.
func (p place) field(at uint32) place { return place{unsafe.Add(p.address, at)} }

// member returns the place of the value of a field, which may be in an Opt.
func (p place) member(f fieldPlace) place { return p.field(f.at) }

// fill is member for a value that is about to be set.
func (p place) fill(f fieldPlace) place {
	if f.state != noState {
		*p.state(f) = optValue
	}
	return p.field(f.at)
}

// state returns the state of a field that is an Opt.
func (p place) state(f fieldPlace) *optState { return (*optState)(unsafe.Add(p.address, f.state)) }

// opt returns the place of the value in the Opt at the place, and the Opt's state.
func (p place) opt(c *codec) (value place, state *optState) {
	return p, (*optState)(unsafe.Add(p.address, c.state))
}

// point makes the pointer at the place point to another place.
func (p place) point(to place) { *(*unsafe.Pointer)(p.address) = to.address }

// pointed returns the place that the pointer at the place points to, and whether it
// is not nil.
func (p place) pointed() (place, bool) {
	to := *(*unsafe.Pointer)(p.address)
	return place{to}, to != nil
}

// list is a list of items of any type as a list of bytes, whose length and capacity
// count the items.
type list struct{ items *[]byte }

// list returns the list at the place.
func (p place) list() list { return list{(*[]byte)(p.address)} }

func (l list) len() int { return len(*l.items) }

func (l list) cap() int { return cap(*l.items) }

func (l list) setLen(n int) { *l.items = (*l.items)[:n] }

// clear makes a list of no items, which is not nil.
func (l list) clear() { *l.items = []byte{} }

// item returns the place of an item.
func (l list) item(i int, size uintptr) place {
	return place{unsafe.Add(unsafe.Pointer(unsafe.SliceData(*l.items)), uintptr(i)*size)}
}

// end returns the address behind the last item. It is only a number, for there may
// be nothing.
func (l list) end(size uintptr) uintptr {
	return uintptr(unsafe.Pointer(unsafe.SliceData(*l.items))) + uintptr(len(*l.items))*size
}

// extend makes room for one item more at the end of a list that is full, and reports
// whether it could: a list that has items has to be the last one in the slab, with room
// behind.
func (s *slab) extend(l list, left int) bool {
	size, n := s.of.size, l.len()
	switch {
	case n == 0:
		*l.items = unsafe.Slice((*byte)(s.next(left).address), 1)[:0]
	case s.items.len() == s.items.cap() || l.end(size) != s.items.end(size):
		return false
	default:
		s.items.setLen(s.items.len() + 1)
		*l.items = unsafe.Slice(unsafe.SliceData(*l.items), n+1)[:n]
	}
	return true
}

// partStates are the places of the states of some fields of a model. Those without have
// the place of the Extras, and so has what is missing in four: a model is only written by
// parts if there is nothing in its Extras, which is zero then.
type partStates [][4]uint32

func (m *modelCodec) statesOf(fields []fieldCodec) partStates {
	states := make(partStates, (len(fields)+3)/4)
	for i := range 4 * len(states) {
		at := m.extras
		if i < len(fields) && fields[i].optional {
			at = fields[i].state
		}
		states[i/4][i%4] = at
	}
	return states
}

// at returns the states in a model, the first one's in the lowest bits.
func (s partStates) at(p place) uint64 {
	states := uint64(0)
	for i := range s {
		at := &s[i]
		four := stateAt(p, at[0]) + stateAt(p, at[1])<<2 + stateAt(p, at[2])<<4 + stateAt(p, at[3])<<6
		states = states>>8 + four<<56
	}
	return states >> (8 * (partSize/4 - len(s)) & 63)
}

func stateAt(p place, at uint32) uint64 { return uint64(*(*optState)(unsafe.Add(p.address, at))) }

// behind returns the name of the next field.
func (*memberNames) behind(k *memberName) *memberName {
	return (*memberName)(unsafe.Add(unsafe.Pointer(k), unsafe.Sizeof(*k)))
}

// borrowed returns the bytes as a string without copying them. It may only be kept
// if nothing changes the bytes any more.
func borrowed(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// textPlace is where a text is in memory. Who reads there without asking for its end
// each time has to know that it is far enough.
type textPlace struct{ address unsafe.Pointer }

func placeOfText(text string) textPlace { return textPlace{unsafe.Pointer(unsafe.StringData(text))} }

// from returns the place of what is from i on.
func (t textPlace) from(i int) textPlace { return textPlace{unsafe.Add(t.address, i)} }

// byte returns the byte at i.
func (t textPlace) byte(i int) byte { return *(*byte)(unsafe.Add(t.address, i)) }

// word returns the eight bytes from i on.
func (t textPlace) word(i int) uint64 {
	return binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(t.address, i))[:])
}

// half returns the four bytes from i on.
func (t textPlace) half(i int) uint64 {
	return uint64(binary.LittleEndian.Uint32((*[4]byte)(unsafe.Add(t.address, i))[:]))
}

// bufferPlace is the same of a buffer to write to, up to its capacity.
type bufferPlace struct{ address unsafe.Pointer }

func placeOfBuffer(data []byte) bufferPlace {
	return bufferPlace{unsafe.Pointer(unsafe.SliceData(data))}
}

// from returns the place of what is from i on.
func (b bufferPlace) from(i int) bufferPlace { return bufferPlace{unsafe.Add(b.address, i)} }

// put writes eight bytes from i on.
func (b bufferPlace) put(i int, x uint64) {
	binary.LittleEndian.PutUint64((*[8]byte)(unsafe.Add(b.address, i))[:], x)
}

// putHalves writes a text of two halves from i on, each of which is copied without a call.
func (b bufferPlace) putHalves(i int, text *[2][16]byte) {
	*(*[16]byte)(unsafe.Add(b.address, i)) = text[0]
	*(*[16]byte)(unsafe.Add(b.address, i+16)) = text[1]
}

// putByte writes the byte at i.
func (b bufferPlace) putByte(i int, c byte) { *(*byte)(unsafe.Add(b.address, i)) = c }

// ownTexts is what a reader needs beside its block to keep texts: nothing.
type ownTexts struct{}

// hasBlocks reports whether strings are built in blocks.
const hasBlocks = true

// text returns bytes of the block as a string, like borrowed.
func (ownTexts) text(block bufferPlace, i, size int) string {
	return unsafe.String((*byte)(unsafe.Add(block.address, i)), size)
}

// ownBlock is own for a string that the block has no room for.
func (r *jsonReader) ownBlock(start, end int) string {
	if end-start >= longString {
		return strings.Clone(r.text[start:end])
	}
	// All the strings to come are not longer than the text to come.
	r.block = make([]byte, min(stringBlock, len(r.text)-start))
	r.used = copy(r.block, r.text[start:end])
	return r.ownTexts.text(placeOfBuffer(r.block), 0, r.used)
}
