package pipeline

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/output"
)

// lock holds the hashes of the inputs by their names, as the manifest of the output
// folder records them.
type lock struct {
	manifest diag.Position
	hashes   map[string]string
}

// lock reads the manifest of the output folder; it returns nil without --frozen.
func (r *Run) lock(opts Options) (*lock, error) {
	if !opts.Inputs.Frozen {
		return nil, nil
	}
	hashes, fault := output.Inputs(opts.Output.Folder)
	if fault != nil {
		r.Diags.Errorf("bad-manifest", fault.Pos, "the list of inputs cannot be read: %s", fault.Message).Hint = fault.Hint
		return nil, ErrInput
	}
	manifest := diag.Position{File: filepath.Join(opts.Output.Folder, output.ManifestName)}
	return &lock{manifest: manifest, hashes: hashes}, nil
}

// hash returns the recorded hash of a remote input.
func (l *lock) hash(url string) (sha256 string, known bool) {
	sha256, known = l.hashes[url]
	return sha256, known
}

// check reports inputs that differ from the recorded ones.
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

// checkAll reports recorded inputs that were not read.
func (l *lock) checkAll(used []output.Input, ds *diag.List) {
	read := make(map[string]bool, len(used))
	for _, in := range used {
		read[in.Path] = true
	}
	for _, name := range slices.Sorted(maps.Keys(l.hashes)) {
		if !read[name] {
			ds.Errorf("frozen-input", l.manifest, "the folder was generated from %q, which is no longer an input", name).
				Hint = "add it again, or run without --frozen"
		}
	}
}

// remember reads the names that the output folder has, and those of another run for what
// it does not know. It returns nil if there are none, or if the user wants those of a fresh
// run.
func (r *Run) remember(opts Output) *names.Lock {
	if opts.Rename {
		return nil
	}
	file := filepath.Join(opts.Folder, names.LockName)
	held := r.held(opts.Folder, file)
	if len(opts.Names) > 0 {
		// Two names for one thing are no fault here: the folder's is the first.
		return names.ReadLock(file, slices.Concat(held, []byte("\n"), opts.Names), new(diag.List))
	}
	if held == nil {
		return nil
	}
	return names.ReadLock(file, held, &r.Diags)
}

// held returns the names that a folder remembers; nil if there are none.
func (r *Run) held(folder, file string) []byte {
	if folder == "" {
		return nil
	}
	memory := output.Remember(folder, names.LockName)
	switch {
	case memory.Older:
		r.Notices = append(r.Notices, file+" is new: it remembers the names of this run, so that later ones keep them; commit it")
	case memory.Missing:
		r.Diags.Warnf("missing-names", diag.Position{File: file}, "the names of the last run are gone, so this run takes new ones").
			Hint = "restore the file from version control"
	}
	return memory.Names
}
