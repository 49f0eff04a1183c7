package pipeline

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What a description adds without breaking anybody changes no signature and no field that
// the SDK had: optional parameters, headers, bodies and members.
func TestAdditionsKeepSignatures(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := drawnDescription(rt)
		before := declarations(rt, d)
		added := d.add(rt)
		after := declarations(rt, d)
		for _, name := range slices.Sorted(maps.Keys(before)) {
			if before[name] != after[name] {
				rt.Errorf("%s was %q and is %q, after %s", name, before[name], after[name], strings.Join(added, ", "))
			}
		}
	})
}

// description is an OpenAPI description that grows.
type description struct {
	root       map[string]any
	operations []map[string]any
	schemas    []map[string]any // objects
}

func drawnDescription(t *rapid.T) *description {
	d := &description{}
	schemas, paths := map[string]any{}, map[string]any{}
	for i := range rapid.IntRange(1, 2).Draw(t, "schemas") {
		schema := map[string]any{"type": "object", "properties": map[string]any{"id": map[string]any{"type": "string"}}}
		d.schemas = append(d.schemas, schema)
		schemas[fmt.Sprintf("Thing%d", i)] = schema
	}
	d.root = map[string]any{
		"openapi": "3.1.0", "info": map[string]any{"title": "T", "version": "1"}, "paths": paths,
		"components": map[string]any{"schemas": schemas}, "servers": []any{map[string]any{"url": "https://api.example.com"}},
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "operations") {
		path := fmt.Sprintf("/p%d", i)
		o := map[string]any{"operationId": fmt.Sprintf("call%d", i), "tags": []any{"calls"}, "responses": d.responses(t)}
		var parameters []any
		for range rapid.IntRange(0, 3).Draw(t, "parameters") {
			parameters = append(parameters, drawnParameter(t, rapid.IntRange(0, 2).Draw(t, "required") == 0))
		}
		if rapid.IntRange(0, 2).Draw(t, "in path") == 0 {
			path += "/{id}"
			parameters = append(parameters, map[string]any{"name": "id", "in": "path", "required": true, "schema": map[string]any{"type": "string"}})
		}
		if len(parameters) > 0 {
			o["parameters"] = parameters
		}
		if rapid.Bool().Draw(t, "body") {
			o["requestBody"] = d.body(t, rapid.Bool().Draw(t, "required body"))
		}
		d.operations = append(d.operations, o)
		paths[path] = map[string]any{rapid.SampledFrom([]string{"post", "put", "patch"}).Draw(t, "method"): o}
	}
	return d
}

func (d *description) reference(t *rapid.T) map[string]any {
	return map[string]any{"$ref": fmt.Sprintf("#/components/schemas/Thing%d", rapid.IntRange(0, len(d.schemas)-1).Draw(t, "schema"))}
}

func (d *description) body(t *rapid.T, required bool) map[string]any {
	return map[string]any{"required": required, "content": map[string]any{"application/json": map[string]any{"schema": d.reference(t)}}}
}

func (d *description) responses(t *rapid.T) map[string]any {
	if rapid.Bool().Draw(t, "no content") {
		return map[string]any{"204": map[string]any{"description": "Done."}}
	}
	return map[string]any{"200": map[string]any{"description": "Done.",
		"content": map[string]any{"application/json": map[string]any{"schema": d.reference(t)}}}}
}

// drawnParameter draws one of a few names, so that some collide, and the account id.
func drawnParameter(t *rapid.T, required bool) map[string]any {
	name := rapid.SampledFrom([]string{"page_size", "pageSize", "x-trace", "x-account-id", "body", "filter"}).Draw(t, "name")
	in := rapid.SampledFrom([]string{"query", "header"}).Draw(t, "in")
	schema := map[string]any{"type": rapid.SampledFrom([]string{"string", "integer"}).Draw(t, "type")}
	if name == "x-account-id" {
		schema["type"] = "string"
	}
	return map[string]any{"name": name, "in": in, "required": required, "schema": schema}
}

// add adds what is optional, and tells what.
func (d *description) add(t *rapid.T) (added []string) {
	for range rapid.IntRange(1, 4).Draw(t, "additions") {
		o := rapid.SampledFrom(d.operations).Draw(t, "operation")
		switch kind := rapid.SampledFrom([]string{"parameter", "body", "member"}).Draw(t, "addition"); {
		case kind == "parameter":
			parameters, _ := o["parameters"].([]any)
			p := drawnParameter(t, false)
			if slices.ContainsFunc(parameters, func(other any) bool {
				same := other.(map[string]any)
				return same["name"] == p["name"] && same["in"] == p["in"]
			}) {
				continue
			}
			o["parameters"] = append(parameters, p)
			added = append(added, fmt.Sprintf("the %s parameter %s of %s", p["in"], p["name"], o["operationId"]))
		case kind == "body" && o["requestBody"] == nil:
			o["requestBody"] = d.body(t, false)
			added = append(added, fmt.Sprintf("the body of %s", o["operationId"]))
		case kind == "member":
			i := rapid.IntRange(0, len(d.schemas)-1).Draw(t, "schema")
			name := rapid.SampledFrom([]string{"extra", "new_one"}).Draw(t, "member")
			d.schemas[i]["properties"].(map[string]any)[name] = map[string]any{"type": "string"}
			added = append(added, fmt.Sprintf("the member %s of Thing%d", name, i))
		}
	}
	return added
}

// declarations are the exported functions, methods and fields of the SDK of a
// description, with their types, and the fields of parameters, with what they are.
func declarations(t *rapid.T, d *description) map[string]string {
	data, err := json.Marshal(d.root)
	if err != nil {
		t.Fatal(err)
	}
	run := Run{Stdin: bytes.NewReader(data)}
	opts := optionsOf("-", "stackone")
	opts.Go.NoDocs, opts.Go.NoTestKit = true, true
	sdk, err := run.Emit(t.Context(), opts)
	if err != nil {
		t.Fatalf("%v: %v\n%s", err, run.Diags.Err(), data)
	}
	found := map[string]string{}
	for _, o := range sdk.API.Operations() {
		for i, p := range o.Parameters {
			found[o.ID+" "+p.In.String()+" "+p.Name] = sdk.Names.Operation(o).Parameters[i]
		}
	}
	for _, f := range sdk.Files {
		if filepath.Ext(f.Path) != ".go" || strings.HasPrefix(f.Path, "runtime_") || strings.HasSuffix(f.Path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			declare(found, decl)
		}
	}
	return found
}

func declare(found map[string]string, decl ast.Decl) {
	text := func(node any) string {
		var b strings.Builder
		_ = printer.Fprint(&b, token.NewFileSet(), node)
		return b.String()
	}
	if f, ok := decl.(*ast.FuncDecl); ok {
		if !f.Name.IsExported() {
			return
		}
		receiver := ""
		if f.Recv != nil {
			receiver = text(f.Recv.List[0].Type) + "."
		}
		found[receiver+f.Name.Name] = text(f.Type)
		return
	}
	for _, spec := range decl.(*ast.GenDecl).Specs {
		spec, ok := spec.(*ast.TypeSpec)
		if !ok || !spec.Name.IsExported() {
			continue
		}
		found[spec.Name.Name] = "a type"
		if s, ok := spec.Type.(*ast.StructType); ok {
			for _, field := range s.Fields.List {
				tag := ""
				if field.Tag != nil {
					tag = " " + field.Tag.Value
				}
				for _, name := range field.Names {
					found[spec.Name.Name+"."+name.Name] = text(field.Type) + tag
				}
			}
		}
	}
}
