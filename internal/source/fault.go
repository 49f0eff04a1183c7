package source

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// fault is the reason why an input cannot be read, for its diagnostic.
type fault struct {
	Code   string
	Reason string
	Hint   string
}

func (f *fault) Error() string { return f.Reason }

// faultOf returns the fault for an error. Other errors are from the file system.
func faultOf(err error, o origin) *fault {
	if f, ok := errors.AsType[*fault](err); ok {
		return f
	}
	f := &fault{Code: "unreadable-file", Hint: o.pattern.fileHint(err, o.path)}
	// The diagnostic names the file, so keep only the reason.
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	f.Reason = err.Error()
	return f
}

// fileHint returns the hint for an unreadable file.
func (p pattern) fileHint(err error, path string) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if near := nearestPath(path); near != "" {
			return fmt.Sprintf("check the path; did you mean %q?", p.shown(near))
		}
		return "check the path; it is relative to " + p.start()
	case errors.Is(err, fs.ErrPermission):
		return "give yourself read permission"
	case errors.Is(err, syscall.EISDIR):
		return "use a file in it"
	}
	return ""
}

func tooLarge(limit int64) *fault {
	return &fault{
		Code: "too-large", Reason: "it is larger than " + formatSize(limit),
		Hint: "set remote.max-size in the configuration to allow more",
	}
}

// formatSize formats a limit in its likely unit.
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
