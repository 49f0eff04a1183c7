// Package output writes generated files to disk.
//
// A folder of generated files belongs to two parties: the generator, which replaces
// and deletes its own files, and people, who keep theirs beside them. A manifest in
// the folder tells them apart. A run is atomic: the folder has either the new state
// or the old one, even if the run fails half-way or is killed.
package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// Input is a file that the output was generated from.
type Input struct {
	Path   string
	SHA256 string // in hexadecimal
}

// Options are the options of a run.
type Options struct {
	// Generator is the name and version for the manifest. It must not depend on the
	// clock or the machine, so that runs are reproducible.
	Generator string
	// Inputs are recorded in the manifest.
	Inputs []Input
	// Force overwrites foreign and edited files instead of reporting them.
	Force bool
}

// Summary counts what a run did. The manifest is not counted.
type Summary struct {
	Written, Unchanged, Removed int
}

// ErrConflict means that nothing was written because of files in the way, each of
// which has a diagnostic.
var ErrConflict = errors.New("nothing was written: some files are in the way")

// ErrTorn means that a failed run could not restore the folder. The next run does so first.
var ErrTorn = errors.New("the folder could not be restored: run the generator again to restore it")

// ErrBusy means that another run is writing to the folder.
var ErrBusy = errors.New("another run is writing to this folder")

// ErrDangling means that the folder is a dangling link, or below one.
var ErrDangling = errors.New("the target of the link does not exist")

// Write updates dir to contain exactly files, besides files that are not the
// generator's. If files are in the way, it reports all of them to ds and returns
// ErrConflict. After any error the folder is unchanged, or, with ErrTorn, restored
// by the next run. An up-to-date folder is not touched at all.
func Write(ctx context.Context, dir string, files []emit.File, opts Options, ds *diag.List) (Summary, error) {
	return write(ctx, dir, files, opts, ds, nil)
}

func write(ctx context.Context, dir string, files []emit.File, opts Options, ds *diag.List, before hook) (Summary, error) {
	if err := ctx.Err(); err != nil {
		return Summary{}, err
	}
	if err := checkFiles(files); err != nil {
		return Summary{}, err
	}
	p, err := look(dir, files, opts, ds)
	if err != nil || p != nil && (len(p.Conflicts) > 0 || !p.Changed()) {
		return finish(p, err)
	}
	made, err := makeFolder(dir, before)
	if err == nil {
		p, err = writeLocked(ctx, dir, files, opts, ds, before)
	}
	if err != nil {
		removeFolders(made, before)
	}
	return finish(p, err)
}

// finish returns the result of a run that ended with p and err.
func finish(p *Plan, err error) (Summary, error) {
	switch {
	case err != nil:
		return Summary{}, err
	case len(p.Conflicts) > 0:
		return Summary{}, ErrConflict
	}
	return Summary{
		Written:   len(p.Create) + len(p.Update),
		Unchanged: len(p.Unchanged),
		Removed:   len(p.Remove),
	}, nil
}

// look plans without a lock, because taking one changes the folder. The plan is nil
// if the folder is not at rest, which requires a lock.
func look(dir string, files []emit.File, opts Options, ds *diag.List) (*Plan, error) {
	d, err := openDisk(dir, nil)
	if err != nil {
		return nil, err
	}
	defer d.close()
	if !d.atRest() {
		return nil, nil
	}
	var found diag.List
	p, err := d.plan(files, opts, &found)
	if err != nil {
		return nil, err
	}
	// A run that started meanwhile may have changed the files.
	if !d.atRest() {
		return nil, nil
	}
	if len(p.Conflicts) > 0 || !p.Changed() {
		ds.Append(&found)
	}
	return p, nil
}

func writeLocked(ctx context.Context, dir string, files []emit.File, opts Options, ds *diag.List, before hook) (p *Plan, err error) {
	d, err := openDisk(dir, before)
	if err != nil {
		return nil, err
	}
	defer d.close()
	unlock, err := d.lock()
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := d.recover(opts.Force); err != nil {
		return nil, err
	}
	p, err = d.plan(files, opts, ds)
	if err != nil || len(p.Conflicts) > 0 || !p.Changed() {
		return p, err
	}
	return p, d.apply(ctx, p)
}

// makeFolder creates dir and its missing parents, and returns the created folders,
// outermost first.
func makeFolder(dir string, before hook) (made []string, err error) {
	var missing []string
	for name := filepath.Clean(dir); ; name = filepath.Dir(name) {
		_, err := os.Stat(name)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("make folder %s: %w", dir, cause(err))
		}
		missing = append(missing, name)
	}
	for _, name := range slices.Backward(missing) {
		err := before.call("mkdir", name)
		if err == nil {
			err = os.Mkdir(name, 0o755)
		}
		switch {
		case err == nil:
			made = append(made, name)
		case errors.Is(err, fs.ErrExist):
			// Another run created it first.
		default:
			return made, fmt.Errorf("make folder %s: %w", name, cause(err))
		}
	}
	return made, nil
}

// removeFolders removes what makeFolder created, except folders that are no longer empty.
func removeFolders(made []string, before hook) {
	for _, name := range slices.Backward(made) {
		if before.call("rmdir", name) == nil {
			_ = os.Remove(name)
		}
	}
}
