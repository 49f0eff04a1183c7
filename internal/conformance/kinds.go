package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// CheckKinds replaces one member of a document, at any depth, by a value of another kind
// than the description has. The document must be read all the same, with every other
// member in its field, and be written as it was.
func (s *SDK) CheckKinds(t *testing.T) {
	s.eachModel(t, func(t *testing.T, m *api.Type, fresh func() Model) {
		if m.Kind == api.Object && len(m.Fields) > 0 {
			rapid.Check(t, func(rt *rapid.T) {
				d := drawer{T: rt, Description: s.Description, strict: true}
				s.checkKinds(d, m, fresh(), fresh())
			})
		}
	})
}

func (s *SDK) checkKinds(d drawer, m *api.Type, before, after Model) {
	tree, err := parse([]byte(d.object(m, usualDepth, nil)))
	members, ok := tree.(map[string]any)
	if err != nil || !ok {
		d.Fatalf("%v: %v", tree, err)
	}
	declared := slices.DeleteFunc(slices.Clone(m.Fields), func(f *api.Field) bool { return members[f.Name] == nil })
	if len(declared) == 0 {
		return
	}
	decode(d, before, members)
	field := rapid.SampledFrom(declared).Draw(d.T, "field")
	nested := d.replace(members, field.Name)
	doc := decode(d, after, members)
	once, err := after.MarshalJSON()
	if err != nil {
		d.Fatalf("encode: %v\n%s", err, doc)
	}
	if difference := Difference(once, doc); difference != "" {
		d.Fatalf("changed by a round trip: %s\ndocument %s\nbecame   %s", difference, doc, once)
	}
	x, y := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	for i, name := range s.Names.Fields(m) {
		switch f := m.Fields[i]; {
		case f.Name != field.Name:
			if !reflect.DeepEqual(x.FieldByName(name).Interface(), y.FieldByName(name).Interface()) {
				d.Fatalf("%s changed with %s\n%s", name, field.Name, doc)
			}
		case !nested && f.Use.Type.Kind != api.Any && f.Use.Type.Kind != api.Union:
			checkAbsent(d, y, name, f, members[f.Name])
		}
	}
}

// checkAbsent asks for a field that came as another kind to be zero, and for its text.
func checkAbsent(d drawer, model reflect.Value, name string, f *api.Field, want any) {
	extras := model.FieldByName("Extras").Addr().Interface().(interface {
		Get(string) (json.RawMessage, bool)
	})
	raw, ok := extras.Get(f.Name)
	if text, err := json.Marshal(want); err != nil || !ok || Difference(raw, text) != "" {
		d.Fatalf("%s is kept as %s, not %s", f.Name, raw, text)
	}
	field := model.FieldByName(name)
	if absent, ok := field.Addr().Interface().(interface{ IsZero() bool }); ok && !absent.IsZero() || !ok && f.Use.Type.Kind != api.Object && !field.IsZero() {
		d.Fatalf("%s is %v", name, field)
	}
}

// decode reads an object into a model and returns its text.
func decode(d drawer, model Model, members map[string]any) []byte {
	doc, err := json.Marshal(members)
	if err != nil {
		d.Fatal(err)
	}
	if err := model.UnmarshalJSON(doc); err != nil {
		d.Fatalf("decode: %v\n%s", err, doc)
	}
	return doc
}

// replace puts a value of another kind in the place of a member, or of one somewhere in
// it, and reports whether it is the latter.
func (d drawer) replace(members map[string]any, name string) (nested bool) {
	for {
		inner, ok := members[name].(map[string]any)
		if !ok || len(inner) == 0 || d.oneIn(2) {
			break
		}
		members, name, nested = inner, rapid.SampledFrom(slices.Sorted(maps.Keys(inner))).Draw(d.T, "inner"), true
	}
	others := slices.DeleteFunc([]any{"text", json.Number("17.5"), true, []any{"a", json.Number("1")}, map[string]any{"a": "b"}}, func(v any) bool {
		return fmt.Sprintf("%T", v) == fmt.Sprintf("%T", members[name])
	})
	members[name] = rapid.SampledFrom(others).Draw(d.T, "other")
	return nested
}
