package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"stackone-gen": func() { os.Exit(execute()) },
	})
}

// TestScripts runs the scenarios. They have these commands of their own:
//
//	done args...         the command succeeds
//	same args...         it succeeds and touches no file, not even its time
//	refused code args... it exits with that code and touches no file
//	convert folder       all files below get the line ends of Windows
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               func(env *testscript.Env) error { env.Setenv("HOME", env.WorkDir); return nil },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"done":    func(ts *testscript.TestScript, _ bool, args []string) { exits(ts, exitDone, args) },
			"same":    func(ts *testscript.TestScript, _ bool, args []string) { touchesNothing(ts, exitDone, args) },
			"convert": func(ts *testscript.TestScript, _ bool, args []string) { convert(ts, ts.MkAbs(args[0])) },
			"refused": func(ts *testscript.TestScript, _ bool, args []string) {
				code, err := strconv.Atoi(args[0])
				ts.Check(err)
				touchesNothing(ts, code, args[1:])
			},
		},
	})
}

// exits runs the command and fails unless its exit code is as wanted.
func exits(ts *testscript.TestScript, want int, args []string) {
	got := exitDone
	if err := ts.Exec("stackone-gen", args...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	if out := ts.ReadFile("stdout") + ts.ReadFile("stderr"); strings.Contains(out, "panic:") || strings.Contains(out, "goroutine 1 [") {
		ts.Fatalf("it panicked")
	}
}

func touchesNothing(ts *testscript.TestScript, code int, args []string) {
	root := ts.Getenv("WORK")
	before := picture(ts, root)
	exits(ts, code, args)
	if d := udiff.Unified("before", "after", before, picture(ts, root)); d != "" {
		ts.Fatalf("the files changed:\n%s", d)
	}
}

// convert gives files the line ends of Windows, as git does for a checkout there.
func convert(ts *testscript.TestScript, root string) {
	ts.Check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := strings.ReplaceAll(string(data), "\r\n", "\n")
		return os.WriteFile(path, []byte(strings.ReplaceAll(text, "\n", "\r\n")), 0o600)
	}))
}

// picture describes all files below a folder: mode, time, name and content.
func picture(ts *testscript.TestScript, root string) string {
	var b strings.Builder
	ts.Check(filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		var data []byte
		if info.Mode().IsRegular() {
			if data, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		fmt.Fprintf(&b, "%v %v %s %q\n", info.Mode(), info.ModTime().UnixNano(), path, data)
		return nil
	}))
	return b.String()
}

// runHere runs a command in this process.
func runHere(ctx context.Context, args ...string) (code int, stdout, stderr string) {
	var out, errs strings.Builder
	code = run(ctx, args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}
