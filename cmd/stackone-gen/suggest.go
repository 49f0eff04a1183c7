package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// knownCommand rejects the arguments of a command that only has subcommands.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknownCommand(cmd, args[0])
}

// noArguments rejects the arguments of a command that only takes flags.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("%s takes no arguments, but got %q", cmd.CommandPath(), args[0])
}

// unknownCommand suggests the command that was probably meant.
func unknownCommand(cmd *cobra.Command, name string) error {
	if !cmd.HasAvailableSubCommands() {
		return fmt.Errorf("unknown command %[2]q for %[1]q", cmd.CommandPath(), name)
	}
	var names []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	if best := diag.Nearest(name, names); best != "" {
		return fmt.Errorf("unknown command %q for %q; did you mean %s?", name, cmd.CommandPath(), best)
	}
	return fmt.Errorf("unknown command %q for %q", name, cmd.CommandPath())
}

// suggestFlag adds a suggestion to the error for an unknown flag.
func suggestFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if best := diag.Nearest(unknown.GetSpecifiedName(), names); best != "" {
		return fmt.Errorf("%w; did you mean --%s?", err, best)
	}
	return err
}
