package testkit

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// subject is what a sentence is about: a part of a request, or a member of it.
type subject struct {
	part  string
	path  string // to the member; empty for the part itself
	depth int
}

var theBody = subject{part: "the body"}

func (s subject) String() string {
	if s.path == "" {
		return "The" + strings.TrimPrefix(s.part, "the")
	}
	return fmt.Sprintf("The member %q of %s", s.path, s.part)
}

func (s subject) member(name string) subject {
	return subject{s.part, memberPath(s.path, name), s.depth + 1}
}

func (s subject) item(i int) subject {
	return subject{s.part, s.path + "[" + strconv.Itoa(i) + "]", s.depth + 1}
}

// report refuses the kind of a value or the lack of a member: those of a body and its own
// members are refused in any case.
func (c *checker) report(s subject, format string, args ...any) {
	if s.part == theBody.part && s.depth <= 1 {
		c.refuse(format, args...)
		return
	}
	c.refuseValue(format, args...)
}

// value checks a JSON text, which is valid.
func (c *checker) value(about subject, v value, text []byte) {
	kind := kindOf(text)
	if v.kinds != 0 && kind&v.kinds == 0 {
		c.report(about, "%s is %s, and not %s.", about, kind.found(), v.kinds)
		return
	}
	if kind == isNull {
		return
	}
	if s := c.shapes[v.of]; s != nil {
		c.shape(about, s, kind, text)
	}
	c.limits(about, v, kind, text)
	if v.items != nil {
		c.items(about, *v.items, kind, text)
	}
}

// fits reports whether nothing is wrong with what a function checks.
func (c *checker) fits(check func(*checker)) bool {
	trial := &checker{shapes: c.shapes, known: c.known}
	check(trial)
	return len(trial.problems) == 0
}

func (c *checker) shape(about subject, s *shape, kind kinds, text []byte) {
	if len(s.variants) > 0 {
		c.variants(about, s, func(c *checker, v value) { c.value(about, v, text) }, kind)
		return
	}
	switch kind {
	case isObject:
		if s.items == nil {
			c.object(about, s, text)
			return
		}
		c.items(about, *s.items, kind, text)
	case isArray:
		if s.items != nil {
			c.items(about, *s.items, kind, text)
		}
	case isString, isInteger, isFraction:
		if len(s.enum) > 0 && !inEnum(s.enum, kind, text) {
			c.refuseValue("%s is %s, and not one of %s.", about, short(text), listed(s.enum, kind))
		}
	}
}

// variants wants a value to fit one of several. If only one is of its kind, that tells
// what is wrong.
func (c *checker) variants(about subject, s *shape, check func(*checker, value), kind kinds) {
	var ofKind []value
	for _, v := range s.variants {
		if c.fits(func(trial *checker) { check(trial, v) }) {
			return
		}
		if v.kinds&kind != 0 {
			ofKind = append(ofKind, v)
		}
	}
	if len(ofKind) == 1 {
		check(c, ofKind[0])
		return
	}
	c.refuseValue("%s fits none of its %d variants.", about, len(s.variants))
}

func (c *checker) object(about subject, s *shape, text []byte) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		c.report(about, "%s cannot be read: %v.", about, err)
		return
	}
	var known []string
	for _, m := range s.members {
		known = append(known, m.name)
		inside := about.member(m.name)
		value, ok := members[m.name]
		if ok {
			c.filled(inside, m.value, value, m.required && !m.blank)
		} else if m.required {
			c.report(inside, "The required member %q of %s is missing.", inside.path, inside.part)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		switch {
		case slices.Contains(known, name):
		case s.rest != nil:
			c.value(about.member(name), *s.rest, members[name])
		case s.closed:
			c.refuseValue("%s is unknown%s", about.member(name), meant(name, known))
		}
	}
}

// filled checks a value that must not be left empty.
func (c *checker) filled(about subject, v value, text []byte, required bool) {
	before := len(c.problems)
	c.value(about, v, text)
	if len(c.problems) > before || !required {
		return
	}
	if v.of == "" && (v.kinds&^isNull) == isString && isZero(v, string(text)) {
		c.refuseValue("%s is required, and has the zero value %s. If the API takes that, start the server with Lenient().", about, text)
	}
}

// isZero reports whether a string is what a field has that nobody has set.
func isZero(v value, text string) bool {
	isTime := v.format == "date-time" || v.format == "date"
	return text == `""` || isTime && strings.HasPrefix(text, `"0001-01-01`)
}

// items checks the items of a list, or the members of an object without declared ones.
func (c *checker) items(about subject, v value, kind kinds, text []byte) {
	if kind == isArray {
		var items []json.RawMessage
		if err := json.Unmarshal(text, &items); err != nil {
			c.report(about, "%s cannot be read: %v.", about, err)
		}
		for i, item := range items {
			c.value(about.item(i), v, item)
		}
		return
	}
	if kind != isObject {
		return
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		c.report(about, "%s cannot be read: %v.", about, err)
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		c.value(about.member(name), v, members[name])
	}
}

func inEnum(enum []string, kind kinds, text []byte) bool {
	if kind != isString {
		return slices.ContainsFunc(enum, func(literal string) bool { return sameNumber(literal, string(text)) })
	}
	return slices.Contains(enum, unquoted(text))
}

// listed names the values of an enum as part of a sentence.
func listed(enum []string, kind kinds) string {
	const most = 12
	var names []string
	for _, text := range enum[:min(most, len(enum))] {
		if kind == isString {
			text = strconv.Quote(text)
		}
		names = append(names, text)
	}
	if more := len(enum) - most; more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

// short is a JSON text that a sentence can hold.
func short(text []byte) string {
	const most = 80
	if r := []rune(string(text)); len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(text)
}

// unquoted returns the string of a JSON text.
func unquoted(text []byte) string {
	var s string
	_ = json.Unmarshal(text, &s) // it is valid
	return s
}

// quoted is the reverse of unquoted.
func quoted(text string) []byte {
	quoted, err := json.Marshal(text)
	if err != nil {
		return []byte(`""`) // no string fails
	}
	return quoted
}

// meant ends a sentence about an unknown name with the one that was probably meant.
func meant(name string, known []string) string {
	best, least := "", 1+len(name)/3
	for _, other := range known {
		if d := distance(strings.ToLower(name), strings.ToLower(other)); d <= least && (best == "" || d < least) {
			best, least = other, d
		}
	}
	if best == "" {
		return "."
	}
	return fmt.Sprintf("; did you mean %q?", best)
}
