package pipeline

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/output"
)

// lock is what the manifest of the output folder says of the inputs that the
// folder was made from: their hashes by their names.
type lock struct {
	opts   Options
	hashes map[string]string
}

// lock returns that of the output folder, or nil if nobody asked for it.
func (r *Run) lock(opts Options) (*lock, error) {
	if !opts.Frozen {
		return nil, nil
	}
	hashes, fault := output.Inputs(opts.Out)
	if fault != nil {
		r.Diags.Errorf("bad-manifest", fault.Pos, "the list of inputs cannot be read: %s", fault.Message).Hint = fault.Hint
		return nil, ErrInput
	}
	return &lock{opts: opts, hashes: hashes}, nil
}

func manifestOf(opts Options) diag.Position {
	return diag.Position{File: filepath.Join(opts.Out, output.ManifestName)}
}

// hash returns what a remote input must be.
func (l *lock) hash(url string) (sha256 string, known bool) {
	sha256, known = l.hashes[url]
	return sha256, known
}

// check holds the inputs that were read to what they must be.
func (l *lock) check(in *inputs, ds *diag.List) {
	for i, input := range in.read {
		kind := "description"
		if i >= in.sources {
			kind = "overlay"
		}
		hash, known := l.hashes[in.names[i]]
		input.CheckLocked(hash, known, kind, ds)
	}
}

// checkAll reports what the folder was made from and is not read.
func (l *lock) checkAll(in *inputs, ds *diag.List) {
	for _, name := range slices.Sorted(maps.Keys(l.hashes)) {
		if !slices.Contains(in.names, name) {
			ds.Errorf("frozen-input", manifestOf(l.opts), "the folder was made from %q, which is not read any more", name).
				Hint = "name it again, or run without --frozen to do without it"
		}
	}
}
