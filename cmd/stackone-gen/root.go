package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "stackone-gen",
		Short: "Generate a Go SDK from StackOne's OpenAPI description",
		Long: `Stackone-gen reads an OpenAPI 3.0 or 3.1 description and writes a Go SDK: client,
models, enums and one error type per HTTP status. What it writes imports the
standard library only.

Exit codes: 0 done; 1 the input or the output folder is at fault, and nothing
was written; 2 the command line is wrong.`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetVersionTemplate("stackone-gen {{.Version}}\n")
	root.SetFlagErrorFunc(suggestFlag)
	root.AddCommand(newGenerateCommand(), newLintCommand(), newListCommand(), newIRCommand(), newInitCommand(), newVersionCommand(), newCompletionCommand())
	root.SetHelpCommand(newHelpCommand())
	return root
}

func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Explain a command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			var names []string
			if about, _, err := cmd.Root().Find(args); err == nil {
				for _, c := range about.Commands() {
					if c.IsAvailableCommand() {
						names = append(names, c.Name()+"\t"+c.Short)
					}
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if len(rest) > 0 {
				return unknownCommand(about, rest[0])
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
}

func newCompletionCommand() *cobra.Command {
	shells := map[string]func(*cobra.Command) error{
		"bash":       func(c *cobra.Command) error { return c.GenBashCompletionV2(c.OutOrStdout(), true) },
		"zsh":        func(c *cobra.Command) error { return c.GenZshCompletion(c.OutOrStdout()) },
		"fish":       func(c *cobra.Command) error { return c.GenFishCompletion(c.OutOrStdout(), true) },
		"powershell": func(c *cobra.Command) error { return c.GenPowerShellCompletionWithDesc(c.OutOrStdout()) },
	}
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print a script that completes commands and flags in a shell",
		Long: `Completion prints a script that makes the shell complete this program's commands
and flags. Load it where the shell reads its settings.`,
		Example: `  source <(stackone-gen completion bash)
  stackone-gen completion zsh > "${fpath[1]}/_stackone-gen"
  stackone-gen completion fish > ~/.config/fish/completions/stackone-gen.fish
  stackone-gen completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || shells[args[0]] == nil {
				return fmt.Errorf("completion for which shell? one of bash, zsh, fish, powershell")
			}
			return shells[args[0]](cmd.Root())
		},
	}
}
