package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

func newLintCommand() *cobra.Command {
	var input inputFlags
	var rules bool
	var base string
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "Report all problems of the inputs",
		Long: `Lint reads the inputs like generate, writes nothing, and prints all findings to
standard output, sorted by position. Each message ends with the code of its rule
in brackets; the configuration can make a rule an error or turn it off.

With --base, it prints only the findings that are new since another description,
configuration or revision, and fails only for those: for pull requests.

It fails if there are errors. With --strict, warnings are errors. With --format
json each line is an object, also with --summary and --rules.`,
		Example: `  stackone-gen lint --spec stackone.yaml
  stackone-gen lint --strict --format sarif > findings.sarif
  stackone-gen lint --summary
  stackone-gen lint --base git:origin/main
  stackone-gen lint --rules`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := input.validate(cmd); err != nil {
				return err
			}
			if rules {
				return printRules(cmd.OutOrStdout(), input.format)
			}
			return lint(cmd, &input, base)
		},
	}
	input.register(cmd, "output `format`: text, json, github (workflow annotations) or sarif")
	cmd.Flags().BoolVar(&input.summary, "summary", false, "only print the number of findings per rule, and where the first one is")
	cmd.Flags().StringVar(&base, "base", "", "only report what is new since this `description`, configuration or git:REVISION[:PATH]")
	cmd.Flags().BoolVar(&rules, "rules", false, "print all rules without reading any input")
	return cmd
}

// lint prints the findings: all, or those that are new since a base.
func lint(cmd *cobra.Command, input *inputFlags, base string) error {
	run := &pipeline.Run{Stdin: cmd.InOrStdin()}
	opts, err := input.options(cmd, run)
	opts.Severity.Advice = true
	opts.Output.AllowRemovals = true // it is about the inputs, and not the folder
	if err == nil {
		progress := input.watch(cmd, run, false)
		_, err = run.Emit(cmd.Context(), opts)
		progress.done()
		if base != "" && (err == nil || errors.Is(err, pipeline.ErrInput)) {
			var failed *failure
			if err = input.since(cmd, run, opts, base, err); errors.As(err, &failed) {
				return err
			}
		}
	}
	w := cmd.OutOrStdout()
	if input.summary {
		if werr := input.printSummary(w, run.Diags.All()); werr != nil {
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
}

// ruleRow is a rule as a row of a table.
type ruleRow struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	About    string `json:"about"`
}

func (r ruleRow) cells() []string { return []string{r.Rule, r.Severity, r.About} }

func printRules(w io.Writer, format diag.Format) error {
	var rows []row
	for _, rule := range diag.Rules() {
		rows = append(rows, ruleRow{rule.Code, rule.Severity.String(), rule.About})
	}
	return printRows(w, format, "RULE\tSEVERITY\tMEANING", rows)
}

// countRow is a rule with the number of its findings and the position of the first.
type countRow struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	Findings int    `json:"findings"`
	First    string `json:"first"`
}

func (r countRow) cells() []string {
	return []string{r.Rule, r.Severity, strconv.Itoa(r.Findings), r.First}
}

// printSummary prints findings by rule. Without findings there is no table.
func (f *inputFlags) printSummary(w io.Writer, findings []diag.Diagnostic) error {
	if len(findings) == 0 {
		return nil
	}
	var rows []row
	for _, c := range diag.PerRule(findings) {
		rows = append(rows, countRow{c.Code, c.Severity.String(), c.Count, c.First.String()})
	}
	return printRows(w, f.format, "RULE\tSEVERITY\tFINDINGS\tFIRST", rows)
}
