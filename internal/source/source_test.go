package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patternPos is the position of the patterns of a test.
var patternPos = diag.Position{File: "gen.yaml", Line: 2, Column: 5}

// located returns patterns of a configuration, one per line.
func located(patterns ...string) []diag.Text {
	texts := make([]diag.Text, len(patterns))
	for i, p := range patterns {
		texts[i] = diag.Text{Value: p, Pos: patternPos}
		texts[i].Pos.Line += i
	}
	return texts
}

// flags returns patterns of the command line.
func flags(patterns ...string) []diag.Text {
	texts := make([]diag.Text, len(patterns))
	for i, p := range patterns {
		texts[i].Value = p
	}
	return texts
}

// summary formats a list for comparison.
func summary(ds *diag.List) []string {
	var lines []string
	for _, d := range ds.All() {
		s := d.String() + " [" + d.Code + "]"
		if d.Hint != "" {
			s += " (" + d.Hint + ")"
		}
		lines = append(lines, s)
	}
	return lines
}

// show formats each input as a line with its name and text.
func show(inputs []Input) []string {
	var lines []string
	for _, in := range inputs {
		lines = append(lines, in.Name+": "+string(in.Data))
	}
	return lines
}

// folder creates files in a new folder and changes to it. A name that ends in a
// slash is an empty folder, a text that starts with "-> " is a link.
func folder(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		dir := filepath.Dir(name)
		if strings.HasSuffix(name, "/") {
			dir = name
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if dir == name {
			continue
		}
		var err error
		if target, ok := strings.CutPrefix(text, "-> "); ok {
			err = os.Symlink(target, name)
		} else {
			err = os.WriteFile(name, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func check(t *testing.T, what string, got, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestLocal(t *testing.T) {
	files := map[string]string{
		"specs/b.yaml": "b", "specs/a.yaml": "a", "specs/c.json": "c", "specs/deep/er/d.yaml": "d",
		"specs/.hidden.yaml": "h", "specs/.git/g.yaml": "g", "specs/folder.yaml/": "",
		"specs/link.yaml": "-> a.yaml", "specs/loop": "-> ..", "specs/other": "-> ../elsewhere",
		"elsewhere/e.yaml": "e", "order/x/x.yaml": "x", "order/x.yaml": "d", "order/x-1.yaml": "1", "dangling.yml": "-> nothing", "x[1].yaml": "brackets", "x1.yaml": "one",
		"-": "minus", "https:/host": "path", "big.yaml": "0123456789A", "round/loop.txt": "-> loop.txt",
	}
	const paths = "; it is relative to the working folder)"
	tests := []struct {
		name     string
		patterns []diag.Text
		want     []string
		faults   []string
	}{
		{name: "none"},
		{name: "a file", patterns: flags("specs/a.yaml"), want: []string{"specs/a.yaml: a"}},
		{name: "as it was given", patterns: flags("./specs/../specs/a.yaml"), want: []string{"./specs/../specs/a.yaml: a"}},
		{name: "in the order given", patterns: flags("specs/b.yaml", "specs/a.yaml"), want: []string{"specs/b.yaml: b", "specs/a.yaml: a"}},
		{name: "glob", patterns: flags("specs/*.yaml"), want: []string{"specs/a.yaml: a", "specs/b.yaml: b"}},
		{name: "glob with dots", patterns: flags("./specs/?.json"), want: []string{"specs/c.json: c"}},
		{name: "alternatives", patterns: flags("specs/{c,a,a}.{json,yaml}"), want: []string{"specs/a.yaml: a", "specs/c.json: c"}},
		{name: "class", patterns: flags("specs/[b-c].*"), want: []string{"specs/b.yaml: b", "specs/c.json: c"}},
		{name: "any depth, through links, not in circles", patterns: flags("specs/**/[a-e].*"), want: []string{
			"specs/a.yaml: a", "specs/b.yaml: b", "specs/c.json: c", "specs/deep/er/d.yaml: d", "specs/loop/elsewhere/e.yaml: e",
		}},
		{name: "sorted", patterns: flags("order/**"), want: []string{"order/x-1.yaml: 1", "order/x.yaml: d", "order/x/x.yaml: x"}},
		{name: "hidden if asked for", patterns: flags("specs/.*.yaml"), want: []string{"specs/.hidden.yaml: h"}},
		{name: "twice", patterns: flags("specs/b.yaml", "specs/*.yaml", "specs/./b.yaml", "specs/link.yaml"), want: []string{"specs/b.yaml: b", "specs/a.yaml: a"}},
		{name: "a name that looks like a glob", patterns: flags("x[1].yaml"), want: []string{"x[1].yaml: brackets"}},
		{name: "an escaped glob", patterns: flags(`x\[1].*`), want: []string{"x[1].yaml: brackets"}},
		{name: "a minus with a folder", patterns: flags("./-"), want: []string{"./-: minus"}},
		{name: "one slash is not a URL", patterns: flags("https:/host"), want: []string{"https:/host: path"}},
		{name: "standard input, once", patterns: flags("-", "-"), want: []string{"<stdin>: in"}},

		{name: "absent", patterns: flags("absent.yaml"), faults: []string{
			"absent.yaml: error: cannot read the description: no such file or directory [unreadable-file] (check the path" + paths,
		}},
		{name: "absent but near", patterns: located("spec/a.yaml", "specs/A.yml"), faults: []string{
			`gen.yaml:2:5: error: cannot read "spec/a.yaml": no such file or directory [unreadable-file] (check the path; did you mean "specs/a.yaml"?)`,
			`gen.yaml:3:5: error: cannot read "specs/A.yml": no such file or directory [unreadable-file] (check the path; did you mean "specs/a.yaml"?)`,
		}},
		{name: "absent twice", patterns: located("x2.yaml", "x2.yaml"), faults: []string{
			`gen.yaml:2:5: error: cannot read "x2.yaml": no such file or directory [unreadable-file] (check the path; did you mean "x1.yaml"?)`,
			`gen.yaml:3:5: error: cannot read "x2.yaml": no such file or directory [unreadable-file] (check the path; did you mean "x1.yaml"?)`,
		}},
		{name: "below a file", patterns: flags("specs/a.yaml/b"), faults: []string{
			"specs/a.yaml/b: error: cannot read the description: not a directory [unreadable-file]",
		}},
		{name: "a folder", patterns: flags("specs", "specs/deep/"), faults: []string{
			"specs: error: cannot read the description: is a directory [unreadable-file] (use a file in it)",
			"specs/deep/: error: cannot read the description: is a directory [unreadable-file] (use a file in it)",
		}},
		{name: "a link to nothing", patterns: flags("*.yml"), faults: []string{
			"dangling.yml: error: cannot read the description: no such file or directory [unreadable-file] (check the path" + paths,
		}},
		{name: "a link to itself", patterns: flags("round/*"), faults: []string{
			"round/loop.txt: error: cannot read the description: too many levels of symbolic links [unreadable-file]",
		}},
		{name: "past a link to itself", patterns: flags("round/**/x.yaml"), faults: []string{
			`round/**/x.yaml: error: no file matches "round/**/x.yaml" [no-match] (check the path` + paths,
		}},
		{name: "too large", patterns: located("big.yaml"), faults: []string{
			`gen.yaml:2:5: error: cannot read "big.yaml": it is larger than 10 bytes [too-large] (set remote.max-size in the configuration to allow more)`,
		}},
		{name: "empty", patterns: located(""), faults: []string{
			"gen.yaml:2:5: error: the name of the description must not be empty [no-match] (use a file or a URL)",
		}},
		{name: "no match", patterns: flags("nothing*.yaml"), faults: []string{
			`nothing*.yaml: error: no file matches "nothing*.yaml" [no-match] (check the path` + paths,
		}},
		{name: "no match but near", patterns: located("specs/*.yml", "spcs/*.yaml", "none/at/all/*.yaml", "specs/c*.yaml", "elswhere/*", "specs/lnik*.yaml", "specs/dee?"), faults: []string{
			`gen.yaml:2:5: error: no file matches "specs/*.yml" [no-match] (did you mean "specs/*.yaml"?)`,
			`gen.yaml:3:5: error: no file matches "spcs/*.yaml" [no-match] (the folder "spcs" does not exist; did you mean "specs"?)`,
			`gen.yaml:4:5: error: no file matches "none/at/all/*.yaml" [no-match] (the folder "none/at/all" does not exist; paths are relative to the working folder)`,
			`gen.yaml:5:5: error: no file matches "specs/c*.yaml" [no-match] (did you mean "specs/c*.json"?)`,
			`gen.yaml:6:5: error: no file matches "elswhere/*" [no-match] (the folder "elswhere" does not exist; did you mean "elsewhere"?)`,
			`gen.yaml:7:5: error: no file matches "specs/lnik*.yaml" [no-match] (did you mean "specs/link.yaml"?)`,
			`gen.yaml:8:5: error: no file matches "specs/dee?" [no-match] (did you mean "specs/deep"?)`,
		}},
		{name: "bad globs", patterns: located("specs/[a", "specs/{a,b"), faults: []string{
			`gen.yaml:2:5: error: "specs/[a" is neither a file nor a pattern [bad-glob] (close every [ and {, or escape those in file names with a backslash)`,
			`gen.yaml:3:5: error: "specs/{a,b" is neither a file nor a pattern [bad-glob] (close every [ and {, or escape those in file names with a backslash)`,
		}},
		{name: "what can be read is read", patterns: located("specs/a.yaml", "specs", "specs/b.yaml"), want: []string{"specs/a.yaml: a", "specs/b.yaml: b"}, faults: []string{
			`gen.yaml:3:5: error: cannot read "specs": is a directory [unreadable-file] (use a file in it)`,
		}},
	}
	folder(t, files)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var ds diag.List
			inputs, err := Read(t.Context(), tt.patterns, Options{Stdin: strings.NewReader("in"), MaxSize: 10}, &ds)
			if err != nil {
				t.Fatal(err)
			}
			check(t, "inputs", show(inputs), tt.want)
			check(t, "diagnostics", summary(&ds), tt.faults)
			for _, in := range inputs {
				if in.Remote || in.SHA256 != hash(in.Data) {
					t.Errorf("%s: remote %v, hash %s", in.Name, in.Remote, in.SHA256)
				}
			}
		})
	}
}

func TestHashIsThatOfTheBytes(t *testing.T) {
	folder(t, map[string]string{"abc": "abc"})
	var ds diag.List
	inputs, err := Read(t.Context(), flags("abc"), Options{}, &ds)
	// The first example of the standard, FIPS 180-2.
	if err != nil || len(inputs) != 1 || inputs[0].SHA256 != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" {
		t.Errorf("%v, %v, %v", inputs, err, summary(&ds))
	}
}

func TestSizeLimitIsExact(t *testing.T) {
	folder(t, map[string]string{"ten": "0123456789"})
	for limit, want := range map[int64]int{9: 0, 10: 1, 11: 1, 0: 1, -1: 1, 1<<63 - 1: 1} {
		var ds diag.List
		inputs, err := Read(t.Context(), flags("ten"), Options{MaxSize: limit}, &ds)
		if err != nil || len(inputs) != want || want == 1 && len(inputs[0].Data) != 10 {
			t.Errorf("limit %d: %d inputs, %v, %v", limit, len(inputs), err, summary(&ds))
		}
	}
}

func TestFormatSize(t *testing.T) {
	for n, want := range map[int64]string{
		defaultMaxSize: "50 MB", 1: "1 bytes", 1000: "1 kB", 1024: "1 KiB", 1536: "1536 bytes",
		3 << 20: "3 MiB", 2_000_000_000: "2 GB", 1 << 40: "1024 GiB",
	} {
		if got := formatSize(n); got != want {
			t.Errorf("formatSize(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestKind(t *testing.T) {
	t.Chdir(t.TempDir())
	var ds diag.List
	if _, err := Read(t.Context(), flags("-"), Options{Kind: "overlay"}, &ds); err != nil {
		t.Fatal(err)
	}
	check(t, "diagnostics", summary(&ds), []string{"<stdin>: error: cannot read the overlay: there is none [unreadable-file]"})
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("the superuser may read everything")
	}
	folder(t, map[string]string{"specs/locked.yaml": "x", "specs/inner/a.yaml": "x"})
	for _, path := range []string{"specs/locked.yaml", "specs/inner"} {
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o700) })
	}
	var ds diag.List
	if _, err := Read(t.Context(), located("specs/locked.yaml", "specs/**/a.yaml"), Options{}, &ds); err != nil {
		t.Fatal(err)
	}
	check(t, "diagnostics", summary(&ds), []string{
		`gen.yaml:2:5: error: cannot read "specs/locked.yaml": permission denied [unreadable-file] (give yourself read permission)`,
		`gen.yaml:3:5: error: cannot search "specs/inner" for "specs/**/a.yaml": permission denied [unreadable-file] (give yourself read permission)`,
	})
}

