package output

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// The staging folder is in the target folder, so that moving a file in or out is a
// rename. It holds the new files, the old ones once they are moved out, and the
// journal. While there is a journal, the run can be undone, and must be if it was
// killed; without one the staging folder is garbage. Removing the journal commits
// the new state.
const (
	workName    = reserved + "tmp-work"
	newName     = workName + "/new"
	oldName     = workName + "/old"
	journalName = workName + "/journal"
)

// step is one change of a commit. The staging folder shows which steps were done,
// so the journal is written once and never updated.
type step struct {
	Op   stepOp `json:"op"`
	Path string `json:"path"`
	// N is the name of the file in the staging folder.
	N int `json:"n,omitempty"`
	// SHA256 is the hash of the file that a stepIn moves in.
	SHA256 string `json:"sha256,omitempty"`
	// Replaces is set for a stepIn if a stepOut with the same N made room for it.
	Replaces bool `json:"replaces,omitempty"`
}

type stepOp string

const (
	stepOut   stepOp = "out"   // moves a file to old/N
	stepPrune stepOp = "prune" // moves a folder to old/N if it is empty by then
	stepMkdir stepOp = "mkdir"
	stepIn    stepOp = "in" // moves new/N to its path
)

func (s step) old() string { return oldName + "/" + strconv.Itoa(s.N) }
func (s step) new() string { return newName + "/" + strconv.Itoa(s.N) }

// apply carries out a plan: it stages all new files, where most errors occur, and
// then only renames.
func (d *disk) apply(ctx context.Context, p *Plan) error {
	steps, err := d.steps(p)
	if err != nil {
		return err
	}
	if err := d.stage(ctx, p, steps); err != nil {
		_ = d.removeAll(workName) // else the next run does
		return err
	}
	if err := d.commit(steps); err != nil {
		if undoErr := d.undo(steps); undoErr != nil {
			return fmt.Errorf("%w; %w (%w)", err, ErrTorn, undoErr)
		}
		return err
	}
	_ = d.removeAll(workName) // else the next run does: the new state is final
	return nil
}

// steps orders the changes of a plan so that each finds its path free: removals go
// first, and a folder may replace a file of the same name.
func (d *disk) steps(p *Plan) ([]step, error) {
	var out, in, mkdir []step
	n := 0
	add := func(name string, data []byte, replaces bool) {
		n++
		if replaces {
			out = append(out, step{Op: stepOut, Path: name, N: n})
		}
		in = append(in, step{Op: stepIn, Path: name, N: n, SHA256: digest(data), Replaces: replaces})
	}
	needed := make(map[string]bool)
	for _, name := range slices.Concat(p.Create, p.Update, p.Unchanged) {
		for _, dir := range parents(name) {
			needed[fold(dir)] = true
		}
	}
	for _, name := range p.Remove {
		n++
		out = append(out, step{Op: stepOut, Path: name, N: n})
	}
	var prune []step
	for _, dir := range foldersOf(p.Remove) {
		if !needed[fold(dir)] {
			n++
			prune = append(prune, step{Op: stepPrune, Path: dir, N: n})
		}
	}
	slices.Reverse(prune) // a folder is empty only after the ones in it are gone
	for _, dir := range foldersOf(p.Create) {
		info, err := d.lstat(dir)
		if err != nil {
			return nil, err
		}
		if info == nil || !info.IsDir() {
			mkdir = append(mkdir, step{Op: stepMkdir, Path: dir})
		}
	}
	for _, name := range p.Create {
		add(name, p.wanted[name], false)
	}
	for _, name := range p.Update {
		add(name, p.wanted[name], true)
	}
	if p.ManifestChanged {
		_, replaces := p.current[ManifestName]
		add(ManifestName, p.manifest, replaces)
	}
	return slices.Concat(out, prune, mkdir, in), nil
}

// foldersOf returns the parent folders of files, outermost first.
func foldersOf(names []string) []string {
	var dirs []string
	for _, name := range names {
		dirs = append(dirs, parents(name)...)
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}

// stage writes everything that commit needs to the staging folder, the journal last.
func (d *disk) stage(ctx context.Context, p *Plan, steps []step) error {
	for _, dir := range []string{workName, newName, oldName} {
		if err := d.mkdir(dir); err != nil {
			return err
		}
	}
	for _, s := range steps {
		if s.Op != stepIn {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		data := p.wanted[s.Path]
		if s.Path == ManifestName {
			data = p.manifest
		}
		// Users know the file, not its path in the staging folder.
		if err := d.write(s.new(), data); err != nil {
			return d.wrap("write", s.Path, errors.Unwrap(err))
		}
		if was, ok := p.current[s.Path]; ok {
			if err := d.chmod(s.new(), was.info.Mode().Perm()); err != nil {
				return d.wrap("write", s.Path, errors.Unwrap(err))
			}
		}
	}
	text, err := json.Marshal(steps)
	if err != nil {
		return fmt.Errorf("encode the journal: %w", err)
	}
	if err := d.write(journalName+".new", text); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return d.wrap("write", journalName, d.rename(journalName+".new", journalName))
}

// commit carries out the steps. It ignores the context: from here on, going on is
// the quickest way to a consistent state.
func (d *disk) commit(steps []step) error {
	for _, s := range steps {
		var err error
		switch s.Op {
		case stepOut:
			err = d.wrap("replace", s.Path, d.rename(s.Path, s.old()))
		case stepPrune:
			err = d.prune(s)
		case stepMkdir:
			err = d.mkdir(s.Path)
		case stepIn:
			err = d.wrap("write", s.Path, d.rename(s.new(), s.Path))
		}
		if err != nil {
			return err
		}
	}
	return d.remove(journalName)
}

// prune removes an empty folder. It moves the folder before checking it again, so
// that nobody can add a file unnoticed.
func (d *disk) prune(s step) error {
	if !d.empty(s.Path) {
		return nil
	}
	if err := d.rename(s.Path, s.old()); err != nil {
		return d.wrap("remove folder", s.Path, err)
	}
	if d.empty(s.old()) {
		return nil
	}
	return d.wrap("remove folder", s.Path, d.rename(s.old(), s.Path))
}
