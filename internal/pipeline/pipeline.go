// Package pipeline joins the stages of a run: document -> parser -> api ->
// emit -> output. It has no opinion of its own; commands print what it returns.
package pipeline

import (
	"context"
	"errors"
	"io"
	"io/fs"
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

// Run holds what the stages of one run share. Its zero value is ready to use.
type Run struct {
	// Stdin is read for an input named "-".
	Stdin io.Reader
	// Diags collects what every stage has to say.
	Diags diag.List
	// Sources gives the lines around a fault.
	Sources document.Sources
	// Progress, if there is one, is told the name of each stage that begins.
	Progress func(stage string)

	// trees are the documents that findings have positions in.
	trees []*document.Node
}

// Result says what a run did.
type Result struct {
	Operations int
	Types      int
	Files      output.Summary
	Elapsed    time.Duration
}

// ErrInput says that the diagnostics hold the errors: the input, the output
// folder or what stands in it is at fault.
var ErrInput = errors.New("the input has errors")

// stage says that a stage begins.
func (r *Run) stage(name string) {
	if r.Progress != nil {
		r.Progress(name)
	}
}

// API reads the sources and returns what they describe.
func (r *Run) API(ctx context.Context, opts Options) (*api.API, error) {
	p, err := r.parse(ctx, opts)
	if err != nil {
		return nil, err
	}
	return p.api, r.settle(opts.Severity)
}

// SDK is what a run emits, before anything is written.
type SDK struct {
	API    *api.API
	Names  *names.Table
	Files  []emit.File
	inputs []output.Input
}

// Emit makes the SDK in memory.
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

// settle gives the findings the severities that the user wants, now that all
// stages have said what they have to say.
func (r *Run) settle(opts Severity) error {
	document.Locate(&r.Diags, r.trees...)
	r.Diags.Apply(diag.NewSettings(opts.Rules, opts.Strict, &r.Diags))
	if r.Diags.HasErrors() {
		return ErrInput
	}
	return nil
}

func (r *Run) emit(ctx context.Context, opts Options) (*SDK, error) {
	// Reading the inputs leaves a processor free.
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
	files, err := golang.Emit(p.api, table, opts.Go, &r.Diags)
	if err != nil {
		return nil, err
	}
	return &SDK{API: p.api, Names: table, Files: files, inputs: p.inputs}, ctx.Err()
}

// names decides all names. After an error of any stage it returns ErrInput, but has
// looked for errors of names as well.
func (r *Run) names(p *parsed, opts names.Options) (*names.Table, error) {
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

// consequent leaves out of the findings about names those that may only be due to
// what an API lacks after an error: warnings, and renames of what the description has.
func consequent(p *parsed, opts names.Options, found *diag.List) *diag.List {
	there := map[string]bool{}
	for _, name := range p.root.Get("components").Get("schemas").Keys() {
		there[name] = true
	}
	for el := range openapi.AllOperations(p.root) {
		if el.Role == openapi.Operation {
			group := openapi.Group(el.Node)
			for i := range group {
				there[strings.Join(group[:i+1], ".")] = true
			}
		}
	}
	lacking := map[diag.Position]bool{}
	for _, r := range slices.Concat(opts.Types, opts.Services) {
		lacking[r.From.Pos] = there[r.From.Value]
	}
	left := new(diag.List)
	for _, d := range found.All() {
		if d.Severity == diag.Error && !(d.Code == "unknown-rename" && lacking[d.Pos]) {
			left.Add(d)
		}
	}
	return left
}

// Generate runs all stages. After an error the output folder is as it was; if
// the error is ErrInput, the diagnostics tell the reasons.
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
	r.Diags.Apply(diag.NewSettings(opts.Severity.Rules, opts.Severity.Strict, &r.Diags))
	return Result{Operations: len(sdk.API.Operations()), Types: len(sdk.API.Types), Files: summary, Elapsed: time.Since(start)}, nil
}

// mayWrite refuses to write if the user takes a warning about the output folder
// for an error: once all is written, it is too late to say so.
func (r *Run) mayWrite(sdk *SDK, opts Options) error {
	if !opts.Severity.Strict && len(opts.Severity.Rules) == 0 {
		return nil
	}
	_, err := r.plan(sdk, opts)
	return err
}

// Plan finds out what Generate would do to the output folder, and changes
// nothing. Files in the way are among the diagnostics, with the error ErrInput;
// the plan is there all the same.
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

// outputError makes an error of the output stage a diagnostic, so that it
// reaches people and programs the same way as those of the input.
func (r *Run) outputError(opts Output, err error) error {
	var number syscall.Errno
	info, statErr := os.Stat(opts.Folder)
	hint := ""
	switch {
	case errors.Is(err, output.ErrConflict):
		return ErrInput // each conflict has its diagnostic
	case errors.Is(err, output.ErrTorn):
		return err // something was written: the usual last line would be wrong
	case errors.Is(err, output.ErrBusy):
	case errors.Is(err, output.ErrDangling):
		hint = "make the folder that the link leads to, or choose another with --out"
	case statErr == nil && !info.IsDir():
		hint = "choose another folder with --out, or move the file away"
	case errors.Is(err, fs.ErrPermission):
		hint = "give yourself the right to read and write there, or choose another folder with --out"
	case errors.Is(err, syscall.ENOSPC):
		hint = "make room and run the command again"
	case errors.Is(err, syscall.ENAMETOOLONG):
		hint = "files have the names of services: shorten the one under \"names\" in the configuration, or choose a folder with a shorter path by --out"
	case errors.As(err, &number):
		hint = "choose another folder with --out"
	default:
		return err
	}
	r.Diags.Errorf("output-folder", opts.Pos, "%v", err).Hint = hint
	return ErrInput
}
