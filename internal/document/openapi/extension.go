package openapi

// DeprecationMessages lists the extensions with a message about a deprecation, in
// order of preference.
func DeprecationMessages() []string {
	return []string{"x-speakeasy-deprecation-message", "x-deprecation-message", "x-deprecated-message", "x-deprecated-reason"}
}

// DeprecationReplacement is the extension that names the replacement.
const DeprecationReplacement = "x-speakeasy-deprecation-replacement"
