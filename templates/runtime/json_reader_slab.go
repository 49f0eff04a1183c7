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
	fresh reflect.Value // a list of the items taken; it stays, to be used again
	items list          // the same
	taken int           // how many were of those before
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
		*left = slab{fresh: left.fresh, items: left.items}
	}
	s.used = s.used[:0]
	r.slabs = nil
	emptySlabs.Put(s)
}

// total is how many were taken of the slab and of those before.
func (s *slab) total() int { return s.taken + s.items.len() }

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
	if s := r.slabs.of(c); s != nil {
		if n := s.items.len(); n < s.items.cap() { // mostly
			s.items.setLen(n + 1)
			return s.items.item(n, c.size)
		}
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
		pointer := reflect.New(reflect.SliceOf(c.elem.typ))
		first = &slab{fresh: pointer.Elem(), items: placeOf(pointer).list()}
		s.all[c.slab] = first
	}
	first.of = c
	s.used = append(s.used, first)
	return first
}

// next returns the place of one value more. What is left of the document tells how
// many may come.
func (s *slab) next(left int) place {
	if s.items.len() == s.items.cap() {
		s.renew(left)
	}
	n := s.items.len()
	s.items.setLen(n + 1)
	return s.items.item(n, s.of.size)
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
}
