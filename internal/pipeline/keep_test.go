package pipeline

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// TestKeptRegions writes into a region of the README and generates again.
func TestKeptRegions(t *testing.T) {
	out := t.TempDir()
	readme := filepath.Join(out, "README.md")
	generate := func() {
		t.Helper()
		var run Run
		if _, err := run.Generate(context.Background(), Options{Output: Output{Folder: out, Generator: "test"}}); err != nil {
			t.Fatal(err, run.Diags.Err())
		}
	}
	generate()
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	begin := []byte("<!-- keep:begin introduction -->\n")
	edited := bytes.Replace(text, begin, append(begin, "Our own words.\n"...), 1)
	if bytes.Equal(edited, text) {
		t.Fatal("the README has no region for an introduction")
	}
	writeFile(t, readme, edited)
	generate()
	after, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(after, edited) {
		t.Errorf("README.md is now\n%s", after)
	}
}
