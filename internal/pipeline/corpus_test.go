package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// corpusFolder has descriptions of other APIs, as they were published. They are not part of
// this repository.
const corpusFolder = "../../../shared/corpus"

// corpusCounts is what generating each description of the corpus gives, and finds.
const corpusCounts = "testdata/corpus.txt"

// corpus returns the descriptions of the corpus: the files of one, and the roots of several.
func corpus(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, pattern := range []string{"*.json", "*.yaml", "*.yml", "multi/*/*.json", "multi/*/*.yaml", "multi/*/*.yml"} {
		found, err := filepath.Glob(filepath.Join(corpusFolder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			if data, err := os.ReadFile(path); err != nil {
				t.Fatal(err)
			} else if !strings.HasPrefix(pattern, "multi/") || isRoot(data) {
				paths = append(paths, path)
			}
		}
	}
	if len(paths) == 0 {
		t.Skipf("there are no descriptions in %s", corpusFolder)
	}
	slices.Sort(paths)
	return paths
}

// isRoot reports whether a file is a description of its own, and no part of one.
func isRoot(data []byte) bool {
	head := data[:min(len(data), 4096)]
	return bytes.Contains(head, []byte(`"openapi"`)) || bytes.HasPrefix(head, []byte("openapi:")) || bytes.Contains(head, []byte("\nopenapi:"))
}

// The descriptions that people publish generate, and what they give compiles and passes
// go vet. What is refused or left out, and what is found, changes only with a reason.
func TestCorpus(t *testing.T) {
	var counts strings.Builder
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "go.mod"), []byte("module example.com/corpus\n\ngo 1.24\n"))
	for i, path := range corpus(t) {
		name := filepath.ToSlash(strings.TrimPrefix(path, filepath.Clean(corpusFolder)+string(filepath.Separator)))
		var run Run
		sdk, err := run.Emit(t.Context(), optionsOf(path, "stackone"))
		if err != nil {
			fmt.Fprintf(&counts, "%s: refused%s\n", name, countRules(&run.Diags))
			continue
		}
		fmt.Fprintf(&counts, "%s: %d operations, %d left out, %d types%s\n", name,
			len(sdk.API.Described()), len(sdk.API.LeftOut), len(sdk.API.Types), countRules(&run.Diags))
		for _, f := range sdk.Files {
			writeFile(t, filepath.Join(dir, fmt.Sprintf("sdk%d", i), f.Path), f.Data)
		}
	}
	checkCounts(t, counts.String())
	if testing.Short() {
		return
	}
	vet := goCommand(dir, "vet", "-trimpath", "./...")
	if out, err := vet.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

// countRules returns how often each rule found something, by rule.
func countRules(found *diag.List) string {
	counts := map[string]int{}
	var codes []string
	for _, d := range found.All() {
		if counts[d.Code]++; counts[d.Code] == 1 {
			codes = append(codes, d.Code)
		}
	}
	slices.Sort(codes)
	var text strings.Builder
	for _, code := range codes {
		fmt.Fprintf(&text, "\n  %s: %d", code, counts[code])
	}
	return text.String()
}

func checkCounts(t *testing.T, got string) {
	t.Helper()
	if *update {
		writeFile(t, corpusCounts, []byte(got))
		return
	}
	want, err := os.ReadFile(corpusCounts)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		showDiff(t, corpusCounts, string(want), got)
	}
}
