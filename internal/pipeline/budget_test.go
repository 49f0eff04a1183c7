package pipeline

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The budgets of the SDK of the whole API, without pages and test server. They
// limit what users wait for, without a clock: compile time grows with functions and
// lines, and editors struggle with long files. Each is slightly above the current
// value; raise one only for something that is worth it.
const (
	mostLines     = 50_700
	mostBytes     = 2_000_000
	mostFileLines = 9_000
	mostFunctions = 11_000
	mostCode      = 1_690_000 // bytes of machine code
)

func TestBudgets(t *testing.T) {
	needSpecs(t)
	opts := optionsOf(fullSpec, "stackone")
	opts.Go.NoDocs, opts.Go.NoTestKit = true, true
	var run Run
	sdk, err := run.Emit(t.Context(), opts)
	if err != nil {
		t.Fatalf("%v: %v", err, run.Diags.Err())
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), []byte("module example.com/sdks\n\ngo 1.24\n"))
	lines, size := 0, 0
	for _, f := range sdk.Files {
		if !strings.HasSuffix(f.Path, ".go") {
			continue // such as the names that runs remember
		}
		n := bytes.Count(f.Data, []byte("\n"))
		lines, size = lines+n, size+len(f.Data)
		within(t, "lines of "+f.Path, n, mostFileLines)
		// Use the folder of TestPublishedDescriptions, whose compiled package is in
		// the build cache.
		writeFile(t, filepath.Join(dir, "stackone20251203", f.Path), f.Data)
	}
	within(t, "lines", lines, mostLines)
	within(t, "bytes", size, mostBytes)
	if testing.Short() {
		return
	}
	archive := filepath.Join(dir, "sdk.a")
	build := goCommand(dir, "build", "-trimpath", "-o", archive, "./stackone20251203")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	symbols, err := exec.Command("go", "tool", "nm", "-size", "-type", archive).Output()
	if err != nil {
		t.Fatal(err)
	}
	functions, code := 0, 0
	for line := range strings.Lines(string(symbols)) {
		fields := strings.Fields(line)
		if len(fields) > 3 && strings.EqualFold(fields[2], "t") {
			functions++
			n, err := strconv.Atoi(fields[1])
			if err != nil {
				t.Fatal(err)
			}
			code += n
		}
	}
	within(t, "functions", functions, mostFunctions)
	within(t, "bytes of machine code", code, mostCode)
}

func within(t *testing.T, what string, n, most int) {
	t.Helper()
	if n > most {
		t.Errorf("%d %s, the budget has %d", n, what, most)
	}
	if n > 1000 {
		t.Logf("%d %s of %d", n, what, most)
	}
}
