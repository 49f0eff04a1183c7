package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"
	"text/template"
)

//go:embed programs/call.go.tmpl
var callProgram string

// blocksPerRun is the number of blocks of calls per run: the overhead of the SDK is
// small compared with the network.
const blocksPerRun = 40

// measureCall compares a call with the same request by hand, to a server on the
// loopback interface.
func (l *lab) measureCall(ctx context.Context) ([]row, error) {
	names, err := l.sectionNames(ctx, ownDescription(l.root))
	if err != nil {
		return nil, err
	}
	parsed, err := template.New("call").Parse(callProgram)
	if err != nil {
		return nil, err
	}
	var program bytes.Buffer
	if err := parsed.Execute(&program, names); err != nil {
		return nil, err
	}
	if err := writeFile(l.module("call", "main.go"), program.Bytes()); err != nil {
		return nil, err
	}
	binary := l.path("call" + exe())
	if _, err := output(ctx, l.module(), "go", "build", "-o", binary, "./call"); err != nil {
		return nil, err
	}
	out, err := output(ctx, l.dir, binary, strconv.Itoa(l.runs*blocksPerRun))
	if err != nil {
		return nil, err
	}
	var result struct {
		Times, Allocs struct{ Ours, ByHand series }
	}
	if err := json.Unmarshal([]byte(out), &result); err != nil {
		return nil, fmt.Errorf("%w in %s", err, out)
	}
	ours, byHand := microseconds(result.Times.Ours), microseconds(result.Times.ByHand)
	return []row{
		{what: "call on loopback, more than by hand", values: ours.minus(byHand), unit: "µs", target: atMost(5), detail: pair(ours, byHand, "µs")},
		{what: "call on loopback, more allocations than by hand", values: result.Allocs.Ours.minus(result.Allocs.ByHand), target: atMost(12),
			detail: pair(result.Allocs.Ours, result.Allocs.ByHand, "with those of the server")},
	}, nil
}
