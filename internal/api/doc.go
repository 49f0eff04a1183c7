package api

import "strings"

// Doc is what the description says of a thing, in its own words.
type Doc struct {
	Title       string
	Summary     string
	Description string
	// Default is the JSON text of the value that the server assumes.
	Default string
	// Examples are JSON texts that fit the type.
	Examples []string
	// Deprecated is nil unless the description says that it is.
	Deprecated *Deprecation
	ReadOnly   bool
	WriteOnly  bool
	// Sensitive says that the values of a property are not for logs.
	Sensitive bool
	// Format is the format keyword where it says more than the type does.
	Format string
	// Constant is the JSON text that a required member or parameter is sent as if it is not
	// set, because there is no other value; empty for all others, and for what is not set as
	// that value anyway.
	Constant string
	// Constraints are what it asks of values beside their type.
	Constraints []Constraint
}

// Rules returns what the description asks of values.
func (d Doc) Rules() Rules { return Rules{d.Format, d.Constraints} }

// Deprecation is what the description says to do instead of using a thing. All
// are empty where it says nothing.
type Deprecation struct {
	// Message is the description's hint, in its own words.
	Message string
	// Replacement is the wire name of what to use instead: the operationId of an
	// operation, the name of a member or parameter beside it, or a component.
	Replacement string
	// Sunset is the date, or the time, at which it goes away.
	Sunset string
}

// About returns the description, or else the summary or the title.
func (d Doc) About() string {
	for _, text := range []string{d.Description, d.Summary, d.Title} {
		if text = strings.TrimSpace(text); text != "" {
			return text
		}
	}
	return ""
}

// FactKind is what a fact beside a description is about.
type FactKind int

// The facts beside a description.
const (
	// FactDefault is the value that the server assumes, as JSON text.
	FactDefault FactKind = iota
	// FactConstraint is one of Doc.Constraints.
	FactConstraint
	// FactFormat is a format that says more than the type does.
	FactFormat
	// FactReadOnly is a value that only responses have.
	FactReadOnly
	// FactWriteOnly is a value that only requests have.
	FactWriteOnly
	// FactSensitive is a value that is not for logs.
	FactSensitive
	// FactConstant is the value that is sent without being set, as JSON text.
	FactConstant
)

// Fact is something to tell beside a description. Emitters word it.
type Fact struct {
	Kind FactKind
	Text string // of the description, for FactDefault, FactFormat and FactConstant
	// Constraint is that of FactConstraint.
	Constraint Constraint
}

// Facts returns what is to be told of a use beside its description. The use of
// a value of an enum has no type.
func (d Doc) Facts(use TypeUse) []Fact {
	var facts []Fact
	if d.Default != "" && d.Default != "null" {
		facts = append(facts, Fact{Kind: FactDefault, Text: d.Default})
	}
	if d.Constant != "" {
		facts = append(facts, Fact{Kind: FactConstant, Text: d.Constant})
	}
	for _, constraint := range d.Constraints {
		if d.Constant != "" && constraint.Kind == Always {
			continue // which says as much
		}
		facts = append(facts, Fact{Kind: FactConstraint, Constraint: constraint})
	}
	if d.Format != "" && (use.Type == nil || use.Type.Kind != Scalar || use.Type.Basic == String) {
		facts = append(facts, Fact{Kind: FactFormat, Text: d.Format})
	}
	if d.ReadOnly {
		facts = append(facts, Fact{Kind: FactReadOnly})
	}
	if d.WriteOnly {
		facts = append(facts, Fact{Kind: FactWriteOnly})
	}
	if d.Sensitive {
		facts = append(facts, Fact{Kind: FactSensitive})
	}
	return facts
}
