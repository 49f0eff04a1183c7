package pipeline

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document/merge"
)

// partRules keep both versions of differing components.
var partRules = []merge.Conflict{
	{Component: diag.Text{Value: "schemas/Content"}, Rename: []merge.Renaming{{Source: diag.Text{Value: "lms.json"}, Name: diag.Text{Value: "Lms*"}}}},
	{Component: diag.Text{Value: "schemas/User*"}, Rename: []merge.Renaming{{Source: diag.Text{Value: "lms.json"}, Name: diag.Text{Value: "Lms*"}}}},
	{Component: diag.Text{Value: "schemas/RoleTypeEnum"}, Rename: []merge.Renaming{{Source: diag.Text{Value: "iam.json"}, Name: diag.Text{Value: "Iam*"}}}},
	{Component: diag.Text{Value: "schemas/LocationTypeEnum"}, Rename: []merge.Renaming{{Source: diag.Text{Value: "crm.json"}, Name: diag.Text{Value: "Crm*"}}}},
	{Component: diag.Text{Value: "schemas/*"}, Rename: []merge.Renaming{{Source: diag.Text{Value: "ats.json"}, Name: diag.Text{Value: "Ats*"}}}},
}

func partFiles(t *testing.T) []string {
	t.Helper()
	needSpecs(t)
	parts, err := filepath.Glob(specsFolder + "/2025-03-parts/*.json")
	if err != nil || len(parts) != 8 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	return parts
}

func mergeParts(t *testing.T, parts []string, rules []merge.Conflict) (*SDK, *Run, error) {
	t.Helper()
	run := new(Run)
	opts := optionsOf("", "stackone")
	for _, part := range parts {
		opts.Inputs.Sources = append(opts.Inputs.Sources, diag.Text{Value: part})
	}
	opts.Description.Conflicts = rules
	title := filepath.Join(t.TempDir(), "title.yaml")
	writeFile(t, title, []byte("overlay: 1.0.0\ninfo: {title: Title, version: 1.0.0}\nactions:\n  - {target: $.info, update: {title: All of it, description: Everything.}}\n"))
	opts.Inputs.Overlays = []diag.Text{{Value: title}}
	sdk, err := run.Emit(t.Context(), opts)
	return sdk, run, err
}

// The published parts become the same SDK in any order. An overlay sets the title,
// which would be that of the first part.
func TestPartsInEveryOrder(t *testing.T) {
	parts := partFiles(t)
	orders := [][]string{slices.Clone(parts)}
	slices.Reverse(orders[0])
	for i := range parts {
		// Each part is first once, with the others in two orders.
		order := slices.Concat(parts[i:], parts[:i])
		if i%2 == 1 {
			slices.Reverse(order[1:])
		}
		orders = append(orders, order)
	}
	var first *SDK
	for _, order := range orders {
		sdk, run, err := mergeParts(t, order, partRules)
		if err != nil {
			t.Fatalf("%v: %v", err, run.Diags.Err())
		}
		if first == nil {
			first = sdk
			continue
		}
		if len(sdk.Files) != len(first.Files) {
			t.Fatalf("%d files, %d before", len(sdk.Files), len(first.Files))
		}
		for i, f := range sdk.Files {
			if f.Path != first.Files[i].Path || !bytes.Equal(f.Data, first.Files[i].Data) {
				t.Errorf("%s depends on the order of the sources", f.Path)
			}
		}
	}
	if n := len(first.API.Operations()); n != 218 {
		t.Errorf("%d operations", n)
	}
}

// Without rules, all differences are reported at once, with both positions.
func TestPartsWithoutRules(t *testing.T) {
	_, run, err := mergeParts(t, partFiles(t), nil)
	if err != ErrInput {
		t.Fatal(err)
	}
	found := 0
	for _, d := range run.Diags.All() {
		if d.Code != "merge-conflict" {
			continue
		}
		found++
		if d.Pos.Line == 0 || !slices.ContainsFunc(d.Related, func(r diag.Related) bool { return r.Pos.File != d.Pos.File && r.Pos.Line > 0 }) {
			t.Errorf("%v does not have both positions: %v", d, d.Related)
		}
		if !strings.Contains(d.Hint, "merge.conflicts") {
			t.Errorf("%v: hint %q", d, d.Hint)
		}
	}
	if found != 7 { // texts alone are none
		t.Errorf("%d conflicts", found)
	}
}
