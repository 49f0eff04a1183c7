package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// row is a row of the table.
type row struct {
	section string
	what    string
	values  series
	unit    string // of the values; × is a ratio
	target  target
	detail  string // the amounts that the ratio is of
}

// target is a limit for a median. The zero value is no limit.
type target struct {
	sign  string // ≤, ≥, < or >
	limit float64
	aim   bool // an aim rather than a requirement
}

func atMost(limit float64) target  { return target{sign: "≤", limit: limit} }
func atLeast(limit float64) target { return target{sign: "≥", limit: limit} }
func below(limit float64) target   { return target{sign: "<", limit: limit} }
func above(limit float64) target   { return target{sign: ">", limit: limit} }

func (t target) met(value float64) bool {
	switch t.sign {
	case "≤":
		return value <= t.limit
	case "≥":
		return value >= t.limit
	case "<":
		return value < t.limit
	case ">":
		return value > t.limit
	default:
		return true
	}
}

func (r row) met() bool { return r.target.met(r.values.median()) }

func (r row) cells() []string {
	cells := []string{r.section, r.what, r.amount(r.values.median()), "", "", "", r.detail}
	if len(r.values) > 1 {
		cells[3] = fmt.Sprintf("%s – %s, n=%d", number(r.values.quantile(0.1)), number(r.values.quantile(0.9)), len(r.values))
	}
	if r.target.sign != "" {
		cells[4], cells[5] = r.target.sign+" "+number(r.target.limit), "no"
		if r.target.aim {
			cells[4] += " (aim)"
		}
		if r.met() {
			cells[5] = "yes"
		}
	}
	return cells
}

func (r row) amount(v float64) string {
	if r.unit == "×" {
		return number(v) + r.unit
	}
	return strings.TrimSpace(number(v) + " " + r.unit)
}

// number formats three significant digits, and all digits of large numbers.
func number(v float64) string {
	size := math.Abs(v)
	switch {
	case v == math.Trunc(v) && size < 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case size >= 100:
		return grouped(strconv.FormatFloat(v, 'f', 0, 64))
	case size >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case size >= 1:
		return strconv.FormatFloat(v, 'f', 2, 64)
	default:
		return strconv.FormatFloat(v, 'f', 3, 64)
	}
}

// grouped puts commas between the thousands.
func grouped(digits string) string {
	sign := ""
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, digits = "-", rest
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return sign + digits
}

// table formats rows as Markdown with aligned columns.
func table(rows []row) string {
	lines := [][]string{{"section", "measured", "median", "p10 – p90", "target", "met", "medians, or what it is"}}
	for _, r := range rows {
		lines = append(lines, r.cells())
	}
	widths := make([]int, len(lines[0]))
	for _, cells := range lines {
		for i, cell := range cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for n, cells := range lines {
		for i, cell := range cells {
			b.WriteString("| " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+1))
		}
		b.WriteString("|\n")
		if n > 0 {
			continue
		}
		for _, width := range widths {
			b.WriteString("|" + strings.Repeat("-", width+2))
		}
		b.WriteString("|\n")
	}
	return b.String()
}

// verdict counts the met targets.
func verdict(rows []row) string {
	met, all := 0, 0
	for _, r := range rows {
		if r.target.sign == "" || r.target.aim {
			continue
		}
		all++
		if r.met() {
			met++
		}
	}
	return fmt.Sprintf("%d of %d targets met", met, all)
}
