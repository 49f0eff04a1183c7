package output

import (
	"errors"
	"fmt"
)

// lockName is the file that a run locks. The operating system releases the lock
// however the run ends, so a leftover file is harmless and there is no need to
// check whether a process is alive.
const lockName = reserved + "tmp-lock"

// errHeld is returned by takeLock if another run holds the lock.
var errHeld = errors.New("locked")

// lock locks the folder against other runs until unlock is called.
func (d *disk) lock() (unlock func(), err error) {
	name := d.full(lockName)
	if err := d.before.call("lock", lockName); err != nil {
		return nil, d.wrap("write", lockName, err)
	}
	release, err := takeLock(name)
	if errors.Is(err, errHeld) {
		return nil, fmt.Errorf("%s: %w: wait for it to finish", d.dir, ErrBusy)
	}
	if err != nil {
		return nil, d.wrap("write", lockName, err)
	}
	return release, nil
}

// atRest reports whether no run is in progress or was interrupted.
func (d *disk) atRest() bool {
	for _, name := range []string{lockName, workName} {
		if there, err := d.exists(name); err != nil || there {
			return false
		}
	}
	return true
}
