package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

const (
	mostFunctionLines = 60
	mostFileLines     = 500
)

// TestSizes keeps functions and files of hand-written code readable in one go.
func TestSizes(t *testing.T) {
	for _, folder := range []string{"../cmd", "../internal", "../templates", "../spec", "../examples", "../bench"} {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			if n := files.Position(file.FileEnd).Line; n > mostFileLines {
				t.Errorf("%s has %d lines", path, n)
			}
			for _, declared := range file.Decls {
				f, ok := declared.(*ast.FuncDecl)
				if !ok {
					continue
				}
				if n := files.Position(f.End()).Line - files.Position(f.Pos()).Line + 1; n > mostFunctionLines {
					t.Errorf("%s: %s has %d lines", files.Position(f.Pos()), f.Name.Name, n)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
