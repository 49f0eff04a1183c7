package merge

import (
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// Links point to operations of the merged document, whichever source has them.
// Others may point to another API.
func TestOperationRefs(t *testing.T) {
	for _, test := range []struct{ name, a, b, want string }{
		{
			"another source",
			`{paths: {/a: {get: {responses: {"200": {links: {x: {operationRef: "b.yaml#/paths/~1b~1%7Bid%7D/get"}, y: {operationRef: "#/paths/~1a/get"}}}}}}}}`,
			`{paths: {"/b/{id}": {get: {}}}}`,
			`{"paths":{"/a":{"get":{"responses":{"200":{"links":{"x":{"operationRef":"#/paths/~1b~1{id}/get"},"y":{"operationRef":"#/paths/~1a/get"}}}}}},"/b/{id}":{"get":{}}}}`,
		},
		{
			"equal by target",
			`{components: {links: {L: {operationRef: "b.yaml#/paths/~1b/get"}}}}`,
			`{components: {links: {L: {operationRef: "#/paths/~1b/get"}}}, paths: {/b: {get: {}}}}`,
			`{"components":{"links":{"L":{"operationRef":"#/paths/~1b/get"}}},"paths":{"/b":{"get":{}}}}`,
		},
		{
			"elsewhere",
			`{components: {links: {L: {operationRef: "https://example.com/c.yaml#/paths/~1c/get"}, M: {operationRef: "b.yaml#/paths/~1c/get"}, N: {operationRef: "b.yaml#/a b/%zz"}, O: {operationRef: "b.yaml"}, P: {operationRef: 1}}}}`,
			`{paths: {/b: {get: {}}}}`,
			`{"components":{"links":{"L":{"operationRef":"https://example.com/c.yaml#/paths/~1c/get"},"M":{"operationRef":"b.yaml#/paths/~1c/get"},` +
				`"N":{"operationRef":"b.yaml#/a b/%zz"},"O":{"operationRef":"b.yaml"},"P":{"operationRef":1}}},"paths":{"/b":{"get":{}}}}`,
		},
		{
			"data of the same name",
			`{components: {schemas: {S: {example: {links: {L: {operationRef: "b.yaml#/paths/~1b/get"}}}}}}}`,
			`{paths: {/b: {get: {}}}}`,
			`{"components":{"schemas":{"S":{"example":{"links":{"L":{"operationRef":"b.yaml#/paths/~1b/get"}}}}}},"paths":{"/b":{"get":{}}}}`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			ds := new(diag.List)
			root := Merge(parse(t, "a.yaml", test.a, "b.yaml", test.b), nil, ds)
			if said := summary(ds); root == nil || said != "" {
				t.Fatal(said)
			}
			if got := string(root.AppendJSON(nil)); got != test.want {
				t.Errorf("got\n%s, want\n%s", got, test.want)
			}
		})
	}
}

// A link follows an operation in a renamed component.
func TestOperationRefIntoComponent(t *testing.T) {
	ds := new(diag.List)
	root := Merge(parse(t,
		"a.yaml", `{components: {pathItems: {P: {get: {summary: a}}}, links: {L: {operationRef: "#/components/pathItems/P/get"}}}}`,
		"b.yaml", `{components: {pathItems: {P: {get: {summary: b}}}}}`,
	), []Conflict{{Component: text("pathItems/P"), Rename: renames("a.yaml", "First")}}, ds)
	const want = `{"components":{"pathItems":{"First":{"get":{"summary":"a"}},"P":{"get":{"summary":"b"}}},"links":{"L":{"operationRef":"#/components/pathItems/First/get"}}}}`
	if root == nil || ds.HasErrors() || string(root.AppendJSON(nil)) != want {
		t.Errorf("got %s, want %s\n%s", root.AppendJSON(nil), want, summary(ds))
	}
}
