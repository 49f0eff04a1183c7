package diag

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// reported is a code in the sources of the generator, with the severities that the
// scan can see.
type reported struct {
	positions  []string
	severities []Severity
}

// reportedCodes finds the codes in the sources of a module. It understands literals
// and constants, variables of the same function, and functions that take the code
// as a parameter; it returns an error for anything else.
func reportedCodes(root string) (map[string]reported, []string, error) {
	s := scan{fset: token.NewFileSet(), codes: map[string]reported{}}
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != root && (strings.HasPrefix(entry.Name(), ".") || slices.Contains([]string{"testdata", "templates", "generated", "bench"}, entry.Name())) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(s.fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if !imports(file, "testing") {
			packages[path.Dir(filepath.ToSlash(name))] = append(packages[path.Dir(filepath.ToSlash(name))], file)
		}
		return nil
	})
	for _, files := range packages {
		s.scanPackage(files)
	}
	slices.Sort(s.unclear)
	return s.codes, slices.Compact(s.unclear), err
}

func imports(file *ast.File, name string) bool {
	return slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == strconv.Quote(name) })
}

// scan collects the codes of a module, one package at a time.
type scan struct {
	fset    *token.FileSet
	codes   map[string]reported
	unclear []string

	decls  []*ast.FuncDecl
	fields map[string][]string // literals given to the fields of structs
	consts map[string]string
	// reporters are the functions that take a code, initially those of package
	// diag, which all others call.
	reporters map[string][]reporter
}

// reporter says which argument of a function is the code, and its severity.
type reporter struct {
	argument int
	severity Severity
	known    bool // the severity is known
}

func (s *scan) scanPackage(files []*ast.File) {
	s.decls, s.fields, s.consts = nil, map[string][]string{}, map[string]string{}
	s.reporters = map[string][]reporter{"Errorf": {{0, Error, true}}, "Warnf": {{0, Warning, true}}}
	for _, file := range files {
		s.readLiterals(file)
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Body != nil && !slices.Contains([]string{"Errorf", "Warnf"}, f.Name.Name) {
				s.decls = append(s.decls, f)
			}
		}
	}
	// A function that passes its parameter on as a code is a reporter, too: repeat
	// until there are no new ones.
	for known := -1; known != s.countReporters(); {
		known = s.countReporters()
		for _, f := range s.decls {
			s.scanFunction(f, false)
		}
	}
	for _, f := range s.decls {
		s.scanFunction(f, true)
	}
}

func (s *scan) countReporters() int {
	n := 0
	for _, r := range s.reporters {
		n += len(r)
	}
	return n
}

// readLiterals records the constants of a file and the strings in its structs.
func (s *scan) readLiterals(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			for _, spec := range n.Specs {
				value, ok := spec.(*ast.ValueSpec)
				for i := 0; ok && n.Tok == token.CONST && i < min(len(value.Names), len(value.Values)); i++ {
					if text, ok := literal(value.Values[i]); ok {
						s.consts[value.Names[i].Name] = text
					}
				}
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				if text, ok := literal(n.Value); ok {
					s.fields[key.Name] = append(s.fields[key.Name], text)
				}
			}
		}
		return true
	})
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// scanFunction looks for codes in a function. It records them if note is set, and
// collects reporters otherwise.
func (s *scan) scanFunction(f *ast.FuncDecl, note bool) {
	closures := map[string][]reporter{}
	var visit func(n ast.Node, parameters []string, learn func(argument int, r reporter))
	visit = func(root ast.Node, parameters []string, learn func(int, reporter)) {
		found := func(e ast.Expr, r reporter) {
			if name, ok := e.(*ast.Ident); ok {
				if i := slices.Index(parameters, name.Name); i >= 0 {
					learn(i, r)
					return
				}
			}
			if texts := s.textsOf(e, f); note && len(texts) == 0 {
				s.unclear = append(s.unclear, fmt.Sprintf("%s: the code of this diagnostic cannot be seen", s.fset.Position(e.Pos())))
			} else if note {
				s.note(texts, e, r)
			}
		}
		ast.Inspect(root, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for i, left := range n.Lhs {
					if i >= len(n.Rhs) {
						break
					}
					if field, ok := left.(*ast.SelectorExpr); ok && field.Sel.Name == "Code" {
						found(n.Rhs[i], reporter{})
					}
					closure, ok := n.Rhs[i].(*ast.FuncLit)
					if name, named := left.(*ast.Ident); ok && named {
						visit(closure.Body, names(closure.Type), func(i int, r reporter) {
							r.argument = i
							if !slices.Contains(closures[name.Name], r) {
								closures[name.Name] = append(closures[name.Name], r)
							}
						})
						return false
					}
				}
			case *ast.CompositeLit:
				if code, r, ok := diagnosticOf(n); ok {
					found(code, r)
				}
			case *ast.CallExpr:
				name, qualified := callee(n)
				candidates := closures[name]
				if candidates == nil || qualified {
					candidates = s.reporters[name]
				}
				for _, r := range candidates {
					if r.argument < len(n.Args) && !isFmt(n) {
						found(n.Args[r.argument], r)
					}
				}
			}
			return true
		})
	}
	visit(f.Body, names(f.Type), func(i int, r reporter) {
		r.argument = i
		if name := f.Name.Name; !slices.Contains(s.reporters[name], r) {
			s.reporters[name] = append(s.reporters[name], r)
		}
	})
}

