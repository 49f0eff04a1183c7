package pipeline

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path"
	"strings"
	"testing"
)

// Every documented identifier of the SDK and of its test server has a comment, and
// every example belongs to an identifier.
func TestEveryIdentifierHasAComment(t *testing.T) {
	var run Run
	opts := optionsOf("", "stackone")
	opts.Go.ImportPath = "example.com/stackone"
	sdk, err := run.Emit(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	positions := token.NewFileSet()
	packages := map[string][]*ast.File{}
	for _, f := range sdk.Files {
		if path.Ext(f.Path) != ".go" {
			continue
		}
		file, err := parser.ParseFile(positions, f.Path, f.Data, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		packages[path.Dir(f.Path)] = append(packages[path.Dir(f.Path)], file)
	}
	if len(packages) != 2 {
		t.Fatalf("%d packages", len(packages))
	}
	for folder, files := range packages {
		p, err := doc.NewFromFiles(positions, files, path.Join("example.com/stackone", folder))
		if err != nil {
			t.Fatal(err)
		}
		if p.Doc == "" {
			t.Errorf("package %s has no comment", p.Name)
		}
		check := func(name, comment string) {
			if strings.TrimSpace(comment) == "" {
				t.Errorf("%s.%s has no comment", p.Name, name)
			}
		}
		functions := func(prefix string, list []*doc.Func) {
			for _, f := range list {
				check(prefix+f.Name, f.Doc)
			}
		}
		values := func(list []*doc.Value) {
			for _, v := range list {
				for _, spec := range v.Decl.Specs {
					spec := spec.(*ast.ValueSpec)
					check(spec.Names[0].Name, v.Doc+spec.Doc.Text()+spec.Comment.Text())
				}
			}
		}
		values(p.Consts)
		values(p.Vars)
		functions("", p.Funcs)
		examples := len(p.Examples)
		for _, typ := range p.Types {
			check(typ.Name, typ.Doc)
			values(typ.Consts)
			values(typ.Vars)
			functions("", typ.Funcs)
			functions(typ.Name+".", typ.Methods)
			for _, method := range typ.Methods {
				examples += len(method.Examples)
			}
		}
		if folder == "." && (examples != 7 || len(p.Examples) != 4) {
			t.Errorf("%d examples, %d of them of the package", examples, len(p.Examples))
		}
	}
}
