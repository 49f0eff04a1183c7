package output

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestHistories lets the generator and a user work on one folder in turns. The
// generator writes texts that start with "gen", the user others, so that they can
// always be told apart.
func TestHistories(t *testing.T) {
	paths := rapid.SampledFrom([]string{"a", "b", "d/a", "d/b", "d/e/a", "f/a", "f/a/b"})
	generated := rapid.Custom(func(t *rapid.T) []emit.File {
		var out []emit.File
		for name, text := range rapid.MapOf(paths, rapid.SampledFrom([]string{"gen 1", "gen 2"})).Draw(t, "files") {
			out = append(out, emit.File{Path: name, Data: []byte(text)})
		}
		return slices.DeleteFunc(out, func(f emit.File) bool {
			return f.Path == "f/a" && slices.ContainsFunc(out, func(g emit.File) bool { return g.Path == "f/a/b" })
		})
	})
	base := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(base, "")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		t.Repeat(map[string]func(*rapid.T){
			"edit": func(t *rapid.T) {
				name := filepath.Join(dir, filepath.FromSlash(paths.Draw(t, "path")))
				text := rapid.SampledFrom([]string{"user", "gen 1", "gen 2"}).Draw(t, "text")
				if os.MkdirAll(filepath.Dir(name), 0o755) == nil {
					os.WriteFile(name, []byte(text), 0o644) // or else a folder is there
				}
			},
			"delete": func(t *rapid.T) {
				os.RemoveAll(filepath.Join(dir, filepath.FromSlash(paths.Draw(t, "path"))))
			},
			"generate": func(t *rapid.T) { checkRun(t, dir, generated.Draw(t, "generated")) },
		})
	})
}

// checkRun runs the generator on a folder in any state and checks its effects.
func checkRun(t *rapid.T, dir string, fs []emit.File) {
	before := snapshot(t, dir)
	owned := listed(t, dir)
	var ds diag.List
	sum, err := Write(context.Background(), dir, fs, testOptions, &ds)
	after := snapshot(t, dir)
	if err != nil {
		if !errors.Is(err, ErrConflict) || !ds.HasErrors() {
			t.Fatalf("Write: %v %v", err, ds.All())
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Fatalf("changed in spite of a conflict:\n%s", diff)
		}
		return
	}
	if ds.HasErrors() {
		t.Fatalf("no error in spite of %v", ds.All())
	}
	wanted := make(map[string]string)
	for _, f := range fs {
		wanted[f.Path] = string(f.Data)
		if after[f.Path] != string(f.Data) {
			t.Fatalf("%s is %q, want %q", f.Path, after[f.Path], f.Data)
		}
	}
	if sum.Written+sum.Unchanged != len(fs) {
		t.Fatalf("summary is %+v for %d files", sum, len(fs))
	}
	for name, text := range before {
		_, stays := wanted[name]
		mayGo := owned[name] == digest([]byte(text))
		switch {
		case name == ManifestName || stays && (mayGo || text == wanted[name]):
		case text == "dir":
			if after[name] == "" && !hasOwned(owned, name) {
				t.Fatalf("folder %s was removed", name)
			}
		case stays:
			t.Fatalf("%s was overwritten", name)
		case mayGo:
			if got, ok := after[name]; ok && got != "dir" {
				t.Fatalf("%s is still there", name)
			}
		case after[name] != text:
			t.Fatalf("%s was %q and is %q", name, text, after[name])
		}
	}
	for name, text := range after {
		if _, old := before[name]; !old && text != "dir" && wanted[name] == "" && name != ManifestName {
			t.Fatalf("%s appeared", name)
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(wanted)), slices.Sorted(maps.Keys(listed(t, dir)))); diff != "" {
		t.Fatalf("manifest:\n%s", diff)
	}
}

func hasOwned(owned map[string]string, dir string) bool {
	for name := range owned {
		if strings.HasPrefix(name, dir+"/") {
			return true
		}
	}
	return false
}

// listed returns the files in the manifest.
func listed(t *rapid.T, dir string) map[string]string {
	data, err := os.ReadFile(filepath.Join(dir, ManifestName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m.Files
}

// snapshot is tree without modes.
func snapshot(t *rapid.T, dir string) map[string]string {
	out := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if e.IsDir() {
			out[filepath.ToSlash(rel)] = "dir"
			return nil
		}
		data, err := os.ReadFile(name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
