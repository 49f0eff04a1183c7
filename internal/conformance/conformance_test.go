package conformance_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/conformance"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
)

// sdkPackage is where the SDK under test is, as far as the go command knows. There
// is no such folder: the files are laid over it.
const sdkPackage = "github.com/StackOneHQ/stackone-gen/internal/conformance/sdk"

// usualChecks is how many random cases each model and each operation gets. The
// environment variable RAPID_CHECKS replaces it, for a search that takes its time.
const usualChecks = "10"

const ownDescription = "spec/openapi.yaml"

func TestSDKs(t *testing.T) {
	for _, c := range []struct {
		description string
		operations  int
	}{
		{ownDescription, 3},
		{"../shared/specs/stackone-2025-12-03.yaml", 286},
	} {
		t.Run(strings.TrimSuffix(path.Base(c.description), ".yaml"), func(t *testing.T) {
			sdk := generate(t, c.description)
			if out, err := sdk.run(t, sdk.build(t, c.operations)); err != nil {
				t.Errorf("%v\n%s", err, failures(out))
			}
		})
	}
}

// A check that cannot fail says nothing. So an SDK is broken in one place for each
// of them.
func TestMistakesAreFound(t *testing.T) {
	mistakes := []struct {
		after, old, new string
		found           string // the test that has to fail
	}{
		{"(m ConnectSessionCreate) MarshalJSON", "return", "m.Label = Opt[string]{}; return", "RoundTrips/ConnectSessionCreate"},
		{"type ConnectSession struct", `json:"provider"`, `json:"supplier"`, "Fields/ConnectSession"},
		{"(m ConnectSessionTokenAuthLink) MarshalJSON", "return", `m.Token = ""; return`, "Results/stackone_create_connect_session"},
		{"case 404:", "newNotFoundError(e)", "newBadRequestError(e)", "Errors/stackone_create_connect_session"},
		{"(o *objectReader) setAside", "unknownMember{name: f.name, raw: raw}", `unknownMember{name: f.name, raw: "0"}`, "Kinds/ConnectSession"},
		{"AuthenticateConnectSessionOperation = ", `"/connect_sessions/authenticate"`, `"/connect_sessions/authenticates"`, "Requests/stackone_authenticate_connect_session"},
	}
	sdk := generate(t, ownDescription)
	for _, m := range mistakes {
		sdk.spoil(t, m.after, m.old, m.new)
	}
	out, err := sdk.run(t, sdk.build(t, 2), "-rapid.shrinktime=0s")
	if err == nil {
		t.Fatal("nothing was found")
	}
	for _, m := range mistakes {
		if !bytes.Contains(out, []byte("--- FAIL: Test/"+m.found+" ")) {
			t.Errorf("%s did not find that %s became %q\n%s", m.found, m.old, m.new, failures(out))
		}
	}
	for _, sound := range []string{"Types", "RoundTrips/ConnectSession", "Fields/ConnectSessionCreate", "Results/stackone_authenticate_connect_session"} {
		if !bytes.Contains(out, []byte("--- PASS: Test/"+sound+" ")) {
			t.Errorf("%s did not pass, though nothing is wrong there\n%s", sound, failures(out))
		}
	}
}

// sdk is a generated SDK that is not on disk.
type sdk struct {
	description string // absolute path
	files       []emit.File
}

func generate(t *testing.T, description string) *sdk {
	t.Helper()
	full := absolute(t, path.Join("../..", description))
	if _, err := os.Stat(full); err != nil {
		t.Skipf("the description is not beside the checkout: %v", err)
	}
	d, err := conformance.Open(full)
	if err != nil {
		t.Fatal(err)
	}
	var ds diag.List
	files, err := golang.Emit(d.API, d.Names, golang.Options{NoDocs: true}, &ds)
	if err != nil {
		t.Fatalf("%v\n%v", err, ds.Err())
	}
	files = slices.DeleteFunc(files, func(f emit.File) bool {
		return path.Ext(f.Path) != ".go" || strings.HasSuffix(f.Path, "_test.go")
	})
	return &sdk{full, files}
}

