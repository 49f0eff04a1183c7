// Package diag collects the diagnostics of a run: errors and warnings with a
// position, a message and, where possible, a hint.
//
// They are collected rather than returned one by one, so that a maintainer sees
// everything that is wrong with a description at once.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/position"
)

// Severity says whether a diagnostic stops the run.
type Severity int

const (
	// Warning is worth reading but stops nothing.
	Warning Severity = iota
	// Error means that the run has no result.
	Error
)

// String returns the word that every output format prints.
func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Error:
		return "error"
	default:
		return "severity(" + strconv.Itoa(int(s)) + ")"
	}
}

// Position is where a diagnostic points.
type Position = position.Position

// Text is a string from an input with its position, for values that are checked
// only when they are used.
type Text struct {
	Value string
	Pos   Position
}

// Diagnostic is one error or warning about an input.
type Diagnostic struct {
	// Code is the name of the rule in kebab case, for example
	// "undefined-security-scheme". It stays the same when messages improve.
	Code     string
	Severity Severity
	Pos      Position
	// Pointer is the JSON pointer of the node, if known. A leading #, as in
	// references, is allowed.
	Pointer string
	// Message says what is wrong. It starts in lower case and has no full stop.
	Message string
	// Hint says what to do about it, and may be empty.
	Hint string
	// Related lists other positions that matter, such as an earlier definition.
	Related []Related
}

// Related is another position that helps to understand a diagnostic.
type Related struct {
	Pos     Position
	Message string
}

// String returns the diagnostic on one line, without its hint.
func (d Diagnostic) String() string {
	return located(d.Pos, d.Severity.String()+": "+d.Message)
}

// compare orders diagnostics by position first, the order in which people work
// through a file. The fields after Message make the order total, so that duplicates
// are adjacent.
func (d Diagnostic) compare(e Diagnostic) int {
	return cmp.Or(
		d.Pos.Compare(e.Pos),
		cmp.Compare(e.Severity, d.Severity),
		cmp.Compare(d.Code, e.Code),
		cmp.Compare(d.Message, e.Message),
		cmp.Compare(d.Pointer, e.Pointer),
		cmp.Compare(d.Hint, e.Hint),
		slices.CompareFunc(d.Related, e.Related, func(a, b Related) int {
			return cmp.Or(a.Pos.Compare(b.Pos), cmp.Compare(a.Message, b.Message))
		}),
	)
}

// List collects diagnostics. The zero value is ready to use.
type List struct {
	// Pointers, because callers fill in the diagnostics that Errorf and Warnf
	// return while others are added.
	items []*Diagnostic
	// covered has the positions of errors that Follow leaves out.
	covered map[Position]bool
}

// Errorf adds an error and returns it, so that the caller can set its Hint,
// Pointer or Related.
func (l *List) Errorf(code string, pos Position, format string, args ...any) *Diagnostic {
	return l.add(Diagnostic{Code: code, Severity: Error, Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// Warnf adds a warning and returns it, as Errorf does.
func (l *List) Warnf(code string, pos Position, format string, args ...any) *Diagnostic {
	return l.add(Diagnostic{Code: code, Severity: Warning, Pos: pos, Message: fmt.Sprintf(format, args...)})
}

// Add adds a diagnostic made elsewhere.
func (l *List) Add(d Diagnostic) { l.add(d) }

// Append adds all diagnostics of another list.
func (l *List) Append(other *List) {
	if other == nil {
		return
	}
	for _, d := range slices.Clone(other.items) {
		l.add(*d)
	}
}

// Unlocated returns the positions of diagnostics without a pointer.
func (l *List) Unlocated() map[Position]bool {
	positions := map[Position]bool{}
	for _, d := range l.items {
		if d.Pointer == "" && d.Pos.Line > 0 {
			positions[d.Pos] = true
		}
	}
	return positions
}

// Unlocate removes the pointers of diagnostics in some files, so that Locate sets
// them.
func (l *List) Unlocate(in func(file string) bool) {
	for _, d := range l.items {
		if d.Pos.Line > 0 && in(d.Pos.File) {
			d.Pointer = ""
		}
	}
}

// Locate sets the pointers of diagnostics without one by their positions.
func (l *List) Locate(pointers map[Position]string) {
	for _, d := range l.items {
		if d.Pointer == "" {
			d.Pointer = pointers[d.Pos]
		}
	}
}

// Cover makes Follow skip errors at a position: they are due to an error that is
// reported elsewhere, such as a file that cannot be read and its further references.
func (l *List) Cover(pos Position) {
	if l.covered == nil {
		l.covered = map[Position]bool{}
	}
	l.covered[pos] = true
}

// Follow adds the findings of a later stage. It skips an error at a position that
// already has one, or is covered: a stage that went on after an error reports it again
// in other words.
func (l *List) Follow(later *List) {
	known := map[Position]bool{}
	maps.Copy(known, l.covered)
	for _, d := range l.items {
		if d.Severity == Error && d.Pos.Line > 0 {
			known[d.Pos] = true
		}
	}
	for _, d := range slices.Clone(later.items) {
		if d.Severity != Error || !known[d.Pos] {
			l.add(*d)
		}
	}
}

func (l *List) add(d Diagnostic) *Diagnostic {
	l.items = append(l.items, &d)
	return &d
}

// All returns the diagnostics sorted by file, line, column, severity (errors
// first), code and message. The order does not depend on the order in which they
// were added. Of those that say the same of one position, only the first is returned: a
// part of a file, or a YAML alias, may be at several pointers.
func (l *List) All() []Diagnostic {
	all := make([]Diagnostic, len(l.items))
	for i, d := range l.items {
		all[i] = *d
		all[i].Pointer = strings.TrimPrefix(d.Pointer, "#") // the form of references
	}
	slices.SortStableFunc(all, Diagnostic.compare)
	return slices.CompactFunc(all, func(a, b Diagnostic) bool {
		if a.Pos.Line > 0 && a.Pos == b.Pos {
			b.Pointer = a.Pointer
		}
		return a.compare(b) == 0
	})
}

// HasErrors reports whether there is at least one error.
func (l *List) HasErrors() bool {
	return slices.ContainsFunc(l.items, func(d *Diagnostic) bool { return d.Severity == Error })
}

// Count returns how many diagnostics of a severity All returns.
func (l *List) Count(s Severity) int {
	n := 0
	for _, d := range l.All() {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Err returns nil if there are no errors, and else an error whose text is the
// sorted errors, one per line.
func (l *List) Err() error {
	var lines []string
	for _, d := range l.All() {
		if d.Severity != Error {
			continue
		}
		line := d.Message
		if d.Hint != "" {
			line += " (" + d.Hint + ")"
		}
		lines = append(lines, oneLine(located(d.Pos, line)))
	}
	if lines == nil {
		return nil
	}
	return errors.New(strings.Join(lines, "\n"))
}

// located prefixes a text with a position, if there is one.
func located(pos Position, text string) string {
	if at := pos.String(); at != "" {
		return at + ": " + text
	}
	return text
}
