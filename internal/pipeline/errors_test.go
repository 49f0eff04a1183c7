package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// faulty has one independent error for each stage of a run.
var faulty = map[string]string{
	"stackone-gen.yaml": `sources: [one.yaml, two.yaml]
overlays: [overlay.yaml]
overrides: [{target: "$.components.schemas.Nowhere", type: string}]
exclude: {operations: ["*"]}
names: {types: {Absent: Present, Shown: Client, Hidden: Hid}}
`,
	"one.yaml": `openapi: 3.1.0
info: {title: One, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /one/{id}:
    get:
      operationId: getOne
      tags: [One]
      parameters: [{$ref: "#/components/parameters/Lost"}]
      responses:
        "200": {description: One., content: {application/json: {schema: {$ref: "#/components/schemas/Shown"}}}}
        "2000": {description: Of no status.}
  /other/{id}:
    get:
      operationId: getOther
      tags: [One]
      responses: {"200": {description: Other., content: {application/json: {schema: {$ref: "#/components/schemas/Both"}}}}}
  /hidden:
    get:
      operationId: getHidden
      tags: [One]
      responses: {"200": {$ref: "#/components/schemas/Hidden"}}
components:
  schemas:
    Shown: {type: object, properties: {a: {type: strin}, b: {minimum: low}}}
    Hidden: {type: object, properties: {a: {type: string}}}
    Both: {type: object, properties: {a: {type: string}}}
`,
	"two.yaml": `openapi: 3.1.0
info: {title: Two, version: "1"}
servers: [{url: "https://api.example.com"}]
paths:
  /two:
    get: {operationId: getOne, tags: [Two], responses: {"204": {description: Two.}}}
components:
  schemas:
    Both: {type: object, properties: {b: {type: string}}}
`,
	"overlay.yaml": `overlay: 1.0.0
info: {title: Overlay, version: "1"}
actions:
  - {target: "$.paths[", update: {}}
  - {target: "$.info.title", update: {x: 1}}
  - {target: "$.info", update: {description: Applied.}}
`,
}

// One run reports the errors of all stages, each once, with position and pointer.
func TestErrorsOfAllStagesAtOnce(t *testing.T) {
	folder := t.TempDir()
	for name, text := range faulty {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var run Run
	settings, err := run.Config(t.Context(), filepath.Join(folder, "stackone-gen.yaml"))
	if err != nil {
		t.Fatal(run.Diags.Err())
	}
	if _, err := run.Emit(t.Context(), FromConfig(settings)); err != ErrInput {
		t.Fatalf("got %v", err)
	}
	var got []string
	for _, d := range run.Diags.All() {
		got = append(got, strings.TrimPrefix(d.Pos.String(), folder+string(filepath.Separator))+" "+d.Code+" "+d.Pointer)
	}
	want := []string{
		"one.yaml:9:27 missing-ref /paths/~1one~1{id}/get/parameters/0/$ref",
		"one.yaml:12:9 bad-status /paths/~1one~1{id}/get/responses/2000",
		"one.yaml:15:7 missing-path-parameter /paths/~1other~1{id}/get",
		"one.yaml:22:33 bad-ref /paths/~1hidden/get/responses/200/$ref",
		"one.yaml:25:50 unknown-type /components/schemas/Shown/properties/a/type",
		"one.yaml:25:62 wrong-form /components/schemas/Shown/properties/b/minimum",
		"overlay.yaml:4:23 overlay-bad-target /actions/0/target",
		"overlay.yaml:5:14 overlay-wrong-target /actions/1/target",
		"stackone-gen.yaml:3:22 override-no-match /overrides/0/target",
		"stackone-gen.yaml:4:24 nothing-selected /exclude/operations/0",
		"stackone-gen.yaml:5:17 unknown-rename /names/types/Absent",
		"stackone-gen.yaml:5:41 bad-rename /names/types/Shown",
		"two.yaml:6:24 duplicate-operation-id /paths/~1two/get/operationId",
		"two.yaml:9:5 merge-conflict /components/schemas/Both",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Every finding with a line has the pointer of a node in that file.
func TestFindingsHavePointers(t *testing.T) {
	inputs, err := filepath.Glob(filepath.Join(casesFolder, "*", "input.*"))
	if err != nil || len(inputs) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, input := range inputs {
		var run Run
		run.Emit(t.Context(), optionsOf(input, "stackone")) //nolint:errcheck // the findings say more
		var ds diag.List
		doc := document.Load(input, &ds)
		if doc == nil {
			continue
		}
		for _, d := range run.Diags.All() {
			doc := doc
			if d.Pos.File != input {
				if doc = loadAny(t, d.Pos.File); doc == nil {
					continue
				}
			}
			whole := d.Pos == doc.Root.Pos // which has the empty pointer
			if d.Pos.Line > 0 && (d.Pointer == "" && !whole || doc.Root.At(d.Pointer) == nil) {
				t.Errorf("%s: %v has the pointer %q", input, d, d.Pointer)
			}
		}
	}
}

// loadAny reads a part of a description. It returns nil after an error.
func loadAny(t *testing.T, file string) *document.Document {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return document.ParseAny(file, data, new(diag.List))
}

// Findings about the configuration itself have pointers, whenever they are made.
func TestFindingsOfTheConfigurationHavePointers(t *testing.T) {
	folder := t.TempDir()
	config := filepath.Join(folder, "stackone-gen.yaml")
	taken := filepath.Join(folder, "sdk")
	for file, text := range map[string]string{
		config: "output: sdk\nrules: {no-operations: warning}\n",
		taken:  "no folder",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	pointers := func(settings func(*Options)) string {
		var run Run
		c, err := run.Config(t.Context(), config)
		if err != nil {
			t.Fatal(run.Diags.Err())
		}
		opts := FromConfig(c)
		settings(&opts)
		if _, err := run.Generate(t.Context(), opts); err != ErrInput {
			t.Errorf("got %v", err)
		}
		var found []string
		for _, d := range run.Diags.All() {
			if d.Severity == diag.Error {
				found = append(found, d.Code+" "+d.Pointer)
			}
		}
		return strings.Join(found, ", ")
	}
	if got := pointers(func(*Options) {}); got != "fixed-severity /rules/no-operations" {
		t.Errorf("got %s", got)
	}
	if got := pointers(func(o *Options) { o.Severity.Rules = nil }); got != "output-folder /output" {
		t.Errorf("got %s", got)
	}
}
