package docs

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
)

// exampleModule is a module of SDKs with their examples.
type exampleModule struct{ dir string }

func newExampleModule(t *testing.T) *exampleModule {
	m := &exampleModule{t.TempDir()}
	write(t, m.dir, "go.mod", "module example.com/sdks\n\ngo 1.24\n")
	return m
}

// add returns the text of the SDK's examples; empty if it has none.
func (m *exampleModule) add(t *testing.T, folder string, s *sdk) string {
	t.Helper()
	pages, err := Emit(s.api, Options{Go: golang.Options{}, ImportPath: "example.com/sdks/" + folder})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.code {
		write(t, m.dir, folder+"/"+f.Path, string(f.Data))
	}
	for _, f := range pages {
		if filepath.Ext(f.Path) == ".go" {
			write(t, m.dir, folder+"/"+f.Path, string(f.Data))
			return string(f.Data)
		}
	}
	return ""
}

// test vets the examples, for the analyzer that knows which names the
// documentation cannot show, and runs them.
func (m *exampleModule) test(t *testing.T) {
	t.Helper()
	cmd := exec.Command("go", "test", "-vet=all", "-run", "Example", "./...")
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// The folder has another name than the package, as folders may.
func TestExamplesOfOwnSpec(t *testing.T) {
	m := newExampleModule(t)
	text := m.add(t, "sessions", load(t, ownSpec))
	for _, function := range []string{
		"Example()", "Example_errors()", "Example_retries()", "Example_testing()",
		"ExampleConnectSessionsService_CreateConnectSession()", "ExampleConnectSessionsService_AuthenticateConnectSession()",
	} {
		if !strings.Contains(text, "\nfunc "+function+" {\n") {
			t.Errorf("%s is missing", function)
		}
	}
	if n, outputs := strings.Count(text, "\nfunc "), strings.Count(text, "// Output:\n"); n != outputs {
		t.Errorf("%d examples, of which %d run", n, outputs)
	}
	m.test(t)
}

// Pages are gone through to their end, and services below services have examples.
func TestExamplesOfCases(t *testing.T) {
	names := []string{"retries-pagination", "success-codes"}
	if *full {
		names = cases(t)
	}
	m := newExampleModule(t)
	for _, name := range names {
		text := m.add(t, strings.ReplaceAll(name, "-", ""), load(t, casePath+name+"/input.yaml"))
		if paged := strings.Contains(text, "Example_pagination"); paged != (name == "retries-pagination") {
			t.Errorf("%s: an example of pages: %v", name, paged)
		}
	}
	m.test(t)
}

func TestExamplesOfFullSpec(t *testing.T) {
	if !*full {
		t.Skip("building the SDK of the whole API takes a minute: use -full")
	}
	m := newExampleModule(t)
	if text := m.add(t, "stackone", load(t, fullSpec)); strings.Count(text, "\nfunc Example") < 6 || strings.Count(text, "\nfunc Example") > 10 {
		t.Errorf("%s", text)
	}
	m.test(t)
}

// Examples that no program can import would keep a module from building.
func TestNoExamplesWithoutPlace(t *testing.T) {
	for _, page := range load(t, ownSpec).pages {
		if filepath.Ext(page.Path) == ".go" {
			t.Errorf("%s", page.Path)
		}
	}
}
