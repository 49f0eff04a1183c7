package golang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestStyle holds the rooms of the emitter to one style, in which the output can be
// seen in the code that emits it. Declarations and statements are printed by the
// builders of jennifer, and what is longer is Go of its own: of templates/runtime, or a
// template of templates/program.
func TestStyle(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, fault := range faults(file) {
			t.Errorf("%s: %s", positions.Position(fault.pos), fault.text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 30 {
		t.Errorf("only %d files were looked at", files)
	}
}

// A style that nothing breaks would be no style.
func TestStyleFindsFaults(t *testing.T) {
	for source, want := range map[string]string{
		`x := "if err != nil {\nreturn\n}"`:    "a string with a line break holds Go",
		"x := `a(\n)`":                         "a string with a line break holds Go",
		`x := "first\n\nsecond."`:              "",
		`g.Op("return err")`:                   "Op takes an operator",
		`jen.Op(text)`:                         "Op takes an operator",
		`jen.Op("*").Id(name).Op(":=")`:        "",
		`jen.Id("x.y")`:                        "a builder takes one name",
		`jen.Id(name + "(x)")`:                 "a builder takes one name",
		`s.Dot("f()")`:                         "a builder takes one name",
		`gofile.Type("map[string]" + elem)`:    "a type or number was decided elsewhere",
		`gofile.Type(table.GoType(use))`:       "",
		`jen.Id("new" + name).Dot("f").Call()`: "",
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "x.go", "package p\n\nfunc f() {\n"+source+"\n}\n", parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, fault := range faults(file) {
			got = append(got, fault.text)
		}
		if len(got) > 1 || want == "" && len(got) > 0 || want != "" && (len(got) == 0 || !strings.HasPrefix(got[0], want)) {
			t.Errorf("%s: %q, want %q", source, got, want)
		}
	}
}

type fault struct {
	pos  token.Pos
	text string
}

func faults(file *ast.File) []fault {
	var found []fault
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := stringOf(n); ok && strings.Contains(text, "\n") && strings.ContainsAny(text, "(){}=;") {
				found = append(found, fault{n.Pos(), "a string with a line break holds Go: it belongs into the runtime or into a template"})
			}
		case *ast.CallExpr:
			method, ok := n.Fun.(*ast.SelectorExpr)
			if !ok || len(n.Args) != 1 {
				return true
			}
			switch method.Sel.Name {
			case "Op":
				if text, ok := stringOf(n.Args[0]); !ok || !slices.Contains(operators, text) {
					found = append(found, fault{n.Pos(), "Op takes an operator: names and calls have builders of their own"})
				}
			case "Type", "Number":
				if hasString(n.Args[0]) {
					found = append(found, fault{n.Pos(), "a type or number was decided elsewhere: here it has builders"})
				}
			case "Id", "Dot":
				if !isName(n.Args[0]) {
					found = append(found, fault{n.Pos(), "a builder takes one name: what is around it has builders of its own"})
				}
			}
		}
		return true
	})
	return found
}

// operators are the tokens that jennifer has no other builder for.
var operators = []string{"=", ":=", ":", ",", "*", "&", "...", "==", "!=", "<", ">", "<=", ">=", "+", "-", "/", "|", "||", "&&", "!"}

func stringOf(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}

// isName reports whether an expression can be a name: the texts in it are parts of one.
func isName(e ast.Expr) bool {
	name := true
	ast.Inspect(e, func(n ast.Node) bool {
		if _, called := n.(*ast.CallExpr); called {
			return false // which has arguments of its own
		}
		if literal, ok := n.(*ast.BasicLit); ok {
			text, ok := stringOf(literal)
			name = name && ok && token.IsIdentifier("x"+text)
		}
		return true
	})
	return name
}

// hasString reports whether a text stands in an expression.
func hasString(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		literal, ok := n.(*ast.BasicLit)
		found = found || ok && literal.Kind == token.STRING
		return true
	})
	return found
}
