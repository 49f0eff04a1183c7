package pipeline

import (
	"context"
	"path/filepath"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/config"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
	"github.com/StackOneHQ/stackone-gen/internal/document/filter"
	"github.com/StackOneHQ/stackone-gen/internal/document/merge"
	"github.com/StackOneHQ/stackone-gen/internal/document/override"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/source"
)

// Options are the choices of a run, by the stage that needs them. The zero value
// reads the embedded description.
type Options struct {
	Inputs      Inputs
	Description Description
	Go          golang.Options
	Severity    Severity
	Output      Output
}

// Inputs are the options of reading.
type Inputs struct {
	// Sources are files, globs, URLs or "-" for standard input; the embedded
	// description if there are none.
	Sources []diag.Text
	// Overlays are files and URLs, applied in this order.
	Overlays []diag.Text
	// Base is the folder of the configuration. Paths from the configuration are
	// relative to it, and so are the paths of inputs in the manifest; if it is
	// empty, the manifest has their base names.
	Base string
	// References is the folder that references of a description to other files may
	// read from; if it is empty, the folder of that description.
	References string
	// Frozen requires every input to have the hash recorded in the manifest of the
	// output folder.
	Frozen bool
	// Timeout and MaxSize limit what is read; zero means the default of package
	// source.
	Timeout time.Duration
	MaxSize int64
	// CacheDir overrides where copies of remote inputs are kept.
	CacheDir string
	// UserAgent is sent with requests for remote inputs.
	UserAgent string
}

// Description holds the options of turning the inputs into one description.
type Description struct {
	// Title names the whole API; empty means the title of the description.
	Title     diag.Text
	Conflicts []merge.Conflict
	Overrides []override.Override
	Sensitive []diag.Text // JSONPaths of the schemas whose values are not for logs
	Include   filter.Selection
	Exclude   filter.Selection
	// Globals are the headers that a client sets for all its calls; nil means the
	// default of package parser.
	Globals []config.Global
	// Webhooks is how webhooks are signed.
	Webhooks config.Webhooks
}

// Severity holds the severities of findings: Rules set those of single rules, and
// Strict makes all other warnings errors.
type Severity struct {
	Rules  []diag.RuleSetting
	Strict bool
	// Advice also reports what is valid but could be better.
	Advice bool
}

// Output holds the options of writing.
type Output struct {
	Folder    string
	Pos       diag.Position // of the folder in the configuration, if it is from there
	Generator string        // name and version for the manifest
	Force     bool          // overwrite foreign and edited files
	// AllowRemovals leaves out operations that the SDK had, without an error.
	AllowRemovals bool
	Rename        bool   // take the names of a fresh run, whatever the folder remembers
	Names         []byte // names of another run, for what the folder does not remember
}

// Config reads the configuration file at a path. The error is ErrInput if the
// diagnostics have the reason.
func (r *Run) Config(ctx context.Context, path string) (*config.Config, error) {
	inputs, err := source.Read(ctx, []diag.Text{{Value: path}}, source.Options{Kind: "configuration", Literal: true}, &r.Diags)
	if err != nil {
		return nil, err
	}
	if len(inputs) != 1 {
		return nil, ErrInput
	}
	if config.IsSilent(inputs[0].Data) {
		c := config.Default()
		c.Dir = filepath.Dir(path)
		return c, nil
	}
	doc := r.Sources.Parse(inputs[0].Name, inputs[0].Data, &r.Diags)
	c := config.Parse(doc, &r.Diags)
	if doc != nil {
		r.trees = append(r.trees, doc.Root)
	}
	if c == nil {
		document.Locate(&r.Diags, r.trees...)
		return nil, ErrInput
	}
	return c, nil
}

// FromConfig returns the options of a configuration.
func FromConfig(c *config.Config) Options {
	return Options{
		Inputs: Inputs{
			Sources:  c.Sources,
			Overlays: c.Overlays,
			Base:     c.Dir,
			Timeout:  c.Remote.Timeout,
			MaxSize:  c.Remote.MaxSize,

			References: filepath.FromSlash(c.Resolve(c.References.Root.Value)),
		},
		Description: Description{
			Title:     c.Title,
			Conflicts: c.Conflicts,
			Overrides: c.Overrides,
			Sensitive: c.Sensitive,
			Include:   c.Include,
			Exclude:   c.Exclude,
			Globals:   c.Globals,
			Webhooks:  c.Webhooks,
		},
		Go: golang.Options{
			Package:    c.Package.Value,
			Module:     c.Module.Value,
			ImportPath: c.ImportPath.Value,
			Version:    c.Version.Value,
			NoTestKit:  !c.Testkit,
			NoDocs:     !c.Docs,
			Names: names.Options{
				Initialisms: plain(c.Names.Initialisms),
				Types:       c.Names.Types,
				Services:    c.Names.Services,
			},
		},
		Severity: Severity{Rules: c.Rules, Strict: c.Strict},
		Output:   Output{Folder: filepath.FromSlash(c.Resolve(c.Output.Value)), Pos: c.Output.Pos},
	}
}

// plain returns strings without their positions. The result is nil only for nil.
func plain(texts []diag.Text) []string {
	if texts == nil {
		return nil
	}
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = text.Value
	}
	return all
}
