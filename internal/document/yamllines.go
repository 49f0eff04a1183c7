package document

import (
	"strings"
	"unicode/utf8"
)

// lineTable translates positions of the YAML library, which treats three more
// characters as line breaks than editors do. The table of a text without them is
// nil.
type lineTable []struct {
	line   int // the editor's line in which the library's line starts
	before int // the characters before it in that line
}

func newLineTable(s string) lineTable {
	if !strings.Contains(s, "\u0085") && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029") {
		return nil // Contains is faster than ContainsAny here
	}
	table := make(lineTable, 1, 1+strings.Count(s, "\n"))
	table[0].line = 1
	line, column := 1, 0
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		column++
		switch r {
		case '\r':
			if i < len(s) && s[i] == '\n' {
				continue
			}
			line, column = line+1, 0
		case '\n':
			line, column = line+1, 0
		case '\u0085', '\u2028', '\u2029':
		default:
			continue
		}
		table = append(table, table[0])
		last := &table[len(table)-1]
		last.line, last.before = line, column
	}
	return table
}

// editor returns the line and column that an editor shows.
func (t lineTable) editor(line, column int) (int, int) {
	if line < 1 || line > len(t) {
		return line, column
	}
	at := t[line-1]
	return at.line, at.before + column
}
