package main

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
)

// The program, in files for every Go and for those that have version 2 of
// encoding/json or do not.
//
//go:embed programs/codec*.go.txt
var codecProgram embed.FS

// The documents to read: pages of the operation that lists employees.
const (
	listOperation  = "hris_list_employees"
	recordsPerPage = 100
	pagesPerOrder  = 4
)

// roundsPerRun is the number of rounds of short slices per run.
const roundsPerRun = 5

// codecBuild is a Go that the program is built with, and the peers that are measured
// in it beside the SDK. A package of the standard library has to be measured with its
// own Go, and the SDK beside it is compiled by the same.
type codecBuild struct {
	env   []string
	peers []string
}

func codecBuilds() []codecBuild {
	return []codecBuild{
		{nil, []string{"encoding/json", "segmentio/encoding", "jx", "goccy/go-json", "sonic"}},
		{[]string{"GOEXPERIMENT=jsonv2"}, []string{"encoding/json", "encoding/json/v2"}},
		{[]string{"GOTOOLCHAIN=go1.27.0"}, []string{"encoding/json", "encoding/json/v2"}},
	}
}

// codecRun is what one build of the program measured.
type codecRun struct {
	suffix     string // of the names of its peers in the table
	peers      []string
	Contenders map[string]codecUse // by name and order of the members
	PageBytes  float64
	Pinned     series // bytes that one string keeps alive
}

// codecUse are the nanoseconds, the allocations and the allocated bytes of one page.
type codecUse struct {
	Times  series
	Allocs float64
	Bytes  float64
}

// writeCodecProgram writes the program and its documents into a folder of the
// module.
func writeCodecProgram(args []string) error {
	if len(args) != 2 {
		return errors.New("usage: bench step-codec description folder")
	}
	d, err := open(args[0])
	if err != nil {
		return err
	}
	operation, err := d.operation(listOperation)
	if err != nil {
		return err
	}
	if operation.Pagination == nil || len(operation.Pagination.Items) != 1 {
		return fmt.Errorf("the results of %s are not pages with a list of items", listOperation)
	}
	page, list := operation.Results[0].Use.Type, operation.Pagination.Items[0]
	code, err := writePeerCode(page)
	if err != nil {
		return err
	}
	files := map[string][]byte{
		"peers.go": code,
		"page.go":  fmt.Appendf(nil, "package main\n\nimport stackone \"peers/%s\"\n\ntype page = stackone.%s\n", wholeSDK, d.names.Type(page)),
	}
	for n := range pagesPerOrder {
		files[fmt.Sprintf("ordered%d.json", n)] = newDrawer(uint64(n), false).page(page, list, recordsPerPage)
		files[fmt.Sprintf("shuffled%d.json", n)] = newDrawer(uint64(n), true).page(page, list, recordsPerPage)
	}
	program, err := fs.Glob(codecProgram, "programs/*")
	if err != nil {
		return err
	}
	for _, path := range program {
		if files[strings.TrimSuffix(filepath.Base(path), ".txt")], err = codecProgram.ReadFile(path); err != nil {
			return err
		}
	}
	for name, data := range files {
		if err := writeFile(filepath.Join(args[1], name), data); err != nil {
			return err
		}
	}
	return nil
}

// runCodec measures a task, decode or encode, in every build. Of json.Valid, which is
// no peer, the first build is enough.
func (l *lab) runCodec(ctx context.Context, task string) ([]codecRun, error) {
	dir := l.module("codec")
	if _, err := output(ctx, "", l.self, "step-codec", l.spec, dir); err != nil {
		return nil, err
	}
	var runs []codecRun
	for i, build := range codecBuilds() {
		run := codecRun{peers: build.peers}
		version, err := outputIn(ctx, l.module(), build.env, "go", "env", "GOVERSION", "GOEXPERIMENT")
		if err != nil {
			return nil, err
		}
		contenders := append([]string{"ours"}, build.peers...)
		if i == 0 {
			contenders = append(contenders, "json.Valid")
		} else {
			run.suffix = " of " + strings.Join(strings.Fields(version), " with ")
		}
		binary := l.path(fmt.Sprintf("codec%d%s", i, exe()))
		if _, err := outputIn(ctx, l.module(), build.env, "go", "build", "-o", binary, "./codec"); err != nil {
			return nil, err
		}
		out, err := output(ctx, dir, binary, task, strconv.Itoa(l.runs*roundsPerRun), strings.Join(contenders, ","))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(out), &run); err != nil {
			return nil, err
		}
		runs = append(runs, run)
	}
	return runs, nil
}

func microseconds(nanoseconds series) series {
	return collect(nanoseconds, func(ns float64) float64 { return ns / 1e3 })
}
