// Package sample generates JSON examples of types, from the examples in the
// description, with missing fields added.
package sample

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/words"
)

// Options configure an example.
type Options struct {
	// Without is a field to leave empty, such as the cursor of the last page.
	Without *api.Field
	// Empty is a field whose list is to be empty.
	Empty *api.Field
	// Brief leaves out what is not required, but for a few short scalars, and the items of
	// lists after the first: an example that stays on one line.
	Brief bool
}

// The most optional members of an object of a brief example, and the length of the longest.
const (
	briefMembers = 2
	briefLength  = 40
)

// maker generates one example.
type maker struct {
	Options
	inside map[*api.Type]bool // the enclosing types
	left   int                // the remaining number of values
}

// maxValues limits examples of types that contain each other repeatedly. Beyond it,
// only required fields are written.
const maxValues = 5000

// Of returns an example as JSON.
func Of(use api.TypeUse, opts Options) string {
	x := &maker{Options: opts, inside: map[*api.Type]bool{}, left: maxValues}
	if text, ok := x.value(use, "", api.Doc{}, nil); ok {
		return text
	}
	switch kinds := use.JSONKinds(); {
	case kinds.Has(api.JSONNull):
		return "null"
	case kinds.Has(api.JSONArray):
		return "[]"
	}
	return "{}"
}

// value returns a value for a name. given is from an enclosing example. It returns
// false if the value would be infinite.
func (x *maker) value(use api.TypeUse, name string, doc api.Doc, given json.RawMessage) (string, bool) {
	x.left--
	t := use.Type
	rules := t.Rules.And(doc.Rules())
	fits := func(text json.RawMessage) bool { return Fits(t, text) && Obeys(rules, text) }
	if !fits(given) {
		given = nil
	}
	for _, example := range slices.Concat(doc.Examples, t.Doc.Examples, []string{doc.Default}) {
		if given == nil && fits(json.RawMessage(example)) {
			given = json.RawMessage(example)
		}
	}
	text, ok := x.inhabit(t, rules, name, given)
	if !ok && use.Nullable {
		return "null", true
	}
	return text, ok
}

// Fits reports whether a JSON value is of a kind that a type admits and not null,
// which would not show anything.
func Fits(t *api.Type, text json.RawMessage) bool {
	if !json.Valid(text) {
		return false
	}
	kind := api.JSONKindOf(text)
	return kind != api.JSONNull && t.JSONKinds().Has(kind)
}

func (x *maker) inhabit(t *api.Type, rules api.Rules, name string, given json.RawMessage) (string, bool) {
	switch t.Kind {
	case api.Scalar, api.Enum, api.Any, api.Free:
		if given != nil {
			return compact(given), true
		}
		return unknownValue(t, rules, name), true
	}
	if x.inside[t] || x.left < -maxValues {
		return "", false
	}
	x.inside[t] = true
	defer delete(x.inside, t)
	switch t.Kind {
	case api.List:
		return x.list(t, name, given), true
	case api.Map:
		return x.mapping(t, given), true
	case api.Object:
		return x.object(t, given, nil)
	}
	return x.union(t, name, given, nil)
}

func (x *maker) list(t *api.Type, name string, given json.RawMessage) string {
	var items []json.RawMessage
	_ = json.Unmarshal(given, &items) // a list, or nothing
	if len(items) == 0 {
		items = []json.RawMessage{nil}
	}
	if x.Brief {
		items = items[:1]
	}
	var texts []string
	for _, item := range items {
		if text, ok := x.value(*t.Elem, words.Singular(name), api.Doc{}, item); ok {
			texts = append(texts, text)
		}
	}
	return "[" + strings.Join(texts, ",") + "]"
}

func (x *maker) mapping(t *api.Type, given json.RawMessage) string {
	members := Members(given)
	if len(members) == 0 {
		members = []Member{{Name: "key"}}
	}
	var texts []string
	for _, m := range members {
		if text, ok := x.value(*t.Elem, m.Name, api.Doc{}, m.Value); ok {
			texts = append(texts, quoted(m.Name)+":"+text)
		}
	}
	return "{" + strings.Join(texts, ",") + "}"
}

