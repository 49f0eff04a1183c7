package runtime

import (
	"slices"
	"strings"
)

// steering are the members of a page that decide whether and where a listing goes on: the
// cursor, the address of the next page, the items, the number of pages. Where others may
// be of another kind than described, these may not: a listing that ends early looks
// complete.
type steering [][]string

func (s steering) applyToCall(call *settings) { call.steering = s }

// withSteering adds the members that steer a listing, by their paths, to the options of its
// calls, and leaves the caller's own as they are.
func withSteering(opts []CallOption, members ...string) []CallOption {
	paths := make(steering, len(members))
	for i, member := range members {
		paths[i] = strings.Split(member, "\x00")
	}
	return append(slices.Clip(opts), paths)
}

// check returns an error about the first of the members that is of another kind in the
// result of a page. A null is none: it ends a listing.
func (s steering) check(body []byte, result any) error {
	for _, path := range s {
		c, p := codecFor(result)
		if expected, other := c.otherKind(p, path); other {
			text := borrowed(body)
			offset := memberOffset(text, path)
			r := jsonReader{text: text, pos: offset}
			r.failExpected(expected)
			return r.finish()
		}
	}
	return nil
}

// otherKind reports whether the member at a path is of another kind than its field, and
// what it was expected to be.
func (c *codec) otherKind(p place, path []string) (expected string, other bool) {
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
			return "", false
		}
		if raw, ok := in[Extras](p.field(c.model.extras)).Get(f.name); ok && string(raw) != "null" {
			return f.codec.expected(), true
		}
		if len(path) > 1 {
			return f.codec.otherKind(p.member(f.fieldPlace), path[1:])
		}
	}
	return "", false
}

// memberOffset returns where the value of the member at a path begins. The last member of
// a name counts.
func memberOffset(text string, path []string) int {
	at := 0
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
