package jsonpath_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/jsonpath"
)

// complianceCase is a case of the JSONPath compliance test suite.
type complianceCase struct {
	Name     string
	Selector string
	Document json.RawMessage
	// Result and Paths are set where the order is defined, Results and PathLists
	// where the members of objects may be in any order.
	Result    json.RawMessage
	Paths     []string `json:"result_paths"`
	Results   []json.RawMessage
	PathLists [][]string `json:"results_paths"`
	Invalid   bool       `json:"invalid_selector"`
}

func TestComplianceSuite(t *testing.T) {
	const file = "../../../../shared/suites/jsonpath-cts.json"
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the JSONPath compliance test suite is absent: ", err)
	} else if err != nil {
		t.Fatal(err)
	}
	var suite struct{ Tests []complianceCase }
	if err := json.Unmarshal(data, &suite); err != nil {
		t.Fatal(err)
	}
	if len(suite.Tests) < 500 {
		t.Fatalf("%s has %d cases", file, len(suite.Tests))
	}
	for _, c := range suite.Tests {
		t.Run(c.Name, c.run)
	}
}

func (c complianceCase) run(t *testing.T) {
	path, err := jsonpath.Compile(c.Selector)
	switch {
	case c.Invalid && err == nil:
		t.Fatalf("%q is invalid, but compiles", c.Selector)
	case c.Invalid:
		return
	case err != nil:
		t.Fatalf("%q: %v", c.Selector, err)
	}
	// A document must be a mapping, so wrap that of the case.
	root := parse(t, `{"document":`+string(c.Document)+"}").Get("document")
	var values, paths []string
	list := path.List(root)
	for _, m := range list {
		values = append(values, string(m.Node.AppendJSON(nil)))
		paths = append(paths, normalized(root, m.Pointer))
	}
	got := "[" + strings.Join(values, ",") + "]"
	if c.Result != nil {
		c.Results, c.PathLists = append(c.Results, c.Result), append(c.PathLists, c.Paths)
	}
	right := func(result json.RawMessage) bool { return sameJSON(t, got, string(result)) }
	if !slices.ContainsFunc(c.Results, right) {
		t.Errorf("%q selects %s, want one of %s", c.Selector, got, c.Results)
	}
	if !slices.ContainsFunc(c.PathLists, func(want []string) bool { return slices.Equal(want, paths) }) {
		t.Errorf("%q selects %q, want one of %q", c.Selector, paths, c.PathLists)
	}
	c.checkSelect(t, path.Select(root), list)
}

// checkSelect compares what Select returns with the node list: the same nodes,
// each once.
func (c complianceCase) checkSelect(t *testing.T, selected, list []jsonpath.Match) {
	want := map[string]bool{}
	for _, m := range list {
		want[m.Pointer] = true
	}
	got := map[string]bool{}
	for _, m := range selected {
		if got[m.Pointer] || !want[m.Pointer] {
			t.Errorf("%q: Select returns %s, which is a duplicate or not in the node list", c.Selector, m.Pointer)
		}
		got[m.Pointer] = true
	}
	if len(got) != len(want) {
		t.Errorf("%q: Select returns %d nodes, the node list has %d", c.Selector, len(got), len(want))
	}
}

// normalized returns the normalized path of section 2.7 of the RFC.
func normalized(root *document.Node, pointer string) string {
	path := "$"
	segments, _ := document.Segments(pointer)
	n := root
	for _, s := range segments {
		if n.Kind == document.Sequence {
			i, _ := strconv.Atoi(s)
			n = n.Items()[i]
			path += "[" + s + "]"
			continue
		}
		n = n.Get(s)
		path += "['" + escaped(s) + "']"
	}
	return path
}

func escaped(name string) string {
	short := map[rune]string{'\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`, '\'': `\'`, '\\': `\\`}
	var b strings.Builder
	for _, r := range name {
		switch s, ok := short[r]; {
		case ok:
			b.WriteString(s)
		case r < ' ':
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func sameJSON(t *testing.T, a, b string) bool {
	t.Helper()
	read := func(s string) any {
		var v any
		if err := json.Unmarshal([]byte(s), &v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	return reflect.DeepEqual(read(a), read(b))
}
