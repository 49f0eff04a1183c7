package parser

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// The first sentence that starts with "Deprecated" becomes the hint and is cut from
// the description.
func TestHints(t *testing.T) {
	for _, test := range []struct{ description, hint, rest string }{
		{"", "", ""},
		{"A size.", "", "A size."},
		{"Deprecated: use `memory` instead. If true, it is on disk.", "use `memory` instead.", "If true, it is on disk."},
		{"DEPRECATED: use b", "use b", ""},
		{"**Deprecated**: Use b.", "Use b.", ""},
		{"**Deprecated:** Use b. A size.", "Use b.", "A size."},
		{"**Deprecated.** Use b. A size.", "Use b.", "A size."},
		{"**Deprecated**. Use **b** instead. A size.", "Use **b** instead.", "A size."},
		{"[Deprecated] Use b.", "Use b.", ""},
		{"(Deprecated): use b.", "use b.", ""},
		{"(Deprecated - Use b instead). A size.", "Use b instead", "A size."},
		{"Deprecated. Use b instead. The third one.", "Use b instead.", "The third one."},
		{"Deprecated, use b (e.g. b.c) instead.", "use b (e.g. b.c) instead.", ""},
		{"Deprecated - moved to `a. b`. A size.", "moved to `a. b`.", "A size."},
		{"The text of it. Deprecated, use b one level up instead", "use b one level up instead", "The text of it."},
		{"A size.\n\nDeprecated: use b\nor c.\n\nIn bytes.", "use b\nor c.", "A size.\n\nIn bytes."},
		{"A size\nDeprecated: use b\n\n- one\n- two", "use b", "A size\n\n- one\n- two"},
		{"Deprecated: one of\n- a\n- b", "one of", "- a\n- b"},
		// Just a label: the sentence after it is about something else.
		{"[DEPRECATED] Log entries", "", "Log entries"},
		{"Deprecated. The status of the file.", "", "The status of the file."},
		{"It is seen by all. (deprecated)", "", "It is seen by all."},
		{"Deprecated", "", "Deprecated"},
		{"**Deprecated**", "", ""},
		// No sentence starts with it.
		{"The deprecated: size.", "", "The deprecated: size."},
		{"Deprecated fields: none.", "", "Deprecated fields: none."},
		{"This is deprecated, use b.", "", "This is deprecated, use b."},
		{"```\nDeprecated: no.\n```", "", "```\nDeprecated: no.\n```"},
	} {
		hint, rest := cutHint(test.description)
		if hint != test.hint || rest != test.rest {
			t.Errorf("%q: hint %q, rest %q; want %q, %q", test.description, hint, rest, test.hint, test.rest)
		}
	}
}

// Cutting loses no words.
func TestHintsKeepWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{
			"Deprecated:", "Deprecated.", "deprecated", "[deprecated]", "(deprecated - ", ")", "**Deprecated**", "use b", ".", " ", "\n", "\n\n", "`", "```", "é", "- a", "\t", "!",
		})).Draw(t, "pieces")
		text := strings.Join(pieces, "")
		hint, rest := cutHint(text)
		letters := func(text string) int {
			return strings.Count(text, "b") + strings.Count(text, "é") + strings.Count(text, "u")
		}
		if letters(hint)+letters(rest) != letters(text) {
			t.Fatalf("%q: hint %q, rest %q", text, hint, rest)
		}
	})
}

// Extensions take precedence over the description, whose hint is still cut.
func TestDeprecations(t *testing.T) {
	a := mustParse(t, withSchemas(`    Root:
      type: object
      properties:
        bare: {type: string, deprecated: true, description: Some text.}
        told: {type: string, deprecated: true, description: "Some text. Deprecated: use bare."}
        message: {type: string, deprecated: true, x-deprecation-message: Use bare., x-deprecated-reason: No.}
        both: {type: string, deprecated: true, description: "Deprecated: since v2.", x-speakeasy-deprecation-message: " Use bare. "}
        replaced: {type: string, deprecated: true, x-speakeasy-deprecation-replacement: bare}
        beside: {$ref: "#/components/schemas/Base"}
        over: {$ref: "#/components/schemas/Base", deprecated: true, x-deprecated-message: Leave it.}
        under: {$ref: "#/components/schemas/Base", deprecated: true}
        said: {$ref: "#/components/schemas/Base", description: "Some text. Deprecated: leave it."}
        current: {type: string, description: "Deprecated: no."}
    Base: {type: string, deprecated: true, x-deprecated-message: Use another.}
`))
	root := findType(t, a, "Root")
	for name, want := range map[string]api.Doc{
		"bare":     {Description: "Some text.", Deprecated: &api.Deprecation{}},
		"told":     {Description: "Some text.", Deprecated: &api.Deprecation{Message: "use bare."}},
		"message":  {Deprecated: &api.Deprecation{Message: "Use bare."}},
		"both":     {Deprecated: &api.Deprecation{Message: "Use bare. since v2."}},
		"replaced": {Deprecated: &api.Deprecation{Replacement: "bare"}},
		"beside":   {Deprecated: &api.Deprecation{Message: "Use another."}},
		"over":     {Deprecated: &api.Deprecation{Message: "Leave it."}},
		"under":    {Deprecated: &api.Deprecation{Message: "Use another."}},
		"said":     {Description: "Some text.", Deprecated: &api.Deprecation{Message: "leave it."}},
		"current":  {Description: "Deprecated: no."},
	} {
		if diff := cmp.Diff(want, field(t, root, name).Doc); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
