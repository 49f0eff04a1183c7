package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityPage holds the page about threats to the tests that it names.
func TestSecurityPage(t *testing.T) {
	page, err := os.ReadFile("../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	quoted := regexp.MustCompile("`([^`]+)`")
	promises := 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| promise") {
			continue
		}
		promises++
		cells := strings.Split(line, "|")
		var tests []string
		var code strings.Builder
		for _, m := range quoted.FindAllStringSubmatch(cells[2], -1) {
			if strings.HasPrefix(m[1], "Test") {
				tests = append(tests, m[1])
				continue
			}
			files := []string{filepath.Join("..", m[1])}
			if !strings.Contains(filepath.Base(m[1]), ".") {
				files, _ = filepath.Glob(filepath.Join("..", m[1], "*_test.go"))
			}
			for _, file := range files {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Errorf("%s: %v", strings.TrimSpace(cells[1]), err)
				}
				code.Write(data)
			}
		}
		for _, test := range tests {
			if !strings.Contains(code.String(), "func "+test+"(") {
				t.Errorf("%s: there is no %s", strings.TrimSpace(cells[1]), test)
			}
		}
	}
	if promises < 10 {
		t.Errorf("%d promises", promises)
	}
}
