package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/config"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// generateFlags are those of the generate command besides the input's.
type generateFlags struct {
	out, pkg, module, importPath string
	docs, testkit                bool
	force, quiet, check, diff    bool
	rename, dryRun, removals     bool
}

func newGenerateCommand() *cobra.Command {
	var input inputFlags
	var own generateFlags
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Write the SDK of a description",
		Long: `Generate reads a description and writes its SDK to the output folder. Flags
override the configuration file ` + config.FileName + `. Several descriptions are
merged into one.

It only replaces or removes files that an earlier run wrote, which are listed in
the folder's .stackone-gen.lock. If one of your files is in the way, or a
generated file was edited by hand, it reports that and writes nothing. After any
error the folder is unchanged.

The folder remembers the exported names in .stackone-gen.names, and what has a name
keeps it; commit that file. With --rename, names are those of a fresh run.

With --dry-run it writes nothing and lists what it would write, change and remove.
With --check or --diff it writes nothing, either, and fails if the folder is out of
date, listing the same, and the files that it would refuse to touch.

The summary goes to standard output, everything else to standard error. With
--format json, each diagnostic and the summary is a JSON object on its own line;
--check and --dry-run add one with the files to write, change and remove. With
--summary there is one line for each rule instead of one for each diagnostic.`,
		Example: `  stackone-gen generate
  stackone-gen generate --spec stackone.yaml --out sdk/stackone
  stackone-gen generate --spec 'parts/*.json' --overlay fixes.yaml
  stackone-gen generate --spec stackone.yaml --format github --quiet
  stackone-gen generate --check`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return own.run(cmd, &input) },
	}
	input.register(cmd, "output `format`: text, json, github (workflow annotations) or sarif")
	cmd.Flags().BoolVar(&input.summary, "summary", false, "print the number of findings per rule, and where the first one is, instead of each")
	own.register(cmd)
	return cmd
}

// run generates the SDK, or compares it with the folder.
func (f *generateFlags) run(cmd *cobra.Command, input *inputFlags) error {
	if err := errors.Join(input.validate(cmd), f.validate(cmd)); err != nil {
		return err
	}
	least := diag.Warning
	if f.quiet {
		least = diag.Error
	}
	run := &pipeline.Run{Stdin: cmd.InOrStdin()}
	opts, err := input.options(cmd, run)
	if err != nil {
		return input.report(cmd, run, least, err, "nothing written")
	}
	if err := f.apply(cmd, &opts); err != nil {
		return err
	}
	if f.check || f.diff || f.dryRun {
		return f.preview(cmd, input, run, opts, least)
	}
	progress := input.watch(cmd, run, f.quiet)
	result, err := run.Generate(cmd.Context(), opts)
	progress.done()
	f.notify(cmd, input, run)
	if err := input.report(cmd, run, least, err, "nothing written"); err != nil || f.quiet {
		return err
	}
	return summarize(cmd.OutOrStdout(), input.format, opts.Output.Folder, result, run.Diags.Count(diag.Warning))
}

// preview compares the SDK with the folder and changes nothing.
func (f *generateFlags) preview(cmd *cobra.Command, input *inputFlags, run *pipeline.Run, opts pipeline.Options, least diag.Severity) error {
	progress := input.watch(cmd, run, f.quiet)
	opts.Output.Force = opts.Output.Force || f.diff // the differences include edits by hand
	plan, err := run.Plan(cmd.Context(), opts)
	progress.done()
	w, out := cmd.OutOrStdout(), opts.Output.Folder
	if f.dryRun {
		if err := input.report(cmd, run, least, err, "nothing written"); err != nil {
			return err
		}
		return printPlan(w, input.format, out, plan)
	}
	if input.format == diag.FormatSARIF {
		reportStale(&run.Diags, out, plan)
	}
	if f.diff && plan != nil {
		if err := printDiff(w, out, plan); err != nil {
			return err
		}
	}
	failed := input.report(cmd, run, least, err, "nothing written")
	return compare(w, input.format, out, plan, failed)
}