// object writes the fields in order, then the other members of given. Fixed members
// override all others.
func (x *maker) object(t *api.Type, given json.RawMessage, fixed map[string]string) (string, bool) {
	members := Members(given)
	find := func(name string) json.RawMessage {
		for _, m := range members {
			if m.Name == name {
				return m.Value
			}
		}
		return nil
	}
	var texts []string
	optional := 0
	for _, f := range t.Fields {
		text, ok := x.field(f, find(f.Name), fixed)
		if !ok && f.Use.Required {
			return "", false
		}
		if ok && x.Brief && !f.Use.Required && fixed[f.Name] == "" {
			optional++
			ok = optional <= briefMembers && len(text) <= briefLength && isScalar(f.Use.Type)
		}
		if ok {
			texts = append(texts, quoted(f.Name)+":"+text)
		}
	}
	for _, m := range members {
		if x.Brief || slices.ContainsFunc(t.Fields, func(f *api.Field) bool { return f.Name == m.Name }) {
			continue
		}
		text := compact(m.Value)
		if t.Elem != nil {
			text, _ = x.value(*t.Elem, m.Name, api.Doc{}, m.Value)
		}
		if text != "" {
			texts = append(texts, quoted(m.Name)+":"+text)
		}
	}
	return "{" + strings.Join(texts, ",") + "}", true
}

func isScalar(t *api.Type) bool { return t.Kind == api.Scalar || t.Kind == api.Enum }

// field returns the value of a field, or false if there is none.
func (x *maker) field(f *api.Field, given json.RawMessage, fixed map[string]string) (string, bool) {
	if text, ok := fixed[f.Name]; ok {
		return text, true
	}
	switch {
	case f == x.Empty:
		return "[]", true
	case f == x.Without:
		switch {
		case f.Use.Nullable:
			return "null", true
		case f.Use.Required:
			return `""`, true
		}
		return "", false
	case !f.Use.Required && (x.left <= 0 || f.Doc.WriteOnly):
		return "", false
	}
	return x.value(f.Use, f.Name, f.Doc, given)
}

// union returns given unchanged, because its variant is unknown, or else the first
// finite variant. Fixed members identify the union within another.
func (x *maker) union(t *api.Type, name string, given json.RawMessage, fixed map[string]string) (string, bool) {
	if given != nil {
		return compact(given), true
	}
	for _, v := range t.Variants {
		if text, ok := x.variant(v.Type, name, FixedMembers(t, v, fixed)); ok {
			return text, true
		}
	}
	return "", false
}

func (x *maker) variant(t *api.Type, name string, fixed map[string]string) (text string, ok bool) {
	if t.Kind != api.Object && t.Kind != api.Union || x.inside[t] {
		return x.value(api.TypeUse{Type: t, Required: true}, name, api.Doc{}, nil)
	}
	x.inside[t] = true
	defer delete(x.inside, t)
	if t.Kind == api.Union {
		return x.union(t, name, nil, fixed)
	}
	return x.object(t, FirstFitting(t), fixed)
}

// FirstFitting returns the first usable example of a type.
func FirstFitting(t *api.Type) json.RawMessage {
	for _, example := range t.Doc.Examples {
		if Fits(t, json.RawMessage(example)) {
			return json.RawMessage(example)
		}
	}
	return nil
}

// FixedMembers returns the members that identify a variant, including those of
// enclosing unions.
func FixedMembers(t *api.Type, v *api.Variant, around map[string]string) map[string]string {
	fixed := maps.Clone(around)
	if fixed == nil {
		fixed = map[string]string{}
	}
	for _, c := range v.Consts {
		if len(c.Values) > 0 && json.Valid([]byte(c.Values[0])) {
			fixed[c.Name] = compact(json.RawMessage(c.Values[0]))
		}
	}
	if t.Discriminator != "" && len(v.Tags) > 0 {
		fixed[t.Discriminator] = tagJSON(v.Type, t.Discriminator, v.Tags[0])
	}
	return fixed
}

// tagJSON returns the value of a discriminator as JSON: a string, unless the member of the
// variant is a number or a boolean.
func tagJSON(t *api.Type, name, tag string) string {
	for _, f := range t.Fields {
		if f.Name == name && !f.Use.Type.JSONKinds().Has(api.JSONString) && json.Valid([]byte(tag)) {
			return tag
		}
	}
	return quoted(tag)
}
