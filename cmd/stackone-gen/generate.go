package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

const importPathFlag = "import-path"

func newGenerateCommand() *cobra.Command {
	var input inputFlags
	var opts pipeline.Options
	var quiet, check, diff bool
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Write the SDK of a description",
		Long: `Generate reads a description and makes the output folder hold its SDK.

Only files that an earlier run wrote are replaced or removed; they are listed in
the folder's .stackone-gen.lock. A file of yours that stands in the way, or one
that was edited by hand, is reported and nothing is written. After any error the
folder is as it was.

With --check or --diff nothing is written: the command fails if the folder is not
what would be written.

A line that sums the run up goes to standard output, all else to standard error.
With --format json diagnostics and that line are JSON objects, one a line.`,
		Example: `  stackone-gen generate
  stackone-gen generate --spec stackone.yaml --out sdk/stackone
  stackone-gen generate --spec stackone.yaml --format github --quiet
  stackone-gen generate --check`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := input.check(cmd); err != nil {
				return err
			}
			if !token.IsIdentifier(opts.Package) || opts.Package == "main" || opts.Package == "_" {
				return fmt.Errorf("--package: %q is no name for a Go package that others import", opts.Package)
			}
			if opts.Out == "" {
				return errors.New("--out: the folder has no name")
			}
			if cmd.Flags().Changed(importPathFlag) && !pipeline.IsImportPath(opts.ImportPath) {
				return fmt.Errorf("--%s: no program can import %q", importPathFlag, opts.ImportPath)
			}
			opts.Spec = input.spec
			opts.Generator = "stackone-gen " + version()
			least := diag.Warning
			if quiet {
				least = diag.Error
			}
			run := &pipeline.Run{Stdin: cmd.InOrStdin()}
			if check || diff {
				opts.Force = opts.Force || diff // the difference shows edits by hand, too
				plan, err := run.Plan(cmd.Context(), opts)
				if diff && plan != nil {
					if err := printDiff(cmd.OutOrStdout(), opts.Out, plan); err != nil {
						return err
					}
				}
				if err := input.report(cmd, run, least, err, "nothing written"); err != nil {
					return err
				}
				return compare(opts.Out, plan)
			}
			result, err := run.Generate(cmd.Context(), opts)
			if err := input.report(cmd, run, least, err, "nothing written"); err != nil || quiet {
				return err
			}
			return summarize(cmd.OutOrStdout(), input.format, opts.Out, result, run.Diags.Count(diag.Warning))
		},
	}
	input.register(cmd, "how to print: text, json or github")
	cmd.Flags().StringVarP(&opts.Out, "out", "o", "generated", "output `folder`")
	cmd.Flags().StringVar(&opts.Package, "package", "stackone", "`name` of the generated package")
	cmd.Flags().StringVar(&opts.ImportPath, importPathFlag, "", "import `path` of the generated package: its pages show it, and its Go examples need it (default: none, for a folder that apps copy)")
	cmd.Flags().BoolVar(&opts.Force, "force", false, "overwrite files that were edited by hand or are not the generator's")
	cmd.Flags().BoolVarP(&quiet, "quiet", "q", false, "print errors only")
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; fail if the folder is not what would be written")
	cmd.Flags().BoolVar(&diff, "diff", false, "like --check, and print the difference")
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

// summary is the last line of a run for programs.
type summary struct {
	Out        string  `json:"out"`
	Operations int     `json:"operations"`
	Types      int     `json:"types"`
	Written    int     `json:"written"`
	Unchanged  int     `json:"unchanged"`
	Removed    int     `json:"removed"`
	Warnings   int     `json:"warnings"`
	Seconds    float64 `json:"seconds"`
}

func summarize(w io.Writer, format diag.Format, out string, r pipeline.Result, warnings int) error {
	if format == diag.FormatJSON {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(summary{
			Out: out, Operations: r.Operations, Types: r.Types,
			Written: r.Files.Written, Unchanged: r.Files.Unchanged, Removed: r.Files.Removed,
			Warnings: warnings, Seconds: r.Elapsed.Seconds(),
		})
	}
	_, err := fmt.Fprintf(w, "%s: %s, %s; %s written, %d unchanged, %d removed; %s; %v\n",
		out, count(r.Operations, "operation"), count(r.Types, "type"),
		count(r.Files.Written, "file"), r.Files.Unchanged, r.Files.Removed,
		count(warnings, "warning"), r.Elapsed.Round(10*time.Millisecond))
	return err
}
