package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// drawer draws documents like those that a server of the API sends: valid by the
// description, without white space. The same seed draws the same documents.
type drawer struct {
	*rand.Rand
	// shuffle draws the members of objects in any order, not that of the description.
	shuffle bool
}

func newDrawer(seed uint64, shuffle bool) drawer {
	return drawer{Rand: rand.New(rand.NewPCG(seed, 0)), shuffle: shuffle}
}

func (d drawer) oneIn(n int) bool { return d.IntN(n) == 0 }

// page draws a page of a list: an object with many records in one of its members
// and short values in the others.
func (d drawer) page(t *api.Type, list *api.Field, records int) []byte {
	var fields []*api.Field
	for _, f := range t.Fields {
		if f == list || isShort(f.Use.Type) {
			fields = append(fields, f)
		}
	}
	return []byte(d.object(fields, func(f *api.Field) string {
		if f != list {
			return d.use(f.Use, 1)
		}
		items := make([]string, records)
		for i := range items {
			items[i] = d.value(f.Use.Type.Elem.Type, 0)
		}
		return "[" + strings.Join(items, ",") + "]"
	}))
}

func isShort(t *api.Type) bool { return t.Kind == api.Scalar || t.Kind == api.Enum }

func (d drawer) use(u api.TypeUse, depth int) string {
	if u.Nullable && d.oneIn(8) {
		return "null"
	}
	return d.value(u.Type, depth)
}

// value draws a value of a type at a depth below the record.
func (d drawer) value(t *api.Type, depth int) string {
	switch t.Kind {
	case api.Any:
		return d.any(2)
	case api.Free:
		return d.free(2)
	case api.Enum:
		return d.enum(t)
	case api.List:
		items := make([]string, 1+d.IntN(2))
		for i := range items {
			items[i] = d.use(*t.Elem, depth)
		}
		return "[" + strings.Join(items, ",") + "]"
	case api.Map:
		return "{" + quoted(d.word()) + ":" + d.use(*t.Elem, depth+1) + "}"
	case api.Object:
		return d.record(t, nil, nil, depth)
	case api.Union:
		v := t.Variants[d.IntN(len(t.Variants))]
		if v.Type.Kind == api.Object {
			return d.record(v.Type, v, t, depth)
		}
		return d.value(v.Type, depth)
	default:
		return d.scalar(t.Basic)
	}
}

// record draws an object; a variant of a union has its distinguishing members.
func (d drawer) record(t *api.Type, v *api.Variant, union *api.Type, depth int) string {
	var fields []*api.Field
	for _, f := range t.Fields {
		if f.Use.Required || d.has(f, depth) || v != nil && slices.Contains(v.Required, f.Name) {
			fields = append(fields, f)
		}
	}
	return d.object(fields, func(f *api.Field) string {
		if v != nil && f.Name == union.Discriminator && len(v.Tags) > 0 {
			return quoted(v.Tags[d.IntN(len(v.Tags))])
		}
		if v != nil {
			for _, fixed := range v.Consts {
				if fixed.Name == f.Name {
					return fixed.Values[d.IntN(len(fixed.Values))]
				}
			}
		}
		return d.use(f.Use, depth+1)
	})
}

// has draws whether an optional member is present: most are in a record itself,
// fewer at greater depth.
func (d drawer) has(f *api.Field, depth int) bool {
	switch depth {
	case 0:
		return !d.oneIn(4)
	case 1:
		return d.oneIn(2)
	default:
		return isShort(f.Use.Type) && d.oneIn(4)
	}
}

func (d drawer) object(fields []*api.Field, value func(*api.Field) string) string {
	members := make([]string, len(fields))
	for i, f := range fields {
		members[i] = quoted(f.Name) + ":" + value(f)
	}
	if d.shuffle {
		d.Shuffle(len(members), func(i, k int) { members[i], members[k] = members[k], members[i] })
	}
	return "{" + strings.Join(members, ",") + "}"
}

func (d drawer) enum(t *api.Type) string {
	value := t.Values[d.IntN(len(t.Values))].Text
	if t.Basic == api.String {
		return quoted(value)
	}
	return value
}

func (d drawer) scalar(b api.Basic) string {
	switch b {
	case api.Boolean:
		return strconv.FormatBool(d.oneIn(2))
	case api.Integer, api.Integer32:
		return strconv.Itoa(d.IntN(100_000))
	case api.Number:
		return d.number()
	case api.DateTime:
		return `"` + d.date() + fmt.Sprintf(`T%02d:%02d:%02d.000Z"`, d.IntN(24), d.IntN(60), d.IntN(60))
	case api.Date:
		return `"` + d.date() + `"`
	case api.LocalTime:
		return `"` + d.date() + `T12:00:00"`
	case api.Bytes:
		return `"aGVsbG8="`
	default:
		return d.text()
	}
}

func (d drawer) date() string {
	return fmt.Sprintf("%d-%02d-%02d", 1960+d.IntN(65), 1+d.IntN(12), 1+d.IntN(28))
}

func (d drawer) number() string {
	if d.oneIn(2) {
		return strconv.Itoa(d.IntN(100_000))
	}
	return fmt.Sprintf("%d.%d", d.IntN(10_000), 1+d.IntN(9))
}

// text draws an identifier or some words. A few need JSON escapes, and a few are not ASCII.
func (d drawer) text() string {
	if d.oneIn(3) {
		const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
		id := make([]byte, 8+d.IntN(24))
		for i := range id {
			id[i] = digits[d.IntN(len(digits))]
		}
		return `"` + string(id) + `"`
	}
	words := make([]string, 1+d.IntN(4))
	for i := range words {
		words[i] = d.word()
	}
	text := strings.Join(words, " ")
	switch d.IntN(20) {
	case 0:
		text += "\n\"" + d.word() + `"`
	case 1:
		text += " Žluťoučký kůň"
	}
	return quoted(text)
}

func (d drawer) word() string {
	word := make([]byte, 3+d.IntN(8))
	for i := range word {
		word[i] = byte('a' + d.IntN(26))
	}
	return string(word)
}

func (d drawer) any(depth int) string {
	switch n := d.IntN(8); {
	case n == 0 && depth > 0:
		return d.free(depth)
	case n == 1:
		return d.scalar(api.Boolean)
	case n <= 3:
		return d.number()
	default:
		return d.text()
	}
}

func (d drawer) free(depth int) string {
	members := make([]string, 1+d.IntN(3))
	for i := range members {
		members[i] = quoted(fmt.Sprintf("%s_%d", d.word(), i)) + ":" + d.any(depth-1)
	}
	return "{" + strings.Join(members, ",") + "}"
}

func quoted(s string) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings never fail
	}
	return string(data)
}
