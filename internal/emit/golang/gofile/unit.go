package gofile

import (
	"bytes"
	"fmt"
	"go/format"
	"go/parser"
	"go/token"

	"github.com/dave/jennifer/jen"

	"github.com/StackOneHQ/stackone-gen/internal/emit"
)

// MaxLines is the length beyond which a file is split. Editors and code
// hosts stop to be helpful with longer ones.
const MaxLines = 9000

// Part is a piece of a file that stays in one piece.
type Part struct {
	Weight int // how long it is, roughly
	Write  func(*jen.File)
}

// Unit is a file, or several if its parts are too long for one.
type Unit struct {
	Name    string // without extension
	Package string
	Comment string // of the package, with its slashes; empty if another file has it
	Parts   []Part
}

// render writes the unit as one file, or else as the fewest files of parts of
// about the same weight, in their order. Only formatting tells how long the parts
// are and takes most of the time, so the number of files is guessed at first.
func (u Unit) render() ([]emit.File, error) {
	raw, err := u.raw(u.Name, u.Parts)
	if err != nil {
		return nil, err
	}
	n := u.filesFor(roughLines(raw))
	files, lines, err := u.renderAs(n, raw)
	if err != nil {
		return nil, err
	}
	if right := u.filesFor(lines); right != n {
		files, _, err = u.renderAs(right, raw)
	}
	return files, err
}

// filesFor is how many files a unit of so many lines is.
func (u Unit) filesFor(lines int) int {
	if len(u.Parts) < 2 {
		return 1
	}
	return max(1, (lines+MaxLines-1)/MaxLines)
}

// roughLines is about how many lines a text has once it is formatted.
func roughLines(raw []byte) int {
	lines, wasBlank := 0, false
	for line := range bytes.Lines(raw) {
		blank := len(line) == 1
		if !blank || !wasBlank {
			lines++
		}
		wasBlank = blank
	}
	return lines
}

// renderAs writes the unit as n files, and says how many lines it has as one. Raw is
// all of it before it is formatted.
func (u Unit) renderAs(n int, raw []byte) (files []emit.File, lines int, err error) {
	if n == 1 {
		data, err := formatted(u.Name, raw)
		return []emit.File{{Path: u.Name + ".go", Data: data}}, bytes.Count(data, []byte("\n")), err
	}
	head, err := headOf(u.Name, raw)
	if err != nil {
		return nil, 0, err
	}
	if head, err = formatted(u.Name, head); err != nil {
		return nil, 0, err
	}
	lines = bytes.Count(head, []byte("\n"))
	for i, parts := range u.split(n) {
		name := u.Name
		if i > 0 {
			name = fmt.Sprintf("%s_%d", u.Name, i+1)
		}
		data, err := u.raw(name, parts)
		if err != nil {
			return nil, 0, err
		}
		if data, err = formatted(name, data); err != nil {
			return nil, 0, err
		}
		head, err := headOf(name, data)
		if err != nil {
			return nil, 0, err
		}
		lines += bytes.Count(data[len(head):], []byte("\n"))
		files = append(files, emit.File{Path: name + ".go", Data: data})
	}
	return files, lines, nil
}

// headOf returns a file up to the end of the line where its imports end.
func headOf(name string, data []byte) ([]byte, error) {
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, name, data, parser.ImportsOnly)
	if err != nil {
		return nil, fmt.Errorf("look for the imports of %s.go: %w", name, err)
	}
	end := file.Name.End()
	if n := len(file.Decls); n > 0 {
		end = file.Decls[n-1].End()
	}
	offset := positions.Position(end).Offset
	return data[:offset+bytes.IndexByte(data[offset:], '\n')+1], nil
}

// weight is how long the unit is, roughly.
func (u Unit) weight() int {
	total := 0
	for _, p := range u.Parts {
		total += p.Weight + 1
	}
	return total
}

// split distributes the parts over n files.
func (u Unit) split(n int) [][]Part {
	total := u.weight()
	var files [][]Part
	start, sum := 0, 0
	for i, p := range u.Parts {
		sum += p.Weight + 1
		if sum*n >= total*(len(files)+1) || i == len(u.Parts)-1 {
			files = append(files, u.Parts[start:i+1])
			start = i + 1
		}
	}
	return files
}

// raw writes parts without formatting them.
func (u Unit) raw(name string, parts []Part) ([]byte, error) {
	f := u.newFile()
	for _, p := range parts {
		p.Write(f)
	}
	var raw bytes.Buffer
	if err := f.Render(&raw); err != nil {
		return nil, fmt.Errorf("write %s.go: %w", name, err)
	}
	return raw.Bytes(), nil
}

func formatted(name string, raw []byte) ([]byte, error) {
	data, err := format.Source(raw)
	if err != nil {
		return nil, fmt.Errorf("format %s.go: %w", name, err)
	}
	return data, nil
}

func (u Unit) newFile() *jen.File {
	f := jen.NewFile(u.Package)
	f.NoFormat = true // which Render does once for all of it
	f.HeaderComment(Header)
	if u.Comment != "" {
		f.PackageComment(u.Comment)
	}
	return f
}
