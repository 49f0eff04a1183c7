package diag

import (
	"io"
	"strings"
)

// writeText prints a warning on one line unless Long is set: hundreds of warnings
// must not bury an error.
func (p Printer) writeText(w io.Writer, d Diagnostic) error {
	var b strings.Builder
	if at := d.Pos.String(); at != "" {
		b.WriteString(p.paint(bold, oneLine(at)+":") + " ")
	}
	b.WriteString(p.paint(colorOf(d.Severity), d.Severity.String()+":") + " " + oneLine(d.Message))
	if d.Code != "" {
		b.WriteString(" [" + oneLine(d.Code) + "]")
	}
	if d.Severity != Error && !p.Long {
		if d.Hint != "" {
			b.WriteString(" (" + oneLine(d.Hint) + ")")
		}
		_, err := io.WriteString(w, b.String()+"\n")
		return err
	}
	b.WriteString("\n")
	if p.Sources != nil {
		p.writeExcerpt(&b, d.Pos)
	}
	if d.Pointer != "" {
		b.WriteString("    at: " + oneLine(d.Pointer) + "\n")
	}
	if d.Hint != "" {
		b.WriteString("    hint: " + oneLine(d.Hint) + "\n")
	}
	for _, r := range d.Related {
		b.WriteString("    " + oneLine(located(r.Pos, r.Message)) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Terminal styles, as parameters of the escape sequence that starts them.
const (
	bold       = "1"
	boldRed    = "1;31"
	boldYellow = "1;33"
	boldGreen  = "1;32"
)

func colorOf(s Severity) string {
	if s == Error {
		return boldRed
	}
	return boldYellow
}

// paint styles a text that is safe to print.
func (p Printer) paint(style, text string) string {
	if !p.Color {
		return text
	}
	return "\x1b[" + style + "m" + text + "\x1b[0m"
}
