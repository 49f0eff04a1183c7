package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// since keeps of a run's findings those that a base does not have, and returns what the
// run ended with, but for errors that the base has, too.
func (f *inputFlags) since(cmd *cobra.Command, run *pipeline.Run, opts pipeline.Options, name string, ended error) (err error) {
	old := &pipeline.Run{Stdin: cmd.InOrStdin()}
	base := f.base(name)
	defer func() { err = errors.Join(err, base.Close()) }()
	before, err := base.Options(cmd.Context(), old, opts)
	if errors.Is(err, pipeline.ErrBase) {
		return &failure{err: err}
	}
	before.Severity, before.Output.AllowRemovals = opts.Severity, true
	if err == nil {
		_, err = old.Emit(cmd.Context(), before)
	}
	if err != nil && !errors.Is(err, pipeline.ErrInput) {
		return err
	}
	added := diag.Since(run.Diags.All(), old.Diags.All())
	run.Diags = diag.List{}
	for _, d := range added {
		run.Diags.Add(d)
	}
	if errors.Is(ended, pipeline.ErrInput) && !run.Diags.HasErrors() {
		return nil
	}
	return ended
}
