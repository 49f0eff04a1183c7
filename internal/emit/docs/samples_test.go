package docs

import (
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// TestSamples reads the overlay as YAML and holds its samples against the pages.
func TestSamples(t *testing.T) {
	specs(t, func(t *testing.T, s *sdk) {
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
			if want := "$.paths[" + jsonPathName(o.Path) + "]." + strings.ToLower(o.Method); target.Value != want {
				t.Errorf("target %q, want %q", target.Value, want)
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

func TestJSONPathName(t *testing.T) {
	if got, want := jsonPathName(`/it's/a\b`), `'/it\'s/a\\b'`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
