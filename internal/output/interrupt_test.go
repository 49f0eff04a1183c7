package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/google/go-cmp/cmp"
)

// scenario is a change of a folder with every kind of step.
type scenario struct {
	name string
	old  func(t testing.TB, dir string)
	new  []emit.File
}

var scenarios = []scenario{
	{
		name: "change",
		old: func(t testing.TB, dir string) {
			mustWrite(t, dir, files("same.go", "same", "a.go", "old", "tool.sh", "old",
				"gone/deep/x.go", "x", "gone/y.go", "y", "mixed/z.go", "z", "flip", "file"), testOptions)
			chmod(t, dir, "tool.sh", 0o755)
			chmod(t, dir, "gone/deep", 0o700)
			put(t, dir, "mixed/mine.txt", "mine")
		},
		new: files("same.go", "same", "a.go", "new", "tool.sh", "new", "flip/in.go", "in", "p/q/r.go", "r"),
	},
	{
		name: "new folder",
		old:  func(t testing.TB, dir string) {},
		new:  files("a.go", "a", "docs/b.md", "b"),
	},
	{
		name: "adopted folder",
		old:  func(t testing.TB, dir string) { put(t, dir, "mine.txt", "mine") },
		new:  files("docs/b.md", "b"),
	},
}

// setUp creates the old state of a folder. Without an old state, the folder and its
// parent are missing.
func (s scenario) setUp(t testing.TB) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "x", "out")
	s.old(t, dir)
	return dir
}

// states returns the state of the folder before and after the change.
func (s scenario) states(t testing.TB) (before, after map[string]string) {
	t.Helper()
	dir := s.setUp(t)
	before = tree(t, dir)
	mustWrite(t, dir, s.new, testOptions)
	return before, tree(t, dir)
}

// rest lets the next run clean up after a killed one.
func rest(t testing.TB, dir string) map[string]string {
	t.Helper()
	var ds diag.List
	if _, err := NewPlan(dir, nil, testOptions, &ds); err != nil {
		t.Fatalf("recovery: %v", err)
	}
	return tree(t, dir)
}

// withoutWork omits the staging folder, which the next run removes.
func withoutWork(tree map[string]string) map[string]string {
	for name := range tree {
		if strings.HasPrefix(name, workName) {
			delete(tree, name)
		}
	}
	return tree
}

// eachStep runs f with a growing n until a run has fewer than n steps.
func eachStep(t *testing.T, f func(t *testing.T, n int) (reached bool)) {
	for n := 1; ; n++ {
		reached := false
		t.Run(strconv.Itoa(n), func(t *testing.T) { reached = f(t, n) })
		if !reached || t.Failed() {
			if n < 8 && !t.Failed() {
				t.Errorf("only %d steps", n-1)
			}
			return
		}
	}
}

// TestFailAtEachStep lets one step fail, as a full disk or a missing permission
// would. The run must report it and restore the folder.
func TestFailAtEachStep(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			before, after := s.states(t)
			eachStep(t, func(t *testing.T, n int) bool {
				dir := s.setUp(t)
				want := before
				count, failed := 0, ""
				hook := func(op, name string) error {
					count++
					if count == n {
						failed = op
						return syscall.ENOSPC
					}
					return nil
				}
				var ds diag.List
				_, err := write(context.Background(), dir, s.new, testOptions, &ds, hook)
				switch {
				case failed == "" || failed == "removeall":
					// Only the cleanup may fail.
					if err != nil {
						t.Fatal(err)
					}
					want = after
				case !errors.Is(err, syscall.ENOSPC):
					t.Fatalf("failing %s gave %v", failed, err)
				case !strings.Contains(err.Error(), dir) && !strings.Contains(err.Error(), filepath.Dir(dir)):
					t.Errorf("the error names no path: %v", err)
				case strings.Contains(err.Error(), newName+"/"):
					t.Errorf("the error names the staged file: %v", err)
				case errors.Is(err, ErrTorn):
					t.Errorf("the folder was put back: %v", err)
				}
				if diff := cmp.Diff(want, withoutWork(tree(t, dir))); diff != "" {
					t.Errorf("after failing %s:\n%s", failed, diff)
				}
				if want == nil {
					if _, err := os.Stat(filepath.Dir(dir)); err == nil {
						t.Error("the parent folder was left")
					}
				}
				if diff := cmp.Diff(want, rest(t, dir)); diff != "" {
					t.Errorf("at rest after failing %s:\n%s", failed, diff)
				}
				mustWrite(t, dir, s.new, testOptions)
				if diff := cmp.Diff(after, tree(t, dir)); diff != "" {
					t.Errorf("run after failing %s:\n%s", failed, diff)
				}
				return failed != ""
			})
		})
	}
}

