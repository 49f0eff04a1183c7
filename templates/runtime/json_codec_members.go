package runtime

import "math/bits"

// complete makes what it takes the codecs of the fields for.
func (m *modelCodec) complete() {
	m.required = make(fieldSet, len(m.fields)/setWord+1)
	for i := range m.fields {
		f := &m.fields[i]
		if c := f.codec; c.kind == codecOpt {
			f.optional, f.state, f.codec = true, f.at+c.state, c.elem
		} else {
			m.required.add(i)
			m.requires = true
		}
		if f.kind = f.codec.kind; f.kind == codecPointer {
			f.model = f.codec.elem.model
		}
	}
	m.parts = m.partsOf(m.fields)
	m.names.fill(m.fields)
}

// partSize is how many fields have their states in one word: two bits for each.
const partSize = 32

// modelPart is some of the fields of a model, as a writer needs them.
type modelPart struct {
	fields [partSize]*fieldCodec
	states partStates
	// required has the state of those without: that they have a value.
	required uint64
	next     *modelPart // of the same model, or nil
}

// partsOf returns the parts that have the fields: one, even for none, or more.
func (m *modelCodec) partsOf(fields []fieldCodec) *modelPart {
	size := min(partSize, len(fields))
	k := m.part(fields[:size])
	if size < len(fields) {
		k.next = m.partsOf(fields[size:])
	}
	return k
}

func (m *modelCodec) part(fields []fieldCodec) *modelPart {
	k := &modelPart{states: m.statesOf(fields)}
	for i := range fields {
		if k.fields[i] = &fields[i]; !fields[i].optional {
			k.required |= uint64(optValue) << (2 * i)
		}
	}
	return k
}

// statesAt returns the states of the fields of a model, the first one's in the lowest
// bits.
func (k *modelPart) statesAt(p place) uint64 { return k.states.at(p) + k.required }

// fieldSet is a set of fields: a bit for each.
type fieldSet []uint64

const setWord = 64

func (s fieldSet) has(i int) bool { return s[i/setWord]&(1<<(i%setWord)) != 0 }

func (s fieldSet) add(i int) { s[i/setWord] |= 1 << (i % setWord) }

// memberNames finds the fields of a model by the names of members.
type memberNames struct {
	// all are in the order of the fields. Behind the last one there is one more.
	all []memberName
	// slots have the names, each at its hash or, if that is taken, behind it. There are
	// more than twice as many slots as fields, a power of two.
	slots  []*memberName
	shift  uint8
	factor uint64 // of the hash
}

// memberName is what a reader has to know of a field most of the time: its name as it
// usually stands in a document, from behind the first quote to the colon, in words that
// are compared at once, and the place of its value. A name that is too long for that is
// equal to no words. All this is as long as what a processor fetches at once.
type memberName struct {
	head, middle, more, tail uint64 // from the first byte, the 9th, the 17th, and up to the last
	mask                     uint64 // of the bytes of head, and of tail
	field                    *fieldCodec
	fieldPlace
	size       uint8 // up to the value
	tailAt     uint8 // where the tail begins
	index      uint8 // of the field in a fieldSet
	kind       codecKind
	middleMask int8 // all bits or none
	long       bool // there is more between the middle and the tail
}

// nameWords is what of a name is hashed, with quotes turned to zeros. What a short one
// lacks is zero.
type nameWords struct {
	head uint64 // the first eight bytes
	rest uint64 // the eight behind them; of a longer name also the last eight
}

func wordsOf(name string) nameWords {
	padded := name + `""""""""""""""""`
	w := nameWords{word(padded, 0) ^ quoteBytes, word(padded, 8) ^ quoteBytes}
	if len(name) > 16 {
		w.rest += word(name, len(name)-8) ^ quoteBytes
	}
	return w
}

// slot is the hash of a name: the upper bits of a product, where it spreads best.
func (w nameWords) slot(factor uint64, shift uint8) uint64 {
	return (w.head + bits.RotateLeft64(w.rest, 29)) * factor >> (shift & 63)
}

// fill makes the table. It looks for a hash by which few names take the slots of others.
func (n *memberNames) fill(fields []fieldCodec) {
	names := make([]memberName, len(fields)+1)
	for i := range fields {
		names[i] = memberNameOf(&fields[i])
	}
	names[len(fields)].head = 1 // what is behind the last field is never found
	n.all = names

	const tries = 16
	n.shift = 62
	for 1<<(64-n.shift) <= 2*len(fields) {
		n.shift--
	}
	fewest, factor := len(fields)+1, uint64(0xc2b2ae3d27d4eb4f)
	for try := 0; try < tries && fewest > 0; try++ {
		if slots, displaced := slotsOf(names[:len(fields)], n.shift, factor); displaced < fewest {
			n.slots, n.factor, fewest = slots, factor, displaced
		}
		factor = factor*0xd1342543de82ef95 + 2
	}
}

func memberNameOf(f *fieldCodec) memberName {
	n := memberName{head: 1, field: f, index: uint8(f.index % setWord), fieldPlace: f.fieldPlace, kind: f.kind}
	text := f.member[1:]
	if len(text) > longestName || f.index >= setWord {
		return n
	}
	n.size, n.tailAt = uint8(len(text)), uint8(max(len(text)-8, 0))
	n.head, n.mask = word(text+"\x00\x00\x00\x00\x00\x00\x00\x00", 0), 1<<(8*min(len(text), 8))-1
	n.tail = n.head
	if n.tailAt > 0 {
		n.tail = word(text, int(n.tailAt))
	}
	if len(text) > 16 {
		n.middle, n.middleMask = word(text, 8), -1
	}
	if len(text) > 24 {
		n.more, n.long = word(text, 16), true
	}
	return n
}

// slotsOf puts the names into slots, and tells how many of them are not where their
// hash says.
func slotsOf(names []memberName, shift uint8, factor uint64) (slots []*memberName, displaced int) {
	slots = make([]*memberName, 1<<(64-shift))
	for i := range names {
		slot := wordsOf(names[i].field.name).slot(factor, shift)
		if slots[slot] != nil {
			displaced++
		}
		for slots[slot] != nil {
			slot = (slot + 1) & uint64(len(slots)-1)
		}
		slots[slot] = &names[i]
	}
	return slots, displaced
}

// field returns the field of a member, nil if it has none.
func (n *memberNames) field(name string) *fieldCodec {
	for slot := wordsOf(name).slot(n.factor, n.shift); n.slots[slot] != nil; slot = (slot + 1) & uint64(len(n.slots)-1) {
		if f := n.slots[slot].field; f.name == name {
			return f
		}
	}
	return nil
}

// word returns eight bytes of s.
func word(s string, i int) uint64 {
	b := s[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}
