//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A script has to tell by the exit code that somebody stopped the run, and how.
func TestSignals(t *testing.T) {
	for _, test := range []struct {
		signal syscall.Signal
		want   int
	}{{syscall.SIGINT, 130}, {syscall.SIGTERM, 143}} {
		out := filepath.Join(t.TempDir(), "sdk")
		var errs strings.Builder
		cmd := exec.CommandContext(t.Context(), "stackone-gen", "generate", "--spec", "-", "--out", out)
		cmd.Stderr = &errs
		input, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// More than a pipe holds: it is only taken once the command is reading.
		if _, err := input.Write([]byte(strings.Repeat("#\n", 1<<20))); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(test.signal); err != nil {
			t.Fatal(err)
		}
		var exit *exec.ExitError
		if err := cmd.Wait(); !errors.As(err, &exit) || exit.ExitCode() != test.want {
			t.Errorf("%v: %v, want exit code %d", test.signal, err, test.want)
		}
		if errs.String() != "stackone-gen: interrupted; nothing written\n" {
			t.Errorf("%v: stderr %q", test.signal, errs.String())
		}
		if _, err := os.Lstat(out); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%v: the folder is there: %v", test.signal, err)
		}
	}
}
