package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/document"
)

// measureGenerate compares whole commands that read the description from disk and
// write to a new folder.
func (l *lab) measureGenerate(ctx context.Context) ([]row, error) {
	generated := l.path("fresh.go")
	u, err := interleave(ctx, l.runs,
		l.generate(l.spec, "fresh"),
		command{args: []string{l.oapi, "-generate", oapiStyle, "-package", oapiSDK, "-o", generated, l.spec}, before: func(int) error { return os.RemoveAll(generated) }},
		command{args: []string{l.self, "step-floor", l.spec}})
	if err != nil {
		return nil, err
	}
	ours, oapi, lowest := u[0], u[1], u[2]
	rows := []row{
		{what: "generate, time ÷ oapi-codegen", values: ours.wall().over(oapi.wall()), unit: "×", target: atMost(0.35), detail: pair(ours.wall(), oapi.wall(), "s")},
		{what: "generate, CPU ÷ oapi-codegen", values: ours.cpu().over(oapi.cpu()), unit: "×", detail: pair(ours.cpu(), oapi.cpu(), "s")},
		{what: "generate, time ÷ floor", values: ours.wall().over(lowest.wall()), unit: "×", target: atMost(2.5),
			detail: pair(ours.wall(), lowest.wall(), "s") + "; the floor reads the description: tree, JSON, kin-openapi"},
		{what: "generate, CPU ÷ floor", values: ours.cpu().over(lowest.cpu()), unit: "×", detail: pair(ours.cpu(), lowest.cpu(), "s")},
		{what: "generate, peak memory", values: ours.megabytes(), unit: "MB", target: atMost(250),
			detail: fmt.Sprintf("oapi-codegen: %s MB, floor: %s MB", number(oapi.megabytes().median()), number(lowest.megabytes().median()))},
	}
	growth, err := l.measureGrowth(ctx)
	return append(rows, growth...), err
}

// growthFactor is the size of the large description relative to the small one.
const growthFactor = 10

// measureGrowth compares the description with one that is several times as large.
// Both are written by multiply, so that they differ only in size.
func (l *lab) measureGrowth(ctx context.Context) ([]row, error) {
	once, many := l.path("once.yaml"), l.path("many.yaml")
	for path, copies := range map[string]int{once: 1, many: growthFactor} {
		if _, err := output(ctx, "", l.self, "step-multiply", l.spec, path, strconv.Itoa(copies)); err != nil {
			return nil, err
		}
	}
	u, err := interleave(ctx, l.runs, l.generate(many, "many"), l.generate(once, "once"))
	if err != nil {
		return nil, err
	}
	return []row{
		{what: fmt.Sprintf("%d times the API, time ÷ the API", growthFactor), values: u[0].wall().over(u[1].wall()), unit: "×", target: atMost(11), detail: pair(u[0].wall(), u[1].wall(), "s")},
		{what: fmt.Sprintf("%d times the API, peak memory", growthFactor), values: u[0].megabytes(), unit: "MB"},
	}, nil
}

// generate is the generator, writing a folder that was not there.
func (l *lab) generate(spec, name string) command {
	out := l.path(name)
	return command{
		dir:    l.root,
		args:   []string{l.generator, "generate", "--quiet", "--spec", spec, "--out", out},
		before: func(int) error { return os.RemoveAll(out) },
	}
}

// floor reads a description as one does who puts these libraries together.
func floor(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: bench step-floor file")
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	var ds diag.List
	doc := document.Parse(args[0], data, &ds)
	if doc == nil {
		return ds.Err()
	}
	_, err = openapi3.NewLoader().LoadFromData(doc.Root.AppendJSON(nil))
	return err
}

// measureUnchanged compares runs that find the folder as they would leave it with
// runs that write it.
func (l *lab) measureUnchanged(ctx context.Context) ([]row, error) {
	again := l.generate(l.spec, "again")
	if _, err := output(ctx, again.dir, again.args...); err != nil {
		return nil, err
	}
	again.before = nil
	check := again
	check.args = append(append([]string{}, again.args...), "--check")
	before, err := stamps(l.path("again"))
	if err != nil {
		return nil, err
	}
	u, err := interleave(ctx, l.runs, again, l.generate(l.spec, "fresh"), check)
	if err != nil {
		return nil, err
	}
	after, err := stamps(l.path("again"))
	if err != nil {
		return nil, err
	}
	changed := 0
	for path := range maps.Keys(after) {
		if before[path] != after[path] {
			changed++
		}
	}
	for path := range before {
		if _, there := after[path]; !there {
			changed++
		}
	}
	return []row{
		{what: "run that changes nothing, time ÷ generate", values: u[0].wall().over(u[1].wall()), unit: "×", target: atMost(1), detail: pair(u[0].wall(), u[1].wall(), "s")},
		{what: "--check, time ÷ generate", values: u[2].wall().over(u[1].wall()), unit: "×", target: atMost(1), detail: pair(u[2].wall(), u[1].wall(), "s")},
		{what: "files and folders touched by these", values: series{float64(changed)}, target: atMost(0), detail: fmt.Sprintf("of %d", len(after))},
	}, nil
}

// stamps are the times at which what is in a folder was written. A folder's own
// tells that something was put into it or taken out.
func stamps(dir string) (map[string]time.Time, error) {
	found := map[string]time.Time{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		found[path] = info.ModTime()
		return nil
	})
	return found, err
}

// pair names the medians of ours and theirs.
func pair(ours, theirs series, unit string) string {
	return strings.TrimSpace(fmt.Sprintf("%s / %s %s", number(ours.median()), number(theirs.median()), unit))
}
