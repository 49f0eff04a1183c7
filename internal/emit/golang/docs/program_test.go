package docs

import (
	"flag"
	"fmt"
	"go/ast"
	"go/format"
	goparser "go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/program"
)

// Every program of every page is compiled, vetted and run against the test server.
// What is changed for that is the server's address, and that a program which fails
// ends its own test alone.

var full = flag.Bool("full", false, "build and run the programs of the whole API")

func TestProgramsOfOwnSpec(t *testing.T) { runPrograms(t, load(t, ownSpec)) }

// TestProgramsOfRequests has the cases whose parameters and bodies are sent in every way
// there is.
func TestProgramsOfRequests(t *testing.T) {
	for _, name := range []string{"parameters", "request-bodies"} {
		runPrograms(t, load(t, casePath+name+"/input.yaml"))
	}
}

func TestProgramsOfFullSpec(t *testing.T) {
	if !*full {
		t.Skip("building the SDK of the whole API takes a minute: use -full")
	}
	runPrograms(t, load(t, fullSpec))
}

// TestProgramsOfCases compiles the programs of all descriptions under testdata.
func TestProgramsOfCases(t *testing.T) {
	if !*full {
		t.Skip("building the SDKs of all cases takes a minute: use -full")
	}
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.com/your/module\n\ngo 1.24\n")
	for _, name := range cases(t) {
		s := load(t, casePath+name+"/input.yaml")
		importPath := "example.com/your/module/" + name + "/stackone"
		pages, err := Emit(s.api, s.names, Options{Package: "stackone", Version: "0.1.0", ImportPath: importPath})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range s.code {
			write(t, dir, name+"/stackone/"+f.Path, string(f.Data))
		}
		n := 0
		for _, page := range pages {
			for _, match := range goBlock.FindAllStringSubmatch(string(page.Data), -1) {
				n++
				source, _ := rewriteProgram(match[1], n)
				write(t, dir, fmt.Sprintf("%s/programs/program%d.go", name, n), source)
			}
		}
	}
	cmd := exec.Command("go", "vet", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

var goBlock = regexp.MustCompile("(?ms)^```go\n(.*?)^```$")

// TestProgramsAreFormatted holds all programs to the form that gofmt gives them:
// those of operations are written in it.
func TestProgramsAreFormatted(t *testing.T) {
	inputs := []string{ownSpec, fullSpec}
	for _, name := range cases(t) {
		inputs = append(inputs, casePath+name+"/input.yaml")
	}
	for _, input := range inputs {
		t.Run(input, func(t *testing.T) {
			for _, page := range load(t, input).pages {
				for _, match := range goBlock.FindAllStringSubmatch(string(page.Data), -1) {
					if formatted, err := format.Source([]byte(match[1])); err != nil || string(formatted) != match[1] {
						t.Fatalf("%s: gofmt would change this (%v):\n%s", page.Path, err, match[1])
					}
				}
			}
		})
	}
}

// TestProgramNames looks for names that programs use for something else than the
// SDK, as a package may have each of them.
func TestProgramNames(t *testing.T) {
	for _, input := range []string{ownSpec, fullSpec} {
		t.Run(input, func(t *testing.T) {
			s := load(t, input)
			pages, err := Emit(s.api, s.names, Options{Package: "stackone", Version: "0.1.0", ImportPath: "example.com/app/stackone"})
			if err != nil {
				t.Fatal(err)
			}
			used := make(map[string]string)
			for _, page := range pages {
				for _, match := range goBlock.FindAllStringSubmatch(string(page.Data), -1) {
					addNames(t, used, match[1])
				}
				if strings.HasSuffix(page.Path, ".go") {
					addNames(t, used, string(page.Data))
				}
			}
			for name, source := range used {
				own := name == "_" || strings.HasPrefix(name, "stackone") || strings.HasPrefix(name, "Example")
				if !own && program.New(s.api, s.names, name, "").Qualifier() == name {
					t.Errorf("%s is another thing in\n%s", name, source)
				}
			}
		})
	}
}

// addNames adds the names that a program uses for themselves, not for a part of
// something else.
func addNames(t *testing.T, used map[string]string, source string) {
	t.Helper()
	file, err := goparser.ParseFile(token.NewFileSet(), "", source, 0)
	if err != nil {
		t.Fatal(err)
	}
	part := make(map[*ast.Ident]bool)
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			part[n.Sel] = true
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				part[key] = true
			}
		case *ast.Ident:
			if !part[n] {
				used[n.Name] = source
			}
		}
		return true
	})
}

func runPrograms(t *testing.T, s *subject) {
	dir := t.TempDir()
	write(t, dir, "go.mod", "module example.com/your/module\n\ngo 1.24\n")
	for _, f := range s.code {
		write(t, dir, "stackone/"+f.Path, string(f.Data))
	}
	var calls strings.Builder
	n := 0
	for _, page := range s.pages {
		for _, match := range goBlock.FindAllStringSubmatch(string(page.Data), -1) {
			n++
			source, call := rewriteProgram(match[1], n)
			write(t, dir, fmt.Sprintf("programs/program%d.go", n), source)
			if call != "" {
				fmt.Fprintf(&calls, "\tt.Run(%q, func(t *testing.T) { %s })\n", fmt.Sprintf("%s %d", page.Path, n), call)
			}
		}
	}
	if n < 2*len(s.api.Operations()) {
		t.Fatalf("%d programs for %d operations", n, len(s.api.Operations()))
	}
	write(t, dir, "programs/programs_test.go", fmt.Sprintf(harness, calls.String(), 2*len(s.api.Operations())))
	cmd := exec.Command("go", "test", "-vet=all", "./programs")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off", "STACKONE_API_KEY=test-key")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

const harness = `package programs

import (
	"testing"

	"example.com/your/module/stackone/stackonetest"
)

func TestPrograms(t *testing.T) {
	server := stackonetest.NewServer(t)
	serverURL = server.URL
%s	if n := len(server.Calls()); n < %d {
		t.Errorf("only %%d calls", n)
	}
}
`

var funcMain = regexp.MustCompile(`(?m)^func main\(\)`)

// rewriteProgram makes a program a file of a package with all others, and returns
// the statement that runs it.
func rewriteProgram(source string, n int) (rewritten, call string) {
	source = regexp.MustCompile(`(?m)^package \w+$`).ReplaceAllString(source, "package programs")
	if funcMain.MatchString(source) {
		call = fmt.Sprintf("main%d()", n)
		source = funcMain.ReplaceAllString(source, "func "+call)
	}
	if name := regexp.MustCompile(`(?m)^func (Test\w+)\(t`).FindStringSubmatch(source); name != nil {
		call = fmt.Sprintf("test%d(t)", n)
		source = strings.Replace(source, "func "+name[1]+"(", fmt.Sprintf("func test%d(", n), 1)
	} else {
		for _, function := range []string{"stackone.New(", "stackone.NewCore("} {
			source = strings.ReplaceAll(source, function, function+"stackone.WithServerURL(serverURL), ")
		}
	}
	source = strings.ReplaceAll(source, "log.Fatal(err)", "panic(err)")
	if strings.Contains(source, "\t\"log\"\n") {
		source += "\nvar _ = log.Println\n"
	}
	if n == 1 {
		source += "\nvar serverURL string\n"
	}
	return source, call
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
