package merge

import (
	"fmt"
	"strings"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

func text(s string) diag.Text { return diag.Text{Value: s} }

// renames returns renamings from pairs of a source and a name.
func renames(pairs ...string) []Renaming {
	var list []Renaming
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, Renaming{Source: text(pairs[i]), Name: text(pairs[i+1])})
	}
	return list
}

// parse returns documents from pairs of a file name and a text.
func parse(t testing.TB, pairs ...string) []*document.Document {
	t.Helper()
	var docs []*document.Document
	for i := 0; i < len(pairs); i += 2 {
		var ds diag.List
		doc := document.Parse(pairs[i], []byte(pairs[i+1]), &ds)
		if doc == nil {
			t.Fatalf("%s\n%v", pairs[i+1], ds.Err())
		}
		docs = append(docs, doc)
	}
	return docs
}

// summary formats all diagnostics, each with its hint and related positions.
func summary(ds *diag.List) string {
	var b strings.Builder
	for _, d := range ds.All() {
		fmt.Fprintf(&b, "%s [%s]\n", d, d.Code)
		if d.Hint != "" {
			fmt.Fprintf(&b, "  hint: %s\n", d.Hint)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %s: %s\n", r.Pos, r.Message)
		}
	}
	return b.String()
}