func (s *scan) note(texts []string, e ast.Expr, r reporter) {
	for _, code := range texts {
		entry := s.codes[code]
		entry.positions = append(entry.positions, s.fset.Position(e.Pos()).String())
		if r.known && !slices.Contains(entry.severities, r.severity) {
			entry.severities = append(entry.severities, r.severity)
		}
		s.codes[code] = entry
	}
}

// names returns the names of the parameters, one per argument.
func names(f *ast.FuncType) []string {
	var all []string
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			all = append(all, name.Name)
		}
	}
	return all
}

func callee(call *ast.CallExpr) (name string, qualified bool) {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name, false
	case *ast.SelectorExpr:
		return f.Sel.Name, true
	}
	return "", false
}

func isFmt(call *ast.CallExpr) bool {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	name, ok := f.X.(*ast.Ident)
	return ok && name.Name == "fmt"
}

// diagnosticOf returns the code of a diag.Diagnostic{…}.
func diagnosticOf(lit *ast.CompositeLit) (code ast.Expr, r reporter, ok bool) {
	name := ""
	switch t := lit.Type.(type) {
	case *ast.Ident:
		name = t.Name
	case *ast.SelectorExpr:
		name = t.Sel.Name
	}
	if name != "Diagnostic" {
		return nil, reporter{}, false
	}
	r = reporter{severity: Warning, known: true} // the zero value
	for _, element := range lit.Elts {
		member, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch member.Key.(*ast.Ident).Name {
		case "Code":
			code = member.Value
		case "Severity":
			word := ""
			switch value := member.Value.(type) {
			case *ast.Ident:
				word = value.Name
			case *ast.SelectorExpr:
				word = value.Sel.Name
			}
			r.severity, r.known = Warning, word == "Error" || word == "Warning"
			if word == "Error" {
				r.severity = Error
			}
		}
	}
	return code, r, code != nil
}

// textsOf returns the strings that an expression can be, as far as its function shows.
func (s *scan) textsOf(e ast.Expr, f *ast.FuncDecl) []string {
	if text, ok := literal(e); ok {
		return []string{text}
	}
	switch e := e.(type) {
	case *ast.SelectorExpr:
		if text, ok := s.consts[e.Sel.Name]; ok {
			return []string{text}
		}
		return s.fields[e.Sel.Name]
	case *ast.Ident:
		if text, ok := s.consts[e.Name]; ok {
			return []string{text}
		}
		var texts []string
		ast.Inspect(f.Body, func(n ast.Node) bool {
			assignment, ok := n.(*ast.AssignStmt)
			for i := 0; ok && i < min(len(assignment.Lhs), len(assignment.Rhs)); i++ {
				name, named := assignment.Lhs[i].(*ast.Ident)
				if text, ok := literal(assignment.Rhs[i]); ok && named && name.Name == e.Name {
					texts = append(texts, text)
				}
			}
			return true
		})
		return texts
	}
	return nil
}

// The catalogue has every code that is reported, and no others.
func TestCatalogueIsComplete(t *testing.T) {
	codes, unclear, err := reportedCodes("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, position := range unclear {
		t.Error(position)
	}
	for code, found := range codes {
		slices.Sort(found.positions)
		at := strings.Join(found.positions, ", ")
		rule, ok := RuleOf(code)
		mixed := len(found.severities) > 1
		switch {
		case !ok:
			t.Errorf("%s: the catalogue has no rule %q, of severity %v", at, code, found.severities)
		case rule.Mixed != mixed:
			t.Errorf("%s: the rule %q has Mixed %v, want %v", at, code, rule.Mixed, mixed)
		case mixed && rule.Severity != Warning, !mixed && len(found.severities) == 1 && found.severities[0] != rule.Severity:
			t.Errorf("%s: the rule %q is of severity %v in the catalogue, and reported with %v", at, code, rule.Severity, found.severities)
		}
	}
	for _, rule := range Rules() {
		if _, ok := codes[rule.Code]; !ok {
			t.Errorf("nothing reports the rule %q", rule.Code)
		}
	}
}

var kebab = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

func TestCatalogueIsWellFormed(t *testing.T) {
	rules := Rules()
	for i, r := range rules {
		if i > 0 && rules[i-1].Code >= r.Code {
			t.Errorf("%q does not come after %q", r.Code, rules[i-1].Code)
		}
		if !kebab.MatchString(r.Code) {
			t.Errorf("%q is not in kebab case", r.Code)
		}
		if r.About == "" || !strings.HasSuffix(r.About, ".") || strings.ToUpper(r.About[:1]) != r.About[:1] || strings.ContainsAny(r.About, "|\n") {
			t.Errorf("%s: %q is not a sentence that fits into a table", r.Code, r.About)
		}
		if got, ok := RuleOf(r.Code); !ok || got != r {
			t.Errorf("RuleOf(%q) = %v, %v", r.Code, got, ok)
		}
	}
	if r, ok := RuleOf("no-such-rule"); ok {
		t.Errorf("RuleOf found %v", r)
	}
	if len(rules) == 0 {
		t.Fatal("no rules")
	}
	rules[0].About = "changed"
	if Rules()[0].About == "changed" {
		t.Error("a caller can change the catalogue")
	}
}
