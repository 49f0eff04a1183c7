package output

import (
	"errors"
	"fmt"
)

// lockName is the file that a run holds a lock on. The operating system lets
// go of the lock when the run ends, however it ends, so a file that was left
// behind does no harm and no process needs to be asked whether it lives.
const lockName = reserved + "tmp-lock"

// errHeld is returned by takeLock if another run holds the lock.
var errHeld = errors.New("locked")

// lock keeps other runs away from the folder until unlock is called.
func (d *disk) lock() (unlock func(), err error) {
	name := d.full(lockName)
	if err := d.before.call("lock", lockName); err != nil {
		return nil, d.wrap("write", lockName, err)
	}
	release, err := takeLock(name)
	if errors.Is(err, errHeld) {
		return nil, fmt.Errorf("%s: %w: wait for it to end", d.dir, ErrBusy)
	}
	if err != nil {
		return nil, d.wrap("write", lockName, err)
	}
	return release, nil
}

// atRest reports whether no run is under way or was cut short.
func (d *disk) atRest() bool {
	for _, name := range []string{lockName, workName} {
		if there, err := d.exists(name); err != nil || there {
			return false
		}
	}
	return true
}
