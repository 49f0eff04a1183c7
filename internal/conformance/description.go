// Package conformance holds a generated SDK against the description that it was
// generated from, operation by operation and model by model.
//
// The description says what an SDK has to do, as the parser and the
// names of the emitter see it; what it does is found out by reflection. So
// everything that the description says is checked, and nothing has to be listed
// here when it grows. The checks know the SDK by the values in an [SDK] alone:
// the package of the SDK is not on disk, but made by the test that runs them.
package conformance

import (
	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

// Description is what an SDK is held against.
type Description struct {
	API   *api.API
	Names *names.Table
	// Root is the description itself.
	Root *document.Node
}

// Open reads the description at a path.
func Open(path string) (*Description, error) {
	var ds diag.List
	doc := document.Load(path, &ds)
	if err := ds.Err(); err != nil {
		return nil, err
	}
	a := parser.Parse(doc, parser.DefaultOptions(), &ds)
	if err := ds.Err(); err != nil {
		return nil, err
	}
	table, err := names.Decide(a, names.Options{}, &ds)
	if err != nil {
		return nil, err
	}
	return &Description{API: a, Names: table, Root: doc.Root}, ds.Err()
}

// Models returns the types that are Go types with JSON methods, by Go name.
func (d *Description) Models() map[string]*api.Type {
	models := map[string]*api.Type{}
	for _, t := range d.API.Types {
		if t.Kind != api.Enum {
			models[d.Names.Type(t)] = t
		}
	}
	return models
}

// schemaOf returns the schema that declares a type, nil if it is not to be found.
func (d *Description) schemaOf(t *api.Type) *document.Node { return d.Root.At(t.Ref) }
