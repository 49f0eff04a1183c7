package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/changes"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// failLevels are the values of --fail-on.
func failLevels() []string { return []string{"source", "wire", "quiet", "any"} }

func newChangesCommand() *cobra.Command {
	var input inputFlags
	var own generateFlags
	var base, failOn string
	cmd := &cobra.Command{
		Use:   "changes",
		Short: "Compare the SDK with that of an earlier description",
		Long: `Changes compares the SDK that generate would write with that of --base, and writes
nothing. Each change has two verdicts: source, whether apps still compile, and wire,
whether apps that run the old SDK still work. "Quiet" compiles or works, and means
something else. docs/changes.md has all rules.

The base is a description, a configuration, or git:REVISION for what the same command
line reads at that revision, or git:REVISION:FILE. Names of the base are kept.

With --fail-on, it exits with 1 where a verdict breaks: source, wire, quiet (or
worse) or any. With --format json it prints one object.`,
		Example: `  stackone-gen changes --base old.yaml --spec new.yaml
  stackone-gen changes --base git:v1.2.0 --fail-on source
  stackone-gen changes --base git:HEAD~1:api.yaml --spec api.yaml --format json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case base == "":
				return errors.New("changes needs --base: a description, a configuration, or git:REVISION")
			case failOn != "" && !slices.Contains(failLevels(), failOn):
				return fmt.Errorf("--fail-on: %q must be %s", failOn, strings.Join(failLevels(), ", "))
			case input.format != diag.FormatText && input.format != diag.FormatJSON:
				return fmt.Errorf("--format: %q must be text or json", input.format)
			}
			return compareWith(cmd, &input, &own, base, failOn)
		},
	}
	input.register(cmd, "output `format`: text or json")
	own.register(cmd)
	for _, name := range []string{"check", "diff", "force"} {
		_ = cmd.Flags().MarkHidden(name) // they are about writing
	}
	cmd.Flags().StringVar(&base, "base", "", "`what` to compare with: a description, a configuration, or git:REVISION[:FILE]")
	cmd.Flags().StringVar(&failOn, "fail-on", "", "exit with 1 at changes of this `verdict`: source, wire, quiet or any")
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(failLevels(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// compareWith prints the changes since a base.
func compareWith(cmd *cobra.Command, input *inputFlags, own *generateFlags, name, failOn string) (err error) {
	if err := errors.Join(input.validate(cmd), own.validate(cmd)); err != nil {
		return err
	}
	run, old := &pipeline.Run{Stdin: cmd.InOrStdin()}, &pipeline.Run{Stdin: cmd.InOrStdin()}
	opts, err := input.options(cmd, run)
	if err != nil {
		return input.report(cmd, run, diag.Error, err, "nothing compared")
	}
	if err := own.apply(cmd, &opts); err != nil {
		return err
	}
	base := input.base(name)
	defer func() { err = errors.Join(err, base.Close()) }()
	report, err := pipeline.Changes(cmd.Context(), base, old, run, opts)
	switch {
	case errors.Is(err, pipeline.ErrBase):
		return &failure{err: err}
	case err != nil && old.Diags.HasErrors():
		return input.report(cmd, old, diag.Error, err, "nothing compared")
	case err != nil:
		return input.report(cmd, run, diag.Error, err, "nothing compared")
	}
	if input.format == diag.FormatJSON {
		err = newEncoder(cmd.OutOrStdout()).Encode(report.JSON())
	} else {
		err = report.Text(cmd.OutOrStdout())
	}
	if err == nil && fails(report, failOn) {
		return &failure{err: fmt.Errorf("%s; --fail-on %s", report.Summary(), failOn), told: input.format == diag.FormatJSON}
	}
	return err
}

// fails reports whether a report has what --fail-on names.
func fails(r *changes.Report, level string) bool {
	switch level {
	case "source":
		return r.Source > 0
	case "wire":
		return r.Wire > 0
	case "quiet":
		return r.Source+r.Wire+r.Quiet > 0
	case "any":
		return len(r.Changes) > 0
	}
	return false
}
