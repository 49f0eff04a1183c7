// Package output brings generated files to disk.
//
// A folder of generated files belongs to two parties: the generator, which
// must be free to replace and delete what it wrote before, and the people who
// keep their own files beside it. A manifest in the folder tells the two apart.
// A run either brings the folder to the new state or leaves the old one, also
// when it fails half-way or is killed.
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

// Input is one of the files that the output was made from.
type Input struct {
	Path   string
	SHA256 string // in hexadecimal digits
}

// Options are the parts of a run that do not come from the generated files.
type Options struct {
	// Generator is the name and version that the manifest gives. It must not
	// depend on the clock or the machine, or equal runs would differ.
	Generator string
	// Inputs are named in the manifest, so that a reader can tell what the
	// folder was made from.
	Inputs []Input
	// Force overwrites foreign and edited files instead of reporting them.
	Force bool
}

// Summary counts what a run did. The manifest is not counted.
type Summary struct {
	Written, Unchanged, Removed int
}

// ErrConflict says that nothing was written because of the files in the way,
// each of which has its own diagnostic.
var ErrConflict = errors.New("nothing was written: some files are in the way")

// ErrTorn says that a failed run could not put the folder back as it was. The
// next run does so first.
var ErrTorn = errors.New("the folder could not be put back as it was: run the generator again to restore it")

// ErrBusy says that another run is writing to the same folder.
var ErrBusy = errors.New("another run is writing to this folder")

// ErrDangling says that the folder is a link to one that does not exist, or below
// such a link.
var ErrDangling = errors.New("the link leads to nothing")

// Write makes dir hold exactly files, beside the files that are not the
// generator's. What is in the way is reported to ds, all of it at once, and
// the error is then ErrConflict. After any error the folder is as it was; only
// if even that could not be done, the error says so and the next run restores
// it. A folder that needs no change is not touched at all.
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

// finish gives the result of a run that ended with p and err.
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

// look plans without a lock, because taking one changes the folder. Its plan
// is nil if the folder is not at rest and nothing can be said without a lock.
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
	// A run that started meanwhile may have changed what was read.
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

// makeFolder makes dir and its missing parents, and returns those it made, the
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
			// Another run made it first.
		default:
			return made, fmt.Errorf("make folder %s: %w", name, cause(err))
		}
	}
	return made, nil
}

// removeFolders takes back what makeFolder made. A folder that is no longer
// empty is somebody else's by now and stays.
func removeFolders(made []string, before hook) {
	for _, name := range slices.Backward(made) {
		if before.call("rmdir", name) == nil {
			_ = os.Remove(name)
		}
	}
}
