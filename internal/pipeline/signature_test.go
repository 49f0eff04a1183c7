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
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// What a description adds without breaking anybody changes no signature and no field that
// the SDK had: optional parameters, headers, bodies and members.
func TestAdditionsKeepSignatures(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := drawnDescription(rt, false)
		before := declarations(rt, d, "")
		added := d.add(rt, "parameter", "body", "member")
		compareDeclarations(rt, before, declarations(rt, d, ""), added)
	})
}

// With what the folder remembers, neither do results, and no name changes, whatever is
// added that wants it.
func TestAdditionsKeepNames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := drawnDescription(rt, true)
		folder := t.TempDir()
		before := declarations(rt, d, folder)
		var added []string
		for range rapid.IntRange(1, 3).Draw(rt, "releases") {
			added = append(added, d.add(rt, "parameter", "body", "member", "success", "schema", "operation")...)
			after := declarations(rt, d, folder)
			compareDeclarations(rt, before, after, added)
			before = after
		}
		compareDeclarations(rt, before, declarations(rt, d, folder), []string{"nothing"})
	})
}

func compareDeclarations(t *rapid.T, before, after map[string]string, added []string) {
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if before[name] != after[name] {
			t.Errorf("%s was %q and is %q, after %s", name, before[name], after[name], strings.Join(added, ", "))
		}
	}
}

// description is an OpenAPI description that grows.
type description struct {
	root       map[string]any
	operations []map[string]any
	schemas    []map[string]any // objects
	remembered bool             // names are those of the folder
}

func drawnDescription(t *rapid.T, remembered bool) *description {
	d := &description{remembered: remembered}
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
			parameters = append(parameters, d.drawnParameter(t, rapid.IntRange(0, 2).Draw(t, "required") == 0))
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

// drawnParameter draws one of a few names, and the account id. Some collide, of which a
// plainer one goes first unless the folder remembers another.
func (d *description) drawnParameter(t *rapid.T, required bool) map[string]any {
	sizes := []string{"page_size"}
	if d.remembered {
		sizes = append(sizes, "pageSize")
	}
	name := rapid.SampledFrom(append(sizes, "x-trace", "x-account-id", "body", "filter")).Draw(t, "name")
	in := rapid.SampledFrom([]string{"query", "header"}).Draw(t, "in")
	schema := map[string]any{"type": rapid.SampledFrom([]string{"string", "integer"}).Draw(t, "type")}
	if name == "x-account-id" {
		schema["type"] = "string"
	}
	return map[string]any{"name": name, "in": in, "required": required, "schema": schema}
}

// add adds what is optional, and tells what.
func (d *description) add(t *rapid.T, kinds ...string) (added []string) {
	for range rapid.IntRange(1, 4).Draw(t, "additions") {
		o := rapid.SampledFrom(d.operations).Draw(t, "operation")
		switch kind := rapid.SampledFrom(kinds).Draw(t, "addition"); {
		case kind == "parameter":
			parameters, _ := o["parameters"].([]any)
			p := d.drawnParameter(t, false)
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
			name := rapid.SampledFrom([]string{"extra", "new_one", "newOne", "id_"}).Draw(t, "member")
			d.schemas[i]["properties"].(map[string]any)[name] = map[string]any{"type": "string"}
			added = append(added, fmt.Sprintf("the member %s of Thing%d", name, i))
		case kind == "success":
			status := rapid.SampledFrom([]string{"200", "201", "204"}).Draw(t, "status")
			responses := o["responses"].(map[string]any)
			if responses[status] == nil {
				responses[status] = d.responses(t)[rapid.SampledFrom([]string{"200", "204"}).Draw(t, "content")]
				if responses[status] == nil {
					responses[status] = map[string]any{"description": "Done."}
				}
				added = append(added, fmt.Sprintf("the status %s of %s", status, o["operationId"]))
			}
		case kind == "schema":
			name := rapid.SampledFrom([]string{"CallsService", "CallsCall0Request", "CallsCall1Params", "thing_0", "Thing0Extra"}).Draw(t, "schema")
			d.root["components"].(map[string]any)["schemas"].(map[string]any)[name] = map[string]any{
				"type": "object", "properties": map[string]any{"more": map[string]any{"type": "string"}}}
			d.root["paths"].(map[string]any)["/"+name] = map[string]any{"get": map[string]any{
				"operationId": "get" + name, "tags": []any{"things"}, "responses": map[string]any{"200": map[string]any{"description": "It.",
					"content": map[string]any{"application/json": map[string]any{"schema": map[string]any{"$ref": "#/components/schemas/" + name}}}}}}}
			added = append(added, "the schema "+name)
		case kind == "operation":
			name := rapid.SampledFrom([]string{"call_0", "Call0", "call_0_result"}).Draw(t, "operation")
			d.root["paths"].(map[string]any)["/added/"+name] = map[string]any{"get": map[string]any{
				"operationId": name, "tags": []any{"calls"}, "responses": map[string]any{"204": map[string]any{"description": "Done."}}}}
			added = append(added, "the operation "+name)
		}
	}
	return added
}

// declarations are the exported functions, methods and fields of the SDK of a
// description, with their types, and the fields of parameters, with what they are.
func declarations(t *rapid.T, d *description, folder string) map[string]string {
	data, err := json.Marshal(d.root)
	if err != nil {
		t.Fatal(err)
	}
	run := Run{Stdin: bytes.NewReader(data)}
	opts := optionsOf("-", "stackone")
	opts.Go.NoDocs, opts.Go.NoTestKit = true, true
	opts.Output.Folder = folder
	sdk, err := run.Emit(t.Context(), opts)
	if err != nil {
		t.Fatalf("%v: %v\n%s", err, run.Diags.Err(), data)
	}
	if i := slices.IndexFunc(sdk.Files, func(f emit.File) bool { return f.Memory }); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, sdk.Files[i].Path), sdk.Files[i].Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found := map[string]string{}
	for _, o := range sdk.API.Operations() {
		for i, p := range o.Parameters {
			found[o.ID+" "+o.Variant+" "+p.In.String()+" "+p.Name] = sdk.Names.Operation(o).Parameters[i]
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
