package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/config"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

func newExplainCommand() *cobra.Command {
	format := diag.FormatText
	cmd := &cobra.Command{
		Use:   "explain [rule]",
		Short: "Explain a rule: what it finds, why, and how to settle it",
		Long: `Explain prints what a rule is about, why it is one, an example, and what to do
about a finding. The name of a rule is in brackets at the end of each message.
Without a rule it lists all of them.`,
		Example: `  stackone-gen explain missing-ref
  stackone-gen explain`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return ruleCodes(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := diag.ParseFormat(string(format)); err != nil || format != diag.FormatText && format != diag.FormatJSON {
				return fmt.Errorf("--format: explain prints text or json, not %q", format)
			}
			switch len(args) {
			case 0:
				return printRules(cmd.OutOrStdout(), format)
			case 1:
			default:
				return fmt.Errorf("explain takes one rule, but got %q, too", args[1])
			}
			rule, err := findRule(args[0])
			if err != nil {
				return err
			}
			return printExplanation(cmd.OutOrStdout(), format, rule)
		},
	}
	cmd.Flags().StringVar((*string)(&format), "format", string(diag.FormatText), "output `format`: text or json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{string(diag.FormatText), string(diag.FormatJSON)}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// findRule finds a rule by its name, also in the brackets that messages have it in.
func findRule(name string) (diag.Explanation, error) {
	name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	rule, ok := diag.Explain(name)
	if ok {
		return rule, nil
	}
	hint := diag.Guess(name, ruleCodes(), "stackone-gen explain lists all of them")
	return rule, fmt.Errorf("there is no rule %q; %s", name, hint)
}

func ruleCodes() []string {
	var codes []string
	for _, rule := range diag.Rules() {
		codes = append(codes, rule.Code)
	}
	return codes
}

// explained is a rule with its explanation for programs.
type explained struct {
	Rule     string `json:"rule"`
	Severity string `json:"severity"`
	What     string `json:"what"`
	Why      string `json:"why"`
	Example  string `json:"example"`
	Settle   string `json:"settle"`
}

func printExplanation(w io.Writer, format diag.Format, rule diag.Explanation) error {
	severity := rule.Label()
	if format == diag.FormatJSON {
		return newEncoder(w).Encode(explained{rule.Code, severity, rule.What, rule.Why, rule.Example, rule.Settle})
	}
	example := "    " + strings.ReplaceAll(rule.Example, "\n", "\n    ")
	setting := ""
	if !rule.Fixed() {
		setting = fmt.Sprintf("\nIts severity is set in %s:\n\n    rules:\n      %s: \"off\"   # or warning, or error\n", config.FileName, rule.Code)
	}
	_, err := fmt.Fprintf(w, "%s (%s)\n\n%s\n%s\n\nFor example:\n\n%s\n\nTo settle it: %s\n%s",
		rule.Code, severity, rule.What, rule.Why, example, rule.Settle, setting)
	return err
}
