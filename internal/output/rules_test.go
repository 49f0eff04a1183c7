package output

import (
	"context"
	"errors"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/google/go-cmp/cmp"
)

// TestRules runs the generator on a generated folder that was changed since.
func TestRules(t *testing.T) {
	old := files("a.go", "old a", "docs/b.md", "old b", "docs/deep/c.md", "old c")
	tests := []struct {
		name   string
		change func(t *testing.T, dir string)
		files  []emit.File
		force  bool
		codes  []string
		want   Summary
		tree   map[string]string // beside the manifest; nil if nothing may change
	}{
		{
			name:  "update, create and remove",
			files: files("a.go", "new a", "x/y/z.go", "z"),
			want:  Summary{Written: 2, Removed: 2},
			tree:  map[string]string{"a.go": "-rw-r--r-- new a", "x": "dir", "x/y": "dir", "x/y/z.go": "-rw-r--r-- z"},
		},
		{
			name:  "new file beside old ones",
			files: append(files("docs/new.md", "new"), old...),
			want:  Summary{Written: 1, Unchanged: 3},
			tree: map[string]string{"a.go": "-rw-r--r-- old a", "docs": "dir", "docs/b.md": "-rw-r--r-- old b", "docs/new.md": "-rw-r--r-- new",
				"docs/deep": "dir", "docs/deep/c.md": "-rw-r--r-- old c"},
		},
		{
			name:  "new file in the folder of the last one",
			files: files("docs/deep/d.md", "d"),
			want:  Summary{Written: 1, Removed: 3},
			tree:  map[string]string{"docs": "dir", "docs/deep": "dir", "docs/deep/d.md": "-rw-r--r-- d"},
		},
		{
			name:  "no files at all",
			files: nil,
			want:  Summary{Removed: 3},
			tree:  map[string]string{},
		},
		{
			name:   "own files stay, with their folders",
			change: func(t *testing.T, dir string) { put(t, dir, "docs/deep/mine.md", "mine") },
			files:  files("a.go", "old a"),
			want:   Summary{Unchanged: 1, Removed: 2},
			tree: map[string]string{"a.go": "-rw-r--r-- old a",
				"docs": "dir", "docs/deep": "dir", "docs/deep/mine.md": "-rw-r--r-- mine"},
		},
		{
			name:   "an empty folder of the user stays",
			change: func(t *testing.T, dir string) { mkdir(t, dir, "docs/own") },
			files:  files("a.go", "old a"),
			want:   Summary{Unchanged: 1, Removed: 2},
			tree:   map[string]string{"a.go": "-rw-r--r-- old a", "docs": "dir", "docs/own": "dir"},
		},
		{
			name:   "foreign file",
			change: func(t *testing.T, dir string) { put(t, dir, "x.go", "mine") },
			files:  files("a.go", "new a", "x.go", "x"),
			codes:  []string{"error foreign-file x.go"},
		},
		{
			name:   "foreign file by force",
			change: func(t *testing.T, dir string) { put(t, dir, "x.go", "mine") },
			files:  files("x.go", "x"),
			force:  true,
			want:   Summary{Written: 1, Removed: 3},
			tree:   map[string]string{"x.go": "-rw-r--r-- x"},
		},
		{
			name:   "foreign file with the right bytes",
			change: func(t *testing.T, dir string) { put(t, dir, "x.go", "x") },
			files:  files("x.go", "x"),
			want:   Summary{Unchanged: 1, Removed: 3},
			tree:   map[string]string{"x.go": "-rw-r--r-- x"},
		},
		{
			name:   "edited file",
			change: func(t *testing.T, dir string) { put(t, dir, "a.go", "edited") },
			files:  files("a.go", "new a"),
			codes:  []string{"error edited-file a.go"},
		},
		{
			name:   "edited file, although nothing new is generated",
			change: func(t *testing.T, dir string) { put(t, dir, "a.go", "edited") },
			files:  old,
			codes:  []string{"error edited-file a.go"},
		},
		{
			name:   "edited file by force",
			change: func(t *testing.T, dir string) { put(t, dir, "a.go", "edited") },
			files:  files("a.go", "new a"),
			force:  true,
			want:   Summary{Written: 1, Removed: 2},
			tree:   map[string]string{"a.go": "-rw-r--r-- new a"},
		},
		{
			name:   "edited file with the right bytes",
			change: func(t *testing.T, dir string) { put(t, dir, "a.go", "new a") },
			files:  files("a.go", "new a"),
			want:   Summary{Unchanged: 1, Removed: 2},
			tree:   map[string]string{"a.go": "-rw-r--r-- new a"},
		},
		{
			name:   "deleted file",
			change: func(t *testing.T, dir string) { remove(t, dir, "docs") },
			files:  old,
			want:   Summary{Written: 2, Unchanged: 1},
			tree: map[string]string{"a.go": "-rw-r--r-- old a", "docs": "dir", "docs/b.md": "-rw-r--r-- old b",
				"docs/deep": "dir", "docs/deep/c.md": "-rw-r--r-- old c"},
		},
		{
			name:   "deleted stale file",
			change: func(t *testing.T, dir string) { remove(t, dir, "docs") },
			files:  files("a.go", "old a"),
			want:   Summary{Unchanged: 1},
			tree:   map[string]string{"a.go": "-rw-r--r-- old a"},
		},
		{
			name:   "edited stale file",
			change: func(t *testing.T, dir string) { put(t, dir, "docs/b.md", "edited") },
			files:  files("a.go", "new a"),
			codes:  []string{"warning edited-stale-file docs/b.md"},
			want:   Summary{Written: 1, Removed: 1},
			tree:   map[string]string{"a.go": "-rw-r--r-- new a", "docs": "dir", "docs/b.md": "-rw-r--r-- edited"},
		},
		{
			name: "all conflicts at once",
			change: func(t *testing.T, dir string) {
				put(t, dir, "a.go", "edited")
				put(t, dir, "x.go", "mine")
				put(t, dir, "p", "a file")
				mkdir(t, dir, "q")
			},
			files: files("a.go", "new a", "x.go", "x", "p/1.go", "1", "p/2.go", "2", "q", "q", "docs/b.md", "new b"),
			codes: []string{"error edited-file a.go", "error not-a-folder p", "error not-a-file q", "error foreign-file x.go"},
		},
		{
			name:   "a folder in the way is not removed by force",
			change: func(t *testing.T, dir string) { put(t, dir, "q/mine", "mine") },
			files:  files("q", "q"),
			force:  true,
			codes:  []string{"error not-a-file q"},
		},
		{
			name:  "a file gives way to a folder",
			files: files("a.go/x", "x"),
			want:  Summary{Written: 1, Removed: 3},
			tree:  map[string]string{"a.go": "dir", "a.go/x": "-rw-r--r-- x"},
		},
		{
			name:   "an edited file does not",
			change: func(t *testing.T, dir string) { put(t, dir, "a.go", "edited") },
			files:  files("a.go/x", "x"),
			codes:  []string{"error not-a-folder a.go", "warning edited-stale-file a.go"},
		},
		{
			name:   "mode of a replaced file",
			change: func(t *testing.T, dir string) { chmod(t, dir, "a.go", 0o755) },
			files:  files("a.go", "new a"),
			want:   Summary{Written: 1, Removed: 2},
			tree:   map[string]string{"a.go": "-rwxr-xr-x new a"},
		},
		{
			name: "link instead of a file",
			change: func(t *testing.T, dir string) {
				remove(t, dir, "a.go")
				symlink(t, dir, "a.go", "docs/b.md")
			},
			files: files("a.go", "new a"),
			force: true,
			codes: []string{"error symbolic-link a.go"},
		},
		{
			name: "link instead of a stale file",
			change: func(t *testing.T, dir string) {
				remove(t, dir, "a.go")
				symlink(t, dir, "a.go", "docs/b.md")
			},
			files: files("docs/b.md", "old b"),
			codes: []string{"warning edited-stale-file a.go"},
			want:  Summary{Unchanged: 1, Removed: 1},
			tree:  map[string]string{"a.go": "-> docs/b.md", "docs": "dir", "docs/b.md": "-rw-r--r-- old b"},
		},
		{
			name:   "manifest that is not one",
			change: func(t *testing.T, dir string) { put(t, dir, ManifestName, "<<<<<<< ours\n") },
			files:  files("a.go", "new a"),
			force:  true,
			codes:  []string{"error bad-manifest " + ManifestName},
		},
		{
			name: "manifest of a later version",
			change: func(t *testing.T, dir string) {
				put(t, dir, ManifestName, `{"format":3,"files":{}}`)
			},
			files: files("a.go", "new a"),
			force: true,
			codes: []string{"error bad-manifest " + ManifestName},
		},
		{
			name: "two manifests in one",
			change: func(t *testing.T, dir string) {
				put(t, dir, ManifestName, `{"format":1,"files":{}}{"format":1,"files":{}}`)
			},
			files: files("a.go", "new a"),
			codes: []string{"error bad-manifest " + ManifestName},
		},
		{
			name: "manifest that points elsewhere",
			change: func(t *testing.T, dir string) {
				put(t, dir, ManifestName, `{"format":1,"files":{"../a":"x"}}`)
			},
			files: files("a.go", "new a"),
			codes: []string{"error bad-manifest " + ManifestName},
		},
		{
			name: "folder instead of the manifest",
			change: func(t *testing.T, dir string) {
				remove(t, dir, ManifestName)
				mkdir(t, dir, ManifestName)
			},
			files: files("a.go", "new a"),
			codes: []string{"error not-a-file " + ManifestName},
		},
		{
			name:   "lost manifest",
			change: func(t *testing.T, dir string) { remove(t, dir, ManifestName) },
			files:  files("a.go", "old a", "docs/b.md", "new b"),
			codes:  []string{"error foreign-file docs/b.md"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			mustWrite(t, dir, old, testOptions)
			if test.change != nil {
				test.change(t, dir)
			}
			before := tree(t, dir)
			opts := testOptions
			opts.Force = test.force

			var planned, ds diag.List
			plan, err := NewPlan(dir, test.files, opts, &planned)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
				t.Errorf("NewPlan changed the folder:\n%s", diff)
			}
			sum, err := Write(context.Background(), dir, test.files, opts, &ds)
			if diff := cmp.Diff(test.codes, codes(t, dir, &ds)); diff != "" {
				t.Errorf("diagnostics:\n%s", diff)
			}
			if diff := cmp.Diff(planned.All(), ds.All()); diff != "" {
				t.Errorf("NewPlan and Write report differently:\n%s", diff)
			}
			after := tree(t, dir)
			if test.tree == nil {
				if !errors.Is(err, ErrConflict) || len(plan.Conflicts) == 0 {
					t.Errorf("Write: %v, planned conflicts: %v", err, plan.Conflicts)
				}
				if diff := cmp.Diff(before, after); diff != "" {
					t.Errorf("changed in spite of the conflict:\n%s", diff)
				}
				return
			}
			if err != nil {
				t.Fatalf("Write: %v\n%v", err, ds.All())
			}
			if sum != test.want {
				t.Errorf("summary is %+v, want %+v", sum, test.want)
			}
			delete(after, ManifestName)
			if diff := cmp.Diff(test.tree, after); diff != "" {
				t.Errorf("folder:\n%s", diff)
			}
			age(t, dir)
			var again diag.List
			if _, err := Write(context.Background(), dir, test.files, opts, &again); err != nil || len(again.All()) > 0 {
				t.Errorf("second run: %v %v", err, again.All())
			}
			if got := touched(t, dir); got != nil {
				t.Errorf("the second run changed %v", got)
			}
		})
	}
}
