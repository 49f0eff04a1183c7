package runtime

import "slices"

// The functions below are compiled once for all enums of a kind, and not again
// into the methods that call them.

// enumValues returns the values of an enum, in a list of the caller's own.
//
//go:noinline
func enumValues[E any](values []E) []E { return slices.Clone(values) }

// isEnumValue reports whether v is among the values of an enum.
//
//go:noinline
func isEnumValue[E comparable](values []E, v E) bool {
	for _, known := range values {
		if known == v {
			return true
		}
	}
	return false
}
