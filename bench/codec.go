package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
)

//go:embed programs/codec.go.txt
var codecProgram []byte

// The documents to read: pages of the operation that lists employees.
const (
	listOperation  = "hris_list_employees"
	recordsPerPage = 100
	pagesPerOrder  = 4
)

// roundsPerRun is the number of rounds of short slices per run.
const roundsPerRun = 5

// codecResult is the output of the program.
type codecResult struct {
	// Contenders are the nanoseconds, the allocations and the allocated bytes of one
	// page.
	Contenders map[string]struct {
		Times  series
		Allocs float64
		Bytes  float64
	}
	PageBytes float64
	Pinned    series // bytes that one string keeps alive
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
		"main.go":  codecProgram,
		"peers.go": code,
		"page.go":  fmt.Appendf(nil, "package main\n\nimport stackone \"peers/%s\"\n\ntype page = stackone.%s\n", wholeSDK, d.names.Type(page)),
	}
	for n := range pagesPerOrder {
		files[fmt.Sprintf("ordered%d.json", n)] = newDrawer(uint64(n), false).page(page, list, recordsPerPage)
		files[fmt.Sprintf("shuffled%d.json", n)] = newDrawer(uint64(n), true).page(page, list, recordsPerPage)
	}
	for name, data := range files {
		if err := writeFile(filepath.Join(args[1], name), data); err != nil {
			return err
		}
	}
	return nil
}

// runCodec builds the program and runs the contenders with a name prefix.
func (l *lab) runCodec(ctx context.Context, prefix string) (*codecResult, error) {
	dir, binary := l.module("codec"), l.path("codec"+exe())
	if _, err := output(ctx, "", l.self, "step-codec", l.spec, dir); err != nil {
		return nil, err
	}
	if _, err := output(ctx, l.module(), "go", "build", "-o", binary, "./codec"); err != nil {
		return nil, err
	}
	out, err := output(ctx, dir, binary, prefix, strconv.Itoa(l.runs*roundsPerRun))
	if err != nil {
		return nil, err
	}
	var result codecResult
	return &result, json.Unmarshal([]byte(out), &result)
}

func (l *lab) measureDecode(ctx context.Context) ([]row, error) {
	result, err := l.runCodec(ctx, "decode")
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, order := range []string{"", ", members in any order"} {
		c := func(name string) series { return result.Contenders["decode "+name+order].Times }
		ours := c("ours")
		detail := func(peer string) string { return pair(microseconds(ours), microseconds(c(peer)), "µs") }
		rows = append(rows,
			row{what: "decode a page" + order + ", encoding/json ÷ ours", values: c("encoding/json").over(ours), unit: "×", target: atLeast(6), detail: detail("encoding/json")},
			row{what: "decode a page" + order + ", jx ÷ ours", values: c("jx").over(ours), unit: "×", target: atLeast(1.2), detail: detail("jx")},
			row{what: "decode a page" + order + ", time ÷ json.Valid", values: ours.over(c("json.Valid")), unit: "×", target: target{sign: "≤", limit: 1, aim: true}, detail: detail("json.Valid")},
		)
	}
	ours, theirs, jx := result.Contenders["decode ours"], result.Contenders["decode encoding/json"], result.Contenders["decode jx"]
	return append(rows,
		row{what: "decode a page, allocations ÷ encoding/json", values: series{ours.Allocs / theirs.Allocs}, unit: "×", target: atMost(0.2),
			detail: fmt.Sprintf("%s / %s; jx: %s", number(ours.Allocs), number(theirs.Allocs), number(jx.Allocs))},
		row{what: "decode a page, allocated bytes ÷ encoding/json", values: series{ours.Bytes / theirs.Bytes}, unit: "×",
			detail: fmt.Sprintf("%s / %s kB; jx: %s kB", number(ours.Bytes/1e3), number(theirs.Bytes/1e3), number(jx.Bytes/1e3))},
		row{what: "memory that one kept string pins", values: result.Pinned, unit: "bytes", target: atMost(8192),
			detail: fmt.Sprintf("of a page of %s bytes", number(result.PageBytes))},
	), nil
}

func (l *lab) measureEncode(ctx context.Context) ([]row, error) {
	result, err := l.runCodec(ctx, "encode")
	if err != nil {
		return nil, err
	}
	ours, theirs := result.Contenders["encode ours"], result.Contenders["encode encoding/json"]
	return []row{
		{what: "encode a page, encoding/json ÷ ours", values: theirs.Times.over(ours.Times), unit: "×", target: atLeast(4), detail: pair(microseconds(ours.Times), microseconds(theirs.Times), "µs")},
		{what: "encode a page, allocations ÷ encoding/json", values: series{ours.Allocs / theirs.Allocs}, unit: "×", detail: fmt.Sprintf("%s / %s", number(ours.Allocs), number(theirs.Allocs))},
	}, nil
}

func microseconds(nanoseconds series) series {
	return collect(nanoseconds, func(ns float64) float64 { return ns / 1e3 })
}
