// Command bench compares the generator and its output with their peers, prints one
// table of ratios, and writes it to RESULTS.md. It is a separate module, so that
// the peers are not dependencies of the generator.
//
// Run it by "make bench" at the root of the repository. Machines differ, and so do
// the hours of one machine: each row was measured in turns, so ratios
// of one run can be trusted, and times of two runs cannot be compared.
//
// The generator is used as the command that it is, and SDKs by what they export.
// Only the floor and the programs for the peers read the description by the
// generator's own packages.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
)

const description = "../shared/specs/stackone-2025-12-03.yaml"

// section is a part of the measurements that can run alone.
type section struct {
	name    string
	measure func(*lab, context.Context) ([]row, error)
}

func sections() []section {
	return []section{
		{"generate", (*lab).measureGenerate},
		{"unchanged", (*lab).measureUnchanged},
		{"size", (*lab).measureSize},
		{"build", (*lab).measureBuild},
		{"decode", (*lab).measureDecode},
		{"encode", (*lab).measureEncode},
		{"call", (*lab).measureCall},
		{"binary", (*lab).measureBinary},
		{"corpus", (*lab).measureCorpus},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "bench:", err)
		}
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 {
		if step, ok := steps()[args[0]]; ok {
			return step(args[1:])
		}
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	only := flags.String("only", "", "measure these `sections` alone, comma-separated: "+strings.Join(sectionNames(sections()), ", "))
	runs := flags.Int("runs", 10, "how `often` each contender of a row is measured")
	spec := flags.String("spec", description, "the description of the whole API, a `path` from the root of the repository")
	results := flags.String("o", "", "write the table to this `file`; RESULTS.md if all sections are measured")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 || *runs < 1 {
		return errors.New("usage: bench [-only sections] [-runs n] [-spec path] [-o file]")
	}
	chosen, err := choose(sections(), *only)
	if err != nil {
		return err
	}
	if *results == "" && *only == "" {
		*results = "RESULTS.md"
	}

	l, err := newLab(ctx, *spec, *runs)
	if err != nil {
		return err
	}
	defer l.close()
	var rows []row
	for _, s := range chosen {
		l.logf("measuring %s", s.name)
		measured, err := s.measure(l, ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
		for i := range measured {
			measured[i].section = s.name
		}
		rows = append(rows, measured...)
	}
	fmt.Println()
	fmt.Print(table(rows))
	fmt.Println(verdict(rows))
	if *results == "" {
		return nil
	}
	page, err := l.page(ctx, rows)
	if err != nil {
		return err
	}
	return os.WriteFile(*results, page, 0o644)
}

// steps returns the parts that this program runs in separate processes: contenders,
// and work that would use so much memory that it would hide the peaks of processes
// started later.
func steps() map[string]func(args []string) error {
	return map[string]func([]string) error{
		"step-floor":    floor,
		"step-multiply": multiplyFile,
		"step-codec":    writeCodecProgram,
		"step-names":    printNames,
	}
}

func sectionNames(all []section) []string {
	var list []string
	for _, s := range all {
		list = append(list, s.name)
	}
	return list
}

// choose returns the sections of a comma-separated list, or all.
func choose(all []section, list string) ([]section, error) {
	if list == "" {
		return all, nil
	}
	wanted := strings.Split(list, ",")
	for _, name := range wanted {
		if !slices.Contains(sectionNames(all), name) {
			return nil, fmt.Errorf("unknown section %q; use one of %s", name, strings.Join(sectionNames(all), ", "))
		}
	}
	return slices.DeleteFunc(all, func(s section) bool { return !slices.Contains(wanted, s.name) }), nil
}

// writeFile writes a file and creates its parent folders.
func writeFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
