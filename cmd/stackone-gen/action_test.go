package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

func readYAML(t *testing.T, path string, data []byte) *document.Node {
	t.Helper()
	var ds diag.List
	doc := document.Parse(path, data, &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	return doc.Root
}

// action is the GitHub Action, whose steps can be run here, too.
type action struct {
	temp, work string
	script     string
}

func newAction(t *testing.T) *action {
	t.Helper()
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("the steps are scripts for bash")
	}
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	root := readYAML(t, "action.yml", data)
	a := &action{temp: t.TempDir(), work: t.TempDir()}
	for _, step := range root.Get("runs").Get("steps").Items() {
		if id, _ := step.Get("id").Text(); id == "run" {
			a.script, _ = step.Get("run").Text()
		}
		// A value of the workflow in the text of a script could be a command.
		if script, _ := step.Get("run").Text(); strings.Contains(script, "${{") {
			t.Errorf("a script has a value of the workflow in its text:\n%s", script)
		}
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	// The test program is the command if its name is.
	if err := os.Symlink(program, filepath.Join(a.temp, "stackone-gen")); err != nil {
		t.Skip(err)
	}
	for _, args := range [][]string{{"init", "-q"}, {"config", "user.name", "a"}, {"config", "user.email", "a@b.c"}} {
		a.command(t, "git", args...)
	}
	return a
}

func (a *action) command(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = a.work
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
}

// run executes the step and returns what it prints, its outputs and whether it
// succeeds.
func (a *action) run(t *testing.T, mode, args string) (log, outputs string, ok bool) {
	t.Helper()
	file := filepath.Join(a.temp, "outputs")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("bash", "-e", "-o", "pipefail", "-c", a.script)
	cmd.Dir = a.work
	cmd.Env = append(os.Environ(), "RUNNER_TEMP="+a.temp, "GITHUB_OUTPUT="+file, "MODE="+mode, "CONFIG=", "ARGS="+args)
	out, err := cmd.CombinedOutput()
	written, readErr := os.ReadFile(file)
	if readErr != nil {
		t.Fatal(readErr)
	}
	return string(out), string(written), err == nil
}

func TestAction(t *testing.T) {
	a := newAction(t)
	if log, _, ok := a.run(t, "check", ""); ok || !strings.Contains(log, "+++ b/generated/client.go") {
		t.Errorf("check of nothing: %v\n%.500s", ok, log)
	}
	if log, outputs, ok := a.run(t, "generate", "--package sdk"); !ok || outputs != "changed=true\n" {
		t.Errorf("generate: %v %q\n%.500s", ok, outputs, log)
	}
	a.command(t, "git", "add", ".")
	a.command(t, "git", "commit", "-qm", "sdk")
	if log, outputs, ok := a.run(t, "generate", "--package sdk"); !ok || outputs != "changed=false\n" {
		t.Errorf("generate again: %v %q\n%.500s", ok, outputs, log)
	}
	if log, _, ok := a.run(t, "check", "--package sdk"); !ok {
		t.Errorf("check: %.500s", log)
	}
	// A block of YAML has a flag on each line.
	if log, _, ok := a.run(t, "check", "--package sdk\n--docs=false\n"); ok || !strings.Contains(log, "remove generated/README.md") {
		t.Errorf("check without pages: %v\n%.500s", ok, log)
	}
	if log, _, ok := a.run(t, "lint", ""); !ok {
		t.Errorf("lint: %.500s", log)
	}
	if log, _, ok := a.run(t, "chek", ""); ok || !strings.Contains(log, `::error::`) {
		t.Errorf("a wrong mode: %v %s", ok, log)
	}
}

// Every block of YAML in the documentation is YAML, and its workflows give the
// action only what it takes.
func TestWorkflows(t *testing.T) {
	data, err := os.ReadFile("../../action.yml")
	if err != nil {
		t.Fatal(err)
	}
	inputs := readYAML(t, "action.yml", data).Get("inputs").Keys()
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	used := 0
	for i, block := range strings.Split(string(page), "```yaml\n")[1:] {
		text, _, closed := strings.Cut(block, "```")
		if !closed {
			t.Fatalf("block %d has no end", i+1)
		}
		for job := range readYAML(t, "docs/ci.md", []byte(text)).Get("jobs").Members() {
			for _, step := range job.Value.Get("steps").Items() {
				if uses, _ := step.Get("uses").Text(); !strings.HasPrefix(uses, "StackOneHQ/stackone-gen@") {
					continue
				}
				used++
				for _, key := range step.Get("with").Keys() {
					if !slices.Contains(inputs, key) {
						t.Errorf("the action has no input %q", key)
					}
				}
			}
		}
	}
	if used == 0 {
		t.Error("no workflow uses the action")
	}
}

// The hooks run commands that exist.
func TestHooks(t *testing.T) {
	data, err := os.ReadFile("../../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	// The top level is a list, which descriptions never are.
	root := readYAML(t, ".pre-commit-hooks.yaml", append([]byte("hooks:\n"), data...))
	for _, hook := range root.Get("hooks").Items() {
		entry, _ := hook.Get("entry").Text()
		words := strings.Fields(entry)
		if len(words) < 2 || words[0] != "stackone-gen" {
			t.Fatalf("entry %q", entry)
		}
		if cmd, _, err := newRootCommand().Find(words[1:]); err != nil || cmd.Name() != words[1] {
			t.Errorf("%q: %v", entry, err)
		}
	}
}
