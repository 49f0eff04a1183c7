package check

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// knownExtensions are the x-speakeasy-* extensions that are honoured.
var knownExtensions = []string{
	"x-speakeasy-name-override", "x-speakeasy-group", "x-speakeasy-retries", "x-speakeasy-pagination",
	"x-speakeasy-unknown-values", "x-speakeasy-usage-example", "x-speakeasy-ignore", "x-speakeasy-globals",
	"x-speakeasy-deprecation-message", openapi.DeprecationReplacement,
}

// checkExtensions reports the x-speakeasy-* extensions that nothing here knows,
// each name once: they ask for something that the SDK will not have.
func (c *Checker) checkExtensions() {
	seen := map[string]bool{}
	for _, el := range c.places {
		if el.Role.NamesChildren() {
			continue // names of the author's choice
		}
		for m := range el.Node.Members() {
			if !strings.HasPrefix(m.Key, "x-speakeasy-") || slices.Contains(knownExtensions, m.Key) || seen[m.Key] {
				continue
			}
			seen[m.Key] = true
			found := c.diags.Warnf("unknown-extension", m.KeyPos, "the extension %s is not known and has no effect", m.Key)
			found.Pointer = el.Pointer() + "/" + document.EscapePointer(m.Key)
			found.Hint = "known are " + strings.Join(knownExtensions, ", ")
		}
	}
}
