package pipeline

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"

	"github.com/StackOneHQ/stackone-gen/internal/config"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/ir"
)

var (
	update = flag.Bool("update", false, "build and vet the output of the cases under testdata, then rewrite what they expect")
	only   = flag.String("case", "*", "the cases to run, as a pattern of folder names")
)

const casesFolder = "../../testdata"

// Each folder under testdata is a case: input.yaml, input.json, or a configuration
// that names its inputs, and what it leads to.
//
//	expected/        the code shaped by the description, of the package alone;
//	                 and its pages, if there is a folder expected/docs
//	diagnostics.txt  what is reported, warnings and errors; absent if nothing is
//	released.yaml    the description of an earlier run, whose names and shapes the folder
//	                 remembers; optional
//	*_test.go        tests put beside the generated package and run there, as a part
//	                 of it or as an app that imports example.com/cases/<case>; optional
//
// A case without expected/ must fail. All checks can use testdata/support_test.go.
func TestCases(t *testing.T) {
	inputs, err := filepath.Glob(filepath.Join(casesFolder, *only, "input.*"))
	if err != nil {
		t.Fatal(err)
	}
	configs, err := filepath.Glob(filepath.Join(casesFolder, *only, config.FileName))
	if err != nil || len(inputs)+len(configs) == 0 {
		t.Fatalf("no cases under %s: %v", casesFolder, err)
	}
	module := newModule(t)
	var cases []*goldenCase
	for _, input := range append(inputs, configs...) {
		c := &goldenCase{folder: filepath.Dir(input), input: input}
		cases = append(cases, c)
		c.generate(t)
		module.add(t, c)
	}
	if !module.check(t) {
		return // nothing is rewritten that does not build, vet and pass
	}
	for _, c := range cases {
		t.Run(filepath.Base(c.folder), c.compare)
	}
}

type goldenCase struct {
	folder, input string
	files         []emit.File
	ir            []byte
	diagnostics   string
}

func (c *goldenCase) name() string { return filepath.Base(c.folder) }

func (c *goldenCase) generate(t *testing.T) {
	t.Helper()
	var run Run
	opts, err := optionsOf(c.input, "stackone"), error(nil)
	if filepath.Base(c.input) == config.FileName {
		var settings *config.Config
		if settings, err = run.Config(t.Context(), c.input); err == nil {
			opts = FromConfig(settings)
		}
	}
	if err == nil {
		opts.Output.Folder = c.released(t)
		var sdk *SDK
		if sdk, err = run.Emit(t.Context(), opts); err == nil {
			c.files = sdk.Files
			if c.ir, err = ir.Emit(sdk.API); err != nil {
				t.Error(err)
			}
		}
	}
	if err != nil && err != ErrInput {
		t.Errorf("%s: %v", c.name(), err)
	}
	if err != nil && !run.Diags.HasErrors() {
		t.Errorf("%s: failed without an error diagnostic", c.name())
	}
	var b strings.Builder
	if err := (diag.Printer{Format: diag.FormatText, Sources: &run.Sources}).Print(&b, run.Diags.All()); err != nil {
		t.Fatal(err)
	}
	// Paths are the same from every folder.
	c.diagnostics = strings.ReplaceAll(b.String(), c.folder+string(filepath.Separator), "")
	c.ir = bytes.ReplaceAll(c.ir, []byte(filepath.ToSlash(c.folder)+"/"), nil)
}

