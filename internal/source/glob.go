package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// glob returns the paths that match a pattern, sorted and with slashes, so that
// inputs have the same names and order on every system. As in a shell, wildcards do
// not match hidden files and folders.
func glob(ctx context.Context, pattern pattern) ([]string, error) {
	base, rest := pattern.split()
	fsys := tree{ctx: ctx, inner: os.DirFS(base)}
	matches, err := doublestar.Glob(fsys, rest, doublestar.WithFailOnIOErrors(), doublestar.WithNoHidden())
	if err != nil {
		return nil, err
	}
	for i, m := range matches {
		matches[i] = path.Join(base, m)
	}
	slices.Sort(matches)
	return slices.Compact(matches), nil
}

// split returns the folder before the first wildcard, with slashes, and the rest.
func (p pattern) split() (base, rest string) {
	base, rest = doublestar.SplitPattern(filepath.ToSlash(filepath.Clean(p.Value)))
	return filepath.ToSlash(p.path(base)), rest
}

// tree is a file system for long searches: it fails when the context is done, and
// hides links to a parent folder.
type tree struct {
	ctx   context.Context
	inner fs.FS
}

func (t tree) Open(name string) (fs.File, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return t.inner.Open(name)
}

func (t tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	return fs.ReadDir(t.inner, name)
}

func (t tree) Stat(name string) (fs.FileInfo, error) {
	if err := t.ctx.Err(); err != nil {
		return nil, err
	}
	info, err := fs.Stat(t.inner, name)
	if errors.Is(err, syscall.ELOOP) {
		// A link to itself does not exist. A pattern that matches its name still
		// finds it, so that reading reports it.
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	if err != nil || !info.IsDir() {
		return info, err
	}
	for above := name; above != "."; {
		above = path.Dir(above)
		if other, err := fs.Stat(t.inner, above); err == nil && os.SameFile(info, other) {
			return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
		}
	}
	return info, nil
}

// noMatchHint suggests a correction for a pattern without matches.
func (p pattern) noMatchHint(ctx context.Context) string {
	base, rest := p.split()
	if _, err := os.Stat(base); err != nil {
		if near := nearestPath(base); near != "" {
			return fmt.Sprintf("the folder %q does not exist; did you mean %q?", p.shown(base), p.shown(near))
		}
		return fmt.Sprintf("the folder %q does not exist; paths are relative to %s", p.shown(base), p.start())
	}
	ext := path.Ext(rest)
	for _, other := range []string{".yaml", ".yml", ".json"} {
		if other == ext || strings.ContainsAny(ext, "*?[]{}/\\") {
			continue
		}
		changed := p
		changed.Value = strings.TrimSuffix(filepath.ToSlash(p.Value), ext) + other
		if matches, err := glob(ctx, changed); err == nil && len(matches) > 0 {
			return fmt.Sprintf("did you mean %q?", changed.Value)
		}
	}
	if near := diag.Nearest(rest, names(base)); near != "" {
		return fmt.Sprintf("did you mean %q?", p.shown(path.Join(base, near)))
	}
	return "check the path; it is relative to " + p.start()
}

// nearestPath returns the existing path that is nearest to a missing one, or "". It
// corrects one name of the path.
func nearestPath(missing string) string {
	rest := ""
	for at := filepath.Clean(missing); ; at = filepath.Dir(at) {
		folder, name := filepath.Dir(at), filepath.Base(at)
		if folder == at {
			return ""
		}
		if _, err := os.Stat(folder); err != nil {
			rest = filepath.Join(name, rest)
			continue
		}
		near := diag.Nearest(name, names(folder))
		if near == "" {
			return ""
		}
		candidate := filepath.Join(folder, near, rest)
		if _, err := os.Stat(candidate); err != nil {
			return ""
		}
		return candidate
	}
}

// names lists a folder, or nothing if it cannot be read.
func names(folder string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	list := make([]string, len(entries))
	for i, e := range entries {
		list[i] = e.Name()
	}
	return list
}
