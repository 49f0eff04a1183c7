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
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

const (
	// maxReferences limits the files of one description. The largest known
	// description has 2,900.
	maxReferences = 10_000
	// referencesKey is the key of the configuration that allows more than the folder
	// of a description.
	referencesKey = "references.root"
)

// References reads the files that one description refers to. They must be in its
// folder or below, or on its server below its path: a description is data from
// elsewhere, and must not be able to read the files of the machine.
type References struct {
	reader *reader
	from   Input
	folder string   // of a file: nothing outside it is read
	root   *os.Root // of the folder, opened by the first read
	base   *url.URL // of a remote description
	count  int
	size   int64
}

// NewReferences returns the reader of the files that an input of Read refers to.
// The folder is where they may be if that is not the input's own folder; it has no
// effect unless the input is a file in it or below.
func NewReferences(from Input, folder string, opts Options) *References {
	opts = opts.withDefaults()
	opts.Kind = "file"
	r := &References{reader: newReader(opts), from: from}
	switch {
	case from.Name == Stdin:
	case from.Remote:
		_, r.base = parseURL(from.Pattern.Value)
		r.reader.within = r.base
	default:
		r.folder = filepath.Dir(from.Name)
		if _, err := within(folder, from.Name); folder != "" && err == nil {
			r.folder = folder
		}
	}
	return r
}

// Close releases what the reader holds.
func (r *References) Close() {
	r.reader.close()
	if r.root != nil {
		_ = r.root.Close()
	}
}

// Name returns the name of the file that a reference in a file names. A finding has
// no position.
func (r *References) Name(holder, reference string) (string, *diag.Diagnostic) {
	u, err := url.Parse(reference)
	switch {
	case r.base != nil:
		return r.remoteName(holder, reference)
	case r.folder == "":
		return "", refused("%q names a file, but the description has no folder", reference).
			with("read the description from a file instead of standard input")
	case err == nil && (len(u.Scheme) > 1 || u.Host != ""):
		hint := "download it to the folder of the description, and refer to the copy"
		if u.Scheme == "file" {
			hint = "write the path relative to this file"
		}
		return "", refused("%q is a URL, but a description on disk refers to files only", reference).with(hint)
	}
	name := reference
	if decoded, err := url.PathUnescape(reference); err == nil {
		name = decoded
	}
	if path.IsAbs(name) || filepath.IsAbs(name) {
		return "", refused("%q is an absolute path", reference).with("write the path relative to this file")
	}
	return filepath.Join(filepath.Dir(holder), filepath.FromSlash(name)), nil
}

// remoteName resolves a reference of a remote description.
func (r *References) remoteName(holder, reference string) (string, *diag.Diagnostic) {
	from, err := url.Parse(holder)
	if err == nil {
		from, err = from.Parse(reference)
	}
	if err != nil {
		return "", refused("%q is not a valid URL", reference).with("correct it")
	}
	from.User, from.Fragment, from.RawFragment = nil, "", ""
	return from.String(), nil
}

// Read reads a file that Name returned. A finding has no position.
func (r *References) Read(ctx context.Context, name string) (Input, *diag.Diagnostic) {
	in := Input{Name: name, Remote: r.base != nil}
	if r.count++; r.count > maxReferences {
		return in, limited("the description consists of more than %d files", maxReferences).
			with("bundle it into fewer files")
	}
	var err error
	if in.Remote {
		in.Data, err = r.readRemote(ctx, name)
	} else {
		in.Data, err = r.readLocal(ctx, name)
	}
	if err == nil && r.size+int64(len(in.Data)) > r.reader.opts.MaxSize {
		err = &fault{
			Code: "too-large", Reason: "the files of the description are larger than " + formatSize(r.reader.opts.MaxSize) + " together",
			Hint: "set remote.max-size in the configuration to allow more",
		}
	}
	if err != nil {
		f := faultOf(err, origin{name: name, path: name})
		if errors.Is(err, fs.ErrNotExist) && nearestPath(name) == "" {
			f.Hint = "check the path; it is relative to the file with the reference"
		}
		return in, &diag.Diagnostic{
			Code: f.Code, Severity: diag.Error, Hint: f.Hint, Message: fmt.Sprintf("cannot read %q: %s", name, f.Reason),
		}
	}
	r.size += int64(len(in.Data))
	in.SHA256 = hash(in.Data)
	return in, nil
}

