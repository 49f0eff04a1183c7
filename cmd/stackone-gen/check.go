package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/output"
)

// planned describes an out-of-date folder for programs.
type planned struct {
	Out    string   `json:"out"`
	Write  []string `json:"write"`
	Change []string `json:"change"`
	Remove []string `json:"remove"`
}

// compare returns the error of a check unless there is nothing to do. It adds to the
// error of the run, such as files that were edited by hand, so that one check reports
// everything. Programs get the plan as an object.
func compare(w io.Writer, format diag.Format, out string, plan *output.Plan, failed error) error {
	if plan == nil || !plan.Changed() {
		return failed
	}
	if format == diag.FormatJSON {
		if err := newEncoder(w).Encode(planned{out, listed(plan.Create), listed(plan.Update), listed(plan.Remove)}); err != nil {
			return err
		}
	}
	text := out + " is not up to date; a run would"
	if failed != nil {
		text = failed.Error() + "; also, a run would"
	}
	for _, c := range staleFiles(out, plan) {
		text += "\n  " + c.verb + " " + c.path
	}
	// SARIF has a finding for each of them.
	return &failure{err: errors.New(text), told: format == diag.FormatJSON || format == diag.FormatSARIF}
}

// printPlan lists what a run would do.
func printPlan(w io.Writer, format diag.Format, out string, plan *output.Plan) error {
	if format == diag.FormatJSON {
		return newEncoder(w).Encode(planned{out, listed(plan.Create), listed(plan.Update), listed(plan.Remove)})
	}
	var text strings.Builder
	if plan.Changed() {
		for _, c := range staleFiles(out, plan) {
			text.WriteString(c.verb + " " + c.path + "\n")
		}
	}
	fmt.Fprintf(&text, "%s: %s to write, %d to change, %d to remove, %d unchanged; nothing written\n",
		out, count(len(plan.Create), "file"), len(plan.Update), len(plan.Remove), len(plan.Unchanged))
	_, err := io.WriteString(w, text.String())
	return err
}

// change is what a run would do to a file.
type change struct{ verb, path string }

// staleFiles lists what a run would do.
func staleFiles(out string, plan *output.Plan) []change {
	var all []change
	for _, c := range []struct {
		verb  string
		files []string
	}{{"write", plan.Create}, {"change", plan.Update}, {"remove", plan.Remove}} {
		for _, name := range c.files {
			all = append(all, change{c.verb, filepath.Join(out, filepath.FromSlash(name))})
		}
	}
	if len(all) == 0 {
		all = append(all, change{"change", filepath.Join(out, output.ManifestName)})
	}
	return all
}

// reportStale adds a finding for each file that is not up to date.
func reportStale(ds *diag.List, out string, plan *output.Plan) {
	if plan == nil || !plan.Changed() {
		return
	}
	for _, c := range staleFiles(out, plan) {
		ds.Errorf("stale-file", diag.Position{File: c.path}, "this file is not up to date; a run would %s it", c.verb).
			Hint = "run generate without --check"
	}
}

// listed returns an empty list for nil, so that programs need not distinguish them.
func listed(names []string) []string { return append([]string{}, names...) }

// printDiff prints the differences between the folder and the generated files, sorted
// by path.
func printDiff(w io.Writer, out string, plan *output.Plan) error {
	names := slices.Concat(plan.Create, plan.Update, plan.Remove)
	slices.Sort(names)
	for _, name := range names {
		path := filepath.ToSlash(filepath.Join(out, filepath.FromSlash(name)))
		from, to := "a/"+path, "b/"+path
		if slices.Contains(plan.Create, name) {
			from = "/dev/null"
		}
		if slices.Contains(plan.Remove, name) {
			to = "/dev/null"
		}
		if _, err := io.WriteString(w, udiff.Unified(from, to, string(plan.Old(name)), string(plan.New(name)))); err != nil {
			return err
		}
	}
	return nil
}
