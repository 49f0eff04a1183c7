package repair

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func TestListedItems(t *testing.T) {
	root := mustParse(t, `{components: {schemas: {A: {type: array, items: [{type: string}, {type: array, items: []}]}}}}`)
	ds := new(diag.List)
	Apply(root, ds)
	const want = `{"components":{"schemas":{"A":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"array","items":{}}]}}}}}`
	if diff := cmp.Diff(want, string(root.AppendJSON(nil))); diff != "" {
		t.Error(diff)
	}
	var found []string
	for _, d := range ds.All() {
		found = append(found, d.Code+" "+d.Pointer)
	}
	if diff := cmp.Diff([]string{"listed-items /components/schemas/A/items", "listed-items /components/schemas/A/items/anyOf/1/items"}, found); diff != "" {
		t.Error(diff)
	}
}
