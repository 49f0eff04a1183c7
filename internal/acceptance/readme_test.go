package acceptance_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// readmeTest is the file around the Go blocks of a page. Each block is the body of a
// function, as a reader would paste it.
const readmeTest = `package readme_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"testing"
	"time"

	stackone "github.com/StackOneHQ/stackone-gen/generated"
	"github.com/StackOneHQ/stackone-gen/generated/stackonetest"
)

var (
	_ = errors.As
	_ = fmt.Print
	_ = log.Print
	_ = os.Getenv
	_ = time.Second
)
`

var (
	goBlock  = regexp.MustCompile("(?ms)^```go\n(.*?)^```$")
	declared = regexp.MustCompile(`(?m)^(\w+)(?:, err)? :=`)
)

// The Go blocks of the README and of the page about connect sessions compile and run,
// against the fake server that comes with the SDK.
func TestReadme(t *testing.T) {
	for page, least := range map[string]int{"README.md": 2, "docs/connect-sessions.md": 4} {
		t.Run(page, func(t *testing.T) {
			blocks := goBlocks(t, page)
			if len(blocks) < least {
				t.Fatalf("%s has %d Go blocks", page, len(blocks))
			}
			runBlocks(t, blocks)
		})
	}
}

// The loop that the SDK's own README shows is the one that is run here.
func TestLoopOfGeneratedReadme(t *testing.T) {
	_, kept, _ := strings.Cut(page(t, "generated/README.md"), "<!-- keep:begin more -->")
	shown := goBlock.FindAllStringSubmatch(kept, -1)
	if len(shown) == 0 {
		t.Fatal("the README of the SDK does not show how to follow a session")
	}
	run := goBlocks(t, "docs/connect-sessions.md")
	for _, block := range shown {
		if !slices.ContainsFunc(run, func(b []string) bool { return strings.Contains(b[1], block[1]) }) {
			t.Errorf("nothing runs\n%s", block[1])
		}
	}
}

func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func goBlocks(t *testing.T, name string) [][]string {
	t.Helper()
	return goBlock.FindAllStringSubmatch(page(t, name), -1)
}

// runBlocks builds the blocks into a package that exists for the compiler alone, and
// runs them.
func runBlocks(t *testing.T, blocks [][]string) {
	var source strings.Builder
	source.WriteString(readmeTest)
	for i, block := range blocks {
		body := block[1]
		if !strings.Contains(body, "WithServerURL") {
			body = "server := stackonetest.NewServer(t)\n" + strings.ReplaceAll(body, "stackone.New(", "stackone.New(stackone.WithServerURL(server.URL), ")
		}
		for _, name := range declared.FindAllStringSubmatch(body, -1) {
			body += "_ = " + name[1] + "\n"
		}
		fmt.Fprintf(&source, "\nfunc TestBlock%d(t *testing.T) {\n\tt.Setenv(%q, \"test\")\n\tif err := block%d(t, t.Context()); err != nil {\n\t\tt.Error(err)\n\t}\n}\n", i+1, "STACKONE_API_KEY", i+1)
		fmt.Fprintf(&source, "\nfunc block%d(t *testing.T, ctx context.Context) error {\n%s\treturn err\n}\n", i+1, body)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "readme_test.go")
	if err := os.WriteFile(file, []byte(source.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(here, "readme", "readme_test.go"): file}})
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o644); err != nil {
		t.Fatal(err)
	}
	// Built here and run there: the package's folder does not exist. Windows asks
	// for the suffix.
	program := filepath.Join(dir, "readme.test.exe")
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", list, "-o", program, "./readme")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s\n%s", err, out, source.String())
	}
	run := exec.Command(program)
	run.Dir = dir
	if out, err := run.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s\n%s", err, out, source.String())
	}
}
