package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"path/filepath"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/filter"
	"github.com/StackOneHQ/stackone-gen/internal/document/merge"
	"github.com/StackOneHQ/stackone-gen/internal/document/overlay"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
	"github.com/StackOneHQ/stackone-gen/internal/document/repair"
	"github.com/StackOneHQ/stackone-gen/internal/output"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
	"github.com/StackOneHQ/stackone-gen/internal/source"
	"github.com/StackOneHQ/stackone-gen/spec"
)

// parsed is an API with the inputs that it was read from.
type parsed struct {
	api    *api.API
	inputs []output.Input
}

// parse reads the inputs and makes one API of them.
func (r *Run) parse(ctx context.Context, opts Options) (*parsed, error) {
	r.stage("read")
	docs, inputs, err := r.read(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.stage("prepare")
	root, err := r.prepare(docs, opts)
	if err != nil {
		return nil, err
	}
	r.stage("parse")
	choices := parser.DefaultOptions()
	if opts.Globals != nil {
		choices.Globals = opts.Globals
	}
	a := parser.Parse(&document.Document{File: docs.sources[0].File, Root: root}, choices, &r.Diags)
	if a == nil {
		return nil, ErrInput
	}
	return &parsed{a, inputs}, ctx.Err()
}

// documents are the inputs of a run as trees.
type documents struct{ sources, overlays []*document.Document }

// read reads all inputs, so that the faults of all of them are told at once.
func (r *Run) read(ctx context.Context, opts Options) (*documents, []output.Input, error) {
	frozen, err := r.frozen(opts)
	if err != nil {
		return nil, nil, err
	}
	from := source.Options{
		Stdin: r.Stdin, Timeout: opts.Timeout, MaxSize: opts.MaxSize, CacheDir: opts.CacheDir,
		UserAgent: strings.ReplaceAll(opts.Generator, " ", "/"), Frozen: frozen,
	}
	embedded := source.Input{Name: spec.Name, Data: spec.OpenAPI, SHA256: sum(spec.OpenAPI)}
	inputs := []source.Input{embedded}
	if len(opts.Sources) > 0 {
		if inputs, err = source.Read(ctx, opts.Sources, from, &r.Diags); err != nil {
			return nil, nil, err
		}
	}
	from.Kind = "overlay"
	overlays, err := source.Read(ctx, opts.Overlays, from, &r.Diags)
	if err != nil {
		return nil, nil, err
	}
	failed := r.Diags.HasErrors()
	var docs documents
	var used []output.Input
	for i, in := range append(inputs, overlays...) {
		doc := r.Sources.Parse(in.Name, in.Data, &r.Diags)
		switch {
		case doc == nil:
			failed = true
		case i < len(inputs):
			docs.sources = append(docs.sources, doc)
		default:
			docs.overlays = append(docs.overlays, doc)
		}
		used = append(used, output.Input{Path: opts.lockName(in.Name), SHA256: in.SHA256})
	}
	if failed {
		return nil, nil, ErrInput
	}
	return &docs, used, nil
}

// prepare makes one description of the inputs, as the parser shall see it.
func (r *Run) prepare(docs *documents, opts Options) (*document.Node, error) {
	before := r.Diags.Count(diag.Error)
	root := merge.Merge(docs.sources, opts.Conflicts, &r.Diags)
	if root == nil {
		return nil, ErrInput
	}
	for _, doc := range docs.overlays {
		overlay.Apply(root, doc, &r.Diags)
	}
	repair.Apply(root, &r.Diags)
	override.Apply(root, opts.Overrides, &r.Diags)
	filter.Apply(root, opts.Include, opts.Exclude, &r.Diags)
	if r.Diags.Count(diag.Error) > before {
		return nil, ErrInput
	}
	return root, nil
}

// frozen returns what the manifest has of the inputs, nil if nobody asked.
func (r *Run) frozen(opts Options) (func(name string) (string, bool), error) {
	if !opts.Frozen {
		return nil, nil
	}
	inputs, err := output.Inputs(opts.Out)
	if err != nil {
		r.Diags.Errorf("bad-manifest", diag.Position{File: filepath.Join(opts.Out, output.ManifestName)}, "the list of inputs cannot be read: %v", err).
			Hint = "run without --frozen once"
		return nil, ErrInput
	}
	return func(name string) (string, bool) {
		hash, known := inputs[opts.lockName(name)]
		return hash, known
	}, nil
}

// lockName is how the manifest calls an input. Where a file stands on one
// machine is nothing that others should see change.
func (o Options) lockName(name string) string {
	if name == spec.Name || name == source.Stdin || strings.Contains(name, "://") {
		return name
	}
	if o.Base != "" {
		if relative, err := filepath.Rel(o.Base, name); err == nil {
			return filepath.ToSlash(relative)
		}
	}
	return filepath.Base(name)
}

func sum(data []byte) string {
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:])
}
