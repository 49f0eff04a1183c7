package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/google/go-cmp/cmp"
)

var testOptions = Options{
	Generator: "stackone-gen 0.0.0",
	Inputs:    []Input{{Path: "b.yaml", SHA256: "bb"}, {Path: "a.yaml", SHA256: "aa"}},
}

// files returns generated files from pairs of a path and a text.
func files(pairs ...string) []emit.File {
	var out []emit.File
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, emit.File{Path: pairs[i], Data: []byte(pairs[i+1])})
	}
	return out
}

// tree describes everything in a folder: "mode text" of files, "dir" of folders,
// "-> target" of links. It is nil if the folder does not exist.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	out := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch e.Type() {
		case fs.ModeDir:
			out[rel] = "dir"
		case fs.ModeSymlink:
			target, err := os.Readlink(name)
			out[rel] = "-> " + target
			return err
		default:
			info, err := e.Info()
			if err != nil {
				return err
			}
			data, err := os.ReadFile(name)
			out[rel] = info.Mode().String() + " " + string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// age sets old modification times in a folder, so that later changes are visible
// however coarse the clock of the file system is.
func age(t testing.TB, dir string) {
	t.Helper()
	old := time.Unix(1_000_000_000, 0)
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.Type() == fs.ModeSymlink {
			return err
		}
		return os.Chtimes(name, old, old)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// touched lists what has changed since age.
func touched(t testing.TB, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.Type() == fs.ModeSymlink {
			return err
		}
		info, err := e.Info()
		if err == nil && info.ModTime().Unix() != 1_000_000_000 {
			out = append(out, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func put(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func mustWrite(t testing.TB, dir string, fs []emit.File, opts Options) Summary {
	t.Helper()
	var ds diag.List
	sum, err := Write(context.Background(), dir, fs, opts, &ds)
	if err != nil {
		t.Fatalf("Write: %v\n%v", err, ds.All())
	}
	return sum
}

// codes returns "code path" for each diagnostic, with the path relative to dir.
func codes(t testing.TB, dir string, ds *diag.List) []string {
	t.Helper()
	var out []string
	for _, d := range ds.All() {
		rel, err := filepath.Rel(dir, d.Pos.File)
		if err != nil {
			t.Fatal(err)
		}
		if d.Hint == "" {
			t.Errorf("%s has no hint", d.Code)
		}
		out = append(out, d.Severity.String()+" "+d.Code+" "+filepath.ToSlash(rel))
	}
	return out
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	sum := mustWrite(t, dir, files("z.go", "z", "docs/a.md", "<a&b>"), testOptions)
	if want := (Summary{Written: 2}); sum != want {
		t.Errorf("summary is %+v, want %+v", sum, want)
	}
	want := `{
  "format": 2,
  "generator": "stackone-gen 0.0.0",
  "inputs": {
    "a.yaml": "aa",
    "b.yaml": "bb"
  },
  "files": {
    "docs/a.md": "` + digest([]byte("<a&b>")) + `",
    "z.go": "594e519ae499312b29433b7dd8a97ff068defcba9755b6d5d00e84c524d67b06"
  }
}
`
	if diff := cmp.Diff(want, get(t, dir, ManifestName)); diff != "" {
		t.Error(diff)
	}
}

func TestNoChangeTouchesNothing(t *testing.T) {
	dir := t.TempDir()
	fs := files("a.go", "a", "docs/b.md", "b", "empty", "")
	mustWrite(t, dir, fs, testOptions)
	put(t, dir, "mine.txt", "mine")
	age(t, dir)
	sum := mustWrite(t, dir, fs, testOptions)
	if want := (Summary{Unchanged: 3}); sum != want {
		t.Errorf("summary is %+v, want %+v", sum, want)
	}
	if got := touched(t, dir); got != nil {
		t.Errorf("changed: %v", got)
	}
}

func TestUnchangedFilesKeepTheirTime(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, files("d/a.go", "a", "d/b.go", "b"), testOptions)
	age(t, dir)
	mustWrite(t, dir, files("d/a.go", "a", "d/b.go", "b2"), testOptions)
	for _, name := range touched(t, dir) {
		if filepath.Base(name) == "a.go" {
			t.Error("a.go was written again")
		}
	}
}

func mkdir(t testing.TB, dir, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
		t.Fatal(err)
	}
}

func remove(t testing.TB, dir, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}

func chmod(t testing.TB, dir, name string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
		t.Fatal(err)
	}
}

func symlink(t testing.TB, dir, name, target string) {
	t.Helper()
	if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
		t.Skip("no symbolic links here:", err)
	}
}

func TestNeverWritesThroughLinks(t *testing.T) {
	outside := t.TempDir()
	put(t, outside, "b.md", "outside")
	dir := t.TempDir()
	mustWrite(t, dir, files("docs/b.md", "old"), testOptions)
	remove(t, dir, "docs")
	symlink(t, dir, "docs", outside)

	for _, fs := range [][]emit.File{files("docs/b.md", "new"), files("a.go", "a")} {
		var ds diag.List
		opts := testOptions
		opts.Force = true
		Write(context.Background(), dir, fs, opts, &ds)
		if len(ds.All()) != 1 {
			t.Errorf("diagnostics: %v", ds.All())
		}
		if got := tree(t, outside); len(got) != 1 || get(t, outside, "b.md") != "outside" {
			t.Errorf("outside: %v", got)
		}
	}
}

func TestInputsAloneChangeTheManifest(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, files("a.go", "a"), testOptions)
	opts := testOptions
	opts.Inputs = []Input{{Path: "a.yaml", SHA256: "changed"}}
	var ds diag.List
	plan, err := NewPlan(dir, files("a.go", "a"), opts, &ds)
	if err != nil || !plan.ManifestChanged || !plan.Changed() {
		t.Fatalf("plan %+v, %v", plan, err)
	}
	if sum := mustWrite(t, dir, files("a.go", "a"), opts); sum != (Summary{Unchanged: 1}) {
		t.Errorf("summary is %+v", sum)
	}
	if !strings.Contains(get(t, dir, ManifestName), "changed") {
		t.Error("the manifest was not written")
	}
}

