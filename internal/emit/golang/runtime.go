package golang

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/templates"
)

// runtimeSource is the hand-written half of every SDK, read for what the
// generated half has to know of it: which names are taken.
type runtimeSource struct {
	files   []runtimeFile
	taken   map[string]bool     // identifiers of the package and names of imports
	methods map[string][]string // exported methods by type
}

type runtimeFile struct {
	name string
	// head and tail lie around the name in the package clause. The head begins
	// at the clause: a package comment belongs to the generated client.go.
	head, tail []byte
}

// loadRuntime reads the embedded runtime; it never changes while a program runs.
var loadRuntime = sync.OnceValues(func() (*runtimeSource, error) {
	sources, err := templates.Runtime()
	if err != nil {
		return nil, err
	}
	rt := &runtimeSource{taken: map[string]bool{}, methods: map[string][]string{}}
	for _, source := range sources {
		if err := rt.add(source); err != nil {
			return nil, fmt.Errorf("runtime file %s: %w", source.Name, err)
		}
	}
	return rt, nil
})

// Prepare reads the embedded files of every SDK, so that a program can do so while
// it waits for something else. Emit and Names have the error, if there is one.
func Prepare() {
	_, _ = loadRuntime()
	_, _ = loadTestKit()
}

func (rt *runtimeSource) add(source templates.Source) error {
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, source.Name, source.Data, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	clause := positions.Position(file.Package).Offset
	name := positions.Position(file.Name.Pos()).Offset
	rt.files = append(rt.files, runtimeFile{
		name: source.Name,
		head: source.Data[clause:name],
		tail: source.Data[name+len(file.Name.Name):],
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
		rt.taken[base] = true
	}
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Recv == nil {
				rt.taken[decl.Name.Name] = true
			} else if base := receiver(decl.Recv.List[0].Type); decl.Name.IsExported() {
				rt.methods[base] = append(rt.methods[base], decl.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				rt.declare(spec)
			}
		}
	}
	return nil
}

func (rt *runtimeSource) declare(spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			rt.taken[name.Name] = true
		}
	case *ast.TypeSpec:
		rt.taken[spec.Name.Name] = true
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

// emit returns the runtime as files of the SDK's package.
func (rt *runtimeSource) emit(packageName string) []emit.File {
	var files []emit.File
	for _, file := range rt.files {
		var data bytes.Buffer
		data.WriteString(header + "\n\n")
		data.Write(file.head)
		data.WriteString(packageName)
		data.Write(file.tail)
		files = append(files, emit.File{Path: "runtime_" + file.name, Data: data.Bytes()})
	}
	return files
}
