package main

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// lab is the workspace of one invocation: a folder with the built contenders, and a
// module with the SDKs and the programs that use them.
type lab struct {
	root string // of the repository
	dir  string // temporary
	spec string // absolute path of the description of the whole API
	runs int

	self      string // this program
	generator string
	oapi      string // oapi-codegen
}

// The packages of the module for programs.
const (
	wholeSDK  = "whole" // the whole API
	smallSDK  = "small" // the generator's own description of connect sessions
	oapiSDK   = "oapi"  // the whole API by oapi-codegen
	peerTool  = "github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen"
	oapiStyle = "client,models"
)

func newLab(ctx context.Context, spec string, runs int) (*lab, error) {
	l := &lab{runs: runs}
	if err := l.prepare(ctx, spec); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

func (l *lab) prepare(ctx context.Context, spec string) error {
	root, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Dir}}", "github.com/StackOneHQ/stackone-gen")
	if err != nil {
		return err
	}
	l.root = strings.TrimSpace(root)
	if l.spec = spec; !filepath.IsAbs(spec) {
		l.spec = filepath.Join(l.root, spec)
	}
	if _, err := os.Stat(l.spec); err != nil {
		return fmt.Errorf("the description of the whole API is not there, choose it by -spec: %w", err)
	}
	if l.self, err = os.Executable(); err != nil {
		return err
	}
	if l.dir, err = os.MkdirTemp("", "stackone-bench-"); err != nil {
		return err
	}
	l.logf("building the contenders")
	l.generator, l.oapi = l.path("stackone-gen"+exe()), l.path("oapi-codegen"+exe())
	if _, err := output(ctx, l.root, "go", "build", "-o", l.generator, "./cmd/stackone-gen"); err != nil {
		return err
	}
	if _, err := output(ctx, l.peers(), "go", "build", "-o", l.oapi, peerTool); err != nil {
		return err
	}
	return l.prepareModule(ctx)
}

// prepareModule creates the module for programs, with the requirements and the name
// of the module peers.
func (l *lab) prepareModule(ctx context.Context) error {
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile(filepath.Join(l.peers(), name))
		if err != nil {
			return err
		}
		if err := writeFile(l.module(name), data); err != nil {
			return err
		}
	}
	if _, err := output(ctx, l.root, l.generator, "generate", "--quiet", "--spec", l.spec, "--out", l.module(wholeSDK)); err != nil {
		return err
	}
	if _, err := output(ctx, l.root, l.generator, "generate", "--quiet", "--out", l.module(smallSDK)); err != nil {
		return err
	}
	generated := l.module(oapiSDK, "oapi.go")
	if err := os.MkdirAll(filepath.Dir(generated), 0o755); err != nil {
		return err
	}
	if _, err := output(ctx, "", l.oapi, "-generate", oapiStyle, "-package", oapiSDK, "-o", generated, l.spec); err != nil {
		return err
	}
	data, err := os.ReadFile(generated)
	if err != nil {
		return err
	}
	return os.WriteFile(generated, fix(data), 0o644)
}

func (l *lab) close() {
	if l.dir == "" {
		return
	}
	if err := os.RemoveAll(l.dir); err != nil {
		l.logf("%v", err)
	}
}

func (l *lab) path(elem ...string) string { return filepath.Join(append([]string{l.dir}, elem...)...) }

func (l *lab) module(elem ...string) string {
	return l.path(append([]string{"module"}, elem...)...)
}

func (l *lab) peers() string { return filepath.Join(l.root, "bench", "peers") }

// logf logs progress: a whole run takes minutes.
func (l *lab) logf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...)
}

func exe() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
