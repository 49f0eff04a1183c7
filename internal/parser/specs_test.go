package parser

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/repair"
)

const specsFolder = "../../../shared/specs"

// parseSpec reads one of StackOne's published descriptions, which are not part
// of this repository.
func parseSpec(t *testing.T, name string) (*api.API, *diag.List) {
	t.Helper()
	path := filepath.Join(specsFolder, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the published descriptions are not here: %v", err)
	}
	ds := new(diag.List)
	doc := document.Load(path, ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	repair.Apply(doc.Root, ds)
	return Parse(doc, DefaultOptions(), ds), ds
}

// countCodes counts diagnostics by code, and fails for those without a position.
func countCodes(t *testing.T, ds *diag.List) map[string]int {
	t.Helper()
	codes := map[string]int{}
	for _, d := range ds.All() {
		codes[d.Code]++
		if d.Pos.Line == 0 || d.Pos.Column == 0 {
			t.Errorf("%v has no position", d)
		}
	}
	return codes
}

func TestPublished2025(t *testing.T) {
	a, ds := parseSpec(t, "stackone-2025-12-03.yaml")
	if a == nil {
		t.Fatal(ds.Err())
	}
	if got := len(a.Operations()); got != 286 {
		t.Errorf("%d operations, want 286", got)
	}
	paged := 0
	for _, op := range a.Operations() {
		if op.Pagination == nil {
			continue
		}
		paged++
		if p := op.Pagination; p.Kind != api.PageCursor || p.Parameter == nil || len(p.Next) == 0 || len(p.Items) == 0 {
			t.Errorf("%s: paging is not resolved: %+v", op.ID, p)
		}
	}
	if paged != 102 {
		t.Errorf("%d paged operations, want 102", paged)
	}
	codes := countCodes(t, ds)
	if codes["bad-example"] == 0 {
		t.Error("no bad example was found")
	}
	delete(codes, "bad-example")
	want := map[string]int{"undefined-security-scheme": 3, "missing-response-description": 1, "bad-default": 1, "ignored-header-parameter": 1, "parameter-collision": 11, "null-in-enum": 3}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Error(diff)
	}
	checkConsistency(t, a)
}

func TestPublished2023(t *testing.T) {
	a, ds := parseSpec(t, "stackone-2023-11-13.yaml")
	if a == nil {
		t.Fatal(ds.Err())
	}
	if got := len(a.Operations()); got != 78 {
		t.Errorf("%d operations, want 78", got)
	}
	codes := countCodes(t, ds)
	delete(codes, "bad-example")
	if len(codes) > 0 {
		t.Errorf("warnings: %v", codes)
	}
	checkConsistency(t, a)
}

func TestPublishedParts(t *testing.T) {
	parts, err := filepath.Glob(filepath.Join(specsFolder, "2025-03-parts", "*.json"))
	if err != nil || len(parts) == 0 {
		t.Skipf("the published descriptions are not in %s", specsFolder)
	}
	for _, part := range parts {
		name := filepath.Base(part)
		t.Run(name, func(t *testing.T) {
			a, ds := parseSpec(t, filepath.Join("2025-03-parts", name))
			codes := countCodes(t, ds)
			if a == nil {
				t.Fatal(ds.Err())
			}
			if want := map[string]int{"hris.json": 1}[name]; codes["boolean-required"] != want {
				t.Errorf("%d booleans instead of lists of required properties, want %d", codes["boolean-required"], want)
			}
			if want := map[string]int{"core.json": 3}[name]; codes["null-in-enum"] != want {
				t.Errorf("%d enums with a null that their type rules out, want %d", codes["null-in-enum"], want)
			}
			checkConsistency(t, a)
		})
	}
}

// errorReporter is what a test and a check of a property have in common.
type errorReporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// checkConsistency checks what emitters rely on.
func checkConsistency(t errorReporter, a *api.API) {
	t.Helper()
	listed := map[*api.Type]bool{}
	refs := map[string]bool{}
	for _, typ := range a.Types {
		listed[typ] = true
		if refs[typ.Ref] {
			t.Errorf("%s is listed twice", typ.Ref)
		}
		refs[typ.Ref] = true
		if !typ.Named() || !typ.InRequest && !typ.InResponse {
			t.Errorf("%s is listed without a name or a use", typ.Ref)
		}
	}
	check := func(where string, typ *api.Type) {
		for ; typ != nil; typ = elem(typ) {
			if typ.Named() {
				if !listed[typ] {
					t.Errorf("%s refers to %s, which is not listed", where, typ.Ref)
				}
				return
			}
			if (typ.Kind == api.List || typ.Kind == api.Map) && typ.Elem == nil {
				t.Errorf("%s: a %v of nothing", where, typ.Kind)
			}
		}
	}
	for _, typ := range a.Types {
		check(typ.Ref, elem(typ))
		for _, f := range typ.Fields {
			check(typ.Ref+" "+f.Name, f.Use.Type)
		}
		for _, v := range typ.Variants {
			check(typ.Ref, v.Type)
		}
		if typ.Kind == api.Union && len(typ.Variants) == 0 || typ.Kind == api.Enum && len(typ.Values) == 0 {
			t.Errorf("%s is empty", typ.Ref)
		}
	}
	for _, op := range a.Operations() {
		for _, p := range op.Parameters {
			check(op.ID, p.Use.Type)
		}
		if op.Body != nil {
			check(op.ID, op.Body.Use.Type)
		}
		for _, r := range op.Results {
			check(op.ID, r.Use.Type)
		}
		for _, e := range op.Errors {
			if e.Error != nil && !slices.Contains(a.Errors, e.Error) {
				t.Errorf("%s: the error of %s is not listed", op.ID, e.Status)
				continue
			}
			if e.Error != nil {
				check(op.ID, e.Error.Body)
			}
		}
	}
}

func elem(t *api.Type) *api.Type {
	if t.Elem == nil {
		return nil
	}
	return t.Elem.Type
}
