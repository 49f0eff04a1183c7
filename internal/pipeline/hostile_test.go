package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/output"
)

// hostilePackage is a name that is used nowhere else, so that a wrong package
// clause is detected.
const hostilePackage = "hostilesdk"

// allowedImports lists all packages that an SDK may import.
var allowedImports = []string{
	"bytes", "cmp", "context", "crypto/tls", "encoding", "encoding/base64", "encoding/json", "errors", "fmt",
	"io", "iter", "log", "log/slog", "maps", "math", "math/big", "math/rand/v2", "mime", "mime/multipart", "net", "net/http",
	"net/http/httptest", "net/textproto", "net/url", "os", "path", "reflect", "runtime", "slices", "sort", "strconv", "strings", "sync",
	"sync/atomic", "time", "unicode", "unicode/utf16", "unicode/utf8",
}

// generateHostile generates from any input and checks the result: either a
// diagnostic, or Go that compiles and contains nothing but what an SDK needs.
func generateHostile(data []byte) ([]emit.File, error) {
	run := Run{Stdin: bytes.NewReader(data)}
	files, err := filesOf(&run, "-", hostilePackage)
	if wrong := checkDiagnostics(&run); wrong != nil {
		return nil, wrong
	}
	if err != nil {
		if !errors.Is(err, ErrInput) || !run.Diags.HasErrors() || files != nil {
			return nil, fmt.Errorf("no diagnostic tells why it failed: %w", err)
		}
		return nil, nil
	}
	if run.Diags.HasErrors() {
		return nil, fmt.Errorf("it succeeded with errors: %w", run.Diags.Err())
	}
	return files, checkFiles(files)
}

// checkDiagnostics prints the diagnostics: errors have a position, and the formats
// stay valid whatever they quote.
func checkDiagnostics(run *Run) error {
	all := run.Diags.All()
	for _, d := range all {
		if d.Severity == diag.Error && d.Pos.File == "" {
			return fmt.Errorf("an error without a position: %v", d)
		}
		if d.Code == "" || d.Message == "" {
			return fmt.Errorf("a diagnostic that says nothing: %v", d)
		}
	}
	var text, github, lines bytes.Buffer
	for format, w := range map[diag.Format]*bytes.Buffer{diag.FormatText: &text, diag.FormatGitHub: &github, diag.FormatJSON: &lines} {
		if err := (diag.Printer{Format: format, Sources: &run.Sources}).Print(w, all); err != nil {
			return err
		}
	}
	if i := strings.IndexFunc(text.String(), func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }); i >= 0 {
		return fmt.Errorf("a control character in the diagnostics: %q", text.String()[i:])
	}
	for line := range strings.Lines(github.String()) {
		if !strings.HasPrefix(line, "::error ") && !strings.HasPrefix(line, "::warning ") {
			return fmt.Errorf("not a command of ours: %q", line)
		}
	}
	n := 0
	for line := range strings.Lines(lines.String()) {
		n++
		if !json.Valid([]byte(line)) {
			return fmt.Errorf("not JSON: %q", line)
		}
	}
	if n != len(all) {
		return fmt.Errorf("%d lines of JSON for %d diagnostics", n, len(all))
	}
	return nil
}

func checkFiles(files []emit.File) error {
	if _, err := output.NewPlan(filepath.Join("testdata", "absent"), files, output.Options{}, new(diag.List)); err != nil {
		return err
	}
	fixed := fixedFiles()
	fset := token.NewFileSet()
	packages := map[string][]*ast.File{}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".go") {
			continue
		}
		file, err := parser.ParseFile(fset, f.Path, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if isBuilt(file) {
			packages[path.Dir(f.Path)] = append(packages[path.Dir(f.Path)], file)
		}
		if want, ok := fixed[f.Path]; ok {
			if !bytes.Equal(want, f.Data) {
				return fmt.Errorf("%s: the description changed what is the same for all", f.Path)
			}
			continue
		}
		if err := checkFile(f, file); err != nil {
			return fmt.Errorf("%s: %w", f.Path, err)
		}
	}
	for dir, parsed := range packages {
		if err := typeCheck(path.Join("example.com", hostilePackage, dir), fset, parsed); err != nil {
			return err
		}
	}
	return nil
}

