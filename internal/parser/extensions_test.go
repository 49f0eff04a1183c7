package parser

import (
	"slices"
	"strings"
	"testing"
)

// A reference in an extension is followed only once, because it is not checked for cycles.
func TestReferencesToGlobals(t *testing.T) {
	a, ds := parse(t, `x-speakeasy-globals:
  parameters:
    - {$ref: "#/x-speakeasy-globals/parameters/0"}
    - {$ref: "#/components/parameters/absent"}
    - {$ref: "#/components/parameters/tenant"}
paths:
  /a:
    get:
      operationId: a
      parameters: [{$ref: "#/components/parameters/tenant"}]
      responses: {"204": {description: Ok.}}
components:
  parameters:
    tenant: {name: X-Tenant, in: header, schema: {type: string}}
`)
	if a == nil || a.Operations()[0].Parameters[0].Global == nil {
		t.Fatal("the parameter is not one of the client's")
	}
	for _, d := range ds.All() {
		if d.Code != "unsupported-global" {
			t.Error(d)
		}
	}
	if len(ds.All()) != 2 {
		t.Errorf("%d findings", len(ds.All()))
	}
}

// Globals are headers and queries, and a client holds them whether an operation declares
// them or not.
func TestGlobals(t *testing.T) {
	a, ds := parse(t, `x-speakeasy-globals:
  parameters:
    - {name: Region, in: query}
    - {name: X-Account-ID, in: header}
    - {name: id, in: path}
    - {name: Host, in: header}
paths:
  /a:
    get:
      operationId: a
      parameters:
        - {name: Region, in: query, schema: {type: string}}
        - {name: region, in: query, schema: {type: string}}
        - {name: x-account-id, in: query, schema: {type: string}}
      responses: {"204": {description: Ok.}}
`)
	var globals, inputs []string
	for _, g := range a.Globals {
		globals = append(globals, g.In.String()+" "+g.Name+" "+g.Label)
	}
	for _, p := range a.Operations()[0].Inputs() {
		inputs = append(inputs, p.Name)
	}
	if got, want := strings.Join(globals, ", "), "header x-account-id account-id, query Region Region"; got != want {
		t.Errorf("globals %s, want %s", got, want)
	}
	if got, want := strings.Join(inputs, ", "), "region, x-account-id"; got != want {
		t.Errorf("inputs %s, want %s", got, want)
	}
	if all := ds.All(); len(all) != 2 || all[0].Code != "unsupported-global" || all[1].Code != "ignored-header-parameter" {
		t.Errorf("findings %v", all)
	}
}

// Inline schemas can be renamed, too.
func TestNamesOfInlineSchemas(t *testing.T) {
	a, ds := parse(t, `paths:
  /jobs/{kind}:
    post:
      operationId: start
      tags: [jobs]
      parameters:
        - {name: kind, in: path, required: true, schema: {type: string, enum: [a, b]}}
        - {name: kind, in: query, schema: {type: string, enum: [c, d], x-speakeasy-name-override: JobFilter}}
      responses:
        "200": {description: Ok., content: {application/json: {schema: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}}}}
        "202":
          description: Ok.
          content:
            application/json:
              schema:
                x-speakeasy-name-override: JobTicket
                allOf: [{type: object, properties: {a: {type: object, properties: {c: {type: string}}}}}]
                properties: {d: {x-speakeasy-name-override: JobState, oneOf: [{type: string}, {type: integer}]}}
`)
	var names []string
	for _, named := range a.Types {
		names = append(names, strings.Join(named.Path, " "))
	}
	slices.Sort(names)
	if got, want := strings.Join(names, ", "), "JobFilter, JobState, JobTicket, JobTicket a, jobs start kind, jobs start response, jobs start response a"; got != want || len(ds.All()) > 0 {
		t.Errorf("got  %s\nwant %s\n%v", got, want, ds.All())
	}
}

func TestBackoff(t *testing.T) {
	for text, want := range map[string]float64{
		"1.5": 1.5, "1": 1, "2e0": 2,
		"0.5": 0, "0": 0, "-2": 0, "1e999": 0, "Inf": 0, `"2"`: 0, "NaN": 0, "true": 0, "[]": 0,
	} {
		a, ds := parse(t, `paths:
  /a:
    get:
      operationId: a
      x-speakeasy-retries: {statusCodes: [429], backoff: {exponent: `+text+`, maxInterval: -1, initialInterval: 250}}
      responses: {"204": {description: Ok.}}
`)
		if a == nil {
			t.Errorf("%s: %v", text, ds.Err())
			continue
		}
		retry := a.Operations()[0].Retry
		if retry.Exponent != want || retry.InitialIntervalMS != 250 || retry.MaxIntervalMS != 0 {
			t.Errorf("%s gives %+v", text, *retry)
		}
		findings := 1 // about maxInterval
		if want == 0 {
			findings++
		}
		if all := ds.All(); len(all) != findings || all[0].Code != "bad-backoff" {
			t.Errorf("%s: %v", text, all)
		}
	}
}
