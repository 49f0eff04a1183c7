package api

import (
	"cmp"
	"slices"
)

// ConstraintKind is what a constraint is about.
type ConstraintKind int

// The kinds of constraints (JSON Schema Validation, section 6).
const (
	Minimum ConstraintKind = iota
	Maximum
	MultipleOf
	MinLength // in characters
	MaxLength
	MinItems
	MaxItems
	MinProperties
	MaxProperties
	Pattern
	// Always is the one value that an enum has; emitters that print its values need
	// not say it.
	Always
)

func (k ConstraintKind) String() string {
	return [...]string{
		"minimum", "maximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems",
		"minProperties", "maxProperties", "pattern", "const",
	}[k]
}

// Constraint is what a description asks of a value beside its type.
type Constraint struct {
	Kind ConstraintKind
	// Value is the literal of a number, the regular expression of Pattern, or the
	// text of Always.
	Value string
	// Exclusive says that Minimum or Maximum is itself no valid value.
	Exclusive bool
}

// Rules are what a description asks of a value beside its type.
type Rules struct {
	Format      string // the format keyword
	Constraints []Constraint
}

// Equal reports whether two sets of rules ask the same.
func (r Rules) Equal(other Rules) bool {
	return r.Format == other.Format && slices.Equal(r.Constraints, other.Constraints)
}

// And returns the rules of both. A format of more replaces that of r, as it says more of the
// same value.
func (r Rules) And(more Rules) Rules {
	both := Rules{Format: cmp.Or(more.Format, r.Format), Constraints: slices.Clone(r.Constraints)}
	for _, c := range more.Constraints {
		if !slices.Contains(both.Constraints, c) {
			both.Constraints = append(both.Constraints, c)
		}
	}
	return both
}

// Undeclared says what an object makes of members that it does not declare.
type Undeclared int

// The answers to undeclared members.
const (
	// UndeclaredUnsaid is the default of JSON Schema, which admits them.
	UndeclaredUnsaid Undeclared = iota
	// UndeclaredAdmitted is an object that says that it admits them, or some by a pattern.
	UndeclaredAdmitted
	// UndeclaredRefused is an object that is closed.
	UndeclaredRefused
)

func (u Undeclared) String() string { return [...]string{"unsaid", "admitted", "refused"}[u] }
