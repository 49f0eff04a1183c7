package pipeline

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
)

// Published descriptions are not part of this repository; these tests need a
// folder of them beside it.
const (
	specsFolder = "../../../shared/specs"
	fullSpec    = specsFolder + "/stackone-2025-12-03.yaml"
	olderSpec   = specsFolder + "/stackone-2023-11-13.yaml"
)

func needSpecs(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(fullSpec); err != nil {
		t.Skipf("the published descriptions are not there: %v", err)
	}
}

// generated is an SDK in memory with its description.
type generated struct {
	root  *document.Node
	api   *api.API
	names *names.Table
	files []emit.File
}

func generateSpec(t *testing.T, path string) *generated {
	t.Helper()
	var run Run
	sdk, err := run.Emit(t.Context(), optionsOf(path, "stackone"))
	if err != nil {
		t.Fatalf("%v: %v", err, run.Diags.Err())
	}
	return &generated{api: sdk.API, names: sdk.Names, files: sdk.Files, root: readTree(t, path)}
}

func readTree(t *testing.T, path string) *document.Node {
	t.Helper()
	var ds diag.List
	doc := document.Load(path, &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return doc.Root
}

// Parallel runs must all write the same bytes, and so must a run on a single CPU.
func TestSameBytesEveryTime(t *testing.T) {
	needSpecs(t)
	const runs = 4
	sums := make([]string, runs)
	var wg sync.WaitGroup
	for i := range runs {
		wg.Go(func() { sums[i] = sumOf(t, fullSpec) })
	}
	wg.Wait()
	for _, n := range []int{1, 2} {
		before := runtime.GOMAXPROCS(n)
		sums = append(sums, sumOf(t, fullSpec))
		runtime.GOMAXPROCS(before)
	}
	if slices.Contains(sums, "") || len(slices.Compact(slices.Clone(sums))) != 1 {
		t.Errorf("the output differs from run to run: %q", sums)
	}
}

func sumOf(t *testing.T, path string) string {
	var run Run
	files, err := filesOf(&run, path, "stackone")
	if err != nil {
		t.Errorf("%v: %v", err, run.Diags.Err())
		return ""
	}
	hash := sha256.New()
	for _, f := range files {
		fmt.Fprintf(hash, "%q %d\n", f.Path, len(f.Data))
		hash.Write(f.Data)
	}
	for _, d := range run.Diags.All() {
		fmt.Fprintln(hash, d)
	}
	return fmt.Sprintf("%x", hash.Sum(nil))
}

// Every published description becomes a package that builds and passes vet and
// gofmt, or has located errors.
func TestPublishedDescriptions(t *testing.T) {
	needSpecs(t)
	paths := []string{fullSpec, olderSpec}
	parts, err := filepath.Glob(specsFolder + "/2025-03-parts/*.json")
	if err != nil || len(parts) == 0 {
		t.Fatalf("no parts: %v", err)
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), []byte("module example.com/sdks\n\ngo 1.24\n"))
	for _, path := range append(paths, parts...) {
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		var run Run
		files, err := filesOf(&run, path, "stackone")
		if err != nil {
			t.Errorf("%s: %v: %v", name, err, run.Diags.Err())
			continue
		}
		checkFormat(t, name, files)
		for _, f := range files {
			writeFile(t, filepath.Join(dir, strings.ReplaceAll(name, "-", ""), f.Path), f.Data)
		}
	}
	merged, run, err := mergeParts(t, parts, partRules)
	if err != nil {
		t.Fatalf("%v: %v", err, run.Diags.Err())
	}
	checkFormat(t, "merged", merged.Files)
	for _, f := range merged.Files {
		writeFile(t, filepath.Join(dir, "merged", f.Path), f.Data)
	}
	if testing.Short() {
		return
	}
	for _, command := range []string{"build", "vet"} {
		// Without the path of the folder, the next run can use the build cache.
		cmd := goCommand(dir, command, "-trimpath", "./...")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go %s: %v\n%s", command, err, out)
		}
	}
}

// goCommand is the go command in a folder of a module with generated code. It uses no
// network.
func goCommand(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local")
	return cmd
}

func checkFormat(t *testing.T, name string, files []emit.File) {
	t.Helper()
	var wg sync.WaitGroup
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".go") {
			continue
		}
		wg.Go(func() {
			formatted, err := format.Source(f.Data)
			if err != nil {
				t.Errorf("%s/%s: %v", name, f.Path, err)
			} else if !bytes.Equal(formatted, f.Data) {
				t.Errorf("%s/%s: gofmt would change it", name, f.Path)
			}
		})
	}
	wg.Wait()
}

// One part has a malformed keyword, which is repaired.
func TestFaultOfPublishedDescription(t *testing.T) {
	needSpecs(t)
	path := specsFolder + "/2025-03-parts/hris.json"
	var run Run
	if _, err := run.API(t.Context(), optionsOf(path, "")); err != nil {
		t.Fatalf("%v: %v", err, run.Diags.Err())
	}
	root := readTree(t, path)
	found := 0
	for _, d := range run.Diags.All() {
		if d.Code != "boolean-required" {
			continue
		}
		found++
		parent := strings.TrimSuffix(d.Pointer, "/required")
		if root.At(parent).KeyPos("required") != d.Pos || d.Hint == "" || d.Severity != diag.Warning {
			t.Errorf("%v at %q, hint %q", d, d.Pointer, d.Hint)
		}
	}
	if found != 1 {
		t.Errorf("%d findings", found)
	}
}

