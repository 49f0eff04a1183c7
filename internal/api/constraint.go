package api

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
