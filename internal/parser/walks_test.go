package parser

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

// The reader walks from operations to schemas by itself. Every schema it finds must
// be a schema by the table of OpenAPI.
func TestTypesAreSchemasOfTheTable(t *testing.T) {
	t.Parallel()
	checked := 0
	for _, pattern := range []string{"../../testdata/*/input.yaml", specsFolder + "/*.yaml", "../../../shared/corpus/*.*", "../../../shared/cases/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			var ds diag.List
			doc := document.Load(file, &ds)
			if doc == nil {
				continue
			}
			a := Parse(doc, DefaultOptions(), &ds)
			if a == nil {
				continue
			}
			schemas := map[string]bool{}
			for pl := range openapi.All(doc.Root) {
				if pl.Role == openapi.Schema {
					schemas["#"+pl.Pointer()] = true
				}
			}
			for _, typ := range a.Types {
				if typ == a.Webhook {
					continue // which no schema declares
				}
				checked += checkSchemaOf(t, file, doc.Root, schemas, typ)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d schemas were checked", checked)
	}
}

func checkSchemaOf(t *testing.T, file string, root *document.Node, schemas map[string]bool, typ *api.Type) int {
	checked := 0
	check := func(typ *api.Type) {
		// The parser's additions to a pointer follow a further #, which a path can have, too.
		pointer := typ.Ref
		if i := strings.LastIndex(pointer, "#"); i > 0 && root.At(pointer) == nil {
			pointer = pointer[:i]
		}
		if root.At(pointer) == nil {
			return // of a schema that the description leaves out
		}
		checked++
		if !schemas[pointer] {
			t.Errorf("%s: the parser reads %s as a schema", file, pointer)
		}
	}
	check(typ)
	for _, part := range directParts(typ) {
		check(part)
	}
	return checked
}
