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

// measureCorpus counts the descriptions of other APIs that give code which compiles, and
// compares the time on those that both generators read. oapi-codegen reads single files, so
// that those of several are left out.
func (l *lab) measureCorpus(ctx context.Context) ([]row, error) {
	files, err := l.corpus()
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no descriptions in %s: %w", corpus, err)
	}
	var ours, oapi int
	var both []string
	for i, file := range files {
		mine, theirs := fmt.Sprintf("corpus/ours%d", i), fmt.Sprintf("corpus/oapi%d", i)
		read := l.compiles(ctx, mine, l.generator, "generate", "--quiet", "--docs=false", "--testkit=false", "--spec", file, "--out", l.module(mine))
		if err := os.MkdirAll(l.module(theirs), 0o755); err != nil {
			return nil, err
		}
		peer := l.compiles(ctx, theirs, l.oapi, "-generate", oapiStyle, "-package", oapiSDK, "-o", l.module(theirs, "oapi.go"), file)
		l.logf("%s: stackone-gen %t, oapi-codegen %t", filepath.Base(file), read, peer)
		if read {
			ours++
		}
		if peer {
			oapi++
		}
		if read && peer {
			both = append(both, file)
		}
	}
	total := fmt.Sprintf("of %d", len(files))
	rows := []row{
		{what: "descriptions that give code which compiles", values: series{float64(ours)}, detail: total},
		{what: "the same, oapi-codegen", values: series{float64(oapi)}, detail: total},
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

// compiles runs a generator, and reports whether what it writes into a package of the
// module passes the type checker.
func (l *lab) compiles(ctx context.Context, dir string, generate ...string) bool {
	if _, err := output(ctx, l.module(), generate...); err != nil {
		return false
	}
	_, err := output(ctx, l.module(), "go", "vet", "-directive", "./"+dir) // the types, and next to nothing else
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
