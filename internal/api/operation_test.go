package api_test

import (
	"reflect"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

func TestInput(t *testing.T) {
	optional := &api.Parameter{Name: "page"}
	id := &api.Parameter{Name: "id", Use: api.TypeUse{Required: true}}
	account := &api.Parameter{Name: "account", Use: api.TypeUse{Required: true}, Global: &api.Global{}}
	required, left := &api.Body{Use: api.TypeUse{Required: true}}, &api.Body{}
	for name, test := range map[string]struct {
		of   api.Operation
		want api.Input
	}{
		"nothing":                         {api.Operation{}, api.InputRequest},
		"required body":                   {api.Operation{Body: required}, api.InputBody},
		"optional body":                   {api.Operation{Body: left}, api.InputRequest},
		"optional parameter":              {api.Operation{Parameters: []*api.Parameter{optional}}, api.InputRequest},
		"optional parameter and the body": {api.Operation{Parameters: []*api.Parameter{optional}, Body: required}, api.InputBody},
		"required parameter and the body": {api.Operation{Parameters: []*api.Parameter{optional, id}, Body: required}, api.InputRequest},
		"what the client holds":           {api.Operation{Parameters: []*api.Parameter{account}, Body: required}, api.InputBody},
	} {
		if got := test.of.Input(); got != test.want {
			t.Errorf("%s: input %d, want %d", name, got, test.want)
		}
	}
}

func TestOutcome(t *testing.T) {
	json, stream, none := &api.Result{Content: api.ContentJSON}, &api.Result{Content: api.ContentStream}, &api.Result{}
	for name, test := range map[string]struct {
		results []*api.Result
		want    api.Outcome
	}{
		"nothing": {nil, api.OutcomeNone}, "no content": {[]*api.Result{none}, api.OutcomeNone},
		"JSON": {[]*api.Result{json}, api.OutcomeValue}, "stream": {[]*api.Result{stream}, api.OutcomeStream},
		"several": {[]*api.Result{json, none}, api.OutcomeSeveral},
	} {
		o := api.Operation{Results: test.results}
		if got := o.Outcome(); got != test.want {
			t.Errorf("%s: outcome %d, want %d", name, got, test.want)
		}
	}
}

func TestPrimary(t *testing.T) {
	for name, test := range map[string]struct {
		statuses []api.Status
		primary  api.Status
		code     int
	}{
		"none":              {nil, "", 200},
		"first":             {[]api.Status{"201", "200"}, "201", 201},
		"code before range": {[]api.Status{"2XX", "202"}, "202", 202},
		"range":             {[]api.Status{"2XX"}, "2XX", 200},
		"default":           {[]api.Status{api.Default}, api.Default, 200},
	} {
		o := api.Operation{}
		for _, status := range test.statuses {
			o.Results = append(o.Results, &api.Result{Status: status})
		}
		var primary api.Status
		if r := o.Primary(); r != nil {
			primary = r.Status
		}
		if primary != test.primary || o.SuccessCode() != test.code {
			t.Errorf("%s: primary %q, code %d, want %q, %d", name, primary, o.SuccessCode(), test.primary, test.code)
		}
	}
}

func TestSentType(t *testing.T) {
	for _, test := range []struct {
		content    api.Content
		mediaTypes []string
		want       string
	}{
		{api.ContentJSON, nil, "application/json"},
		{api.ContentJSON, []string{"*/*"}, "application/json"},
		{api.ContentJSON, []string{"application/problem+json", "application/json"}, "application/problem+json"},
		{api.ContentStream, nil, "application/octet-stream"},
		{api.ContentStream, []string{"image/*"}, "application/octet-stream"},
		{api.ContentStream, []string{""}, "application/octet-stream"},
		{api.ContentStream, []string{"image/png"}, "image/png"},
	} {
		if got := test.content.SentType(test.mediaTypes...); got != test.want {
			t.Errorf("content %d of %q is sent as %s, want %s", test.content, test.mediaTypes, got, test.want)
		}
	}
}

func TestErrorSets(t *testing.T) {
	missing, other := &api.ErrorType{Name: "Missing"}, &api.ErrorType{Name: "Other"}
	operation := func(cases ...*api.ErrorCase) *api.Operation { return &api.Operation{Errors: cases} }
	first := operation(&api.ErrorCase{Status: "404", Error: missing})
	again := operation(&api.ErrorCase{Status: "404", Error: missing, Doc: api.Doc{Description: "in other words"}})
	untyped := operation(&api.ErrorCase{Status: "4XX"})
	differs := operation(&api.ErrorCase{Status: "404", Error: other})
	a := &api.API{Services: []*api.Service{{Operations: []*api.Operation{operation(), first, again, untyped, differs}}}}
	sets := a.ErrorSets()
	if len(sets) != 2 || !sets[0].Holds(first) || !sets[0].Holds(again) || !sets[1].Holds(differs) {
		t.Fatalf("%d sets, want those of the second and the last operation", len(sets))
	}
	if sets[0].Holds(differs) || sets[0].Holds(untyped) || untyped.HasErrorTypes() || !first.HasErrorTypes() {
		t.Error("sets that differ are taken for one")
	}
}

func TestPaginationStop(t *testing.T) {
	path := []*api.Field{{Name: "x"}}
	for _, test := range []struct {
		of    api.Pagination
		stop  api.PageStop
		first int64
	}{
		{api.Pagination{Kind: api.PageCursor, Items: path}, api.StopWithoutNext, 0},
		{api.Pagination{Kind: api.PageURL}, api.StopWithoutNext, 0},
		{api.Pagination{Kind: api.PageOffset, Items: path, Pages: path, Start: 5}, api.StopWithoutItems, 0},
		{api.Pagination{Kind: api.PageNumber, Items: path, Start: 1}, api.StopWithoutItems, 1},
		{api.Pagination{Kind: api.PageNumber, Pages: path, Start: 2}, api.StopAtCount, 1},
		{api.Pagination{Kind: api.PageNumber, Items: path, Pages: path}, api.StopAtCountOrWithoutItems, 0},
	} {
		if stop, first := test.of.Stop(), test.of.First(); stop != test.stop || first != test.first {
			t.Errorf("%+v: stop %d, first %d, want %d, %d", test.of, stop, first, test.stop, test.first)
		}
	}
}

func TestRetryDefaults(t *testing.T) {
	var none *api.Retry
	if none.Retries() || (&api.Retry{Strategy: api.RetryNone}).Retries() || !(&api.Retry{Strategy: api.RetryBackoff}).Retries() {
		t.Error("a strategy of none retries, or backoff does not")
	}
	got := api.Retry{MaxIntervalMS: 7}.WithDefaults()
	want := api.Retry{InitialIntervalMS: 500, MaxIntervalMS: 7, MaxElapsedMS: 300_000, Exponent: 1.5}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("defaults %+v, want %+v", got, want)
	}
}

func TestFacts(t *testing.T) {
	doc := api.Doc{
		Default: "1", Constraints: []api.Constraint{{Kind: api.Maximum, Value: "9"}, {Kind: api.Minimum, Value: "1"}}, Format: "uuid", ReadOnly: true, WriteOnly: true,
	}
	texts := []api.Fact{
		{Kind: api.FactDefault, Text: "1"}, {Kind: api.FactConstraint, Constraint: doc.Constraints[0]}, {Kind: api.FactConstraint, Constraint: doc.Constraints[1]},
		{Kind: api.FactFormat, Text: "uuid"}, {Kind: api.FactReadOnly}, {Kind: api.FactWriteOnly},
	}
	if got := doc.Facts(use(scalar(api.String))); !reflect.DeepEqual(got, texts) {
		t.Errorf("facts %v, want %v", got, texts)
	}
	doc = api.Doc{Default: "null", Format: "date"}
	if got := doc.Facts(use(scalar(api.Date))); len(got) != 0 {
		t.Errorf("facts %v of what the type says itself", got)
	}
	if got := (api.Doc{Summary: " s ", Title: "t"}).About(); got != "s" {
		t.Errorf("about %q, want the summary", got)
	}
}
