package main

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// On a terminal, one line shows the stage and is removed at the end; --verbose
// leaves a line for each stage.
func TestProgress(t *testing.T) {
	for name, c := range map[string]struct {
		live, verbose bool
		want          string
	}{
		"pipe":             {false, false, ""},
		"terminal":         {true, false, "\r\x1b[Kread …\r\x1b[K\r\x1b[Kparse …\r\x1b[K"},
		"verbose":          {false, true, "read     1s\nparse    1s\n"},
		"verbose terminal": {true, true, "\r\x1b[Kread …\r\x1b[K\r\x1b[Kparse …\r\x1b[Kread     1s\nparse    1s\n"},
	} {
		var out strings.Builder
		now := time.Unix(0, 0)
		p := &progress{w: &out, live: c.live, verbose: c.verbose, now: func() time.Time { now = now.Add(time.Second); return now }}
		p.stage("read")
		p.stage("parse")
		p.done()
		if out.String() != c.want {
			t.Errorf("%s: %q, want %q", name, out.String(), c.want)
		}
	}
}

// Other outputs get neither progress nor colors.
func TestNoTerminal(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	for name, w := range map[string]io.Writer{"buffer": &strings.Builder{}, "file": file, "null device": null} {
		if isTerminal(w) || hasColor(w) {
			t.Errorf("%s is taken for a terminal", name)
		}
		cmd := newGenerateCommand()
		cmd.SetErr(w)
		if p := new(inputFlags).watch(cmd, new(pipeline.Run), false); p.live {
			t.Errorf("%s: progress is shown", name)
		}
	}
}