// readLocal reads a regular file in the folder or below.
func (r *References) readLocal(ctx context.Context, name string) ([]byte, error) {
	inside, err := within(r.folder, name)
	if err != nil {
		return nil, &fault{
			Code: "external-ref", Reason: "it is outside the folder of the description",
			Hint: "if the description is trusted, set " + referencesKey + " in the configuration to a folder with all of its files",
		}
	}
	if r.root == nil {
		if r.root, err = os.OpenRoot(r.folder); err != nil {
			return nil, err
		}
	}
	// Opening a pipe would wait for its writer.
	info, err := r.root.Stat(inside)
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(info)
	}
	if err != nil {
		return nil, r.linkFault(inside, err)
	}
	return interruptible(ctx, func() ([]byte, error) {
		f, err := r.root.Open(inside)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			return nil, errors.Join(err, notRegular(info))
		}
		return readLimited(f, r.reader.opts.MaxSize)
	})
}

func notRegular(info fs.FileInfo) error {
	if info != nil && info.IsDir() {
		return &fault{Code: "unreadable-file", Reason: "it is a folder", Hint: "refer to a file in it"}
	}
	return &fault{Code: "unreadable-file", Reason: "it is not a regular file", Hint: "refer to a regular file"}
}

// linkFault explains an error that is due to a symbolic link out of the folder: the
// file itself is there.
func (r *References) linkFault(inside string, err error) error {
	if _, ours := errors.AsType[*fault](err); ours || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return err
	}
	if _, missing := os.Stat(filepath.Join(r.folder, inside)); missing != nil {
		return err
	}
	return &fault{
		Code: "external-ref", Reason: "a symbolic link leads out of the folder of the description",
		Hint: "replace the link with a copy, or set " + referencesKey + " in the configuration to a folder with both",
	}
}

// readRemote reads a file from the server of the description.
func (r *References) readRemote(ctx context.Context, name string) ([]byte, error) {
	u, err := url.Parse(name)
	if err != nil || !below(r.base, u) {
		return nil, &fault{
			Code: "external-ref", Reason: "it is not below the URL of the description",
			Hint: "download the description and its files, and use the local copy",
		}
	}
	o := origin{pattern: pattern{Text: r.from.Pattern}, name: name, url: u}
	if _, known := r.reader.frozen(o); r.reader.opts.Frozen != nil && !known {
		return nil, &fault{Code: "frozen-input", Reason: "it is not in the lock file", Hint: "run without --frozen to accept it"}
	}
	u.User = r.base.User
	// The description itself is reported where it is not encrypted or not cached.
	return r.reader.readRemote(ctx, o, new(diag.List))
}

// below reports whether a URL has the origin of another and is below its folder.
func below(base, u *url.URL) bool {
	folder := base.EscapedPath()
	folder = folder[:strings.LastIndexByte(folder, '/')+1]
	if folder == "" {
		folder = "/"
	}
	// An escaped ".." is a segment to some servers.
	climbs := slices.Contains(strings.Split(u.Path, "/"), "..")
	return u.Scheme == base.Scheme && strings.EqualFold(u.Host, base.Host) && strings.HasPrefix(u.EscapedPath(), folder) && !climbs
}

// within returns the path of a file relative to a folder that has it.
func within(folder, name string) (string, error) {
	base, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	full, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	relative, err := filepath.Rel(base, full)
	if err == nil && !filepath.IsLocal(relative) {
		err = fs.ErrInvalid
	}
	return relative, err
}

// finding is a diagnostic without a position.
type finding diag.Diagnostic

func refused(format string, args ...any) *finding {
	return &finding{Code: "external-ref", Severity: diag.Error, Message: fmt.Sprintf(format, args...)}
}

func limited(format string, args ...any) *finding {
	return &finding{Code: "too-many-files", Severity: diag.Error, Message: fmt.Sprintf(format, args...)}
}

func (f *finding) with(hint string) *diag.Diagnostic {
	f.Hint = hint
	return (*diag.Diagnostic)(f)
}
