//go:build unix

package source

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Nothing waits for the writer of a pipe, and no device is read.
func TestReferencesToPipes(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(top, "pipe.yaml"), 0o644); err != nil {
		t.Skip(err)
	}
	holder := filepath.Join(top, "main.yaml")
	r := NewReferences(Input{Name: holder}, "", Options{})
	defer r.Close()
	if got := readReference(t, r, holder, "pipe.yaml"); !strings.HasSuffix(got, "it is not a regular file (refer to a regular file)") {
		t.Error(got)
	}
	devices := NewReferences(Input{Name: "/dev/main.yaml"}, "", Options{})
	defer devices.Close()
	if got := readReference(t, devices, "/dev/main.yaml", "zero"); !strings.HasSuffix(got, "it is not a regular file (refer to a regular file)") {
		t.Error(got)
	}
}
