//go:build purego || stackone_safe

package runtime

import (
	"encoding/binary"
	"reflect"
	"strings"
)

// This file does what json_unsafe.go does, where the comments are, without package
// unsafe: by package reflect, and with a check of each index.

// place is a pointer to a value.
type place struct{ to any }

func placeOf(pointer reflect.Value) place { return place{pointer.Interface()} }

// elem returns the value at the place; it can be set.
func (p place) elem() reflect.Value { return reflect.ValueOf(p.to).Elem() }

func (p place) value(reflect.Type) reflect.Value { return p.elem() }

func (p place) pointer(reflect.Type) any { return p.to }

func in[T any](p place) *T {
	if same, ok := p.to.(*T); ok {
		return same
	}
	return reflect.ValueOf(p.to).Convert(reflect.TypeFor[*T]()).Interface().(*T)
}

func (p place) union() *union { return p.to.(interface{ self() *union }).self() }

func (u *union) self() *union { return u }

// fieldAt returns where a struct has a field: its index.
func fieldAt(f reflect.StructField) uint32 { return uint32(f.Index[0]) }

func (p place) field(at uint32) place { return placeOf(p.elem().Field(int(at)).Addr()) }

func (p place) member(f fieldPlace) place {
	p = p.field(f.at)
	if f.state != noState {
		p, _ = p.opt(nil)
	}
	return p
}

func (p place) fill(f fieldPlace) place {
	p = p.field(f.at)
	if f.state != noState {
		value, state := p.opt(nil)
		*state = optValue
		return value
	}
	return p
}

func (p place) state(f fieldPlace) *optState {
	_, state := p.field(f.at).opt(nil)
	return state
}

func (p place) opt(*codec) (value place, state *optState) {
	return p.to.(interface{ parts() (place, *optState) }).parts()
}

func (o *Opt[T]) parts() (value place, state *optState) { return place{&o.value}, &o.state }

func (p place) point(to place) { p.elem().Set(reflect.ValueOf(to.to)) }

func (p place) pointed() (place, bool) {
	pointer := p.elem()
	return placeOf(pointer), !pointer.IsNil()
}

// list is a list of items of any type.
type list struct{ v reflect.Value }

func (p place) list() list { return list{p.elem()} }

func (l list) len() int { return l.v.Len() }

func (l list) cap() int { return l.v.Cap() }

func (l list) setLen(n int) { l.v.SetLen(n) }

func (l list) clear() { l.v.Set(reflect.MakeSlice(l.v.Type(), 0, 0)) }

func (l list) item(i int, _ uintptr) place { return placeOf(l.v.Index(i).Addr()) }

// extend makes room for items more at the end of a list that is full. Lists have memory
// of their own.
func (s *slab) extend(l list, _ int) bool {
	const few = 64 // bytes
	l.v.Grow(max(l.len(), few/int(max(s.of.size, 1)), 1))
	return true
}

// partStates are the places of the states of some fields of a model.
type partStates []fieldPlace

func (m *modelCodec) statesOf(fields []fieldCodec) partStates {
	states := make(partStates, len(fields))
	for i := range fields {
		states[i] = fields[i].fieldPlace
	}
	return states
}

func (s partStates) at(p place) (states uint64) {
	model := p.elem()
	for i, f := range s {
		if f.state != noState {
			states |= model.Field(int(f.at)).Field(int(f.state-f.at)).Uint() << (2 * i)
		}
	}
	return states
}

func (n *memberNames) behind(k *memberName) *memberName { return &n.all[int(k.index)+1] }

// borrowed returns the bytes as a string.
func borrowed(data []byte) string { return string(data) }

// textPlace is a text to read from, up to its end at most.
type textPlace struct{ text string }

func placeOfText(text string) textPlace { return textPlace{text} }

func (t textPlace) from(i int) textPlace { return textPlace{t.text[i:]} }

func (t textPlace) byte(i int) byte { return t.text[i] }

func (t textPlace) word(i int) uint64 { return word(t.text, i) }

func (t textPlace) half(i int) uint64 {
	four := t.text[i : i+4]
	return uint64(four[0]) | uint64(four[1])<<8 | uint64(four[2])<<16 | uint64(four[3])<<24
}

// bufferPlace is a buffer to write to, up to its capacity.
type bufferPlace struct{ data []byte }

func placeOfBuffer(data []byte) bufferPlace { return bufferPlace{data[:cap(data)]} }

func (b bufferPlace) from(i int) bufferPlace { return bufferPlace{b.data[i:]} }

func (b bufferPlace) put(i int, x uint64) { binary.LittleEndian.PutUint64(b.data[i:], x) }

// putHalves writes a text of two halves from i on.
func (b bufferPlace) putHalves(i int, text *[2][16]byte) {
	copy(b.data[i:i+16], text[0][:])
	copy(b.data[i+16:i+32], text[1][:])
}

func (b bufferPlace) putByte(i int, c byte) { b.data[i] = c }

// ownTexts has the texts that a reader keeps, one behind the other.
type ownTexts struct {
	texts *strings.Builder
	first strings.Builder // what texts points to, also in copies of the reader
}

const hasBlocks = false

// text returns a copy of bytes of a block.
func (*ownTexts) text(block bufferPlace, i, size int) string { return string(block.data[i : i+size]) }

// ownBlock is own for a string that the block has no room for, as it never has. The text
// of a short document is a copy that can be kept.
func (r *jsonReader) ownBlock(start, end int) string {
	text := r.text[start:end]
	switch {
	case len(r.text) <= stringBlock:
		return text
	case len(text) >= longString:
		return strings.Clone(text)
	case r.texts == nil:
		r.texts = &r.first
	}
	if len(text) > r.texts.Cap()-r.texts.Len() {
		r.texts.Reset()
		r.texts.Grow(min(stringBlock, len(r.text)-start))
	}
	at := r.texts.Len()
	r.texts.WriteString(text)
	return r.texts.String()[at:]
}
