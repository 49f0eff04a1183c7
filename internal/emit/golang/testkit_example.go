package golang

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// exampler makes examples of types: what the description gives, completed so
// that every field is there.
type exampler struct {
	// without is a field that is left empty, such as the cursor of a next page
	// that there is not.
	without *api.Field
	// empty is a field whose list has no items.
	empty *api.Field

	inside map[*api.Type]bool // the types around the present place
	left   int                // how many values there may still be
}

// mostValues keeps descriptions whose types hold each other again and again from
// making an example without end. Beyond it only what is required is written.
const mostValues = 5000

func newExampler() *exampler { return &exampler{inside: map[*api.Type]bool{}, left: mostValues} }

// example returns the JSON text of an example.
func (x *exampler) example(use api.TypeUse) string {
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

// value writes a value for a place with a name. What is given comes from an
// example around it. It says no if the value would have no end.
func (x *exampler) value(use api.TypeUse, name string, doc api.Doc, given json.RawMessage) (string, bool) {
	x.left--
	t := use.Type
	if !fits(t, given) {
		given = nil
	}
	for _, example := range slices.Concat(doc.Examples, t.Doc.Examples, []string{doc.Default}) {
		if given == nil && fits(t, json.RawMessage(example)) {
			given = json.RawMessage(example)
		}
	}
	text, ok := x.inhabit(t, name, given)
	if !ok && use.Nullable {
		return "null", true
	}
	return text, ok
}

// fits says that a text is a value of a kind that a type admits, and not null:
// an example is there to show something.
func fits(t *api.Type, text json.RawMessage) bool {
	if !json.Valid(text) {
		return false
	}
	kind := api.JSONKindOf(text)
	return kind != api.JSONNull && t.JSONKinds().Has(kind)
}

func (x *exampler) inhabit(t *api.Type, name string, given json.RawMessage) (string, bool) {
	switch t.Kind {
	case api.Scalar, api.Enum, api.Any, api.Free:
		if given != nil {
			return compact(given), true
		}
		return sampleValue(t, name), true
	}
	if x.inside[t] || x.left < -mostValues {
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

func (x *exampler) list(t *api.Type, name string, given json.RawMessage) string {
	var items []json.RawMessage
	_ = json.Unmarshal(given, &items) // it is a list, or nothing
	if len(items) == 0 {
		items = []json.RawMessage{nil}
	}
	var texts []string
	for _, item := range items {
		if text, ok := x.value(*t.Elem, singular(name), api.Doc{}, item); ok {
			texts = append(texts, text)
		}
	}
	return "[" + strings.Join(texts, ",") + "]"
}

func (x *exampler) mapping(t *api.Type, given json.RawMessage) string {
	members := membersOf(given)
	if len(members) == 0 {
		members = []jsonMember{{name: "key"}}
	}
	var texts []string
	for _, m := range members {
		if text, ok := x.value(*t.Elem, m.name, api.Doc{}, m.value); ok {
			texts = append(texts, jsonString(m.name)+":"+text)
		}
	}
	return "{" + strings.Join(texts, ",") + "}"
}

// object writes the fields in their order, then the other members of what is
// given. Fixed members are set whatever else is known of them.
func (x *exampler) object(t *api.Type, given json.RawMessage, fixed map[string]string) (string, bool) {
	members := membersOf(given)
	find := func(name string) json.RawMessage {
		for _, m := range members {
			if m.name == name {
				return m.value
			}
		}
		return nil
	}
	var texts []string
	for _, f := range t.Fields {
		text, ok := x.field(f, find(f.Name), fixed)
		if !ok && f.Use.Required {
			return "", false
		}
		if ok {
			texts = append(texts, jsonString(f.Name)+":"+text)
		}
	}
	for _, m := range members {
		if slices.ContainsFunc(t.Fields, func(f *api.Field) bool { return f.Name == m.name }) {
			continue
		}
		text := compact(m.value)
		if t.Elem != nil {
			text, _ = x.value(*t.Elem, m.name, api.Doc{}, m.value)
		}
		if text != "" {
			texts = append(texts, jsonString(m.name)+":"+text)
		}
	}
	return "{" + strings.Join(texts, ",") + "}", true
}

// field writes the value of a field; it says no if there is none.
func (x *exampler) field(f *api.Field, given json.RawMessage, fixed map[string]string) (string, bool) {
	if text, ok := fixed[f.Name]; ok {
		return text, true
	}
	switch {
	case f == x.empty:
		return "[]", true
	case f == x.without:
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

// union writes what is given as it is, because it does not say of which variant
// it is; or else the first variant that has an end. Fixed members are those by which
// the union is known within another.
func (x *exampler) union(t *api.Type, name string, given json.RawMessage, fixed map[string]string) (string, bool) {
	if given != nil {
		return compact(given), true
	}
	for _, v := range t.Variants {
		if text, ok := x.variant(v.Type, name, fixedMembers(t, v, fixed)); ok {
			return text, true
		}
	}
	return "", false
}

func (x *exampler) variant(t *api.Type, name string, fixed map[string]string) (text string, ok bool) {
	if t.Kind != api.Object && t.Kind != api.Union || x.inside[t] {
		return x.value(api.TypeUse{Type: t, Required: true}, name, api.Doc{}, nil)
	}
	x.inside[t] = true
	defer delete(x.inside, t)
	if t.Kind == api.Union {
		return x.union(t, name, nil, fixed)
	}
	return x.object(t, firstFitting(t), fixed)
}

// firstFitting returns the first example of a type that can be used.
func firstFitting(t *api.Type) json.RawMessage {
	for _, example := range t.Doc.Examples {
		if fits(t, json.RawMessage(example)) {
			return json.RawMessage(example)
		}
	}
	return nil
}

// fixedMembers are the members by which a variant is known, with those of the unions
// around it.
func fixedMembers(t *api.Type, v *api.Variant, around map[string]string) map[string]string {
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
		fixed[t.Discriminator] = jsonString(v.Tags[0])
	}
	return fixed
}

// jsonMember is a member of a JSON object.
type jsonMember struct {
	name  string
	value json.RawMessage
}

// membersOf returns the members of an object in their order; none if the text is
// not an object. Of members with one name the last counts.
func membersOf(text json.RawMessage) []jsonMember {
	decoder := json.NewDecoder(bytes.NewReader(text))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	var members []jsonMember
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil
		}
		m := jsonMember{}
		m.name, _ = key.(string)
		if err := decoder.Decode(&m.value); err != nil {
			return nil
		}
		members = slices.DeleteFunc(members, func(other jsonMember) bool { return other.name == m.name })
		members = append(members, m)
	}
	return members
}

// compact takes the space out of a valid JSON text.
func compact(text json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		return "null"
	}
	return b.String()
}

// jsonString writes a text as a JSON string.
func jsonString(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
