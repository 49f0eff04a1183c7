package changes_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/changes"
	"github.com/StackOneHQ/stackone-gen/internal/config"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// compare returns the report for two descriptions.
func compare(t *testing.T, before, after, version string) *changes.Report {
	t.Helper()
	opts := pipeline.FromConfig(config.Default())
	opts.Output.Folder, opts.Go.Version = filepath.Join(t.TempDir(), "none"), version
	opts.Inputs.Sources = []diag.Text{{Value: filepath.ToSlash(after)}}
	var old, run pipeline.Run
	report, err := pipeline.Changes(t.Context(), &pipeline.Base{Name: before}, &old, &run, opts)
	if err != nil {
		t.Fatalf("%v\n%v\n%v", err, old.Diags.Err(), run.Diags.Err())
	}
	return report
}

// edited writes the description of testdata with some text replaced, each exactly once.
func edited(t *testing.T, edits ...string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/base.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for i := 0; i < len(edits); i += 2 {
		if n := strings.Count(text, edits[i]); n != 1 {
			t.Fatalf("%q occurs %d times", edits[i], n)
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	name := filepath.Join(t.TempDir(), "edited.yaml")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// Each edit has its changes, and no others: ID, subject, source and wire. Names are held by
// method and path, so another operationId alone renames nothing.
func TestEdits(t *testing.T) {
	tool := `properties: {name: {type: string}}}
    Trouble`
	for name, test := range map[string]struct {
		edit []string
		want []string
		bump changes.Bump
	}{
		"nothing":              {nil, nil, changes.BumpNone},
		"text":                 {[]string{"{title: Farm,", "{title: Farm, description: All of it,"}, []string{"text-changed the SDK ok ok"}, changes.BumpPatch},
		"operation gone":       {[]string{"    delete:\n      operationId: delete_barn\n", "    x-was:\n      operationId: delete_barn\n"}, []string{"operation-removed Barns.DeleteBarn breaks breaks"}, changes.BumpMinor},
		"operationId changed":  {[]string{"operationId: delete_barn", "operationId: remove_barn"}, nil, changes.BumpNone},
		"operation moved":      {[]string{"  /tools:", "  /v2/tools:"}, []string{"operation-moved Tools.ListTools ok breaks"}, changes.BumpMinor},
		"operation deprecated": {[]string{"operationId: list_tools", "operationId: list_tools\n      deprecated: true"}, []string{"operation-deprecated Tools.ListTools ok ok"}, changes.BumpMinor},
		"service renamed":      {[]string{"tags: [Tools]", "tags: [Gear]"}, []string{"service-renamed Tools breaks ok"}, changes.BumpMinor},
		"parameter added": {[]string{"        - {name: region,", "        - {name: page, in: query, schema: {type: string}}\n        - {name: region,"},
			[]string{"parameter-added BarnsListBarnsRequest.Page ok ok"}, changes.BumpMinor},
		"required parameter added": {[]string{"        - {name: region,", "        - {name: page, in: query, required: true, schema: {type: string}}\n        - {name: region,"},
			[]string{"parameter-required-added BarnsListBarnsRequest.Page quiet breaks"}, changes.BumpMinor},
		"parameter removed":         {[]string{"        - {name: region, in: query, schema: {type: string}}\n", ""}, []string{"parameter-removed BarnsListBarnsRequest.Region breaks breaks"}, changes.BumpMinor},
		"parameter kind":            {[]string{"{name: region, in: query, schema: {type: string}}", "{name: region, in: query, schema: {type: boolean}}"}, []string{"parameter-type-changed BarnsListBarnsRequest.Region breaks breaks"}, changes.BumpMinor},
		"parameter became required": {[]string{"{name: region, in: query,", "{name: region, in: query, required: true,"}, []string{"parameter-required BarnsListBarnsRequest.Region breaks breaks"}, changes.BumpMinor},
		"parameter became optional": {[]string{"{name: sort, in: query, required: true,", "{name: sort, in: query,"}, []string{"parameter-optional BarnsListBarnsRequest.Sort breaks ok"}, changes.BumpMinor},
		"path parameter renamed": {[]string{"/barns/{id}:\n    get:\n      operationId: get_barn\n      tags: [Barns]\n      parameters:\n        - {name: id,", "/barns/{barn}:\n    get:\n      operationId: get_barn\n      tags: [Barns]\n      parameters:\n        - {name: barn,",
			"delete_barn\n      tags: [Barns]\n      parameters:\n        - {name: id,", "delete_barn\n      tags: [Barns]\n      parameters:\n        - {name: barn,"},
			[]string{"parameter-renamed BarnsDeleteBarnRequest.ID breaks ok", "parameter-renamed BarnsGetBarnRequest.ID breaks ok"}, changes.BumpMinor},
		"held by the client": {[]string{"operationId: list_tools", "operationId: list_tools\n      parameters: [{name: x-account-id, in: header, required: true, schema: {type: string}}]"},
			[]string{"held-parameter-required Tools.ListTools x-account-id quiet breaks"}, changes.BumpMinor},
		"limit narrowed":  {[]string{"maximum: 100", "maximum: 50"}, []string{"parameter-limits-narrowed BarnsListBarnsRequest.Limit ok breaks"}, changes.BumpMinor},
		"limit widened":   {[]string{"maximum: 100", "maximum: 500"}, nil, changes.BumpNone},
		"default changed": {[]string{"default: 25", "default: 50"}, []string{"parameter-default-changed BarnsListBarnsRequest.Limit ok quiet"}, changes.BumpMinor},
		"response member removed": {[]string{"        built: {type: string}\n", ""},
			[]string{"member-removed Barn.Built breaks breaks"}, changes.BumpMinor},
		"request member removed":          {[]string{"        opened: {type: string}\n", ""}, []string{"member-removed BarnCreate.Opened breaks quiet"}, changes.BumpMinor},
		"response member added":           {[]string{"        built: {type: string}\n", "        built: {type: string}\n        badge: {type: string}\n"}, []string{"member-known Barn.Badge quiet ok"}, changes.BumpMinor},
		"request member added":            {[]string{"        opened: {type: string}\n", "        opened: {type: string}\n        badge: {type: string}\n"}, []string{"member-added BarnCreate.Badge ok ok"}, changes.BumpMinor},
		"required request member added":   {[]string{"required: [name]\n", "required: [name, badge]\n", "        opened: {type: string}\n", "        opened: {type: string}\n        badge: {type: string}\n"}, []string{"member-required-added BarnCreate.Badge quiet breaks"}, changes.BumpMinor},
		"request member became required":  {[]string{"required: [name]\n", "required: [name, notes]\n"}, []string{"member-required BarnCreate.Notes breaks breaks"}, changes.BumpMinor},
		"response member became required": {[]string{"required: [id]\n", "required: [id, built]\n"}, []string{"member-required Barn.Built breaks ok"}, changes.BumpMinor},
		"response member became optional": {[]string{"required: [id]\n", "required: []\n"}, []string{"member-optional Barn.ID breaks quiet"}, changes.BumpMinor},
		"response member nullable":        {[]string{"built: {type: string}", "built: {type: [string, 'null']}"}, []string{"member-nullable Barn.Built ok quiet"}, changes.BumpMinor},
		"response text became time":       {[]string{"built: {type: string}", "built: {type: string, format: date-time}"}, []string{"member-type-narrowed Barn.Built breaks ok"}, changes.BumpMinor},
		"request text became time":        {[]string{"opened: {type: string}", "opened: {type: string, format: date-time}"}, []string{"member-type-narrowed BarnCreate.Opened breaks breaks"}, changes.BumpMinor},
		"response integer became number":  {[]string{"height: {type: integer}", "height: {type: number}"}, []string{"member-type-widened Barn.Height breaks quiet"}, changes.BumpMinor},
		"response member of another type": {[]string{"height: {type: integer}", "height: {type: boolean}"}, []string{"member-type-changed Barn.Height breaks quiet"}, changes.BumpMinor},
		"type renamed":                    {[]string{"owner: {$ref: \"#/components/schemas/Owner\"}", "owner: {$ref: \"#/components/schemas/Farmer\"}", "    Owner:\n", "    Farmer:\n"}, []string{"type-renamed Owner breaks ok"}, changes.BumpMinor},
		"type of another kind":            {[]string{"    State:\n      type: string\n      enum: [open, closed]", "    State: {type: object, properties: {open: {type: boolean}}}"}, []string{"type-kind-changed State breaks quiet"}, changes.BumpMinor},
		"value added":                     {[]string{"[open, closed]", "[open, closed, ruined]"}, []string{"value-added StateRuined ok ok"}, changes.BumpMinor},
		"response value removed":          {[]string{"[open, closed]", "[open]"}, []string{"value-removed StateClosed breaks ok"}, changes.BumpMinor},
		"request value removed":           {[]string{"[wood, stone]", "[wood]"}, []string{"value-removed BarnCreateKindStone breaks breaks"}, changes.BumpMinor},
		"variant added": {[]string{"        - {$ref: \"#/components/schemas/Hen\"}", "        - {$ref: \"#/components/schemas/Hen\"}\n        - {type: string}"},
			[]string{"variant-added AnimalFromString ok quiet"}, changes.BumpMinor},
		"variant removed": {[]string{"        - {$ref: \"#/components/schemas/Hen\"}", "        - {type: string}"},
			[]string{"type-removed Hen breaks ok", "variant-removed AnimalFromHen breaks ok", "variant-added AnimalFromString ok quiet"}, changes.BumpMinor},
		"result changed": {[]string{"{description: A tool, content: {application/json: {schema: {$ref: \"#/components/schemas/Tool\"}}}}", "{description: A tool, content: {application/json: {schema: {$ref: \"#/components/schemas/Owner\"}}}}"},
			[]string{"result-changed Tools.ListTools breaks quiet", "type-removed Tool breaks ok"}, changes.BumpMinor},
		"type added": {[]string{tool, `properties: {name: {type: string}, part: {$ref: "#/components/schemas/Part"}}}
    Part: {type: object, properties: {size: {type: integer}}}
    Trouble`}, []string{"member-known Tool.Part quiet ok", "type-added PartModel ok ok"}, changes.BumpMinor},
		"error gone": {[]string{`        "404": {`, `        x-404: {`}, []string{"error-type-removed TroubleError breaks ok", "type-removed Trouble breaks ok", "error-removed Barns.ListBarns quiet ok"}, changes.BumpMinor},
		"error added": {[]string{`        "204": {description: Gone}`, `        "204": {description: Gone}
        "409": {description: Busy, content: {application/json: {schema: {type: object, properties: {reason: {type: string}}}}}}`},
			[]string{"error-added Barns.DeleteBarn ok quiet", "error-type-added ConflictError ok ok", "type-added BarnsDeleteBarnConflictBody ok ok"}, changes.BumpMinor},
		"server added":   {[]string{"  - url: https://eu.farm.example\n", "  - url: https://eu.farm.example\n  - url: https://us.farm.example\n"}, []string{"server-added https://us.farm.example ok ok"}, changes.BumpMinor},
		"server removed": {[]string{"  - url: https://eu.farm.example\n", ""}, []string{"server-removed https://eu.farm.example quiet quiet"}, changes.BumpMinor},
		"other server":   {[]string{"  - url: https://api.farm.example\n", "  - url: https://new.farm.example\n"}, []string{"default-server-changed the default server quiet quiet"}, changes.BumpMinor},
		"security wider": {[]string{"  - key: []\n", "  - key: []\n  - token: []\n"}, []string{
			"security-widened Barns.CreateBarn ok ok", "security-widened Barns.DeleteBarn ok ok", "security-widened Barns.GetBarn ok ok", "security-widened Barns.ListBarns ok ok", "security-widened Tools.ListTools ok ok"}, changes.BumpMinor},
		"security of one": {[]string{"operationId: list_tools", "operationId: list_tools\n      security: [{token: []}]"}, []string{"security-narrowed Tools.ListTools ok breaks"}, changes.BumpMinor},
		"scheme moved":    {[]string{"{type: apiKey, in: header, name: X-Key}", "{type: apiKey, in: query, name: key}"}, []string{"security-scheme-changed key quiet breaks"}, changes.BumpMinor},
	} {
		t.Run(name, func(t *testing.T) {
			after := edited(t, test.edit...)
			report := compare(t, "testdata/base.yaml", after, "0.3.0")
			if got := brief(report); !slices.Equal(got, test.want) {
				t.Errorf("got:\n\t%s\nwant:\n\t%s", strings.Join(got, "\n\t"), strings.Join(test.want, "\n\t"))
			}
			if report.Bump != test.bump {
				t.Errorf("the bump is %s, want %s", report.Bump, test.bump)
			}
			if back := compare(t, after, after, ""); len(back.Changes) > 0 {
				t.Errorf("it differs from itself: %v", brief(back))
			}
		})
	}
}

// brief has a line for each change.
func brief(r *changes.Report) []string {
	var all []string
	for _, c := range r.Changes {
		all = append(all, fmt.Sprintf("%s %s %s %s", c.Rule.ID, c.Subject, c.Source(), c.Wire))
	}
	return all
}

// Version 1 promises something, and what compiles but sends zero values counts as a break.
func TestBump(t *testing.T) {
	gone := edited(t, "        built: {type: string}\n", "")
	required := edited(t, "        - {name: region,", "        - {name: page, in: query, required: true, schema: {type: string}}\n        - {name: region,")
	for version, want := range map[string]changes.Bump{"": changes.BumpMinor, "0.9.0": changes.BumpMinor, "v0.9.0": changes.BumpMinor, "1.0.0": changes.BumpMajor, "v2.3.4": changes.BumpMajor} {
		for _, after := range []string{gone, required} {
			if got := compare(t, "testdata/base.yaml", after, version).Bump; got != want {
				t.Errorf("version %q: %s, want %s", version, got, want)
			}
		}
	}
}
