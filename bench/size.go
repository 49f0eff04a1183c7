package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// measureSize counts the code that apps compile: without pages and test server.
func (l *lab) measureSize(context.Context) ([]row, error) {
	ours, err := sizeOf(l.module(wholeSDK))
	if err != nil {
		return nil, err
	}
	oapi, err := sizeOf(l.module(oapiSDK))
	if err != nil {
		return nil, err
	}
	return []row{
		{what: "lines of Go of the whole API", values: series{float64(ours.lines)}, target: atMost(75_000), detail: fmt.Sprintf("%d files, without the test server", ours.files)},
		{what: "lines of its longest file", values: series{float64(ours.longest)}, target: atMost(10_000), detail: ours.longestName},
		{what: "lines ÷ oapi-codegen", values: series{float64(ours.lines) / float64(oapi.lines)}, unit: "×", detail: grouped(fmt.Sprint(ours.lines)) + " / " + grouped(fmt.Sprint(oapi.lines))},
		{what: "bytes ÷ oapi-codegen", values: series{float64(ours.bytes) / float64(oapi.bytes)}, unit: "×", detail: grouped(fmt.Sprint(ours.bytes)) + " / " + grouped(fmt.Sprint(oapi.bytes))},
	}, nil
}

type size struct {
	files, lines, bytes int
	longest             int
	longestName         string
}

// sizeOf measures the Go files of one package, without its tests.
func sizeOf(dir string) (size, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return size{}, err
	}
	var s size
	for _, entry := range entries {
		if !isCode(entry) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			return size{}, err
		}
		lines := bytes.Count(data, []byte{'\n'})
		s.files, s.lines, s.bytes = s.files+1, s.lines+lines, s.bytes+len(data)
		if lines > s.longest {
			s.longest, s.longestName = lines, entry.Name()
		}
	}
	return s, nil
}

func isCode(entry fs.DirEntry) bool {
	name := entry.Name()
	return !entry.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
}
