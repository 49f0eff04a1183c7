package output

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

func TestBadPaths(t *testing.T) {
	tests := []struct {
		paths string // separated by spaces
		want  string // part of the error; empty if the paths are fine
	}{
		{"a.go docs/b.md docs/c.md .github/x.yml a-b_c/ü.md", ""},
		{"console.go com10 comx lpt- comma nullable.go com", ""},
		{"/etc/passwd", "relative"},
		{"../a", "relative"},
		{"a/../b", "relative"},
		{"a//b", "relative"},
		{"./a", "relative"},
		{".", "relative"},
		{"a/", "relative"},
		{`a\b`, "Windows"},
		{"C:x", "Windows"},
		{"a?", "Windows"},
		{"a\x00b", "control"},
		{"a\tb", "control"},
		{"a\x7f", "control"},
		{"\xff", "relative"},
		{"aux", "reserved by Windows"},
		{"x/NUL.txt", "reserved by Windows"},
		{"com1.tar.gz", "reserved by Windows"},
		{"LPT¹", "reserved by Windows"},
		{"a.", "full stop"},
		{"a./b", "full stop"},
		{ManifestName, "reserved"},
		{"x/.StackOne-gen.tmp-work", "reserved"},
		{"a a", "duplicate path"},
		{"a A", "only in case"},
		{"docs/a.md Docs/b.md", "only in case"},
		{"straße strasse", ""},
		{"a a/b", "is also a file"},
	}
	for _, test := range tests {
		var fs []emit.File
		for name := range strings.SplitSeq(test.paths, " ") {
			fs = append(fs, emit.File{Path: name})
		}
		dir := filepath.Join(t.TempDir(), "out")
		var ds diag.List
		_, err := Write(context.Background(), dir, fs, testOptions, &ds)
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%q: %v", test.paths, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%q: error %v, want one with %q", test.paths, err, test.want)
		case err != nil && tree(t, dir) != nil:
			t.Errorf("%q: the folder was made", test.paths)
		}
	}
	if err := checkPath("ends "); err == nil || !strings.Contains(err.Error(), "space") {
		t.Errorf("name that ends in a space: %v", err)
	}
}

// TestManifestFaults checks the messages about broken manifests, for people who
// have never seen one.
func TestManifestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "m: unexpected end",
		"{\n":                       "m: unexpected end",
		"{\n<<<<<<< HEAD\n":         "m:2:1: invalid character '<' looking for beginning of object key string",
		"[]":                        "m:1:1: unexpected array",
		"{\"files\":\n {\"a\": 5}}": "m:2:8: unexpected number",
		"null":                      "m: missing format",
		`{"format":3,"files":{}}`:   "m: unsupported format 3; this version reads up to 2",
		`{"format":1} {}`:           "m: unexpected text after the end",
		`{"format":1,"files":{"../a":"","/b":""}}`: `m: generated file "../a": not a clean relative path`,
	} {
		_, fault := parseManifest("m", []byte(text))
		if fault == nil {
			t.Errorf("%q is taken", text)
			continue
		}
		if got := fault.Pos.String() + ": " + fault.Message; got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		if later := strings.Contains(fault.Hint, "a later one"); later != strings.Contains(text, "3") {
			t.Errorf("%q: %s", text, fault.Hint)
		}
	}
}

func FuzzParseManifest(f *testing.F) {
	f.Add([]byte(`{"format":1,"generator":"g","inputs":{"a":"b"},"files":{"a/b.go":"00"}}`))
	f.Add([]byte(`{"format":1,"files":{"../../etc/passwd":"00"}}`))
	f.Add([]byte(`{"format":3}`))
	f.Add([]byte(`{"format":1} x`))
	f.Add([]byte("<<<<<<< HEAD\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, fault := parseManifest("m", data)
		if fault != nil {
			if pos := fault.Pos; pos.Line < 0 || pos.Line > 0 && pos.Column < 1 {
				t.Errorf("position %v", pos)
			}
			return
		}
		for name := range m.Files {
			if !filepath.IsLocal(filepath.FromSlash(name)) || strings.HasPrefix(name, reserved) {
				t.Errorf("accepted %q", name)
			}
		}
	})
}
