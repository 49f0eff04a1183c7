package override_test

import (
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
)

func TestMarkSensitive(t *testing.T) {
	tests := []struct{ target, p, want string }{
		{target, `{"type":"string","x-sensitive":true}`, ""},
		{"$.components.schemas.*.properties[?@.type=='string']", `{"type":"string","x-sensitive":true}`, ""},
		{"$.components.schemas.Thing.properties.z", `{"type":"string"}`,
			"gen.yaml:3:5: error: the target $.components.schemas.Thing.properties.z selects nothing [sensitive-no-match]\n  hint: did you mean \"p\" instead of \"z\"?\n"},
		{"$.components.schemas.Thing.properties", `{"type":"string"}`,
			"gen.yaml:3:5: error: the target $.components.schemas.Thing.properties selects something that is not a schema [sensitive-no-schema]\n" +
				"  hint: add the name of a schema, or \".*\" for all of them\n  api.yaml:16:9: the target selects #/components/schemas/Thing/properties\n"},
	}
	for _, tt := range tests {
		doc := parse(t, around("3.1.0", `{type: string}`))
		var ds diag.List
		override.MarkSensitive(doc.Root, []diag.Text{{Value: tt.target, Pos: diag.Position{File: "gen.yaml", Line: 3, Column: 5}}}, &ds)
		if got := said(&ds); got != tt.want {
			t.Errorf("%s: reported\n%s\nwant\n%s", tt.target, got, tt.want)
		}
		if got := string(doc.Root.At("#/components/schemas/Thing/properties/p").AppendJSON(nil)); got != tt.p {
			t.Errorf("%s: %s, want %s", tt.target, got, tt.p)
		}
	}
	var ds diag.List
	override.MarkSensitive(parse(t, around("3.1.0", `{}`)).Root, []diag.Text{{Value: "$["}}, &ds)
	if all := ds.All(); len(all) != 1 || all[0].Code != "sensitive-bad-target" {
		t.Error(said(&ds))
	}
}
