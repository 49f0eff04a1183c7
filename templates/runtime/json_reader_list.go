package runtime

// list reads the items of a list.
func (r *jsonReader) list(p place, c *codec) {
	if r.peek() != '[' {
		r.nullOr("a list")
		return
	}
	l := p.list()
	if !r.firstItem() {
		l.clear()
		return
	}
	var s *slab
	if r.depth > pageDepth {
		s = r.slab(c)
	}
	start, n := r.pos, 0
	for more := true; more; more = r.nextItem() {
		if n == l.cap() && (s == nil || !s.extend(l, r.left())) {
			r.growList(p, c, start)
		}
		l.setLen(n + 1)
		item := l.item(n, c.size)
		switch first := r.peek(); {
		case first == '{' && c.elem.kind == codecModel:
			r.object(item, c.elem.model)
		case first == '"' && c.elem.kind == codecString:
			*in[string](item) = r.string()
		case first != 'n' && (first == '{' || c.elem.kind < codecModel):
			r.value(item, c.elem)
		default:
			r.item(item, c.elem)
		}
		n++
	}
	if r.depth < pageDepth {
		c.page.Store(int64(n))
	}
}

// pageDepth is the depth of the lists that pages are made for.
const pageDepth = 2

// growList makes room for one item or more at the end of a list that began at start and
// has to be moved, or is not part of a slab.
func (r *jsonReader) growList(p place, c *codec, start int) {
	n := p.list().len()
	if r.depth <= pageDepth {
		n = r.moreOfPage(n, start, c)
	}
	p.value(c.typ).Grow(max(n, 1))
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
	left := r.left()
	guess := int(c.page.Load())
	if n > 0 {
		guess = left/max((r.pos-start)/n, 1) + 1
		guess += guess / 8
	}
	return max(min(guess, mostTimes*left/int(max(c.size, 1))), n, 1)
}
