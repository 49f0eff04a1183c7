package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// CheckTypes compares the types of the SDK with those of the description.
func (s *SDK) CheckTypes(t *testing.T) {
	models := s.Models()
	for name := range models {
		if s.Types[name] == nil {
			t.Errorf("the SDK has no %s", name)
		}
	}
	for name := range s.Types {
		if models[name] == nil {
			t.Errorf("the SDK has a %s of which the description knows nothing", name)
		}
	}
}

// eachModel runs a check for every model.
func (s *SDK) eachModel(t *testing.T, check func(t *testing.T, m *api.Type, fresh func() Model)) {
	models := s.Models()
	for _, name := range slices.Sorted(maps.Keys(models)) {
		if fresh := s.Types[name]; fresh != nil {
			t.Run(name, func(t *testing.T) { check(t, models[name], fresh) })
		}
	}
	t.Logf("%d models", len(models))
}

// CheckRoundTrips reads and writes documents of each model and asks for nothing
// to be lost, whatever is wrong with the document.
func (s *SDK) CheckRoundTrips(t *testing.T) {
	s.eachModel(t, func(t *testing.T, m *api.Type, fresh func() Model) {
		rapid.Check(t, func(rt *rapid.T) {
			d := drawer{T: rt, Description: s.Description}
			doc := []byte(d.value(m, usualDepth))
			direct, through := fresh(), fresh()
			if err := direct.UnmarshalJSON(doc); err != nil {
				rt.Fatalf("decode: %v\n%s", err, doc)
			}
			if err := json.Unmarshal(doc, through); err != nil {
				rt.Fatalf("decode with encoding/json: %v\n%s", err, doc)
			}
			once, err := direct.MarshalJSON()
			if err != nil {
				rt.Fatalf("encode: %v\n%s", err, doc)
			}
			if d := Difference(once, doc); d != "" {
				rt.Fatalf("changed by a round trip: %s\ndocument %s\nbecame   %s", d, doc, once)
			}
			same, err := json.Marshal(through)
			if err != nil {
				rt.Fatalf("encode with encoding/json: %v\n%s", err, doc)
			}
			if d := Difference(same, doc); d != "" {
				rt.Fatalf("changed by encoding/json: %s\ndocument %s\nbecame   %s", d, doc, same)
			}
			again := fresh()
			if err := again.UnmarshalJSON(once); err != nil {
				rt.Fatalf("decode again: %v\n%s", err, once)
			}
			if first, then := kinds(variants(direct)), kinds(variants(again)); first != then {
				rt.Fatalf("the variant %s became %s\n%s", first, then, doc)
			}
			if twice, err := again.MarshalJSON(); err != nil || string(twice) != string(once) {
				rt.Fatalf("a second round trip changes the text: %v\nfirst  %s\nsecond %s", err, once, twice)
			}
		})
	})
}

// CheckFields reads documents that are as the description has them, and asks for
// each member to be in its field, or in its variant.
func (s *SDK) CheckFields(t *testing.T) {
	s.eachModel(t, func(t *testing.T, m *api.Type, fresh func() Model) {
		rapid.Check(t, func(rt *rapid.T) {
			d := drawer{T: rt, Description: s.Description, strict: true}
			switch m.Kind {
			case api.Object:
				s.checkObject(d, m, fresh())
			case api.Union:
				s.checkUnion(d, m, fresh())
			}
		})
	})
}

func (s *SDK) checkObject(d drawer, m *api.Type, model Model) {
	doc := []byte(d.object(m, usualDepth, nil))
	if err := model.UnmarshalJSON(doc); err != nil {
		d.Fatalf("decode: %v\n%s", err, doc)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(doc, &members); err != nil {
		d.Fatalf("%v\n%s", err, doc)
	}
	v := reflect.ValueOf(model).Elem()
	for i, name := range s.Names.Fields(m) {
		field := v.FieldByName(name)
		if !field.IsValid() {
			d.Fatalf("%s has no field %s", v.Type(), name)
		}
		want, present := members[m.Fields[i].Name]
		delete(members, m.Fields[i].Name)
		if !present {
			if !field.IsZero() {
				d.Fatalf("%s is %v without a member\n%s", name, field, doc)
			}
			continue
		}
		if difference := differenceOf(field.Interface(), want); difference != "" {
			d.Fatalf("%s is not as the member: %s\n%s", name, difference, doc)
		}
	}
	if m.Elem != nil {
		additional := v.FieldByName("AdditionalProperties")
		if additional.Len() != len(members) {
			d.Fatalf("AdditionalProperties has %d members, not %d\n%s", additional.Len(), len(members), doc)
		}
		for name, want := range members {
			value := additional.MapIndex(reflect.ValueOf(name))
			if difference := differenceOf(value.Interface(), want); difference != "" {
				d.Fatalf("AdditionalProperties[%q] is not as the member: %s\n%s", name, difference, doc)
			}
		}
	}
	extras, ok := reflect.ValueOf(model).Elem().FieldByName("Extras").Addr().Interface().(interface {
		Map() map[string]json.RawMessage
	})
	if !ok || len(extras.Map()) > 0 {
		d.Fatalf("what the description declares is among the unknown members: %v\n%s", model, doc)
	}
}

// checkUnion draws a value of each variant. Which variant it becomes can be
// foretold only where a discriminator says it; else it has to be one of them.
func (s *SDK) checkUnion(d drawer, m *api.Type, model Model) {
	for _, v := range m.Variants {
		doc := []byte(d.variant(m, v, usualDepth, nil))
		if err := model.UnmarshalJSON(doc); err != nil {
			d.Fatalf("decode: %v\n%s", err, doc)
		}
		held := variants(model)
		if len(held) != 1 {
			d.Fatalf("%d variants at once: %v\n%s", len(held), held, doc)
		}
		if want := s.Names.Type(v.Type); m.Discriminator != "" && hasOwnTags(m, v) && reflect.TypeOf(held[0]).Name() != want {
			d.Fatalf("a %T, not a %s\n%s", held[0], want, doc)
		}
		if difference := differenceOf(held[0], doc); difference != "" {
			d.Fatalf("the %T is not as the document: %s\n%s", held[0], difference, doc)
		}
	}
}

// hasOwnTags reports whether the discriminator alone tells a variant.
func hasOwnTags(m *api.Type, v *api.Variant) bool {
	return len(v.Tags) > 0 && !slices.ContainsFunc(m.Variants, func(other *api.Variant) bool {
		return other != v && slices.ContainsFunc(other.Tags, func(tag string) bool { return slices.Contains(v.Tags, tag) })
	})
}

// variants returns what the accessors of a union give.
func variants(union Model) []any {
	var held []any
	v := reflect.ValueOf(union)
	for i := range v.NumMethod() {
		if name := v.Type().Method(i).Name; !strings.HasPrefix(name, "As") {
			continue
		}
		if results := v.Method(i).Call(nil); len(results) == 2 && results[1].Bool() {
			held = append(held, results[0].Interface())
		}
	}
	return held
}

// kinds names the types of values.
func kinds(values []any) string {
	var b strings.Builder
	for _, v := range values {
		fmt.Fprintf(&b, "%T ", v)
	}
	return b.String()
}

func differenceOf(value any, want []byte) string {
	got, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return Difference(got, want)
}
