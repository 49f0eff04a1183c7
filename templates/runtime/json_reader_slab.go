package runtime

import (
	"slices"
	"sync"
)

// slab is memory for values of one type, one behind the other: the items of short
// lists, and what pointers point to. Documents have many of them, and memory for each
// costs more than reading it.
type slab struct {
	items listHeader // its length is how many of them are taken
}

// slabs are those of all types, by the numbers that their codecs have.
type slabs []slab

// slabSize bounds what a kept list or object pins beside itself.
const slabSize = 8 << 10

// usedSlabs are those that documents left, with the room that is in them still: each
// value has a place of its own, and the next document goes on behind.
var usedSlabs = sync.Pool{New: func() any { return new(slabs) }}

// leaveSlabs hands the slabs on to the next document.
func (r *jsonReader) leaveSlabs() {
	if r.slabs != nil {
		usedSlabs.Put(r.slabs)
		r.slabs = nil
	}
}

// slab returns the slab of a type of lists or pointers.
func (r *jsonReader) slab(c *codec) *slab {
	if r.slabs == nil {
		r.slabs = usedSlabs.Get().(*slabs)
	}
	if c.slab >= len(*r.slabs) {
		*r.slabs = slices.Grow(*r.slabs, c.slab+1-len(*r.slabs))[:c.slab+1]
	}
	return &(*r.slabs)[c.slab]
}

// next returns the place of one value more.
func (s *slab) next(c *codec) place {
	if s.items.len == s.items.cap {
		s.renew(c)
	}
	s.items.len++
	return s.items.item(s.items.len-1, c.size)
}

// extend makes room for one item more at the end of a list, and reports whether it
// could: a list that has items has to be the last one in the slab, with room behind.
func (s *slab) extend(list *listHeader, c *codec) bool {
	switch {
	case list.len == 0:
		list.items = s.next(c).address
	case s.items.len == s.items.cap || list.end(c.size) != s.items.end(c.size):
		return false
	default:
		s.items.len++
	}
	list.cap++
	return true
}

// renew makes a slab of twice the room. The first ones are small, as many documents
// are.
func (s *slab) renew(c *codec) {
	most := slabSize / max(int(c.size), 1)
	n := max(min(2*s.items.cap, most), 1)
	s.items = listHeader{items: newItems(c.elem.typ, n), cap: n}
}
