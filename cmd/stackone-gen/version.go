package main

import (
	"fmt"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// released is the version of the source tree.
const released = "0.1.0"

// version returns the version of the tag that the program was built from, or else of
// the source tree. Generated files contain it, so it must not change with every commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return released
	}
	return versionOf(info.Main.Version)
}

func versionOf(module string) string {
	if ok, err := regexp.MatchString(`^v\d+\.\d+\.\d+(-[a-z]+\.?\d*)?$`, module); err != nil || !ok {
		return released
	}
	return strings.TrimPrefix(module, "v")
}

// revision is the commit that the program was built from, as " of 1cc47d4",
// or empty if unknown.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 7 {
			return " of " + s.Value[:7]
		}
	}
	return ""
}

func newVersionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "stackone-gen %s%s (%s, %s/%s)\n",
				version(), revision(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}
