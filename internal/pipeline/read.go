package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/spec"
)

// maxInput is the size in bytes beyond which an input is refused. The largest
// known description has two million.
const maxInput = 256 << 20

// read returns the name and the text of an input. The error is ErrInput or
// that of the context.
func (r *Run) read(ctx context.Context, path string) (string, []byte, error) {
	name := path
	var open func() (io.ReadCloser, error)
	switch path {
	case "":
		return spec.Name, spec.OpenAPI, nil
	case "-":
		name = "<stdin>"
		open = func() (io.ReadCloser, error) {
			if r.Stdin == nil {
				return nil, errors.New("there is none")
			}
			return io.NopCloser(r.Stdin), nil
		}
	default:
		open = func() (io.ReadCloser, error) { return os.Open(path) }
	}
	data, err := readAll(ctx, open)
	if ctx.Err() != nil {
		return "", nil, ctx.Err()
	}
	if err != nil {
		var pathErr *fs.PathError
		if errors.As(err, &pathErr) {
			err = pathErr.Err // the position says which file
		}
		r.Diags.Errorf("unreadable-file", diag.Position{File: name}, "cannot read the description: %v", err).Hint = inputHint(err)
		return "", nil, ErrInput
	}
	return name, data, nil
}

// inputHint says what to do about an input that cannot be read.
func inputHint(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "check the path; it counts from the folder that the command is run in"
	case errors.Is(err, fs.ErrPermission):
		return "give yourself the right to read it"
	case errors.Is(err, syscall.EISDIR):
		return "name a file in it"
	}
	return ""
}

// readAll reads until the end or until the context is done: a terminal or a
// pipe may never come to an end, and the system offers no way to give up.
func readAll(ctx context.Context, open func() (io.ReadCloser, error)) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		data, err := readLimited(open)
		done <- result{data, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-done:
		return r.data, r.err
	}
}

func readLimited(open func() (io.ReadCloser, error)) ([]byte, error) {
	f, err := open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxInput+1))
	if err == nil && len(data) > maxInput {
		err = fmt.Errorf("it is larger than %d MiB", maxInput>>20)
	}
	return data, err
}
