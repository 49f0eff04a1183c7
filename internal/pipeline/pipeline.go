// Package pipeline connects the stages of a run: document -> parser -> api -> emit
// -> output. It decides nothing itself, and commands print what it returns.
package pipeline

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/openapi"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/gofile"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/output"
)

// Run holds the state that the stages of a run share. Its zero value is ready to use.
type Run struct {
	// Stdin is read for an input named "-".
	Stdin io.Reader
	// Diags collects the diagnostics of all stages.
	Diags diag.List
	// Sources has the lines around a diagnostic.
	Sources document.Sources
	// Notices are what a person should read once, and no rule is about.
	Notices []string
	// Progress, if set, is called with the name of each stage when it starts.
	Progress func(stage string)

	// trees are the documents that diagnostics point into.
	trees []*document.Node
	// parts are the files that descriptions refer to, by name.
	parts map[string]*document.Node
}

// Result summarizes a run.
type Result struct {
	Operations int
	LeftOut    int // operations that cannot be generated
	Types      int
	Files      output.Summary
	Elapsed    time.Duration
}

// ErrInput means that the errors are in the diagnostics: the input, the output
// folder or its content is wrong.
var ErrInput = errors.New("the input has errors")

// stage reports the start of a stage.
func (r *Run) stage(name string) {
	if r.Progress != nil {
		r.Progress(name)
	}
}

// API reads the sources into an API.
func (r *Run) API(ctx context.Context, opts Options) (*api.API, error) {
	p, err := r.parse(ctx, opts)
	if err != nil {
		return nil, err
	}
	return p.api, r.settle(opts.Severity)
}

// SDK is a generated SDK in memory.
type SDK struct {
	API    *api.API
	Names  *names.Table
	Files  []emit.File
	inputs []output.Input
}

// Emit generates the SDK in memory.
func (r *Run) Emit(ctx context.Context, opts Options) (*SDK, error) {
	sdk, err := r.emit(ctx, opts)
	if settled := r.settle(opts.Severity); err == nil {
		err = settled
	}
	if err != nil {
		return nil, err
	}
	return sdk, nil
}

// settle applies the configured severities, after all stages have reported.
func (r *Run) settle(opts Severity) error {
	r.applyRules(opts)
	if r.Diags.HasErrors() {
		return ErrInput
	}
	return nil
}

// applyRules gives the findings so far their pointers and their severities.
func (r *Run) applyRules(opts Severity) {
	settings := diag.NewSettings(opts.Rules, opts.Strict, &r.Diags)
	// The pointer of a finding is that of its own file, and not of the component that
	// a part of the file became.
	r.Diags.Unlocate(func(file string) bool { return r.parts[file] != nil })
	for _, file := range slices.Sorted(maps.Keys(r.parts)) {
		document.Locate(&r.Diags, r.parts[file])
	}
	document.Locate(&r.Diags, r.trees...)
	r.Diags.Apply(settings)
}

