package source

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"syscall"
)

func readFile(ctx context.Context, path string, limit int64) ([]byte, error) {
	return interruptible(ctx, func() ([]byte, error) {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		// The error for reading a folder depends on the system.
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, syscall.EISDIR
		}
		return readLimited(f, limit)
	})
}

func readStdin(ctx context.Context, stdin io.Reader, limit int64) ([]byte, error) {
	if stdin == nil {
		return nil, errors.New("there is none")
	}
	return interruptible(ctx, func() ([]byte, error) { return readLimited(stdin, limit) })
}

// SpentStdin is a standard input that has been read as another input.
type SpentStdin struct{}

func (SpentStdin) Read([]byte) (int, error) {
	return 0, &fault{Code: "unreadable-file", Reason: "another input was already read from it", Hint: "use a file for one of them"}
}

// interruptible reads until the end or until the context is done: reading a
// terminal or a pipe may never end and cannot be interrupted.
func interruptible(ctx context.Context, read func() ([]byte, error)) ([]byte, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	type result struct {
		data []byte
		err  error
	}
	done := make(chan result, 1)
	go func() {
		data, err := read()
		done <- result{data, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-done:
		return r.data, r.err
	}
}

func readLimited(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, min(limit, math.MaxInt64-1)+1))
	if int64(len(data)) > limit {
		return nil, tooLarge(limit)
	}
	return data, err
}
