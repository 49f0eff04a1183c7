package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/output"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

func TestInterruptedBeforeItBegins(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	out := filepath.Join(t.TempDir(), "sdk")
	code, stdout, stderr := runHere(ctx, "generate", "--out", out)
	if want := "stackone-gen: interrupted; nothing written\n"; code != exitSignal+2 || stdout != "" || stderr != want {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	if _, err := os.Lstat(out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is there: %v", err)
	}
}

func TestInterruptedLeavesAnOlderFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "sdk")
	if code, _, stderr := runHere(t.Context(), "generate", "--out", out, "--package", "older"); code != exitDone {
		t.Fatal(stderr)
	}
	before := readFolder(t, out)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code, _, stderr := runHere(ctx, "generate", "--out", out); code != exitSignal+2 || !strings.Contains(stderr, "interrupted; nothing written") {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
	after := readFolder(t, out)
	if len(after) != len(before) {
		t.Errorf("%d files, %d before", len(after), len(before))
	}
	for name, data := range before {
		if after[name] != data {
			t.Errorf("%s changed", name)
		}
	}
}

func readFolder(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// An interrupt must not wait for a standard input that never ends.
func TestInterruptedWhileReading(t *testing.T) {
	for _, command := range [][]string{{"generate"}, {"list", "types"}} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			reader, writer := io.Pipe()
			var out, errs strings.Builder
			code := make(chan int)
			go func() {
				code <- run(ctx, append(command, "--spec", "-"), reader, &out, &errs)
			}()
			synctest.Wait() // for it to read
			cancel()
			if got := <-code; got != exitSignal+2 || !strings.HasPrefix(errs.String(), "stackone-gen: interrupted; nothing ") {
				t.Errorf("exit code %d, stderr %q", got, errs.String())
			}
			writer.Close()
		})
	}
}

// Whoever reads the output may leave at any time.
func TestClosedPipe(t *testing.T) {
	for _, args := range [][]string{
		{"help"}, {"generate", "--help"}, {"--version"}, {"version"}, {"completion", "bash"},
		{"list", "types"}, {"list", "enums", "--format", "json"},
		{"generate", "--out", filepath.Join(t.TempDir(), "sdk")},
		{"generate", "--format", "json", "--out", filepath.Join(t.TempDir(), "sdk")},
	} {
		var errs strings.Builder
		if code := run(t.Context(), args, strings.NewReader(""), closedPipe(t), &errs); code != exitInput {
			t.Errorf("%q: exit code %d", args, code)
		}
		if got := errs.String(); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "stackone-gen: incomplete output: ") {
			t.Errorf("%q: stderr %q", args, got)
		}
	}
}

// With nobody to tell, the exit code is all that is left.
func TestClosedErrorPipe(t *testing.T) {
	for want, args := range map[int][]string{
		exitInput: {"list", "types", "--spec", "absent.yaml"},
		exitUsage: {"lst"},
	} {
		if code := run(t.Context(), args, strings.NewReader(""), io.Discard, closedPipe(t)); code != want {
			t.Errorf("%q: exit code %d, want %d", args, code, want)
		}
	}
}

func closedPipe(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	t.Cleanup(func() { w.Close() })
	return w
}

// A folder that could not be restored is not an internal error, and something
// was written to it.
func TestTornFolder(t *testing.T) {
	cmd := newGenerateCommand()
	cmd.SetErr(io.Discard)
	torn := fmt.Errorf("rename sdk/a.go: no space; %w", output.ErrTorn)
	err := (&inputFlags{format: diag.FormatText}).report(cmd, new(pipeline.Run), diag.Warning, torn, "nothing written")
	if failed := new(failure); !errors.As(err, &failed) || failed.Error() != torn.Error() {
		t.Errorf("told as: %v", err)
	}
}

func TestVersionOf(t *testing.T) {
	for module, want := range map[string]string{
		"v1.2.3":                               "1.2.3",
		"v1.2.3-rc.1":                          "1.2.3-rc.1",
		"":                                     released,
		"(devel)":                              released,
		"v0.0.0-20251203101112-1cc47d4a1b2c":   released,
		"v1.2.4-0.20251203101112-1cc47d4a1b2c": released,
		"v1.2.4-rc.1.0.20251203101112-1cc47d4a1b2": released,
		"v1.2.3+dirty": released,
	} {
		if got := versionOf(module); got != want {
			t.Errorf("%q is %q, want %q", module, got, want)
		}
	}
}