func (r *Run) emit(ctx context.Context, opts Options) (*SDK, error) {
	// Reading the inputs leaves a CPU idle.
	var preparing sync.WaitGroup
	preparing.Go(gofile.Prepare)
	defer preparing.Wait()
	p, err := r.parse(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.stage("emit")
	table, err := r.names(p, opts.Go.Names)
	if err != nil {
		return nil, err
	}
	r.checkRemovals(p, opts.Output)
	files, err := golang.Emit(p.api, table, opts.Go, &r.Diags)
	if err != nil {
		return nil, err
	}
	files = append(files, emit.File{Path: names.LockName, Data: table.Lock(), Memory: true}, output.Attributes(names.LockName))
	return &SDK{API: p.api, Names: table, Files: files, inputs: p.inputs}, ctx.Err()
}

// names decides all names, with those that are remembered. After an error of any stage it returns ErrInput, but
// also reports errors of names.
func (r *Run) names(p *parsed, opts names.Options) (*names.Table, error) {
	opts.Lock = p.lock
	var found diag.List
	table, err := names.Decide(p.api, opts, &found)
	if err != nil {
		return nil, err
	}
	if !r.Diags.HasErrors() {
		r.Diags.Append(&found)
	} else {
		r.Diags.Follow(consequent(p, opts, &found))
	}
	if r.Diags.HasErrors() {
		return nil, ErrInput
	}
	return table, nil
}

// consequent drops the findings about names that may be due to an incomplete API
// after an error: warnings, and unknown renames of names in the description.
func consequent(p *parsed, opts names.Options, found *diag.List) *diag.List {
	declared := map[string]bool{}
	for _, name := range p.root.Get("components").Get("schemas").Keys() {
		declared[name] = true
	}
	groups := openapi.NewGroups(p.root)
	for el := range openapi.AllOperations(p.root) {
		if el.Role == openapi.Operation {
			group := groups.Of(el.Node)
			for i := range group {
				declared[strings.Join(group[:i+1], ".")] = true
			}
		}
	}
	lacking := map[diag.Position]bool{}
	for _, r := range slices.Concat(opts.Types, opts.Services) {
		lacking[r.From.Pos] = declared[r.From.Value]
	}
	left := new(diag.List)
	for _, d := range found.All() {
		if d.Severity == diag.Error && !(d.Code == "unknown-rename" && lacking[d.Pos]) {
			left.Add(d)
		}
	}
	return left
}

// Generate runs all stages. After an error the output folder is unchanged; if the
// error is ErrInput, the reasons are in the diagnostics.
func (r *Run) Generate(ctx context.Context, opts Options) (Result, error) {
	start := time.Now()
	sdk, err := r.Emit(ctx, opts)
	if err != nil {
		return Result{}, err
	}
	r.stage("write")
	if err := r.mayWrite(sdk, opts); err != nil {
		return Result{}, err
	}
	summary, err := output.Write(ctx, opts.Output.Folder, sdk.Files, opts.Output.of(sdk.inputs), &r.Diags)
	if err != nil {
		return Result{}, r.outputError(opts.Output, err)
	}
	r.applyRules(opts.Severity)
	return Result{Operations: len(sdk.API.Described()), LeftOut: len(sdk.API.LeftOut), Types: len(sdk.API.Types), Files: summary, Elapsed: time.Since(start)}, nil
}

// mayWrite fails if a warning about the output folder is configured as an error,
// before anything is written.
func (r *Run) mayWrite(sdk *SDK, opts Options) error {
	if !opts.Severity.Strict && len(opts.Severity.Rules) == 0 {
		return nil
	}
	_, err := r.plan(sdk, opts)
	return err
}

// Plan returns what Generate would do to the output folder, and changes nothing. If
// files are in the way, the error is ErrInput, but the plan is complete.
func (r *Run) Plan(ctx context.Context, opts Options) (*output.Plan, error) {
	sdk, err := r.Emit(ctx, opts)
	if err != nil {
		return nil, err
	}
	r.stage("compare")
	return r.plan(sdk, opts)
}

func (r *Run) plan(sdk *SDK, opts Options) (*output.Plan, error) {
	plan, err := output.NewPlan(opts.Output.Folder, sdk.Files, opts.Output.of(sdk.inputs), &r.Diags)
	if err != nil {
		return nil, r.outputError(opts.Output, err)
	}
	return plan, r.settle(opts.Severity)
}

// of returns the options of package output for these inputs.
func (o Output) of(inputs []output.Input) output.Options {
	return output.Options{Generator: o.Generator, Inputs: inputs, Force: o.Force}
}

// outputError turns an error of the output stage into a diagnostic, so that it is
// reported like those of the input.
func (r *Run) outputError(opts Output, err error) error {
	var number syscall.Errno
	info, statErr := os.Stat(opts.Folder)
	hint := ""
	switch {
	case errors.Is(err, output.ErrConflict):
		return ErrInput // each conflict has its diagnostic
	case errors.Is(err, output.ErrTorn):
		return err // something was written, unlike after ErrInput
	case errors.Is(err, output.ErrBusy):
	case errors.Is(err, output.ErrPlace):
		hint = "choose another folder with --out; if it is from a variable of a script, the variable may not be set"
	case errors.Is(err, output.ErrDangling):
		hint = "create the target of the link, or choose another folder with --out"
	case statErr == nil && !info.IsDir():
		hint = "choose another folder with --out, or move the file away"
	case errors.Is(err, fs.ErrPermission):
		hint = "give yourself read and write permission, or choose another folder with --out"
	case errors.Is(err, syscall.ENOSPC):
		hint = "free some space and run the command again"
	case errors.Is(err, syscall.ENAMETOOLONG):
		hint = "choose a folder with a shorter path with --out"
	case errors.As(err, &number):
		hint = "choose another folder with --out"
	default:
		return err
	}
	r.Diags.Errorf("output-folder", opts.Pos, "%v", err).Hint = hint
	document.Locate(&r.Diags, r.trees...)
	return ErrInput
}
