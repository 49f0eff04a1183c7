package source

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// fault is why an input cannot be read, as its diagnostic says it.
type fault struct {
	Code   string
	Reason string
	Hint   string
}

func (f *fault) Error() string { return f.Reason }

// faultOf returns what to say about an error. What is none of this package's
// faults comes from the file system.
func faultOf(err error, o origin) *fault {
	if f, ok := errors.AsType[*fault](err); ok {
		return f
	}
	f := &fault{Code: "unreadable-file", Hint: o.pattern.fileHint(err, o.path)}
	// The diagnostic names the file, so the reason alone is enough.
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	f.Reason = err.Error()
	return f
}

// fileHint says what to do about a file that cannot be read.
func (p pattern) fileHint(err error, path string) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if near := nearestPath(path); near != "" {
			return fmt.Sprintf("check the path; did you mean %q?", p.shown(near))
		}
		return "check the path; it counts from " + p.start()
	case errors.Is(err, fs.ErrPermission):
		return "give yourself the right to read it"
	case errors.Is(err, syscall.EISDIR):
		return "name a file in it"
	}
	return ""
}

func tooLarge(limit int64) *fault {
	return &fault{
		Code: "too-large", Reason: "it is larger than " + formatSize(limit),
		Hint: "set remote.max-size in the configuration to allow more",
	}
}

// formatSize writes a limit the way it was likely given.
func formatSize(n int64) string {
	units := []struct {
		size int64
		name string
	}{{1 << 30, "GiB"}, {1_000_000_000, "GB"}, {1 << 20, "MiB"}, {1_000_000, "MB"}, {1 << 10, "KiB"}, {1000, "kB"}}
	for _, u := range units {
		if n%u.size == 0 {
			return fmt.Sprintf("%d %s", n/u.size, u.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
