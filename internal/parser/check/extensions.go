package check

import (
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// knownExtensions are the supported x-speakeasy-* extensions.
var knownExtensions = []string{
	"x-speakeasy-name-override", "x-speakeasy-group", "x-speakeasy-retries", "x-speakeasy-pagination",
	"x-speakeasy-unknown-values", "x-speakeasy-usage-example", "x-speakeasy-ignore", "x-speakeasy-globals",
	"x-speakeasy-deprecation-message", "x-speakeasy-enums", "x-speakeasy-enum-descriptions", "x-speakeasy-server-id",
	"x-speakeasy-sse-sentinel", "x-speakeasy-errors", "x-speakeasy-timeout", openapi.DeprecationReplacement,
}

// checkExtensions reports unsupported x-speakeasy-* extensions, each name once:
// they request something that the SDK does not have.
func (c *Checker) checkExtensions() {
	seen := map[string]bool{}
	for _, el := range c.elements {
		if el.Role.NamesChildren() {
			continue // names that the author chose
		}
		c.checkNameOverride(el)
		for m := range el.Node.Members() {
			if !strings.HasPrefix(m.Key, "x-speakeasy-") || slices.Contains(knownExtensions, m.Key) || seen[m.Key] {
				continue
			}
			seen[m.Key] = true
			found := c.diags.Warnf("unknown-extension", m.KeyPos, "unknown extension %s has no effect", m.Key)
			found.Pointer = el.Pointer() + "/" + document.EscapePointer(m.Key)
			found.Hint = "use one of " + strings.Join(knownExtensions, ", ")
		}
	}
}

// checkNameOverride reports the name of something that has none in code.
func (c *Checker) checkNameOverride(el openapi.Element) {
	switch el.Role {
	case openapi.Operation, openapi.Schema, openapi.Parameter:
		return
	}
	for m := range el.Node.Members() {
		if m.Key != "x-speakeasy-name-override" {
			continue
		}
		found := c.diags.Warnf("ignored-name-override", m.KeyPos, "%s has no effect on %s", m.Key, el.Role)
		found.Pointer = el.Pointer() + "/" + m.Key
		found.Hint = "set it at an operation, a schema, a property or a parameter"
	}
}
