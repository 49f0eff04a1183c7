package docs

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

func specs(t *testing.T, check func(t *testing.T, s *subject)) {
	t.Run("own", func(t *testing.T) { check(t, load(t, ownSpec)) })
	t.Run("full", func(t *testing.T) { check(t, load(t, fullSpec)) })
	for _, name := range cases(t) {
		t.Run(name, func(t *testing.T) { check(t, load(t, casePath+name+"/input.yaml")) })
	}
}

const casePath = "../../../../testdata/"

// cases are the descriptions under testdata that lead to an SDK.
func cases(t *testing.T) []string {
	folders, err := filepath.Glob(casePath + "*/expected")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no cases under %s: %v", casePath, err)
	}
	var names []string
	for _, folder := range folders {
		if _, err := os.Stat(filepath.Join(folder, "../input.yaml")); err == nil {
			names = append(names, filepath.Base(filepath.Dir(folder)))
		}
	}
	return names
}

// TestLinks follows every relative link of every page to a heading.
func TestLinks(t *testing.T) { specs(t, checkLinks) }

var (
	pageLink = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading  = regexp.MustCompile(`^#{1,6} (.*)$`)
)

func checkLinks(t *testing.T, s *subject) {
	headings := map[string]map[string]bool{}
	for _, page := range s.pages {
		headings[page.Path] = pageAnchors(string(page.Data))
	}
	linked := map[string]bool{}
	for _, page := range s.pages {
		if !strings.HasSuffix(page.Path, ".md") {
			continue
		}
		for _, line := range proseLines(string(page.Data)) {
			for _, match := range pageLink.FindAllStringSubmatch(escapesOutsideCode(line), -1) {
				if strings.HasPrefix(match[1], "https://") || strings.HasPrefix(match[1], "http://") {
					continue
				}
				file, anchor, found := strings.Cut(match[1], "#")
				if file != "" {
					file = path.Join(path.Dir(page.Path), file)
				} else {
					file = page.Path
				}
				switch anchors, exists := headings[file]; {
				case !exists:
					t.Errorf("%s links to %s, which is no page", page.Path, match[1])
				case found && !anchors[anchor]:
					t.Errorf("%s links to %s, which is no heading", page.Path, match[1])
				}
				linked[file+"#"+anchor] = true
				linked[file+"#"] = true
			}
		}
	}
	for _, page := range s.pages {
		if strings.HasSuffix(page.Path, ".md") && page.Path != readmePath && !linked[page.Path+"#"] {
			t.Errorf("nothing links to %s", page.Path)
		}
	}
}

// proseLines are the lines of a page outside of blocks of code.
func proseLines(text string) []string {
	var lines []string
	end := ""
	for line := range strings.SplitSeq(text, "\n") {
		marks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case end != "":
			if line == end {
				end = ""
			}
		case len(marks) >= 3:
			end = marks
		default:
			lines = append(lines, line)
		}
	}
	return lines
}

// pageAnchors does what code hosts do, from the text of the page alone.
func pageAnchors(text string) map[string]bool {
	found := map[string]bool{}
	count := map[string]int{}
	for _, line := range proseLines(text) {
		match := heading.FindStringSubmatch(line)
		if match == nil {
			continue
		}
		title := regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(match[1], "$1")
		var b strings.Builder
		for _, r := range strings.ToLower(title) {
			switch {
			case r == ' ':
				b.WriteRune('-')
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				b.WriteRune(r)
			}
		}
		anchor := b.String()
		for found[anchor] {
			count[b.String()]++
			anchor = b.String() + "-" + itoa(count[b.String()])
		}
		found[anchor] = true
	}
	return found
}

// TestPlaces looks for every operation, type and error in the pages and in the
// index.
func TestPlaces(t *testing.T) {
	specs(t, func(t *testing.T, s *subject) {
		pages := map[string]string{}
		all := ""
		for _, page := range s.pages {
			pages[page.Path] = string(page.Data)
			if strings.HasPrefix(page.Path, "docs/models/") {
				all += string(page.Data)
			}
		}
		for _, o := range s.api.Operations() {
			names := s.names.Service(o.Service)
			method := s.names.Operation(o).Method
			if !strings.Contains(pages["docs/services/"+names.File+".md"], "\n## "+method+"\n") {
				t.Errorf("%s.%s has no section", names.Selector, method)
			}
			if !strings.Contains(indexSection(pages["api.md"], names.Selector), "\n- [`"+method+"(ctx context.Context") {
				t.Errorf("%s.%s is not in the index", names.Selector, method)
			}
			if !strings.Contains(pages["codeSamples.yaml"], `label: "`+names.Selector+"."+method+`"`) {
				t.Errorf("%s.%s has no code sample", names.Selector, method)
			}
		}
		for _, typ := range s.api.Types {
			name := s.names.Type(typ)
			if strings.Count(all, "\n## "+name+"\n") != 1 {
				t.Errorf("%s has no section of its own", name)
			}
			if !strings.Contains(pages["api.md"], "type "+name+" ") {
				t.Errorf("%s is not in the index", name)
			}
		}
		for _, e := range s.api.Errors {
			if !strings.Contains(pages["docs/models/errors.md"], "\n## "+s.names.Error(e)+"\n") {
				t.Errorf("%s has no section", s.names.Error(e))
			}
		}
	})
}

// indexSection is what the index says of a service, up to the next heading.
func indexSection(index, selector string) string {
	_, section, _ := strings.Cut(index, "\n### ["+selector+"](")
	section, _, _ = strings.Cut(section, "\n#")
	return section
}

func TestForm(t *testing.T) {
	specs(t, func(t *testing.T, s *subject) {
		for _, page := range s.pages {
			checkForm(t, page)
		}
	})
}

// checkForm holds a page to what makes it readable as text and as a page.
func checkForm(t *testing.T, page emit.File) {
	t.Helper()
	text := string(page.Data)
	if !strings.HasSuffix(text, "\n") || strings.HasSuffix(text, "\n\n") {
		t.Errorf("%s does not end with one line end", page.Path)
	}
	if strings.Contains(text, "\n\n\n") {
		t.Errorf("%s has several blank lines in a row", page.Path)
	}
	if strings.Contains(text, `"<value>"`) {
		t.Errorf("%s has a placeholder instead of a value", page.Path)
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimRight(line, " \t") != line {
			t.Errorf("%s: a line ends with space: %q", page.Path, line)
		}
	}
	if !strings.HasSuffix(page.Path, ".md") {
		return
	}
	columns := 0
	for _, line := range proseLines(text) {
		if !strings.HasPrefix(line, "|") {
			columns = 0
			if runes := len([]rune(line)); runes > 120 && !strings.Contains(line, "](") {
				t.Errorf("%s: a line is not wrapped: %q", page.Path, line)
			}
			continue
		}
		bars := strings.Count(line, "|")
		if columns != 0 && bars != columns {
			t.Errorf("%s: a row has %d bars, the one before %d: %s", page.Path, bars, columns, line)
		}
		columns = bars
	}
}

func TestDeterministic(t *testing.T) {
	first, second := load(t, ownSpec), load(t, ownSpec)
	for i, page := range first.pages {
		if !bytes.Equal(page.Data, second.pages[i].Data) {
			t.Errorf("%s differs from run to run", page.Path)
		}
	}
}
