package runtime

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// TestLayers checks that each file has a layer, and that values and JSON use nothing that
// HTTP declares.
func TestLayers(t *testing.T) {
	folder, err := build.ImportDir(".", 0)
	if err != nil {
		t.Fatal(err)
	}
	positions := token.NewFileSet()
	var files []*ast.File
	for _, name := range folder.GoFiles {
		prefix, _, _ := strings.Cut(name, "_")
		if !strings.Contains("value json http doc.go", prefix) {
			t.Errorf("%s has no layer", name)
		}
		file, err := parser.ParseFile(positions, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	info := types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Error: func(error) {}} // it does without what is imported
	pkg, _ := config.Check("runtime", positions, files, &info)
	isHTTP := func(at token.Pos) bool { return strings.HasPrefix(positions.Position(at).Filename, "http_") }
	for ident, used := range info.Uses {
		if used.Pkg() == pkg && !isHTTP(ident.Pos()) && isHTTP(used.Pos()) {
			t.Errorf("%s: %s is declared in %s", positions.Position(ident.Pos()), ident.Name, positions.Position(used.Pos()).Filename)
		}
	}
}
