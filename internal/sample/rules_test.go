package sample_test

import (
	"encoding/json"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/sample"
)

func rule(kind api.ConstraintKind, value string) api.Constraint {
	return api.Constraint{Kind: kind, Value: value}
}

func TestScalarObeys(t *testing.T) {
	for _, test := range []struct {
		basic api.Basic
		rules api.Rules
		want  string
	}{
		{api.String, api.Rules{}, `"example code"`},
		{api.String, api.Rules{Format: "uuid"}, `"0b8f6a52-3d7c-4f0e-9a41-6c2d9e7b1f35"`},
		{api.String, api.Rules{Constraints: []api.Constraint{rule(api.MaxLength, "3")}}, `"exa"`},
		{api.String, api.Rules{Constraints: []api.Constraint{rule(api.MinLength, "20")}}, `"example-code-example"`},
		{api.String, api.Rules{Constraints: []api.Constraint{rule(api.Pattern, "^[A-Z]{3}$")}}, `"ABC"`},
		{api.String, api.Rules{Constraints: []api.Constraint{rule(api.Pattern, "^[0-9]+$"), rule(api.MinLength, "9")}}, `"111111111"`},
		{api.String, api.Rules{Constraints: []api.Constraint{rule(api.Pattern, "^(?=x)")}}, `"example code"`}, // which Go cannot read
		{api.Integer, api.Rules{Constraints: []api.Constraint{rule(api.Minimum, "10")}}, `10`},
		{api.Integer, api.Rules{Constraints: []api.Constraint{rule(api.Maximum, "0.5")}}, `-1`},
		{api.Integer, api.Rules{Constraints: []api.Constraint{rule(api.MultipleOf, "5")}}, `5`},
		{api.Integer, api.Rules{Constraints: []api.Constraint{rule(api.Minimum, "1e999999999")}}, `1`},
		{api.Number, api.Rules{Constraints: []api.Constraint{{Kind: api.Maximum, Value: "1", Exclusive: true}}}, `0`},
	} {
		if got := sample.Scalar(test.basic, test.rules, "code"); got != test.want {
			t.Errorf("%v: %s, want %s", test.rules, got, test.want)
		}
	}
}

func TestObeys(t *testing.T) {
	for _, test := range []struct {
		rules        api.Rules
		right, wrong string
	}{
		{api.Rules{Format: "date-time"}, `"2024-05-01T09:30:00Z"`, `"2024-05-01"`},
		{api.Rules{Format: "date"}, `"2024-05-01"`, `"1 May"`},
		{api.Rules{Format: "email"}, `"a@b.example"`, `"a"`},
		{api.Rules{Format: "uri"}, `"urn:a"`, `"/a"`},
		{api.Rules{Format: "uuid"}, `"0B8F6A52-3d7c-4f0e-9a41-6c2d9e7b1f35"`, `"1"`},
		{api.Rules{Format: "uuid"}, `[1]`, `{`},
		{api.Rules{Constraints: []api.Constraint{rule(api.Minimum, "2")}}, `2.0`, `1.9`},
	} {
		if !sample.Obeys(test.rules, json.RawMessage(test.right)) || sample.Obeys(test.rules, json.RawMessage(test.wrong)) {
			t.Errorf("%v of %s and %s", test.rules, test.right, test.wrong)
		}
	}
}
