package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/output"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// inputFlags are the flags of every command that reads a description.
type inputFlags struct {
	spec   string
	format diag.Format
}

func (f *inputFlags) register(cmd *cobra.Command, formatUsage string) {
	cmd.Flags().StringVar(&f.spec, "spec", "", "OpenAPI `file` to read, YAML or JSON; - for standard input (default: the embedded description of connect sessions)")
	f.format = diag.FormatText
	cmd.Flags().StringVar((*string)(&f.format), "format", string(diag.FormatText), formatUsage)
	_ = cmd.MarkFlagFilename("spec", "yaml", "yml", "json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(
		[]string{string(diag.FormatText), string(diag.FormatJSON), string(diag.FormatGitHub)}, cobra.ShellCompDirectiveNoFileComp))
}

// check finds fault with the values of the flags.
func (f *inputFlags) check(cmd *cobra.Command) error {
	if _, err := diag.ParseFormat(string(f.format)); err != nil {
		return fmt.Errorf("--format: %w", err)
	}
	if cmd.Flags().Changed("spec") && f.spec == "" {
		// An unset variable of a script must not pick the embedded one.
		return errors.New("--spec: the file has no name")
	}
	return nil
}

// report prints what a run has to say and turns its error into the command's.
// What did not happen ends its last line.
func (f *inputFlags) report(cmd *cobra.Command, run *pipeline.Run, least diag.Severity, err error, didNot string) error {
	var shown []diag.Diagnostic
	for _, d := range run.Diags.All() {
		if d.Severity >= least {
			shown = append(shown, d)
		}
	}
	if werr := diag.Write(cmd.ErrOrStderr(), f.format, shown, &run.Sources); werr != nil && err == nil {
		return &failure{err: fmt.Errorf("the diagnostics cannot be printed: %w", werr)}
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, output.ErrTorn):
		return &failure{err: err}
	case errors.Is(err, context.Canceled):
		return &failure{err: fmt.Errorf("interrupted; %s", didNot)}
	case errors.Is(err, pipeline.ErrInput):
		err := fmt.Errorf("%s, %s; %s",
			count(run.Diags.Count(diag.Error), "error"), count(run.Diags.Count(diag.Warning), "warning"), didNot)
		return &failure{err: err, told: f.format == diag.FormatJSON} // each line is an object
	default:
		return &failure{err: fmt.Errorf("this is a fault of the generator, please report it: %w; %s", err, didNot)}
	}
}

// count writes a number with its noun, as "1 file" or "2 files".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
