package main

import (
	"io"
	"strings"
	"text/tabwriter"

	"github.com/StackOneHQ/stackone-gen/internal/diag"
)

// row is a row of a table, which programs get as JSON.
type row interface {
	cells() []string
}

// printRows prints a table with a heading, separated by tabs, or for programs an
// object for each row.
func printRows(w io.Writer, format diag.Format, heading string, rows []row) error {
	if format == diag.FormatJSON {
		encoder := newEncoder(w)
		for _, r := range rows {
			if err := encoder.Encode(r); err != nil {
				return err
			}
		}
		return nil
	}
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	lines := []string{heading}
	for _, r := range rows {
		lines = append(lines, strings.Join(r.cells(), "\t"))
	}
	if _, err := io.WriteString(table, strings.Join(lines, "\n")+"\n"); err != nil {
		return err
	}
	return table.Flush()
}
