package parser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// FuzzParse checks that every input results in a consistent API or an error.
func FuzzParse(f *testing.F) {
	inputs, err := filepath.Glob("../../testdata/*/input.*")
	if err != nil || len(inputs) == 0 {
		f.Fatalf("no inputs to start from: %v", err)
	}
	for _, input := range inputs {
		data, err := os.ReadFile(input)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(head + withSchemas("    Root: {type: array, items: {oneOf: [{$ref: '#/components/schemas/Root'}, true]}}")))
	f.Add([]byte(head + twoServices))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 16<<10 {
			t.Skip("a longer input shows nothing more")
		}
		ds := new(diag.List)
		doc := document.Parse("fuzz", data, ds)
		if doc == nil {
			return
		}
		a := Parse(doc, DefaultOptions(), ds)
		if (a == nil) != ds.HasErrors() {
			t.Fatalf("API: %v, errors: %v", a != nil, ds.Err())
		}
		if a != nil {
			checkConsistency(t, a)
		}
	})
}
