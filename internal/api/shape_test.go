package api_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/api/apitest"
)

// What a later description adds does not change how an operation is called.
func TestKeptShapes(t *testing.T) {
	str := apitest.Scalar(api.String)
	pet := &api.Type{Kind: api.Object}
	none := &api.Result{Status: "204"}
	file := &api.Result{Status: "200", Content: api.ContentStream, MediaTypes: []string{"application/pdf"}}
	value, other := apitest.JSONResult("200", pet), apitest.JSONResult("201", str)
	body, loose := apitest.JSONBody(pet, true), apitest.JSONBody(pet, false)
	must, may := apitest.Parameter(api.InQuery, "q", str, true), apitest.Parameter(api.InQuery, "q", str, false)
	for name, test := range map[string]struct {
		was  *api.Operation
		now  *api.Operation
		want string // the shape, and that of the second method
	}{
		"the same":                   {&api.Operation{Results: []*api.Result{value}}, &api.Operation{Results: []*api.Result{value}}, "value"},
		"a status without content":   {&api.Operation{Results: []*api.Result{value}}, &api.Operation{Results: []*api.Result{value, none}}, "value + several"},
		"a first content":            {&api.Operation{Results: []*api.Result{none}}, &api.Operation{Results: []*api.Result{value, none}}, "none + several"},
		"a first success":            {&api.Operation{}, &api.Operation{Results: []*api.Result{value}}, "none + several"},
		"a file beside JSON":         {&api.Operation{Results: []*api.Result{value}}, &api.Operation{Results: []*api.Result{file, value}}, "value + several"},
		"JSON beside a file":         {&api.Operation{Results: []*api.Result{file}}, &api.Operation{Results: []*api.Result{value, file}}, "stream + several"},
		"another status":             {&api.Operation{Results: []*api.Result{value}}, &api.Operation{Results: []*api.Result{other}}, "value"},
		"another content":            {&api.Operation{Results: []*api.Result{value}}, &api.Operation{Results: []*api.Result{file}}, "stream"},
		"one of several is left":     {&api.Operation{Results: []*api.Result{value, none}}, &api.Operation{Results: []*api.Result{value}}, "several"},
		"none is left":               {&api.Operation{Results: []*api.Result{value, none}}, &api.Operation{}, "none"},
		"a body that may be missing": {&api.Operation{Body: body}, &api.Operation{Body: loose}, "body none"},
		"a parameter fewer":          {&api.Operation{Body: body, Parameters: []*api.Parameter{must}}, &api.Operation{Body: body}, "request none"},
		"an optional parameter":      {&api.Operation{Body: body}, &api.Operation{Body: body, Parameters: []*api.Parameter{may}}, "body none"},
		"a required parameter":       {&api.Operation{Body: body}, &api.Operation{Body: body, Parameters: []*api.Parameter{must}}, "request none"},
	} {
		s := &apitest.Sample{}
		s.Operation("pets", "get", test.now)
		again := *test.now
		(&apitest.Sample{}).Operation("pets", "get", &again)
		test.now.Keep(test.was.Shape())
		got := ""
		if test.now.Body != nil {
			got = test.now.Input().String() + " "
		}
		got += outcome(test.now)
		for _, o := range s.Operations() {
			if o.Of == test.now {
				got += " + " + outcome(o)
			}
		}
		if got != test.want {
			t.Errorf("%s: %s, not %s", name, got, test.want)
		}
		// A second run, with what the first one remembers, comes to the same.
		again.Keep(test.now.Shape())
		if diff := cmp.Diff(test.now.Shape(), again.Shape()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func outcome(o *api.Operation) string {
	return [...]string{"none", "value", "stream", "several"}[o.Outcome()]
}

func TestShapeAsWords(t *testing.T) {
	want := api.Shape{Input: api.InputBody, Body: "application/json", Results: []string{"200:json", "2XX:none"}}
	const text = "input=body body=application/json result=200:json,2XX:none"
	if want.String() != text {
		t.Errorf("%s", want)
	}
	var got api.Shape
	for _, word := range [][2]string{{"input", "body"}, {"body", "application/json"}, {"result", "200:json,2XX:none"}} {
		if !got.Set(word[0], word[1]) {
			t.Errorf("%s is not read", word)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Set("input", "else") || got.Set("else", "body") {
		t.Error("unknown words are read")
	}
}

// A media type that is added before the others does not become the usual one.
func TestKeptMediaType(t *testing.T) {
	form := &api.Body{Content: api.ContentForm, MediaType: "application/x-www-form-urlencoded", Word: "form"}
	asJSON := &api.Body{Content: api.ContentJSON, MediaType: "application/json", Word: "json"}
	s := &apitest.Sample{}
	op := &api.Operation{Body: asJSON}
	s.Operation("pets", "get", op)
	for _, way := range []*api.Operation{{Variant: "form", Body: form}, {Variant: "stream", Body: asJSON}, {Variant: "form stream", Body: form}} {
		way.Of, way.Service = op, op.Service
		op.Service.Operations = append(op.Service.Operations, way)
	}
	was := (&api.Operation{Body: form}).Shape()
	for range 2 { // the second run finds what the first remembers
		op.Keep(was)
		var got []string
		for _, o := range s.Operations() {
			got = append(got, o.Variant+"="+o.Body.Word)
		}
		want := []string{"=form", "json=json", "stream=form", "json stream=json"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		was = op.Shape()
	}
}

// JSON that is added beside events does not change what the method returns.
func TestKeptStream(t *testing.T) {
	s := &apitest.Sample{}
	value := apitest.JSONResult("200", apitest.Scalar(api.String))
	op := s.Operation("pets", "watch", &api.Operation{Results: []*api.Result{value}})
	events := &api.Result{Status: "200", Content: api.ContentSequence, MediaTypes: []string{"text/event-stream"}, Sequence: &api.Sequence{}}
	way := &api.Operation{Of: op, Variant: "stream", Results: []*api.Result{events}, Accept: events.MediaTypes, Service: op.Service}
	op.Service.Operations = append(op.Service.Operations, way)
	stream := &api.Result{Status: "200", Content: api.ContentStream, MediaTypes: events.MediaTypes}
	op.Keep((&api.Operation{Results: []*api.Result{stream}}).Shape())
	if outcome(op) != "stream" || op.Full == nil || len(op.Full.Results) != 1 || op.Full.Results[0] != value {
		t.Errorf("%s, %+v", outcome(op), op.Full)
	}
}
