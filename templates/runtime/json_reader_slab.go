package runtime

import (
	"reflect"
	"slices"
	"sync"
)

// slab is memory for values of one type, one behind the other: the items of short
// lists, and what pointers point to. Documents have many of them, and memory for each
// costs more than reading it.
type slab struct {
	of    *codec        // of the lists or pointers
	items listHeader    // its length is how many of them are taken
	taken int           // how many were of those before
	fresh reflect.Value // a list that makes the items; it stays, to be used again
}

// slabs are those of a document. Other documents have others: who keeps a value
// keeps what is near to it, and through that would keep one document after the other.
type slabs struct {
	all  []*slab // by the numbers that the codecs have, nil for those never used
	used []*slab
}

// slabSize bounds what a kept list or object pins beside itself. Larger slabs would have
// the runtime give their memory back to the system, and ask for it again, in a program
// of little memory. With the word that the runtime puts before them they fill it.
const slabSize = 3<<10 - 8

// emptySlabs are used again, but for the memory of the values.
var emptySlabs = sync.Pool{New: func() any { return new(slabs) }}

// leaveSlabs ends the use of the slabs, and notes how much of them it took.
func (r *jsonReader) leaveSlabs() {
	s := r.slabs
	if s == nil {
		return
	}
	for _, left := range s.used {
		left.of.usual.Store(int64(left.total()))
		left.fresh.SetZero()
		*left = slab{fresh: left.fresh}
	}
	s.used = s.used[:0]
	r.slabs = nil
	emptySlabs.Put(s)
}

// total is how many were taken of the slab and of those before.
func (s *slab) total() int { return s.taken + s.items.len }

// of returns the slab that has been made for a type, or nil. The slab may be of an earlier
// document, and have nothing to take.
func (s *slabs) of(c *codec) *slab {
	if s == nil || c.slab >= len(s.all) {
		return nil
	}
	return s.all[c.slab]
}

// newValue returns the place of a value of a type of lists or pointers.
func (r *jsonReader) newValue(c *codec) place {
	if s := r.slabs.of(c); s != nil && s.items.len < s.items.cap { // mostly
		s.items.len++
		return s.items.item(s.items.len-1, c.size)
	}
	return r.slab(c).next(r.left())
}

// slab returns the slab of a type of lists or pointers.
func (r *jsonReader) slab(c *codec) *slab {
	if s := r.slabs.of(c); s != nil && s.of != nil {
		return s
	}
	return r.firstSlab(c)
}

// firstSlab is slab for a type that the document has not had before.
func (r *jsonReader) firstSlab(c *codec) *slab {
	if r.slabs == nil {
		r.slabs = emptySlabs.Get().(*slabs)
	}
	s := r.slabs
	if c.slab >= len(s.all) {
		s.all = slices.Grow(s.all, c.slab+1-len(s.all))[:c.slab+1]
	}
	first := s.all[c.slab]
	if first == nil {
		first = &slab{fresh: reflect.New(reflect.SliceOf(c.elem.typ)).Elem()}
		s.all[c.slab] = first
	}
	first.of = c
	s.used = append(s.used, first)
	return first
}

// next returns the place of one value more. What is left of the document tells how
// many may come.
func (s *slab) next(left int) place {
	if s.items.len == s.items.cap {
		s.renew(left)
	}
	s.items.len++
	return s.items.item(s.items.len-1, s.of.size)
}

// extend makes room for one item more at the end of a list, and reports whether it
// could: a list that has items has to be the last one in the slab, with room behind.
func (s *slab) extend(list *listHeader, left int) bool {
	switch {
	case list.len == 0:
		list.items = s.next(left).address
	case s.items.len == s.items.cap || list.end(s.of.size) != s.items.end(s.of.size):
		return false
	default:
		s.items.len++
	}
	list.cap++
	return true
}

// renew makes a slab for as many values as the last document had, and then for as many
// as there were more, but never so large that a short document takes many times its
// length.
func (s *slab) renew(left int) {
	size, usual := max(int(s.of.size), 1), int(s.of.usual.Load())
	s.taken = s.total()
	n := usual - s.taken
	if n <= 0 {
		n = max(-n, usual/8)
	}
	n = max(min(n, slabSize/size, left/4/size), 1)
	s.fresh.SetZero()
	s.fresh.Grow(n)
	s.items = listHeader{items: s.fresh.UnsafePointer(), cap: s.fresh.Cap()}
}
