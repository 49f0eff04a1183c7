package jsonpath

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/document"
)

func (c either) holds(e *evaluator, current *location) bool {
	for _, one := range c {
		if one.holds(e, current) {
			return true
		}
	}
	return false
}

func (c all) holds(e *evaluator, current *location) bool {
	for _, one := range c {
		if !one.holds(e, current) {
			return false
		}
	}
	return true
}

func (c not) holds(e *evaluator, current *location) bool { return !c.condition.holds(e, current) }

func (c exists) holds(e *evaluator, current *location) bool {
	if c.query.singular() {
		return e.one(c.query, current) != nil
	}
	return len(e.nodes(c.query, current, true)) > 0
}

func (c comparison) holds(e *evaluator, current *location) bool {
	left, right := c.left.value(e, current), c.right.value(e, current)
	switch c.operator {
	case "==":
		return equal(left, right)
	case "!=":
		return !equal(left, right)
	case "<":
		return less(left, right)
	case ">":
		return less(right, left)
	case "<=":
		return less(left, right) || equal(left, right)
	default:
		return less(right, left) || equal(left, right)
	}
}

func (c matches) holds(e *evaluator, current *location) bool {
	text, ok := c.text.value(e, current).Text()
	if !ok {
		return false
	}
	re := c.fixed
	if re == nil {
		pattern, ok := c.pattern.value(e, current).Text()
		if !ok {
			return false
		}
		var err error
		if re, err = compilePattern(pattern, c.whole); err != nil {
			return false
		}
	}
	return re.MatchString(text)
}

func (o literal) value(*evaluator, *location) *document.Node { return o.node }

func (o single) value(e *evaluator, current *location) *document.Node { return e.one(o.query, current) }

func (o lengthOf) value(e *evaluator, current *location) *document.Node {
	switch n := o.of.value(e, current); {
	case n == nil:
		return nil
	case n.Kind == document.String:
		return integer(utf8.RuneCountInString(n.Value))
	case n.Kind == document.Mapping, n.Kind == document.Sequence:
		return integer(n.Len())
	default:
		return nil
	}
}

func (o countOf) value(e *evaluator, current *location) *document.Node {
	return integer(len(e.nodes(o.query, current, false)))
}

func (o valueOf) value(e *evaluator, current *location) *document.Node {
	found := e.nodes(o.query, current, false)
	if len(found) != 1 {
		return nil
	}
	return found[0].node
}

func integer(i int) *document.Node {
	return &document.Node{Kind: document.Number, Value: strconv.Itoa(i)}
}

// one returns the node that a singular query selects, or nil.
func (e *evaluator) one(q *query, current *location) *document.Node {
	n := e.root
	if q.relative {
		n = current.node
	}
	for _, s := range q.segments {
		if s.selectors[0].kind == nameSelector {
			n = n.Get(s.selectors[0].name)
			continue
		}
		i, ok := itemIndex(*s.selectors[0].start, n)
		if !ok {
			return nil
		}
		n = n.Items()[i]
	}
	return n
}

// equal compares values; nothing equals only nothing.
func equal(a, b *document.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Len() != b.Len() {
		return false
	}
	switch a.Kind {
	case document.Number:
		return compareNumbers(a.Value, b.Value) == 0
	case document.Mapping:
		for m := range a.Members() {
			if other := b.Get(m.Key); other == nil || !equal(m.Value, other) {
				return false
			}
		}
		return true
	case document.Sequence:
		for i, item := range a.Items() {
			if !equal(item, b.Items()[i]) {
				return false
			}
		}
		return true
	default:
		return a.Value == b.Value
	}
}

// less compares two numbers or two strings; other values have no order.
func less(a, b *document.Node) bool {
	if a == nil || b == nil || a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case document.Number:
		return compareNumbers(a.Value, b.Value) < 0
	case document.String:
		return a.Value < b.Value
	default:
		return false
	}
}

// compilePattern compiles a pattern of RFC 9485. Its syntax is a subset of Go's
// except for the dot, which matches no line ending at all.
func compilePattern(pattern string, whole bool) (*regexp.Regexp, error) {
	if _, err := regexp.Compile(pattern); err != nil { // before the changes show up in the message
		return nil, err
	}
	var b strings.Builder
	inClass := false
	for i := 0; i < len(pattern); i++ {
		switch c := pattern[i]; {
		case c == '\\' && i+1 < len(pattern):
			b.WriteByte(c)
			i++
			b.WriteByte(pattern[i])
			continue
		case c == '[':
			inClass = true
		case c == ']':
			inClass = false
		case c == '.' && !inClass:
			b.WriteString(`[^\n\r]`)
			continue
		}
		b.WriteByte(pattern[i])
	}
	if whole {
		return regexp.Compile(`\A(?:` + b.String() + `)\z`)
	}
	return regexp.Compile(b.String())
}
