package runtime

// slab is memory for values of one type, one behind the other: the items of short
// lists, and what pointers point to. Documents have many of them, and memory for each
// costs more than reading it.
type slab struct {
	of    *codec
	items listHeader // its length is how many of them are taken
}

// slabs are those of the types that most values of a document are of at a time.
type slabs [64]slab

// slabSize bounds what a kept list or model pins beside itself.
const slabSize = 8 << 10

// slab returns the slab for lists of a type, or for values that pointers point to.
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
	case list.len == 0:
		list.items = s.next().address
	default:
		all.len++
	}
	list.cap++
	return true
}

// next returns the place of a value more.
func (s *slab) next() place {
	if s.items.len == s.items.cap {
		s.renew()
	}
	s.items.len++
	return s.items.item(s.items.len-1, s.of.size)
}

// renew makes a slab of twice the room. The first ones are small, as many documents
// are.
func (s *slab) renew() {
	most := slabSize / max(int(s.of.size), 1)
	n := max(min(2*s.items.cap, most), 1)
	s.items = listHeader{items: newItems(s.of.elem.typ, n), cap: n}
}
