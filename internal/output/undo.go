package output

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// undo reverts the steps that were done, last first, and removes the staging
// folder. It can be repeated if it fails or is interrupted.
func (d *disk) undo(steps []step) error {
	for _, s := range slices.Backward(steps) {
		if err := d.undoStep(s); err != nil {
			return err
		}
	}
	if err := d.remove(journalName); err != nil {
		return err
	}
	_ = d.removeAll(workName) // else the next run does
	return nil
}

func (d *disk) undoStep(s step) error {
	switch s.Op {
	case stepIn:
		placed, err := d.placed(s)
		if err != nil || !placed {
			return err
		}
		return d.moveBack(s.Path, s.new())
	case stepMkdir:
		// A folder that is not empty has new files of the user.
		if d.empty(s.Path) {
			return d.remove(s.Path)
		}
		return nil
	case stepPrune:
		if there, err := d.exists(s.Path); err != nil || there {
			return err // created again by the user
		}
	}
	return d.moveBack(s.old(), s.Path)
}

// placed reports whether a stepIn was done and not undone.
func (d *disk) placed(s step) (bool, error) {
	staged, err := d.exists(s.new())
	if err != nil || staged {
		return false, err
	}
	if !s.Replaces {
		return true, nil
	}
	return d.exists(s.old())
}

// moveBack renames a file, if it exists.
func (d *disk) moveBack(from, to string) error {
	there, err := d.exists(from)
	if err != nil || !there {
		return err
	}
	return d.wrap("restore", to, d.rename(from, to))
}

// recover restores the folder after a killed run. The caller holds the lock, so the
// run must be dead.
func (d *disk) recover(force bool) error {
	there, err := d.exists(journalName)
	if err != nil {
		return err
	}
	if !there {
		there, err := d.exists(workName)
		if err != nil || !there {
			return err
		}
		return d.removeAll(workName)
	}
	steps, err := d.readJournal()
	if err != nil {
		return err
	}
	if !force {
		if err := d.checkUndo(steps); err != nil {
			return err
		}
	}
	return d.undo(steps)
}

func (d *disk) readJournal() ([]step, error) {
	text, err := d.read(journalName)
	if err != nil {
		return nil, err
	}
	var steps []step
	if err := json.Unmarshal(text, &steps); err != nil {
		return nil, d.wrap("read", journalName, err)
	}
	for _, s := range steps {
		if s.Path == ManifestName {
			continue
		}
		if err := checkPath(s.Path); err != nil {
			return nil, d.wrap("read", journalName, err)
		}
	}
	return steps, nil
}

// checkUndo refuses to restore a folder that was changed after the run was killed,
// because restoring would lose the change.
func (d *disk) checkUndo(steps []step) error {
	made := make(map[string]bool)
	placed := make(map[int]bool)
	var errs []error
	changed := func(s step) {
		errs = append(errs, fmt.Errorf(
			"%s was changed after a run was interrupted: move it away, or discard the change with --force; the file from before that run is in %s",
			d.full(s.Path), d.full(workName)))
	}
	for _, s := range steps {
		switch s.Op {
		case stepMkdir:
			made[s.Path] = true
		case stepIn:
			done, err := d.placed(s)
			if err != nil {
				return err
			}
			placed[s.N] = done
			if !done {
				continue
			}
			now, err := d.existing(s.Path, nil)
			if err != nil {
				return err
			}
			if now.kind != absent && (now.kind != regular || digest(now.data) != s.SHA256) {
				changed(s)
			}
		}
	}
	for _, s := range steps {
		if s.Op != stepOut || placed[s.N] {
			continue
		}
		out, err := d.exists(s.old())
		if err != nil {
			return err
		}
		there, err := d.exists(s.Path)
		if err != nil {
			return err
		}
		if out && there && !made[s.Path] {
			changed(s)
		}
	}
	return errors.Join(errs...)
}
