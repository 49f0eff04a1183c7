package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTool adds the program to another module as the documentation says, and runs
// it there by hand and by go generate.
func TestTool(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds the program")
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module example.com/app\n\ngo 1.26.0\n\nreplace github.com/StackOneHQ/stackone-gen => "+root+"\n")
	write("app.go", "package app\n\n"+goGenerateLine(t)+"\n")
	write("stackone-gen.yaml", "output: internal/stackone\n")
	sums, err := os.ReadFile("../../go.sum")
	if err != nil {
		t.Fatal(err)
	}
	write("go.sum", string(sums))
	run := func(args ...string) string {
		cmd := exec.Command("go", args...)
		cmd.Dir = dir
		// What this module needs is in the module cache: no test needs more.
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=mod")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
		return string(out)
	}
	run("get", "-tool", "github.com/StackOneHQ/stackone-gen/cmd/stackone-gen")
	if out := run("tool", "stackone-gen", "generate"); !strings.Contains(out, "internal/stackone: 3 operations") {
		t.Errorf("go tool: %s", out)
	}
	if err := os.Remove(filepath.Join(dir, "internal", "stackone", "client.go")); err != nil {
		t.Fatal(err)
	}
	if out := run("generate", "./..."); !strings.Contains(out, "1 file written") {
		t.Errorf("go generate: %s", out)
	}
	run("vet", "./...")
}

// goGenerateLine is the line that the documentation shows.
func goGenerateLine(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "//go:generate ") {
			return strings.TrimSpace(line)
		}
	}
	t.Fatal("the documentation shows no //go:generate")
	return ""
}
