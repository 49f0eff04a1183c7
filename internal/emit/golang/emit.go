// Package golang writes an SDK in Go: it joins what the packages below it make of a
// description. Package names decides all names, sdk writes the client, testkit the fake
// server, program the programs that use them, and docs the pages.
package golang

import (
	"fmt"
	"go/token"
	"sync"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/docs"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/sdk"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/testkit"
)

// Options are the choices that a description leaves open.
type Options struct {
	// Package is the name of the SDK's package, "stackone" if empty.
	Package string
	// Version is that of the SDK, "0.1.0" if empty.
	Version string
	// Module is the path of the module that the SDK is; if it is empty, the SDK
	// is a part of another one and has no go.mod.
	Module string
	// ImportPath is where programs import the SDK from. If it is empty, pages
	// have a path that stands for it.
	ImportPath string
	// NoTestKit leaves the test server out.
	NoTestKit bool
	// NoDocs leaves the pages and the examples out.
	NoDocs bool
	// Names are those that the user chose.
	Names names.Options
}

// withDefaults returns the options with the values of those that are left empty.
func (o Options) withDefaults() Options {
	if o.Package == "" {
		o.Package = "stackone"
	}
	if o.Version == "" {
		o.Version = "0.1.0"
	}
	return o
}

// languageVersion is the version of Go that the SDK needs.
const languageVersion = "1.24"

// Emit returns the files of the SDK for a, whose names were decided without an
// error, in an order of their own.
func Emit(a *api.API, table *names.Table, opts Options, ds *diag.List) ([]emit.File, error) {
	opts = opts.withDefaults()
	if !token.IsIdentifier(opts.Package) || opts.Package == "main" || opts.Package == "_" {
		return nil, fmt.Errorf("%q is no name for a Go package", opts.Package)
	}
	for _, t := range a.Unlisted() {
		return nil, fmt.Errorf("%s is used but not listed among the types", names.TypeLabel(t))
	}
	// The pages need the names of the code, but not the code.
	var pages []emit.File
	var pagesErr error
	var writing sync.WaitGroup
	if !opts.NoDocs {
		writing.Go(func() { pages, pagesErr = docs.Emit(a, table, opts.docs()) })
	}
	files, err := emitCode(a, table, opts, ds)
	writing.Wait()
	if err != nil {
		return nil, err
	}
	return append(files, pages...), pagesErr
}

func (o Options) docs() docs.Options {
	return docs.Options{Package: o.Package, Version: o.Version, ImportPath: o.ImportPath, NoTestKit: o.NoTestKit, Initialisms: o.Names.Initialisms}
}

func emitCode(a *api.API, table *names.Table, opts Options, ds *diag.List) ([]emit.File, error) {
	runtime, err := gofile.Runtime()
	if err != nil {
		return nil, err
	}
	units := sdk.Units(a, table, sdk.Options{Package: opts.Package, Version: opts.Version, NoTestKit: opts.NoTestKit})
	copied := runtime.Files(opts.Package, "runtime_", leftOut(a)...)
	if opts.Module != "" {
		copied = append(copied, emit.File{Path: "go.mod", Data: []byte("module " + opts.Module + "\n\ngo " + languageVersion + "\n")})
	}
	if !opts.NoTestKit {
		kit, err := testkit.New(a, table, testkit.Options{Package: opts.Package, Initialisms: opts.Names.Initialisms}, ds)
		if err != nil {
			return nil, err
		}
		units, copied = append(units, kit.Units()...), append(copied, kit.Files()...)
	}
	files, err := gofile.Render(units)
	if err != nil {
		return nil, err
	}
	return append(files, copied...), nil
}
