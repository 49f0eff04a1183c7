package pipeline

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/source"
)

// The names of inputs depend neither on the working folder nor on the spelling of paths.
func TestNames(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the paths of this test have slashes")
	}
	top := t.TempDir()
	for _, dir := range []string{"p/q", "r"} {
		if err := os.MkdirAll(filepath.Join(top, dir), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	type input struct {
		path       string // from top, unless it is not a file
		configured bool
	}
	for name, c := range map[string]struct {
		base   string // from top, if there is one
		inputs []input
		want   []string
	}{
		"base names":            {"", []input{{"p/a.yaml", false}, {"r/b.yaml", false}}, []string{"a.yaml", "b.yaml"}},
		"told apart":            {"", []input{{"p/a.yaml", false}, {"r/a.yaml", false}, {"r/b.yaml", false}}, []string{"p/a.yaml", "r/a.yaml", "b.yaml"}},
		"told apart further up": {"", []input{{"p/q/s/a.yaml", false}, {"p/r/s/a.yaml", false}, {"s/a.yaml", false}}, []string{"q/s/a.yaml", "r/s/a.yaml", filepath.Base(top) + "/s/a.yaml"}},
		"one file twice":        {"", []input{{"p/a.yaml", false}, {"p/a.yaml", false}}, []string{"a.yaml", "a.yaml"}},
		"no files":              {"", []input{{"https://h/a.yaml", false}, {source.Stdin, false}, {"p/a.yaml", false}}, []string{"https://h/a.yaml", source.Stdin, "a.yaml"}},
		"configured":            {"p", []input{{"p/q/a.yaml", true}, {"r/a.yaml", true}, {"https://h/a.yaml", true}}, []string{"q/a.yaml", "../r/a.yaml", "https://h/a.yaml"}},
		"flags":                 {"p", []input{{"p/q/a.yaml", false}, {"r/q/a.yaml", false}}, []string{"q/a.yaml", "a.yaml"}},
		"flags beside a name":   {"p", []input{{"p/a.yaml", false}, {"r/a.yaml", false}}, []string{"a.yaml", "r/a.yaml"}},
	} {
		for _, dir := range []string{".", "p", "p/q", "r"} {
			t.Chdir(filepath.Join(top, dir))
			for _, absolute := range []bool{false, true} {
				spell := func(path string) string {
					path = filepath.Join(top, path)
					if !absolute {
						var err error
						if path, err = filepath.Rel(filepath.Join(top, dir), path); err != nil {
							t.Fatal(err)
						}
					}
					return path
				}
				var opts Inputs
				if c.base != "" {
					opts.Base = spell(c.base)
				}
				var inputs []source.Input
				for _, in := range c.inputs {
					read := source.Input{Name: in.path}
					if onDisk(in.path) {
						read.Name = spell(in.path)
					}
					if in.configured {
						read.Pattern.Pos = diag.Position{File: "stackone-gen.yaml", Line: 1, Column: 1}
					}
					inputs = append(inputs, read)
				}
				if diff := cmp.Diff(c.want, opts.names(inputs)); diff != "" {
					t.Errorf("%s in %s, absolute %v: %s", name, dir, absolute, diff)
				}
			}
		}
	}
}
