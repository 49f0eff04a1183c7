// Package pipeline joins the stages of a run: document -> parser -> api ->
// emit -> output. It has no opinion of its own; commands print what it returns.
package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/emit/docs"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
	"github.com/StackOneHQ/stackone-gen/internal/output"
	"github.com/StackOneHQ/stackone-gen/internal/parser"
)

// Run holds what the stages of one run share. Its zero value is ready to use.
type Run struct {
	// Stdin is read for an input named "-".
	Stdin io.Reader
	// Diags collects what every stage has to say.
	Diags diag.List
	// Sources gives the lines around a fault.
	Sources document.Sources
}

// Options are the choices of the generate command.
type Options struct {
	Spec      string // path of the description, "-" for Stdin, empty for the embedded one
	Out       string // output folder
	Package   string // name of the generated package
	Generator string // name and version written to the manifest
	Force     bool   // overwrite foreign and edited files

	// ImportPath is where programs import the SDK from. If it is empty, examples
	// and pages do without.
	ImportPath string
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

// API reads a description and returns what it describes.
func (r *Run) API(ctx context.Context, path string) (*api.API, error) {
	a, _, err := r.parse(ctx, path)
	return a, err
}

func (r *Run) parse(ctx context.Context, path string) (*api.API, output.Input, error) {
	name, data, err := r.read(ctx, path)
	if err != nil {
		return nil, output.Input{}, err
	}
	doc := r.Sources.Parse(name, data, &r.Diags)
	if doc == nil {
		return nil, output.Input{}, ErrInput
	}
	a := parser.Parse(doc, parser.DefaultOptions(), &r.Diags)
	if a == nil {
		return nil, output.Input{}, ErrInput
	}
	return a, manifestInput(path, name, data), ctx.Err()
}

// manifestInput is what the manifest says of an input. Where a file stands on
// one machine is nothing that others should see change, so only its name counts.
func manifestInput(path, name string, data []byte) output.Input {
	if path != "" && path != "-" {
		name = filepath.Base(path)
	}
	sum := sha256.Sum256(data)
	return output.Input{Path: name, SHA256: hex.EncodeToString(sum[:])}
}

// Generate runs all stages. After an error the output folder is as it was; if
// the error is ErrInput, the diagnostics tell the reasons.
func (r *Run) Generate(ctx context.Context, opts Options) (Result, error) {
	start := time.Now()
	a, input, err := r.parse(ctx, opts.Spec)
	if err != nil {
		return Result{}, err
	}
	files, err := r.emit(a, opts)
	if err != nil {
		return Result{}, err
	}
	summary, err := output.Write(ctx, opts.Out, files, opts.output(input), &r.Diags)
	if err != nil {
		return Result{}, r.outputError(opts.Out, err)
	}
	return Result{Operations: len(a.Operations()), Types: len(a.Types), Files: summary, Elapsed: time.Since(start)}, nil
}

// Plan finds out what Generate would do to the output folder, and changes
// nothing. Files in the way are among the diagnostics, with the error ErrInput;
// the plan is there all the same.
func (r *Run) Plan(ctx context.Context, opts Options) (*output.Plan, error) {
	a, input, err := r.parse(ctx, opts.Spec)
	if err != nil {
		return nil, err
	}
	files, err := r.emit(a, opts)
	if err != nil {
		return nil, err
	}
	plan, err := output.NewPlan(opts.Out, files, opts.output(input), &r.Diags)
	if err != nil {
		return nil, r.outputError(opts.Out, err)
	}
	if len(plan.Conflicts) > 0 {
		return plan, ErrInput
	}
	return plan, nil
}

// output are the options of the last stage.
func (o Options) output(input output.Input) output.Options {
	return output.Options{Generator: o.Generator, Inputs: []output.Input{input}, Force: o.Force}
}

// Files returns the files of the SDK without writing them.
func (r *Run) Files(opts Options) ([]output.File, error) {
	a, err := r.API(context.Background(), opts.Spec)
	if err != nil {
		return nil, err
	}
	return r.emit(a, opts)
}

func (r *Run) emit(a *api.API, opts Options) ([]output.File, error) {
	goOpts := golang.Options{Package: opts.Package}
	emitted, err := golang.Emit(a, goOpts, &r.Diags)
	if err != nil {
		if r.Diags.HasErrors() {
			return nil, ErrInput
		}
		return nil, err
	}
	pages, err := docs.Emit(a, docs.Options{Go: goOpts, ImportPath: opts.ImportPath})
	if err != nil {
		return nil, err
	}
	emitted = append(emitted, pages...)
	files := make([]output.File, len(emitted))
	for i, f := range emitted {
		files[i] = output.File{Path: f.Path, Data: f.Data, Keep: f.Keep}
	}
	return files, nil
}

// outputError makes an error of the output stage a diagnostic, so that it
// reaches people and programs the same way as those of the input.
func (r *Run) outputError(dir string, err error) error {
	var number syscall.Errno
	info, statErr := os.Stat(dir)
	hint := ""
	switch {
	case errors.Is(err, output.ErrConflict):
		return ErrInput // each conflict has its diagnostic
	case errors.Is(err, output.ErrTorn):
		return err // something was written: the usual last line would be wrong
	case errors.Is(err, output.ErrBusy):
	case statErr == nil && !info.IsDir():
		hint = "choose another folder with --out, or move the file away"
	case errors.Is(err, fs.ErrPermission):
		hint = "give yourself the right to write there, or choose another folder with --out"
	case errors.Is(err, syscall.ENOSPC):
		hint = "make room and run the command again"
	case errors.As(err, &number):
		hint = "choose another folder with --out"
	default:
		return err
	}
	r.Diags.Errorf("output-folder", diag.Position{}, "%v", err).Hint = hint
	return ErrInput
}
