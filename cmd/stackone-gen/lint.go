package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

func newLintCommand() *cobra.Command {
	var input inputFlags
	var summary, rules bool
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "Report everything that is wrong with the inputs",
		Long: `Lint reads the inputs as generate does, writes nothing, and prints all findings
on standard output, sorted by place. The code of the rule stands in brackets
behind each message; the configuration can make a rule an error or turn it off.

It fails if there are errors. With --strict, warnings are errors.`,
		Example: `  stackone-gen lint --spec stackone.yaml
  stackone-gen lint --strict --format sarif > findings.sarif
  stackone-gen lint --summary
  stackone-gen lint --rules`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := input.validate(cmd); err != nil {
				return err
			}
			if rules {
				return printRules(cmd.OutOrStdout())
			}
			run := &pipeline.Run{Stdin: cmd.InOrStdin()}
			opts, err := input.options(cmd, run)
			if err == nil {
				progress := input.watch(cmd, run, false)
				_, err = run.Emit(cmd.Context(), opts)
				progress.done()
			}
			w := cmd.OutOrStdout()
			if summary {
				if werr := printCounts(w, run.Diags.PerRule()); werr != nil {
					return werr
				}
			} else {
				printer := input.printer(w, run)
				printer.Long = true
				if werr := printer.Print(w, run.Diags.All()); werr != nil {
					return werr
				}
			}
			if err != nil {
				return input.verdict(run, err, "see above")
			}
			if input.format == diag.FormatText {
				_, err = fmt.Fprintf(cmd.ErrOrStderr(), "no errors, %s\n", count(run.Diags.Count(diag.Warning), "warning"))
			}
			return err
		},
	}
	input.register(cmd, "how to print: text, json, github or sarif")
	cmd.Flags().BoolVar(&summary, "summary", false, "print how many findings each rule has, and nothing else")
	cmd.Flags().BoolVar(&rules, "rules", false, "print all rules, and read nothing")
	return cmd
}

func printRules(w io.Writer) error {
	var text strings.Builder
	text.WriteString("RULE\tSEVERITY\tWHAT IT MEANS\n")
	for _, rule := range diag.Rules() {
		text.WriteString(rule.Code + "\t" + rule.Severity.String() + "\t" + rule.About + "\n")
	}
	return printTable(w, text.String())
}

func printCounts(w io.Writer, counts []diag.RuleCount) error {
	var text strings.Builder
	text.WriteString("RULE\tSEVERITY\tFINDINGS\n")
	for _, c := range counts {
		text.WriteString(c.Code + "\t" + c.Severity.String() + "\t" + strconv.Itoa(c.Count) + "\n")
	}
	return printTable(w, text.String())
}

// printTable aligns columns that are parted by tabs.
func printTable(w io.Writer, text string) error {
	tw := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	if _, err := io.WriteString(tw, text); err != nil {
		return err
	}
	return tw.Flush()
}
