package golang

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
)

// The runtime builds without each group of optional files, and without all of them.
func TestRuntimeWithoutOptionalFiles(t *testing.T) {
	rt, err := gofile.Runtime()
	if err != nil {
		t.Fatal(err)
	}
	all := len(rt.Files("acme", ""))
	var begins []string
	for _, o := range optionals() {
		begins = append(begins, o.files)
		if len(rt.Files("acme", "", o.files)) == all {
			t.Errorf("no file of the runtime begins with %s", o.files)
		}
	}
	if got := leftOut(&api.API{}); strings.Join(got, " ") != strings.Join(begins, " ") {
		t.Errorf("an API without operations does without %v, want %v", got, begins)
	}
	dir := t.TempDir()
	put := func(folder string, leftOut ...string) {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
		for _, f := range rt.Files(folder, "", leftOut...) {
			if err := os.WriteFile(filepath.Join(dir, folder, f.Path), f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/runtime\n\ngo 1.24\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	put("none", begins...)
	for i, begin := range begins {
		put("without"+string(rune('a'+i)), begin)
	}
	command := exec.Command("go", "build", "./...")
	command.Dir = dir
	command.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if output, err := command.CombinedOutput(); err != nil {
		t.Errorf("go build: %v\n%s", err, output)
	}
}
