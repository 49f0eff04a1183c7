package docs

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// exampleModule is a module of SDKs with their examples.
type exampleModule struct{ dir string }

func newExampleModule(t *testing.T) *exampleModule {
	m := &exampleModule{t.TempDir()}
	write(t, m.dir, "go.mod", "module example.com/sdks\n\ngo 1.24\n")
	return m
}

// add returns the text of the examples of an SDK that can be imported.
func (m *exampleModule) add(t *testing.T, folder string, s *subject) string {
	t.Helper()
	return m.write(t, folder, s, "example.com/sdks/"+folder)
}

// write returns the text of the SDK's examples; empty if it has none.
func (m *exampleModule) write(t *testing.T, folder string, s *subject, importPath string) string {
	t.Helper()
	pages, err := Emit(s.api, s.names, Options{Package: "stackone", Version: "0.1.0", ImportPath: importPath})
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
		if paged := strings.Contains(text, "Example_pagination"); paged != slices.Contains([]string{"call-shapes", "programs", "retries-pagination"}, name) {
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

// A folder that is copied into any module must bring no import of itself along.
func TestExamplesWithoutPlace(t *testing.T) {
	inputs := map[string]string{"own": ownSpec}
	for _, name := range cases(t) {
		inputs[strings.ReplaceAll(name, "-", "")] = casePath + name + "/input.yaml"
	}
	m := newExampleModule(t)
	for folder, path := range inputs {
		if !*full && folder != "own" && folder != "retriespagination" && folder != "successcodes" {
			continue
		}
		text := m.write(t, folder, load(t, path), "")
		if strings.Contains(text, "stackone.New(") || strings.Contains(text, "example.com/sdks") {
			t.Errorf("%s: the examples name their own package:\n%s", folder, text)
		}
		if folder == "own" && strings.Count(text, "\nfunc Example") != 7 {
			t.Errorf("%s: %d examples:\n%s", folder, strings.Count(text, "\nfunc Example"), text)
		}
	}
	m.test(t)
}
