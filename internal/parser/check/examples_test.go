package check

import (
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// The path of a mismatch is reported once, however many allOf are on it.
func TestWayToTheMisfit(t *testing.T) {
	const text = `openapi: 3.0.3
info: {title: t, version: "1"}
paths: {}
components:
  schemas:
    Kind: {type: object, properties: {kind: {type: string, enum: [a]}}}
    Near: {allOf: [{$ref: "#/components/schemas/Kind"}], example: {kind: b}}
    Far: {type: object, properties: {list: {type: array, items: {allOf: [{$ref: "#/components/schemas/Kind"}]}}}, example: {list: [{kind: b}]}}
    Both: {allOf: [{$ref: "#/components/schemas/Far"}], example: {list: [{kind: a}, {kind: b}]}}
`
	ds := new(diag.List)
	c := New(document.Parse("a.yaml", []byte(text), ds).Root, ds)
	c.Load()
	c.Examples()
	var ways []string
	for _, d := range ds.All() {
		_, reason, _ := strings.Cut(d.Message, ": at ")
		way, _, _ := strings.Cut(reason, ":")
		ways = append(ways, way)
	}
	if got := strings.Join(ways, " "); got != "kind list.0.kind list.1.kind" {
		t.Errorf("got %s", got)
	}
}