func (f *generateFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&f.out, "out", "o", "generated", "output `folder`")
	flags.StringVar(&f.pkg, "package", "stackone", "`name` of the generated package")
	flags.StringVar(&f.module, "module", "", "module `path` of the SDK; writes a go.mod (default: none, as a part of another module)")
	flags.StringVar(&f.importPath, "import-path", "", "import `path` of the generated package, for its pages and Go examples (default: none, for a folder that apps copy)")
	flags.BoolVar(&f.docs, "docs", true, "write documentation pages and Go examples")
	flags.BoolVar(&f.testkit, "testkit", true, "write a test server for apps")
	flags.BoolVar(&f.force, "force", false, "overwrite files that were edited by hand or not generated")
	flags.BoolVar(&f.rename, "rename", false, "take the names of a fresh run instead of those that the folder remembers")
	flags.BoolVar(&f.removals, "allow-removals", false, "accept that operations which the SDK had are left out")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print errors only")
	flags.BoolVar(&f.dryRun, "dry-run", false, "write nothing; list what would be written, changed and removed")
	flags.BoolVar(&f.check, "check", false, "write nothing; fail if the folder is out of date")
	flags.BoolVar(&f.diff, "diff", false, "like --check, but print the differences")
	_ = cmd.MarkFlagDirname("out")
}

// notify prints what a person should read once.
func (f *generateFlags) notify(cmd *cobra.Command, input *inputFlags, run *pipeline.Run) {
	if f.quiet || input.format != diag.FormatText {
		return
	}
	for _, notice := range run.Notices {
		fmt.Fprintln(cmd.ErrOrStderr(), "note: "+notice)
	}
}

// validate checks the values of the flags.
func (f *generateFlags) validate(cmd *cobra.Command) error {
	given := cmd.Flags().Changed
	if given("import-path") {
		if err := config.CheckImportPath(f.importPath); err != nil {
			return fmt.Errorf("--import-path: %w", err)
		}
	}
	if given("module") {
		if err := config.CheckModulePath(f.module); err != nil {
			return fmt.Errorf("--module: %w", err)
		}
	}
	switch {
	case !config.IsPackageName(f.pkg):
		return fmt.Errorf("--package: %q is not a valid name of an importable Go package", f.pkg)
	case f.out == "":
		return errors.New("--out must not be empty")
	case f.dryRun && (f.check || f.diff):
		return errors.New("--dry-run succeeds and --check and --diff fail if the folder is out of date: use one of them")
	}
	return nil
}

// apply overrides the configuration with the given flags. The two can conflict.
func (f *generateFlags) apply(cmd *cobra.Command, opts *pipeline.Options) error {
	given := cmd.Flags().Changed
	for name, set := range map[string]func(){
		"out":         func() { opts.Output.Folder, opts.Output.Pos = f.out, diag.Position{} },
		"package":     func() { opts.Go.Package = f.pkg },
		"module":      func() { opts.Go.Module, opts.Go.ImportPath = f.module, f.module },
		"import-path": func() { opts.Go.ImportPath = f.importPath },
		"docs":        func() { opts.Go.NoDocs = !f.docs },
		"testkit":     func() { opts.Go.NoTestKit = !f.testkit },
	} {
		if given(name) {
			set()
		}
	}
	opts.Output.Force, opts.Output.Rename, opts.Output.AllowRemovals = f.force, f.rename, f.removals
	if given("import-path") && opts.Go.Module != "" && f.importPath != opts.Go.Module {
		return fmt.Errorf("--import-path: programs import the module %q by its own path; remove this flag", opts.Go.Module)
	}
	return nil
}

// newEncoder returns an encoder of objects for programs, one per line, without HTML escapes.
func newEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}

// summary is the summary of a run for programs.
type summary struct {
	Out        string  `json:"out"`
	Operations int     `json:"operations"`
	LeftOut    int     `json:"leftOut,omitempty"`
	Types      int     `json:"types"`
	Written    int     `json:"written"`
	Unchanged  int     `json:"unchanged"`
	Removed    int     `json:"removed"`
	Warnings   int     `json:"warnings"`
	Seconds    float64 `json:"seconds"`
}

func summarize(w io.Writer, format diag.Format, out string, r pipeline.Result, warnings int) error {
	if format == diag.FormatJSON {
		return newEncoder(w).Encode(summary{
			Out: out, Operations: r.Operations, LeftOut: r.LeftOut, Types: r.Types,
			Written: r.Files.Written, Unchanged: r.Files.Unchanged, Removed: r.Files.Removed,
			Warnings: warnings, Seconds: r.Elapsed.Seconds(),
		})
	}
	operations := count(r.Operations, "operation")
	if r.LeftOut > 0 {
		operations += fmt.Sprintf(", %d left out", r.LeftOut)
	}
	_, err := fmt.Fprintf(w, "%s: %s, %s; %s written, %d unchanged, %d removed; %s; %v\n",
		out, operations, count(r.Types, "type"),
		count(r.Files.Written, "file"), r.Files.Unchanged, r.Files.Removed,
		count(warnings, "warning"), r.Elapsed.Round(10*time.Millisecond))
	return err
}
