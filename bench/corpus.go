package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// corpus is where descriptions of other APIs are, each in one file.
const corpus = "../shared/corpus"

// ogen is a peer of this section alone, so that it has a module of its own.
const (
	ogenModule  = "github.com/ogen-go/ogen"
	ogenVersion = "v1.25.0"
)

// measureCorpus counts the descriptions of other APIs that give code which compiles, and
// compares the time on those that both we and oapi-codegen read. The peers read single
// files, so that descriptions in several are left out.
func (l *lab) measureCorpus(ctx context.Context) ([]row, error) {
	files, err := l.corpus()
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no descriptions in %s: %w", corpus, err)
	}
	if err := l.prepareOgen(ctx); err != nil {
		return nil, err
	}
	var ours, oapi, ogen int
	var both []string
	for i, file := range files {
		mine, theirs := fmt.Sprintf("corpus/ours%d", i), fmt.Sprintf("corpus/oapi%d", i)
		read := l.compiles(ctx, l.module(), mine, l.generator, "generate", "--quiet", "--docs=false", "--testkit=false", "--spec", file, "--out", l.module(mine))
		if err := os.MkdirAll(l.module(theirs), 0o755); err != nil {
			return nil, err
		}
		peer := l.compiles(ctx, l.module(), theirs, l.oapi, "-generate", oapiStyle, "-package", oapiSDK, "-o", l.module(theirs, "oapi.go"), file)
		third := l.compiles(ctx, l.path("ogen"), theirs, l.path("bin", "ogen"+exe()), "--target", l.path("ogen", theirs), "--package", "sdk", file)
		l.logf("%s: stackone-gen %t, oapi-codegen %t, ogen %t", filepath.Base(file), read, peer, third)
		if read {
			ours++
		}
		if peer {
			oapi++
		}
		if third {
			ogen++
		}
		if read && peer {
			both = append(both, file)
		}
	}
	total := fmt.Sprintf("of %d", len(files))
	rows := []row{
		{what: "descriptions that give code which compiles", values: series{float64(ours)}, detail: total},
		{what: "the same, oapi-codegen", values: series{float64(oapi)}, detail: total},
		{what: "the same, ogen " + ogenVersion, values: series{float64(ogen)}, detail: total},
	}
	time, err := l.timeCorpus(ctx, both)
	return append(rows, time...), err
}

// corpus returns the absolute paths of the descriptions.
func (l *lab) corpus() ([]string, error) {
	var files []string
	for _, pattern := range []string{"*.json", "*.yaml", "*.yml"} {
		found, err := filepath.Glob(filepath.Join(l.root, corpus, pattern))
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	return files, nil
}

// prepareOgen builds ogen, and a module for what it writes.
func (l *lab) prepareOgen(ctx context.Context) error {
	if _, err := outputIn(ctx, "", []string{"GOBIN=" + l.path("bin")}, "go", "install", ogenModule+"/cmd/ogen@"+ogenVersion); err != nil {
		return err
	}
	if err := writeFile(l.path("ogen", "go.mod"), []byte("module example.com/ogen\n\ngo 1.24\n")); err != nil {
		return err
	}
	_, err := output(ctx, l.path("ogen"), "go", "get", ogenModule+"@"+ogenVersion)
	return err
}

// compiles runs a generator, and reports whether what it writes into a package of a
// module passes the type checker.
func (l *lab) compiles(ctx context.Context, module, dir string, generate ...string) bool {
	if _, err := output(ctx, module, generate...); err != nil {
		return false
	}
	// One analyzer that needs nothing else, for the sake of the types.
	_, err := outputIn(ctx, module, []string{"GOFLAGS=-mod=mod"}, "go", "vet", "-directive", "./"+dir)
	return err == nil
}

// timeCorpus compares the time that all of these descriptions take together.
func (l *lab) timeCorpus(ctx context.Context, files []string) ([]row, error) {
	var ours, oapi series
	for _, file := range files {
		written := l.path("fresh.go")
		u, err := interleave(ctx, min(l.runs, 3), l.generate(file, "fresh"),
			command{args: []string{l.oapi, "-generate", oapiStyle, "-package", oapiSDK, "-o", written, file}, before: func(int) error { return os.RemoveAll(written) }})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", strings.TrimPrefix(file, l.root), err)
		}
		ours, oapi = ours.plus(u[0].wall()), oapi.plus(u[1].wall())
	}
	return []row{
		{what: fmt.Sprintf("generate the %d that both read, time ÷ oapi-codegen", len(files)), values: ours.over(oapi), unit: "×", target: atMost(0.35), detail: pair(ours, oapi, "s")},
	}, nil
}