func TestFaultOf(t *testing.T) {
	tests := []struct {
		err  error
		want fault
	}{
		{&fs.PathError{Op: "open", Path: "p", Err: syscall.EACCES}, fault{"unreadable-file", "permission denied", "give yourself read permission"}},
		{&fs.PathError{Op: "read", Path: "p", Err: syscall.EIO}, fault{"unreadable-file", "input/output error", ""}},
		{fmt.Errorf("wrapped: %w", &fault{"a", "b", "c"}), fault{"a", "b", "c"}},
	}
	for _, tt := range tests {
		if got := faultOf(tt.err, origin{path: "p"}); *got != tt.want {
			t.Errorf("faultOf(%v) = %+v, want %+v", tt.err, *got, tt.want)
		}
	}
}

// failing is a reader that fails half-way.
type failing struct{}

func (failing) Read(p []byte) (int, error) { return copy(p, "half"), errors.New("the pipe broke") }

func TestStdinBreaks(t *testing.T) {
	var ds diag.List
	inputs, err := Read(t.Context(), flags("-"), Options{Stdin: failing{}}, &ds)
	if err != nil || len(inputs) != 0 {
		t.Errorf("%v, %v", inputs, err)
	}
	check(t, "diagnostics", summary(&ds), []string{"<stdin>: error: cannot read the description: the pipe broke [unreadable-file]"})
}

