package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// usage is the resource usage of one run of a command, including its child processes.
type usage struct {
	wall, cpu time.Duration
	peak      float64 // bytes of memory held at once by one process
}

// command is a contender that is a program.
type command struct {
	dir  string
	env  []string // in addition to that of this process
	args []string
	// before prepares a run, numbered from 0, and is not measured.
	before func(run int) error
	// in, if set, replaces args for a run.
	in func(run int) []string
}

// interleave runs the commands in turns: each once without measuring, to warm the
// cache, and then n times.
func interleave(ctx context.Context, n int, commands ...command) ([]usages, error) {
	measured := make([]usages, len(commands))
	for i := range n + 1 {
		for k, c := range commands {
			if c.before != nil {
				if err := c.before(i); err != nil {
					return nil, err
				}
			}
			args := c.args
			if c.in != nil {
				args = c.in(i)
			}
			u, err := use(ctx, c.dir, c.env, args)
			if err != nil {
				return nil, err
			}
			if i > 0 {
				measured[k] = append(measured[k], u)
			}
		}
	}
	return measured, nil
}

func use(ctx context.Context, dir string, env, args []string) (usage, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return usage{}, failure(args, err, stderr.Bytes())
	}
	u := usage{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()}
	if r, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		u.peak = peak(r)
	}
	return u, nil
}

// output runs a command without measuring it and returns its output.
func output(ctx context.Context, dir string, args ...string) (string, error) {
	return outputIn(ctx, dir, nil, args...)
}

// outputIn is output with an environment in addition to that of this process.
func outputIn(ctx context.Context, dir string, env []string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return "", failure(args, err, exit.Stderr)
		}
		return "", failure(args, err, nil)
	}
	return string(out), nil
}

// failure adds the end of a command's output to its error.
func failure(args []string, err error, stderr []byte) error {
	const limit = 2000
	if len(stderr) > limit {
		stderr = stderr[len(stderr)-limit:]
	}
	return fmt.Errorf("%q: %w\n%s", args, err, stderr)
}

// usages are the runs of one contender.
type usages []usage

func (us usages) wall() series {
	return collect(us, func(u usage) float64 { return u.wall.Seconds() })
}

func (us usages) cpu() series {
	return collect(us, func(u usage) float64 { return u.cpu.Seconds() })
}

func (us usages) megabytes() series {
	return collect(us, func(u usage) float64 { return u.peak / 1e6 })
}

func collect[T any](items []T, number func(T) float64) series {
	s := make(series, len(items))
	for i, item := range items {
		s[i] = number(item)
	}
	return s
}