// spoil replaces the first old text behind another text.
func (s *sdk) spoil(t *testing.T, after, old, replacement string) {
	t.Helper()
	for i, file := range s.files {
		head, tail, found := strings.Cut(string(file.Data), after)
		if found && strings.Contains(tail, old) {
			s.files[i].Data = []byte(head + after + strings.Replace(tail, old, replacement, 1))
			return
		}
	}
	t.Fatalf("there is no %s behind %s to be spoiled", old, after)
}

// build returns the program that tests the SDK.
func (s *sdk) build(t *testing.T, operations int) string {
	t.Helper()
	folder := t.TempDir()
	overlay := map[string]string{absolute(t, "sdk/driver_test.go"): absolute(t, "testdata/driver_test.go")}
	files := append([]emit.File{{Path: "types_test.go", Data: s.registry(t, operations)}}, s.files...)
	for _, file := range files {
		source := filepath.Join(folder, filepath.FromSlash(file.Path))
		if err := os.MkdirAll(filepath.Dir(source), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, source, file.Data)
		overlay[absolute(t, path.Join("sdk", file.Path))] = source
	}
	replace, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	overlayFile := filepath.Join(folder, "overlay.json")
	write(t, overlayFile, replace)
	program := filepath.Join(folder, "sdk.test.exe") // Windows asks for the suffix
	// Vet would look for the folder of the package, and to optimise the SDK takes
	// longer than to run it as it is.
	command := exec.Command("go", "test", "-c", "-vet=off", "-gcflags="+sdkPackage+"=-N -l -dwarf=false",
		"-overlay", overlayFile, "-o", program, sdkPackage)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build the SDK with its test: %v\n%s", err, out)
	}
	return program
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	full, err := filepath.Abs(filepath.FromSlash(name))
	if err != nil {
		t.Fatal(err)
	}
	return full
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// run runs the program and returns what it prints.
func (s *sdk) run(t *testing.T, program string, more ...string) ([]byte, error) {
	t.Helper()
	arguments := []string{"-test.v", "-test.timeout=1h", "-rapid.nofailfile", "-rapid.shrinktime=3s"}
	if os.Getenv("RAPID_CHECKS") == "" {
		arguments = append(arguments, "-rapid.checks="+usualChecks)
	}
	command := exec.Command(program, append(arguments, more...)...)
	command.Dir = t.TempDir()
	return command.CombinedOutput()
}

// failures leaves out what went well.
func failures(out []byte) []byte {
	lines := slices.Collect(bytes.Lines(out))
	return bytes.Join(slices.DeleteFunc(lines, func(line []byte) bool {
		line = bytes.TrimLeft(line, " ")
		return bytes.HasPrefix(line, []byte("=== ")) || bytes.HasPrefix(line, []byte("--- PASS")) ||
			bytes.Contains(line, []byte("[rapid] OK")) || bytes.Contains(line, []byte("[rapid] draw "))
	}), nil)
}

// registry writes the file that lists the types with JSON methods and the options with
// parameters. They are looked up in the sources, so that none is missed by whoever named them.
func (s *sdk) registry(t *testing.T, operations int) []byte {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, "package stackone_test\n\nimport (\n\t%q\n\tstackone %q\n)\n\n", path.Dir(sdkPackage), sdkPackage)
	fmt.Fprintf(&b, "const (\n\tdescription = %q\n\toperations = %d\n)\n\n", s.description, operations)
	var types, params strings.Builder
	for _, file := range s.files {
		if strings.HasPrefix(file.Path, "runtime_") || path.Dir(file.Path) != "." {
			continue
		}
		source, err := parser.ParseFile(token.NewFileSet(), file.Path, file.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range source.Decls {
			method, ok := decl.(*ast.FuncDecl)
			if !ok || method.Recv == nil {
				continue
			}
			switch receiver := method.Recv.List[0].Type; method.Name.Name {
			case "UnmarshalJSON":
				name := receiver.(*ast.StarExpr).X.(*ast.Ident).Name
				fmt.Fprintf(&types, "\t%q: func() conformance.Model { return new(stackone.%s) },\n", name, name)
			case "applyToCall":
				name := receiver.(*ast.Ident).Name
				fmt.Fprintf(&params, "\t%q: func() any { return new(stackone.%s) },\n", name, name)
			}
		}
	}
	fmt.Fprintf(&b, "var types = map[string]func() conformance.Model{\n%s}\n\nvar params = map[string]func() any{\n%s}\n", types.String(), params.String())
	return b.Bytes()
}