// TestBreakAtEachStep lets one step and all later ones fail, so that the run cannot
// restore the folder. The next run must.
func TestBreakAtEachStep(t *testing.T) {
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			before, after := s.states(t)
			eachStep(t, func(t *testing.T, n int) bool {
				dir := s.setUp(t)
				count := 0
				hook := func(op, name string) error {
					if count++; count < n {
						return nil
					}
					if op == "removeall" { // is cut short after a part
						os.RemoveAll(filepath.Join(dir, newName))
					}
					return syscall.EROFS
				}
				var ds diag.List
				_, err := write(context.Background(), dir, s.new, testOptions, &ds, hook)
				want := before
				if err == nil {
					want = after
				}
				checkRecovery(t, dir, want, want)
				mustWrite(t, dir, s.new, testOptions)
				if diff := cmp.Diff(after, tree(t, dir)); diff != "" {
					t.Errorf("run after recovery:\n%s", diff)
				}
				return count >= n
			})
		})
	}
}

// checkRecovery checks that the next run brings the folder to one of two states. A
// folder that the run created may stay, empty.
func checkRecovery(t *testing.T, dir string, before, after map[string]string) {
	t.Helper()
	got := rest(t, dir)
	if len(got) == 0 && len(before) == 0 || cmp.Equal(got, before) || cmp.Equal(got, after) {
		return
	}
	t.Errorf("neither old nor new:\nagainst old: %s\nagainst new: %s", cmp.Diff(before, got), cmp.Diff(after, got))
}

// TestBreakRecoveryAtEachStep lets a commit fail at its last step, and then
// the recovery at each of its own.
func TestBreakRecoveryAtEachStep(t *testing.T) {
	s := scenarios[0]
	before, after := s.states(t)
	eachStep(t, func(t *testing.T, n int) bool {
		dir := s.setUp(t)
		broken := false
		var ds diag.List
		_, err := write(context.Background(), dir, s.new, testOptions, &ds, func(op, name string) error {
			if broken = broken || name == journalName && op == "remove"; broken {
				return syscall.EIO
			}
			return nil
		})
		if !errors.Is(err, syscall.EIO) || !strings.Contains(err.Error(), "run the generator again") {
			t.Fatalf("broken run: %v", err)
		}
		count := 0
		want := before
		_, err = write(context.Background(), dir, s.new, testOptions, &ds, func(op, name string) error {
			if count++; count >= n {
				return syscall.EIO
			}
			return nil
		})
		if err == nil {
			want = after
		}
		checkRecovery(t, dir, want, want)
		return count >= n
	})
}

// TestKillAtEachStep runs the test binary as a generator that kills itself.
func TestKillAtEachStep(t *testing.T) {
	if dir := os.Getenv("OUTPUT_TEST_DIR"); dir != "" {
		dieAtStep(t, dir)
		return
	}
	for i, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			before, after := s.states(t)
			eachStep(t, func(t *testing.T, n int) bool {
				dir := s.setUp(t)
				cmd := exec.Command(os.Args[0], "-test.run=^TestKillAtEachStep$")
				cmd.Env = append(os.Environ(), "OUTPUT_TEST_DIR="+dir,
					fmt.Sprintf("OUTPUT_TEST_SCENARIO=%d", i), fmt.Sprintf("OUTPUT_TEST_STEP=%d", n))
				out, err := cmd.CombinedOutput()
				if err == nil {
					if diff := cmp.Diff(after, tree(t, dir)); diff != "" {
						t.Error(diff)
					}
					return false
				}
				if cmd.ProcessState.ExitCode() >= 2 || strings.Contains(string(out), "FAIL") {
					t.Fatalf("the generator did not die of the kill: %v\n%s", err, out)
				}
				checkRecovery(t, dir, before, after)
				mustWrite(t, dir, s.new, testOptions)
				if diff := cmp.Diff(after, tree(t, dir)); diff != "" {
					t.Errorf("run after recovery:\n%s", diff)
				}
				return true
			})
		})
	}
}

