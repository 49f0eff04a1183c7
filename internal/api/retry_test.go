package api_test

import (
	"slices"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// The header counts however it is spelled, and only as a header.
func TestTakesIdempotencyKey(t *testing.T) {
	for name, test := range map[string]struct {
		parameter api.Parameter
		want      bool
	}{
		"header":         {api.Parameter{Name: "Idempotency-Key", In: api.InHeader}, true},
		"lower case":     {api.Parameter{Name: "idempotency-key", In: api.InHeader}, true},
		"query":          {api.Parameter{Name: "Idempotency-Key", In: api.InQuery}, false},
		"another header": {api.Parameter{Name: "X-Key", In: api.InHeader}, false},
	} {
		o := api.Operation{Parameters: []*api.Parameter{&test.parameter}}
		if got := o.TakesIdempotencyKey(); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// What half of the operations declare is common, in whatever order they list it.
func TestCommonRetries(t *testing.T) {
	declared := func(statuses ...api.Status) *api.Operation {
		return &api.Operation{Method: "POST", Retry: &api.Retry{Strategy: api.RetryBackoff, StatusCodes: statuses}}
	}
	none := &api.Operation{Retry: &api.Retry{Strategy: api.RetryNone, StatusCodes: []api.Status{"429"}}}
	for name, test := range map[string]struct {
		operations []*api.Operation
		want       []api.Status
	}{
		"no operations":       {nil, nil},
		"nothing declared":    {[]*api.Operation{{}, {}, none}, nil},
		"all alike":           {[]*api.Operation{declared("429", "408"), declared("408", "429", "408")}, []api.Status{"408", "429"}},
		"half":                {[]*api.Operation{declared("429"), {}}, []api.Status{"429"}},
		"less than half":      {[]*api.Operation{declared("429"), {}, none}, nil},
		"no set has the half": {[]*api.Operation{declared("429"), declared("408"), declared("5XX")}, nil},
	} {
		a := api.API{Services: []*api.Service{{Operations: test.operations}}}
		if got := a.CommonRetries(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
