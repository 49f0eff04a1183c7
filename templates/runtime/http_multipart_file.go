package runtime

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is a file of an upload: a part of a body of multipart/form-data. It is sent as it
// is read, and is never in memory as a whole.
//
// [FileFromBytes], [FileFromPath], [FileFromReader], [FileFromReaderAt] and
// [FileFromFunc] make one; a literal with Reader or Open does, too. A call is sent again
// after a failure only if all its files can be read again: those of Open, and those
// whose Reader is an [io.ReaderAt] of known size, a [bytes.Buffer] or an [io.Seeker],
// which is read from where it is.
type File struct {
	Name        string // Name is the file's name for the server; without one it is that of an [os.File], or "file".
	ContentType string // ContentType is the media type, by default what the API's description says or the name suggests.
	Size        int64  // Size is the number of bytes, if the source cannot tell. A file of another length is an error.

	Reader io.Reader                     // Reader is what the content is read from. It is not closed.
	Open   func() (io.ReadCloser, error) // Open opens the content for each attempt, in place of Reader.

	Header http.Header // Header has further headers of the part.

	sized bool // whether Size is known even if it is zero
}

// FileFromBytes returns a file with content that is in memory.
func FileFromBytes(name string, data []byte) File {
	open := func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }
	return File{Name: name, Size: int64(len(data)), Open: open, sized: true}
}

// FileFromReader returns a file whose content is read from r, which is not closed.
func FileFromReader(name string, r io.Reader) File { return File{Name: name, Reader: r} }

// FileFromReaderAt returns a file whose content is the first size bytes of r. Each
// attempt reads them on its own.
func FileFromReaderAt(name string, r io.ReaderAt, size int64) File {
	open := func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, 0, size)), nil }
	return File{Name: name, Size: size, Open: open, sized: true}
}

// FileFromFunc returns a file whose content is opened anew by each attempt, which
// closes what it opened.
func FileFromFunc(name string, open func() (io.ReadCloser, error)) File {
	return File{Name: name, Open: open}
}

// FileFromPath returns a file of the file system, which each attempt opens and closes.
func FileFromPath(path string) (File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return File{}, err
	}
	if !info.Mode().IsRegular() {
		return File{}, &os.PathError{Op: "read", Path: path, Err: errors.New("not a regular file")}
	}
	open := func() (io.ReadCloser, error) { return os.Open(path) }
	return File{Name: filepath.Base(path), Size: info.Size(), Open: open, sized: true}, nil
}

// filePart is a file as a call sends it.
type filePart struct {
	label  string // for errors
	size   int64  // -1 if unknown
	source fileSource
}

// fileSource is what a file is read from, by one attempt at a time.
type fileSource interface {
	open() (io.ReadCloser, error)
	replayable() bool
	release()
}

// openedSource is a source that gives each attempt a reader of its own.
type openedSource func() (io.ReadCloser, error)

func (s openedSource) open() (io.ReadCloser, error) { return s() }
func (s openedSource) replayable() bool             { return true }
func (s openedSource) release()                     {}

// part finds out how the content of the file can be read, and how long it is.
func (f *File) part(label string) (filePart, error) {
	p := filePart{label: label, size: -1}
	if f.sized || f.Size != 0 {
		p.size = f.Size
	}
	switch {
	case f.Size < 0:
		return p, fmt.Errorf("the size %d is negative", f.Size)
	case f.Reader != nil && f.Open != nil:
		return p, errors.New("the file has both Reader and Open")
	case f.Open != nil:
		p.source = openedSource(f.Open)
		return p, nil
	case f.Reader == nil:
		return p, errors.New("the file has no content: set Reader or Open, even for an empty one")
	}
	r := f.Reader
	if buffer, ok := r.(*bytes.Buffer); ok {
		r = bytes.NewReader(buffer.Bytes())
	}
	source := &streamSource{reader: r}
	found := source.measure()
	if found >= 0 && p.size >= 0 && found != p.size {
		return p, fmt.Errorf("the file has %d bytes, and not %d as its Size says", found, p.size)
	}
	if found >= 0 {
		p.size = found
	}
	p.source = source
	if at, ok := r.(io.ReaderAt); ok && p.size >= 0 && (source.seeker != nil || !isSeeker(r)) {
		start, size := source.start, p.size
		p.source = openedSource(func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(at, start, size)), nil })
	}
	return p, nil
}

func isSeeker(r io.Reader) bool {
	_, ok := r.(io.Seeker)
	return ok
}

// fileName is the name that the server is told.
func (f *File) fileName() string {
	if named, ok := f.Reader.(interface{ Name() string }); ok && f.Name == "" {
		return filepath.Base(named.Name())
	}
	if f.Name == "" {
		return "file"
	}
	return f.Name
}

// mediaType is the content type of the part. The description may allow several: that
// which the name suggests, or else the first that is no pattern.
func (f *File) mediaType(allowed string) string {
	if f.ContentType != "" {
		return f.ContentType
	}
	suggested := mime.TypeByExtension(strings.ToLower(filepath.Ext(f.fileName())))
	types := strings.Split(allowed, ",")
	for i, t := range types {
		types[i] = strings.TrimSpace(t)
	}
	bare, _, _ := strings.Cut(suggested, ";")
	if bare != "" && slices.ContainsFunc(types, func(t string) bool { return t == "" || matchesType(t, bare) }) {
		return suggested
	}
	for _, t := range types {
		if t != "" && !strings.Contains(t, "*") {
			return t
		}
	}
	return "application/octet-stream"
}

// matchesType reports whether a media type fits a pattern such as image/*.
func matchesType(pattern, mediaType string) bool {
	pattern, _, _ = strings.Cut(pattern, ";")
	if kind, all := strings.CutSuffix(pattern, "*"); all {
		return kind == "*/" || strings.HasPrefix(mediaType, kind)
	}
	return strings.EqualFold(strings.TrimSpace(pattern), mediaType)
}
