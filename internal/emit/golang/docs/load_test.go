package docs

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"testing"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/repair"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/sdk"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

const (
	ownSpec  = "../../../../spec/openapi.yaml"
	fullSpec = "../../../../../shared/specs/stackone-2025-12-03.yaml"
)

// subject is an API with the SDK's files and its pages.
type subject struct {
	root  *document.Node
	api   *api.API
	names *names.Table
	code  []emit.File
	pages []emit.File
}

func load(t testing.TB, path string) *subject {
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

func parse(t testing.TB, path string, data []byte) *subject {
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
	s := &subject{root: doc.Root, api: a}
	var err error
	if s.names, err = names.Decide(a, names.Options{}, &ds); err != nil {
		t.Fatal(err)
	}
	s.code = emitCode(t, a, s.names)
	if s.pages, err = Emit(a, s.names, Options{Package: "stackone", Version: "0.1.0"}); err != nil {
		t.Fatal(err)
	}
	return s
}

// emitCode returns the code that the pages are about.
func emitCode(t testing.TB, a *api.API, table *names.Table) []emit.File {
	t.Helper()
	runtime, err := gofile.Runtime()
	if err != nil {
		t.Fatal(err)
	}
	kit, err := testkit.New(a, table, testkit.Options{Package: "stackone"}, &diag.List{})
	if err != nil {
		t.Fatal(err)
	}
	code, err := gofile.Render(append(sdk.Units(a, table, sdk.Options{Package: "stackone", Version: "0.1.0"}), kit.Units()...))
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(code, runtime.Files("stackone", "runtime_"), kit.Files())
}
