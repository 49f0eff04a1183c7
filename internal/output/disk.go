package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// hook is called before every change to the disk, which fails with the error it
// returns. It is nil except in tests.
type hook func(op, name string) error

func (h hook) call(op, name string) error {
	if h == nil {
		return nil
	}
	return h(op, name)
}

// disk is the folder to write to. Names are slash-separated and relative to
// it, and no operation leaves it through a symbolic link.
type disk struct {
	dir    string
	root   *os.Root // nil if the folder does not exist
	before hook
}

func openDisk(dir string, before hook) (*disk, error) {
	if dir == "" {
		dir = "."
	}
	if err := checkPlace(dir); err != nil {
		return nil, err
	}
	d := &disk{dir: dir, before: before}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return d, checkLinks(dir)
	case err != nil:
		return nil, fmt.Errorf("open folder %s: %w", dir, cause(err))
	case !info.IsDir():
		return nil, fmt.Errorf("open folder %s: it is a file", dir)
	}
	d.root, err = os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open folder %s: %w", dir, cause(err))
	}
	return d, nil
}

// checkLinks fails if a folder cannot be created because of a dangling link.
func checkLinks(dir string) error {
	for name := filepath.Clean(dir); ; name = filepath.Dir(name) {
		if _, err := os.Stat(name); err == nil || name == filepath.Dir(name) {
			return nil
		}
		if to, err := os.Readlink(name); err == nil {
			return fmt.Errorf("open folder %s: %w: %s -> %s", dir, ErrDangling, name, to)
		}
	}
}

func (d *disk) close() {
	if d.root != nil {
		_ = d.root.Close()
	}
}

// full returns the name of a file as the user would write it.
func (d *disk) full(name string) string {
	return filepath.Join(d.dir, filepath.FromSlash(name))
}

// wrap adds the full name of the file to the error of an operation.
func (d *disk) wrap(op, name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s: %w", op, d.full(name), cause(err))
}

// cause strips the operation and the path from an error of package os.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	if e, ok := errors.AsType[*os.LinkError](err); ok {
		return e.Err
	}
	return err
}

// lstat returns nil if the name does not exist.
func (d *disk) lstat(name string) (fs.FileInfo, error) {
	if d.root == nil {
		return nil, nil
	}
	info, err := d.root.Lstat(filepath.FromSlash(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return info, d.wrap("read", name, err)
}

func (d *disk) exists(name string) (bool, error) {
	info, err := d.lstat(name)
	return info != nil, err
}

func (d *disk) read(name string) ([]byte, error) {
	data, err := d.root.ReadFile(filepath.FromSlash(name))
	return data, d.wrap("read", name, err)
}

// empty reports whether name is a folder without entries.
func (d *disk) empty(name string) bool {
	f, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return false
	}
	defer f.Close()
	entries, err := f.ReadDir(1)
	return len(entries) == 0 && errors.Is(err, io.EOF)
}

func (d *disk) write(name string, data []byte) error {
	err := d.before.call("write", name)
	if err == nil {
		err = d.root.WriteFile(filepath.FromSlash(name), data, 0o644)
	}
	return d.wrap("write", name, err)
}

func (d *disk) chmod(name string, mode fs.FileMode) error {
	err := d.before.call("chmod", name)
	if err == nil {
		err = d.root.Chmod(filepath.FromSlash(name), mode)
	}
	return d.wrap("change mode of", name, err)
}

func (d *disk) mkdir(name string) error {
	err := d.before.call("mkdir", name)
	if err == nil {
		err = d.root.Mkdir(filepath.FromSlash(name), 0o755)
	}
	return d.wrap("make folder", name, err)
}

func (d *disk) rename(from, to string) error {
	err := d.before.call("rename", to)
	if err == nil {
		err = d.root.Rename(filepath.FromSlash(from), filepath.FromSlash(to))
	}
	return err
}

func (d *disk) remove(name string) error {
	err := d.before.call("remove", name)
	if err == nil {
		err = d.root.Remove(filepath.FromSlash(name))
	}
	return d.wrap("remove", name, err)
}

func (d *disk) removeAll(name string) error {
	err := d.before.call("removeall", name)
	if err == nil {
		err = d.root.RemoveAll(filepath.FromSlash(name))
	}
	return d.wrap("remove", name, err)
}

// parents returns the parent folders of name, outermost first, without the target
// folder itself.
func parents(name string) []string {
	dir := path.Dir(name)
	if dir == "." {
		return nil
	}
	return append(parents(dir), dir)
}
