package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// ErrPlace means that a folder is no place for an SDK, whatever the user insists on.
var ErrPlace = errors.New("this is no place for an SDK")

// checkPlace fails for the root of the file system and the home folder. Nobody wants
// hundreds of files there: it is a variable of a script that was not set, as in "$SDK/".
func checkPlace(dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil // the next operation fails, too, and says why
	}
	dir = resolved(dir)
	if dir == filepath.Dir(dir) {
		return fmt.Errorf("%w: %s is the root of the file system", ErrPlace, dir)
	}
	home, err := os.UserHomeDir()
	if err != nil || home == "" {
		return nil
	}
	if resolved(home) == dir {
		return fmt.Errorf("%w: %s is your home folder", ErrPlace, dir)
	}
	return nil
}

// resolved returns a path without symbolic links, or just clean if it does not exist.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return filepath.Clean(path)
}
