package parser

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// In OpenAPI 3.0 a flag excludes the bound; in 3.1 an excluded bound has its own keyword.
func TestExcludedBounds(t *testing.T) {
	for text, want := range map[string][]api.Constraint{
		`{minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}`: {{Kind: api.Minimum, Value: "0", Exclusive: true}, {Kind: api.Maximum, Value: "9"}},
		`{minimum: 0, maximum: 9, exclusiveMaximum: true}`:                          {{Kind: api.Minimum, Value: "0"}, {Kind: api.Maximum, Value: "9", Exclusive: true}},
		`{exclusiveMinimum: 0, exclusiveMaximum: 9}`:                                {{Kind: api.Minimum, Value: "0", Exclusive: true}, {Kind: api.Maximum, Value: "9", Exclusive: true}},
	} {
		doc := document.Parse("test.yaml", []byte(text), new(diag.List))
		if diff := cmp.Diff(want, readConstraints(doc.Root)); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
