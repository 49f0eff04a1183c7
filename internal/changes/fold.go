package changes

import (
	"fmt"
	"slices"
	"strings"
)

// Line is changes that a person reads as one: what happened is the same, only the places
// differ. All have the same verdict on the source; the worst on the wire comes first.
type Line []*Change

// Lines folds the changes of a report, in their order.
func (r *Report) Lines() []Line {
	values := valuesOf(r.Changes)
	at := map[string]int{}
	var lines []Line
	for _, c := range r.Changes {
		key := kindOf(c) + "\x00" + foldOf(c, values)
		i, known := at[key]
		if !known {
			i = len(lines)
			at[key] = i
			lines = append(lines, nil)
		}
		lines[i] = append(lines[i], c)
	}
	return lines
}

// kindOf returns what happened, and what it means. A type that became another one is the same
// in parameters and members, wherever they go.
func kindOf(c *Change) string {
	for _, place := range []string{"parameter-", "member-", "body-"} {
		if rest, ok := strings.CutPrefix(c.Rule.ID, place); ok && strings.HasPrefix(rest, "type-") {
			return "type"
		}
	}
	return c.Rule.ID + "\x00" + string(c.Wire)
}

// Rules returns the IDs of the rules of a line.
func (l Line) Rules() []string {
	var ids []string
	for _, c := range l {
		if !slices.Contains(ids, c.Rule.ID) {
			ids = append(ids, c.Rule.ID)
		}
	}
	return ids
}

// WireText returns the verdicts of a line on the wire, with counts if they differ.
func (l Line) WireText() string {
	counts := map[Verdict]int{}
	for _, c := range l {
		counts[c.Wire]++
	}
	if len(counts) == 1 {
		return string(l[0].Wire)
	}
	var parts []string
	for _, v := range []Verdict{Breaks, Quiet, OK} {
		if counts[v] > 0 {
			parts = append(parts, fmt.Sprintf("%s (%d)", v, counts[v]))
		}
	}
	return strings.Join(parts, " ")
}

// Service returns the service that has all changes of a line; empty if several have.
func (l Line) Service() string {
	for _, c := range l {
		if c.Service != l[0].Service {
			return ""
		}
	}
	return l[0].Service
}

// foldOf returns what changes of one line have in common.
func foldOf(c *Change, values map[string]string) string {
	switch c.Rule.ID {
	case "operation-added", "operation-removed", "operation-renamed", "operation-moved", "operation-deprecated",
		"operation-undeprecated", "service-added", "service-removed", "service-renamed", "type-renamed", "type-split",
		"type-merged", "error-type-added", "error-type-removed":
		return c.Subject
	case "value-added", "value-removed":
		return values[enumOf(c)+c.Rule.ID]
	case "text-changed":
		return ""
	}
	return c.Before + "\x00" + c.After
}

// valuesOf returns what each enum has gained and lost, so that enums with the same values
// share a line.
func valuesOf(all []*Change) map[string]string {
	values := map[string][]string{}
	for _, c := range all {
		if c.Rule.ID == "value-added" || c.Rule.ID == "value-removed" {
			key := enumOf(c) + c.Rule.ID
			values[key] = append(values[key], c.Before+c.After)
		}
	}
	joined := map[string]string{}
	for key, list := range values {
		slices.Sort(list)
		joined[key] = strings.Join(list, "\x00")
	}
	return joined
}

func enumOf(c *Change) string {
	pointer, _, _ := strings.Cut(c.wire, "/enum/")
	return pointer
}
