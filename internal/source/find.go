package source

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// pattern names inputs relative to a folder, which is empty for the working folder.
// Wildcards in the folder are literal.
type pattern struct {
	diag.Text
	folder string
}

// path returns a path or pattern relative to the working folder.
func (p pattern) path(name string) string {
	switch {
	case p.folder == "":
		return name
	case filepath.IsAbs(name):
		return filepath.Clean(name)
	default:
		return filepath.Join(p.folder, name)
	}
}

// shown returns a path relative to the folder of the pattern.
func (p pattern) shown(name string) string {
	if p.folder == "" || filepath.IsAbs(p.Value) {
		return name
	}
	if relative, err := filepath.Rel(p.folder, name); err == nil {
		return filepath.ToSlash(relative)
	}
	return name
}

// start describes the folder that paths are relative to.
func (p pattern) start() string {
	if p.folder == "" {
		return "the working folder"
	}
	return "the folder of the configuration"
}

// origin is the origin of an input: a path, a URL, or standard input if it has neither.
type origin struct {
	pattern pattern
	name    string
	path    string
	url     *url.URL
}

// pos is where errors of the input are reported: at its pattern or, for a pattern
// from the command line, at the input itself.
func (o origin) pos() diag.Position {
	if o.pattern.Pos.IsZero() {
		return diag.Position{File: o.name}
	}
	return o.pattern.Pos
}

// subject returns the name of the input for messages, unless the position includes it.
func (o origin) subject(kind string) string {
	if o.pattern.Pos.IsZero() {
		return "the " + kind
	}
	return strconv.Quote(o.name)
}

// finder turns patterns into origins, each once.
type finder struct {
	kind    string
	ds      *diag.List
	origins []origin
	stdin   bool
	files   map[fileKey][]fs.FileInfo
	urls    map[string]string // by name, which several URLs may share
}

// fileKey avoids most calls of os.SameFile.
type fileKey struct{ size, modified int64 }

// find returns the inputs that the patterns name. It stops when the context is
// done.
func find(ctx context.Context, patterns []diag.Text, opts Options, ds *diag.List) []origin {
	f := &finder{
		kind: opts.Kind, ds: ds, files: make(map[fileKey][]fs.FileInfo), urls: make(map[string]string),
	}
	for _, text := range patterns {
		if ctx.Err() != nil {
			return nil
		}
		pattern := pattern{Text: text}
		if !text.Pos.IsZero() {
			pattern.folder = opts.Folder
		}
		scheme, isURL := schemeOf(pattern.Value)
		switch {
		case pattern.Value == "":
			ds.Errorf("no-match", pattern.Pos, "the name of the %s must not be empty", opts.Kind).Hint = "use a file or a URL"
		case opts.Literal:
			f.addFile(pattern, pattern.path(pattern.Value), nil)
		case pattern.Value == "-":
			if !f.stdin {
				f.stdin = true
				f.origins = append(f.origins, origin{pattern: pattern, name: Stdin})
			}
		case isURL:
			f.addURL(pattern, scheme)
		default:
			f.addFiles(ctx, pattern)
		}
	}
	return f.origins
}

// addFiles adds the file with that name or, if there is none, the files that match.
func (f *finder) addFiles(ctx context.Context, pattern pattern) {
	whole := pattern.path(pattern.Value)
	info, err := os.Stat(whole)
	if err == nil || !strings.ContainsAny(pattern.Value, "*?[{") {
		// A file that does not exist is reported when it is read.
		f.addFile(pattern, whole, info)
		return
	}
	matches, err := glob(ctx, pattern)
	switch {
	case ctx.Err() != nil:
		return
	case errors.Is(err, doublestar.ErrBadPattern):
		f.ds.Errorf("bad-glob", f.posOf(pattern), "%q is neither a file nor a pattern", whole).
			Hint = "close every [ and {, or escape those in file names with a backslash"
		return
	case err != nil:
		reason, folder := err, "."
		if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
			base, _ := pattern.split()
			reason, folder = pathErr.Err, path.Join(base, pathErr.Path)
		}
		f.ds.Errorf("unreadable-file", f.posOf(pattern), "cannot search %q for %q: %v", folder, whole, reason).
			Hint = pattern.fileHint(err, folder)
		return
	}
	found := false
	for _, match := range matches {
		info, err := os.Stat(match)
		// A pattern matches regular files. A dangling link or the like is reported
		// when it is read.
		if err != nil || info.Mode().IsRegular() {
			found = true
			f.addFile(pattern, match, info)
		}
	}
	if !found {
		f.ds.Errorf("no-match", f.posOf(pattern), "no file matches %q", whole).Hint = pattern.noMatchHint(ctx)
	}
}

func (f *finder) posOf(pattern pattern) diag.Position {
	return origin{pattern: pattern, name: pattern.Value}.pos()
}

// addFile adds a file unless it was added under this or another name. The info is
// nil if there is none.
func (f *finder) addFile(pattern pattern, name string, info fs.FileInfo) {
	if info != nil {
		key := fileKey{info.Size(), info.ModTime().UnixNano()}
		if slices.ContainsFunc(f.files[key], func(other fs.FileInfo) bool { return os.SameFile(info, other) }) {
			return
		}
		f.files[key] = append(f.files[key], info)
	}
	f.origins = append(f.origins, origin{pattern: pattern, name: name, path: name})
}

// addURL adds a remote input unless it was added before.
func (f *finder) addURL(pattern pattern, scheme string) {
	name, u := parseURL(pattern.Value)
	o := origin{pattern: pattern, name: name, url: u}
	if scheme != "http" && scheme != "https" {
		d := f.ds.Errorf("bad-url", o.pos(), "%q is neither a file nor a supported URL", name)
		d.Hint = "only http and https URLs are read"
		if scheme == "file" {
			d.Hint = "give the path without file://"
		}
		return
	}
	if u == nil {
		f.ds.Errorf("bad-url", o.pos(), "%q is not a valid URL", name).
			Hint = "write it as https://host/path; in a user name, password or query, other characters than letters and digits are escaped by %"
		return
	}
	key := u.String()
	switch other, there := f.urls[name]; {
	case !there:
		f.urls[name] = key
		f.origins = append(f.origins, o)
	case other != key:
		f.ds.Errorf("bad-url", o.pos(), "another URL also has the name %q, which omits possible secrets", name).
			Hint = fmt.Sprintf("list each %s once, or download one and use the local copy", f.kind)
	}
}
