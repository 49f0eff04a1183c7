package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/google/go-cmp/cmp"
)

func TestBadFolder(t *testing.T) {
	base := t.TempDir()
	put(t, base, "file", "mine")
	symlink(t, base, "broken", "nowhere")
	put(t, base, "real/mine", "mine")
	symlink(t, base, "linked", "real")
	for _, name := range []string{"file", "file/out", "broken", "broken/out"} {
		before := tree(t, base)
		var ds diag.List
		_, err := Write(context.Background(), filepath.Join(base, name), files("a.go", "a"), testOptions, &ds)
		if err == nil || !strings.Contains(err.Error(), filepath.Join(base, name)) {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(before, tree(t, base)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	// An inaccessible file is not treated as absent.
	var ds diag.List
	long := strings.Repeat("x", 300)
	if plan, err := NewPlan(base, files(long, "x", "d/"+long, "x"), testOptions, &ds); err == nil || !strings.Contains(err.Error(), "read "+base) {
		t.Errorf("a name that is too long: %+v, %v", plan, err)
	}
	// The target folder itself may be a link.
	mustWrite(t, filepath.Join(base, "linked"), files("a.go", "a"), testOptions)
	mustWrite(t, filepath.Join(base, "linked", "below"), files("b.go", "b"), testOptions)
	if a, b := get(t, base, "real/a.go"), get(t, base, "real/below/b.go"); a != "a" || b != "b" {
		t.Errorf("a.go is %q, b.go is %q", a, b)
	}
}

func TestCurrentFolder(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, dir := range []string{"", "."} {
		mustWrite(t, dir, files("a.go", "in "+dir), testOptions)
		if got := get(t, ".", "a.go"); got != "in "+dir {
			t.Errorf("a.go is %q", got)
		}
	}
}

// TestCause checks that errors lose the system's names of files.
func TestCause(t *testing.T) {
	other := errors.New("other")
	for _, err := range []error{
		other, &os.PathError{Op: "open", Path: "x", Err: other}, &os.LinkError{Op: "rename", Old: "x", New: "y", Err: other},
	} {
		if got := cause(err); got != other {
			t.Errorf("%v: %v", err, got)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere; TestBreakAtEachStep covers the failure")
	}
	dir := t.TempDir()
	mustWrite(t, dir, files("a.go", "a"), testOptions)
	chmod(t, dir, ".", 0o555)
	defer chmod(t, dir, ".", 0o755)
	before := tree(t, dir)
	var ds diag.List
	_, err := Write(context.Background(), dir, files("a.go", "b"), testOptions, &ds)
	if err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("error: %v", err)
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
	mustWrite(t, dir, files("a.go", "a"), testOptions)
}
