package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/source"
)

// Base is what a run is compared with.
type Base struct {
	// Name is a description, a configuration, or "git:REVISION" with a path of either behind
	// another colon. Without a path, it is what the run itself reads, at that revision.
	Name string
	// Config, Sources and Overlays are those of the command line.
	Config            string
	Sources, Overlays []string

	folder string // of the files of a revision; empty without one
	label  string // of the revision, in positions
}

// ErrBase is an error about the base that is not one of its content.
var ErrBase = errors.New("--base")

// Options returns the options of the base: those of its own configuration, or for a
// description, those of the run with other sources.
func (b *Base) Options(ctx context.Context, r *Run, run Options) (Options, error) {
	opts, err := b.options(ctx, r, run)
	opts.Severity = Severity{} // only errors matter of what is there already
	opts.Inputs.Frozen = false
	opts.Inputs.UserAgent = run.Inputs.UserAgent
	opts.Go.Version = run.Go.Version
	return opts, err
}

func (b *Base) options(ctx context.Context, r *Run, run Options) (Options, error) {
	revision, isGit := strings.CutPrefix(b.Name, "git:")
	if !isGit {
		return b.file(ctx, r, run, b.Name)
	}
	revision, path, _ := strings.Cut(revision, ":")
	folder, err := os.MkdirTemp("", "stackone-gen-base-")
	if err != nil {
		return run, fmt.Errorf("%w: %w", ErrBase, err)
	}
	if b.folder, err = filepath.EvalSymlinks(folder); err != nil {
		b.folder = folder
	}
	b.label = revision + ":"
	here, err := source.Revision(ctx, revision, b.folder)
	if err != nil {
		return run, fmt.Errorf("%w: %w", ErrBase, err)
	}
	if path != "" {
		return b.file(ctx, r, run, filepath.Join(here, filepath.FromSlash(path)))
	}
	return b.again(ctx, r, run, here)
}

// again returns the options of the run itself in the folder of a revision.
func (b *Base) again(ctx context.Context, r *Run, run Options, here string) (Options, error) {
	if b.Config == "" && len(b.Sources) == 0 {
		return run, fmt.Errorf("%w: neither a configuration nor --spec says what to read of the revision; write git:REVISION:FILE", ErrBase)
	}
	there := func(name string) (string, error) {
		if !filepath.IsLocal(name) && !strings.HasPrefix(filepath.Clean(name), "..") {
			return "", fmt.Errorf("%w: %q has no counterpart in a revision; write git:REVISION:FILE", ErrBase, name)
		}
		return filepath.Join(here, name), nil
	}
	opts := run
	if b.Config != "" {
		path, err := there(b.Config)
		if err != nil {
			return run, err
		}
		if opts, err = b.file(ctx, r, run, path); err != nil {
			return run, err
		}
	}
	for _, list := range []struct {
		names []string
		to    *[]diag.Text
	}{{b.Sources, &opts.Inputs.Sources}, {b.Overlays, &opts.Inputs.Overlays}} {
		if len(list.names) == 0 {
			continue
		}
		*list.to = nil
		for _, name := range list.names {
			path, err := there(name)
			if err != nil {
				return run, err
			}
			*list.to = append(*list.to, diag.Text{Value: filepath.ToSlash(path)})
		}
	}
	return opts, nil
}

// file returns the options of a description or a configuration.
func (b *Base) file(ctx context.Context, r *Run, run Options, path string) (Options, error) {
	if onDisk(path) {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return run, fmt.Errorf("%w: %s", ErrBase, strings.ReplaceAll(err.Error(), b.folder+string(filepath.Separator), b.label))
		case info.IsDir():
			return run, fmt.Errorf("%w: %q is a folder; an SDK keeps no record to compare with: name the description or the configuration that it was generated from, or git:REVISION", ErrBase, path)
		}
		if isConfig(path) {
			c, err := r.Config(ctx, path)
			if err != nil {
				return run, err
			}
			return FromConfig(c), nil
		}
	}
	run.Inputs.Sources = []diag.Text{{Value: filepath.ToSlash(path)}}
	return run, nil
}

// isConfig reports whether a file is a configuration: a description says at its top level
// which version of OpenAPI it follows.
func isConfig(path string) bool {
	data, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	var r Run
	doc := r.Sources.Parse(path, data, &r.Diags)
	return doc != nil && doc.Root.Get("openapi") == nil && doc.Root.Get("swagger") == nil && doc.Root.Get("paths") == nil
}

// Relabel returns the name of a file as the user knows it.
func (b *Base) Relabel(name string) string {
	if b.folder == "" {
		return name
	}
	if rest, ok := strings.CutPrefix(filepath.ToSlash(name), filepath.ToSlash(b.folder)+"/"); ok {
		return b.label + rest
	}
	return name
}

// relabel names the files of a revision in findings as the user knows them.
func (b *Base) relabel(ds *diag.List) {
	if b.folder == "" {
		return
	}
	var relabelled diag.List
	for _, d := range ds.All() {
		d.Pos.File = b.Relabel(d.Pos.File)
		d.Message = strings.ReplaceAll(d.Message, filepath.ToSlash(b.folder)+"/", b.label)
		relabelled.Add(d)
	}
	*ds = relabelled
}

// Close removes the files of a revision.
func (b *Base) Close() error {
	if b.folder == "" {
		return nil
	}
	return os.RemoveAll(b.folder)
}
