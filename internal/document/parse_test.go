package document

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// realInputs lists the published descriptions, which are not part of the repository.
func realInputs(t testing.TB) []string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "specs")
	var files []string
	for _, pattern := range []string{"*.yaml", "*/*.json"} {
		found, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skipf("the published descriptions are not in %s", dir)
	}
	return files
}

func TestRealInputs(t *testing.T) {
	for _, file := range realInputs(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var ds diag.List
			var sources Sources
			doc := Load(file, &ds)
			sources.Add(doc)
			for _, d := range ds.All() {
				t.Error(d)
			}
			if doc == nil {
				t.FailNow()
			}
			if strings.HasSuffix(file, ".json") {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if want := decodeJSON(t, data); !reflect.DeepEqual(doc.Root.Any(), want) {
					t.Error("the tree is not what encoding/json reads")
				}
			}
			if got := decodeJSON(t, doc.Root.AppendJSON(nil)); !reflect.DeepEqual(got, doc.Root.Any()) {
				t.Error("AppendJSON and Any disagree")
			}
			checkPositions(t, doc.Root, &sources)
		})
	}
}

// failer is what testing and rapid have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

func decodeJSON(t failer, data []byte) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatalf("invalid JSON: %v", err)
	}
	return v
}

// checkPositions checks that each key and each scalar is at its position.
func checkPositions(t *testing.T, n *Node, sources diag.Sources) {
	t.Helper()
	at := func(pos diag.Position) string {
		line, ok := sources.Line(pos.File, pos.Line)
		runes := []rune(line)
		if !ok || pos.Column < 1 || pos.Column > len(runes)+1 {
			t.Fatalf("%v is not in the file", pos)
		}
		return string(runes[pos.Column-1:])
	}
	for m := range n.Members() {
		found := strings.TrimLeft(at(m.KeyPos), `"'`)
		if !strings.HasPrefix(found, m.Key) && !strings.ContainsAny(found, `\`) {
			t.Errorf("%v: found %.40q, want the key %q", m.KeyPos, found, m.Key)
		}
		if m.Value.Pos.Compare(m.KeyPos) <= 0 {
			t.Errorf("%v: the value is at %v, before its key", m.KeyPos, m.Value.Pos)
		}
		checkPositions(t, m.Value, sources)
	}
	for _, item := range n.Items() {
		checkPositions(t, item, sources)
	}
	found := at(n.Pos)
	ok := true
	switch n.Kind {
	case Number, Bool:
		ok = strings.HasPrefix(found, n.Value)
	case String:
		first, _ := utf8.DecodeRuneInString(n.Value)
		ok = n.Value == "" || strings.ContainsAny(found[:1], `"'|>&!`) || strings.HasPrefix(found, string(first))
	}
	if !ok {
		t.Errorf("%v: found %.40q, want the %v %.40q", n.Pos, found, n.Kind, n.Value)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, file := range realInputs(b) {
		data, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(filepath.Base(file), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var ds diag.List
				if Parse(file, data, &ds) == nil {
					b.Fatal(ds.Err())
				}
			}
		})
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	for _, file := range realInputs(b) {
		var ds diag.List
		doc := Load(file, &ds)
		b.Run(filepath.Base(file), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				doc.Root.AppendJSON(nil)
			}
		})
	}
}
