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

// Options are the choices of a run. The zero value is good for a look at the
// embedded description.
type Options struct {
	// Sources are what the API is read from: files, globs, URLs or "-" for
	// Stdin; the embedded description if there are none.
	Sources []diag.Text
	// Overlays are files and URLs, applied in their order.
	Overlays []diag.Text
	// Base is the folder of the configuration. What has a place there counts from
	// it, and so do the paths of inputs in the manifest; if it is empty, the
	// manifest has their base names.
	Base string
	// Frozen holds every input to the hash that the output folder's manifest has
	// of it.
	Frozen bool
	// Timeout and MaxSize limit what is read from elsewhere; zero leaves the
	// choice to package source.
	Timeout time.Duration
	MaxSize int64
	// CacheDir is where copies of remote inputs are kept, if not with the user's
	// other caches.
	CacheDir string

	Conflicts []merge.Conflict
	Overrides []override.Override
	Include   filter.Selection
	Exclude   filter.Selection
	// Globals are the header parameters that a client holds for all its calls;
	// nil leaves the choice to package parser.
	Globals []diag.Text

	// Go are the options of the code and its pages.
	Go golang.Options

	// Rules say which severity findings have; with Strict, warnings are errors
	// unless Rules say otherwise.
	Rules  []diag.RuleSetting
	Strict bool

	Out       string        // output folder
	OutPos    diag.Position // of its name, if the configuration has it
	Generator string        // name and version written to the manifest
	Force     bool          // overwrite foreign and edited files
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

// FromConfig returns the options that a configuration stands for.
func FromConfig(c *config.Config) Options {
	opts := Options{
		Sources:  c.Sources,
		Overlays: c.Overlays,
		Base:     c.Dir,
		Timeout:  c.Remote.Timeout,
		MaxSize:  c.Remote.MaxSize,
		Include:  filter.Selection(c.Include),
		Exclude:  filter.Selection(c.Exclude),
		Go: golang.Options{
			Package:    c.Package.Value,
			Module:     c.Module.Value,
			ImportPath: c.ImportPath.Value,
			Version:    c.Version.Value,
			NoTestKit:  !c.Testkit,
			NoDocs:     !c.Docs,
			Names: names.Options{
				Initialisms: plain(c.Names.Initialisms),
				Types:       renames(c.Names.Types),
				Services:    renames(c.Names.Services),
			},
		},
		Strict:  c.Strict,
		Out:     filepath.FromSlash(c.Resolve(c.Output.Value)),
		OutPos:  c.Output.Pos,
		Globals: c.Globals,
	}
	for _, rule := range c.Conflicts {
		conflict := merge.Conflict{Component: rule.Component, Use: rule.Use}
		for _, name := range rule.Rename {
			conflict.Rename = append(conflict.Rename, merge.Renaming(name))
		}
		opts.Conflicts = append(opts.Conflicts, conflict)
	}
	for _, o := range c.Overrides {
		opts.Overrides = append(opts.Overrides, override.Override(o))
	}
	for _, rule := range c.Rules {
		opts.Rules = append(opts.Rules, diag.RuleSetting(rule))
	}
	return opts
}

// plain returns texts without their places. It keeps nil apart from an empty
// list.
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

func renames(renamings []config.Renaming) []names.Rename {
	all := make([]names.Rename, len(renamings))
	for i, name := range renamings {
		all[i] = names.Rename{From: name.Old, To: name.New}
	}
	return all
}
