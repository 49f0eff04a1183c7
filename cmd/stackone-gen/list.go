package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/StackOneHQ/stackone-gen/internal/api"
	"github.com/StackOneHQ/stackone-gen/internal/diag"
	"github.com/StackOneHQ/stackone-gen/internal/emit/golang/names"
	"github.com/StackOneHQ/stackone-gen/internal/pipeline"
)

// table is a kind of thing to list.
type table struct {
	name    string
	short   string
	heading string // the headings of the columns, separated by tabs
	rows    func(*api.API, *names.Table) []row
}

// tables returns the kinds of things to list.
func tables() []table {
	return []table{
		{"operations", "List the operations", "GO\tMETHOD\tPATH\tID\tDEPRECATED", operationRows},
		{"left-out", "List the operations that cannot be generated, with the reasons", "METHOD\tPATH\tID\tREASON\tPOSITION", leftOutRows},
		{"types", "List the types", "GO\tKIND\tSCHEMA\tDEPRECATED", typeRows},
		{"enums", "List the enums with their values", "GO\tVALUES", enumRows},
		{"errors", "List the error types with their statuses", "GO\tSTATUSES\tBODY", errorRows},
	}
}

func newListCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List operations and types with their Go names",
		Args:  knownCommand,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("list needs one of operations, left-out, types, enums, errors")
		},
	}
	for _, t := range tables() {
		cmd.AddCommand(newTableCommand(t))
	}
	return cmd
}

func newTableCommand(t table) *cobra.Command {
	var input inputFlags
	cmd := &cobra.Command{
		Use:   t.name,
		Short: t.short,
		Long:  t.short + ".\n\nWith --format json each line is an object. It does not print warnings.",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := input.validate(cmd); err != nil {
				return err
			}
			run := &pipeline.Run{Stdin: cmd.InOrStdin()}
			opts, err := input.options(cmd, run)
			// Lists help to resolve warnings, so warnings must not prevent them.
			opts.Severity.Strict, opts.Severity.Rules = input.strict, nil
			var a *api.API
			if err == nil {
				a, err = run.API(cmd.Context(), opts)
			}
			var decided *names.Table
			if err == nil {
				decided, err = names.Decide(a, opts.Go.Names, &run.Diags)
			}
			if err == nil && run.Diags.HasErrors() {
				err = pipeline.ErrInput
			}
			if err != nil {
				return input.report(cmd, run, diag.Error, err, "nothing listed")
			}
			return printRows(cmd.OutOrStdout(), input.format, t.heading, t.rows(a, decided))
		},
	}
	input.register(cmd, "output `format`: text, json, github (workflow annotations) or sarif")
	return cmd
}

// shown returns a string of the description as a cell, escaped if it would disturb
// the table or the terminal.
func shown(text string) string {
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}

func shownList[S ~string](texts []S) string {
	cells := make([]string, len(texts))
	for i, text := range texts {
		cells[i] = shown(string(text))
	}
	return strings.Join(cells, ", ")
}

// orDash returns the cell of an optional string.
func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}

// hint returns what to use instead of something deprecated, and is empty for anything
// else.
func hint(table *names.Table, doc api.Doc) string {
	if doc.Deprecated == nil {
		return ""
	}
	return table.Hint(doc.Deprecated)
}

type operationRow struct {
	Go     string `json:"go"` // empty for an operation that is left out
	Method string `json:"method"`
	Path   string `json:"path"`
	ID     string `json:"id"`
	// Deprecated says what to use instead; it is empty if not deprecated.
	Deprecated string `json:"deprecated,omitempty"`
	LeftOut    bool   `json:"leftOut,omitempty"`
}

func (r operationRow) cells() []string {
	if r.LeftOut {
		r.Go = "(left out)"
	}
	return []string{r.Go, orDash(r.Method), shown(r.Path), orDash(r.ID), orDash(r.Deprecated)}
}

func operationRows(a *api.API, names *names.Table) []row {
	var rows []row
	for _, op := range a.Operations() {
		call := fmt.Sprintf("client.%s.%s", names.Service(op.Service).Selector, names.Operation(op).Method)
		rows = append(rows, operationRow{Go: call, Method: op.Method, Path: op.Target(), ID: op.ID, Deprecated: hint(names, op.Doc)})
	}
	for _, l := range a.LeftOut {
		rows = append(rows, operationRow{Method: l.Method, Path: l.Path, ID: l.ID, LeftOut: true})
	}
	return rows
}

type leftOutRow struct {
	Method   string `json:"method,omitempty"` // empty for a path whose operations are not known
	Path     string `json:"path"`
	ID       string `json:"id,omitempty"`
	Code     string `json:"code"`
	Reason   string `json:"reason"`
	Position string `json:"position"`
}

func (r leftOutRow) cells() []string {
	return []string{orDash(r.Method), shown(r.Path), orDash(r.ID), shown(r.Reason) + " [" + r.Code + "]", r.Position}
}

// leftOutRows has a row for each reason.
func leftOutRows(a *api.API, _ *names.Table) []row {
	var rows []row
	for _, l := range a.LeftOut {
		for _, reason := range l.Reasons {
			rows = append(rows, leftOutRow{l.Method, l.Path, l.ID, reason.Code, reason.Message, reason.Pos.String()})
		}
	}
	return rows
}

type typeRow struct {
	Go     string `json:"go"`
	Kind   string `json:"kind"`
	Schema string `json:"schema"` // JSON pointer
	// Deprecated is as in operations.
	Deprecated string `json:"deprecated,omitempty"`
}

func (r typeRow) cells() []string {
	return []string{r.Go, r.Kind, shown(r.Schema), orDash(r.Deprecated)}
}

func typeRows(a *api.API, names *names.Table) []row {
	var rows []row
	for _, t := range a.Types {
		rows = append(rows, typeRow{names.Type(t), t.Kind.String(), t.Ref, hint(names, t.Doc)})
	}
	return rows
}

type enumRow struct {
	Go     string   `json:"go"`
	Values []string `json:"values"`
}

func (r enumRow) cells() []string { return []string{r.Go, shownList(r.Values)} }

func enumRows(a *api.API, names *names.Table) []row {
	var rows []row
	for _, t := range a.Types {
		if t.Kind != api.Enum {
			continue
		}
		values := make([]string, len(t.Values))
		for i, v := range t.Values {
			values[i] = v.Text
		}
		rows = append(rows, enumRow{names.Type(t), values})
	}
	return rows
}

type errorRow struct {
	Go       string       `json:"go"`
	Statuses []api.Status `json:"statuses"`
	Body     string       `json:"body"` // empty if there is none
}

func (r errorRow) cells() []string {
	return []string{r.Go, shownList(r.Statuses), orDash(r.Body)}
}

func errorRows(a *api.API, names *names.Table) []row {
	var rows []row
	for _, e := range a.Errors {
		body := ""
		if e.Body != nil {
			body = e.Body.Kind.String()
			if e.Body.Named() {
				body = names.Type(e.Body)
			}
		}
		rows = append(rows, errorRow{names.Error(e), e.Statuses, body})
	}
	return rows
}
