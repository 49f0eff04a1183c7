package changes

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/StackOneHQ/stackone-gen/internal/api"
)

// maxExamples is how many subjects a folded line names.
const maxExamples = 3

// section is a part of a report for people.
type section struct {
	title string
	lines []Line
}

// sections parts the lines into what breaks apps, what changes in silence, and the rest.
func (r *Report) sections() []section {
	parts := []section{{title: "Breaks"}, {title: "Quiet: compiles and means something else"}, {title: "Other changes"}}
	for _, l := range r.Lines() {
		i := 2 - worse(l[0].Source(), l[0].Wire).rank()
		parts[i].lines = append(parts[i].lines, l)
	}
	for _, s := range parts {
		slices.SortStableFunc(s.lines, func(a, b Line) int { return strings.Compare(a.Service(), b.Service()) })
	}
	return slices.DeleteFunc(parts, func(s section) bool { return len(s.lines) == 0 })
}

// Summary is the report in one line.
func (r *Report) Summary() string {
	if len(r.Changes) == 0 {
		return "no changes"
	}
	changes := fmt.Sprintf("%d changes", len(r.Changes))
	if len(r.Changes) == 1 {
		changes = "1 change"
	}
	return fmt.Sprintf("%s: %d source, %d wire, %d quiet; bump: %s", changes, r.Source, r.Wire, r.Quiet, r.Bump)
}

// Text writes the report for people: breaks first, by service.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	for _, s := range r.sections() {
		fmt.Fprintf(&b, "%s\n", s.title)
		for i, l := range s.lines {
			service := l.Service()
			if i == 0 || s.lines[i-1].Service() != service {
				if service == "" {
					service = "(shared)"
				}
				fmt.Fprintf(&b, "\n  %s\n", service)
			}
			l.text(&b)
		}
		b.WriteString("\n")
	}
	fmt.Fprintln(&b, r.Summary())
	_, err := io.WriteString(w, b.String())
	return err
}

// text writes a line with its verdicts and positions below it.
func (l Line) text(b *strings.Builder) {
	c := l[0]
	fmt.Fprintf(b, "    %s\n", l.Sentence())
	fmt.Fprintf(b, "      source %s, wire %s", c.Source(), l.WireText())
	if c.Confidence > 0 && c.Confidence < 1 {
		fmt.Fprintf(b, ", %.0f %% alike", 100*c.Confidence)
	}
	if at := positions(c.Old, c.New); at != "" {
		fmt.Fprintf(b, "; %s", at)
	}
	fmt.Fprintf(b, " [%s]\n", strings.Join(l.Rules(), ", "))
}

// positions shows where a change is on both sides.
func positions(old, new api.Position) string {
	switch {
	case old.IsZero():
		return new.String()
	case new.IsZero():
		return old.String()
	}
	return old.String() + " → " + new.String()
}

// Sentence says what happened, where, and how often.
func (l Line) Sentence() string {
	c := l[0]
	var subjects []string
	for _, one := range l {
		if !slices.Contains(subjects, one.Subject) {
			subjects = append(subjects, one.Subject)
		}
	}
	count := ""
	if len(l) > 1 {
		count = fmt.Sprintf(" (%d ×)", len(l))
	}
	if n := len(subjects); n > maxExamples {
		subjects = append(subjects[:maxExamples], "…")
	}
	sentence := strings.Join(subjects, ", ") + count
	if len(l) > 1 && (c.Rule.ID == "value-added" || c.Rule.ID == "value-removed") {
		return sentence + ": " + c.Rule.verb()
	}
	switch {
	case c.Before != "" && c.After != "":
		return sentence + ": " + c.Before + " → " + c.After
	case c.Before+c.After != "" && c.Before+c.After != c.Subject:
		return sentence + ": " + c.Rule.verb() + " " + c.Before + c.After
	}
	return sentence + ": " + c.Rule.verb()
}

// verb says what happened, as the ID of the rule ends.
func (r *Rule) verb() string {
	word := r.ID[strings.LastIndexByte(r.ID, '-')+1:]
	switch word {
	case "changed":
		if r.ID == "text-changed" {
			return "description changed"
		}
	case "known":
		return "added"
	case "nullable":
		if strings.HasSuffix(r.ID, "not-nullable") {
			return "no longer"
		}
		return "may be"
	case "narrowed":
		return "narrowed to"
	}
	return word
}
