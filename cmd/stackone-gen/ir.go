package main

import (
	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit/ir"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

func newIRCommand() *cobra.Command {
	var input inputFlags
	cmd := &cobra.Command{
		Use:   "ir",
		Short: "Print the intermediate representation as JSON",
		Long: "Print the intermediate representation for other tools: services, operations, types and\n" +
			"errors, independent of Go. docs/ir.md documents it, and docs/ir.schema.json is its\n" +
			"JSON Schema. The format is version 0 and may change.\n\n" +
			"It does not print warnings.",
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := input.validate(cmd); err != nil {
				return err
			}
			run := &pipeline.Run{Stdin: cmd.InOrStdin()}
			opts, err := input.options(cmd, run)
			opts.Severity.Strict, opts.Severity.Rules = input.strict, nil
			if err == nil {
				var out []byte
				if out, err = describe(cmd, run, opts); err == nil {
					_, err = cmd.OutOrStdout().Write(out)
					return err
				}
			}
			return input.report(cmd, run, diag.Error, err, "nothing printed")
		},
	}
	input.register(cmd, "diagnostic `format`: text, json, github (workflow annotations) or sarif")
	return cmd
}

func describe(cmd *cobra.Command, run *pipeline.Run, opts pipeline.Options) ([]byte, error) {
	a, err := run.API(cmd.Context(), opts)
	if err != nil {
		return nil, err
	}
	return ir.Emit(a)
}