// An interrupt ends a run that waits for a pipe.
func TestInterruptedPipe(t *testing.T) {
	in, out := io.Pipe()
	defer out.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = out.Write([]byte("x")) // returns when Read has begun to read
		cancel()
	}()
	ds := new(diag.List)
	inputs, err := Read(ctx, flags("-", "absent"), Options{Stdin: in}, ds)
	if !errors.Is(err, context.Canceled) || inputs != nil || len(ds.All()) != 0 {
		t.Errorf("%v, %v, %v", inputs, err, summary(ds))
	}
}

func TestInterruptedBefore(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ds := new(diag.List)
	inputs, err := Read(ctx, flags("-", "*", "source.go", "https://127.0.0.1:1/"), Options{CacheDir: t.TempDir(), Stdin: strings.NewReader("x")}, ds)
	if !errors.Is(err, context.Canceled) || inputs != nil || len(ds.All()) != 0 {
		t.Errorf("%v, %v, %v", inputs, err, summary(ds))
	}
	if _, err := glob(ctx, pattern{Text: diag.Text{Value: "**"}}); !errors.Is(err, context.Canceled) {
		t.Errorf("the search goes on: %v", err)
	}
}

// frozenTo returns a lock with these hashes.
func frozenTo(hashes map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { hash, known := hashes[name]; return hash, known }
}