// released returns a folder that remembers the names of an earlier description, if the
// case has one.
func (c *goldenCase) released(t *testing.T) string {
	t.Helper()
	description := filepath.Join(c.folder, "released.yaml")
	if _, err := os.Stat(description); err != nil {
		return ""
	}
	var run Run
	sdk, err := run.Emit(t.Context(), optionsOf(description, "stackone"))
	if err != nil {
		t.Fatalf("%s: %v", c.name(), err)
	}
	folder := t.TempDir()
	for _, f := range sdk.Files {
		if f.Memory {
			if err := os.WriteFile(filepath.Join(folder, f.Path), f.Data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return folder
}

// compare compares the result with the expectations of the case.
func (c *goldenCase) compare(t *testing.T) {
	expected := filepath.Join(c.folder, "expected")
	_, err := os.Stat(filepath.Join(expected, "docs"))
	withDocs := err == nil
	shaped := slices.DeleteFunc(slices.Clone(c.files), func(f emit.File) bool {
		if strings.HasPrefix(f.Path, "docs/") {
			return !withDocs
		}
		return !strings.HasSuffix(f.Path, ".go") || strings.HasPrefix(f.Path, "runtime_") || strings.Contains(f.Path, "/")
	})
	if *update {
		c.rewrite(t, expected, shaped)
		return
	}
	want, err := os.ReadFile(filepath.Join(c.folder, "diagnostics.txt"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	showDiff(t, "diagnostics.txt", string(want), c.diagnostics)
	if want, err = os.ReadFile(filepath.Join(c.folder, "ir.json")); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	showDiff(t, "ir.json", string(want), string(c.ir))
	old := filesBelow(t, expected)
	if len(shaped) == 0 && len(old) > 0 {
		t.Fatalf("nothing was generated")
	}
	for _, f := range shaped {
		want, err := os.ReadFile(filepath.Join(expected, f.Path))
		if err != nil {
			t.Errorf("%s is new (run with -update)", f.Path)
			continue
		}
		showDiff(t, f.Path, string(want), string(f.Data))
	}
	for _, name := range old {
		if !slices.ContainsFunc(shaped, func(f emit.File) bool { return f.Path == name }) {
			t.Errorf("%s is no longer generated (run with -update)", name)
		}
	}
}

// filesBelow returns the files below a folder; none if it does not exist.
func filesBelow(t *testing.T, folder string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if os.IsNotExist(err) && path == folder {
			return nil
		}
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func showDiff(t *testing.T, name, want, got string) {
	t.Helper()
	if want != got {
		t.Errorf("run with -update if this is right:\n%s", udiff.Unified("expected/"+name, "generated/"+name, want, got))
	}
}

func (c *goldenCase) rewrite(t *testing.T, expected string, shaped []emit.File) {
	if err := os.RemoveAll(expected); err != nil {
		t.Fatal(err)
	}
	for _, f := range shaped {
		writeFile(t, filepath.Join(expected, f.Path), f.Data)
	}
	writeOrRemove(t, filepath.Join(c.folder, "diagnostics.txt"), []byte(c.diagnostics))
	writeOrRemove(t, filepath.Join(c.folder, "ir.json"), c.ir)
}

// writeOrRemove writes a file, or removes it if there is nothing to write.
func writeOrRemove(t *testing.T, path string, data []byte) {
	t.Helper()
	if len(data) > 0 {
		writeFile(t, path, data)
	} else if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
}

// module is a separate Go module with one package per case: generated code must not
// depend on its surroundings.
type module struct{ dir string }

func newModule(t *testing.T) *module {
	m := &module{t.TempDir()}
	writeFile(t, filepath.Join(m.dir, "go.mod"), []byte("module example.com/cases\n\ngo 1.24\n"))
	return m
}

func (m *module) add(t *testing.T, c *goldenCase) {
	if len(c.files) == 0 {
		return
	}
	dir := filepath.Join(m.dir, strings.ReplaceAll(c.name(), "-", ""))
	for _, f := range c.files {
		writeFile(t, filepath.Join(dir, f.Path), f.Data)
	}
	tests, err := filepath.Glob(filepath.Join(c.folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	if len(tests) > 0 {
		tests = append(tests, filepath.Join(casesFolder, "support_test.go"))
	}
	for _, test := range tests {
		data, err := os.ReadFile(test)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(dir, filepath.Base(test)), data)
	}
}

// check builds, vets and tests the packages of all cases.
func (m *module) check(t *testing.T) bool {
	if packages, err := os.ReadDir(m.dir); err != nil || len(packages) == 1 {
		return err == nil // nothing was generated
	}
	ok := true
	// Without paths and debug information, the binaries are reproducible, so those
	// of unchanged cases are not built again.
	cmd := exec.Command("go", "test", "-vet=all", "-trimpath", "-ldflags=-s -w", "./...")
	cmd.Dir = m.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go test: %v\n%s", err, out)
		ok = false
	}
	gofmt := exec.Command("gofmt", "-l", m.dir)
	if out, err := gofmt.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("gofmt -l: %v\n%s", err, out)
		ok = false
	}
	return ok
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
