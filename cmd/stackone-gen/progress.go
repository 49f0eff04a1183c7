package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// isTerminal reports whether the output goes to a terminal.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd())) && os.Getenv("TERM") != "dumb"
}

// hasColor reports whether to use colors, by the convention of no-color.org.
func hasColor(w io.Writer) bool { return isTerminal(w) && os.Getenv("NO_COLOR") == "" }

// progress shows the current stage of a run on a terminal, and for --verbose how long
// each stage took.
type progress struct {
	w       io.Writer
	live    bool // the last line shows the stage
	verbose bool
	now     func() time.Time

	current string
	since   time.Time
	took    []string
}

// watch shows the progress of a run. The caller must call done when the run ends,
// before printing anything else.
func (f *inputFlags) watch(cmd *cobra.Command, run *pipeline.Run, quiet bool) *progress {
	w := cmd.ErrOrStderr()
	p := &progress{w: w, live: isTerminal(w) && !quiet && f.format == diag.FormatText, verbose: f.verbose, now: time.Now}
	run.Progress = p.stage
	return p
}

func (p *progress) stage(name string) {
	p.end()
	p.current, p.since = name, p.now()
	if p.live {
		_, _ = fmt.Fprintf(p.w, "\r\x1b[K%s …", name)
	}
}

func (p *progress) end() {
	if p.current != "" && p.verbose {
		p.took = append(p.took, fmt.Sprintf("%-8s %v", p.current, p.now().Sub(p.since).Round(100*time.Microsecond)))
	}
	if p.current != "" && p.live {
		_, _ = io.WriteString(p.w, "\r\x1b[K")
	}
	p.current = ""
}

// done ends the last stage and prints the output of --verbose.
func (p *progress) done() {
	p.end()
	for _, line := range p.took {
		_, _ = fmt.Fprintln(p.w, line)
	}
}
