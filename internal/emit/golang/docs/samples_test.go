package docs

import (
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/jsonpath"
)

// TestSamples reads the overlay as YAML and holds its samples against the pages.
func TestSamples(t *testing.T) {
	specs(t, func(t *testing.T, s *subject) {
		services := ""
		var overlay []byte
		for _, page := range s.pages {
			switch {
			case strings.HasPrefix(page.Path, "docs/services/"):
				services += string(page.Data)
			case page.Path == "codeSamples.yaml":
				overlay = page.Data
			}
		}
		var ds diag.List
		var sources document.Sources
		doc := sources.Parse("codeSamples.yaml", overlay, &ds)
		if doc == nil || len(ds.All()) > 0 {
			t.Fatal(ds.Err())
		}
		n := 0
		for i, o := range s.api.Operations() {
			action := doc.Root.At("/actions/" + itoa(i))
			source := action.At("/update/x-codeSamples/0/source")
			target := action.At("/target")
			if source == nil || target == nil {
				t.Fatalf("no action for %s", o.ID)
			}
			if !isTarget(s.root, target.Value, o) {
				t.Errorf("%q does not lead to %s %s", target.Value, o.Method, o.Path)
			}
			if !strings.Contains(services, "```go\n"+source.Value+"```") {
				t.Errorf("the sample of %s is not that of its page:\n%s", o.ID, source.Value)
			}
			n++
		}
		if extra := doc.Root.At("/actions/" + itoa(n)); extra != nil {
			t.Errorf("more actions than operations: %v", extra)
		}
	})
}

func TestAnchors(t *testing.T) {
	headings := anchors{}
	for _, test := range [][2]string{
		{"List", "list"}, {"LIST", "list-1"}, {"List-1", "list-1-1"}, {"list", "list-2"},
		{"HRIS.Employees", "hrisemployees"}, {"A_b c", "a_b-c"}, {"Ünï", "ünï"},
	} {
		if got := headings.add(test[0]); got != test[1] {
			t.Errorf("%s: %s, want %s", test[0], got, test[1])
		}
	}
}

// isTarget reports whether a JSONPath leads to an operation and nothing else.
func isTarget(root *document.Node, target string, o *api.Operation) bool {
	path, err := jsonpath.Compile(target)
	if err != nil {
		return false
	}
	found := path.Select(root)
	return len(found) == 1 && strings.EqualFold(found[0].Key, o.Method) && found[0].Node.Pos.Line == o.Pos.Line
}

// TestSamplesBehindReferences leads to operations of path items that others refer to.
func TestSamplesBehindReferences(t *testing.T) {
	const text = `openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a%20b:
    $ref: "#/components/pathItems/It's~1a%20set"
    post: {operationId: one, responses: {"204": {description: Done.}}}
  /d:
    put: {operationId: two, responses: {"204": {description: Done.}}}
components:
  pathItems:
    "It's/a set":
      get: {operationId: three, responses: {"204": {description: Done.}}}
`
	s := parse(t, "a.yaml", []byte(text))
	for _, o := range s.api.Operations() {
		if target := jsonPath(o.Keys); !isTarget(s.root, target, o) {
			t.Errorf("%q does not lead to %s %s", target, o.Method, o.Path)
		}
	}
}

func TestJSONPath(t *testing.T) {
	if got, want := jsonPath([]string{"paths", `/it's/a\b`, "get"}), `$.paths['/it\'s/a\\b'].get`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
