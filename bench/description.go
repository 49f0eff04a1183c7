package main

import (
	"fmt"
	"path/filepath"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

// ownDescription is the generator's own description of connect sessions.
func ownDescription(root string) string { return filepath.Join(root, "spec", "openapi.yaml") }

// described is the API of a description, with its Go names.
type described struct {
	api   *api.API
	names *names.Table
}

func open(path string) (*described, error) {
	var ds diag.List
	doc := document.Load(path, &ds)
	if doc == nil {
		return nil, ds.Err()
	}
	a := parser.Parse(doc, parser.DefaultOptions(), &ds)
	if a == nil {
		return nil, ds.Err()
	}
	table, err := names.Decide(a, names.Options{}, &ds)
	if err != nil {
		return nil, err
	}
	return &described{api: a, names: table}, ds.Err()
}

func (d *described) operation(id string) (*api.Operation, error) {
	for _, o := range d.api.Operations() {
		if o.ID == id {
			return o, nil
		}
	}
	return nil, fmt.Errorf("the description has no operation %q", id)
}
