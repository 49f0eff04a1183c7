package runtime

import "reflect"

// list reads the items of a list.
func (r *jsonReader) list(p place, c *codec) {
	if r.peek() != '[' {
		r.nullOr("a list")
		return
	}
	r.enter()
	header := in[listHeader](p)
	start := r.pos
	n := 0
	for first := true; r.nextItem(first); first = false {
		if n == header.cap {
			r.growList(p, c, start)
		}
		header.len = n + 1
		item := header.item(n, c.size)
		if c.elem.kind == codecString && r.peek() == '"' {
			*in[string](item) = r.string()
		} else {
			r.value(item, c.elem)
		}
		n++
	}
	switch {
	case n == 0:
		p.value(c.typ).Set(c.empty) // a list without items is not nil
	case r.depth < pageDepth:
		c.page.Store(int64(n))
	}
}

// pageDepth is the depth of the lists that pages are made for.
const pageDepth = 2

// growList makes room for one item or more at the end of a list that began at
// start.
func (r *jsonReader) growList(p place, c *codec, start int) {
	header := in[listHeader](p)
	switch {
	case r.depth <= pageDepth:
		p.value(c.typ).Grow(r.moreOfPage(header.len, start, c))
	case !r.slab(c).extend(header):
		p.value(c.typ).Grow(max(header.len, 1))
	}
}

// moreOfPage returns for how many items more a list gets room, which is n items long
// and probably most of the document: as many as the last one had, or else as the
// text that is left seems to have; but never so much that a hostile document takes
// many times its own length.
func (r *jsonReader) moreOfPage(n, start int, c *codec) int {
	const few, mostTimes = 4, 16
	if n > 0 && n < few {
		return n
	}
	left := len(r.text) - r.pos
	guess := int(c.page.Load())
	if n > 0 {
		guess = left/max((r.pos-start)/n, 1) + 1
		guess += guess / 8
	}
	return max(min(guess, mostTimes*left/int(max(c.size, 1))), n, 1)
}

// slab is memory for the items of short lists of one type, one list behind the
// other: documents have many of them, and memory for each costs more than reading it.
type slab struct {
	of    *codec
	items listHeader // its length is how many of them are taken
}

// slabs are those of the types that most lists of a document are of at a time.
type slabs [32]slab

// slabSize bounds what a kept list pins beside its own items.
const slabSize = 16 << 10

// slab returns the slab for lists of a type.
func (r *jsonReader) slab(c *codec) *slab {
	if r.slabs == nil {
		r.slabs = new(slabs)
	}
	s := &r.slabs[c.number%uint32(len(r.slabs))]
	if s.of != c {
		*s = slab{of: c}
	}
	return s
}

// extend makes room for one item more at the end of a list, and reports whether it
// could: a list that has items has to be the last one in the slab, with room behind.
func (s *slab) extend(list *listHeader) bool {
	all, size := &s.items, s.of.size
	switch {
	case list.len > 0 && (all.len == all.cap || list.end(size) != all.end(size)):
		return false
	case list.len == 0 && all.len == all.cap:
		s.renew()
		fallthrough
	case list.len == 0:
		list.items = all.item(all.len, size).address
	}
	list.cap++
	all.len++
	return true
}

// renew makes a slab of twice the room. The first ones are small, as many documents
// are.
func (s *slab) renew() {
	most := slabSize / max(int(s.of.size), 1)
	n := max(min(2*s.items.cap, most), 1)
	if n == 1 {
		s.items = listHeader{items: placeOf(reflect.New(s.of.elem.typ)).address, cap: 1}
		return
	}
	s.items = listHeader{items: reflect.MakeSlice(s.of.typ, n, n).UnsafePointer(), cap: n}
}
