package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/config"
)

func newInitCommand() *cobra.Command {
	var schema bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a commented configuration file",
		Long: `Init writes ` + config.FileName + ` to the current folder, with every key, its
meaning and its default. It does not overwrite an existing file.

With --schema it prints the JSON Schema of the file instead, for editors.`,
		Example: `  stackone-gen init
  stackone-gen init --schema > stackone-gen.schema.json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if schema {
				_, err := cmd.OutOrStdout().Write(config.Schema())
				return err
			}
			if err := writeNew(config.FileName, config.Template()); err != nil {
				return &failure{err: err}
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s written; edit it, then run stackone-gen generate\n", config.FileName)
			return err
		},
	}
	cmd.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of the configuration file instead")
	return cmd
}

// writeNew writes a file that must not exist, completely or not at all.
func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s already exists; nothing written", path)
	}
	if err != nil {
		return fmt.Errorf("nothing written: %w", err)
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		err = errors.Join(err, os.Remove(path))
		return fmt.Errorf("nothing written: %w", err)
	}
	return nil
}
