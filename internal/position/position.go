// Package position defines positions in files, the type that all stages share.
package position

import (
	"cmp"
	"strconv"
	"strings"
)

// Position is a position in an input file. Line and Column count from 1, and Column
// counts characters, as editors do. A zero Line means the whole file.
type Position struct {
	File         string
	Line, Column int
}

// String returns the position in the form that terminals and editors make
// clickable: file:line:col, or only the file, or "" for the zero position.
func (p Position) String() string {
	if p.Line <= 0 {
		return p.File
	}
	var b strings.Builder
	if p.File != "" {
		b.WriteString(p.File)
		b.WriteByte(':')
	}
	b.WriteString(strconv.Itoa(p.Line))
	if p.Column > 0 {
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(p.Column))
	}
	return b.String()
}

// IsZero reports whether the position is unknown.
func (p Position) IsZero() bool { return p == Position{} }

// Compare orders positions by file, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
	)
}

// At returns a position.
func At(file string, line, column int) Position { return Position{file, line, column} }