func dieAtStep(t *testing.T, dir string) {
	i, err := strconv.Atoi(os.Getenv("OUTPUT_TEST_SCENARIO"))
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(os.Getenv("OUTPUT_TEST_STEP"))
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	var ds diag.List
	_, err = write(context.Background(), dir, scenarios[i].new, testOptions, &ds, func(op, name string) error {
		if count++; count == n {
			self.Kill()
			select {} // until the signal arrives
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestCancelAtEachStep cancels the context at each step. A commit that has
// started goes on.
func TestCancelAtEachStep(t *testing.T) {
	s := scenarios[0]
	before, after := s.states(t)
	cancelled := 0
	eachStep(t, func(t *testing.T, n int) bool {
		dir := s.setUp(t)
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		count := 0
		var ds diag.List
		_, err := write(ctx, dir, s.new, testOptions, &ds, func(op, name string) error {
			if count++; count == n {
				cancel()
			}
			return nil
		})
		want := after
		if err != nil {
			cancelled++
			want = before
			if !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
		if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
		return count >= n
	})
	if cancelled == 0 {
		t.Error("the context was never looked at")
	}
	dir := s.setUp(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var ds diag.List
	if _, err := Write(ctx, dir, s.new, testOptions, &ds); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before the start: %v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestEditAfterKill changes files between a killed run and the next one.
// Recovery must not lose the change.
func TestEditAfterKill(t *testing.T) {
	kill := func(t *testing.T, at string) string {
		dir := scenarios[0].setUp(t)
		dead := false
		var ds diag.List
		write(context.Background(), dir, scenarios[0].new, testOptions, &ds, func(op, name string) error {
			if dead = dead || name == at; dead {
				return syscall.EIO
			}
			return nil
		})
		return dir
	}
	for _, test := range []struct{ name, at, edit string }{
		{"a new file", ManifestName, "p/q/r.go"},
		{"a replaced file", ManifestName, "a.go"},
		{"a file that was moved out", "p", "a.go"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := kill(t, test.at)
			put(t, dir, test.edit, "edited")
			broken := tree(t, dir)
			var ds diag.List
			opts := testOptions
			_, err := Write(context.Background(), dir, scenarios[0].new, opts, &ds)
			if err == nil || !strings.Contains(err.Error(), filepath.FromSlash(test.edit)+" was changed") {
				t.Errorf("error: %v", err)
			}
			if diff := cmp.Diff(broken, tree(t, dir)); diff != "" {
				t.Errorf("changed:\n%s", diff)
			}
			opts.Force = true
			mustWrite(t, dir, scenarios[0].new, opts)
			if got := get(t, dir, "a.go"); got != "new" {
				t.Errorf("a.go is %q", got)
			}
		})
	}
	t.Run("a file that was deleted", func(t *testing.T) {
		eachStep(t, func(t *testing.T, n int) bool {
			dir := kill(t, ManifestName)
			remove(t, dir, "a.go")
			count := 0
			var ds diag.List
			write(context.Background(), dir, scenarios[0].new, testOptions, &ds, func(op, name string) error {
				if count++; count >= n {
					return syscall.EIO
				}
				return nil
			})
			rest(t, dir)
			if got := get(t, dir, "a.go"); got != "old" && got != "new" {
				t.Errorf("a.go is %q", got)
			}
			return count >= n
		})
	})
	t.Run("a folder that was made again", func(t *testing.T) {
		before, _ := scenarios[0].states(t)
		dir := kill(t, ManifestName)
		put(t, dir, "gone/mine.txt", "mine")
		before["gone/mine.txt"] = "-rw-r--r-- mine"
		if diff := cmp.Diff(before, rest(t, dir)); diff != "" {
			t.Error(diff)
		}
	})
}

// TestFileInLeavingFolder adds a file to a folder that was empty when planned and
// is about to be removed.
func TestFileInLeavingFolder(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, files("a.go", "a", "docs/deep/b.md", "b"), testOptions)
	deep := filepath.Join(dir, "docs", "deep")
	late := false
	var ds diag.List
	_, err := write(context.Background(), dir, files("a.go", "a"), testOptions, &ds, func(op, name string) error {
		if entries, err := os.ReadDir(deep); op == "rename" && err == nil && len(entries) == 0 {
			late = true
			put(t, dir, "docs/deep/mine.md", "mine")
		}
		return nil
	})
	if err != nil || !late {
		t.Fatal(err, late)
	}
	if got := get(t, dir, "docs/deep/mine.md"); got != "mine" {
		t.Errorf("mine.md is %q", got)
	}
}

func TestBadJournal(t *testing.T) {
	for _, text := range []string{"", "[", `[{"op":"out","path":"../x","n":1}]`} {
		dir := t.TempDir()
		put(t, dir, journalName, text)
		before := tree(t, dir)
		var ds diag.List
		if _, err := NewPlan(dir, nil, testOptions, &ds); err == nil || !strings.Contains(err.Error(), "journal") {
			t.Errorf("%q: %v", text, err)
		}
		if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestTwoRuns(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, files("a.go", "old"), testOptions)
	inner := 0
	var ds diag.List
	_, err := write(context.Background(), dir, files("a.go", "new"), testOptions, &ds, func(op, name string) error {
		if op == "lock" {
			return nil // not taken yet
		}
		inner++
		if _, err := Write(context.Background(), dir, files("a.go", "other"), testOptions, &ds); !errors.Is(err, ErrBusy) {
			t.Errorf("%s %s: second run gave %v", op, name, err)
		}
		if _, err := NewPlan(dir, files("a.go", "other"), testOptions, &ds); !errors.Is(err, ErrBusy) {
			t.Errorf("%s %s: second plan gave %v", op, name, err)
		}
		return nil
	})
	if err != nil || inner == 0 {
		t.Fatal(err, inner)
	}
	if got := get(t, dir, "a.go"); got != "new" {
		t.Errorf("a.go is %q", got)
	}
	if len(ds.All()) > 0 {
		t.Errorf("diagnostics: %v", ds.All())
	}
}

func TestDeadLock(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, lockName, "")
	put(t, dir, newName+"/1", "half a fi")
	mustWrite(t, dir, files("a.go", "a"), testOptions)
	want := []string{ManifestName, "a.go"}
	for name := range tree(t, dir) {
		if name != want[0] && name != want[1] {
			t.Errorf("%s was left", name)
		}
	}
}
