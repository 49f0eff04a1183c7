package sample_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
	"github.com/StackOneHQ/stackone-gen/internal/sample"
)

func TestExamples(t *testing.T) {
	str := apitest.Scalar(api.String)
	given := func(f *api.Field, examples ...string) *api.Field {
		f.Doc.Examples = examples
		return f
	}
	s := &apitest.Sample{}
	node := s.Object("Node", apitest.Required("value", apitest.Scalar(api.Integer)))
	node.Fields = append(node.Fields, apitest.Optional("next", node), apitest.Required("children", apitest.ListOf(node)), apitest.Required("by_name", apitest.MapOf(node)),
		&api.Field{Name: "parent", Use: api.TypeUse{Type: node, Required: true, Nullable: true}})
	endless := s.Object("Endless")
	endless.Fields = append(endless.Fields, apitest.Required("self", endless))
	either := s.Union(endless, str)
	color := s.Enum("Color", api.String, "red", "blue")
	level := s.Enum("Level", api.Integer, "3")
	cat, dog := s.Object("Cat", apitest.Required("kind", str), apitest.Optional("meow", apitest.Scalar(api.Boolean))), s.Object("Dog", apitest.Required("kind", str))
	pet := s.Union(cat, dog)
	pet.Discriminator, pet.Variants[0].Tags = "kind", []string{"kitten"}
	whole := s.Union(pet)
	whole.Discriminator, whole.Variants[0].Tags = "meow", []string{"loud"}
	known := s.Union(cat)
	known.Variants[0].Consts = []api.Const{{Name: "kind", Values: []string{` "cat" `}}}
	extra := s.Object("Extra", apitest.Required("a", str))
	extra.Elem = &api.TypeUse{Type: apitest.Scalar(api.Integer), Required: true}
	extra.Doc.Examples = []string{`{"b": 2, "c": null, "b": 3}`}
	inner := s.Object("Inner", apitest.Required("x", str), apitest.Optional("y", str))
	outer := s.Object("Outer", given(apitest.Required("inner", inner), `{"y":"given"}`), given(apitest.Required("inners", apitest.ListOf(inner)), `[{"x":"1"},{"x":null}]`))
	for _, test := range []struct {
		name string
		t    *api.Type
		want string
	}{
		{"any", &api.Type{Kind: api.Any}, `"example"`},
		{"free", &api.Type{Kind: api.Free}, `{"key":"value"}`},
		{"number", apitest.Scalar(api.Number), `1.5`},
		{"time", apitest.Scalar(api.DateTime), `"2024-05-01T09:30:00Z"`},
		{"list", apitest.ListOf(str), `["example"]`},
		{"map", apitest.MapOf(apitest.Scalar(api.Boolean)), `{"key":true}`},
		{"enum", apitest.ListOf(color), `["red"]`},
		{"number enum", level, `3`},
		{"first variant", pet, `{"kind":"kitten","meow":true}`},
		{"variant that is a union", whole, `{"kind":"kitten","meow":"loud"}`},
		{"fixed member", known, `{"kind":"cat","meow":true}`},
		{"variant with an end", either, `"example"`},
		{"no end", endless, `{}`},
		{"cut", node, `{"value":1,"children":[],"by_name":{},"parent":null}`},
		{"additional", extra, `{"a":"example a","c":1,"b":3}`},
		{"completed", outer, `{"inner":{"x":"example x","y":"given"},"inners":[{"x":"1","y":"example y"},{"x":"example x","y":"example y"}]}`},
		{"names", s.Object("Names", apitest.Required("id", str), apitest.Required("employee_id", str), apitest.Required("work_email", str), apitest.Required("tags", apitest.ListOf(str))),
			`{"id":"1","employee_id":"employee-1","work_email":"jane.doe@example.com","tags":["example tag"]}`},
		{"of another kind", s.Object("Kinds", given(apitest.Required("n", apitest.Scalar(api.Integer)), `"text"`, `null`, `{`, ` 7 `)), `{"n":7}`},
	} {
		if got := sample.Of(api.TypeUse{Type: test.t, Required: true}, sample.Options{}); got != test.want {
			t.Errorf("%s: %s, not %s", test.name, got, test.want)
		}
	}
}

// Examples of types that contain each other in many ways stay small.
func TestExamplesStaySmall(t *testing.T) {
	for _, make := range []func(string, *api.Type) *api.Field{apitest.Required, apitest.Optional} {
		s := &apitest.Sample{}
		t0 := s.Object("T0", apitest.Required("x", apitest.Scalar(api.String)))
		for i := 1; i < 60; i++ {
			t0 = s.Object(fmt.Sprint("T", i), make("a", t0), make("b", t0), make("c", apitest.ListOf(t0)))
		}
		if text := sample.Of(api.TypeUse{Type: t0, Required: true}, sample.Options{}); !json.Valid([]byte(text)) || len(text) > 1<<20 {
			t.Errorf("%d bytes: %.100s", len(text), text)
		}
	}
}

// A brief example has what is required and little else.
func TestBriefExamples(t *testing.T) {
	str := apitest.Scalar(api.String)
	s := &apitest.Sample{}
	address := s.Object("Address", apitest.Optional("street", str))
	pet := s.Object("Pet", apitest.Optional("id", str), apitest.Optional("address", address), apitest.Optional("name", str),
		apitest.Optional("color", str), apitest.Required("home", address), apitest.Optional("tags", apitest.ListOf(str)))
	pet.Doc.Examples = []string{`{"name": "` + strings.Repeat("long ", 20) + `", "unknown": 1}`}
	pets := s.Object("Pets", apitest.Required("data", apitest.ListOf(pet)), apitest.Optional("next", str))
	pets.Doc.Examples = []string{`{"data": [{"id": "1"}, {"id": "2"}]}`}
	got := sample.Of(api.TypeUse{Type: pets, Required: true}, sample.Options{Brief: true})
	want := `{"data":[{"id":"1","home":{"street":"example street"}}],"next":"example next"}`
	if got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func TestMembers(t *testing.T) {
	members := sample.Members(json.RawMessage(`{"b": [1, 2], "a": 1, "b": null}`))
	if len(members) != 2 || members[0].Name != "a" || members[1].Name != "b" || string(members[1].Value) != "null" {
		t.Errorf("members %v, want a and the last b", members)
	}
	for _, text := range []string{"", "[1]", `"{}"`, `{"a"`} {
		if members := sample.Members(json.RawMessage(text)); len(members) != 0 {
			t.Errorf("%q has the members %v", text, members)
		}
	}
}

func TestText(t *testing.T) {
	for _, test := range []struct{ format, name, want string }{
		{"email", "anything", "jane.doe@example.com"},
		{"", "WorkEmail", "jane.doe@example.com"},
		{"", "employeeId", "employee-1"},
		{"", "id", "1"},
		{"", "", "example"},
		{"unheard-of", "home_town", "example home town"},
	} {
		if got := sample.Text(test.format, test.name); got != test.want {
			t.Errorf("%q of format %q: %q, want %q", test.name, test.format, got, test.want)
		}
	}
}
