package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "stackone-gen",
		Short: "Generate a Go SDK from StackOne's OpenAPI description",
		Long: `Stackone-gen reads an OpenAPI 3.0, 3.1 or 3.2 description and writes a Go SDK: client,
models, enums and one error type per HTTP status. The SDK only imports the
standard library.

Exit codes: 0 success; 1 an error in the input or the output folder, and nothing
was written; 2 an error in the command line; 130 interrupted by Ctrl-C and 143
ended by SIGTERM, and nothing was written.`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },

		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetVersionTemplate("stackone-gen {{.Version}}\n")
	root.SetFlagErrorFunc(suggestFlag)
	root.AddCommand(newGenerateCommand(), newChangesCommand(), newLintCommand(), newExplainCommand(), newListCommand(), newIRCommand(),
		newInitCommand(), newVersionCommand(), newCompletionCommand())
	root.SetHelpCommand(newHelpCommand())
	return root
}

func newHelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Show the help of a command",
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
		Short: "Print a shell completion script",
		Long: `Completion prints a script that completes commands and flags. Load it in the
startup file of your shell.`,
		Example: `  source <(stackone-gen completion bash)
  stackone-gen completion zsh > "${fpath[1]}/_stackone-gen"
  stackone-gen completion fish > ~/.config/fish/completions/stackone-gen.fish
  stackone-gen completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || shells[args[0]] == nil {
				return fmt.Errorf("completion needs a shell: bash, zsh, fish or powershell")
			}
			return shells[args[0]](cmd.Root())
		},
	}
}
