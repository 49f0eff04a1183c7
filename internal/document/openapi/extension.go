package openapi

import "time"

// DeprecationMessages lists the extensions with a message about a deprecation, in
// order of preference.
func DeprecationMessages() []string {
	return []string{"x-speakeasy-deprecation-message", "x-deprecation-message", "x-deprecated-message", "x-deprecated-reason"}
}

// Sunset is the extension with the date on which something deprecated goes away.
const Sunset = "x-sunset"

// DeprecationReplacement is the extension that names the replacement.
const DeprecationReplacement = "x-speakeasy-deprecation-replacement"

// IsSunset reports whether a text is a date, or a time of RFC 3339.
func IsSunset(text string) bool {
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		return true
	}
	_, err := time.Parse(time.RFC3339, text)
	return err == nil
}
