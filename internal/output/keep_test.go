package output

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

func kept(head string, contents ...string) string {
	text := head + "\n"
	for i := 0; i < len(contents); i += 2 {
		text += "<!-- keep:begin " + contents[i] + " -->\n" + contents[i+1] + "<!-- keep:end -->\n"
	}
	return text + "tail\n"
}

func keepFile(text string) []emit.File {
	return []emit.File{{Path: "README.md", Data: []byte(text), Keep: true}}
}

func TestKeep(t *testing.T) {
	tests := []struct {
		name             string
		first, disk, new string // disk is what a person made of first
		want             string
		codes            []string
		force            bool
	}{
		{
			name:  "nothing written into it",
			first: kept("1", "a", ""), disk: kept("1", "a", ""), new: kept("2", "a", ""),
			want: kept("2", "a", ""),
		},
		{
			name:  "carried into the new file",
			first: kept("1", "a", "", "b", ""), disk: kept("1", "a", "mine\n", "b", ""), new: kept("2", "b", "", "a", ""),
			want: kept("2", "b", "", "a", "mine\n"),
		},
		{
			name:  "nothing new",
			first: kept("1", "a", ""), disk: kept("1", "a", "mine\n"), new: kept("1", "a", ""),
			want: kept("1", "a", "mine\n"),
		},
		{
			name:  "an edit outside",
			first: kept("1", "a", ""), disk: kept("1 edited", "a", "mine\n"), new: kept("2", "a", ""),
			want: kept("1 edited", "a", "mine\n"), codes: []string{"edited-file"},
		},
		{
			name:  "an edit outside, forced away",
			first: kept("1", "a", ""), disk: kept("1 edited", "a", "mine\n"), new: kept("2", "a", ""),
			want: kept("2", "a", "mine\n"), force: true,
		},
		{
			name:  "an edit outside alone",
			first: kept("1", "a", ""), disk: kept("1 edited", "a", ""), new: kept("1", "a", ""),
			want: kept("1 edited", "a", ""), codes: []string{"edited-file"},
		},
		{
			name:  "a region that no longer exists",
			first: kept("1", "a", ""), disk: kept("1", "a", "mine\n"), new: kept("2"),
			want: kept("1", "a", "mine\n"), codes: []string{"kept-region"},
		},
		{
			name:  "a region that no longer exists, forced away",
			first: kept("1", "a", ""), disk: kept("1", "a", "mine\n"), new: kept("2"),
			want: kept("2"), force: true,
		},
		{
			name:  "a region that no longer exists, and an edit outside",
			first: kept("1", "a", ""), disk: kept("1 edited", "a", "mine\n"), new: kept("2"),
			want: kept("1 edited", "a", "mine\n"), codes: []string{"edited-file"},
		},
		{
			name:  "an empty region that no longer exists",
			first: kept("1", "a", ""), disk: kept("1", "a", "\n"), new: kept("2"),
			want: kept("2"),
		},
		{
			name:  "a mark that was taken away",
			first: kept("1", "a", ""), disk: "1\n<!-- keep:begin a -->\nmine\ntail\n", new: kept("2", "a", ""),
			want: "1\n<!-- keep:begin a -->\nmine\ntail\n", codes: []string{"edited-file"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			mustWrite(t, dir, keepFile(test.first), testOptions)
			put(t, dir, "README.md", test.disk)
			opts := testOptions
			opts.Force = test.force
			var ds diag.List
			_, err := Write(context.Background(), dir, keepFile(test.new), opts, &ds)
			if (len(test.codes) > 0) != errors.Is(err, ErrConflict) {
				t.Errorf("error %v", err)
			}
			var codes []string
			for _, d := range ds.All() {
				codes = append(codes, d.Code)
			}
			if diff := cmp.Diff(test.codes, codes); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.want, get(t, dir, "README.md")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestKeepManifest checks that the content of regions does not affect the manifest.
func TestKeepManifest(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, keepFile(kept("1", "a", "")), testOptions)
	before := get(t, dir, ManifestName)
	put(t, dir, "README.md", kept("1", "a", "mine\n"))
	if summary := mustWrite(t, dir, keepFile(kept("1", "a", "")), testOptions); summary.Written != 0 || summary.Unchanged != 1 {
		t.Errorf("%+v", summary)
	}
	if get(t, dir, ManifestName) != before {
		t.Error("the manifest changed")
	}
}

// TestKeepStale keeps a file that is no longer generated if its regions have content.
func TestKeepStale(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, keepFile(kept("1", "a", "")), testOptions)
	put(t, dir, "README.md", kept("1", "a", "mine\n"))
	mustWrite(t, dir, files("other.go", "x"), testOptions)
	if got := get(t, dir, "README.md"); !strings.Contains(got, "mine") {
		t.Errorf("README.md is now %q", got)
	}
}

// TestBrokenMarks reports which mark is broken if the rest of the file is unchanged.
func TestBrokenMarks(t *testing.T) {
	for disk, want := range map[string]string{
		"1\n<!-- keep:begin a -->\nmine\n":                                     `2: the region "a" has no end mark, so it cannot be kept`,
		"<!-- keep:begin a -->\nmine <!-- keep:end -->\n" + kept("1", "b", ""): `1: the region "a" has no end mark, so it cannot be kept`,
		kept("1", "a", "<!-- keep:begin b -->\nmine\n<!-- keep:end -->\n"):     `2: the region "a" has no end mark, so it cannot be kept`,
		kept("1", "a", "one\n", "b", "", "a", "two\n"):                         `7: duplicate region "a", so neither can be kept`,
		kept("1", "a", "one\n<!-- keep:end -->\ntwo\n"):                        `6: end mark without a region, so none can be kept`,
		kept("1", "c", ""): `0: this generated file was edited by hand`,
	} {
		dir := t.TempDir()
		first := keepFile(kept("1", "a", "", "b", ""))
		mustWrite(t, dir, first, testOptions)
		put(t, dir, "README.md", disk)
		var ds diag.List
		if _, err := Write(context.Background(), dir, first, testOptions, &ds); !errors.Is(err, ErrConflict) {
			t.Errorf("%q: error %v", disk, err)
			continue
		}
		d := ds.All()[0]
		if got := fmt.Sprintf("%d: %s", d.Pos.Line, d.Message); d.Code != "edited-file" || got != want {
			t.Errorf("%q: %s %s", disk, d.Code, got)
		}
	}
}

// TestMarksOfOtherFiles checks that marks in a file without regions have no
// meaning: text between them is an ordinary edit.
func TestMarksOfOtherFiles(t *testing.T) {
	dir := t.TempDir()
	mustWrite(t, dir, files("a.go", kept("1", "a", "")), testOptions)
	put(t, dir, "a.go", kept("1", "a", "mine\n"))
	for _, head := range []string{"1", "2"} {
		var ds diag.List
		if _, err := Write(context.Background(), dir, files("a.go", kept(head, "a", "")), testOptions, &ds); !errors.Is(err, ErrConflict) {
			t.Errorf("error %v", err)
		}
	}
	if got := get(t, dir, "a.go"); got != kept("1", "a", "mine\n") {
		t.Errorf("a.go is now %q", got)
	}
}

func TestCarryLosesNothing(t *testing.T) {
	line := rapid.SampledFrom([]string{"text\n", "\n", "<!-- keep:begin a -->\n", "<!-- keep:begin b -->\n", "<!-- keep:end -->\n", "<!-- keep:end --> \n", "no end"})
	text := rapid.Custom(func(t *rapid.T) []byte { return []byte(strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "")) })
	rapid.Check(t, func(t *rapid.T) {
		wanted, old := text.Draw(t, "wanted"), text.Draw(t, "old")
		merged, lost := carry(wanted, old)
		if !bytes.Equal(withoutKept(merged), withoutKept(wanted)) {
			t.Fatalf("%q differs outside of regions from %q", merged, wanted)
		}
		_, fault := regions(wanted)
		inOld, faultOld := regions(old)
		if fault != nil || faultOld != nil {
			return
		}
		for _, r := range inOld {
			content := old[r.start:r.end]
			if len(bytes.TrimSpace(content)) > 0 && !bytes.Contains(merged, content) && len(lost) == 0 {
				t.Fatalf("%q of %q is lost in %q", content, r.name, merged)
			}
		}
		if again, _ := carry(wanted, merged); !bytes.Equal(again, merged) {
			t.Fatalf("%q becomes %q the second time", merged, again)
		}
	})
}
