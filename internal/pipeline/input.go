package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/config"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/filter"
	"github.com/StackOneHQ/stackone-gen/internal/document/merge"
	"github.com/StackOneHQ/stackone-gen/internal/document/overlay"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
	"github.com/StackOneHQ/stackone-gen/internal/document/repair"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/output"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
	"github.com/StackOneHQ/stackone-gen/internal/parser/check"
	"github.com/StackOneHQ/stackone-gen/internal/source"
	"github.com/StackOneHQ/stackone-gen/spec"
)

// parsed is an API with its inputs and description. After errors, which are in the
// diagnostics, it has what could be read.
type parsed struct {
	api    *api.API
	root   *document.Node
	inputs []output.Input
	lock   *names.Lock // of the output folder; nil if it has none
}

// parse reads the inputs into one API. After an error it goes on where it can, so
// that one run finds all errors.
func (r *Run) parse(ctx context.Context, opts Options) (*parsed, error) {
	r.stage("read")
	locked, err := r.lock(opts)
	if err != nil {
		return nil, err
	}
	docs, inputs, err := r.read(ctx, opts.Inputs, locked)
	if err != nil {
		return nil, err
	}
	r.stage("prepare")
	titles := titlesOf(docs.sources)
	root := r.prepare(docs, opts.Description)
	r.trees = slices.Insert(r.trees, 0, root)
	r.stage("parse")
	choices := parser.DefaultOptions()
	if opts.Description.Globals != nil {
		choices.Globals = nil
		for _, g := range opts.Description.Globals {
			choices.Globals = append(choices.Globals, parser.Global{Header: g.Header.Value, Label: g.Name.Value})
		}
	}
	choices.Signature = signatureOf(opts.Description.Webhooks)
	if opts.Severity.Advice {
		r.follow(func(ds *diag.List) { check.Advise(root, ds) })
	}
	p := &parsed{root: root, inputs: inputs}
	r.follow(func(ds *diag.List) {
		p.api, _ = parser.Read(&document.Document{File: docs.sources[0].File, Root: root}, choices, ds)
	})
	if p.api == nil {
		return nil, ErrInput
	}
	if !r.Diags.HasErrors() {
		titles.setTitle(p.api, root, opts.Description.Title, &r.Diags)
		checkGlobals(p.api, opts.Description.Globals, &r.Diags)
	}
	p.lock = r.remember(opts.Output)
	p.lock.Remember(p.api)
	return p, ctx.Err()
}

// follow runs a stage, which may report errors of earlier stages again.
func (r *Run) follow(stage func(ds *diag.List)) {
	var found diag.List
	stage(&found)
	r.Diags.Follow(&found)
}

// checkGlobals reports headers that no operation has: they are misspelt, or the API
// has changed.
func checkGlobals(a *api.API, globals []config.Global, ds *diag.List) {
	var headers []string
	for _, op := range a.Operations() {
		for _, p := range op.Parameters {
			if p.In == api.InHeader {
				headers = append(headers, p.Name)
			}
		}
	}
	for _, global := range globals {
		header := global.Header
		if slices.ContainsFunc(headers, func(name string) bool { return strings.EqualFold(name, header.Value) }) {
			continue
		}
		ds.Warnf("unused-global", header.Pos, "no operation has a header parameter %q", header.Value).
			Hint = diag.Guess(header.Value, headers, diag.Known(headers))
	}
}

// documents holds the inputs of a run as trees.
type documents struct{ sources, overlays []*document.Document }

// read reads all inputs, so that it reports the errors of all of them.
func (r *Run) read(ctx context.Context, opts Inputs, locked *lock) (*documents, []output.Input, error) {
	in, err := r.readInputs(ctx, opts, locked)
	if err != nil {
		return nil, nil, err
	}
	failed := r.Diags.HasErrors()
	var docs documents
	var used []output.Input
	var roots []root
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
		roots = append(roots, root{doc, input})
		// Merging a file that is not a description would add its keys to the whole.
		failed = !check.Description(doc.Root, &r.Diags) || failed
	}
	if locked != nil {
		locked.check(in, &r.Diags)
	}
	if failed {
		return nil, nil, ErrInput
	}
	files, err := r.resolve(ctx, roots, opts, locked)
	if err != nil {
		return nil, nil, err
	}
	used = append(used, files...)
	if locked == nil {
		return &docs, used, nil
	}
	if locked.checkAll(used, &r.Diags); r.Diags.HasErrors() {
		return nil, nil, ErrInput
	}
	return &docs, used, nil
}

// inputs holds what a run reads, sources first.
type inputs struct {
	read    []source.Input
	sources int
	names   []string // in the lock file and in rules
}

func (r *Run) sourceOptions(opts Inputs, locked *lock) source.Options {
	from := source.Options{
		Stdin: r.Stdin, Folder: opts.Base, Timeout: opts.Timeout, MaxSize: opts.MaxSize, CacheDir: opts.CacheDir,
		UserAgent: opts.UserAgent,
	}
	if locked != nil {
		from.Frozen = locked.hash
	}
	return from
}

// readInputs reads the sources and the overlays.
func (r *Run) readInputs(ctx context.Context, opts Inputs, locked *lock) (*inputs, error) {
	from := r.sourceOptions(opts, locked)
	var in inputs
	if len(opts.Sources) == 0 {
		in.read = []source.Input{{Name: spec.Name, Data: spec.OpenAPI, SHA256: sum(spec.OpenAPI)}}
		in.names = []string{spec.Name}
	} else {
		read, err := source.Read(ctx, opts.Sources, from, &r.Diags)
		if err != nil {
			return nil, err
		}
		in.read = read
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
	return &in, nil
}

// prepare turns the inputs into the description for the parser.
func (r *Run) prepare(docs *documents, opts Description) *document.Node {
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
