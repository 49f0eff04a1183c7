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
	exitDone   = 0
	exitInput  = 1 // an error in the input or the output folder
	exitUsage  = 2
	exitSignal = 128 // and the number of the signal that ended the command, as shells have it
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
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	received := make(chan os.Signal, 1)
	signal.Notify(received, os.Interrupt, syscall.SIGTERM)
	go func() {
		stopped := <-received
		signal.Stop(received)
		cancel(&interrupt{signal: stopped})
	}()
	return run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}

// interrupt is why the context of a command ended: the signal that the process got.
type interrupt struct{ signal os.Signal }

func (i *interrupt) Error() string { return i.signal.String() }

// Unwrap makes it what others take for the end of a context.
func (i *interrupt) Unwrap() error { return context.Canceled }

// exitInterrupted returns the exit code of a command that a signal ended. Scripts tell by
// it whether to stop, too, which is no fault of the input.
func exitInterrupted(ctx context.Context) int {
	var by *interrupt
	if errors.As(context.Cause(ctx), &by) {
		if number, ok := by.signal.(syscall.Signal); ok {
			return exitSignal + int(number)
		}
	}
	return exitSignal + int(syscall.SIGINT)
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
		if failed.interrupted {
			return exitInterrupted(ctx)
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
	// interrupted is set if the command was ended from outside and nothing is at fault.
	interrupted bool
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
