// Stackone-gen reads StackOne's OpenAPI description and writes a Go SDK.
//
// Run "stackone-gen help" for its commands.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

// The exit codes of every command.
const (
	exitDone  = 0
	exitInput = 1 // an error in the input or the output folder
	exitUsage = 2
)

func main() { os.Exit(execute()) }

// execute runs the command line of the process. The first interrupt ends the command
// cleanly; a second one ends the process at once.
func execute() int {
	// A run is short and keeps nearly all that it allocates: collecting less often
	// saves a fifth of its time.
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &stickyWriter{w: stdout}
	root := newRootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(out)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil && out.err != nil {
		err = &failure{err: fmt.Errorf("incomplete output: %w", out.err)}
	}
	var failed *failure
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &failed):
		if !failed.told {
			_, _ = fmt.Fprintf(stderr, "stackone-gen: %v\n", failed)
		}
		return exitInput
	default:
		_, _ = fmt.Fprintf(stderr, "stackone-gen: %v\nRun 'stackone-gen --help' for usage.\n", err)
		return exitUsage
	}
}

// failure is an error of a command that was called correctly. All other errors are
// about the command line.
type failure struct {
	err  error
	told bool // the error has been printed
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// stickyWriter keeps its first error for run to report, so that a broken pipe is
// reported once, whichever command was printing.
type stickyWriter struct {
	w   io.Writer
	err error
}

func (s *stickyWriter) Write(p []byte) (int, error) {
	if s.err == nil {
		_, s.err = s.w.Write(p)
	}
	return len(p), nil
}
