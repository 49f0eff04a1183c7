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
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if dir == filepath.Dir(dir) {
		return fmt.Errorf("%w: %s is the root of the file system", ErrPlace, dir)
	}
	home, err := os.UserHomeDir()
	if err != nil || home == "" {
		return nil
	}
	if real, err := filepath.EvalSymlinks(home); err == nil {
		home = real
	}
	if filepath.Clean(home) == dir {
		return fmt.Errorf("%w: %s is your home folder", ErrPlace, dir)
	}
	return nil
}
