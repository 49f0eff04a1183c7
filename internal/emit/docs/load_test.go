package docs

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/repair"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

const (
	ownSpec  = "../../../spec/openapi.yaml"
	fullSpec = "../../../../shared/specs/stackone-2025-12-03.yaml"
)

// sdk is an API with the SDK's files and its pages.
type sdk struct {
	root  *document.Node
	api   *api.API
	names *golang.NameTable
	code  []emit.File
	pages []emit.File
}

func load(t testing.TB, path string) *sdk {
	t.Helper()
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here: it is not part of the repository", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, path, data)
}

func parse(t testing.TB, path string, data []byte) *sdk {
	t.Helper()
	var ds diag.List
	var sources document.Sources
	doc := sources.Parse(path, data, &ds)
	if doc == nil {
		t.Fatal(ds.Err())
	}
	repair.Apply(doc.Root, &ds)
	a := parser.Parse(doc, parser.DefaultOptions(), &ds)
	if a == nil {
		t.Fatal(ds.Err())
	}
	s := &sdk{root: doc.Root, api: a}
	var err error
	if s.names, err = golang.Names(a, golang.Options{}, &ds); err != nil {
		t.Fatal(err)
	}
	if s.code, err = golang.Emit(a, s.names, golang.Options{}, &diag.List{}); err != nil {
		t.Fatal(err)
	}
	if s.pages, err = Emit(a, s.names, Options{}); err != nil {
		t.Fatal(err)
	}
	return s
}
