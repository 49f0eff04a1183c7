package merge

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
)

const parts = "../../../../shared/specs/2025-03-parts"

// conflicting lists the schemas that differ between the published parts.
var conflicting = []string{
	"Content", "Job", "JobStatusEnum", "PayFrequencyEnum", "PayPeriodEnum",
	"UserResult", "UsersPaginated",
}

// published parses the parts again on each call, because a merge modifies them.
func published(t *testing.T) func() []*document.Document {
	t.Helper()
	if _, err := os.Stat(parts); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the published descriptions are not at %s", parts)
	}
	files, err := filepath.Glob(parts + "/*.json")
	if err != nil || len(files) != 8 {
		t.Fatalf("%d parts, error %v", len(files), err)
	}
	texts := make([][]byte, len(files))
	for i, file := range files {
		if texts[i], err = os.ReadFile(file); err != nil {
			t.Fatal(err)
		}
	}
	return func() []*document.Document {
		docs := make([]*document.Document, len(files))
		for i, file := range files {
			var ds diag.List
			if docs[i] = document.Parse(file, texts[i], &ds); docs[i] == nil {
				t.Fatal(ds.Err())
			}
		}
		return docs
	}
}

func TestPublishedConflicts(t *testing.T) {
	read := published(t)
	for _, reversed := range []bool{false, true} {
		docs := read()
		if reversed {
			slices.Reverse(docs)
		}
		var ds diag.List
		if Merge(docs, nil, &ds) == nil {
			t.Error("no tree to go on with")
		}
		var got []string
		for _, d := range ds.All() {
			if d.Code != "merge-conflict" {
				t.Errorf("unexpected: %s", d)
				continue
			}
			name := strings.TrimPrefix(d.Pointer, "/components/schemas/")
			got = append(got, name)
			if len(d.Related) < 2 || d.Pos.Line == 0 || d.Related[0].Pos.Line == 0 || d.Related[0].Pos.File == d.Pos.File {
				t.Errorf("%s: both positions are needed: %v", d, d.Related)
			}
			if !strings.Contains(d.Message, `: "/`) || !strings.Contains(d.Hint, `use: "`) || !strings.Contains(d.Hint, "rename: {") {
				t.Errorf("%s: what differs, and what to do? %s", d, d.Hint)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, conflicting) {
			t.Errorf("conflicts: %v, want %v", got, conflicting)
		}
	}
}

// publishedRules resolves the conflicts of the published parts.
func publishedRules() []Conflict {
	return []Conflict{
		{Component: text("schemas/Content"), Rename: renames("lms.json", "LmsContent")},
		{Component: text("schemas/User*"), Rename: renames("lms.json", "Lms*")},
		{Component: text("schemas/Job"), Rename: renames("ats.json", "AtsJob")},
		{Component: text("schemas/*"), Use: text("hris.json")},
	}
}

func TestPublishedMerge(t *testing.T) {
	read := published(t)
	n := len(read())
	var orders [][]int
	for shift := range n {
		order := make([]int, n)
		for i := range order {
			order[i] = (i + shift) % n
		}
		orders = append(orders, order)
	}
	orders = append(orders, []int{7, 6, 5, 4, 3, 2, 1, 0}, []int{3, 1, 4, 0, 5, 7, 2, 6})
	var want []byte
	for _, order := range orders {
		docs := read()
		given := make([]*document.Document, n)
		for i, at := range order {
			given[i] = docs[at]
		}
		var ds diag.List
		root := Merge(given, publishedRules(), &ds)
		if root == nil {
			t.Fatal(ds.Err())
		}
		if found := ds.All(); len(found) > 0 {
			t.Errorf("unexpected: %v", found)
		}
		if got, want := string(root.Get("info").AppendJSON(nil)), string(given[0].Root.Get("info").AppendJSON(nil)); got != want {
			t.Errorf("%v: the info is %s, want %s", order, got, want)
		}
		root.Set("info", &document.Node{Kind: document.Mapping})
		got := root.AppendJSON(nil)
		if want == nil {
			want = got
			checkPublished(t, root, read())
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%v: the order of the sources changes the result", order)
		}
	}
}

// checkPublished checks that the merged document has everything from its sources.
func checkPublished(t *testing.T, root *document.Node, docs []*document.Document) {
	t.Helper()
	var ds diag.List
	openapi.CheckRefs(root, &ds)
	if err := ds.Err(); err != nil {
		t.Error(err)
	}
	if version, _ := root.Get("openapi").Text(); version != "3.1.0" {
		t.Errorf("OpenAPI is %s", version)
	}
	operations := 0
	for _, doc := range docs {
		for path := range doc.Root.Get("paths").Members() {
			for operation := range openapi.Methods(path.Value) {
				operations++
				at := document.Pointer(append([]string{"paths", path.Key}, operation.Keys...)...)
				if merged := root.At(at); merged == nil || merged.Pos != operation.Value.Pos {
					t.Errorf("%s %s of %s is lost", operation.Name, path.Key, doc.File)
				}
			}
		}
		for kind := range doc.Root.Get("components").Members() {
			for _, name := range kind.Value.Keys() {
				if root.At(document.Pointer("components", kind.Key, name)) == nil {
					t.Errorf("%s of %s is lost", name, doc.File)
				}
			}
		}
		for _, tag := range doc.Root.Get("tags").Items() {
			if !slices.ContainsFunc(root.Get("tags").Items(), func(n *document.Node) bool { return n.Get("name").Value == tag.Get("name").Value }) {
				t.Errorf("the tag %s of %s is lost", tag.Get("name").Value, doc.File)
			}
		}
	}
	if got := operationsOf(root); got != operations {
		t.Errorf("%d operations, want %d", got, operations)
	}
	schemas := root.At("/components/schemas")
	for _, name := range []string{"Content", "LmsContent", "UserResult", "LmsUserResult", "LmsUsersPaginated", "Job", "AtsJob"} {
		if schemas.Get(name) == nil {
			t.Errorf("%s is missing", name)
		}
	}
	if file := schemas.Get("JobStatusEnum").Pos.File; filepath.Base(file) != "hris.json" {
		t.Errorf("JobStatusEnum is from %s", file)
	}
}

func operationsOf(root *document.Node) int {
	n := 0
	for el := range openapi.All(root) {
		if el.Role == openapi.Operation {
			n++
		}
	}
	return n
}
