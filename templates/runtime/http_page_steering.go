package runtime

import (
	"reflect"
	"slices"
	"strings"
)

// steering are the members of a page that decide whether and where a listing goes on: the
// cursor, the address of the next page, the items, the number of pages. Where others may
// be of another kind than described, these may not: a listing that ends early looks
// complete.
type steering [][]string

func (s steering) applyToCall(call *settings) { call.steering = s }

// withSteering adds the members that steer a listing, by their JSON pointers, to the
// options of its calls, and leaves the caller's own as they are.
func withSteering(opts []CallOption, pointers ...string) []CallOption {
	paths := make(steering, len(pointers))
	for i, pointer := range pointers {
		for key := range strings.SplitSeq(pointer[1:], "/") {
			paths[i] = append(paths[i], strings.NewReplacer("~1", "/", "~0", "~").Replace(key))
		}
	}
	return append(slices.Clip(opts), paths)
}

// check returns an error about the first of the members that is of another kind in the
// result of a page. A null is none: it ends a listing.
func (s steering) check(body []byte, result any) error {
	for _, path := range s {
		c, p := codecFor(result)
		if other := c.otherKind(p, path); other != nil {
			text := borrowed(body)
			r := jsonReader{text: text, pos: memberOffset(text, path), reading: reading{strict: true}}
			r.value(placeOf(reflect.New(other.typ)), other)
			return r.finish()
		}
	}
	return nil
}

// otherKind returns the codec of the member at a path, or of one on the way, if it came as
// another kind than its field, and else nil.
func (c *codec) otherKind(p place, path []string) *codec {
	switch c.kind {
	case codecOpt:
		value, _ := p.opt(c)
		return c.elem.otherKind(value, path)
	case codecPointer:
		if to, ok := p.pointed(); ok {
			return c.elem.otherKind(to, path)
		}
	case codecModel:
		f := c.model.names.field(path[0])
		if f == nil {
			return nil
		}
		if raw, ok := in[Extras](p.field(c.model.extras)).Get(f.name); ok && string(raw) != "null" {
			return f.codec
		}
		if len(path) > 1 {
			return f.codec.otherKind(p.member(f.fieldPlace), path[1:])
		}
	}
	return nil
}

// memberOffset returns where the value of the member at a path begins. The last member of
// a name counts.
func memberOffset(text string, path []string) int {
	at := documentStart(text)
	for _, step := range path {
		r := jsonReader{text: text, pos: at}
		if r.kind() != kindObject {
			break
		}
		r.enter()
		for first := true; ; first = false {
			name, more := r.nextMember(first)
			if !more {
				break
			}
			r.peek()
			if name == step {
				at = r.pos
			}
			r.skip()
		}
	}
	return at
}
