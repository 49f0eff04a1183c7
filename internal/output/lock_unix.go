//go:build unix && !solaris && !aix

package output

import (
	"errors"
	"os"
	"syscall"
)

func takeLock(name string) (release func(), err error) {
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o644)
		if err != nil {
			return nil, err
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			f.Close()
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			f.Close()
			return nil, errHeld
		case err != nil: // for example a file system without locks
			_ = os.Remove(name)
			f.Close()
			return nil, err
		}
		// A run removes its file before it releases the lock, so this lock may be
		// on a removed file and exclude nobody.
		if held, err := f.Stat(); err == nil {
			if named, err := os.Lstat(name); err == nil && os.SameFile(held, named) {
				return func() {
					_ = os.Remove(name)
					f.Close()
				}, nil
			}
		}
		f.Close()
	}
}
