package api_test

import (
	"slices"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

func scalar(basic api.Basic) *api.Type { return &api.Type{Kind: api.Scalar, Basic: basic} }

func use(t *api.Type) api.TypeUse { return api.TypeUse{Type: t, Required: true} }

func listOf(t *api.Type) *api.Type {
	elem := use(t)
	return &api.Type{Kind: api.List, Elem: &elem}
}

func named(kind api.Kind, name string) *api.Type { return &api.Type{Kind: kind, Path: []string{name}} }

func unionOf(types ...*api.Type) *api.Type {
	union := &api.Type{Kind: api.Union}
	for _, t := range types {
		union.Variants = append(union.Variants, &api.Variant{Type: t})
	}
	return union
}

func TestJSONKinds(t *testing.T) {
	endless := unionOf()
	endless.Variants = []*api.Variant{{Type: endless}}
	recursive := unionOf(scalar(api.String))
	recursive.Variants = append(recursive.Variants, &api.Variant{Type: listOf(recursive)}, &api.Variant{Type: recursive})
	for name, test := range map[string]struct {
		of   *api.Type
		want api.JSONKinds
	}{
		"string":                      {scalar(api.String), api.JSONString},
		"time":                        {scalar(api.DateTime), api.JSONString},
		"bytes":                       {scalar(api.Bytes), api.JSONString},
		"int32":                       {scalar(api.Integer32), api.JSONNumber},
		"boolean":                     {scalar(api.Boolean), api.JSONBoolean},
		"enum of numbers":             {&api.Type{Kind: api.Enum, Basic: api.Number}, api.JSONNumber},
		"list":                        {listOf(scalar(api.String)), api.JSONArray},
		"map":                         {&api.Type{Kind: api.Map}, api.JSONObject},
		"object":                      {named(api.Object, "Pet"), api.JSONObject},
		"anything":                    {&api.Type{Kind: api.Any}, api.JSONAny},
		"union":                       {unionOf(scalar(api.String), scalar(api.Integer)), api.JSONString | api.JSONNumber},
		"union that holds itself":     {recursive, api.JSONString | api.JSONArray},
		"union of nothing but itself": {endless, api.JSONAny},
	} {
		if got := test.of.JSONKinds(); got != test.want {
			t.Errorf("%s: kinds %b, want %b", name, got, test.want)
		}
	}
	nullable := api.TypeUse{Type: scalar(api.String), Nullable: true}
	if got, want := nullable.JSONKinds(), api.JSONString|api.JSONNull; got != want {
		t.Errorf("nullable string: kinds %b, want %b", got, want)
	}
}

func TestJSONKindOf(t *testing.T) {
	for text, want := range map[string]api.JSONKinds{
		"\n {}": api.JSONObject, "[1]": api.JSONArray, `"x"`: api.JSONString, "-1.5": api.JSONNumber, "0": api.JSONNumber,
		"true": api.JSONBoolean, "false": api.JSONBoolean, "\tnull": api.JSONNull,
	} {
		if got := api.JSONKindOf([]byte(text)); got != want {
			t.Errorf("%q: kind %b, want %b", text, got, want)
		}
	}
}

func TestTimeFormat(t *testing.T) {
	endless := listOf(scalar(api.Date))
	endless.Elem.Type = endless
	for name, test := range map[string]struct {
		of   *api.Type
		want api.Basic
	}{
		"date":                 {scalar(api.Date), api.Date},
		"local times in lists": {listOf(listOf(scalar(api.LocalTime))), api.LocalTime},
		"date-time":            {scalar(api.DateTime), api.DateTime},
		"no time":              {scalar(api.String), api.DateTime},
		"enum of dates":        {&api.Type{Kind: api.Enum, Basic: api.Date}, api.DateTime},
		"list of itself":       {endless, api.DateTime},
	} {
		if got := test.of.TimeFormat(); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestReach(t *testing.T) {
	leaf, inside, input, body, both := named(api.Enum, "Leaf"), named(api.Object, "Inside"), named(api.Object, "Input"), named(api.Object, "Problem"), named(api.Object, "Both")
	input.Fields = []*api.Field{{Name: "leaf", Use: use(leaf)}, {Name: "self", Use: use(input)}}
	body.Fields = []*api.Field{{Name: "inside", Use: use(listOf(inside))}, {Name: "both", Use: use(both)}}
	s := &api.Service{Path: []string{"pets"}}
	s.Operations = []*api.Operation{{
		Service: s, Parameters: []*api.Parameter{{Use: use(unionOf(input))}}, Body: &api.Body{Content: api.ContentStream},
		Results: []*api.Result{{Use: use(both)}},
	}}
	both.ErrorBody = true
	a := &api.API{Services: []*api.Service{s}, Types: []*api.Type{leaf, input, body, inside, both}, Errors: []*api.ErrorType{{Body: body}, {}}}
	before := slices.Clone(a.Types)
	called := a.ReachedByCalls()
	for _, reached := range []*api.Type{leaf, input, both} {
		if !called[reached] {
			t.Errorf("calls do not reach %s", reached.Path[0])
		}
	}
	if called[body] || called[inside] {
		t.Error("calls reach the types of errors")
	}
	errors := a.TypesOfErrors()
	for _, of := range a.Types {
		if want := of == body || of == inside || of == both; errors[of] != want {
			t.Errorf("%s stands with the errors: %v, want %v", of.Path[0], errors[of], want)
		}
	}
	if byErrors := a.ReachedByErrors(); !byErrors[both] || byErrors[input] {
		t.Errorf("errors reach %v", byErrors)
	}
	a.Unlisted()
	if !slices.Equal(a.Types, before) {
		t.Error("the search changed the list of types")
	}
	if missing := a.Unlisted(); len(missing) != 1 || missing[0].Kind != api.Union {
		t.Errorf("unlisted %v, want the union", missing)
	}
	a.Types = slices.DeleteFunc(append(a.Types, a.Unlisted()...), func(of *api.Type) bool { return of == inside })
	if missing := a.Unlisted(); len(missing) != 1 || missing[0] != inside {
		t.Errorf("unlisted %v, want Inside", missing)
	}
}