func TestNothingIsLost(t *testing.T) {
	needSpecs(t)
	for path, operations := range map[string]int{fullSpec: 286, olderSpec: 78} {
		t.Run(filepath.Base(path), func(t *testing.T) {
			g := generateSpec(t, path)
			if n := len(g.api.Operations()); n != operations {
				t.Errorf("%d operations, want %d", n, operations)
			}
			g.checkOperations(t, operations)
			g.checkProperties(t)
		})
	}
}

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// checkOperations compares the ids in the document with those in the code.
func (g *generated) checkOperations(t *testing.T, total int) {
	emitted := map[string]int{}
	for _, file := range g.parse(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if ident, isIdent := literalType(literal); !ok || !isIdent || ident != "operation" {
				return true
			}
			for _, element := range literal.Elts {
				pair, ok := element.(*ast.KeyValueExpr)
				if key, isIdent := pair.Key.(*ast.Ident); ok && isIdent && key.Name == "id" {
					emitted[unquote(t, pair.Value)]++
				}
			}
			return true
		})
	}
	documented := 0
	for item := range g.root.Get("paths").Members() {
		for _, method := range methods {
			op := item.Value.Get(method)
			if op == nil {
				continue
			}
			documented++
			id, _ := op.Get("operationId").Text()
			if emitted[id] != 1 {
				t.Errorf("%s %s: the id %q is in the code %d times", method, item.Key, id, emitted[id])
			}
		}
	}
	if documented != total || len(emitted) != total {
		t.Errorf("%d operations in the document, %d in the code", documented, len(emitted))
	}
}

func literalType(literal *ast.CompositeLit) (string, bool) {
	if literal == nil {
		return "", false
	}
	ident, ok := literal.Type.(*ast.Ident)
	if !ok {
		return "", false
	}
	return ident.Name, true
}

// checkProperties follows the document from its operations to every schema, and
// looks for each property in the tags of its type, by which it is read and written.
func (g *generated) checkProperties(t *testing.T) {
	members := g.wireNames(t)
	goNames := map[string]string{}
	for _, a := range g.api.Types {
		goNames[a.Ref] = g.names.Type(a)
	}
	anywhere := map[string]bool{}
	for _, names := range members {
		for name := range names {
			anywhere[name] = true
		}
	}
	checked, exact := 0, 0
	for pointer, schema := range g.reachedSchemas() {
		for _, property := range schema.Get("properties").Keys() {
			checked++
			// A schema that only extends another has no type of its own.
			goName, ok := goNames[pointer]
			if !ok {
				if !anywhere[property] {
					t.Errorf("%s: %q is nowhere in the code", pointer, property)
				}
				continue
			}
			exact++
			if !members[goName][property] {
				t.Errorf("%s: %q is not a member of %s", pointer, property, goName)
			}
		}
	}
	if checked == 0 || exact*10 < checked*8 {
		t.Errorf("only %d of %d properties were looked for in their own type", exact, checked)
	}
}

// wireNames returns the names of members in the tags of each type.
func (g *generated) wireNames(t *testing.T) map[string]map[string]bool {
	members := map[string]map[string]bool{}
	for _, file := range g.parse(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			structure, ok := spec.Type.(*ast.StructType)
			if !ok {
				return false
			}
			names := map[string]bool{}
			members[spec.Name.Name] = names
			for _, field := range structure.Fields.List {
				if field.Tag == nil {
					continue
				}
				tag := reflect.StructTag(unquote(t, field.Tag))
				name, ok := tag.Lookup("member")
				if !ok {
					name = tag.Get("json")
				}
				names[name] = true
			}
			return false
		})
	}
	return members
}

// isFile reports whether content is a file and not JSON. One that may also come
// as application/json has the same schema for all media types.
func isFile(content *document.Node, media document.Member) bool {
	schema, _ := media.Value.Get("schema").Get("$ref").Text()
	for other := range content.Members() {
		ref, ok := other.Value.Get("schema").Get("$ref").Text()
		if !strings.Contains(other.Key, "json") && (other.Key == media.Key || ok && ref == schema) {
			return true
		}
	}
	return false
}

// values are the keywords whose values are not schemas.
var values = []string{"example", "examples", "default", "enum", "const", "discriminator"}

// reachedSchemas returns the schemas that operations use, by pointer.
func (g *generated) reachedSchemas() map[string]*document.Node {
	reached := map[string]*document.Node{}
	seen := map[string]bool{}
	var walk func(node *document.Node, pointer string)
	walk = func(node *document.Node, pointer string) {
		if node == nil || seen[pointer] {
			return
		}
		seen[pointer] = true
		if ref, ok := node.Get("$ref").Text(); ok {
			walk(g.root.At(ref), ref)
			return
		}
		if node.Get("properties") != nil {
			reached[pointer] = node
		}
		for m := range node.Members() {
			switch {
			case strings.HasSuffix(pointer, "/content") && isFile(node, m):
				// The caller gets the bytes, and the headers from the response.
			case slices.Contains(values, m.Key) && !strings.HasSuffix(pointer, "/properties"):
			default:
				walk(m.Value, pointer+"/"+document.EscapePointer(m.Key))
			}
		}
		for i, item := range node.Items() {
			walk(item, pointer+"/"+strconv.Itoa(i))
		}
	}
	walk(g.root.Get("paths"), "#/paths")
	return reached
}

// parse returns the files of the client that the description shapes.
func (g *generated) parse(t *testing.T) []*ast.File {
	t.Helper()
	var files []*ast.File
	for _, f := range g.files {
		if !strings.HasSuffix(f.Path, ".go") || strings.HasPrefix(f.Path, "runtime_") || strings.Contains(f.Path, "/") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), f.Path, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

func unquote(t *testing.T, e ast.Expr) string {
	t.Helper()
	literal, ok := e.(*ast.BasicLit)
	if !ok {
		t.Fatalf("not a literal: %T", e)
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
