package diag

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Format names a way to print diagnostics.
type Format string

const (
	// FormatText is for people: the message, the lines around its position, a hint.
	FormatText Format = "text"
	// FormatJSON is for programs: one object per line.
	FormatJSON Format = "json"
	// FormatGitHub emits the workflow commands that GitHub Actions shows at the
	// lines of a pull request.
	FormatGitHub Format = "github"
	// FormatSARIF is for code scanners and editors: one log of all diagnostics.
	FormatSARIF Format = "sarif"
)

// Formats returns all formats.
func Formats() []Format { return []Format{FormatText, FormatJSON, FormatGitHub, FormatSARIF} }

// ParseFormat returns the format of that name. The error lists the valid names.
func ParseFormat(name string) (Format, error) {
	formats := Formats()
	if f := Format(name); slices.Contains(formats, f) {
		return f, nil
	}
	return "", fmt.Errorf("unknown format %q: it must be one of %s, %s, %s and %s", name, formats[0], formats[1], formats[2], formats[3])
}

// Sources returns lines of the inputs by file name and line number, counted from 1,
// without line endings.
type Sources interface {
	Line(file string, n int) (string, bool)
}

// Printer prints diagnostics.
type Printer struct {
	Format Format
	// Sources may be nil; the text format then shows no excerpts.
	Sources Sources
	// Long makes the text format show excerpts for warnings as well as errors.
	Long bool
	// Color adds terminal colors to the text format, and changes nothing else.
	Color bool
	// Version is the generator's version, for the SARIF format.
	Version string
	// Folder is the path of the working folder within its repository. The formats
	// that GitHub reads name files relative to the repository's root.
	Folder string
}

// Print prints diagnostics in the order given.
func (p Printer) Print(w io.Writer, ds []Diagnostic) error {
	out := bufio.NewWriter(w)
	var write func(io.Writer, Diagnostic) error
	switch p.Format {
	case FormatText:
		write = p.writeText
	case FormatJSON:
		write = writeJSON
	case FormatGitHub:
		write = writeGitHub
		ds = p.fromRoot(ds)
	case FormatSARIF:
		if err := writeSARIF(out, p.Version, p.fromRoot(ds)); err != nil {
			return err
		}
		return out.Flush()
	default:
		_, err := ParseFormat(string(p.Format))
		return err
	}
	for _, d := range ds {
		if err := write(out, d); err != nil {
			return err
		}
	}
	return out.Flush()
}

// fromRoot makes the file names relative to the root of the repository.
func (p Printer) fromRoot(ds []Diagnostic) []Diagnostic {
	if p.Folder == "" {
		return ds
	}
	rename := func(pos Position) Position {
		name := filepath.ToSlash(filepath.Join(p.Folder, pos.File))
		if pos.File == "" || filepath.IsAbs(pos.File) || strings.Contains(pos.File, "://") || strings.HasPrefix(name, "../") {
			return pos
		}
		pos.File = name
		return pos
	}
	renamed := slices.Clone(ds)
	for i, d := range renamed {
		renamed[i].Pos = rename(d.Pos)
		renamed[i].Related = slices.Clone(d.Related)
		for j, r := range d.Related {
			renamed[i].Related[j].Pos = rename(r.Pos)
		}
	}
	return renamed
}

// writeJSON prints every field of every diagnostic, so that readers need not handle
// absent ones.
func writeJSON(w io.Writer, d Diagnostic) error {
	type related struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	object := struct {
		File     string    `json:"file"`
		Line     int       `json:"line"`
		Column   int       `json:"column"`
		Severity string    `json:"severity"`
		Code     string    `json:"code"`
		Message  string    `json:"message"`
		Hint     string    `json:"hint"`
		Pointer  string    `json:"pointer"`
		Related  []related `json:"related"`
	}{
		File: d.Pos.File, Line: d.Pos.Line, Column: d.Pos.Column,
		Severity: d.Severity.String(), Code: d.Code, Message: d.Message,
		Hint: d.Hint, Pointer: d.Pointer, Related: []related{},
	}
	for _, r := range d.Related {
		object.Related = append(object.Related, related{r.Pos.File, r.Pos.Line, r.Pos.Column, r.Message})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(object)
}

// writeGitHub prints a workflow command. It must remain one command whatever the
// message contains, or an input could run commands of its own.
func writeGitHub(w io.Writer, d Diagnostic) error {
	var properties []string
	property := func(name, value string) {
		if value != "" {
			properties = append(properties, name+"="+escapeProperty(value))
		}
	}
	property("file", d.Pos.File)
	if d.Pos.Line > 0 {
		property("line", strconv.Itoa(d.Pos.Line))
		if d.Pos.Column > 0 {
			property("col", strconv.Itoa(d.Pos.Column))
		}
	}
	property("title", d.Code)

	message := d.Message
	if d.Pointer != "" {
		message += "\nat: " + d.Pointer
	}
	if d.Hint != "" {
		message += "\nhint: " + d.Hint
	}
	for _, r := range d.Related {
		message += "\n" + located(r.Pos, r.Message)
	}
	command := d.Severity.String()
	if len(properties) > 0 {
		command += " " + strings.Join(properties, ",")
	}
	_, err := fmt.Fprintf(w, "::%s::%s\n", command, escapeData(message))
	return err
}

// escapeData escapes the message of a workflow command.
func escapeData(s string) string {
	s = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
	return strings.Map(visible, s)
}

// escapeProperty escapes a property of a workflow command.
func escapeProperty(s string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escapeData(s))
}
