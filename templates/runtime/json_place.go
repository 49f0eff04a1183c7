package runtime

import (
	"encoding/binary"
	"reflect"
	"unsafe"
)

// This file has all of the package's unsafe code: reading and writing the
// fields of models by their offsets, which spares each model code of its own.
// A place is only made of the address of a Go value and, by the offsets that
// reflect tells, of the fields and items in it.

// place is the address of a value whose type a codec knows.
type place struct{ address unsafe.Pointer }

// placeOf returns the place that a pointer points to, or that of the items of a list.
func placeOf(pointer reflect.Value) place { return place{pointer.UnsafePointer()} }

// at returns the place of what lies in the value at the offset.
func (p place) at(offset uintptr) place { return place{unsafe.Add(p.address, offset)} }

// value returns the value of type t at the place; it can be set.
func (p place) value(t reflect.Type) reflect.Value { return reflect.NewAt(t, p.address).Elem() }

// pointer returns a pointer to the value of type t at the place.
func (p place) pointer(t reflect.Type) any { return reflect.NewAt(t, p.address).Interface() }

// in returns the place as a pointer to a T, which the value is, or else a type
// that is made of the same.
func in[T any](p place) *T { return (*T)(p.address) }

// listHeader is what every slice is made of.
type listHeader struct {
	items    unsafe.Pointer
	len, cap int
}

// item returns the place of an item of the list.
func (h *listHeader) item(i int, size uintptr) place {
	return place{unsafe.Add(h.items, uintptr(i)*size)}
}

// point makes the pointer at the place point to another place.
func (p place) point(to place) { *(*unsafe.Pointer)(p.address) = to.address }

// pointed returns the place that the pointer at the place points to, and whether it
// is not nil.
func (p place) pointed() (place, bool) {
	to := *(*unsafe.Pointer)(p.address)
	return place{to}, to != nil
}

// end returns the address behind the last item. It is only a number, for there may
// be nothing.
func (h *listHeader) end(size uintptr) uintptr { return uintptr(h.items) + uintptr(h.len)*size }

// next returns the name of the next field. Behind the last one there is one more.
func (k *memberName) next() *memberName {
	return (*memberName)(unsafe.Add(unsafe.Pointer(k), unsafe.Sizeof(*k)))
}

// borrowed returns the bytes as a string without copying them. It may only be kept
// if nothing changes the bytes any more.
func borrowed(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// textPlace is where a text is in memory. Who reads and writes there without asking
// for its end each time has to know that it is far enough.
type textPlace struct{ address unsafe.Pointer }

func placeOfText(text string) textPlace { return textPlace{unsafe.Pointer(unsafe.StringData(text))} }

func placeOfBytes(data []byte) textPlace { return textPlace{unsafe.Pointer(unsafe.SliceData(data))} }

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

// put writes eight bytes from i on.
func (t textPlace) put(i int, x uint64) {
	binary.LittleEndian.PutUint64((*[8]byte)(unsafe.Add(t.address, i))[:], x)
}

// putHalves writes a text of two halves from i on, each of which is copied without a call.
func (t textPlace) putHalves(i int, text *[2][16]byte) {
	*(*[16]byte)(unsafe.Add(t.address, i)) = text[0]
	*(*[16]byte)(unsafe.Add(t.address, i+16)) = text[1]
}

// putByte writes the byte at i.
func (t textPlace) putByte(i int, c byte) { *(*byte)(unsafe.Add(t.address, i)) = c }

// string returns bytes from i on as a string, like borrowed.
func (t textPlace) string(i, size int) string {
	header := textHeader{unsafe.Add(t.address, i), size}
	return *(*string)(unsafe.Pointer(&header))
}

// textHeader is what every string is made of.
type textHeader struct {
	text unsafe.Pointer
	len  int
}
