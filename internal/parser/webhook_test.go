package parser

import (
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// shapeOfWebhook lists the variants of whatever webhook comes.
func shapeOfWebhook(a *api.API) string {
	if a.Webhook == nil {
		return ""
	}
	var variants []string
	for _, v := range a.Webhook.Variants {
		variants = append(variants, strings.Join(append([]string{typeShape(v.Type)}, v.Tags...), " "))
	}
	return strings.Join(variants, ", ")
}

// Webhooks are one union, whatever their bodies are: of components, of a union with a
// discriminator, or of anything.
func TestWebhooks(t *testing.T) {
	const schemas = `
components:
  schemas:
    A: {type: object, properties: {kind: {type: string}, a: {type: string}}}
    B: {type: object, properties: {kind: {type: string}, b: {type: string}}}
    AB: {oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}], discriminator: {propertyName: kind, mapping: {is-a: A, is-b: B}}}
`
	body := func(schema string) string {
		return "{post: {responses: {\"200\": {description: x}}, requestBody: {content: {application/json: {schema: " + schema + "}}}}}"
	}
	ref := func(name string) string { return body(`{$ref: "#/components/schemas/` + name + `"}`) }
	for name, c := range map[string]struct{ in, want string }{
		"one":             {"webhooks: {a: " + ref("A") + "}", "A"},
		"the same twice":  {"webhooks: {a: " + ref("A") + ", b: " + ref("A") + "}", "A"},
		"several":         {"webhooks: {a: " + ref("A") + ", b: " + ref("B") + ", c: " + body("{type: array, items: {type: string}}") + "}", "A, B, [string]"},
		"a discriminator": {"webhooks: {a: " + ref("AB") + "}", "A is-a, B is-b"},
		"anything":        {"webhooks: {a: " + body("{}") + ", b: " + ref("B") + "}", "B"},
		"of 3.0":          {"x-webhooks: {x-note: true, a: " + ref("A") + "}", "A"},
		"ignored":         {"x-webhooks: {x-speakeasy-ignore: true, a: " + ref("A") + "}", ""},
	} {
		a := mustParse(t, "paths: {}\n"+c.in+schemas)
		if got := shapeOfWebhook(a); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if strings.HasPrefix(c.want, "A is") && a.Webhook.Discriminator != "kind" {
			t.Errorf("%s: the discriminator is %q", name, a.Webhook.Discriminator)
		}
	}
}
