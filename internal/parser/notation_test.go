package parser

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// Data in several notations is read as JSON; other content besides JSON is a separate result.
func TestNotations(t *testing.T) {
	for _, test := range []struct {
		name, content string
		results       []api.Content
		accept        []string
	}{
		{"XML first", `application/xml: ^, application/json: ^`, []api.Content{api.ContentJSON}, []string{"application/json"}},
		{"YAML and protocol buffers", `application/json: ^, application/yaml: ^, application/vnd.example.protobuf: ^, application/hal+xml: {}`,
			[]api.Content{api.ContentJSON}, []string{"application/json"}},
		{"JSON as text", `text/plain: ^, application/json: ^, text/json: ^`, []api.Content{api.ContentJSON}, []string{"application/json", "text/json"}},
		{"text of its own", `text/plain: {schema: {type: string}}, application/json: ^`,
			[]api.Content{api.ContentJSON, api.ContentText}, []string{"application/json", "text/plain"}},
		{"a file", `application/pdf: ^, application/xml: ^, application/json: ^`,
			[]api.Content{api.ContentStream}, []string{"application/pdf", "application/xml", "application/json"}},
		{"XML alone", `application/xml: {schema: {type: string}}`, []api.Content{api.ContentStream}, []string{"application/xml"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := strings.ReplaceAll(test.content, "^", `{schema: {$ref: "#/components/schemas/A"}}`)
			a := mustParse(t, `paths:
  /a: {get: {operationId: a, responses: {"200": {description: Ok., content: {`+content+`}}}}}
components:
  schemas:
    A: {type: object, properties: {b: {type: string}}}
`)
			op := a.Operations()[0]
			var results []api.Content
			for _, result := range op.Results {
				results = append(results, result.Content)
			}
			if diff := cmp.Diff(test.results, results); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.accept, op.Accept); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A body is sent as plain JSON if that is offered, whatever precedes it.
func TestBodyNotation(t *testing.T) {
	for content, want := range map[string]string{
		`application/json-patch+json: {}, application/json; charset=utf-8: {}, text/json: {}`: "application/json; charset=utf-8",
		`application/xml: {}, application/merge-patch+json: {}`:                               "application/merge-patch+json",
	} {
		a := mustParse(t, `paths:
  /a: {post: {operationId: a, requestBody: {content: {`+content+`}}, responses: {"204": {description: Ok.}}}}
`)
		if got := a.Operations()[0].Body.MediaType; got != want {
			t.Errorf("%s: sent as %s, not as %s", content, got, want)
		}
	}
}