// A literal pattern is a path whatever its characters.
func TestLiteral(t *testing.T) {
	folder(t, map[string]string{"a.yaml": "a", "x[1].yaml": "brackets", "-": "minus"})
	var ds diag.List
	inputs, err := Read(t.Context(), flags("x[1].yaml", "*.yaml", "-", "http://host/a.yaml"), Options{Kind: "configuration", Literal: true}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "inputs", show(inputs), []string{"x[1].yaml: brackets", "-: minus"})
	check(t, "diagnostics", summary(&ds), []string{
		`*.yaml: error: cannot read the configuration: no such file or directory [unreadable-file] (check the path; did you mean "a.yaml"?)`,
		"http://host/a.yaml: error: cannot read the configuration: no such file or directory [unreadable-file] (check the path; it is relative to the working folder)",
	})
}

// Files are not checked while they are read, but may be afterwards.
func TestCheckLocked(t *testing.T) {
	folder(t, map[string]string{"a": "a", "b": "b", "c": "c"})
	locked := map[string]string{"a": strings.ToUpper(hash([]byte("a"))), "b": strings.Repeat("0123456789ab", 6), Stdin: hash([]byte("in"))}
	var ds diag.List
	patterns := append(located("a", "b", "c"), flags("-")...)
	inputs, err := Read(t.Context(), patterns, Options{Stdin: strings.NewReader("in"), Frozen: frozenTo(map[string]string{})}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "inputs", show(inputs), []string{"a: a", "b: b", "c: c", "<stdin>: in"})
	inputs = append(inputs, Input{Name: "d"})
	var good []string
	for _, in := range inputs {
		if want, known := locked[in.Name]; in.CheckLocked(want, known, "overlay", &ds) {
			good = append(good, in.Name)
		}
	}
	check(t, "good", good, []string{"a", Stdin})
	check(t, "diagnostics", summary(&ds), []string{
		"d: error: the overlay is not in the lock file [frozen-input] (run without --frozen to accept it)",
		`gen.yaml:3:5: error: "b" has changed: its SHA-256 is 3e23e8160039…, but the lock file has 0123456789ab… [frozen-input] (run without --frozen to accept the new one)`,
		`gen.yaml:4:5: error: "c" is not in the lock file [frozen-input] (run without --frozen to accept it)`,
	})
}

// The inputs of a folder do not depend on the order of the files on disk.
func TestGlobIsSorted(t *testing.T) {
	files := make(map[string]string)
	var want []string
	for i := range 50 {
		name := fmt.Sprintf("%c%d.yaml", 'a'+(i*7)%26, i)
		files[name] = name
		want = append(want, name+": "+name)
	}
	slices.Sort(want)
	folder(t, files)
	var ds diag.List
	inputs, err := Read(t.Context(), flags("*.yaml"), Options{}, &ds)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "inputs", show(inputs), want)
}