// isBuilt reports whether a file is built without build tags.
func isBuilt(file *ast.File) bool {
	for _, group := range file.Comments {
		for _, comment := range group.List {
			expr, err := constraint.Parse(comment.Text)
			if err == nil && comment.Pos() < file.Package {
				return expr.Eval(func(string) bool { return false })
			}
		}
	}
	return true
}

func checkFile(f emit.File, file *ast.File) error {
	if formatted, err := format.Source(f.Data); err != nil || !bytes.Equal(formatted, f.Data) {
		return fmt.Errorf("gofmt would change it (%v)", err)
	}
	wantPackage := hostilePackage
	if dir := path.Dir(f.Path); dir != "." {
		wantPackage = hostilePackage + "test" // the fake server
		if dir != wantPackage {
			return fmt.Errorf("a folder that nobody asked for")
		}
	}
	if file.Name.Name != wantPackage {
		return fmt.Errorf("package %s", file.Name.Name)
	}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if err := checkComment(c.Text); err != nil {
				return err
			}
		}
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil || spec.Name != nil || !slices.Contains(allowedImports, name) {
			return fmt.Errorf("import %v %s", spec.Name, spec.Path.Value)
		}
	}
	for _, decl := range file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && (f.Name.Name == "init" || f.Name.Name == "main" || f.Body == nil) {
			return fmt.Errorf("func %s", f.Name.Name)
		}
	}
	return nil
}

// checkComment accepts prose. A directive has no space after the slashes; the older
// forms of build constraints and cgo have one.
func checkComment(text string) error {
	switch rest, ok := strings.CutPrefix(text, "//"); {
	case !ok:
		return fmt.Errorf("a comment between stars: %q", text)
	case rest != "" && rest[0] != ' ' && rest[0] != '\t':
		return fmt.Errorf("perhaps a directive: %q", text)
	case strings.HasPrefix(strings.TrimSpace(rest), "+build"):
		return fmt.Errorf("a build constraint: %q", text)
	case strings.Contains(text, "DO NOT EDIT") && text != "// Code generated by stackone-gen. DO NOT EDIT.":
		return fmt.Errorf("another mark of a generator: %q", text)
	case strings.ContainsFunc(rest, func(r rune) bool { return r != '\t' && !unicode.IsGraphic(r) }):
		return fmt.Errorf("a character that cannot be seen: %q", text)
	}
	return nil
}

// fixedFiles returns the files that do not depend on the description: those that
// are equal for two unrelated ones, and the runtime, of which some descriptions need more.
var fixedFiles = sync.OnceValue(func() map[string][]byte {
	one, other := Run{}, Run{Stdin: strings.NewReader(`{"openapi":"3.1.0","info":{"title":"T","version":"7"},"paths":{"/a":{"get":{"operationId":"a","responses":{"204":{"description":"D"}}}}}}`)}
	files, err := filesOf(&one, "", hostilePackage)
	if err != nil {
		panic(err)
	}
	others, err := filesOf(&other, "-", hostilePackage)
	if err != nil {
		panic(err)
	}
	fixed := map[string][]byte{}
	for _, f := range files {
		if slices.ContainsFunc(others, func(o emit.File) bool { return o.Path == f.Path && bytes.Equal(o.Data, f.Data) }) {
			fixed[f.Path] = f.Data
		}
	}
	rt, err := gofile.Runtime()
	if err != nil {
		panic(err)
	}
	for _, f := range rt.Files(hostilePackage, "runtime_") {
		fixed[f.Path] = f.Data
	}
	return fixed
})

// typeChecker compiles in memory. Its importer caches packages and must not be used
// concurrently.
var typeChecker = struct {
	sync.Mutex
	types.Importer
}{Importer: importer.Default()}

func typeCheck(name string, fset *token.FileSet, files []*ast.File) (err error) {
	typeChecker.Lock()
	defer typeChecker.Unlock()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the compiler gives up: %v", p)
		}
	}()
	var found []error
	config := types.Config{
		GoVersion: "go1.24",
		Importer:  typeChecker.Importer,
		Error:     func(err error) { found = append(found, err) },
	}
	_, err = config.Check(name, fset, files, nil)
	if err == nil {
		return nil
	}
	return errors.Join(found[:min(len(found), 10)]...)
}