func TestPlan(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, files("same", "s", "upd", "old", "gone", "g"), testOptions)
	var ds diag.List
	plan, err := NewPlan(dir, files("upd", "new", "same", "s", "b", "b", "a", "a"), testOptions, &ds)
	if err != nil {
		t.Fatal(err)
	}
	got := [][]string{plan.Create, plan.Update, plan.Unchanged, plan.Remove}
	want := [][]string{{"a", "b"}, {"upd"}, {"same"}, {"gone"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	contents := []string{string(plan.Old("upd")), string(plan.New("upd")), string(plan.Old("gone")), string(plan.New("a")), string(plan.Old("a"))}
	if diff := cmp.Diff([]string{"old", "new", "g", "a", ""}, contents); diff != "" {
		t.Error(diff)
	}
	plan, err = NewPlan(filepath.Join(dir, "missing"), files("a", "a"), testOptions, &ds)
	if err != nil || len(plan.Create) != 1 {
		t.Errorf("plan for a folder that is missing: %+v, %v", plan, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "missing")); err == nil {
		t.Error("NewPlan made the folder")
	}
}

func TestManifestPosition(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, ManifestName, "{\n  \"format\": 1,\n  é\n}\n")
	var ds diag.List
	if _, err := NewPlan(dir, nil, testOptions, &ds); err != nil {
		t.Fatal(err)
	}
	all := ds.All()
	if len(all) != 1 || all[0].Pos.Line != 3 || all[0].Pos.Column != 3 {
		t.Errorf("diagnostics: %v", all)
	}
}

// TestRespelled simulates a case-insensitive file system, where a file to be
// removed also exists under the new spelling.
func TestRespelled(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, files("docs/API.md", "old"), testOptions)
	if err := os.Link(filepath.Join(dir, "docs/API.md"), filepath.Join(dir, "docs/Api.md")); err != nil {
		t.Skip("no hard links here:", err)
	}
	var ds diag.List
	plan, err := NewPlan(dir, files("docs/Api.md", "new"), testOptions, &ds)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Conflicts) > 0 || len(plan.Create) != 1 || len(plan.Remove) != 1 {
		t.Errorf("plan: %+v, %v", plan, ds.All())
	}
	// Elsewhere it is a separate, foreign file.
	remove(t, dir, "docs/Api.md")
	put(t, dir, "docs/Api.md", "mine")
	if get(t, dir, "docs/API.md") == "mine" {
		return // this file system ignores case
	}
	if plan, err = NewPlan(dir, files("docs/Api.md", "new"), testOptions, &ds); err != nil || len(plan.Conflicts) != 1 {
		t.Errorf("plan: %+v, %v", plan, err)
	}
}
