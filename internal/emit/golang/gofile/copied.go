package gofile

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/templates"
)

// Copied is hand-written code that every SDK carries, read for what the generated
// half has to know of it: which names are taken.
type Copied struct {
	files   []copiedFile
	Taken   map[string]bool     // identifiers of the package and names of imports
	Methods map[string][]string // exported methods by type
}

type copiedFile struct {
	name string
	// constraint is the line that says with which build tags the file is built, if any.
	constraint string
	// head and tail lie around the name in the package clause. The head begins
	// at the clause: a package comment belongs to the generated client.go.
	head, tail []byte
}

// Runtime reads the embedded runtime; it never changes while a program runs.
var Runtime = sync.OnceValues(func() (*Copied, error) { return read("runtime", templates.Runtime) })

// TestKit reads the hand-written half of the test server.
var TestKit = sync.OnceValues(func() (*Copied, error) { return read("test kit", templates.TestKit) })

func read(what string, load func() ([]templates.Source, error)) (*Copied, error) {
	sources, err := load()
	if err != nil {
		return nil, err
	}
	c := &Copied{Taken: map[string]bool{}, Methods: map[string][]string{}}
	for _, source := range sources {
		if err := c.add(source); err != nil {
			return nil, fmt.Errorf("%s file %s: %w", what, source.Name, err)
		}
	}
	return c, nil
}

// Prepare reads the embedded files of every SDK, so that a program can do so while
// it waits for something else. Runtime and TestKit have the error, if there is one.
func Prepare() {
	_, _ = Runtime()
	_, _ = TestKit()
}

func (c *Copied) add(source templates.Source) error {
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, source.Name, source.Data, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	clause := positions.Position(file.Package).Offset
	name := positions.Position(file.Name.Pos()).Offset
	c.files = append(c.files, copiedFile{
		name:       source.Name,
		constraint: constraintOf(source.Data[:clause]),
		head:       source.Data[clause:name],
		tail:       source.Data[name+len(file.Name.Name):],
	})
	for _, imported := range file.Imports {
		location, err := strconv.Unquote(imported.Path.Value)
		if err != nil {
			return err
		}
		base := path.Base(location)
		if version, ok := strings.CutPrefix(base, "v"); ok && strings.Trim(version, "0123456789") == "" {
			base = path.Base(path.Dir(location)) // math/rand/v2 is package rand
		}
		c.Taken[base] = true
	}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Recv == nil {
				c.Taken[decl.Name.Name] = true
			} else if base := receiver(decl.Recv.List[0].Type); decl.Name.IsExported() {
				c.Methods[base] = append(c.Methods[base], decl.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				c.declare(spec)
			}
		}
	}
	return nil
}

// constraintOf returns the build constraint before a package clause, if there is one.
func constraintOf(head []byte) string {
	for line := range strings.Lines(string(head)) {
		if constraint.IsGoBuild(line) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

func (c *Copied) declare(spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			c.Taken[name.Name] = true
		}
	case *ast.TypeSpec:
		c.Taken[spec.Name.Name] = true
	}
}

// receiver returns the name of a method's type.
func receiver(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.StarExpr:
		return receiver(expr.X)
	case *ast.IndexExpr:
		return receiver(expr.X)
	case *ast.Ident:
		return expr.Name
	}
	return ""
}

// safeTag is the build tag that keeps package unsafe out of the runtime. Each SDK has
// one of its own name.
const safeTag = "stackone_safe"

// Files returns the code as files of a package. Their paths begin with the prefix. Files
// whose names begin as one of those left out are not among them; their names stay taken, so
// that an SDK which needs them one day keeps all others.
func (c *Copied) Files(packageName, prefix string, leftOut ...string) []emit.File {
	var files []emit.File
	for _, file := range c.files {
		if slices.ContainsFunc(leftOut, func(begin string) bool { return strings.HasPrefix(file.name, begin) }) {
			continue
		}
		head := Header + "\n\n"
		if file.constraint != "" {
			head += strings.ReplaceAll(file.constraint, safeTag, packageName+"_safe") + "\n\n"
		}
		data := bytes.Join([][]byte{[]byte(head), file.head, []byte(packageName), file.tail}, nil)
		files = append(files, emit.File{Path: prefix + file.name, Data: data})
	}
	return files
}
