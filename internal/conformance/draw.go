package conformance

import (
	"maps"
	"strconv"
	"strings"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// drawer draws the texts of JSON values of the description's types.
type drawer struct {
	*rapid.T
	*Description
	// strict draws only what the description admits, written as everyone does.
	// All else is drawn, too, if it is not set: nulls and gaps where none may be,
	// members and enum values that nobody knows, and every spelling of a value
	// that JSON has.
	strict bool
	// filled draws no empty strings, which in a query are no values.
	filled bool
}

// usualDepth is how deep values are drawn with most of their optional members.
// Deeper values are drawn as models of their own.
const usualDepth = 3

func (d drawer) oneIn(n int) bool { return rapid.IntRange(1, n).Draw(d.T, "chance") == n }

func (d drawer) oneOf(texts ...string) string { return rapid.SampledFrom(texts).Draw(d.T, "choice") }

// use draws a value for a place that is not left out.
func (d drawer) use(u api.TypeUse, depth int) string {
	if (u.Nullable || !d.strict) && d.oneIn(8) {
		return "null"
	}
	return d.value(u.Type, depth)
}

// value draws a value of a type that is not null. The depth counts down.
func (d drawer) value(t *api.Type, depth int) string {
	if depth < -50 {
		d.Fatalf("%s cannot end: it contains itself in required places", t.Ref)
	}
	switch t.Kind {
	case api.Any:
		return d.any(min(depth, 2))
	case api.Free:
		if closed, ok := d.schemaOf(t).Get("additionalProperties").Bool(); d.strict && ok && !closed {
			return "{}"
		}
		return d.anyObject(min(depth, 2))
	case api.Enum:
		return d.enum(t)
	case api.List:
		return d.list(depth, func() string { return d.use(*t.Elem, depth-1) })
	case api.Map:
		return d.members(depth, nil, nil, func() string { return d.use(*t.Elem, depth-1) })
	case api.Object:
		return d.object(t, depth, nil)
	case api.Union:
		return d.union(t, depth)
	default:
		return d.scalar(t)
	}
}

func (d drawer) enum(t *api.Type) string {
	if !d.strict && d.oneIn(4) {
		return d.basic(t.Basic)
	}
	value := rapid.SampledFrom(t.Values).Draw(d.T, "enum").Text
	if t.Basic == api.String {
		return d.quote(value)
	}
	return value
}

// union draws one of the variants, or a value that may be none of them.
func (d drawer) union(t *api.Type, depth int) string {
	if !d.strict && d.oneIn(4) {
		return d.any(2)
	}
	v := rapid.SampledFrom(t.Variants).Draw(d.T, "variant")
	return d.variant(t, v, depth, nil)
}

// variant draws a value of a variant that can be told to be one. Fixed members are
// those by which the union itself is told within another.
func (d drawer) variant(t *api.Type, v *api.Variant, depth int, fixed map[string]string) string {
	if t.Discriminator != "" && len(v.Tags) > 0 {
		members := map[string]string{t.Discriminator: d.quote(d.oneOf(v.Tags...))}
		maps.Copy(members, fixed)
		fixed = members
	}
	switch {
	case len(fixed) > 0 && v.Type.Kind == api.Object:
		return d.object(v.Type, depth, fixed)
	case len(fixed) > 0 && v.Type.Kind == api.Union:
		return d.variant(v.Type, rapid.SampledFrom(v.Type.Variants).Draw(d.T, "variant"), depth, fixed)
	}
	return d.value(v.Type, depth)
}

// object draws an object with declared members. Those that are fixed have the
// given texts.
func (d drawer) object(t *api.Type, depth int, fixed map[string]string) string {
	var present []*api.Field
	for _, f := range t.Fields {
		if _, needed := fixed[f.Name]; needed || d.has(f, depth) {
			present = append(present, f)
		}
	}
	var names, values []string
	known := map[string]bool{}
	for _, f := range t.Fields {
		known[f.Name] = true
	}
	for name, text := range fixed {
		if !known[name] {
			names, values = append(names, name), append(values, text)
		}
	}
	if len(present) > 1 {
		present = rapid.Permutation(present).Draw(d.T, "order")
	}
	for _, f := range present {
		text, ok := fixed[f.Name]
		if !ok {
			text = d.use(f.Use, depth-1)
		}
		names, values = append(names, f.Name), append(values, text)
	}
	var other func() string
	switch {
	case t.Elem != nil:
		other = func() string { return d.use(*t.Elem, depth-1) }
	case !d.strict:
		other = func() string { return d.any(2) }
	}
	return d.membersBut(known, depth, names, values, other)
}

// has draws whether a member is there.
func (d drawer) has(f *api.Field, depth int) bool {
	switch {
	case f.Use.Required && (d.strict || depth < 0):
		return true
	case f.Use.Required:
		return !d.oneIn(8)
	case depth >= usualDepth-1:
		return !d.oneIn(4)
	case depth > 0:
		return d.oneIn(4)
	default:
		return depth == 0 && isLeaf(f.Use.Type) && d.oneIn(4)
	}
}

func isLeaf(t *api.Type) bool { return t.Kind == api.Scalar || t.Kind == api.Enum }

// otherNames are names of members that descriptions do not know.
var otherNames = []string{"x", "unknown_member", "", "ID", "a b", "é", "日本", "a\"b\\", "\u2028", "__proto__", "null", "0", "\U0001f600"}

// members draws an object with the given members, and others if there is a way
// to draw them.
func (d drawer) members(depth int, names, values []string, other func() string) string {
	return d.membersBut(nil, depth, names, values, other)
}

func (d drawer) membersBut(known map[string]bool, depth int, names, values []string, other func() string) string {
	if other != nil && depth >= 0 {
		for range rapid.IntRange(0, 3).Draw(d.T, "others") {
			name := d.oneOf(otherNames...)
			taken := known[name]
			for _, earlier := range names {
				taken = taken || name == earlier
			}
			if !taken {
				names, values = append(names, name), append(values, other())
			}
		}
	}
	space := d.space()
	var b strings.Builder
	b.WriteString("{" + space)
	for i, name := range names {
		if i > 0 {
			b.WriteString("," + space)
		}
		b.WriteString(d.quote(name) + space + ":" + space + values[i] + space)
	}
	b.WriteString("}")
	return b.String()
}

func (d drawer) list(depth int, item func() string) string {
	count := 0
	if depth >= 0 {
		count = rapid.IntRange(0, 3).Draw(d.T, "items")
	}
	items := make([]string, count)
	for i := range items {
		items[i] = item()
	}
	space := d.space()
	return "[" + space + strings.Join(items, ","+space) + space + "]"
}

func (d drawer) space() string {
	if d.strict {
		return ""
	}
	return d.oneOf("", "", "", " ", "\r\n\t")
}

// any draws a value of any type. A null is one only by the rules of OpenAPI 3.1.
func (d drawer) any(depth int) string {
	next := func() string { return d.any(depth - 1) }
	kinds := 7
	if depth <= 0 {
		kinds = 4
	}
	switch rapid.IntRange(1, kinds).Draw(d.T, "kind") {
	case 1:
		return d.string()
	case 2:
		return d.anyNumber()
	case 3:
		return d.oneOf("true", "false")
	case 4:
		if d.strict {
			return d.string()
		}
		return "null"
	case 5:
		return d.list(depth, next)
	case 6:
		return d.anyObject(depth)
	default:
		levels := rapid.IntRange(1, 60).Draw(d.T, "levels")
		return strings.Repeat(`{"in":[`, levels) + d.any(0) + strings.Repeat("]}", levels)
	}
}

func (d drawer) anyObject(depth int) string {
	return d.members(max(depth, 0), nil, nil, func() string { return d.any(depth - 1) })
}

// limits returns the least and the greatest value that a schema admits.
func limits(schema *document.Node) (least, greatest int) {
	least, greatest = -1_000_000, 1_000_000
	if n, err := strconv.Atoi(valueOf(schema, "minimum")); err == nil {
		least = n
	}
	if n, err := strconv.Atoi(valueOf(schema, "maximum")); err == nil {
		greatest = n
	}
	return least, greatest
}

func valueOf(schema *document.Node, key string) string {
	if n := schema.Get(key); n != nil {
		return n.Value
	}
	return ""
}
