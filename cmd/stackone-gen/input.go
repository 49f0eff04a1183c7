package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/config"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/output"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// inputFlags are the flags of every command that reads a description.
type inputFlags struct {
	config   string
	specs    []string
	overlays []string
	strict   bool
	frozen   bool
	verbose  bool
	summary  bool // one line for each rule
	format   diag.Format
}

func (f *inputFlags) register(cmd *cobra.Command, formatUsage string) {
	flags := cmd.Flags()
	flags.StringVarP(&f.config, "config", "c", "", "configuration `file` (default: "+config.FileName+" if it exists)")
	flags.StringArrayVar(&f.specs, "spec", nil, "OpenAPI `file` in YAML or JSON, a glob or a URL; - for standard input; may be repeated (default: the embedded description of connect sessions)")
	flags.StringArrayVar(&f.overlays, "overlay", nil, "OpenAPI Overlay to apply, a `file` or a URL; may be repeated")
	flags.BoolVar(&f.strict, "strict", false, "treat warnings as errors, except those with a rule in the configuration")
	flags.BoolVar(&f.frozen, "frozen", false, "fail if an input differs from the one that the output folder was generated from")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print how long each stage took")
	f.format = diag.FormatText
	flags.StringVar((*string)(&f.format), "format", string(diag.FormatText), formatUsage)
	for _, name := range []string{"spec", "overlay", "config"} {
		_ = cmd.MarkFlagFilename(name, "yaml", "yml", "json")
	}
	var formats []string
	for _, format := range diag.Formats() {
		formats = append(formats, string(format))
	}
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// validate checks the values of the flags.
func (f *inputFlags) validate(cmd *cobra.Command) error {
	if _, err := diag.ParseFormat(string(f.format)); err != nil {
		return fmt.Errorf("--format: %w", err)
	}
	for name, files := range map[string][]string{"spec": f.specs, "overlay": f.overlays} {
		for _, file := range files {
			if file == "" {
				// An unset variable in a script must not select the embedded description.
				return fmt.Errorf("--%s must not be empty", name)
			}
		}
	}
	if f.summary && f.format == diag.FormatSARIF {
		return errors.New("--summary: SARIF has a result for each finding; remove one of the two flags")
	}
	if cmd.Flags().Changed("config") && f.config == "" {
		return errors.New("--config must not be empty")
	}
	return nil
}

// configPath returns the path of the configuration; empty if there is none.
func (f *inputFlags) configPath() string {
	if _, err := os.Stat(config.FileName); f.config == "" && !errors.Is(err, fs.ErrNotExist) {
		return config.FileName
	}
	return f.config
}

// base returns what --base names: without a path, it is what the flags read at a revision.
func (f *inputFlags) base(name string) *pipeline.Base {
	return &pipeline.Base{Name: name, Config: f.configPath(), Sources: f.specs, Overlays: f.overlays}
}

// options returns the options of the configuration, if there is one, overridden by
// the flags.
func (f *inputFlags) options(cmd *cobra.Command, run *pipeline.Run) (pipeline.Options, error) {
	path := f.configPath()
	opts := pipeline.FromConfig(config.Default())
	opts.Inputs.Base = ""
	if path != "" {
		c, err := run.Config(cmd.Context(), path)
		if err != nil {
			return opts, err
		}
		opts = pipeline.FromConfig(c)
	}
	if f.specs != nil {
		opts.Inputs.Sources = texts(f.specs)
	}
	if f.overlays != nil {
		opts.Inputs.Overlays = texts(f.overlays)
	}
	if cmd.Flags().Changed("strict") {
		opts.Severity.Strict = f.strict
	}
	opts.Inputs.Frozen = f.frozen
	opts.Inputs.UserAgent = "stackone-gen/" + version()
	opts.Output.Generator = "stackone-gen " + version()
	return opts, nil
}

// texts returns strings from the command line, without positions.
func texts(values []string) []diag.Text {
	all := make([]diag.Text, len(values))
	for i, value := range values {
		all[i] = diag.Text{Value: filepath.ToSlash(value)}
	}
	return all
}

// printer returns the printer that the flags configure.
func (f *inputFlags) printer(w io.Writer, run *pipeline.Run) diag.Printer {
	return diag.Printer{Format: f.format, Sources: &run.Sources, Color: hasColor(w), Version: version(), Folder: folderOfRepository()}
}

// folderOfRepository returns the path of the working folder within its repository;
// empty at its root, or outside of one.
func folderOfRepository() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for folder := ""; ; {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return folder
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		folder, dir = filepath.Join(filepath.Base(dir), folder), parent
	}
}

// report prints the diagnostics of a run and returns the error of the command, which
// ends with what did not happen.
func (f *inputFlags) report(cmd *cobra.Command, run *pipeline.Run, least diag.Severity, err error, didNot string) error {
	var shown []diag.Diagnostic
	for _, d := range run.Diags.All() {
		if d.Severity >= least {
			shown = append(shown, d)
		}
	}
	w := cmd.ErrOrStderr()
	show := f.printer(w, run).Print
	if f.summary {
		show = f.printSummary
	}
	if werr := show(w, shown); werr != nil && err == nil {
		return &failure{err: fmt.Errorf("cannot print diagnostics: %w", werr)}
	}
	return f.verdict(run, err, didNot)
}

// verdict returns the error of the command for that of a run.
func (f *inputFlags) verdict(run *pipeline.Run, err error, didNot string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, output.ErrTorn):
		return &failure{err: err}
	case errors.Is(err, context.Canceled):
		return &failure{err: fmt.Errorf("interrupted; %s", didNot), interrupted: true}
	case errors.Is(err, pipeline.ErrInput):
		err := fmt.Errorf("%s, %s; %s",
			count(run.Diags.Count(diag.Error), "error"), count(run.Diags.Count(diag.Warning), "warning"), didNot)
		// Programs only read objects.
		return &failure{err: err, told: f.format == diag.FormatJSON || f.format == diag.FormatSARIF}
	default:
		return &failure{err: fmt.Errorf("internal error (please report it): %w; %s", err, didNot)}
	}
}

// count formats a number with its noun, such as "1 file" or "2 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
