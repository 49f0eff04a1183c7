// Package wording puts into words what the description says in keywords, for comments
// and pages alike.
package wording

import "github.com/StackOneHQ/stackone-gen/internal/api"

// Marks make texts of the description fit for where they are printed.
type Marks struct {
	Text func(string) string // for words, with code in backticks
	Code func(string) string // for what is code as a whole
}

// Plain leaves texts as they are, for comments, which are escaped later.
func Plain() Marks {
	same := func(text string) string { return text }
	return Marks{same, same}
}

// Fact is a sentence about a fact beside a description.
func (m Marks) Fact(f api.Fact) string {
	switch f.Kind {
	case api.FactDefault:
		return "Default: " + m.Code(f.Text) + "."
	case api.FactConstraint:
		return m.Text(constraint(f.Constraint)) + "."
	case api.FactFormat:
		return "Format: " + m.Code(f.Text) + "."
	case api.FactConstant:
		return "Sent as " + m.Code(f.Text) + " unless set."
	case api.FactReadOnly:
		return "Read-only."
	case api.FactSensitive:
		return "Sensitive: printed as " + m.Code("***") + "."
	}
	return "Write-only."
}

func constraint(c api.Constraint) string {
	switch c.Kind {
	case api.Minimum, api.Maximum:
		return bound(c) + c.Value
	case api.MultipleOf:
		return "A multiple of " + c.Value
	case api.MinLength, api.MaxLength:
		return bound(c) + counted(c.Value, "character")
	case api.MinItems, api.MaxItems:
		return bound(c) + counted(c.Value, "item")
	case api.MinProperties, api.MaxProperties:
		return bound(c) + counted(c.Value, "member")
	case api.Pattern:
		return "Matching `" + c.Value + "`"
	}
	return "Always " + c.Value
}

// bound begins the phrase of a lower or an upper bound.
func bound(c api.Constraint) string {
	switch c.Kind {
	case api.Minimum, api.MinLength, api.MinItems, api.MinProperties:
		if c.Exclusive {
			return "More than "
		}
		return "At least "
	}
	if c.Exclusive {
		return "Less than "
	}
	return "At most "
}

func counted(n, unit string) string {
	if n == "1" {
		return n + " " + unit
	}
	return n + " " + unit + "s"
}
