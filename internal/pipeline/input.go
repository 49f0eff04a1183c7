package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
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
	"github.com/StackOneHQ/stackone-gen/internal/parser/check"
	"github.com/StackOneHQ/stackone-gen/internal/source"
	"github.com/StackOneHQ/stackone-gen/spec"
)

// parsed is an API with the inputs and the description that it was read from. After
// errors, which the diagnostics have, it is what could be read.
type parsed struct {
	api    *api.API
	root   *document.Node
	inputs []output.Input
}

// parse reads the inputs and makes one API of them. After an error it goes on where it
// can, so that one run finds all that is wrong.
func (r *Run) parse(ctx context.Context, opts Options) (*parsed, error) {
	r.stage("read")
	docs, inputs, err := r.read(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.stage("prepare")
	root := r.prepare(docs, opts)
	r.trees = slices.Insert(r.trees, 0, root)
	r.stage("parse")
	choices := parser.DefaultOptions()
	if opts.Globals != nil {
		choices.Globals = plain(opts.Globals)
	}
	p := &parsed{root: root, inputs: inputs}
	r.follow(func(ds *diag.List) {
		p.api, _ = parser.Read(&document.Document{File: docs.sources[0].File, Root: root}, choices, ds)
	})
	if p.api == nil {
		return nil, ErrInput
	}
	if !r.Diags.HasErrors() {
		checkGlobals(p.api, opts.Globals, &r.Diags)
	}
	return p, ctx.Err()
}

// follow runs a stage, which meets errors of the stages before it again.
func (r *Run) follow(stage func(ds *diag.List)) {
	var found diag.List
	stage(&found)
	r.Diags.Follow(&found)
}

// checkGlobals reports headers that no operation takes: they are misspelt, or
// about an API that has changed.
func checkGlobals(a *api.API, globals []diag.Text, ds *diag.List) {
	var headers []string
	for _, op := range a.Operations() {
		for _, p := range op.Parameters {
			if p.In == api.InHeader {
				headers = append(headers, p.Name)
			}
		}
	}
	for _, global := range globals {
		if slices.ContainsFunc(headers, func(name string) bool { return strings.EqualFold(name, global.Value) }) {
			continue
		}
		ds.Warnf("unused-global", global.Pos, "no operation has a header parameter %q", global.Value).
			Hint = diag.Guess(global.Value, headers, diag.Known(headers))
	}
}

// documents are the inputs of a run as trees.
type documents struct{ sources, overlays []*document.Document }

// read reads all inputs, so that the faults of all of them are told at once.
func (r *Run) read(ctx context.Context, opts Options) (*documents, []output.Input, error) {
	in, err := r.readInputs(ctx, opts)
	if err != nil {
		return nil, nil, err
	}
	failed := r.Diags.HasErrors()
	var docs documents
	var used []output.Input
	for i, input := range in.read {
		used = append(used, output.Input{Path: in.names[i], SHA256: input.SHA256})
		doc := r.Sources.Parse(input.Name, input.Data, &r.Diags)
		if doc == nil {
			failed = true
			continue
		}
		doc.Name = in.names[i]
		r.trees = append(r.trees, doc.Root)
		if i >= in.sources {
			docs.overlays = append(docs.overlays, doc)
			continue
		}
		docs.sources = append(docs.sources, doc)
		// Among others, the keys of what is no description would be those of the whole.
		failed = !check.Description(doc.Root, &r.Diags) || failed
	}
	if failed {
		return nil, nil, ErrInput
	}
	return &docs, used, nil
}

// inputs are what a run reads, the sources first.
type inputs struct {
	read    []source.Input
	sources int
	names   []string // in the lock file and in rules
}

// readInputs reads the sources and the overlays, and holds them to the lock file
// if that is asked for.
func (r *Run) readInputs(ctx context.Context, opts Options) (*inputs, error) {
	locked, err := r.lock(opts)
	if err != nil {
		return nil, err
	}
	from := source.Options{
		Stdin: r.Stdin, Folder: opts.Base, Timeout: opts.Timeout, MaxSize: opts.MaxSize, CacheDir: opts.CacheDir,
		UserAgent: strings.ReplaceAll(opts.Generator, " ", "/"),
	}
	if locked != nil {
		from.Frozen = locked.hash
	}
	var in inputs
	if len(opts.Sources) == 0 {
		in.read = []source.Input{{Name: spec.Name, Data: spec.OpenAPI, SHA256: sum(spec.OpenAPI)}}
		in.names = []string{spec.Name}
	} else if in.read, err = source.Read(ctx, opts.Sources, from, &r.Diags); err != nil {
		return nil, err
	}
	in.sources = len(in.read)
	if slices.ContainsFunc(in.read, func(i source.Input) bool { return i.Name == source.Stdin }) {
		from.Stdin = source.SpentStdin{}
	}
	from.Kind = "overlay"
	overlays, err := source.Read(ctx, opts.Overlays, from, &r.Diags)
	if err != nil {
		return nil, err
	}
	in.read = append(in.read, overlays...)
	in.names = append(in.names, opts.names(in.read[len(in.names):])...)
	if locked != nil {
		complete := !r.Diags.HasErrors()
		locked.check(&in, &r.Diags)
		if complete {
			locked.checkAll(&in, &r.Diags)
		}
	}
	return &in, nil
}

// prepare makes one description of the inputs, as the parser shall see it.
func (r *Run) prepare(docs *documents, opts Options) *document.Node {
	var root *document.Node
	r.follow(func(ds *diag.List) { root = merge.Merge(docs.sources, opts.Conflicts, ds) })
	for _, doc := range docs.overlays {
		r.follow(func(ds *diag.List) { overlay.Apply(root, doc, ds) })
	}
	r.follow(func(ds *diag.List) { repair.Apply(root, ds) })
	r.follow(func(ds *diag.List) { override.Apply(root, opts.Overrides, ds) })
	r.follow(func(ds *diag.List) { override.MarkSensitive(root, opts.Sensitive, ds) })
	r.follow(func(ds *diag.List) { filter.Apply(root, opts.Include, opts.Exclude, ds) })
	return root
}

func sum(data []byte) string {
	hash := sha256.Sum256(data)
	return hex.EncodeToString(hash[:])
}
